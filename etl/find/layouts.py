"""Tables that are no list of initiatives, told by their headings and by the values under them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from etl.find.across import spanning
from etl.find.axes import is_organisation
from etl.find.cells import (
    codes_of,
    is_day,
    is_figure,
    is_place,
    is_score,
    is_span_of_time,
    is_step,
    is_time,
    is_uptake,
    names_day,
)
from etl.find.view import View
from etl.parse.normal import is_lone_sign, tidy
from etl.read.grid import Raw
from etl.schema.folding import folded
from etl.schema.headings import concepts_of, heading_scores
from etl.schema.kinds import Claim, claims_of_kind, kind_schema, said_of_kind, settled
from portfolio.trials.words import TrialOutcome
from portfolio.vocabulary import TableKind

_LOOK_DOWN, _LOOK_UP = 40, 4
_MOST_SECTIONS = 0.7
SUM = re.compile(r"(i ?alt|total(t|en)?|sum|gennemsnit|gns|snit|middel)\b")
"""What begins a row or heading of sums, folded."""

_SURE, _HALF = 0.8, 0.5
_FEWEST_SAID = 3
_REPEATING = 0.75
_MOST_COLUMNS_OF_LOG = 8
_MOST_COLUMNS_OF_MILESTONES = 9
_ENOUGH_ON_INITIATIVES, _FEWEST_OWN = 3, 2
_ON_INITIATIVES = {
    "aim", "background", "budget_dkk", "citizen_count", "completion_share", "dependencies", "focus_area",
    "funding", "general_practice", "municipalities", "phase", "resources", "risks", "spend_dkk",
    "spread_potential", "target_group", "task_type", "traffic_light",
}  # fmt: skip
"""Fields that the other kinds of table do not have; a few of them are like a field of some kind."""

_GOING_ON = {"description", "effect", "end", "evaluation", "milestones", "next_step", "period", "risks"}
"""Fields that say how an initiative goes on, which a list of who has taken it up does not."""

_TIMES = {"date", "deadline", "end", "month", "period", "reached", "start"}
_NUMBERS = {"number", "score"}
_NAMES = {"body", "decision", "domain", "indicator", "milestone", "organisation", "status", "step_state"}
_NAMES |= {"title", "trial"}
_POOR, _FEW, _FEWER = 0.4, 0.3, 12
"""What fields hold, and how far values of another sort speak against a heading."""

_ABOUT = (
    (TableKind.MILESTONES, "milestone"),
    (TableKind.DECISIONS, "decision"),
    (TableKind.TRIALS, "trial"),
    (TableKind.MEASUREMENTS, "indicator"),
    (TableKind.PROCESS, "step"),
)
"""What tables of other kinds than a status log are about."""

_BESIDE = {"contact", "documents", "key", "lead", "owner", "remarks"}
"""Fields that any table may have beside those of its kind."""


@dataclass(frozen=True, slots=True)
class Sections:
    """What rows of one cell give the rows below them.

    Attributes:
        name: the field.
        names: the fields of columns that say it; where there is one, rows do not.
        holds: whether a cell speaks so.
    """

    name: str
    names: frozenset[str]
    holds: Callable[[Raw], bool]


_MONTHS = Sections("month", frozenset({"month", "period"}), is_span_of_time)
SECTIONS: Mapping[TableKind, Sections] = {
    TableKind.STATUS_LOG: _MONTHS,
    TableKind.MEASUREMENTS: _MONTHS,
    TableKind.DECISIONS: Sections("date", frozenset({"date"}), names_day),
    TableKind.ADOPTION: Sections("organisation", frozenset({"organisation"}), is_place),
}
"""The kinds of table that are divided by months, by meetings, or by places."""

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

    @property
    def across(self) -> list[str]:
        """Give what each heading stands for where it is one of many across a matrix."""
        return [spanning(*text) for text in self.texts]

    @cached_property
    def filled(self) -> list[int]:
        """Give the first rows that hold more than one cell, without sums."""
        rows = ((row, self.view.filled(row)) for row in self.rows[: 2 * _LOOK_DOWN])
        full = [row for row, filled in rows if len(filled) > 1 and not self._is_sum(row, filled[0])]
        return full[:_LOOK_DOWN]

    def _is_sum(self, row: int, first: int) -> bool:
        return bool(SUM.match(self.view.text(row, first).casefold()))

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
        if n not in self._values:
            column = self.headings[n][0]
            found = (self.view.sheet.value(row, column) for row in self.filled)
            self._values[n] = [raw for raw in found if raw is not None and raw != ""]
        return self._values[n]

    @cached_property
    def _values(self) -> dict[int, list[Raw]]:
        return {}

    def share(self, n: int, holds: Callable[[Raw], bool]) -> float:
        """Give the share of a column's values that are of a sort."""
        values = self.values(n)
        return sum(map(holds, values)) / len(values) if values else 0.0

    def said(self, kind: TableKind) -> dict[str, int]:
        """Give the heading of each field of a kind."""
        return {name: n for name, (n, _) in self.settled(kind).items()}

    def sureness(self, kind: TableKind, name: str) -> float:
        """Say how surely a field of a kind has a heading."""
        return self.settled(kind).get(name, (0, 0.0))[1]

    def settled(self, kind: TableKind) -> Mapping[str, tuple[int, float]]:
        """Give the heading of each field of a kind, and how surely, by headings and values together."""
        if kind not in self._settled:
            claims = claims_of_kind(kind, self.texts)
            fitted = (replace(claim, score=claim.score * self._fit(claim)) for claim in claims)
            self._settled[kind] = settled((*fitted, *self._told_by_values(kind, claims)))
        return self._settled[kind]

    @cached_property
    def _settled(self) -> dict[TableKind, Mapping[str, tuple[int, float]]]:
        return {}

    def _told_by_values(self, kind: TableKind, claims: Sequence[Claim]) -> Iterator[Claim]:
        """Give the column of places beside one that says what has been taken up, whatever its heading."""
        if kind is not TableKind.ADOPTION or not any(claim.field == "uptake" for claim in claims):
            return
        for n in range(len(self.headings)):
            if len(self.values(n)) > 1 and self.share(n, is_place) >= _SURE:
                yield Claim(n, "organisation", _SURE)

    def _fit(self, claim: Claim) -> float:
        """Say how well a column's values suit a field: days are no titles, and words no figures."""
        if claim.field in _TIMES:
            return _POOR if self._holds(claim.place, is_time) < _FEW else 1.0
        if claim.field in _NUMBERS:
            return _POOR if self._holds(claim.place, is_figure) < _FEW else 1.0
        return _POOR if claim.field in _NAMES and self._holds(claim.place, is_day) >= _SURE else 1.0

    def _holds(self, n: int, holds: Callable[[Raw], bool]) -> float:
        """Give the share of a column's first values that are of a sort; 1 where it holds none to tell."""
        values = [raw for raw in self.values(n)[:_FEWER] if not (isinstance(raw, str) and is_lone_sign(raw))]
        if not values:
            return 0.0 if holds is is_day else 1.0
        return sum(map(holds, values)) / len(values)

    def repeats(self, n: int) -> bool:
        """Tell whether a column names the same again and again, or once for several rows."""
        column = self.headings[n][0]
        titles = [tidy(str(self.view.sheet.value(row, column) or "")) for row in self.filled]
        return len(titles) > 1 and len({title for title in titles if title}) <= _REPEATING * len(titles)

    def on_initiatives(self, kind: TableKind) -> set[str]:
        """Give the fields that only a list of initiatives has, as headings say that a kind has no use for."""
        taken = set(self.said(kind).values())
        return {
            field
            for n, (text, group) in enumerate(self.texts)
            if n not in taken
            for field, score in heading_scores(text, group).items()
            if score >= _SURE and field in _ON_INITIATIVES
        }


