"""Heading rows: which rows of a sheet name the columns of a table."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from etl.find.across import is_part_of_time, matrix_kind, spanning
from etl.find.axes import is_month, is_year
from etl.find.layouts import Layout, layout_of
from etl.find.matrices import other_score
from etl.find.sections import says_section, status_named
from etl.find.view import View
from etl.parse.budget import spend
from etl.read.grid import Raw
from etl.schema.folding import folded, unbroken
from etl.schema.headings import best_score, heading_scores
from etl.schema.kinds import said_of_kind

LONGEST_HEADING = 120
_LONG = 45
MOST_ROWS = 3
RECOGNISED = 0.44
"""A heading says something about its column from this score on."""

_FEWEST_SCORE = 1.4
_UNKNOWN_COST, _DATA_COST, _ROW_COST, _ACROSS_WORTH, _LONG_COST = 0.06, 0.5, 0.12, 0.3, 0.3
_FEWEST_FIELDS_SHARE = 0.4
_ENOUGH_FIELDS = 6
"""So many fields make a heading, whatever stands beside them."""

_TITLE_ENOUGH = 0.45
_FIELDS_WITHOUT_TITLE = 4
_PLAIN, _PLAIN_AFTER_BREAK, _BARELY, _FAR = 0.8, 0.55, 0.2, 60
_MEAN_ENOUGH = 0.6
_FEWEST_SPANS = 3
_NARROW = 3
_DATA = re.compile(r"[\d\s.,/%:-]+|.*@.*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: its own words and those of the group above it."""

    column: int
    text: str
    group: str = ""

    @property
    def across(self) -> str:
        """Give what the heading stands for where it is one of many across a matrix."""
        return spanning(self.text, self.group)

    @property
    def scores(self) -> dict[str, float]:
        """Say which fields the words mean."""
        return dict(heading_scores(self.text, self.group))


@dataclass(frozen=True, slots=True)
class Header:
    """The heading rows of a table."""

    rows: tuple[int, ...]
    headings: tuple[Heading, ...]
    score: float

    @property
    def columns(self) -> range:
        """Give the columns from the first heading to the last."""
        return range(self.headings[0].column, self.headings[-1].column + 1)

    def only(self, headings: "tuple[Heading, ...]") -> "Header":
        """Give the same heading rows for some of the columns."""
        return Header(self.rows, headings, self.score)

    def is_like(self, other: "Header") -> bool:
        """Tell whether another heading names the same columns, as one repeated below does."""
        mine = {(heading.column, folded(heading.text)) for heading in self.headings}
        theirs = {(heading.column, folded(heading.text)) for heading in other.headings}
        return len(mine & theirs) >= 0.6 * min(len(mine), len(theirs))


def header_at(view: View, row: int) -> Header | None:
    """Read the heading that begins in a row, in as many rows as say most; None where there is none."""
    best: Header | None = None
    for count in range(1, MOST_ROWS + 1):
        header = _header(view, tuple(range(row, row + count)))
        if header is not None and (best is None or header.score > best.score):
            best = header
    return best


def header_ending(view: View, row: int) -> Header | None:
    """Read the heading whose lowest row is known, with rows of groups above; None where a row can be none.

    What it says is not asked: only that it has two texts, and that rows above stand over it as groups do.
    """
    best: Header | None = None
    for count in range(1, MOST_ROWS + 1):
        header = _named(view, tuple(range(row - count + 1, row + 1)))
        if header is not None and (best is None or header.score > best.score):
            best = header
    return best


def _named(view: View, rows: tuple[int, ...]) -> Header | None:
    is_inside = view.sheet.first_row <= rows[0] and rows[-1] <= view.last_row
    if not is_inside or not all(view.filled(row) for row in rows) or _is_stacked(view, rows):
        return None
    if len(rows) > 1 and (_has_captions(view, rows) or len(view.filled(rows[0])) < 2):
        return None
    headings = tuple(_headings(view, rows))
    worded = sum(any(sign.isalpha() for sign in heading.text) for heading in headings)
    score = _score_of(view, rows, headings) if worded > 1 else 0.0
    return Header(rows, headings, score - _ROW_COST * (len(rows) - 1)) if worded > 1 else None


def headers(view: View, first: int, last: int) -> Iterator[Header]:
    """Give the headings among some rows, from the top.

    Every heading but the first stands below a break (an empty row, or one text), or says hardly anything but
    fields.
    """
    row, has_first = max(first, view.sheet.first_row), False
    while row <= min(last, view.last_row):
        spend()
        header = None if has_first and _goes_on(view, row) else _best_near(view, row)
        if header is None or (has_first and not _stands_out(view, header)):
            row += 1
        else:
            yield header
            row, has_first = header.rows[-1] + 1, True


