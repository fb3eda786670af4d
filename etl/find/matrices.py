"""Matrices that their values tell: headings that are names of their own, and initiatives standing across."""

from collections.abc import Callable
from dataclasses import dataclass

from etl.find.axes import is_month, is_organisation, is_quarter, is_span, is_step, names_step
from etl.find.cells import (
    is_figure,
    is_light,
    is_place,
    is_score,
    is_score_or_dash,
    is_span_of_time,
    is_step_state,
    is_uptake,
)
from etl.find.layouts import SUM, Heading, Layout, scores_of_kinds
from etl.read.grid import Raw
from etl.schema.folding import folded
from etl.schema.headings import heading_scores
from etl.schema.kinds import assessment_words, names_domain, speaks_of_kinds
from portfolio.vocabulary import TableKind

_SURE = 0.8
_FEWEST_DOMAINS, _FEWEST_DOWN, _FEWEST_INITIATIVES = 3, 3, 2
_FEWEST_SPEAKING = 0.4
_NO_DOMAIN = {
    "citizen_count", "completion_share", "key", "phase", "priority", "process_step", "traffic_light",
    "traffic_light_economy", "traffic_light_quality", "traffic_light_time",
}  # fmt: skip
"""Fields of an initiative that small numbers may stand for, other than a domain's score."""


@dataclass(frozen=True, slots=True)
class _Down:
    """What may stand down the first column of a matrix that has initiatives across.

    Attributes:
        kind: the kind of table.
        names: whether a cell of the first column is one of them.
        share: so many of its cells must be.
        holds: whether a cell under an initiative is as this kind has them.
    """

    kind: TableKind
    names: Callable[[Raw], bool]
    share: float
    holds: Callable[[Raw], bool]


def _names_step(raw: Raw) -> bool:
    return isinstance(raw, str) and (is_step(raw) or names_step(raw))


def _names_domain(raw: Raw) -> bool:
    return isinstance(raw, str) and names_domain(raw)


_DOWN = (
    _Down(TableKind.ADOPTION, is_place, 0.8, is_uptake),
    _Down(TableKind.STATUS_LOG, is_span_of_time, 0.8, is_light),
    _Down(TableKind.ASSESSMENTS, _names_domain, 0.6, is_score_or_dash),
    _Down(TableKind.PROCESS, _names_step, 0.7, is_step_state),
)


@dataclass(frozen=True, slots=True)
class Turned:
    """A matrix with initiatives across: its kind, and the places of their headings."""

    kind: TableKind
    across: tuple[int, ...]


def turned(layout: Layout) -> Turned | None:
    """Give the matrix whose first column names organisations, months, steps or domains, if it is one."""
    first = layout.values(0) if layout.headings else []
    text = layout.headings[0][1] if layout.headings else ""
    if len(first) < _FEWEST_DOWN or is_organisation(text) or len(layout.headings) <= _FEWEST_INITIATIVES:
        return None
    for down in _DOWN:
        if sum(map(down.names, first)) >= down.share * len(first):
            found = tuple(n for n in range(1, len(layout.headings)) if _is_initiative(layout, n, down.holds))
            is_matrix = len(found) >= _FEWEST_INITIATIVES and len(found) > (len(layout.headings) - 1) / 2
            return Turned(down.kind, found) if is_matrix else None
    return None


def _is_initiative(layout: Layout, n: int, holds: Callable[[Raw], bool]) -> bool:
    """Tell a heading that is no field, over cells of a matrix."""
    _, text, group = layout.headings[n]
    is_field = max(heading_scores(text, group).values(), default=0.0) >= _SURE
    is_other = is_uptake(text) or is_month(text) or is_quarter(text) or is_organisation(text) or is_step(text)
    is_name = any(letter.isalpha() for letter in text) and not is_other and not SUM.match(folded(text))
    return is_name and not is_field and bool(layout.values(n)) and layout.share(n, holds) >= _SURE


def domains_across(layout: Layout) -> tuple[int, ...]:
    """Give the headings over scores from 0 to 3, where they make a matrix of assessments."""
    is_told = any(word in layout.titles for word in assessment_words())
    found = tuple(n for n, heading in enumerate(layout.headings) if _is_domain(layout, n, heading, is_told))
    worded = sum(names_domain(layout.headings[n][1]) for n in found)
    beside = sum(_is_beside_domains(layout, n) for n in range(len(layout.headings)) if n not in found)
    is_matrix = len(found) >= _FEWEST_DOMAINS and len(found) > (len(layout.headings) - beside) / 2
    return found if is_matrix and (is_told or worded >= len(found) / 3) else ()


def _is_beside_domains(layout: Layout, n: int) -> bool:
    _, text, group = layout.headings[n]
    return max(heading_scores(text, group).values(), default=0.0) >= _SURE


def _is_domain(layout: Layout, n: int, heading: Heading, is_told: bool) -> bool:
    column, text, group = heading
    first = next((raw for row in layout.filled if (raw := layout.view.sheet.value(row, column))), 0)
    is_named = any(letter.isalpha() for letter in text) or (is_told and bool(text))
    if not is_score(first) or not is_named or SUM.match(folded(text)):
        return False
    is_other = any(heading_scores(text, group).get(field, 0.0) >= _SURE for field in _NO_DOMAIN)
    values = layout.values(n)
    return not is_other and bool(values) and all(map(is_score_or_dash, values))


def with_strangers(layout: Layout, kind: TableKind, found: tuple[int, ...]) -> tuple[int, ...]:
    """Add headings that nobody knows among organisations or steps, where cells as theirs stand below."""
    holds = {TableKind.ADOPTION: is_uptake, TableKind.PROCESS: is_step_state}.get(kind)
    if holds is None or not found:
        return found
    between = range(found[0], found[-1] + 1)
    return tuple(n for n in between if n in found or _is_stranger(layout, n, holds))


def _is_stranger(layout: Layout, n: int, holds: Callable[[Raw], bool]) -> bool:
    is_sum = bool(SUM.match(folded(layout.texts[n][0])))
    return not is_sum and bool(layout.values(n)) and layout.share(n, holds) >= _SURE


def holds_figures(layout: Layout) -> bool:
    """Tell whether months stand over figures: most cells are numbers, or a heading says indicator."""
    months = [n for n, text in enumerate(layout.across) if is_span(text)]
    values = [raw for n in months for raw in layout.values(n)]
    figures = sum(map(is_figure, values))
    is_said = layout.sureness(TableKind.MEASUREMENTS, "indicator") >= _SURE
    return figures >= (0.5 if is_said else _SURE) * max(1, len(values))


def other_score(layout: Layout) -> float:
    """Say how much headings tell that only make sense for another kind than initiatives."""
    found = turned(layout)
    across = found.across if found else domains_across(layout)
    if across:
        return 1.0 + 0.3 * len(across)
    if sum(speaks_of_kinds(text) for text, _ in layout.texts) < _FEWEST_SPEAKING * len(layout.texts):
        return 0.0
    return max(scores_of_kinds(layout), default=0.0)