def other_kind(layout: Layout) -> TableKind | None:
    """Give the kind of a table in long form, one row a record; None where it may be a list of initiatives."""
    return next((kind for kind, tells in _TELLS if _is_met(layout, kind) and tells(layout)), None)


def _is_met(layout: Layout, kind: TableKind) -> bool:
    return kind_schema(kind).is_met(layout.said(kind) | _said_by_sections(layout, kind))


def _said_by_sections(layout: Layout, kind: TableKind) -> dict[str, int]:
    """Give what the rows that divide a list say for those below, where no column does."""
    said = layout.said(kind)
    says = SECTIONS.get(kind)
    if says is not None and not says.names & said.keys() and layout.divided_by(says.holds):
        return {says.name: -1}
    if kind is TableKind.ADOPTION and "organisation" not in said and is_place(layout.view.sheet.name):
        return {"organisation": -1}
    is_divided = "title" not in said and layout.divided_by(_is_name)
    return {"title": -1} if is_divided and kind is not TableKind.DECISIONS else {}


def _is_name(raw: Raw) -> bool:
    """Tell a text that may be an initiative's title."""
    is_other = is_span_of_time(raw) or names_day(raw) or is_organisation(str(raw))
    return isinstance(raw, str) and any(letter.isalpha() for letter in raw) and not is_other


