"""What was chosen of how a file is read, held against its reading: what cannot work, and what does not."""

from collections.abc import Iterator

from portfolio.draft_result import DraftResult
from portfolio.errors import TvaerblikError
from portfolio.jobs import Told
from portfolio.profile import ColumnRule, Profile, SheetRule, WordRule, numbered
from portfolio.profile.lookup import key_of
from portfolio.records import ColumnReading, TableReading
from portfolio.vocabulary import TableKind

Choice = SheetRule | ColumnRule | WordRule


class RowBeyondError(TvaerblikError):
    """The sheet has no rows below such a heading."""

    message_id = "draft.row_beyond"

    def __init__(self, row: int, last_row: int) -> None:
        super().__init__(row=row, last_row=last_row)


class TitleNeededError(TvaerblikError):
    """The list would have no title left."""

    message_id = "draft.title_needed"

    def __init__(self, heading: str) -> None:
        super().__init__(heading=heading)


def check_choice(rule: Choice, result: DraftResult) -> None:
    """Refuse a choice that cannot work, as far as the file's last reading tells.

    Raises:
        RowBeyondError: the heading would stand in or below the sheet's last row.
        TitleNeededError: the list's one column of titles would be something else.
    """
    if isinstance(rule, SheetRule) and rule.header_row is not None:
        picture = next((it for it in result.pictures if (it.name or "") == rule.sheet), None)
        if picture is not None and rule.header_row >= picture.last_row:
            raise RowBeyondError(rule.header_row, picture.last_row)
    if isinstance(rule, ColumnRule) and rule.field != "title":
        for table, column in _columns(rule, result):
            if _is_only_title(table, column):
                raise TitleNeededError(column.heading or column.place)


def failing(choices: Profile, result: DraftResult) -> dict[Choice, Told]:
    """Give the choices that the reading could not follow, each with why and what to do."""
    every: tuple[Choice, ...] = (*choices.sheets, *choices.columns)
    told = ((rule, _why_not(rule, result)) for rule in every)
    return {rule: why for rule, why in told if why is not None}


def _why_not(rule: Choice, result: DraftResult) -> Told | None:
    if isinstance(rule, ColumnRule):
        return _column_fails(rule, result)
    if isinstance(rule, SheetRule) and rule.header_row is not None:
        tables = [it for it in result.tables if (it.sheet or "") == rule.sheet]
        if not any(rule.header_row in (table.header_rows or ()) for table in tables):
            return Told("draft.row_no_heading", {"row": rule.header_row})
    return None


def _column_fails(rule: ColumnRule, result: DraftResult) -> Told | None:
    found = [column for _, column in _columns(rule, result)]
    if not found:
        return Told("draft.column_not_found", {"heading": rule.heading})
    if all(column.field == rule.field for column in found):
        return None
    needed = any(column.field == "title" for column in found)
    return Told("draft.title_needed" if needed else "draft.column_differs", {"heading": rule.heading})


def _columns(rule: ColumnRule, result: DraftResult) -> Iterator[tuple[TableReading, ColumnReading]]:
    """Give the columns of lists of initiatives that a rule is about, each with its table."""
    for table in result.tables:
        if table.kind is not TableKind.INITIATIVES or rule.sheet not in {"", table.sheet or ""}:
            continue
        keys = numbered((column.heading, column.group) for column in table.columns)
        for column, key in zip(table.columns, keys, strict=True):
            if key == key_of(rule):
                yield table, column


def _is_only_title(table: TableReading, column: ColumnReading) -> bool:
    return column.field == "title" and sum(it.field == "title" for it in table.columns) == 1
