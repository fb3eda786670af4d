"""Columns to fields, one to one over the whole table, so that what is said together counts most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from scipy.optimize import linear_sum_assignment

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
from portfolio.fields import FIELDS, ValueKind

_SAMPLE_ROWS = 80
_FEWEST_FILLED = 2
_NOBODY = 0.43
"""A column that no field fits better than this stays unrecognised."""

_CLEAR_MARGIN = 0.3
_FURTHER_RIGHT = 1e-5
"""Of two columns that fit a field alike the first has it."""

_LEAST_TITLE = 0.4
_UNNAMED_KEY, _LONGEST_NUMBER = 0.5, 5
_FEWEST_CROSSES, _FEWEST_CROSSED, _CROSSES_SURE, _HALF = 3, 2, 0.9, 0.5


@dataclass(frozen=True, slots=True)
class Matched:
    """A table with its columns understood."""

    found: Found
    columns: tuple[Column, ...]

    def column_of(self, field: str) -> Column | None:
        """Give the first column that holds a field."""
        return next((column for column in self.columns if column.field == field), None)


def match_columns(found: Found) -> Matched:
    """Give each column of a table its field, by heading and values together."""
    headings = found.header.headings
    rows = _sample(found)
    profiles = [_profile(found, heading.column, rows) for heading in headings]
    scores = [_scores(heading, values) for heading, values in zip(headings, profiles, strict=True)]
    said = [
        heading.scores.get("title", 0.0) * fit("title", values)
        for heading, values in zip(headings, profiles, strict=True)
    ]
    fields = _with_title(_assign(scores), said)
    doubles = _doubles(headings, fields)
    columns = tuple(
        _column(heading, values, said, fields[n], doubles.get(n))
        for n, (heading, values, said) in enumerate(zip(headings, profiles, scores, strict=True))
    )
    return Matched(found, _with_crosses(with_marks(with_years(columns))))


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
    """Give the first rows of a table that are more than a section's heading."""
    body = found.body
    filled_rows = found.view.filled_rows(body.start, body.stop - 1)
    return list(islice((row for row, filled in filled_rows if len(filled) >= _FEWEST_FILLED), _SAMPLE_ROWS))


def _profile(found: Found, column: int, rows: list[int]) -> Profile:
    view, sheet = found.view, found.view.sheet
    colours = [sheet.fills.get((row, column)) or sheet.conditional.get((row, column)) for row in rows]
    percents = sum("%" in sheet.number_formats.get((row, column), "") for row in rows)
    raws = [view.raw(row, column) for row in rows]
    return profile(raws, tuple(colour for colour in colours if colour), percents)


def _scores(heading: Heading, values: Profile) -> dict[str, float]:
    said = heading.scores
    scores = {field: said.get(field, 0.0) * fit(field, values) for field in said}
    part = part_of_heading(heading.text)
    if part is not None and values.in_part(part) > _HALF:
        scores |= {field: said[field] for field in said if FIELDS[field].kind is ValueKind.DATE}
    if not heading.text and _is_numbering(values):
        scores["key"] = _UNNAMED_KEY
    for field in FIELDS:
        scores[field] = max(scores.get(field, 0.0), told_by_values(field, values))
    return scores


def _is_numbering(values: Profile) -> bool:
    """Tell values that number the rows: short, and another one in each."""
    is_short = all(len(str(raw)) <= _LONGEST_NUMBER for raw in values.values)
    return values.distinct == 1.0 and values.number > _HALF and values.filled > _HALF and is_short


def _assign(scores: Sequence[Mapping[str, float]]) -> list[str | None]:
    """Choose at most one column a field and one field a column, so that the sum is highest."""
    names = list(FIELDS)
    worth = np.zeros((len(scores), len(names) + len(scores)))
    worth[:, len(names) :] = _NOBODY
    for n, said in enumerate(scores):
        worth[n, : len(names)] = [said[name] - _FURTHER_RIGHT * n for name in names]
    rows, chosen = linear_sum_assignment(worth, maximize=True)
    found: list[str | None] = [None] * len(scores)
    for row, column in zip(rows.tolist(), chosen.tolist(), strict=True):
        found[row] = names[column] if column < len(names) else None
    return found


def _with_title(fields: list[str | None], titles: Sequence[float]) -> list[str | None]:
    """Let the column whose heading could best mean the title be it, where each was given another field."""
    best = max(range(len(titles)), key=titles.__getitem__)
    if "title" in fields or titles[best] < _LEAST_TITLE:
        return fields
    return ["title" if n == best else field for n, field in enumerate(fields)]


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


def _column(
    heading: Heading, values: Profile, scores: Mapping[str, float], field: str | None, double: str | None
) -> Column:
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
    )


def _confidence(scores: Mapping[str, float], field: str) -> float:
    """Lower a score where another field fits the column nearly as well."""
    rival = max((score for name, score in scores.items() if name != field), default=0.0)
    margin = min(1.0, max(0.0, scores[field] - rival) / _CLEAR_MARGIN)
    return round(scores[field] * (0.75 + 0.25 * margin), 2)
