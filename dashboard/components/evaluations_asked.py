"""How the initiatives that meet the filters stand with their evaluations."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import data
from dashboard.components.follow_up import approval, listed_day
from dashboard.components.followed import followed
from dashboard.data import EvaluationNote, PlanNote
from dashboard.filters import Asked
from portfolio.process.approval import Approval
from portfolio.rules.evaluation import Clock
from portfolio.snapshot import Item
from portfolio.vocabulary import EvaluationState

EVALUATIONS = "/evalueringer"
EVALUATIONS_FILE, CALENDAR_FILE = "/hent/evalueringer.xlsx", "/hent/evalueringer.ics"


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """How an initiative stands with its evaluations.

    Attributes:
        item: the initiative.
        clock: how it stands.
        plan: its plan.
        approval: that it has been approved.
        last: its newest evaluation.
        listed_day: the day that its list states, where there is no plan.
    """

    item: Item
    clock: Clock
    plan: PlanNote | None
    approval: Approval | None
    last: EvaluationNote | None
    listed_day: dt.date | None


@dataclass(frozen=True, slots=True, eq=False)
class Evaluations:
    """The initiatives that meet the filters, by how they stand.

    ``lost`` is how many plans are of an initiative that no list and nobody tells of any more.
    """

    by_state: Mapping[EvaluationState, Sequence[Followed]]
    chosen_count: int
    lost: int

    def of(self, state: EvaluationState) -> Sequence[Followed]:
        """Give those that stand so, the first due first."""
        return self.by_state.get(state, ())

    @property
    def every(self) -> list[Followed]:
        """All of them, in the order in which they need doing."""
        return [it for state in EvaluationState for it in self.of(state)]


def evaluations_of(asked: Asked) -> Evaluations:
    """Give how the initiatives that an address asks for stand."""
    chosen, today = followed(asked.criteria), data.portfolio().today
    book = data.evaluations()
    found: dict[EvaluationState, list[Followed]] = {}
    for item in chosen:
        one = _followed(item, today)
        if one is not None:
            found.setdefault(one.clock.state, []).append(one)
    ordered = {state: sorted(them, key=_order) for state, them in found.items()}
    known = data.portfolio().snapshot
    lost = sum(1 for id_ in book.plans if known.place(id_) is None)
    return Evaluations(ordered, len(chosen), lost)


def _followed(item: Item, today: dt.date) -> Followed | None:
    """Give how an initiative stands; None where nobody has planned, approved or said anything."""
    book = data.evaluations()
    plan, held = book.plans.get(item.id), book.held.get(item.id, ())
    approved = approval(item.id)
    day = listed_day(item.id) if plan is None else None
    if plan is None and approved is None and day is None and not held:
        return None
    clock = book.clock(item.id, today)
    return Followed(item, clock, plan, approved, held[0] if held else None, day)


def _order(it: Followed) -> tuple[dt.date, str]:
    approved = None if it.approval is None else it.approval.day
    return (it.clock.due or it.listed_day or approved or dt.date.max, it.item.title)


def unplanned(found: Evaluations) -> list[Followed]:
    """Give those that are approved and have no plan."""
    return [it for it in found.of(EvaluationState.UNPLANNED) if it.approval is not None]
