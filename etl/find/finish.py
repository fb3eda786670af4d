"""What belongs to a heading besides its words: rows of units and of groups, and columns that nobody named."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from etl.find.axes import is_part_of_year, is_span, is_year
from etl.find.headers import MOST_ROWS, Header, Heading, heading_text
from etl.find.view import View

_MEASURE = (
    r"(?:hele |i )?(?:t\.? ?kr|tkr|kr|kroner|mio\.? ?kr|mill?\.? ?kr|mia\.? ?kr|mio|mkr|mdkk|tdkk"
    r"|t\.? ?dkk|dkk|eur|euro|€|1[.,]?000 ?kr|tusinde? kr\w*)|antal|stk|%|pct|procent|timer|årsværk|fte"
)
"""Units that say how large a number is, or of what."""

_FORM = (
    r"dage?|uge(?:r|nr)?|md|mdr|måned(?:er)?|kvartal|år|årstal|dato(?:er)?|navn|initialer|(?:fri|kort )?tekst"
    r"|prosa|tal|heltal|hele tal|kode|nr|(?:d{1,2}[-./ ])?(?:m{2,3}[-./ ])?[åy]{2,4}|[åy]{4}-mm(?:-dd)?"
    r"|vælg(?: fra listen?)?"
    r"|ja|nej|ved ikke|rød|gul|grøn|høj|mellem|lav|\d ?(?:-|–|til) ?\d{1,3}|a ?(?:-|–) ?[b-z]"
)
"""What says how a column is to be filled in."""

_ONE = rf"(?:{_MEASURE}|{_FORM})\.?"
_UNIT = re.compile(rf"[(\[]?{_ONE}(?:(?: ?[/,-] ?| (?:og |eller )?){_ONE}){{0,3}}[)\]]?", re.IGNORECASE)
_MEASURED = re.compile(rf"[(\[]?(?:{_MEASURE})\.?[)\]]?", re.IGNORECASE)
_SURELY_UNITS = 3
"""So many units, and nothing else, are no record though one of them stands in the titles' column."""

_FILLED_SHARE, _BESIDE = 0.6, 2
_FEWEST_MONTHS, _FEWEST_NUMBERS, _LONGEST_COUNT = 3, 5, 2
_STEP = re.compile(r"(?:trin\s?)?\d{1,2}\s?\.?\s?[a-d]?\.?", re.IGNORECASE)
_LOOK_DOWN = 200


def with_units(view: View, header: Header) -> Header:
    """Take in a row below the heading that only holds units ("t.kr.", "antal", "md. år") and has no title."""
    row = header.rows[-1] + 1
    texts = {column: view.text(row, column) for column in view.filled(row)}
    title = max(header.headings, key=lambda heading: heading.scores.get("title", 0.0)).column
    is_short = title in texts and len(texts) < _SURELY_UNITS
    if not texts or is_short or not all(_UNIT.fullmatch(text) for text in texts.values()):
        return header
    headings = tuple(
        replace(heading, text=f"{heading.text} ({texts[heading.column].strip('()[]')})")
        if _MEASURED.fullmatch(texts.get(heading.column, ""))
        else heading
        for heading in header.headings
    )
    return Header((*header.rows, row), headings, header.score)


def with_times(view: View, header: Header) -> Header:
    """Take in a row below that only counts weeks, days or months under a group ("Uge" over 36 to 50)."""
    row = header.rows[-1] + 1
    texts = {column: heading_text(view.sheet.value(row, column)) for column in view.filled(row)}
    over = {heading.column: heading for heading in header.headings}
    group = over.get(min(texts, default=0))
    if (
        group is None
        or len(header.rows) >= MOST_ROWS
        or not (_is_run(texts, header) and _spans(view, row, texts))
    ):
        return header
    above = " ".join(part for part in (group.group, group.text) if part)
    below = (Heading(column, text, above) for column, text in texts.items())
    kept = (heading for heading in header.headings if heading.column not in texts)
    return Header((*header.rows, row), tuple(sorted((*kept, *below), key=_column)), header.score)


def _column(heading: Heading) -> int:
    return heading.column