def _goes_on(view: View, row: int) -> bool:
    """Tell cheaply that a row is one more like the row above: a number under a number, prose under prose."""
    return any(
        _is_no_heading(view, row, column) and _is_no_heading(view, row - 1, column)
        for column in view.filled(row)
    )


def _is_no_heading(view: View, row: int, column: int) -> bool:
    raw = view.sheet.value(row, column)
    return len(raw) > LONGEST_HEADING if isinstance(raw, str) else _is_number(raw) and not _is_year(raw)


def _is_number(raw: Raw) -> bool:
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def _stands_out(view: View, header: Header) -> bool:
    """Tell whether a row below a table heads another: it speaks of fields, and its texts are no values."""
    after_break = len(view.filled(header.rows[0] - 1)) <= 1
    if not after_break and _has_dates(view, header):
        return False
    said = max(sum(fields_said(header.headings).values()), _said_of_others(view, header))
    return said >= (_PLAIN_AFTER_BREAK if after_break else _PLAIN) * len(header.headings)


def _has_dates(view: View, header: Header) -> bool:
    """Tell whether real dates are among the headings, as months across a table and as a row's values are."""
    raws = (view.sheet.value(header.rows[-1], heading.column) for heading in header.headings)
    return any(isinstance(raw, dt.date) for raw in raws)


def _said_of_others(view: View, header: Header) -> float:
    """Say how much headings tell of other kinds of table, with what stands across a matrix."""
    across = matrix_kind([heading.across for heading in header.headings])
    if across is not None:
        return sum(fields_said(header.headings).values()) + across[1]
    return other_score(_layout(view, header.rows, header.headings))


def _recurring(view: View, header: Header) -> float:
    """Give the share of headings that stand again in their own columns, as values do and headings do not.

    Rows that only repeat the heading do not count, nor do other tables' headings.
    """
    again = sum(
        any(_is_value_row(view, header, row) for row in _again(view, header, item))
        for item in header.headings
    )
    return again / len(header.headings)


def _again(view: View, header: Header, heading: Heading) -> Iterator[int]:
    """Give the rows near a heading whose cell there says the same, first those looked at before."""
    own = header.rows[-1]
    rows = view.rows_of(heading.text, heading.column)
    for row in sorted(rows, key=lambda row: row not in view.rows_of_fields):
        if abs(row - own) <= _FAR and row not in header.rows:
            yield row


def _is_value_row(view: View, header: Header, row: int) -> bool:
    """Tell a row of values: it repeats no heading, and heads no other table below an empty row."""
    is_first = row > header.rows[-1] and not view.filled(row - 1)
    return not is_first and not _repeats(view, header, row) and not _is_of_fields(view, row)


def _is_of_fields(view: View, row: int) -> bool:
    """Tell whether a row says hardly anything but fields, as another table's heading does."""
    known = view.rows_of_fields.get(row)
    if known is None:
        headings = tuple(_headings(view, (row,)))
        is_matrix = matrix_kind([heading.text for heading in headings]) is not None
        known = is_matrix or _say_hardly_but_fields(headings)
        view.rows_of_fields[row] = known
    return known


def _say_hardly_but_fields(headings: tuple[Heading, ...]) -> bool:
    """Tell whether headings say that much of fields; those of values say nothing soon."""
    wanted, left = _PLAIN_AFTER_BREAK * len(headings), len(headings)
    for heading in headings:
        left -= max(heading.scores.values(), default=0.0) < RECOGNISED
        if left < wanted:
            return False
    return sum(fields_said(headings).values()) >= wanted


def _repeats(view: View, header: Header, row: int) -> bool:
    """Tell whether a row says of nearly all its columns what the heading says, perhaps of fewer columns."""
    filled = view.filled(row)
    same = sum(view.text(row, item.column) == item.text for item in header.headings if item.column in filled)
    return same > 1 and same >= _PLAIN * len(filled)


def _best_near(view: View, row: int) -> Header | None:
    """Give the heading of a row, unless one that begins just below says as much in fewer rows."""
    header = _try(view, row)
    if header is None or _is_data_like(view, header) or _is_amid(view, header):
        return None
    rivals = (_try(view, below) for below in range(row + 1, row + MOST_ROWS))
    better = (rival for rival in rivals if rival is not None and rival.score >= header.score)
    return None if any(not _is_data_like(view, rival) for rival in better) else header


def _is_amid(view: View, header: Header) -> bool:
    """Tell a row of a word list: two or three cells, and the row right above has the same columns."""
    own = {heading.column for heading in header.headings}
    above = set(view.filled(header.rows[0] - 1))
    return len(own) <= _NARROW and len(header.rows) == 1 and own <= above