def _trials(layout: Layout) -> bool:
    said = layout.said(TableKind.TRIALS)
    telling = [name for name in ("prediction", "learning", "result", "outcome") if _sure(layout, name)]
    is_code = "outcome" in said and layout.share(said["outcome"], codes_of(TrialOutcome)) >= _SURE
    is_told = len(telling) >= 2 and (is_code or bool({"prediction", "learning"} & set(telling)))
    return is_told and (is_code or not _lists_initiatives_tried(layout, said))


def _lists_initiatives_tried(layout: Layout, said: dict[str, int]) -> bool:
    """Tell a list of initiatives that also says what was tried: each stands once, with fields of its own."""
    is_repeated = "title" in said and layout.repeats(said["title"])
    has_status = any(
        heading_scores(text, group).get("status", 0.0) >= _SURE
        for n, (text, group) in enumerate(layout.texts)
        if n not in said.values()
    )
    own = len(layout.on_initiatives(TableKind.TRIALS)) + has_status
    return not is_repeated and own >= _FEWEST_OWN


def _sure(layout: Layout, name: str) -> bool:
    return layout.sureness(TableKind.TRIALS, name) >= _SURE


def _measurements(layout: Layout) -> bool:
    said = layout.said(TableKind.MEASUREMENTS)
    when = said.get("month", said.get("period"))
    is_dated = when is None or layout.share(when, is_time) >= _SURE
    is_list = len(layout.on_initiatives(TableKind.MEASUREMENTS)) >= _ENOUGH_ON_INITIATIVES
    is_said = layout.sureness(TableKind.MEASUREMENTS, "indicator") >= _SURE
    fewest = _HALF if is_said else _SURE  # beside an indicator some are texts: "ikke opgjort"
    return layout.share(said["number"], is_figure) >= fewest and is_dated and not is_list


def _status_log(layout: Layout) -> bool:
    said = layout.said(TableKind.STATUS_LOG)
    is_short = len(layout.headings) <= _MOST_COLUMNS_OF_LOG
    is_divided = "month" in _said_by_sections(layout, TableKind.STATUS_LOG)
    is_dated = is_divided or layout.share(said["month"], is_time) >= _SURE
    is_told = is_divided or layout.sureness(TableKind.STATUS_LOG, "month") >= _SURE
    is_log = is_told and "title" in said and layout.repeats(said["title"]) and not _names_other(layout)
    return (
        is_short
        and is_dated
        and is_log
        and _little_else(layout, said)
        and not layout.on_initiatives(TableKind.STATUS_LOG) - {"traffic_light"}
    )


def _names_other(layout: Layout) -> bool:
    """Tell whether a heading surely names what only tables of some other kind are about."""
    return any(layout.sureness(kind, name) >= _SURE for kind, name in _ABOUT) or _says_uptake(layout)


