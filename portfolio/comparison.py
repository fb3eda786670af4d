"""A list held against what is known before it is stored: what is new, changed, gone, and to be asked."""

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portfolio.candidates import MOST_ASKED, Asked, candidates_elsewhere, candidates_within
from portfolio.decisions import base_of, decide, stamp_of
from portfolio.encoding import cell_of, cells_of, columns_of, value_data
from portfolio.fields import FIELDS
from portfolio.ledger import POSSIBLE, Candidate, Match, RowAnswer, Suspect, naming_of
from portfolio.records import CellValue, Report
from portfolio.reference import load_reference
from portfolio.rules.likeness import fold
from portfolio.rules.months import month_of
from portfolio.rules.sameness import is_same
from portfolio.rules.succession import gives_way
from portfolio.tables import FOREVER, MatchDecision, Source, Upload, UploadTable
from portfolio.tables import Report as StoredReport
from portfolio.versions.facts import DECIDED, read_lists
from portfolio.versions.lists import Lists, UploadFacts
from portfolio.versions.states import Claim, conflicts
from portfolio.vocabulary import MatchMethod

__all__ = [
    "Candidate",
    "ComparedRow",
    "ConflictClaim",
    "FieldChange",
    "GoneRow",
    "ListComparison",
    "ListConflict",
    "RowAnswer",
    "RowKind",
    "compare_list",
]

_MANY = 3
"""A field has come to a list, or left it, when so many rows say so; fewer are told row by row."""

_MOST_KEPT = 20_000
"""Records of a longer list are made twice rather than kept, where the list makes them when asked."""

_BATCH = 1000
"""How many rows are compared at a time: bounds memory, and the number of parameters of a statement."""

Item = TypeVar("Item")

_NO_ANSWERS: Mapping[int, RowAnswer] = {}

NOT_COMPARED = frozenset({"title", "key"})
"""Fields that name a row: a new title is a renaming, and a number is the list's own way to count."""

_COMPARED = tuple(name for name in FIELDS if name not in NOT_COMPARED)