def _is_data_like(view: View, header: Header) -> bool:
    """Tell whether some of a row's texts stand again in their columns; in a repeated heading all do."""
    return _BARELY < _recurring(view, header) < _PLAIN


def _try(view: View, row: int) -> Header | None:
    return header_at(view, row) if _may_be_heading(view, row) else None


def _may_be_heading(view: View, row: int) -> bool:
    """Tell cheaply whether a row could be a heading: two short texts, or a field before months or years."""
    filled = view.filled(row)
    texts = [text for column in filled if 0 < len(text := view.text(row, column)) <= LONGEST_HEADING]
    if len(texts) != 1:
        return len(texts) > 1
    spans = [raw for column in filled if _is_span(raw := view.sheet.value(row, column))]
    return (
        len(spans) >= _FEWEST_SPANS and len(spans) == len(set(spans)) and best_score(texts[0]) >= RECOGNISED
    )


def _is_span(raw: Raw) -> bool:
    return isinstance(raw, dt.date) or _is_year(raw)


def _header(view: View, rows: tuple[int, ...]) -> Header | None:
    if rows[-1] > view.last_row or not all(view.filled(row) for row in rows) or _is_stacked(view, rows):
        return None
    if _ends_in_section(view, rows) or _has_captions(view, rows):
        return None
    headings = tuple(_headings(view, rows))
    if len(headings) < 2:
        return None
    score = _score_of(view, rows, headings) - _ROW_COST * (len(rows) - 1) - _data_cost(view, rows)
    return Header(rows, headings, score) if score >= _FEWEST_SCORE else None


def _score_of(view: View, rows: tuple[int, ...], headings: tuple[Heading, ...]) -> float:
    """Score what headings say of initiatives; where that is too little, what they say of other kinds."""
    score = _score(headings)
    if score >= _FEWEST_SCORE:
        return score
    return max(score, other_score(_layout(view, rows, headings)))


_ROWS_TO_JUDGE = 60
"""Any row may be a heading; so many rows below tell what it is over, and looking further costs squares."""


def _layout(view: View, rows: tuple[int, ...], headings: tuple[Heading, ...]) -> Layout:
    said = [(heading.column, heading.text, heading.group) for heading in headings]
    return layout_of(view, said, rows[-1] + 1, min(rows[-1] + _ROWS_TO_JUDGE, view.last_row))


def _ends_in_section(view: View, rows: tuple[int, ...]) -> bool:
    """Tell whether the lowest of several rows is one text that divides the list and names no column."""
    lowest = view.filled(rows[-1])
    return len(rows) > 1 and len(lowest) == 1 and says_section(view.text(rows[-1], lowest[0]))


def _has_captions(view: View, rows: tuple[int, ...]) -> bool:
    """Tell whether the row above headings holds captions of tables beside each other: each a status."""
    texts = [text for column in view.filled(rows[0]) if (text := view.text(rows[0], column))]
    return len(rows) > 1 and len(texts) > 1 and all(status_named(text) is not None for text in texts)


def _headings(view: View, rows: tuple[int, ...]) -> Iterator[Heading]:
    columns = sorted({column for row in rows for column in view.filled(row)})
    for column in range(columns[0], columns[-1] + 1) if columns else ():
        text, above = _own_text(view, rows, column)
        if text and len(text) <= LONGEST_HEADING:
            yield Heading(column, text, _group(view, rows, column, above))


def _own_text(view: View, rows: tuple[int, ...], column: int) -> tuple[str, int]:
    """Give the lowest text over a column, and the row it stands in."""
    for row in reversed(rows):
        raw = view.sheet.value(row, column)
        if raw is not None and raw != "":
            return heading_text(raw), row
    return "", rows[0]


def heading_text(raw: Raw) -> str:
    """Give a heading as text; months typed as dates and years typed as numbers too."""
    if isinstance(raw, str):
        return _on_one_line(raw)
    if isinstance(raw, dt.date):
        return f"{raw:%m-%Y}"
    return f"{raw:g}" if isinstance(raw, int | float) and not isinstance(raw, bool) else ""


@lru_cache(maxsize=4_000)
def _on_one_line(text: str) -> str:
    return " ".join(unbroken(text.replace("\u00ad", "")).split())


def _group(view: View, rows: tuple[int, ...], column: int, own: int) -> str:
    """Give the texts above a heading that span it: its own column's, or a group's further left."""
    parts: list[str] = []
    for row in rows:
        if row >= own:
            break
        text = _spanning(view, row, column, rows[-1])
        if text and text not in parts:
            parts.append(text)
    return " ".join(parts)


