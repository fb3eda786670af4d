"""Rows compared one after the other with what they said before, and the conflicts met on the way."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.comparison.compared import ComparedRow, ConflictClaim, FieldChange, ListConflict, RowKind
from portfolio.comparison.known import Before, Earlier, Others
from portfolio.comparison.parts import parts
from portfolio.encoding import cell_of, value_data
from portfolio.fields import FIELDS
from portfolio.ledger import Match
from portfolio.records import CellValue, Report
from portfolio.reference import load_reference
from portfolio.rules.likeness import fold
from portfolio.rules.sameness import is_same
from portfolio.rules.succession import gives_way
from portfolio.tables import Report as StoredReport
from portfolio.versions.states import Claim, conflicts

_MANY = 3
"""A field has come to a list, or left it, when so many rows say so; fewer are told row by row."""

NOT_COMPARED = frozenset({"title", "key"})
"""Fields that name a row: a new title is a renaming, and a number is the list's own way to count."""

_COMPARED = tuple(name for name in FIELDS if name not in NOT_COMPARED)


class SheetsBefore:
    """Which sheet the rows of a sheet before are expected on: the one of its name, else that of most of them.

    Lists that name their sheet by the month have all their rows on a sheet with another name.
    """

    def __init__(self, sheets: Sequence[str | None], matches: Sequence[Match], before: Before) -> None:
        sheets_before = {id_: rows[0].sheet for id_, rows in before.items()}
        moves: dict[str | None, Counter[str | None]] = defaultdict(Counter)
        now = set(sheets)
        for sheet, match in zip(sheets, matches, strict=True):
            if match.initiative_id in sheets_before:
                moves[sheets_before[match.initiative_id]][sheet] += 1
        self._expected = {
            sheet: sheet if sheet in now else counted.most_common(1)[0][0] for sheet, counted in moves.items()
        }

    def former(self, earlier: Earlier, report: Report) -> str | None:
        """Give the sheet before, where the row has moved to another one."""
        return None if self._expected.get(earlier.sheet) == report.sheet else earlier.sheet


