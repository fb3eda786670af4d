"""What each row below a heading is: a record, the rest of the one above, or something else with a reason."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

from etl.find.row_words import END_MARK, FILLER, HELP, LEGEND, NOTE, NUMBERED, SUMMING, TEMPLATE, TOTAL
from etl.find.sections import says_section
from etl.find.summed import summed_sections
from etl.find.tables import Found
from etl.find.usual import MOST_IN_TOTAL, SUMMED, Own, Usual
from etl.find.view import Filled, View
from etl.parse.budget import spend
from etl.parse.normal import is_lone_sign
from etl.parse.texts import shown
from etl.read.grid import Raw
from etl.schema.folding import folded
from portfolio.vocabulary import RowReason

_DASHES, _MOST_DASHED = ("- ", "– ", "• ", "· "), 0.7
_CONTINUING = {
    None, "aim", "background", "contact", "decision", "description", "documents", "effect", "end",
    "evaluation", "funding", "general_practice", "groups", "hospitals", "indicator", "lead",
    "milestones", "municipalities", "next_step", "other_parties", "owner", "period", "remarks",
    "resources", "risks", "status", "target_group", "trials",
}  # fmt: skip
"""Fields that a record may go on with in a row below that has no title; None: a column nobody recognised."""

_REPEATED_SHARE, _KEYED_SHARE = 0.6, 0.7
_WIDE = 3
_FULL_ROW = 4
_NOTE_LENGTH = 60
_LONGEST_TOTAL, _LONGEST_CODE = 40, 3


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something.

    Attributes:
        number: the sheet's row.
        filled: its columns that hold something themselves.
        reason: why it is no record; None for a record and for a row that continues one.
        into: the record's row that this row continues.
    """

    number: int
    filled: tuple[int, ...]
    reason: RowReason | None = None
    into: int | None = None

    @property
    def is_record(self) -> bool:
        """Tell whether the row is a record of its own."""
        return self.reason is None and self.into is None


def read_rows(found: Found, columns: Mapping[str, int]) -> tuple[Row, ...]:
    """Say what every row below a heading is.

    Args:
        found: the table.
        columns: the column of each field that was recognised; ``title`` is among them.
    """
    return _Body(found, columns).rows()


