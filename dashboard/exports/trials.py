"""Trials as tables of a workbook: a row a cycle with its whole form, and what is used untested."""

import datetime as dt
from collections.abc import Callable, Iterable

from dashboard.components.trial_words import scale_word, state_word, tested_label
from dashboard.components.trials_asked import Cycle, Untested
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.labels import code_label
from dashboard.texts import t
from portfolio.trials.book import TRIAL_FIELDS
from portfolio.vocabulary import Phase, Status

_SAID_OTHERWISE = ("scale", "outcome")
_DAYS = ("start_date", "end_date")


def trials_sheet(cycles: Iterable[Cycle], today: dt.date, address: Callable[[int], str]) -> SheetTable:
    """Give the cycles; ``address`` gives an initiative's address."""
    heads = [
        SheetColumn(t("trials.head_initiative")),
        SheetColumn(t("trials.head_number"), Kind.WHOLE),
        *(
            SheetColumn(t(f"trials.field_{it}"), Kind.DAY if it in _DAYS else Kind.TEXT)
            for it in TRIAL_FIELDS
        ),
        SheetColumn(t("trials.file_state")),
        SheetColumn(t("trials.file_by")),
        SheetColumn(t("trials.file_source")),
        SheetColumn(t("trials.file_address")),
    ]
    return SheetTable(t("trials.sheet"), heads, [_row(it, today, address) for it in cycles])


def _row(it: Cycle, today: dt.date, address: Callable[[int], str]) -> list[Value]:
    text, told = it.trial.text, it.trial.told_in
    said: dict[str, Value] = {name: getattr(text, name) for name in TRIAL_FIELDS}
    said["scale"] = None if text.scale is None else scale_word(text.scale)
    said["outcome"] = None if text.outcome is None else state_word(text, None)
    place = None if told is None else ", ".join(filter(None, [told.source, told.sheet, told.cell]))
    return [
        it.item.title,
        it.number,
        *(said[name] for name in TRIAL_FIELDS),
        state_word(text, it.trial.state(today)),
        it.trial.changed_by,
        place,
        address(it.item.id),
    ]


def untested_sheet(found: Iterable[Untested], address: Callable[[int], str]) -> SheetTable:
    """Give the initiatives that are put to use without being tested on a small scale."""
    names = ("initiative", "phase", "status", "implementing", "tested")
    heads = [SheetColumn(t(f"trials.head_{it}")) for it in names]
    rows: list[list[Value]] = [
        [
            it.item.title,
            code_label(Phase, it.item.code("phase")),
            code_label(Status, it.item.code("status")),
            t("trials.at_implementing") if it.is_implementing else None,
            tested_label(it.tested),
            address(it.item.id),
        ]
        for it in found
    ]
    return SheetTable(t("trials.untested_sheet"), [*heads, SheetColumn(t("trials.file_address"))], rows)