class Comparing:
    """Compares rows one after the other, and gathers the conflicts on the way."""

    def __init__(
        self,
        session: Session,
        before: Before,
        known_ids: Collection[int],
        others: Others,
        sheets: SheetsBefore,
    ) -> None:
        self._session = session
        self._left = {id_: list(rows) for id_, rows in before.items()}
        self._known_ids = known_ids
        self._others = others
        self._sheets = sheets
        self._said_before: Counter[str] = Counter()
        self._said_now: Counter[str] = Counter()
        self.conflicts: list[ListConflict] = []

    def rows(self, reports: Sequence[Report], matches: Sequence[Match]) -> Iterator[ComparedRow]:
        """Give each row compared; the rows before are read some at a time."""
        numbered = zip(range(1, len(matches) + 1), reports, matches, strict=True)
        for part in parts(numbered):
            paired = [(*item, self._earlier(item[1], item[2])) for item in part]
            told = self._told([earlier for *_, earlier in paired if earlier is not None])
            for number, report, match, earlier in paired:
                stored = None if earlier is None else told[earlier.number]
                self._note_conflicts(report, match)
                yield self._row(number, report, match, earlier, stored)

    def _earlier(self, report: Report, match: Match) -> Earlier | None:
        """Give the same initiative's row before: of several the one with the same title, else the first."""
        rows = self._left.get(match.initiative_id, []) if match.initiative_id is not None else []
        if not rows:
            return None
        found = rows[0]
        if len(rows) > 1:
            title = fold(report.title)
            found = next((row for row in rows if fold(row.title) == title), found)
        rows.remove(found)
        return found

    def _told(self, rows: Sequence[Earlier]) -> dict[int, dict[str, Any]]:
        if not rows:
            return {}
        query = select(StoredReport.number, StoredReport.values_json).where(
            StoredReport.upload_id == rows[0].upload_id, StoredReport.number.in_([row.number for row in rows])
        )
        return {number: json.loads(text) for number, text in self._session.execute(query)}

    def _row(
        self,
        number: int,
        report: Report,
        match: Match,
        earlier: Earlier | None,
        stored: dict[str, Any] | None,
    ) -> ComparedRow:
        changes = () if stored is None else self._changes(stored, report.values)
        row = ComparedRow(
            number=number,
            sheet=report.sheet,
            row=report.row,
            column=report.column,
            title=report.title,
            kind=self._kind(match, earlier, changes),
            initiative_id=match.initiative_id,
            method=match.method,
            likeness=match.likeness,
            changes=changes,
        )
        if earlier is None:
            return row
        is_renamed = earlier.title != report.title and fold(earlier.title) != fold(report.title)
        return replace(
            row,
            former_title=earlier.title if is_renamed else None,
            former_place=self._sheets.former(earlier, report) or _former_cluster(changes),
        )

    def _changes(self, stored: Mapping[str, Any], values: Mapping[str, CellValue]) -> tuple[FieldChange, ...]:
        changes = _changes(stored, values)
        self._said_before.update(stored.keys())
        self._said_now.update(values.keys())
        return changes

    def layout(self, columns: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Give the fields that have come to the list, and those that have left it, as a whole."""
        new = {name for name, count in self._said_now.items() if count >= _MANY}
        gone = {name for name, count in self._said_before.items() if count >= _MANY}
        is_compared = frozenset(_COMPARED)
        return (
            is_compared & new - set(columns) - self._said_before.keys(),
            is_compared & gone - self._said_now.keys(),
        )

    def _kind(self, match: Match, earlier: Earlier | None, changes: Sequence[FieldChange]) -> RowKind:
        if earlier is not None:
            return RowKind.CHANGED if changes else RowKind.UNCHANGED
        return RowKind.BACK if match.initiative_id in self._known_ids else RowKind.NEW

    def _note_conflicts(self, report: Report, match: Match) -> None:
        told = self._others.get(match.initiative_id, ()) if match.initiative_id is not None else ()
        if not told or match.initiative_id is None:
            return
        own = Claim(0, None, report.values)
        for name in conflicts([own, *(claim for _, claim in told)]):
            said = [("", own), *told]
            claims = [
                ConflictClaim(source, claim.values[name]) for source, claim in said if _states(claim, name)
            ]
            self.conflicts.append(ListConflict(match.initiative_id, report.title, name, tuple(claims)))


def _states(claim: Claim, name: str) -> bool:
    return name in claim.values and claim.values[name].value is not None


def _changes(stored: Mapping[str, Any], values: Mapping[str, CellValue]) -> tuple[FieldChange, ...]:
    """Give the fields that say something else than the stored row; most are told to be the same unmade."""
    return tuple(
        FieldChange(name, old, values.get(name))
        for name in _COMPARED
        if (name in stored or name in values) and not _is_plainly_same(stored.get(name), values.get(name))
        for old in (cell_of(stored[name]) if name in stored else None,)
        if not is_same(old, values.get(name))
    )


def _is_plainly_same(stored: Mapping[str, Any] | None, cell: CellValue | None) -> bool:
    if stored is None or cell is None or cell.value is None:
        return False
    told = stored.get("told", stored.get("value"))
    return bool(value_data(cell.value) == told and cell.currency == stored.get("currency"))


def _former_cluster(changes: Iterable[FieldChange]) -> str | None:
    """Give the cluster that a row has moved from; one that has given way to the row's own is none."""
    for change in changes:
        if change.field == "cluster" and change.old is not None and change.new is not None:
            ids = (change.old.organisation, change.new.organisation)
            if ids[0] is not None and ids[1] is not None and gives_way(load_reference(), ids[0], ids[1]):
                return None
            return str(change.old.value or change.old.text) or None
    return None
