"""A list held against what is known before it is stored: what is new, changed, gone, and to be asked."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from portfolio.comparison.asking import with_candidates
from portfolio.comparison.compared import ComparedRow, GoneRow, ListComparison, RowKind
from portfolio.comparison.known import Before, columns_had, known_ids_of, rows_before, told_by_others
from portfolio.comparison.rows import Comparing, SheetsBefore
from portfolio.decisions import base_of, decide, stamp_of
from portfolio.fields import FIELDS
from portfolio.ledger import RowAnswer, naming_of
from portfolio.ledger.matches import NO_ANSWERS
from portfolio.records import Report
from portfolio.rules.months import month_of
from portfolio.versions.facts import read_lists
from portfolio.versions.lists import UploadFacts

_MOST_KEPT = 20_000
"""Records of a longer list are made twice rather than kept, where the list makes them when asked."""


def compare_list(
    session: Session,
    source_id: int | None,
    month: dt.date,
    reports: Sequence[Report],
    answers: Mapping[int, RowAnswer] = NO_ANSWERS,
) -> ListComparison:
    """Hold a list against what is known; nothing is written.

    It is compared with the list whose place it takes: the source's newest in force for its month or one
    before. A second file for a month is thus compared with the first one: that is what readers know today.

    A field has changed when its value has: another spelling, unit, order of columns, case or white space is
    no change (:func:`portfolio.rules.sameness.is_same`); nor is another title (the row is renamed) or number.

    Args:
        session: any session.
        source_id: whose list it is; None for a source that is not there yet.
        month: the reporting month, by any of its days.
        reports: the list's accepted rows of initiatives.
        answers: what people have said of rows, by their number from 1.
    """
    lists = read_lists(session)
    base, is_newest = base_of(lists, source_id, month_of(month))
    reports = list(reports) if len(reports) <= _MOST_KEPT else reports
    names = [(naming_of(report), report.sheet) for report in reports]
    matches = decide(session, source_id, base, reports, answers, [name for name, _ in names])
    before = rows_before(session, base)
    others = told_by_others(session, lists, source_id, matches) if is_newest else {}
    known_ids = known_ids_of(session, source_id)
    sheets = SheetsBefore([sheet for _, sheet in names], matches, before)
    comparing = Comparing(session, before, known_ids, others, sheets)
    rows = tuple(comparing.rows(reports, matches))
    fields_new, fields_gone = comparing.layout(columns_had(session, None if base is None else base.id))
    rows = _without(rows, fields_new | fields_gone)
    rows = with_candidates(session, rows, reports, matches, answers, known_ids)
    gone = _gone(before, {match.initiative_id for match in matches}, base)
    return ListComparison(
        base_upload_id=None if base is None else base.id,
        base_month=None if base is None else base.month,
        is_newest=is_newest,
        rows=rows,
        gone=gone,
        conflicts=tuple(comparing.conflicts),
        stamp=stamp_of(session, source_id),
        gone_share=len(gone) / len(before) if before else 0.0,
        fields_new=_in_order(fields_new),
        fields_gone=_in_order(fields_gone),
    )


def _without(rows: tuple[ComparedRow, ...], fields: Collection[str]) -> tuple[ComparedRow, ...]:
    """Give rows without the changes of fields that have come or left as a whole."""
    return tuple(map(partial(_left, fields=fields), rows)) if fields else rows


def _left(row: ComparedRow, fields: Collection[str]) -> ComparedRow:
    changes = tuple(change for change in row.changes if change.field not in fields)
    if len(changes) == len(row.changes):
        return row
    return replace(row, changes=changes, kind=RowKind.CHANGED if changes else RowKind.UNCHANGED)


def _in_order(fields: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if name in fields)


def _gone(before: Before, matched: Collection[int | None], base: UploadFacts | None) -> tuple[GoneRow, ...]:
    if base is None:
        return ()
    return tuple(
        GoneRow(id_, rows[-1].title, base.month) for id_, rows in before.items() if id_ not in matched
    )