def _says_uptake(layout: Layout) -> bool:
    place = layout.said(TableKind.ADOPTION).get("uptake")
    sure = layout.sureness(TableKind.ADOPTION, "uptake") >= _SURE
    return place is not None and sure and "status" not in concepts_of(layout.texts[place][0])


def _adoption(layout: Layout) -> bool:
    said = layout.said(TableKind.ADOPTION)
    by_section = _said_by_sections(layout, TableKind.ADOPTION)
    is_placed = "organisation" in by_section or layout.share(said["organisation"], is_place) >= _SURE
    is_told = layout.share(said["uptake"], is_uptake) >= _SURE
    is_plain = _little_else(layout, said) and not layout.on_initiatives(TableKind.ADOPTION)
    is_plain = is_plain and not _tells_of_initiatives(layout, said)
    is_repeated = "title" in by_section or layout.repeats(said["title"]) or _is_of_one_place(layout, said)
    return is_placed and is_told and is_plain and is_repeated


def _is_of_one_place(layout: Layout, said: dict[str, int]) -> bool:
    """Tell a sheet named as an organisation, with a column that says surely what that one has taken up."""
    return "organisation" not in said and is_place(layout.view.sheet.name) and _says_uptake(layout)


def _process(layout: Layout) -> bool:
    said = layout.said(TableKind.PROCESS)
    is_repeated = "title" not in said or layout.repeats(said["title"])
    return is_repeated and layout.share(said["step"], is_step) >= _SURE


def _assessments(layout: Layout) -> bool:
    said = layout.said(TableKind.ASSESSMENTS)
    return layout.share(said["score"], is_score) >= _SURE


def _milestones(layout: Layout) -> bool:
    """Tell a plain list of milestones, also where each initiative has one, or the sheet names it."""
    said = layout.said(TableKind.MILESTONES)
    is_next = "next" in concepts_of(layout.texts[said["milestone"]][0])
    is_named = layout.sureness(TableKind.MILESTONES, "milestone") >= _SURE
    is_filled = len(layout.values(said["milestone"])) >= _SURE * len(layout.filled)
    is_short = len(layout.headings) <= _MOST_COLUMNS_OF_MILESTONES
    is_repeated = "title" in said and layout.repeats(said["title"])
    others = layout.on_initiatives(TableKind.MILESTONES) - ({"completion_share"} if is_repeated else set())
    is_plain = is_repeated or not (is_next or _dates_initiatives(layout))
    return is_named and is_filled and is_short and is_plain and not others and _little_else(layout, said)


def _tells_of_initiatives(layout: Layout, said: dict[str, int]) -> bool:
    """Tell whether a heading that no field of the kind has surely says how an initiative goes on."""
    others = (layout.texts[n] for n in range(len(layout.headings)) if n not in said.values())
    fields = {field for text in others for field, score in heading_scores(*text).items() if score >= _SURE}
    return bool(fields & _GOING_ON)


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
    return (
        is_sure
        and is_log
        and not layout.on_initiatives(TableKind.DECISIONS)
        and not _dates_initiatives(layout)
    )


def _dates_initiatives(layout: Layout) -> bool:
    """Tell whether a heading says when an initiative starts."""
    return any(heading_scores(text, group).get("start", 0.0) >= _SURE for text, group in layout.texts)


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


def scores_of_kinds(layout: Layout) -> Iterator[float]:
    """Give how much the headings tell of each kind that the table may be in long form."""
    for kind, tells in _TELLS:
        said = said_of_kind(kind, layout.texts)
        if len(said) >= _FEWEST_SAID and _is_met(layout, kind) and tells(layout):
            yield 0.8 * sum(score for _, score in said.values())


def layout_of(view: View, headings: Sequence[Heading], first: int, last: int) -> Layout:
    """Look at some headings and the rows below them."""
    return Layout(view, tuple(headings), range(first, last + 1))
