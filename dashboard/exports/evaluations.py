"""Evaluations as a table of a workbook, and the next ones as a calendar."""

from collections.abc import Callable, Iterable

from dashboard.components.area_words import area_text
from dashboard.components.evaluation_words import approval_words, plan_words
from dashboard.components.evaluations_asked import Followed
from dashboard.exports.calendar import CalendarDay
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.texts import language, t
from portfolio.vocabulary import EvaluationState, label

_HEADS = (
    ("initiative", Kind.TEXT),
    ("state", Kind.TEXT),
    ("due", Kind.DAY),
    ("days", Kind.WHOLE),
    ("plan", Kind.TEXT),
    ("anchor", Kind.DAY),
    ("months", Kind.WHOLE),
    ("last", Kind.DAY),
    ("result", Kind.TEXT),
    ("approved", Kind.TEXT),
    ("list", Kind.DAY),
    ("lead", Kind.TEXT),
    ("owner", Kind.TEXT),
    ("cluster", Kind.TEXT),
    ("address", Kind.TEXT),
)


def evaluations_sheet(found: Iterable[Followed], address: Callable[[int], str]) -> SheetTable:
    """Give the evaluations; ``address`` gives an initiative's address."""
    heads = [SheetColumn(area_text(f"evaluations.file_{name}"), kind) for name, kind in _HEADS]
    return SheetTable(t("evaluations.sheet"), heads, [_row(it, address) for it in found])


def _row(it: Followed, address: Callable[[int], str]) -> list[Value]:
    plan, last = it.plan, it.last
    return [
        it.item.title,
        _state(it),
        it.clock.due,
        it.clock.days,
        None if plan is None else plan_words(plan),
        None if plan is None else plan.interval.anchor,
        None if plan is None else plan.interval.months,
        None if last is None else last.day,
        None if last is None else last.result,
        None if it.approval is None else approval_words(it.approval),
        it.listed_day,
        it.item.text("lead"),
        it.item.text("owner"),
        it.item.text("organisation"),
        address(it.item.id),
    ]


def _state(it: Followed) -> str:
    return label(it.clock.state, language())


def due_days(found: Iterable[Followed], address: Callable[[int], str]) -> list[CalendarDay]:
    """Give the next evaluation of each initiative that has one planned, as days of a calendar."""
    return [
        CalendarDay(
            uid=f"evaluering-{it.item.id}-{it.clock.number}",
            day=it.clock.due,
            summary=t("evaluations.event", title=it.item.title),
            description=_described(it),
            address=address(it.item.id),
            said_at=max((said.made_at for said in (it.plan, it.last) if said is not None), default=None),
        )
        for it in found
        if it.clock.due is not None
    ]


def _described(it: Followed) -> str:
    named = it.item.text("lead") or it.item.text("owner")
    responsible = t("evaluations.event_who", who=named) if named else t("gaps.nobody")
    late = label(EvaluationState.OVERDUE, language()) if it.clock.state is EvaluationState.OVERDUE else ""
    plan = "" if it.plan is None else plan_words(it.plan)
    note = "" if it.plan is None else it.plan.text or ""
    return "\n".join(filter(None, (late, plan, note, responsible)))
