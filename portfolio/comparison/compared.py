"""What storing a list would change, in records: rows, what is gone, conflicts."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from portfolio.ledger import Candidate
from portfolio.records import CellValue
from portfolio.vocabulary import MatchMethod


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
