"""Tables that are no list of initiatives, told by their headings and by the values under them."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from etl.find.axes import is_month, is_organisation, is_quarter, is_span, names_step, step_number
from etl.find.view import View
from etl.parse.dates import DateContext, parse_date
from etl.parse.normal import is_lone_sign, tidy
from etl.parse.words import Outcome, StepState, Uptake, parse_code
from etl.read.grid import Raw
from etl.schema.folding import folded
from etl.schema.headings import concepts_of, heading_scores
from etl.schema.kinds import assessment_words, kind_schema, names_domain, said_of_kind, speaks_of_kinds
from portfolio.vocabulary import Code, TableKind

_LOOK_DOWN, _LOOK_UP = 40, 4
_LONGEST_MEETING, _MOST_SECTIONS = 60, 0.7
_SUM = re.compile(r"(i ?alt|total(t|en)?|sum|gennemsnit|gns|snit|middel)\b")
_SURE = 0.8
_SCORE = re.compile(r"[0-3](?:\s*[-–:=(].*)?")
_HIGHEST_SCORE = 3
_FEWEST_DOMAINS, _FEWEST_ORGANISATIONS, _FEWEST_CODES = 3, 3, 2
_REPEATING = 0.75
_FEWEST_SPEAKING = 0.4
_MOST_COLUMNS_OF_LOG = 8
_MOST_COLUMNS_OF_MILESTONES = 9
_NO_DOMAIN = {
    "citizen_count", "completion_share", "key", "phase", "priority", "process_step", "traffic_light",
    "traffic_light_economy", "traffic_light_quality", "traffic_light_time",
}  # fmt: skip
"""Fields of an initiative that small numbers may stand for, other than a domain's score."""

_ON_INITIATIVES = {
    "aim", "background", "budget_dkk", "citizen_count", "completion_share", "focus_area", "funding",
    "municipalities", "phase", "spread_potential", "target_group", "traffic_light",
}  # fmt: skip
"""Fields that the other kinds of table do not have; a few of them are like a field of some kind."""

_BESIDE = {"contact", "documents", "key", "lead", "owner", "remarks"}
"""Fields that any table may have beside those of its kind."""

_DATES = DateContext(year_hint=2020)

Heading = tuple[int, str, str]
"""A heading's column, its text, and the text of the group above it."""


@dataclass(frozen=True)
class Layout:
    """A table's headings with the rows below them, looked at as any kind but a list of initiatives."""

    view: View
    headings: tuple[Heading, ...]
    rows: range

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Give each heading with its group."""
        return tuple((text, group) for _, text, group in self.headings)

    @cached_property
    def filled(self) -> list[int]:
        """Give the first rows that hold more than one cell, without sums."""
        rows = ((row, self.view.filled(row)) for row in self.rows[: 2 * _LOOK_DOWN])
        full = [row for row, filled in rows if len(filled) > 1 and not self._is_sum(row, filled[0])]
        return full[:_LOOK_DOWN]

    def _is_sum(self, row: int, first: int) -> bool:
        return bool(_SUM.match(self.view.text(row, first).casefold()))

    @cached_property
    def titles(self) -> str:
        """Give the texts right above the headings, and the sheet's name, as one folded text."""
        first = self.rows.start - 1
        above = range(max(self.view.sheet.first_row, first - _LOOK_UP), first)
        texts = (self.view.text(row, column) for row in above for column in self.view.filled(row)[:2])
        return folded(" ".join((*texts, self.view.sheet.name or "")))

    @cached_property
    def sections(self) -> tuple[Raw, ...]:
        """Give what stands alone in its row among the first rows."""
        lone = ((row, self.view.filled(row)) for row in self.rows[: 2 * _LOOK_DOWN])
        return tuple(self.view.sheet.value(row, filled[0]) for row, filled in lone if len(filled) == 1)

    def divided_by(self, holds: Callable[[Raw], bool]) -> bool:
        """Tell whether the list begins with a row of one cell of a sort, and most such rows are of it."""
        first = next(iter(self.rows), 0)
        begins = len(self.view.filled(first)) == 1 and holds(
            self.view.sheet.value(first, self.view.filled(first)[0])
        )
        return begins and sum(map(holds, self.sections)) >= _MOST_SECTIONS * len(self.sections)

    def values(self, n: int) -> list[Raw]:
        """Give what stands below a heading, without empty cells."""
        column = self.headings[n][0]
        found = (self.view.sheet.value(row, column) for row in self.filled)
        return [raw for raw in found if raw is not None and raw != ""]

    def share(self, n: int, holds: Callable[[Raw], bool]) -> float:
        """Give the share of a column's values that are of a sort."""
        values = self.values(n)
        return sum(map(holds, values)) / len(values) if values else 0.0

    def said(self, kind: TableKind) -> dict[str, int]:
        """Give the heading of each field of a kind."""
        return {name: n for name, (n, _) in said_of_kind(kind, self.texts).items()}

    def sureness(self, kind: TableKind, name: str) -> float:
        """Say how surely a field of a kind has a heading."""
        return said_of_kind(kind, self.texts).get(name, (0, 0.0))[1]

    def repeats(self, n: int) -> bool:
        """Tell whether a column names the same again and again, or once for several rows."""
        column = self.headings[n][0]
        titles = [tidy(str(self.view.sheet.value(row, column) or "")) for row in self.filled]
        return len(titles) > 1 and len({title for title in titles if title}) <= _REPEATING * len(titles)

    @cached_property
    def on_initiatives(self) -> set[str]:
        """Give the fields that only a list of initiatives has, as far as headings say them surely."""
        return {
            field
            for text, group in self.texts
            for field, score in heading_scores(text, group).items()
            if score >= _SURE and field in _ON_INITIATIVES
        }