class RowKind(StrEnum):
    """What a row means against the list that it is compared with.

    NEW: the source has not told of it before; it may still be an initiative that other lists know.
    CHANGED: some field but the title says something else. UNCHANGED: none does; it may have been renamed.
    BACK: the source has told of it before, but not in the list that this one is compared with.
    """

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else than before; None: not stated."""

    field: str
    old: CellValue | None
    new: CellValue | None


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row of the list, and what it means.

    Attributes:
        number: its number among the list's accepted rows of initiatives, from 1.
        sheet: where it stands; ``row`` and ``column`` as in :class:`portfolio.records.Report`.
        title: as it stands in the list.
        kind: what it means against the list that it is compared with.
        initiative_id: which initiative it is about; None: one that nobody knows yet.
        method: how that was found.
        likeness: how alike the titles are, where that was asked.
        former_title: the title before, where it is another now.
        former_place: the sheet or the cluster before, where the row has moved.
        changes: the fields that say something else, in the order of the fields.
        candidates: initiatives that it may be about, for a person to say; the likeliest first. Where a person
            has said it already: the one that was chosen.
    """

    number: int
    sheet: str | None
    row: int | None
    column: str | None
    title: str
    kind: RowKind
    initiative_id: int | None
    method: MatchMethod
    likeness: float | None = None
    former_title: str | None = None
    former_place: str | None = None
    changes: tuple[FieldChange, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class GoneRow:
    """An initiative of the list before that is not in this one, and the month it was last told of."""

    initiative_id: int
    title: str
    last_month: dt.date


class ConflictClaim(NamedTuple):
    """What one list says in a conflict; the source's name is "" for the list that is compared."""

    source: str
    value: CellValue


@dataclass(frozen=True, slots=True)
class ListConflict:
    """A field in which this list would disagree with other sources' newest; its own claim comes first."""

    initiative_id: int
    title: str
    field: str
    claims: tuple[ConflictClaim, ...]


@dataclass(frozen=True, slots=True)
class ListComparison:
    """What storing a list would change.

    Attributes:
        base_upload_id: the list that it is compared with; None: the source has none for the month or before.
        base_month: the reporting month of that list.
        is_newest: whether it would be the source's newest list; otherwise it fills in an earlier month, and
            what is known now changes at most where the newest list says nothing.
        rows: the list's rows, in order.
        gone: what the list before had and this one has not, in the order of the list before.
        conflicts: where it would disagree with other lists; none when it is not the newest.
        stamp: a mark of what the comparison rests on, see :func:`portfolio.decisions.stamp_of`.
        fields_new: fields that many rows state now, and that the list before had neither column nor value
        for; they
            are told here once, and are no change of each row.
        fields_gone: fields that many rows of the list before stated, and no row of this one; likewise.
        gone_share: how large a part of the list before is gone, from 0 to 1; 0 when there was none.
    """

    base_upload_id: int | None
    base_month: dt.date | None
    is_newest: bool
    rows: tuple[ComparedRow, ...]
    gone: tuple[GoneRow, ...]
    conflicts: tuple[ListConflict, ...]
    stamp: str
    gone_share: float
    fields_new: tuple[str, ...] = ()
    fields_gone: tuple[str, ...] = ()

    def count(self, kind: RowKind) -> int:
        """Count the rows of a kind."""
        return sum(row.kind == kind for row in self.rows)

    @property
    def renamed(self) -> tuple[ComparedRow, ...]:
        """Give the rows whose title is another than before."""
        return tuple(row for row in self.rows if row.former_title is not None)

    @property
    def moved(self) -> tuple[ComparedRow, ...]:
        """Give the rows that stand on another sheet or under another cluster than before."""
        return tuple(row for row in self.rows if row.former_place is not None)


def compare_list(
    session: Session,
    source_id: int | None,
    month: dt.date,
    reports: Sequence[Report],
    answers: Mapping[int, RowAnswer] = _NO_ANSWERS,
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
    before = _read_before(session, base)
    others = _read_others(session, lists, source_id, matches) if is_newest else {}
    known_ids = _known_ids(session, source_id)
    sheets = _SheetsBefore([sheet for _, sheet in names], matches, before)
    comparing = _Comparing(session, before, known_ids, others, sheets)
    rows = tuple(comparing.rows(reports, matches))
    fields_new, fields_gone = comparing.layout(columns_had(session, None if base is None else base.id))
    rows = _without(rows, fields_new | fields_gone)
    rows = _with_candidates(session, rows, reports, matches, answers, known_ids)
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


def columns_had(session: Session, upload_id: int | None) -> set[str]:
    """Give the fields that an upload had columns for; none where there is no upload."""
    query = select(UploadTable.columns_json).where(UploadTable.upload_id == upload_id)
    columns = (column for text in session.scalars(query) for column in columns_of(text))
    return {column.field for column in columns if column.field is not None}


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


def _with_candidates(
    session: Session,
    rows: tuple[ComparedRow, ...],
    reports: Sequence[Report],
    matches: Sequence[Match],
    answers: Mapping[int, RowAnswer],
    known_ids: Collection[int],
) -> tuple[ComparedRow, ...]:
    """Give the rows that are new to everybody, and unanswered, the initiatives that they may be about."""
    asked = [row for row in rows if row.initiative_id is None and not _is_new(answers, row.number)]
    within = candidates_within(session, [item for match in matches for item in match.suspects])
    wanted = [
        Asked(row.title, reports[row.number - 1].values, frozenset(_declined(answers, row.number)))
        for row in asked[:MOST_ASKED]
    ]
    elsewhere = candidates_elsewhere(session, wanted, known_ids)
    elsewhere += [()] * (len(asked) - len(elsewhere))
    ranked = {
        row.number: _ranked(matches[row.number - 1], within, found)
        for row, found in zip(asked, elsewhere, strict=True)
    } | _chosen(session, answers, known_ids)
    return tuple(replace(row, candidates=ranked[row.number]) if row.number in ranked else row for row in rows)


def _chosen(
    session: Session, answers: Mapping[int, RowAnswer], known_ids: Collection[int]
) -> dict[int, tuple[Candidate, ...]]:
    """Give for each row that people have said it of the initiative that they chose."""
    chosen = {number: answer.same_as for number, answer in answers.items() if answer.same_as is not None}
    suspects = [Suspect(id_, POSSIBLE, ()) for id_ in chosen.values()]
    named = candidates_within(session, suspects)
    return {
        number: (replace(named[id_], likeness=1.0, is_same_source=id_ in known_ids),)
        for number, id_ in chosen.items()
    }


def _is_new(answers: Mapping[int, RowAnswer], number: int) -> bool:
    return number in answers and answers[number].is_new


def _declined(answers: Mapping[int, RowAnswer], number: int) -> tuple[int, ...]:
    return answers[number].declined if number in answers else ()


def _ranked(
    match: Match, within: Mapping[int, Candidate], elsewhere: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    own = [
        replace(within[item.initiative_id], likeness=item.likeness, reasons=item.reasons)
        for item in match.suspects
    ]
    return tuple(sorted([*own, *elsewhere], key=lambda item: -item.likeness))


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A row of the list before: its number, its place, and the title it had."""

    upload_id: int
    number: int
    sheet: str | None
    title: str


_Before = Mapping[int, Sequence[_Earlier]]
"""The rows of the list before by the initiative they are about, in the list's order."""


def _read_before(session: Session, base: UploadFacts | None) -> _Before:
    if base is None:
        return {}
    columns = (StoredReport.upload_id, StoredReport.number, StoredReport.sheet, StoredReport.title)
    query = (
        select(MatchDecision.initiative_id, *columns)
        .join(StoredReport, DECIDED)
        .where(StoredReport.upload_id == base.id, MatchDecision.undone_at.is_(None))
        .order_by(StoredReport.number)
    )
    found: dict[int, list[_Earlier]] = defaultdict(list)
    for id_, upload_id, number, sheet, title in session.execute(query):
        found[id_].append(_Earlier(upload_id, number, sheet, title))
    return found


def _known_ids(session: Session, source_id: int | None) -> set[int]:
    """Give the initiatives that a source has ever told of."""
    query = (
        select(MatchDecision.initiative_id)
        .join(Upload, Upload.id == MatchDecision.upload_id)
        .where(Upload.source_id == source_id, MatchDecision.undone_at.is_(None))
    )
    return set() if source_id is None else set(session.scalars(query.distinct()))


def _gone(before: _Before, matched: Collection[int | None], base: UploadFacts | None) -> tuple[GoneRow, ...]:
    if base is None:
        return ()
    return tuple(
        GoneRow(id_, rows[-1].title, base.month) for id_, rows in before.items() if id_ not in matched
    )


_Others = Mapping[int, Sequence[tuple[str, Claim]]]
"""What other sources' newest lists say of initiatives: the source's name and its claim, the newest first."""


def _read_others(session: Session, lists: Lists, source_id: int | None, matches: Iterable[Match]) -> _Others:
    """Read what other sources' newest lists say of the initiatives that a list is about."""
    newest = {lists.newest(source, FOREVER) for source in _sources(lists) if source != source_id} - {None}
    ids = sorted({match.initiative_id for match in matches if match.initiative_id is not None})
    found: dict[int, list[tuple[UploadFacts, str, Claim]]] = defaultdict(list)
    for part in _parts(ids) if newest else ():
        for id_, upload_id, source, text in session.execute(_told_by(newest, part)):
            upload = lists.uploads[upload_id]
            claim = Claim(upload.source_id, upload.organisation_id, cells_of(text))
            found[id_].append((upload, source, claim))
    return {
        id_: [(source, claim) for _, source, claim in sorted(told, key=lambda it: it[0].age, reverse=True)]
        for id_, told in found.items()
    }


def _sources(lists: Lists) -> set[int]:
    return {upload.source_id for upload in lists.uploads.values()}


def _told_by(
    upload_ids: Collection[int | None], initiative_ids: Collection[int]
) -> Select[int, int, str, str]:
    return (
        select(MatchDecision.initiative_id, StoredReport.upload_id, Source.name, StoredReport.values_json)
        .join(StoredReport, DECIDED)
        .join(Upload, Upload.id == StoredReport.upload_id)
        .join(Source, Source.id == Upload.source_id)
        .where(MatchDecision.undone_at.is_(None), MatchDecision.upload_id.in_(upload_ids))
        .where(MatchDecision.initiative_id.in_(initiative_ids))
    )


class _Comparing:
    """Compares rows one after the other, and gathers the conflicts on the way."""

    def __init__(
        self,
        session: Session,
        before: _Before,
        known_ids: Collection[int],
        others: _Others,
        sheets: "_SheetsBefore",
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
        for part in _parts(numbered):
            paired = [(*item, self._earlier(item[1], item[2])) for item in part]
            told = self._told([earlier for *_, earlier in paired if earlier is not None])
            for number, report, match, earlier in paired:
                stored = None if earlier is None else told[earlier.number]
                self._note_conflicts(report, match)
                yield self._row(number, report, match, earlier, stored)

    def _earlier(self, report: Report, match: Match) -> _Earlier | None:
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

    def _told(self, rows: Sequence[_Earlier]) -> dict[int, dict[str, Any]]:
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
        earlier: _Earlier | None,
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

    def _kind(self, match: Match, earlier: _Earlier | None, changes: Sequence[FieldChange]) -> RowKind:
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
    return value_data(cell.value) == stored.get("value") and cell.currency == stored.get("currency")


def _former_cluster(changes: Iterable[FieldChange]) -> str | None:
    """Give the cluster that a row has moved from; one that has given way to the row's own is none."""
    for change in changes:
        if change.field == "cluster" and change.old is not None and change.new is not None:
            ids = (change.old.organisation, change.new.organisation)
            if ids[0] is not None and ids[1] is not None and gives_way(load_reference(), ids[0], ids[1]):
                return None
            return str(change.old.value or change.old.text) or None
    return None


class _SheetsBefore:
    """Which sheet the rows of a sheet before are expected on: the one of its name, else that of most of them.

    Lists that name their sheet by the month have all their rows on a sheet with another name.
    """

    def __init__(self, sheets: Sequence[str | None], matches: Sequence[Match], before: _Before) -> None:
        sheets_before = {id_: rows[0].sheet for id_, rows in before.items()}
        moves: dict[str | None, Counter[str | None]] = defaultdict(Counter)
        now = set(sheets)
        for sheet, match in zip(sheets, matches, strict=True):
            if match.initiative_id in sheets_before:
                moves[sheets_before[match.initiative_id]][sheet] += 1
        self._expected = {
            sheet: sheet if sheet in now else counted.most_common(1)[0][0] for sheet, counted in moves.items()
        }

    def former(self, earlier: _Earlier, report: Report) -> str | None:
        """Give the sheet before, where the row has moved to another one."""
        return None if self._expected.get(earlier.sheet) == report.sheet else earlier.sheet


def _parts(items: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(items)
    while part := list(islice(left, _BATCH)):
        yield part