@dataclass(frozen=True)
class _Body:
    found: Found
    columns: Mapping[str, int]

    @property
    def view(self) -> View:
        return self.found.view

    @cached_property
    def filled_rows(self) -> Sequence[tuple[int, Filled]]:
        body, columns = self.found.body, self.found.header.columns
        rows = self.view.filled_rows(body.start, body.stop - 1)
        own = Own(columns)
        return [(number, filled) for number, every in rows if (filled := own[every])]

    @cached_property
    def titled(self) -> Sequence[Filled]:
        """Give what the rows with a title fill, those with nothing else left out."""
        title = self.columns["title"]
        return [filled for _, filled in self.filled_rows if len(filled) > 1 and title in filled]

    @cached_property
    def typical(self) -> float:
        """Give how many cells a row with a title usually fills."""
        counts = list(map(len, self.titled))
        return median(counts) if counts else 1.0

    @cached_property
    def has_keys(self) -> bool:
        """Tell whether rows with a title usually have a key."""
        key, least = self.columns.get("key"), max(1, self.typical / 2)
        titled = [filled for filled in self.titled if len(filled) > least]
        return key is not None and sum(key in filled for filled in titled) > _KEYED_SHARE * len(titled)

    @cached_property
    def dividing(self) -> frozenset[int]:
        """Give the rows that hold nothing but one text, always in the same column, and divide the list."""
        columns = {filled[0] for _, filled in self.filled_rows if len(filled) == 1}
        return frozenset(number for column in columns for number in self._dividing_in(column))

    def _dividing_in(self, column: int) -> list[int]:
        """Give the rows that divide the list by a text in one column.

        They do where a full row follows each, and the list begins so or, in the title's column, the others
        have keys; a run of them is a list of bare titles.
        """
        rows = self.filled_rows
        last = max((n for n, (_, filled) in enumerate(rows) if len(filled) > 1), default=0)
        alone = [n for n, (_, filled) in enumerate(rows[:last]) if filled == (column,)]
        leading = [n for n in alone if n + 1 < len(rows) and len(rows[n + 1][1]) >= max(2, self.typical / 2)]
        begins_so = alone[:1] == [0] and len(alone) > 1
        is_known = begins_so or (column == self.columns["title"] and self.has_keys)
        is_wide = self.typical >= _FULL_ROW or (begins_so and self._others_are_full(column))
        if not is_wide or len(leading) < len(alone) or not is_known:
            return []
        return [rows[n][0] for n in alone]

    @cached_property
    def summed(self) -> frozenset[int]:
        """Give the rows that name a group and carry the sums of the rows below."""
        return summed_sections(self.view, self.filled_rows, self.columns["title"], is_total=self._is_total)

    def _others_are_full(self, column: int) -> bool:
        """Tell whether every row but those with one text fills all columns of a narrow table."""
        counts = [len(filled) for _, filled in self.filled_rows if filled != (column,)]
        return min(counts, default=0) >= max(_WIDE, len(self.found.header.headings))

    def rows(self) -> tuple[Row, ...]:
        rows: list[Row] = []
        usual = Usual(self.view, self.columns, self.typical, self.headings.get(self.columns["title"], set()))
        for number, filled in self.filled_rows:
            is_usual = rows and usual.fills[filled] and usual.has_title(number) and number not in self.summed
            rows.append(Row(number, filled) if is_usual else self._row(number, filled, rows))
        return tuple(self._after_last(rows))

    def _row(self, number: int, filled: Filled, above: Sequence[Row]) -> Row:
        spend()
        row = Row(number, filled)
        reason = self._plain_reason(number, filled, above)
        if reason is not None:
            return replace(row, reason=reason)
        if number in self.summed:
            return replace(row, reason=RowReason.SECTION_HEADING)
        if len(filled) == 1:
            return self._lone(row, filled[0], above)
        if self._is_summed_section(number, filled) or self._is_numbered_section(number, filled):
            return replace(row, reason=RowReason.SECTION_HEADING)
        whole = self._whole(number, above)
        if whole is not None:
            return replace(row, into=whole)
        return self._titled(row, filled) if self._title(number) else self._untitled(row, filled, above)

    def _whole(self, number: int, above: Sequence[Row]) -> int | None:
        """Give the initiative right above that a row is a step of, by a dash that most titles lack."""
        is_step = self._title(number).startswith(_DASHES) and self.dashed_share <= _MOST_DASHED
        if not is_step or not above or above[-1].reason is not None or above[-1].number != number - 1:
            return None
        return above[-1].number if above[-1].into is None else above[-1].into

    @cached_property
    def dashed_share(self) -> float:
        """Give the share of titles that begin with a dash."""
        titles = [title for number, _ in self.filled_rows if (title := self._title(number))]
        return sum(title.startswith(_DASHES) for title in titles) / max(1, len(titles))

    def _is_summed_section(self, number: int, filled: Filled) -> bool:
        """Tell a section's heading that has its sum beside it: one text, the rest in columns of amounts."""
        summed = {self.columns.get(field) for field in SUMMED}
        texts = [column for column in filled if column not in summed]
        sums = [self.view.sheet.value(number, column) for column in filled if column in summed]
        is_sparse = len(texts) == 1 and len(filled) < self.typical
        if not is_sparse or not all(map(is_number, sums)):
            return False
        text = self.view.text(number, texts[0])
        if texts[0] == self.columns["title"]:
            return bool(text) and self.has_keys and (says_section(text) or text.isupper())
        return len(text) > _LONGEST_CODE and texts[0] < self.columns["title"]

    def _is_numbered_section(self, number: int, filled: Filled) -> bool:
        """Tell "A: Psykiatri" over A1, A2: only a key and a text, and the keys below begin with it."""
        key, title = self.columns.get("key"), self.columns["title"]
        if key is None or set(filled) != {key, title} or self.typical < _FULL_ROW - 1:
            return False
        own = shown(self.view.sheet.value(number, key)).strip(" .:")
        below = self._below(number)
        first = shown(self.view.sheet.value(below[0], key)) if below and key in below[1] else ""
        return (
            bool(own)
            and len(first) > len(own)
            and first.startswith(own)
            and not first[len(own) - 1 :].isdigit()
        )

    def _is_help(self, number: int, filled: Filled) -> bool:
        """Tell a first row that only explains or numbers the columns."""
        raws = [self.view.sheet.value(number, column) for column in filled]
        is_numbering = len(raws) >= _WIDE and raws == list(range(1, len(raws) + 1))
        texts = [text for column in filled if (text := self.view.text(number, column))]
        said = sum(bool(HELP.fullmatch(text)) for text in texts)
        return is_numbering or (said >= _WIDE - 1 and said >= len(texts) / 2 and len(texts) == len(raws))

    def _plain_reason(self, number: int, filled: Filled, above: Sequence[Row]) -> RowReason | None:
        """Give the reason of a row that its own words tell."""
        if not above and self._is_help(number, filled):
            return RowReason.PLACEHOLDER
        if self._is_repeated_heading(number, filled):
            return RowReason.REPEATED_HEADING
        if self._is_total(number, filled):
            return RowReason.TOTAL
        text = self.view.text(number, filled[0]) if len(filled) == 1 else ""
        return _words_alone(text) if text else None

    @cached_property
    def headings(self) -> Mapping[int, set[str]]:
        """Give what stands over each column, folded."""
        return {
            heading.column: {folded(heading.text), folded(heading.group)} - {""}
            for heading in self.found.header.headings
        }

    def _is_repeated_heading(self, number: int, filled: Filled) -> bool:
        """Tell whether cells say what stands over them; the title's cell does, or is empty, in such a row."""
        title = self.columns["title"]
        if title in filled and not self._repeats(number, title):
            return False
        same = sum(self._repeats(number, column) for column in filled)
        return same >= 2 and same >= _REPEATED_SHARE * len(filled)

    def _repeats(self, number: int, column: int) -> bool:
        text = self.view.text(number, column)
        return bool(text) and folded(text) in self.headings.get(column, ())

    def _is_total(self, number: int, filled: Filled) -> bool:
        """Tell a sum: few cells, the first text of which says so, or only numbers without key and title."""
        key = self.columns.get("key")
        if key in filled[1:]:
            return False
        if len(filled) > max(MOST_IN_TOTAL, self.typical / 2):
            return self._is_total_alone(number, filled)
        if len(filled) == 1 and self._is_year_section(number, filled[0]):
            return False
        first = next((text for column in filled if (text := self.view.text(number, column))), None)
        if first is not None:
            begins = bool(TOTAL.match(first.casefold())) or self._sums(number, filled)
            return begins and len(first) <= _LONGEST_TOTAL
        is_named = set(filled) <= {key, self.columns["title"]}
        return not is_named and all(is_number(self.view.sheet.value(number, column)) for column in filled)

    def _is_total_alone(self, number: int, filled: Filled) -> bool:
        """Tell a sum in every column: its only text is a word for sums and nothing more."""
        first, *others = filled
        is_word = TOTAL.fullmatch(self.view.text(number, first).casefold().rstrip(" :.")) is not None
        return is_word and all(is_number(self.view.sheet.value(number, column)) for column in others)

    def _is_year_section(self, number: int, column: int) -> bool:
        """Tell a year alone left of the title, as sections have it; a sum stands to the right."""
        return column <= self.columns["title"] and says_section(self.view.sheet.value(number, column))

    def _sums(self, number: int, filled: Filled) -> bool:
        """Tell "Ældre i alt" and "Samlet for klyngen": one text with a word for sums, all else numbers."""
        texts = [text for column in filled if (text := self.view.text(number, column))]
        numbers = [is_number(self.view.sheet.value(number, column)) for column in filled]
        is_apart = self.columns.get("key") not in filled and 1 < len(filled) < self.typical
        return (
            (is_apart or self._counts(number, filled))
            and len(texts) + sum(numbers) == len(filled)
            and len(texts) == 1
            and bool(SUMMING.search(texts[0].casefold()))
        )

    def _counts(self, number: int, filled: Filled) -> bool:
        """Tell "Antal projekter: 7": a label, in the key's column too, and one number beside it."""
        return len(filled) == 2 and self.view.text(number, filled[0]).casefold().startswith("antal ")

    def _below(self, number: int) -> tuple[int, Filled] | None:
        """Give the next row that holds something, with its filled columns."""
        after = bisect_right(self.filled_rows, number, key=lambda row: row[0])
        return self.filled_rows[after] if after < len(self.filled_rows) else None

    def _title(self, number: int) -> str:
        """Give a row's title, also of a block merged down; what is merged from the left is no title."""
        row, column = self.view.anchor(number, self.columns["title"])
        is_own = column == self.columns["title"]
        return _as_text(self.view.sheet.value(row if is_own else number, self.columns["title"]))

    def _lone(self, row: Row, column: int, above: Sequence[Row]) -> Row:
        """Say what a row with one filled cell is: a section, a bare title, a continuation, or a note."""
        raw = self.view.sheet.value(row.number, column)
        if isinstance(raw, str) and is_lone_sign(raw):
            return replace(row, reason=RowReason.PLACEHOLDER)
        if self._is_section(row.number, column, raw):
            return replace(row, reason=RowReason.SECTION_HEADING)
        if column == self.columns["title"]:
            return self._titled(row, (column,))
        if column == self.columns.get("key"):
            return replace(row, reason=RowReason.PLACEHOLDER)
        return self._untitled(row, (column,), above)

    def _is_section(self, number: int, column: int, raw: Raw) -> bool:
        block = self.view.block(number, column)
        if (
            block is not None
            and block.last_column - block.first_column + 1 >= _WIDE
            and block.first_row == block.last_row
        ):
            return True
        if number in self.dividing or self._is_caption(number):
            return True
        if says_section(raw) and not self._goes_on(number, column):
            return True
        is_before_title = column < self.columns["title"] or column == self.found.header.columns[0]
        is_wordy = isinstance(raw, str) and len(raw) > 2 and column != self.columns["title"]
        return is_wordy and is_before_title and self.view.block(number, column) is None

    def _is_caption(self, number: int) -> bool:
        """Tell a text right above a repeated heading, as it stands over the next part of a list."""
        below = self._below(number)
        return below is not None and len(below[1]) > 1 and self._is_repeated_heading(*below)

    def _goes_on(self, number: int, column: int) -> bool:
        """Tell a second line of a status that stands in the status' own column right below a record."""
        is_below = len(self.view.filled(number - 1)) > 1 and number > self.found.body.start
        return is_below and column == self.columns.get("status") and column > self.columns["title"]

    def _titled(self, row: Row, filled: Filled) -> Row:
        """Say whether a row with a title is a record, a continuation under a merged title, or a template."""
        title = self.columns["title"]
        block = self.view.block(row.number, title)
        if block is not None and block.first_row < row.number:
            return replace(row, into=block.first_row)
        text = self._title(row.number)
        others = [column for column in filled if column not in {title, self.columns.get("key")}]
        is_bare = len(others) <= 1 or all(self._is_filler(row.number, column) for column in others)
        is_template = TEMPLATE.fullmatch(text) or (NUMBERED.fullmatch(text) and is_bare)
        return replace(row, reason=RowReason.PLACEHOLDER) if is_template else row

    def _is_filler(self, number: int, column: int) -> bool:
        """Tell a cell of a template that was never filled in: "Kategori 1", "Medarbejder 2", a choice."""
        raw = self.view.sheet.value(number, column)
        return _is_nothing(raw) or (isinstance(raw, str) and bool(FILLER.fullmatch(raw.strip())))

    def _untitled(self, row: Row, filled: Filled, above: Sequence[Row]) -> Row:
        into = self._continued(row, filled, above[-1]) if above else None
        if into is not None:
            return replace(row, into=into)
        if self._is_prefilled(row.number, filled):
            return replace(row, reason=RowReason.PLACEHOLDER)
        return replace(row, reason=RowReason.NOTE if len(filled) == 1 else RowReason.TITLE_MISSING)

    def _continued(self, row: Row, filled: Filled, last: Row) -> int | None:
        """Give the record right above that a row goes on with: few cells, of fields that may go on."""
        if last.reason is not None or last.number != row.number - 1:
            return None
        fields = {column: field for field, column in self.columns.items()}
        is_short = len(filled) <= max(2, self.typical / 3)
        goes_on = is_short and all(fields.get(column) in _CONTINUING for column in filled)
        return (last.number if last.into is None else last.into) if goes_on else None

    def _is_prefilled(self, number: int, filled: Filled) -> bool:
        """Tell a row that waits to be filled: a key, and at most choices not made."""
        others = [column for column in filled if column != self.columns.get("key")]
        return all(_is_nothing(self.view.sheet.value(number, column)) for column in others)

    def _after_last(self, rows: list[Row]) -> list[Row]:
        """Below the last full record, lone texts are notes and sections divide nothing."""
        last = self._last_firm(rows[: self._first_of_code_list(rows)])
        while last + 1 < len(rows) and rows[last + 1].into is not None:
            last += 1
        return rows[: last + 1] + [self._trailing(row) for row in rows[last + 1 :]]

    def _last_firm(self, rows: list[Row]) -> int:
        """Find the last row that is surely a record: more than a title, or next to one, or above a total."""
        last = next((n for n in reversed(range(len(rows))) if self._is_firm(rows[n])), -1)
        for n, row in enumerate(rows[last + 1 :], last + 1):
            if not row.is_record:
                continue
            is_close = n == 0 or (last == n - 1 and rows[n - 1].number == row.number - 1)
            is_summed = n + 1 < len(rows) and rows[n + 1].reason is RowReason.TOTAL
            if (is_close or is_summed) and not self._is_sentence(row):
                last = n
        return last

    def _is_firm(self, row: Row) -> bool:
        return row.is_record and len(row.filled) > 1

    def _is_sentence(self, row: Row) -> bool:
        text = self._title(row.number)
        return len(text) > _NOTE_LENGTH or text.endswith(".")

    def _first_of_code_list(self, rows: list[Row]) -> int:
        """Say where the rows end in a code list: after an empty row, each a short code and what it means.

        Notes may stand below it.
        """
        first = len(rows)
        while first > 0 and len(rows[first - 1].filled) == 1:
            first -= 1
        end = first
        while first > 0 and self._is_code(rows[first - 1]):
            first -= 1
        if first == end:
            return len(rows)
        if first > 0 and len(rows[first - 1].filled) == 1:
            first -= 1
        is_apart = 0 < first < len(rows) and rows[first].number > rows[first - 1].number + 1
        filled = [len(row.filled) for row in rows[:first] if row.is_record]
        return first if is_apart and filled and median(filled) > 2 else len(rows)

    def _is_code(self, row: Row) -> bool:
        first = _as_text(self.view.sheet.value(row.number, row.filled[0]))
        return len(row.filled) == 2 and len(first) <= _LONGEST_CODE

    def _trailing(self, row: Row) -> Row:
        if row.reason in {None, RowReason.SECTION_HEADING}:
            reason = RowReason.LEGEND if self._is_code(row) else RowReason.NOTE
            return replace(row, reason=reason, into=None)
        return row


def _words_alone(text: str) -> RowReason | None:
    """Give the reason of a row that is one text, where its words tell."""
    if END_MARK.fullmatch(text) or NOTE.match(text):
        return RowReason.NOTE
    return RowReason.LEGEND if LEGEND.fullmatch(text) else None


def above_reason(view: View, number: int) -> RowReason:
    """Give the reason of a row above a heading: a legend, else part of the title."""
    texts = [text for column in view.filled(number) if (text := view.text(number, column))]
    return RowReason.LEGEND if texts and all(LEGEND.fullmatch(text) for text in texts) else RowReason.TITLE


def _as_text(raw: Raw) -> str:
    if isinstance(raw, str):
        return "" if is_lone_sign(raw) else raw.strip()
    return "" if raw is None else str(raw)


def is_number(raw: Raw) -> bool:
    """Tell a number from a tick, which is one too."""
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def _is_nothing(raw: Raw) -> bool:
    """Tell a cell that only waits: a dash, "Vælg", 0, an unticked box."""
    if isinstance(raw, str):
        return is_lone_sign(raw) or bool(TEMPLATE.fullmatch(raw.strip()))
    return raw in (0, False)
