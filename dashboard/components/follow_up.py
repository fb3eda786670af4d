"""What follows an initiative's steps on its page: from trials to evaluations.

What something is known of comes first and has the width of the page; the others stand side by side.
"""

import datetime as dt

from dashboard import data
from dashboard.components.adoption_card import adoption_card
from dashboard.components.assessment_card import assessment_card
from dashboard.components.core_card import core_card
from dashboard.components.effect_card import effect_card
from dashboard.components.evaluation_card import evaluation_card
from dashboard.components.markup import Node
from dashboard.components.round_card import rounds_card
from dashboard.components.round_forms import Invited, invited
from dashboard.components.trial_card import trial_card
from dashboard.components.uptake_card import uptake_card
from dashboard.filters import Asked
from dashboard.receivers import region_of
from portfolio.process.approval import Approval, approval_of


def follow_up(record: data.InitiativeRecord, asked: Asked) -> list[Node]:
    """Show what is known of an initiative beside its fields and steps, on the day that it is seen from."""
    cards = [*_developed(record, asked), *_carried_on(record)]
    in_order = sorted(cards, key=lambda it: not it[0])
    return [node for _, nodes in in_order for node in nodes]


Known = tuple[bool, list[Node]]
"""Whether something is known, and the card that says it."""


def _developed(record: data.InitiativeRecord, asked: Asked) -> list[Known]:
    """Show its trials, what it leads to, how far it could be spread, and its core."""
    id_, history, is_present = record.id, data.spread_history(record.id), data.is_present()
    assessed = assessment_card(record, history, data.portfolio().today, is_present=is_present)
    return [
        (id_ in data.trials().of or id_ in data.trials().words, trial_card(record)),
        (id_ in data.effect().of, effect_card(id_, asked)),
        (True, assessed),
        (data.cores().core(id_) is not None, core_card(record, history, is_present=is_present)),
    ]


def _carried_on(record: data.InitiativeRecord) -> list[Known]:
    """Show its rounds, receivers and evaluations."""
    today, is_present = data.portfolio().today, data.is_present()
    found = data.processes().courses.get(record.id)
    course = None if found is None else found.course
    history = data.follow_history(record.id)
    rounds = data.rounds().of.get(record.id, ())
    receivers = data.adoption().receivers.get(record.id, ())
    region = region_of(record.organisation_id, _municipalities(record.id))
    book = data.evaluations()
    approved, day = approval(record.id), listed_day(record.id)
    return [
        (
            bool(rounds),
            rounds_card(record.id, rounds, course, who_of(record.id), history, today, is_present=is_present),
        ),
        (
            bool(receivers),
            [
                *adoption_card(record.id, receivers, course, region, history, today, is_present=is_present),
                *uptake_card(record.id, receivers),
            ],
        ),
        (
            bool(book.held.get(record.id)),
            evaluation_card(record.id, book, approved, day, history, today, is_present=is_present),
        ),
    ]


def approval(initiative_id: int) -> Approval | None:
    """Tell that an initiative has been approved."""
    book = data.processes()
    found = book.courses.get(initiative_id)
    if found is None:
        return approval_of(None, book.decisions.get(initiative_id, ()))
    return approval_of(found.course, found.decisions)


def listed_day(initiative_id: int) -> dt.date | None:
    """Give the day of evaluation that a list states, the last that it can be."""
    known = data.portfolio().snapshot
    place = known.place(initiative_id)
    return None if place is None else known.item(place).day("evaluation_last")


def who_of(initiative_id: int) -> Invited:
    """Give who is likely to be asked about an initiative."""
    known = data.portfolio().snapshot
    place = known.place(initiative_id)
    if place is None:
        return Invited((), (), ())
    item = known.item(place)
    return invited(
        item.municipalities(), item.text("hospitals"), item.code("organisation_id"), data.present_day()
    )


def _municipalities(initiative_id: int) -> tuple[str, ...]:
    known = data.portfolio().snapshot
    place = known.place(initiative_id)
    return () if place is None else known.item(place).municipalities()