def other_kind(layout: Layout) -> TableKind | None:
    """Give the kind of a table in long form, one row a record; None where it may be a list of initiatives."""
    return next((kind for kind, tells in _TELLS if _is_met(layout, kind) and tells(layout)), None)


def _is_met(layout: Layout, kind: TableKind) -> bool:
    return kind_schema(kind).is_met(layout.said(kind) | _said_by_sections(layout, kind))


def _said_by_sections(layout: Layout, kind: TableKind) -> dict[str, int]:
    """Give what the rows that divide a list say for those below: the month, or a meeting's day."""
    if kind in {TableKind.STATUS_LOG, TableKind.MEASUREMENTS} and layout.divided_by(is_span_of_time):
        return {"month": -1}
    return {"date": -1} if kind is TableKind.DECISIONS and layout.divided_by(names_day) else {}


def is_span_of_time(raw: Raw) -> bool:
    """Tell a month or a quarter as a section names it ("Januar 2026", "Status for 1. kvartal 2026")."""
    if isinstance(raw, dt.date):
        return True
    text = str(raw)
    return is_month(text) or is_quarter(text) or _precision(raw) in {"month", "quarter"}


def names_day(raw: Raw) -> bool:
    """Tell a text with a day in it ("Møde i SSG den 12. marts 2026")."""
    if isinstance(raw, dt.date):
        return True
    return _precision(raw) == "day"


def _precision(raw: Raw) -> str | None:
    """Give how precise the date in a short text is."""
    found = parse_date(raw, _DATES).value if isinstance(raw, str) and len(raw) <= _LONGEST_MEETING else None
    return None if found is None else str(found.precision)


def _trials(layout: Layout) -> bool:
    said = layout.said(TableKind.TRIALS)
    telling = [name for name in ("prediction", "learning", "result", "outcome") if _sure(layout, name)]
    is_code = "outcome" in said and layout.share(said["outcome"], _codes(Outcome)) >= _SURE
    return len(telling) >= 2 and (is_code or bool({"prediction", "learning"} & set(telling)))


def _sure(layout: Layout, name: str) -> bool:
    return layout.sureness(TableKind.TRIALS, name) >= _SURE


def _measurements(layout: Layout) -> bool:
    said = layout.said(TableKind.MEASUREMENTS)
    when = said.get("month", said.get("period"))
    is_dated = when is None or layout.share(when, _is_time) >= _SURE
    return layout.share(said["number"], _is_figure) >= _SURE and is_dated


def _status_log(layout: Layout) -> bool:
    said = layout.said(TableKind.STATUS_LOG)
    is_short = len(layout.headings) <= _MOST_COLUMNS_OF_LOG
    is_divided = "month" in _said_by_sections(layout, TableKind.STATUS_LOG)
    is_dated = is_divided or layout.share(said["month"], _is_time) >= _SURE
    is_told = is_divided or layout.sureness(TableKind.STATUS_LOG, "month") >= _SURE
    is_log = is_told and layout.repeats(said["title"])
    return (
        is_short
        and is_dated
        and is_log
        and _little_else(layout, said)
        and not layout.on_initiatives - {"traffic_light"}
    )


