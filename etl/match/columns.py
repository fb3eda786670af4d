"""Columns to fields, one to one over the whole table, so that what is said together counts most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import islice

import lap
import numpy as np

from etl.find import Found
from etl.find.headers import Heading
from etl.match.column import Column
from etl.match.fit import fit, told_by_values
from etl.match.marks import with_marks
from etl.match.profile import Profile, profile
from etl.match.years import with_years
from etl.parse.dates import part_of_heading
from etl.parse.place_book import place_book
from etl.schema.folding import folded
from etl.schema.headings import NAME
from portfolio.fields import FIELDS, ValueKind

_SAMPLE_ROWS, _SEEN_ROWS = 48, 480
_FEWEST_FILLED = 2
_NOBODY = 0.43
"""A column that no field fits better than this stays unrecognised."""

_OF_SOMETHING = 0.55
"""Less surely is a heading a key where it has a word that nobody knows."""

_SURELY, _CLOSE, _SAID_ALONE, _FEEBLE, _FURTHER = 0.9, 0.75, 0.45, 0.55, 0.01
_ASKED_ABOUT = {ValueKind.AMOUNT, ValueKind.CODE, ValueKind.DATE, ValueKind.INTEGER, ValueKind.SHARE}
"""Kinds of value that a column keeps where its heading is sure and its values are asked about."""

_CLEAR_MARGIN = 0.3
_FURTHER_RIGHT, _FURTHER_DOWN = 1e-5, 1e-7
"""Of two columns that fit a field alike the first has it; of two fields the first in the list."""

PLAIN = 0.85
"""Where heading and values say a field so surely, nobody asks what the values alone could be."""

_LEAST_TITLE, _DOUBTED, _CLEARLY = 0.4, 0.8, 0.15
_PROSE, _MOSTLY, _OTHER_MEANING, _OF_DATES = 45, 0.9, 0.65, 0.95
_FEWEST_OF_INITIATIVES = 2
_TELLING = {"aim", "background", "description", "milestones", "remarks", "trials"}
"""Fields of words on an initiative, one of which is its title where no other column can be."""

_OF_INITIATIVES = {
    "aim", "background", "budget_dkk", "completion_share", "description", "effect", "focus_area", "next_step",
    "phase", "risks", "spend_dkk", "status", "target_group", "traffic_light",
}  # fmt: skip
"""Fields that tell a list of initiatives from one of meetings or people."""

_UNNAMED_KEY, _LONGEST_NUMBER = 0.5, 5
_FEWEST_CROSSES, _FEWEST_CROSSED, _CROSSES_SURE, _HALF = 3, 2, 0.9, 0.5


_MOST_SUGGESTIONS, _SUGGESTED, _NAMED = 3, 0.3, 0.5


@dataclass(frozen=True, slots=True)
class Matched:
    """A table with its columns understood.

    Attributes:
        contradicted: the columns whose values plainly are not of the field that earlier readings gave them.
        kept_title: the column that stays the title, since no other could be, though it was chosen to be none.
    """

    found: Found
    columns: tuple[Column, ...]
    contradicted: tuple[int, ...] = ()
    kept_title: int | None = None

    def column_of(self, field: str) -> Column | None:
        """Give the first column that holds a field."""
        return next((column for column in self.columns if column.field == field), None)


@dataclass(frozen=True, slots=True)
class Columns:
    """What headings and values say of each column by itself: the worth of each field, and of a title."""

    headings: tuple[Heading, ...]
    profiles: Sequence[Profile]
    scores: Sequence[Mapping[str, float]]
    titled: Sequence[float]

    @classmethod
    def of(cls, found: Found) -> "Columns":
        """Look at the columns of a table."""
        headings, rows = found.header.headings, _sample(found)
        profiles = [_profile(found, heading.column, rows) for heading in headings]
        told = list(zip(headings, profiles, strict=True))
        scores = [_scores(heading, values) for heading, values in told]
        return cls(headings, profiles, scores, [_said_title(heading, values) for heading, values in told])

    def columns(self, fixed: Mapping[int, str | None]) -> tuple[Column, ...]:
        """Give each column one field, and each field one column; some are fixed, and their fields taken."""
        fields = self._fields(fixed)
        doubles = _doubles(self.headings, fields)
        told = zip(self.headings, self.profiles, self.scores, strict=True)
        columns = (
            column_of(heading, values, said, fields[n], doubles.get(n))
            for n, (heading, values, said) in enumerate(told)
        )
        return _with_crosses(with_marks(with_years(tuple(columns))))

    def _fields(self, fixed: Mapping[int, str | None]) -> list[str | None]:
        if not fixed:
            return _with_title(_assign(self.scores), self.titled, self.scores, self.profiles)
        taken = {field for field in fixed.values() if field is not None}
        scores = [
            {field: 0.0 if n in fixed or field in taken else score for field, score in said.items()}
            for n, said in enumerate(self.scores)
        ]
        profiles = [_NO_VALUES if n in fixed else values for n, values in enumerate(self.profiles)]
        titled = [0.0 if n in fixed else score for n, score in enumerate(self.titled)]
        fields = _assign(scores)
        if "title" not in taken:
            fields = _with_title(fields, titled, scores, profiles)
        return [fixed.get(n, field) for n, field in enumerate(fields)]


_NO_VALUES = Profile((), 0)


def _said_title(heading: Heading, values: Profile) -> float:
    score = heading.scores.get("title", 0.0)
    return score * fit("title", values) if score else 0.0


def _with_crosses(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Let columns that are each headed by a municipality say together which take part."""
    members = {
        column.number: code
        for column in columns
        if column.field is None and (code := place_book().municipality(column.heading)) is not None
    }
    crossed = sum(column.number in members and column.profile.cross > _HALF for column in columns)
    if (len(members) < _FEWEST_CROSSES and crossed < _FEWEST_CROSSED) or any(
        column.field == "municipalities" for column in columns
    ):
        return columns
    return tuple(
        replace(column, field="municipalities", confidence=_CROSSES_SURE, member=members[column.number])
        if column.number in members
        else column
        for column in columns
    )


