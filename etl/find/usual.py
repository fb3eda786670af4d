"""Rows that need no closer look: nearly all of a long list."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from etl.find.row_words import NUMBERED, TEMPLATE, TOTAL
from etl.find.view import Filled, View
from etl.read.grid import Raw
from etl.schema.folding import folded

SUMMED = {"budget_dkk", "spend_dkk", "citizen_count"}
"""Fields whose column may hold a sum beside a section's heading."""

MOST_IN_TOTAL = 4


class Own(dict[Filled, Filled]):
    """What rows fill of a table's own columns, by what they fill of the sheet's."""

    def __init__(self, columns: range) -> None:
        super().__init__()
        self._columns = columns

    def __missing__(self, every: Filled) -> Filled:
        own = self[every] = tuple(column for column in every if column in self._columns)
        return own


class Usual:
    """Tells rows that can only be records, as nearly all rows of a long list are, without a closer look.

    They fill more than a total could, among it a title that begins with a letter and is no words of a
    template or of the heading.

    Args:
        view: the sheet.
        columns: the column of each field that was recognised; ``title`` is among them.
        typical: how many cells a row with a title usually fills.
        title_headings: what stands over the titles, folded.
    """

    def __init__(
        self, view: View, columns: Mapping[str, int], typical: float, title_headings: AbstractSet[str]
    ) -> None:
        self.fills = _UsuallyFilled(columns, typical)
        title = columns["title"]
        self._first_row = view.sheet.first_row
        self._codes: list[int] = view.codes(title).tolist()
        column = title - view.sheet.first_column
        values = view.sheet.columns[column].values if 0 <= column < len(view.sheet.columns) else (None,)
        is_merged = bool(view.sheet.merges)
        longest = 2 * max(map(len, title_headings), default=0)  # a folded text is longer, or not much shorter
        self._is_title = [
            not is_merged and _is_usual_title(value, title_headings, longest) for value in values
        ]

    def has_title(self, number: int) -> bool:
        """Tell whether a row's title is an ordinary one."""
        return self._is_title[self._codes[number - self._first_row]]


def _is_usual_title(raw: Raw, headings: AbstractSet[str], longest: int) -> bool:
    if not isinstance(raw, str) or not raw[:1].isalpha():
        return False
    is_heading = len(raw) <= longest and folded(raw) in headings
    return not is_heading and not _WORDS.match(raw)


_WORDS = re.compile(rf"(?:{TEMPLATE.pattern})\Z|(?:{NUMBERED.pattern})\Z|(?:{TOTAL.pattern})", re.IGNORECASE)
"""All that a title which needs a closer look begins with, looked for at once."""


class _UsuallyFilled(dict[Filled, bool]):
    """Whether a row that fills some columns fills enough of them to be no total, section or note."""

    def __init__(self, columns: Mapping[str, int], typical: float) -> None:
        super().__init__()
        self._title, self._key = columns["title"], columns.get("key")
        self._least = max(MOST_IN_TOTAL, typical / 2)
        self._summed = {columns.get(field) for field in SUMMED}

    def __missing__(self, filled: Filled) -> bool:
        beside_sums = [column for column in filled if column not in self._summed]
        is_full = len(filled) > self._least and len(beside_sums) > 1
        is_usual = self[filled] = (
            is_full and self._title in filled and set(filled) != {self._title, self._key}
        )
        return is_usual