def _is_run(texts: Mapping[int, str], header: Header) -> bool:
    """Tell columns beside each other, under one heading, that count one by one or are months or weeks."""
    columns = list(texts)
    is_beside = columns == list(range(columns[0], columns[0] + len(columns))) if columns else False
    if (
        not is_beside
        or len(columns) < _FEWEST_NUMBERS
        or not set(columns[1:]).isdisjoint(map(_column, header.headings))
    ):
        return False
    said = list(texts.values())
    if all(text.isdecimal() and len(text) <= _LONGEST_COUNT for text in said):
        steps = [int(after) - int(before) for before, after in pairwise(said)]
        return sum(step == 1 for step in steps) >= len(steps) - 1  # a year may end among them
    return all(map(is_span, said))


def _spans(view: View, row: int, texts: Mapping[int, str]) -> bool:
    """Tell whether the heading above is merged over the columns, or nothing stands beside it there."""
    first = min(texts)
    block = view.block(row - 1, first)
    is_merged = block is not None and block.last_column > block.first_column
    return is_merged or not any(column in view.filled(row - 1) for column in texts if column != first)


def with_years(view: View, header: Header) -> Header:
    """Take in a row above months or quarters that only holds years, each over those from it on."""
    row = header.rows[0] - 1
    years = {column: heading_text(view.sheet.value(row, column)) for column in view.filled(row)}
    months = [heading for heading in header.headings if is_part_of_year(heading.text)]
    if len(months) < _FEWEST_MONTHS or not years or not all(map(is_year, years.values())):
        return header
    headings = tuple(
        replace(heading, group=_year_over(years, heading.column)) if heading in months else heading
        for heading in header.headings
    )
    return Header((row, *header.rows), headings, header.score)


def _year_over(years: Mapping[int, str], column: int) -> str:
    """Give the year that stands over a column, or the nearest on its left."""
    return years[max((begin for begin in years if begin <= column), default=min(years))]


def with_numbers(view: View, header: Header) -> Header:
    """Take in a row above that only numbers the headings, as steps of a process are numbered."""
    row = header.rows[0] - 1
    numbers = {column: heading_text(view.sheet.value(row, column)) for column in view.filled(row)}
    own = {heading.column for heading in header.headings}
    is_numbering = all(_STEP.fullmatch(text) for text in numbers.values()) and numbers.keys() <= own
    if not is_numbering or len(numbers) < _FEWEST_NUMBERS or len(header.rows) >= MOST_ROWS:
        return header
    headings = tuple(
        replace(heading, group=numbers.get(heading.column, heading.group)) for heading in header.headings
    )
    return Header((row, *header.rows), headings, header.score)


def with_groups(view: View, header: Header) -> Header:
    """Take in a row above whose texts are each merged over some of the columns, and not over all of them."""
    row, columns = header.rows[0] - 1, header.columns
    filled = view.filled(row)
    blocks = [block for column in filled if (block := view.block(row, column)) is not None]
    spans = [
        block
        for block in blocks
        if columns.start <= block.first_column < block.last_column < columns.stop
        and block.first_row == block.last_row
    ]
    is_title = len(spans) == 1 and (spans[0].first_column == columns.start or len(header.headings) <= _BESIDE)
    if not spans or len(spans) < len(filled) or is_title or len(header.rows) >= MOST_ROWS:
        return header
    over = {
        column: heading_text(view.raw(row, block.first_column))
        for block in spans
        for column in range(block.first_column, block.last_column + 1)
    }
    headings = tuple(
        replace(heading, group=" ".join(part for part in (over.get(heading.column), heading.group) if part))
        for heading in header.headings
    )
    return Header((row, *header.rows), headings, header.score)


def with_unnamed(view: View, header: Header, last: int) -> Header:
    """Take in columns without a heading that most rows fill, beside or between those that have one."""
    rows = range(header.rows[-1] + 1, min(last, header.rows[-1] + _LOOK_DOWN) + 1)
    columns = range(max(view.sheet.first_column, header.columns[0] - _BESIDE), header.columns[-1] + 2)
    filled = [set(view.filled(row)) for row in rows]
    full = [row for row in filled if len(row) > 1]
    named = {heading.column for heading in header.headings}
    unnamed = [
        Heading(column, "")
        for column in columns
        if column not in named and full and sum(column in row for row in full) >= _FILLED_SHARE * len(full)
    ]
    headings = sorted((*header.headings, *unnamed), key=lambda heading: heading.column)
    return Header(header.rows, tuple(headings), header.score)
