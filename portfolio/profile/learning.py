"""What a reading that somebody confirmed teaches for the next one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from portfolio.profile.lookup import Known, numbered, text_key
from portfolio.profile.rules import ColumnRule, Profile, SheetRule, WordRule
from portfolio.profile.unknown import unknown_words
from portfolio.records import Reading, TableReading
from portfolio.vocabulary import TableKind

_MOST_WORDS = 500


def learnt(profile: Profile, reading: Reading) -> Profile:
    """Add what a reading shows of a list's layout: its sheets, heading rows, columns, and words left alone.

    What people chose stays as it is. What earlier readings taught gives way to this one, but words that were
    left alone once are not asked about again.
    """
    known = Known(profile, [sheet.name for sheet in reading.sheets])
    now = {former: name for name, former in known.lists.items()}
    return replace(
        profile,
        sheets=(*_confirmed(_called_now(profile.sheets, now), reading), *_learnt_sheets(known, reading)),
        columns=(*_called_now(profile.columns, now), *_learnt_columns(reading)),
        words=(*profile.words, *_left_words(profile, reading)),
    )


_Rule = TypeVar("_Rule", SheetRule, ColumnRule)


def _called_now(rules: Iterable[_Rule], now: Mapping[str, str]) -> Iterator[_Rule]:
    """Give what people chose of sheets and columns, by the names that the sheets have now."""
    for rule in rules:
        if rule.by:
            yield replace(rule, sheet=now.get(rule.sheet, rule.sheet))


def _confirmed(rules: Iterable[SheetRule], reading: Reading) -> Iterator[SheetRule]:
    """Say of a heading row that somebody chose that a list was read so: from now on its columns are known."""
    headed = {(table.sheet or "", row) for table in reading.tables for row in table.header_rows or ()}
    for rule in rules:
        is_confirmed = rule.is_confirmed or (rule.sheet, rule.header_row) in headed
        yield replace(rule, is_confirmed=is_confirmed)


def _learnt_sheets(known: Known, reading: Reading) -> Iterator[SheetRule]:
    """Give each sheet with its list's heading row, where nobody has chosen how it is read."""
    rows = {table.sheet: table.header_rows[-1] for table in reversed(reading.tables) if table.header_rows}
    for sheet in reading.sheets:
        rule = known.sheet_of_list(sheet.name)
        if rule is None or not rule.by:
            yield SheetRule(sheet.name or "", header_row=rows.get(sheet.name))


def _learnt_columns(reading: Reading) -> Iterator[ColumnRule]:
    """Give what each column held, also where somebody has chosen it: a choice goes before what is learnt.

    So it shows the next time that such a column is gone or was renamed.
    """
    told: set[tuple[str, str, str, int]] = set()
    for table in lists_of(reading):
        sheet = table.sheet or ""
        keys = numbered((column.heading, column.group) for column in table.columns)
        for column, key in zip(table.columns, keys, strict=True):
            if (sheet, *key) not in told:
                told.add((sheet, *key))
                yield ColumnRule(sheet, column.heading, column.group, column.field, nth=key[2])


def lists_of(reading: Reading) -> Iterator[TableReading]:
    """Give the lists of initiatives."""
    return (table for table in reading.tables if table.kind is TableKind.INITIATIVES)


def _left_words(profile: Profile, reading: Reading) -> Iterable[WordRule]:
    known = {(rule.field, text_key(rule.word)) for rule in profile.words}
    words = (WordRule(word.field, word.text, "") for word in unknown_words(reading))
    new = [word for word in words if (word.field, text_key(word.word)) not in known]
    return new[: max(0, _MOST_WORDS - len(profile.words))]
