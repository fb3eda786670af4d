"""What stands across a matrix, and its cells."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from etl.convert.context import Context
from etl.convert.kinds.forms import CELLS, bare_step, month_of_day, name_of_span, organisation_of, step_of
from etl.convert.kinds.reading import KindReader
from etl.convert.kinds.steps import steps_of
from etl.convert.setting import Setting
from etl.find.rows import Row
from etl.find.view import View
from etl.match import Column
from etl.match.kinds import Across, MatchedKind
from etl.match.profile import profile
from etl.parse.dates import DateContext, parse_date
from etl.parse.normal import is_lone_sign, tidy
from etl.parse.texts import shown
from etl.read.grid import Place, address
from etl.schema.kinds import process_named, step_of_words
from portfolio.records import CellValue, FuzzyDate, Value
from portfolio.vocabulary import TableKind

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STEPS_OF_AGREEMENT = 11

Heads = Mapping[int, dict[str, CellValue]]
"""What the heading of each column across gives its cells, by the column's number."""


def heads_of(reader: KindReader) -> Heads:
    """Read the headings across a matrix."""
    kind, view = reader.kind, reader.view
    if kind.is_turned:
        return {column.number: {"title": _said(view, column, tidy(column.heading))} for column in kind.across}
    if kind.kind in {TableKind.STATUS_LOG, TableKind.MEASUREMENTS}:
        return _months(view, kind.across, reader.setting)
    if kind.kind is TableKind.PROCESS:
        steps = steps_of([_numbered(column) for column in kind.across], reader.process)
        return {
            column.number: {"step": _said(view, column, step)} if step else {}
            for column, step in zip(kind.across, steps, strict=True)
        }
    return {column.number: _head(reader, column) for column in kind.across}


def _numbered(column: Across) -> str:
    """Give what numbers a step, where a number stands over its words, else the words."""
    return column.group if bare_step(column.group) else column.heading


def _head(reader: KindReader, column: Across) -> dict[str, CellValue]:
    view = reader.view
    if reader.kind.kind is TableKind.ADOPTION:
        return {"organisation": _said(view, column, organisation_of(column.heading))}
    return {"domain": _said(view, column, tidy(column.heading))}


def _said(view: View, column: Across, value: Value) -> CellValue:
    text = shown(view.sheet.value(*column.place))
    return CellValue(value, text, address(*column.place))


def _months(view: View, across: Sequence[Across], setting: Setting) -> Heads:
    """Read months, with the year of their group, else of the titles, so that they follow each other."""
    years = [_year_of(column) for column in across]
    read = [_month(view, column, year or 2000, setting) for column, year in zip(across, years, strict=True)]
    if not any(years) and any(month is not None and "year" in month.inferred for month in read):
        guessed = _years_in_row(read, _last_year(setting))
        read = [_month(view, column, year, setting) for column, year in zip(across, guessed, strict=True)]
    return {
        column.number: {name_of_span(month): _said(view, column, month)}
        for column, month in zip(across, read, strict=True)
        if month is not None
    }


def _year_of(column: Across) -> int | None:
    found = _YEAR.search(column.group)
    return int(found[0]) if found else None


def _month(view: View, column: Across, year: int, setting: Setting) -> FuzzyDate | None:
    sheet, place = view.sheet, column.place
    raw = sheet.value(*place)
    context = DateContext(year, (), setting.month, prefer_months=True)
    value = parse_date(raw, context, sheet.number_formats.get(place)).value
    if value is None:
        return None
    return month_of_day(value) if isinstance(raw, dt.date) or value.precision == "day" else value


def _last_year(setting: Setting) -> int:
    """Give the year that the last month is in: that of the titles or names, else of the reporting month."""
    day = setting.day or setting.month
    return next(iter(setting.years), day.year if day else dt.date.min.year + 1999)


def _years_in_row(months: Sequence[FuzzyDate | None], last: int) -> list[int]:
    """Give each month's year, where a month before the one on its left is in the next year."""
    known = [month.first.month if month is not None and month.first else 0 for month in months]
    turns = [0]
    for before, after in pairwise(known):
        turns.append(turns[-1] + (0 < after < before))
    return [last - turns[-1] + turn for turn in turns]


def cells_of(reader: KindReader, row: Row, context: Context) -> Iterator[tuple[Across, dict[str, CellValue]]]:
    """Read the filled cells of a matrix's row; in a status log a colour fills a cell too."""
    form = CELLS[str(reader.kind.kind)]
    name = {"process": "step_state", "adoption": "uptake"}.get(str(reader.kind.kind), "status_text")
    for across in reader.kind.across:
        place = (row.number, across.number)
        column = _column(across)
        if across.part == "status_text":
            values = dict(_text_of(reader.view, place))
            if values:
                yield across, values
            continue
        values = reader.cell(place, form, column, context, name)
        if reader.kind.kind is TableKind.STATUS_LOG:
            light = reader.light(place, column)
            values = _with_light(values, light) if light else values
        if values:
            yield across, values


def _text_of(view: View, place: Place) -> Iterator[tuple[str, CellValue]]:
    """Give a cell's text as it stands, where another column holds the light."""
    text = shown(view.sheet.value(*place))
    if text and not is_lone_sign(text):
        yield "status_text", CellValue(text, text, address(*place))


def _with_light(values: Mapping[str, CellValue], light: CellValue) -> dict[str, CellValue]:
    """Add the light of a cell's colour; the sign or digit that is so coloured says nothing more."""
    said = values.get("status_text")
    is_sign = said is not None and not any(map(str.isalpha, str(said.value)))
    kept = {name: value for name, value in values.items() if not (is_sign and name == "status_text")}
    return kept | {"traffic_light": light}


def _column(across: Across) -> Column:
    empty = profile((), (), 0)
    return Column(across.number, across.heading, across.group, None, 0.0, is_double=False, profile=empty)


def process_of(matched: MatchedKind, setting: Setting) -> str:
    """Tell which process steps are of: by letters or how many they are, by titles, else by their words."""
    across = [] if matched.is_turned else matched.across
    headings = [_numbered(column) for column in across] or _texts_of_steps(matched)
    steps = [step for heading in headings if (step := step_of(heading, "development"))]
    numbers = [int(step.split(".")[0]) for step in steps if step[0].isdigit()]
    if any("." in step for step in steps) and _are_numbered(headings):
        return "development"
    if _are_numbered(headings) and max(numbers, default=0) > _STEPS_OF_AGREEMENT:
        return "development"
    titles = [title.text for title in reversed(setting.titles)]
    return process_named((*titles, setting.sheet)) or _process_of_words(headings)


def _are_numbered(headings: Sequence[str]) -> bool:
    return sum(any(sign.isdigit() for sign in heading) for heading in headings) > len(headings) / 2


def _texts_of_steps(matched: MatchedKind) -> list[str]:
    form = next((form for form in matched.forms if form.name == "step"), None)
    return [shown(raw) for raw in form.column.profile.values] if form else []


def _process_of_words(headings: Sequence[str]) -> str:
    """Give the process whose steps have most of the headings' words."""
    known = {
        process: len({*steps_of(headings, process), *(step_of_words(process, text) for text in headings)})
        for process in ("agreement", "development")
    }
    return max(known, key=known.__getitem__)
