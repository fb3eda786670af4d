"""What follows an initiative's steps on its page: rounds of comments, receivers, evaluations."""

import datetime as dt

from dashboard import data
from dashboard.components.adoption_card import adoption_card
from dashboard.components.evaluation_card import evaluation_card
from dashboard.components.markup import Node
from dashboard.components.round_card import rounds_card
from dashboard.components.round_forms import Invited, invited
from dashboard.components.uptake_card import uptake_card
from dashboard.receivers import region_of
from portfolio.process.approval import Approval, approval_of


def follow_up(record: data.InitiativeRecord) -> list[Node]:
    """Show an initiative's rounds, receivers and evaluations, as known on the day it is seen from."""
    today, is_present = data.portfolio().today, data.is_present()
    found = data.processes().courses.get(record.id)
    course = None if found is None else found.course
    history = data.follow_history(record.id)
    rounds = data.rounds().of.get(record.id, ())
    receivers = data.adoption().receivers.get(record.id, ())
    region = region_of(record.organisation_id, _municipalities(record.id))
    book = data.evaluations()
    approved, day = approval(record.id), listed_day(record.id)
    cards = [
        (
            bool(rounds),
            rounds_card(record.id, rounds, course, who_of(record.id), history, today, is_present=is_present),
        ),
        (
            bool(receivers),
            adoption_card(record.id, receivers, course, region, history, today, is_present=is_present),
        ),
        (
            bool(book.held.get(record.id)),
            evaluation_card(record.id, book, approved, day, history, today, is_present=is_present),
        ),
    ]
    drawn = uptake_card(record.id, receivers)
    in_order = sorted(
        cards, key=lambda it: not it[0]
    )  # those with a table first: the others stand side by side
    return [*(node for _, nodes in in_order for node in nodes), *drawn]


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
