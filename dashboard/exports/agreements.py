"""The agreements as a table of a workbook: a row for each agreement, focus area, goal and value goal."""

from collections.abc import Callable, Iterator

from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.labels import code_label, organisation_label
from dashboard.texts import language, t
from portfolio.reference import load_reference
from portfolio.vocabulary import Carried, Certainty, Subject, label

_HEADS = (
    ("region", Kind.TEXT),
    ("agreement", Kind.TEXT),
    ("what", Kind.TEXT),
    ("number", Kind.TEXT),
    ("text", Kind.TEXT),
    ("first", Kind.DAY),
    ("last", Kind.DAY),
    ("initiatives", Kind.WHOLE),
    ("carried", Kind.TEXT),
    ("sure", Kind.TEXT),
    ("source", Kind.TEXT),
)


def agreements_sheet(count: Callable[[str], int], source: Callable[[str | None], str]) -> SheetTable:
    """Give all agreements; ``count`` says how many initiatives stand under a focus area."""
    heads = [SheetColumn(t(f"agreements.file_{name}"), kind) for name, kind in _HEADS]
    return SheetTable(t("agreements.sheet"), heads, [*_rows(count, source), *_value_goals(source)])


def _rows(count: Callable[[str], int], source: Callable[[str | None], str]) -> Iterator[list[Value]]:
    here = load_reference()
    for agreement in here.agreements:
        where: list[Value] = [organisation_label(agreement.region), agreement.name]
        sure = [code_label(Certainty, agreement.certainty.value), source(agreement.source)]
        days = [agreement.first_date, agreement.last_date]
        yield [*where, _what(Subject.AGREEMENT), None, agreement.name, *days, None, None, *sure]
        for area in (it for it in here.focus_areas if it.agreement == agreement.id):
            sure = [code_label(Certainty, area.certainty.value), source(area.source)]
            days = [area.first_date, area.last_date]
            told = [count(area.id), _carried(area.id)]
            yield [*where, _what(Subject.FOCUS_AREA), str(area.number), area.name, *days, *told, *sure]
            for goal in (it for it in here.goals if it.focus_area == area.id):
                sure = [code_label(Certainty, goal.certainty.value), source(goal.source)]
                days = [goal.first_date, goal.last_date]
                told = [None, _carried(goal.id)]
                yield [*where, _what(Subject.GOAL), goal.number, goal.text, *days, *told, *sure]


def _value_goals(source: Callable[[str | None], str]) -> Iterator[list[Value]]:
    for goal in load_reference().value_goals:
        sure = [code_label(Certainty, goal.certainty.value), source(goal.source)]
        where = [None, organisation_label(goal.organisation), _what(Subject.VALUE_GOAL)]
        yield [*where, str(goal.number), goal.text, goal.first_date, goal.last_date, None, None, *sure]


def _what(subject: Subject) -> str:
    return label(subject, language())


def _carried(part: str) -> str | None:
    """Say in which agreements a focus area or a goal went on, and how."""
    here = load_reference()
    names = {it.id: it.name for it in here.agreements}
    found = [
        f"{code_label(Carried, it.how.value)}: {names[it.agreement]}"
        for it in here.carryings
        if it.part == part
    ]
    return "; ".join(found) or None
