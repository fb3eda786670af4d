"""What of a list is otherwise than its profile says: columns, heading rows, sheets, words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from rapidfuzz import fuzz

from portfolio.profile import ColumnRule, Known, Profile, numbered, text_key
from portfolio.profile.learning import lists_of
from portfolio.profile.lookup import ColumnKey, key_of, timeless
from portfolio.profile.unknown import unknown_words
from portfolio.records import ColumnReading, Reading, TableReading

_ALIKE = 75
"""A new heading is taken for one that is gone where they are so alike in letters."""


class DriftKind(StrEnum):
    """What has become of something."""

    COLUMN_NEW = "column_new"
    COLUMN_GONE = "column_gone"
    COLUMN_RENAMED = "column_renamed"
    COLUMN_CHANGED = "column_changed"
    HEADING_MOVED = "heading_moved"
    SHEET_NEW = "sheet_new"
    SHEET_GONE = "sheet_gone"
    SHEET_RENAMED = "sheet_renamed"
    WORD_NEW = "word_new"


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing that is otherwise than before.

    Attributes:
        kind: what has become of it.
        sheet: its sheet as it is called now; None for csv, and for a word of several sheets.
        text: what it is called now: a heading, a sheet, a word; "" where it is gone.
        former: what it was called, or the row it stood in; "" where it is new.
        field: the field it holds; of one that is gone, that it held.
        former_field: the field that a column held before.
        place: the column's letters (transposed: its row) or the heading's row; None where it is gone.
        count: how many cells a word stands in.
    """

    kind: DriftKind
    sheet: str | None
    text: str = ""
    former: str = ""
    field: str | None = None
    place: str | None = None
    count: int = 0
    former_field: str | None = None


def drift(profile: Profile, reading: Reading) -> tuple[Drift, ...]:
    """Say what is otherwise in a reading than its source's profile says; of an unknown list nothing is."""
    if all(rule.by for rule in profile.sheets) and all(rule.by for rule in profile.columns):
        return ()
    known = Known(profile, [sheet.name for sheet in reading.sheets])
    return (
        *_sheets(profile, known, reading),
        *_moved(known, reading),
        *(found for tables in _by_sheet(reading).values() for found in _columns(known, tables)),
        *_words(profile, reading),
    )


# Sheets


def _sheets(profile: Profile, known: Known, reading: Reading) -> Iterator[Drift]:
    """Say which sheets are new, gone, or renamed in more than their month; csv has none."""
    learnt = {rule.sheet for rule in profile.sheets}
    listed = {table.sheet or "" for table in lists_of(reading)}
    names = {sheet: name for sheet, name in known.lists.items() if sheet in known.names or sheet in listed}
    for sheet in reading.sheets:
        name = sheet.name or ""
        former = names.get(name)
        if former is None and learnt:
            yield Drift(DriftKind.SHEET_NEW, sheet.name, name)
        elif former and name and not _is_same(former, name):
            yield Drift(DriftKind.SHEET_RENAMED, sheet.name, name, former)
    present = set(names.values())
    yield from (Drift(DriftKind.SHEET_GONE, name, former=name) for name in sorted(learnt - present - {""}))


def _is_same(former: str, name: str) -> bool:
    """Tell whether two names differ in nothing but their month or year."""
    return timeless(text_key(former)) == timeless(text_key(name))


def _moved(known: Known, reading: Reading) -> Iterator[Drift]:
    """Say where a list's heading stands in another row than it did."""
    seen: set[str | None] = set()
    for table in reading.tables:
        rule = known.sheet_of_list(table.sheet)
        if table.sheet in seen or table.header_rows is None:
            continue
        seen.add(table.sheet)
        row = table.header_rows[-1]
        if rule is not None and rule.header_row not in {None, row}:
            yield Drift(DriftKind.HEADING_MOVED, table.sheet, str(row), str(rule.header_row), place=str(row))


# Columns


def _by_sheet(reading: Reading) -> Mapping[str | None, Sequence[TableReading]]:
    found: dict[str | None, list[TableReading]] = {}
    for table in lists_of(reading):
        found.setdefault(table.sheet, []).append(table)
    return found


def _columns(known: Known, tables: Sequence[TableReading]) -> Iterator[Drift]:
    """Say what has become of the columns of a sheet that is known."""
    sheet = tables[0].sheet
    rules = known.columns(sheet)
    if not rules.rules:
        return
    met: set[ColumnKey] = set()
    new: list[ColumnReading] = []
    for table in tables:
        for column, key in zip(table.columns, _keys(table), strict=True):
            rule = rules.of(key)
            if rule is None:
                new.append(column)
            else:
                met.add(key_of(rule))
                yield from _changed(sheet, column, rule)
    yield from _gone_and_new(sheet, _own(known, sheet, met), new)


def _keys(table: TableReading) -> Iterator[ColumnKey]:
    return numbered((column.heading, column.group) for column in table.columns)


def _changed(sheet: str | None, column: ColumnReading, rule: ColumnRule) -> Iterator[Drift]:
    """Say of a known column that it is read as something else, since its values are."""
    if column.by is None and rule.field is not None and column.field != rule.field:
        kind = DriftKind.COLUMN_CHANGED
        told = Drift(kind, sheet, column.heading, column.heading, column.field, column.place)
        yield replace(told, former_field=rule.field)


def _own(known: Known, sheet: str | None, met: set[ColumnKey]) -> list[ColumnRule]:
    """Give the columns that a sheet had when it was read last, and does not have any more."""
    name = known.lists.get(sheet or "")
    rules = known.columns(sheet).rules
    return [rule for rule in rules if not rule.by and rule.sheet == name and key_of(rule) not in met]


def _gone_and_new(
    sheet: str | None, gone: Sequence[ColumnRule], new: Sequence[ColumnReading]
) -> Iterator[Drift]:
    """Pair columns that are gone with new ones of the same field, or nearly of the same name."""
    left = list({key_of(rule): rule for rule in gone}.values())
    for column in new:
        former = _former(left, column)
        if former is None:
            yield Drift(DriftKind.COLUMN_NEW, sheet, column.heading, field=column.field, place=column.place)
        else:
            left.remove(former)
            kind = DriftKind.COLUMN_RENAMED
            told = Drift(kind, sheet, column.heading, former.heading, column.field, column.place)
            yield replace(told, former_field=former.field)
    yield from (Drift(DriftKind.COLUMN_GONE, sheet, former=rule.heading, field=rule.field) for rule in left)


def _former(gone: Sequence[ColumnRule], column: ColumnReading) -> ColumnRule | None:
    """Give the column that is now called otherwise: of the same field, else of nearly the same name."""
    same = (rule for rule in gone if rule.field is not None and rule.field == column.field)
    key = text_key(column.heading)
    alike = (rule for rule in gone if fuzz.ratio(text_key(rule.heading), key) >= _ALIKE)
    return next(chain(same, alike), None)


# Words


def _words(profile: Profile, reading: Reading) -> Iterator[Drift]:
    """Say which words are not understood and were not met before."""
    known = {(rule.field, text_key(rule.word)) for rule in profile.words}
    for word in unknown_words(reading):
        if (word.field, text_key(word.text)) not in known:
            sheets = {sheet for sheet, _ in word.cells}
            sheet = sheets.pop() if len(sheets) == 1 else None
            yield Drift(DriftKind.WORD_NEW, sheet, word.text, field=word.field, count=word.count)