def _adoption(layout: Layout) -> bool:
    said = layout.said(TableKind.ADOPTION)
    is_placed = layout.share(said["organisation"], lambda raw: is_organisation(str(raw))) >= _SURE
    is_told = layout.share(said["uptake"], _is_uptake) >= _SURE
    is_plain = _little_else(layout, said) and not layout.on_initiatives - {"municipalities"}
    return is_placed and is_told and is_plain and layout.repeats(said["title"])


def _process(layout: Layout) -> bool:
    said = layout.said(TableKind.PROCESS)
    return layout.repeats(said["title"]) and layout.share(said["step"], _is_step) >= _SURE


def _assessments(layout: Layout) -> bool:
    said = layout.said(TableKind.ASSESSMENTS)
    return layout.share(said["score"], _is_score) >= _SURE


def _milestones(layout: Layout) -> bool:
    """Tell a plain list of milestones, also where each initiative has one, or the sheet names it."""
    said = layout.said(TableKind.MILESTONES)
    is_next = "next" in concepts_of(layout.texts[said["milestone"]][0])
    is_named = layout.sureness(TableKind.MILESTONES, "milestone") >= _SURE and not is_next
    is_filled = len(layout.values(said["milestone"])) >= _SURE * len(layout.filled)
    is_short = len(layout.headings) <= _MOST_COLUMNS_OF_MILESTONES
    is_repeated = "title" in said and layout.repeats(said["title"])
    others = layout.on_initiatives - ({"completion_share"} if is_repeated else set())
    is_plain = is_repeated or not _dates_initiatives(layout)
    return is_named and is_filled and is_short and is_plain and not others and _little_else(layout, said)


def _little_else(layout: Layout, said: dict[str, int]) -> bool:
    """Tell whether most headings are fields of the kind; those that any list may have do not count."""
    own = set(said.values())
    others = [n for n in range(len(layout.headings)) if n not in own]
    beside = sum(
        any(heading_scores(*layout.texts[n]).get(name, 0.0) >= _SURE for name in _BESIDE) for n in others
    )
    return len(said) >= 0.6 * (len(layout.headings) - beside)


def _decisions(layout: Layout) -> bool:
    said = layout.said(TableKind.DECISIONS)
    is_sure = layout.sureness(TableKind.DECISIONS, "decision") >= _SURE
    by_section = _said_by_sections(layout, TableKind.DECISIONS).keys()
    is_met = "date" in said or "body" in said or bool(by_section)
    is_followed = len({"owner", "deadline", "date"} & (said.keys() | by_section)) >= 2
    is_log = is_met and is_followed and _little_else(layout, said)
    return is_sure and is_log and not layout.on_initiatives and not _dates_initiatives(layout)


def _dates_initiatives(layout: Layout) -> bool:
    """Tell whether a heading says when an initiative starts."""
    return any(heading_scores(text, group).get("start", 0.0) >= _SURE for text, group in layout.texts)


def _codes(codes: type[Code]) -> Callable[[Raw], bool]:
    return lambda raw: parse_code(codes, raw).value is not None


def _is_uptake(raw: Raw) -> bool:
    return _codes(Uptake)(raw) or _is_time(raw) or str(raw).strip() in {"?", "-"}


def _is_step_state(raw: Raw) -> bool:
    return _codes(StepState)(raw) or _is_time(raw) or str(raw).strip() in {"?", "-"}


def _is_figure(raw: Raw) -> bool:
    if isinstance(raw, bool | dt.date):
        return False
    return (
        isinstance(raw, int | float) or bool(re.match(r"\W*\d", str(raw))) or str(raw).strip() in {"-", "–"}
    )


def _is_time(raw: Raw) -> bool:
    if isinstance(raw, dt.date):
        return True
    text = str(raw)
    return is_month(text) or is_quarter(text) or parse_date(raw, _DATES).value is not None


def _is_step(raw: Raw) -> bool:
    text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
    return (
        bool(re.fullmatch(r"\d{1,2}(\.?[a-d])?\.?", text))
        or step_number(text) is not None
        or names_step(text)
    )


def _is_score(raw: Raw) -> bool:
    if isinstance(raw, bool):
        return False
    if isinstance(raw, int | float):
        return raw in range(_HIGHEST_SCORE + 1)
    return isinstance(raw, str) and bool(_SCORE.fullmatch(raw.strip()))


