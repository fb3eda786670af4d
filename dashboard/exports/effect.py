"""Indicators, and all that is said of each period, as two tables of a workbook."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from dashboard.components.effect_words import (
    baseline_words,
    dimension_words,
    direction_words,
    finding_words,
    period_words,
)
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.texts import language, t
from portfolio.effect.series import Indicator
from portfolio.effect.series import Value as Said
from portfolio.vocabulary import label

_INDICATORS = (
    ("initiative", Kind.TEXT),
    ("indicator", Kind.TEXT),
    ("unit", Kind.TEXT),
    ("dimension", Kind.TEXT),
    ("direction", Kind.TEXT),
    ("baseline", Kind.DECIMAL),
    ("baseline_from", Kind.TEXT),
    ("target", Kind.DECIMAL),
    ("newest", Kind.DECIMAL),
    ("newest_period", Kind.TEXT),
    ("change", Kind.DECIMAL),
    ("points", Kind.WHOLE),
    ("median", Kind.DECIMAL),
    ("verdict", Kind.TEXT),
    ("finding", Kind.TEXT),
    ("address", Kind.TEXT),
)
_MEASUREMENTS = (
    ("initiative", Kind.TEXT),
    ("indicator", Kind.TEXT),
    ("unit", Kind.TEXT),
    ("period", Kind.TEXT),
    ("first", Kind.DAY),
    ("last", Kind.DAY),
    ("value", Kind.DECIMAL),
    ("text", Kind.TEXT),
    ("drawn", Kind.TEXT),
    ("phase", Kind.TEXT),
    ("source", Kind.TEXT),
    ("file", Kind.TEXT),
    ("sheet", Kind.TEXT),
    ("cell", Kind.TEXT),
    ("by", Kind.TEXT),
    ("note", Kind.TEXT),
)


def effect_sheets(found: Iterable[Indicator], address: Callable[[str], str]) -> list[SheetTable]:
    """Give the indicators, and a row for all that is said; ``address`` gives an indicator's address."""
    own = list(found)
    return [
        SheetTable(t("effect.file_indicators"), _heads(_INDICATORS), [_indicator(it, address) for it in own]),
        SheetTable(
            t("effect.file_measurements"), _heads(_MEASUREMENTS), [row for it in own for row in _said(it)]
        ),
    ]


def _heads(columns: Sequence[tuple[str, Kind]]) -> list[SheetColumn]:
    return [SheetColumn(t(f"effect.file_{name}"), kind) for name, kind in columns]


def _indicator(it: Indicator, address: Callable[[str], str]) -> list[Value]:
    newest = it.newest
    return [
        it.title,
        it.name,
        it.unit or None,
        dimension_words(None if it.dimension is None else it.dimension.value),
        direction_words(it.direction) or None,
        None if it.baseline is None else it.baseline.value,
        baseline_words(it) or None,
        None if it.target is None else it.target.value,
        None if newest is None else newest.number,
        None if newest is None else period_words(newest.period),
        it.change,
        len(it.points),
        it.chart.median,
        label(it.verdict, language()),
        finding_words(it),
        address(it.slug),
    ]


def _said(it: Indicator) -> Iterator[list[Value]]:
    """Give all that is said of an indicator: every period with each source, then what is not drawn."""
    for point in it.points:
        for said in point.said:
            yield _row(it, said, is_drawn=said is point.counts)
    for said in (*it.texts, *it.undated):
        yield _row(it, said, is_drawn=False)


def _row(it: Indicator, said: Said, *, is_drawn: bool) -> list[Value]:
    told, period = said.told_in, said.period
    return [
        it.title,
        it.name,
        it.unit or None,
        period_words(period),
        None if period is None else period.first,
        None if period is None else period.last,
        said.number,
        said.text or None,
        t("effect.file_yes" if is_drawn else "effect.file_no"),
        said.phase_text or None,
        None if told is None else told.source,
        None if told is None else told.file_name,
        None if told is None else told.sheet,
        None if told is None else told.cell,
        said.by or None,
        said.note or None,
    ]
