"""The whole pipeline: a file to a reading, without a database."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

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
from etl.pictures import sheet_pictures
from etl.read.grid import Workbook
from etl.read.sandbox import read_apart
from etl.returned import taken_back
from etl.rules import SourceRules, mute
from etl.screen import Screened, screen, screen_name
from etl.spread_texts import spread_notes
from portfolio.errors import FileRefusedError
from portfolio.findings import Fact, Finding
from portfolio.garbage import no_garbage_sought
from portfolio.profile import EMPTY, Profile
from portfolio.records import FileFacts, Reading, SheetPicture, TableReading
from portfolio.rules.months import danish_day
from portfolio.vocabulary import Severity, TableKind, label

_TOP_ROWS = 6


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was let in, with its sheets; nothing in it is understood yet."""

    facts: FileFacts
    workbook: Workbook


def read_file(
    path: Path, name: str, month: dt.date | None, profile: Profile = EMPTY, *, pictures: bool = False
) -> Reading:
    """Read a file: guard, read, find, match, parse, check.

    Args:
        path: where the file lies.
        name: the name it came with, which may differ.
        month: its reporting month; guessed from its name and titles where it is not given.
        profile: what is known of the source's list.
        pictures: whether pictures of the sheets are wanted.

    Raises:
        FileRefusedError: it is no spreadsheet, cannot be read safely, holds CPR numbers, or no list of ours.
    """
    return read_opened(open_file(path, name), month, profile, pictures=pictures)


def open_file(path: Path, name: str) -> Opened:
    """Do the first part of :func:`read_file`, nearly all of it in another process.

    Raises:
        FileRefusedError: it is no spreadsheet, cannot be read safely, or has a CPR number in its name.
    """
    name = screen_name(name, _today())
    with no_garbage_sought():
        return Opened(*read_apart(path, name))


def read_opened(
    opened: Opened, month: dt.date | None, profile: Profile = EMPTY, *, pictures: bool = False
) -> Reading:
    """Do the rest of :func:`read_file`.

    Raises:
        FileRefusedError: the file holds no list of ours, or CPR numbers, or takes too long.
    """
    with no_garbage_sought():
        return read_tables(opened.workbook, opened.facts, month, profile, pictures=pictures)


def read_tables(
    workbook: Workbook,
    facts: FileFacts,
    month: dt.date | None,
    profile: Profile = EMPTY,
    *,
    pictures: bool = False,
) -> Reading:
    """Read the tables of a workbook.

    Raises:
        FileRefusedError: it holds no list of ours, or CPR numbers, or takes too long.
    """
    with budget():
        screened = screen(workbook, facts, _today())
        reading = _read_tables(screened, month, profile)
        return replace(reading, pictures=_pictures(screened, reading)) if pictures else reading


def pictures_of(opened: Opened, profile: Profile = EMPTY) -> tuple[SheetPicture, ...]:
    """Give pictures of a file's sheets alone, also where it holds no list of ours.

    Raises:
        FileRefusedError: it holds CPR numbers, or takes too long.
    """
    with budget():
        screened = screen(opened.workbook, opened.facts, _today())
        excluded = {sheet.name for sheet in SourceRules(profile, screened.workbook).excluded}
        return sheet_pictures(screened.workbook, (), excluded)


def _pictures(screened: Screened, reading: Reading) -> tuple[SheetPicture, ...]:
    excluded = {sheet.name for sheet in reading.sheets if sheet.is_excluded}
    return sheet_pictures(screened.workbook, reading.tables, excluded)


def _read_tables(screened: Screened, month: dt.date | None, profile: Profile) -> Reading:
    returned = taken_back(screened.workbook)
    facts, rules = screened.facts, SourceRules(profile, returned.workbook)
    workbook = rules.workbook
    month = month or month_of(facts.name, workbook)
    tables: list[TableReading] = []
    findings: list[Finding] = [*workbook.findings, *screened.findings, *rules.findings()]
    every = find_tables(workbook, rules.rows)
    for found in every:
        table, more = _table(found, rules, facts.name, month)
        tables += [table] if table else []
        findings += more
    if not tables:
        raise FileRefusedError("profile.nothing_left" if rules.excluded else "file.no_list")
    given = returned.with_ids(tables)
    findings += (*rules.row_findings(every), *check_tables(tuple(tables), month), *given.findings)
    told, muted = mute(profile, given.tables, findings)
    spread = spread_notes(given.tables, month)
    return Reading(
        facts, given.tables, told, month, rules.sheets(), muted, answers=returned.answers, spread=spread
    )


def shown_name(name: str) -> str:
    """Give a file's name as it may be shown: without what may be a CPR number."""
    return masked(name, _today())


def _today() -> dt.date:
    """Give the day in Denmark, after which nobody can be born."""
    return danish_day(dt.datetime.now(dt.UTC))


def _table(
    found: Found, rules: SourceRules, name: str, month: dt.date | None
) -> tuple[TableReading | None, tuple[Finding, ...]]:
    """Read one table; where none of its records can be told, say so."""
    if found.kind is not TableKind.INITIATIVES and rules.is_known_list(found):
        return _known_list(found, rules, name, month)
    if found.kind is None:
        return None, ()
    if found.kind is not TableKind.INITIATIVES:
        return _other_table(found, rules, name, month)
    matched = match_columns(found, rules.of_columns(found), needs_title=rules.is_given(found))
    if matched.column_of("title") is None:
        return None, ()
    converted = turned_back(found, convert_table(matched, rules.workbook, name, month, rules.words))
    return converted.table, converted.findings


def _known_list(
    found: Found, rules: SourceRules, name: str, month: dt.date | None
) -> tuple[TableReading | None, tuple[Finding, ...]]:
    """Read a list as one of initiatives, as it was before, though it now looks like something else."""
    table, findings = _table(replace(found, kind=TableKind.INITIATIVES), rules, name, month)
    row: dict[str, Fact] = {"row": found.header.rows[-1]}
    kept = Finding("profile.kind_kept", Severity.INFO, found.view.sheet.name, None, row)
    return table, (*findings, *((kept,) if table is not None else ()))


def _other_table(
    found: Found, rules: SourceRules, name: str, month: dt.date | None
) -> tuple[TableReading | None, tuple[Finding, ...]]:
    """Read a table that is no list of initiatives."""
    matched = match_kind(found)
    converted = convert_kind(matched, rules.workbook, name, month, rules.words) if matched else None
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