def _sample(found: Found) -> list[int]:
    """Give rows of a table that are more than a section's heading, spread over its first part."""
    body = found.body
    filled_rows = found.view.filled_rows(body.start, body.stop - 1)
    rows = list(islice((row for row, filled in filled_rows if len(filled) >= _FEWEST_FILLED), _SEEN_ROWS))
    return rows[:: -(-len(rows) // _SAMPLE_ROWS)] if rows else []


def _profile(found: Found, column: int, rows: list[int]) -> Profile:
    view, sheet = found.view, found.view.sheet
    colours = [sheet.fills.get((row, column)) or sheet.conditional.get((row, column)) for row in rows]
    percents = sum("%" in sheet.number_formats.get((row, column), "") for row in rows)
    raws = [view.raw(row, column) for row in rows]
    return profile(raws, tuple(colour for colour in colours if colour), percents)


def _scores(heading: Heading, values: Profile) -> dict[str, float]:
    said = _turned_by_values(heading.scores, values)
    scores = {field: _product(score, field, values) for field, score in said.items()}
    part = part_of_heading(heading.text)
    if part is not None and values.in_part(part) > _HALF:
        scores |= {field: said[field] for field in said if FIELDS[field].kind is ValueKind.DATE}
    if not heading.text and _is_numbering(values):
        scores["key"] = _UNNAMED_KEY
    is_plain = max(scores.values(), default=0.0) >= PLAIN
    for field in FIELDS:
        told = 0.0 if is_plain else told_by_values(field, values)
        scores[field] = max(scores.get(field, 0.0), told)
    likeliest = max(scores, key=scores.__getitem__)
    best = scores[likeliest]
    sure = _surely_said(heading.scores, values) if best <= _FEEBLE else None
    if sure is None or (best > _NOBODY and (likeliest in said or FIELDS[sure].kind is not ValueKind.DATE)):
        return scores
    return scores | {sure: max(best + _FURTHER, _SAID_ALONE)}


def _surely_said(said: Mapping[str, float], values: Profile) -> str | None:
    """Give the field that a heading alone names for sure, whose values nobody may understand.

    Numbers may be a code whose legend is lacking; words that are none of a code need its very name above.
    """
    field, score = max(said.items(), key=lambda item: item[1], default=("", 0.0))
    is_lone = sum(other > _CLOSE * score for other in said.values()) == 1
    if not is_lone or FIELDS[field].kind not in _ASKED_ABOUT:
        return None
    is_worded = FIELDS[field].kind is ValueKind.CODE and values.number <= _HALF
    return field if score >= (NAME if is_worded else _SURELY) else None


def _product(score: float, field: str, values: Profile) -> float:
    """Weigh what a heading says of a field with how its values fit; nothing said needs no weighing."""
    return score * fit(field, values) if score else 0.0


def _turned_by_values(said: dict[str, float], values: Profile) -> dict[str, float]:
    """Let values give a heading its other meaning: status in prose is a remark, a numbered project a key.

    The long or repeated numbers of something unknown ("VEK-nr.", "KLE-nr.") are no list's own.
    """
    if values.length > _PROSE:
        _mean(said, "remarks", _OTHER_MEANING * said.get("status", 0.0))
    if (said.get("evaluation") or said.get("status")) and values.is_dated(_MOSTLY):
        _mean(said, "evaluation_date", _OF_DATES * said.get("evaluation", 0.0))
        _mean(said, "updated", _OTHER_MEANING * said.get("status", 0.0))
    if values.numbered > _MOSTLY and values.distinct > _MOSTLY:
        _mean(said, "key", _OTHER_MEANING * max(said.get("title", 0.0), said.get("documents", 0.0)))
    if said.get("key", 1.0) < _OF_SOMETHING and (values.coded > _HALF or values.distinct < _MOSTLY):
        said["key"] = 0.0
    if said.get("documents") and values.coded > _HALF and values.distinct < _MOSTLY:
        said["key"] = min(said.get("key", 0.0), _OTHER_MEANING)
    return said


def _mean(said: dict[str, float], field: str, score: float) -> None:
    said[field] = max(said.get(field, 0.0), score)


def _is_numbering(values: Profile) -> bool:
    """Tell values that number the rows: short, and another one in each."""
    is_short = all(len(str(raw)) <= _LONGEST_NUMBER for raw in values.values)
    return values.distinct == 1.0 and values.number > _HALF and values.filled > _HALF and is_short


def _assign(scores: Sequence[Mapping[str, float]]) -> list[str | None]:
    """Choose at most one column a field and one field a column, so that the sum is highest."""
    names = list(FIELDS)
    worth = np.zeros((len(scores), len(names) + len(scores)))
    worth[:, len(names) :] = _NOBODY
    later = _FURTHER_DOWN * np.arange(len(names))
    for n, said in enumerate(scores):
        worth[n, : len(names)] = [said[name] - _FURTHER_RIGHT * n for name in names] - later
    _, chosen, _ = lap.lapjv(-worth, extend_cost=True)
    return [names[column] if column < len(names) else None for column in chosen.tolist()]


def _with_title(
    fields: list[str | None],
    said: Sequence[float],
    scores: Sequence[Mapping[str, float]],
    profiles: Sequence[Profile],
) -> list[str | None]:
    """Let a column be the title where each was given another field, since every list has titles.

    It is the one whose heading could best mean it; else the one whose values look like titles and whose
    heading means least.
    """
    if "title" in fields:
        return fields
    kept = [_kept(field, score) for field, score in zip(fields, scores, strict=True)]
    like = _like_titles(fields, kept, profiles)
    best = max(range(len(said)), key=said.__getitem__)
    is_other = bool(like) and kept[best] > said[best] + _CLEARLY
    if said[best] >= _LEAST_TITLE and not is_other:
        return _titled(fields, best)
    if not like or len(_OF_INITIATIVES & set(fields)) < _FEWEST_OF_INITIATIVES:
        return fields
    return _titled(fields, min(like, key=lambda n: (min(kept[n], _DOUBTED), n)))


def _titled(fields: Sequence[str | None], title: int) -> list[str | None]:
    return ["title" if n == title else field for n, field in enumerate(fields)]


def _like_titles(
    fields: Sequence[str | None], kept: Sequence[float], profiles: Sequence[Profile]
) -> list[int]:
    """Give the columns whose values look like titles, and which are nothing else for sure."""
    return [
        n
        for n, values in enumerate(profiles)
        if (kept[n] < _DOUBTED or fields[n] in _TELLING) and told_by_values("title", values)
    ]


def _kept(field: str | None, scores: Mapping[str, float]) -> float:
    """Say how surely a column is what it was given."""
    return 0.0 if field is None else scores[field]


def _doubles(headings: Sequence[Heading], fields: Sequence[str | None]) -> dict[int, str]:
    """Give the field to further columns with the very heading of one that has it."""
    first: dict[tuple[str, str], str] = {}
    for heading, field in zip(headings, fields, strict=True):
        if field is not None:
            first.setdefault((folded(heading.text), folded(heading.group)), field)
    return {
        n: first[name]
        for n, heading in enumerate(headings)
        if fields[n] is None and (name := (folded(heading.text), folded(heading.group))) in first
    }


def column_of(
    heading: Heading, values: Profile, scores: Mapping[str, float], field: str | None, double: str | None
) -> Column:
    """Give a column its field; ``double`` is that of another column with its very heading."""
    chosen = field or double
    confidence = 0.0 if chosen is None else _confidence(scores, chosen)
    return Column(
        heading.column,
        heading.text,
        heading.group,
        chosen,
        confidence,
        field is None and double is not None,
        values,
        suggestions=_suggested(heading, scores, chosen),
    )


def _suggested(heading: Heading, scores: Mapping[str, float], chosen: str | None) -> tuple[str, ...]:
    """Give the other fields that a column may well hold, also what its heading names and its values deny.

    Of a column that nobody recognised only those it came near.
    """
    least, told = _NOBODY if chosen is None else _SUGGESTED, heading.scores
    worth = {field: max(score, _NAMED * told.get(field, 0.0)) for field, score in scores.items()}
    near = ((score, field) for field, score in worth.items() if score >= least and field != chosen)
    return tuple(field for _, field in nlargest(_MOST_SUGGESTIONS, near))


def _confidence(scores: Mapping[str, float], field: str) -> float:
    """Lower a score where another field fits the column nearly as well."""
    rival = max((score for name, score in scores.items() if name != field), default=0.0)
    margin = min(1.0, max(0.0, scores[field] - rival) / _CLEAR_MARGIN)
    return round(scores[field] * (0.75 + 0.25 * margin), 2)