_TELLS: tuple[tuple[TableKind, Callable[[Layout], bool]], ...] = (
    (TableKind.TRIALS, _trials),
    (TableKind.ASSESSMENTS, _assessments),
    (TableKind.MEASUREMENTS, _measurements),
    (TableKind.PROCESS, _process),
    (TableKind.ADOPTION, _adoption),
    (TableKind.STATUS_LOG, _status_log),
    (TableKind.MILESTONES, _milestones),
    (TableKind.DECISIONS, _decisions),
)


# Matrices whose headings are names of their own, so that only the values tell


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
    if not _is_score(first) or not is_named or _SUM.match(folded(text)):
        return False
    is_other = any(heading_scores(text, group).get(field, 0.0) >= _SURE for field in _NO_DOMAIN)
    values = layout.values(n)
    return not is_other and bool(values) and all(map(_is_score_or_dash, values))


def _is_score_or_dash(raw: Raw) -> bool:
    return _is_score(raw) or (isinstance(raw, str) and is_lone_sign(raw))


def initiatives_across(layout: Layout) -> tuple[int, ...]:
    """Give the headings that are initiatives, where organisations stand down the first column."""
    first = layout.values(0)
    places = sum(is_organisation(str(raw)) for raw in first)
    is_one_of_them = is_organisation(layout.headings[0][1])
    if is_one_of_them or places < _FEWEST_ORGANISATIONS or places < _SURE * len(first):
        return ()
    found = tuple(n for n in range(1, len(layout.headings)) if _is_initiative(layout, n))
    return found if len(found) >= _FEWEST_CODES and len(found) > (len(layout.headings) - 1) / 2 else ()


def _is_initiative(layout: Layout, n: int) -> bool:
    """Tell a heading that is no field, over words or dates of uptake."""
    _, text, group = layout.headings[n]
    is_field = max(heading_scores(text, group).values(), default=0.0) >= _SURE
    is_name = any(letter.isalpha() for letter in text) and not _is_uptake(text)
    return is_name and not is_field and bool(layout.values(n)) and layout.share(n, _is_uptake) >= _SURE


def with_strangers(layout: Layout, kind: TableKind, found: tuple[int, ...]) -> tuple[int, ...]:
    """Add headings that nobody knows among organisations or steps, where cells as theirs stand below."""
    holds = {TableKind.ADOPTION: _is_uptake, TableKind.PROCESS: _is_step_state}.get(kind)
    if holds is None or not found:
        return found
    between = range(found[0], found[-1] + 1)
    return tuple(n for n in between if n in found or _is_stranger(layout, n, holds))


def _is_stranger(layout: Layout, n: int, holds: Callable[[Raw], bool]) -> bool:
    is_sum = bool(_SUM.match(folded(layout.texts[n][0])))
    return not is_sum and bool(layout.values(n)) and layout.share(n, holds) >= _SURE


def holds_figures(layout: Layout) -> bool:
    """Tell whether months stand over figures: most cells are numbers, or a heading says indicator."""
    months = [n for n, (text, _) in enumerate(layout.texts) if is_span(text)]
    values = [raw for n in months for raw in layout.values(n)]
    figures = sum(map(_is_figure, values))
    is_said = layout.sureness(TableKind.MEASUREMENTS, "indicator") >= _SURE
    return figures >= (0.5 if is_said else _SURE) * max(1, len(values))


def other_score(layout: Layout) -> float:
    """Say how much headings tell that only make sense for another kind than initiatives."""
    across = domains_across(layout) or initiatives_across(layout)
    if across:
        return 1.0 + 0.3 * len(across)
    if sum(speaks_of_kinds(text) for text, _ in layout.texts) < _FEWEST_SPEAKING * len(layout.texts):
        return 0.0
    return max(_scores_of_kinds(layout), default=0.0)


def _scores_of_kinds(layout: Layout) -> Iterator[float]:
    for kind, tells in _TELLS:
        said = said_of_kind(kind, layout.texts)
        if len(said) >= _FEWEST_DOMAINS and _is_met(layout, kind) and tells(layout):
            yield 0.8 * sum(score for _, score in said.values())


def layout_of(view: View, headings: Sequence[Heading], first: int, last: int) -> Layout:
    """Look at some headings and the rows below them."""
    return Layout(view, tuple(headings), range(first, last + 1))
