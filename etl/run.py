"""The whole pipeline: a file to a reading, without a database."""

import datetime as dt
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from etl.check import check_tables
from etl.convert import convert_table
from etl.convert.kinds import convert_kind
from etl.convert.months import month_in
from etl.convert.turned import turned_back
from etl.find import Found, find_tables
from etl.match import match_columns
from etl.match.kinds import match_kind
from etl.parse.budget import budget
from etl.parse.cpr import masked
from etl.read.grid import Workbook
from etl.read.sandbox import read_apart
from etl.returned import taken_back
from etl.screen import screen, screen_name
from portfolio.errors import FileRefusedError
from portfolio.findings import Fact, Finding
from portfolio.records import FileFacts, Reading, TableReading
from portfolio.rules.months import danish_day
from portfolio.vocabulary import Severity, TableKind, label

_TOP_ROWS = 6


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was let in, with its sheets; nothing in it is understood yet."""

    facts: FileFacts
    workbook: Workbook


def read_file(path: Path, name: str, month: dt.date | None) -> Reading:
    """Read a file: guard, read, find, match, parse, check.

    Args:
        path: where the file lies.
        name: the name it came with, which may differ.
        month: its reporting month; guessed from its name and titles where it is not given.

    Raises:
        FileRefusedError: it is no spreadsheet, cannot be read safely, holds CPR numbers, or no list of ours.
    """
    return read_opened(open_file(path, name), month)


def open_file(path: Path, name: str) -> Opened:
    """Do the first part of :func:`read_file`, nearly all of it in another process.

    Raises:
        FileRefusedError: it is no spreadsheet, cannot be read safely, or has a CPR number in its name.
    """
    name = screen_name(name, _today())
    with _no_garbage_sought():
        return Opened(*read_apart(path, name))


def read_opened(opened: Opened, month: dt.date | None) -> Reading:
    """Do the rest of :func:`read_file`.

    Raises:
        FileRefusedError: the file holds no list of ours, or CPR numbers, or takes too long.
    """
    with _no_garbage_sought():
        return read_tables(opened.workbook, opened.facts, month)


@contextmanager
def _no_garbage_sought() -> Iterator[None]:
    """Look for no reference cycles meanwhile: a list's many values are none, and would be looked at often."""
    with _lock:
        _was_on.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            if _was_on.pop():
                gc.enable()


_lock = Lock()
_was_on: list[bool] = []
"""One entry for each thread that reads; only the first found it on, and the last to end takes that one."""


def read_tables(workbook: Workbook, facts: FileFacts, month: dt.date | None) -> Reading:
    """Read the tables of a workbook.

    Raises:
        FileRefusedError: it holds no list of ours, or CPR numbers, or takes too long.
    """
    with budget():
        return _read_tables(workbook, facts, month)


def _read_tables(workbook: Workbook, facts: FileFacts, month: dt.date | None) -> Reading:
    screened = screen(workbook, facts, _today())
    returned, facts = taken_back(screened.workbook), screened.facts
    workbook = returned.workbook
    month = month or month_of(facts.name, workbook)
    tables: list[TableReading] = []
    findings: list[Finding] = []
    for found in find_tables(workbook):
        table, more = _table(found, workbook, facts.name, month)
        tables += [table] if table else []
        findings += more
    if not tables:
        raise FileRefusedError("file.no_list")
    told = returned.with_ids(tables)
    findings += (*check_tables(tuple(tables)), *told.findings)
    return Reading(
        facts, told.tables, (*workbook.findings, *screened.findings, *findings), month, returned.answers
    )


def shown_name(name: str) -> str:
    """Give a file's name as it may be shown: without what may be a CPR number."""
    return masked(name, _today())


def _today() -> dt.date:
    """Give the day in Denmark, after which nobody can be born."""
    return danish_day(dt.datetime.now(dt.UTC))


def _table(
    found: Found, workbook: Workbook, name: str, month: dt.date | None
) -> tuple[TableReading | None, tuple[Finding, ...]]:
    """Read one table; where none of its records can be told, say so."""
    if found.kind is None:
        return None, ()
    if found.kind is not TableKind.INITIATIVES:
        return _other_table(found, workbook, name, month)
    matched = match_columns(found)
    if matched.column_of("title") is None:
        return None, ()
    converted = turned_back(found, convert_table(matched, workbook, name, month))
    return converted.table, converted.findings


def _other_table(
    found: Found, workbook: Workbook, name: str, month: dt.date | None
) -> tuple[TableReading | None, tuple[Finding, ...]]:
    """Read a table that is no list of initiatives."""
    matched = match_kind(found)
    converted = convert_kind(matched, workbook, name, month) if matched else None
    if converted is not None and converted.table is not None:
        return converted.table, converted.findings
    facts: dict[str, Fact] = {"kind": label(found.kind), "row": found.header.rows[-1]}
    return None, (Finding("table.kind_not_read", Severity.WARNING, found.view.sheet.name, None, facts),)


def month_of(name: str, workbook: Workbook) -> dt.date | None:
    """Guess the reporting month from the file's name, the sheets' names and the texts at their tops."""
    return next((month for text in _telling(name, workbook) if (month := month_in(text))), None)


def _telling(name: str, workbook: Workbook) -> Iterator[str]:
    yield Path(name).stem
    for sheet in workbook.sheets:
        yield sheet.name or ""
    for sheet in workbook.sheets:
        for row in range(_TOP_ROWS):
            values = (
                sheet.value(sheet.first_row + row, sheet.first_column + n) for n in range(len(sheet.columns))
            )
            texts = [raw for raw in values if isinstance(raw, str) and raw]
            if len(texts) <= 2:
                yield from texts
