"""What a profile is made of. A rule's ``by`` is "" where a reading taught it, else who chose it."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetRule:
    """How a sheet is read.

    Attributes:
        sheet: its name as written; "" for csv.
        is_excluded: nothing of it is read.
        header_row: the lowest row of its (first) list's heading, from 1; None leaves it to the reader.
        by: who chose it; a learnt heading row forces nothing, but tells when the heading has moved.
        is_confirmed: a reading with the chosen heading row was confirmed, so that the columns that are known
            are those below it.
    """

    sheet: str
    is_excluded: bool = False
    header_row: int | None = None
    by: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """Which field a column holds, known by its heading and the group above it.

    Attributes:
        sheet: the sheet as written; "" for any.
        heading: the heading's own words.
        group: the heading above it; "" for none.
        field: the field; None where the column is nothing of ours.
        by: who chose it; "" learnt.
        nth: the how manieth column of this name it is, where a table has several.
    """

    sheet: str
    heading: str
    group: str = ""
    field: str | None = None
    by: str = ""
    nth: int = 1


@dataclass(frozen=True, slots=True)
class WordRule:
    """What a word means in a field of codes ("kører fint" is active).

    An empty ``code`` is nothing: somebody chose to read it as not stated, or, where it is learnt, it was left
    as not understood and is not asked about again.
    """

    field: str
    word: str
    code: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class MutedRule:
    """Findings that are not to be told again of this source, and why.

    Attributes:
        finding: the message id.
        heading: the column's heading; "" for any.
        reason: why, in somebody's own words.
        by: who said so.
        at: when, aware.
    """

    finding: str
    heading: str = ""
    reason: str = ""
    by: str = ""
    at: dt.datetime | None = None


Rule = SheetRule | ColumnRule | WordRule | MutedRule
"""Whatever a profile says of one thing."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one source's list is read; an empty one leaves all to the reader.

    Attributes:
        due_day: the day of the following month that a list is expected by; None where none is.
    """

    sheets: tuple[SheetRule, ...] = ()
    columns: tuple[ColumnRule, ...] = ()
    words: tuple[WordRule, ...] = ()
    muted: tuple[MutedRule, ...] = ()
    due_day: int | None = None


EMPTY = Profile()