def _spanning(view: View, row: int, column: int, lowest: int) -> str:
    if view.block(row, column) is not None:
        return heading_text(view.raw(row, column))
    for left in range(column, view.sheet.first_column - 1, -1):
        raw = view.sheet.value(row, left)
        if raw is not None and raw != "":
            block = view.block(row, left)
            return heading_text(raw) if block is None or block.last_column >= column else ""
        if view.sheet.value(lowest, left) is None:
            return ""
    return ""


def _is_stacked(view: View, rows: tuple[int, ...]) -> bool:
    """Tell whether texts stand right below the row above's own, as rows of data do.

    Below a group's heading several texts stand: a lower text has a filled cell above it only where the group
    begins, and then its neighbour to the right has none. A group of one column may stand among others that
    are merged, over several columns or, where a heading has no group, down both rows.
    """
    return any(_is_pair_stacked(view, row) for row in rows[:-1])


def _is_pair_stacked(view: View, row: int) -> bool:
    lower = view.filled(row + 1)
    stacked = sum(_is_stacked_on(view, row, column) for column in lower)
    if stacked == 0 or _is_joined(view, row):
        return False
    has_groups = any(_spans(view, row, column) for column in view.filled(row))
    return not has_groups or 2 * stacked > len(lower)


def _is_joined(view: View, row: int) -> bool:
    """Tell whether a cell is merged down a row and the one below, and no further."""
    blocks = (view.block(row, column) for column in view.filled(row))
    return any(
        block is not None
        and (block.first_row, block.last_row) == (row, row + 1)
        and block.first_column == block.last_column
        for block in blocks
    )


def _is_stacked_on(view: View, row: int, column: int) -> bool:
    upper, lower = view.filled(row), view.filled(row + 1)
    if column not in upper or _spans(view, row, column):
        return False
    return column + 1 in upper or column + 1 not in lower


def _spans(view: View, row: int, column: int) -> bool:
    """Tell a group's heading: merged over columns, or written over each of them."""
    block = view.block(row, column)
    text = view.text(row, column)
    is_repeated = bool(text) and text in {view.text(row, column - 1), view.text(row, column + 1)}
    return is_repeated or (block is not None and block.last_column > block.first_column)


def _score(headings: tuple[Heading, ...]) -> float:
    """Add up what the headings say, each field counted once; without a title far more is asked."""
    fields = fields_said(headings)
    across = matrix_kind([heading.across for heading in headings])
    if across is not None:
        said = said_of_kind(across[0], tuple((heading.text, heading.group) for heading in headings))
        beside = max(sum(fields.values()), said.get("title", (0, 0.0))[1])
        return beside + _ACROSS_WORTH * across[1]
    has_title = any(heading.scores.get("title", 0.0) >= _TITLE_ENOUGH for heading in headings)
    own = [heading for heading in headings if not is_part_of_time(heading.text)]
    fewest = min(_FEWEST_FIELDS_SHARE * len(own), _ENOUGH_FIELDS)
    is_told = len(fields) >= max(2 if has_title else _FIELDS_WITHOUT_TITLE, fewest)
    long = sum(len(heading.text) > _LONG for heading in headings)
    is_sure = sum(fields.values()) >= _MEAN_ENOUGH * len(fields)
    return (
        sum(fields.values()) - _UNKNOWN_COST * min(len(own) - len(fields), _ENOUGH_FIELDS) - _LONG_COST * long
        if is_told and is_sure
        else 0.0
    )


def fields_said(headings: tuple[Heading, ...]) -> dict[str, float]:
    """Give the fields that headings say, the surest first, one column a field and one field a column."""
    claims = [
        (score, heading.column, field)
        for heading in headings
        for field, score in heading.scores.items()
        if score >= RECOGNISED
    ]
    fields: dict[str, float] = {}
    taken: set[int] = set()
    for score, column, field in sorted(claims, key=lambda claim: (-claim[0], claim[1])):
        if field not in fields and column not in taken:
            fields[field] = score
            taken.add(column)
    return fields


def _data_cost(view: View, rows: tuple[int, ...]) -> float:
    """Say how much the lowest row looks like data: dates, amounts, addresses."""
    cells = [view.sheet.value(rows[-1], column) for column in view.filled(rows[-1])]
    return _DATA_COST * sum(_is_data(raw) for raw in cells)


def _is_data(raw: Raw) -> bool:
    if isinstance(raw, str):
        is_heading = raw.strip() in {"%", "#"} or is_year(raw) or is_month(raw)
        return bool(_DATA.fullmatch(raw)) and not is_heading
    return not isinstance(raw, dt.date | dt.datetime) and not _is_year(raw)


def _is_year(raw: Raw) -> bool:
    return isinstance(raw, int | float) and 1990 <= raw <= 2100
