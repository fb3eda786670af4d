"""What people changed of the reference data, laid over what the files say: the reference in force.

An edit holds the values that it changed and no others, so that what a later release says of the rest of the
row counts. Where the release says something else of the very same, the edit stands and the two have parted.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from types import MappingProxyType
from typing import TypeVar
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import Pool, Row, func, select
from sqlalchemy.orm import Session

from portfolio.encoding import canonical_json
from portfolio.reference import Reference, shipped_reference
from portfolio.reference_rows import ROWS, FocusArea, ReferenceRow
from portfolio.tables import ReferenceEdit
from portfolio.vocabulary import EditKind, Subject

Plain = str | int | bool | None
Values = Mapping[str, Plain]
"""Values of a row by field, as JSON has them: days as texts, codes as their words."""

RowKey = tuple[Subject, str]
"""A list and the id of a row in it."""

Made = TypeVar("Made", bound=ReferenceRow)
_NOTHING: Values = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person did to a row.

    Attributes:
        deed: what several edits that were made together have in common.
        before: the values that it changed, as they were; nothing for a row that came.
        after: the same as they are since; nothing for a row that went.
        shipped: all that the files said of the row then; None: they did not have it.
    """

    id: int
    deed: int
    subject: Subject
    row_id: str
    kind: EditKind
    before: Values
    after: Values
    shipped: Values | None
    reason: str
    made_at: dt.datetime
    made_by: str
    undone_at: dt.datetime | None = None
    undone_by: str | None = None

    @property
    def row(self) -> RowKey:
        """The row that it is about."""
        return self.subject, self.row_id


@dataclass(frozen=True, slots=True)
class Parted:
    """A value that people set and that the files say otherwise of since.

    Attributes:
        then: what the files said when it was set; None also where they did not have the row.
        now: what they say now; None also where the row is no longer in them.
        set_to: what people set.
    """

    edit: Edit
    field: str
    then: Plain
    now: Plain
    set_to: Plain


@dataclass(frozen=True, slots=True, eq=False)
class EditedReference:
    """The reference in force with the edits that made it.

    Attributes:
        reference: what is in force.
        edits: all edits, also those undone, in the order they were made.
    """

    reference: Reference
    edits: tuple[Edit, ...] = field(default=())

    def of(self, subject: Subject, row_id: str) -> tuple[Edit, ...]:
        """Give the edits of a row, the newest first."""
        return tuple(it for it in reversed(self.edits) if it.row == (subject, row_id))

    def stamp(self, subject: Subject, row_id: str) -> str:
        """Say in which state a row is, so that two people who change it at once are told."""
        of_row = self.of(subject, row_id)
        return f"{of_row[0].id if of_row else 0}.{sum(1 for it in of_row if it.undone_at is not None)}"


# --- Rows and their values ----------------------------------------------------------------------------------


def values_of(row: ReferenceRow) -> dict[str, Plain]:
    """Give all values of a row."""
    found: dict[str, Plain] = msgspec.to_builtins(row)
    return found


def row_of(subject: Subject, values: Values) -> ReferenceRow:
    """Make a row of its values; what a row has no place for is left out.

    Raises:
        msgspec.ValidationError: a value is missing or of another kind.
    """
    known = field_names(subject)
    return msgspec.convert({name: it for name, it in values.items() if name in known}, ROWS[subject])


@cache
def field_names(subject: Subject) -> tuple[str, ...]:
    """Give the fields of a list's rows."""
    return tuple(it.name for it in fields(ROWS[subject]))


def rows_of(reference: Reference, subject: Subject) -> tuple[ReferenceRow, ...]:
    """Give one of a reference's lists."""
    found: tuple[ReferenceRow, ...] = getattr(reference, subject.value)
    return found


def find_row(reference: Reference, subject: Subject, row_id: str) -> ReferenceRow | None:
    """Give a row; None: there is none such."""
    return next((row for row in rows_of(reference, subject) if row.id == row_id), None)


# --- Laying edits over the files ----------------------------------------------------------------------------


def with_edits(shipped: Reference, edits: Iterable[Edit]) -> Reference:
    """Give the reference in force: the files' rows with all edits that are not undone, in their order."""
    standing = [edit for edit in edits if edit.undone_at is None]
    if not standing:
        return shipped
    lists: dict[str, tuple[ReferenceRow, ...]] = {}
    for subject in {edit.subject for edit in standing}:
        rows = {row.id: row for row in rows_of(shipped, subject)}
        for edit in standing:
            if edit.subject is subject:
                _lay(rows, edit)
        lists[subject.value] = tuple(rows.values())
    return _whole(replace(shipped, **lists))  # type: ignore[arg-type]  # each list is under its own subject


def known_until(known: EditedReference, at: dt.datetime) -> Reference:
    """Give the reference as people had left it at an instant."""
    return edited_until(known, at).reference


def edited_until(known: EditedReference, at: dt.datetime) -> EditedReference:
    """Give the edits that people had made by an instant, as they stood then, and what was in force."""
    made = tuple(_until(it, at) for it in known.edits if it.made_at <= at)
    if made == known.edits:
        return known
    return EditedReference(with_edits(shipped_reference(), made), made)


def _until(made: Edit, at: dt.datetime) -> Edit:
    is_undone_later = made.undone_at is not None and at < made.undone_at
    return replace(made, undone_at=None, undone_by=None) if is_undone_later else made


def _lay(rows: dict[str, ReferenceRow], edit: Edit) -> None:
    """Lay one edit over the rows; one that no longer fits what a release has made of rows is left out."""
    known = rows.get(edit.row_id)
    if edit.kind is EditKind.REMOVE:
        rows.pop(edit.row_id, None)
        return
    values = {**(_NOTHING if known is None else values_of(known)), **edit.after}
    if known is None and edit.kind is EditKind.CHANGE:
        return
    try:
        rows[edit.row_id] = row_of(edit.subject, values)
    except msgspec.ValidationError:
        return


def _whole(known: Reference) -> Reference:
    """Leave out relations one end of which is no longer there, and set areas in their agreements' order."""
    bodies = {it.id for it in known.organisations}
    agreements = {it.id: place for place, it in enumerate(known.agreements)}
    areas = [it for it in known.focus_areas if it.agreement in agreements]
    ids = {it.id for it in areas}
    goals = [it for it in known.goals if it.focus_area in ids]

    def order(area: FocusArea) -> tuple[int, int]:
        return agreements[area.agreement], area.number

    return replace(
        known,
        organisations=tuple(
            it if it.region is None or it.region in bodies else replace(it, region=None)
            for it in known.organisations
        ),
        memberships=_with(known.memberships, bodies, "organisation", "member"),
        successions=_with(known.successions, bodies, "organisation", "successor"),
        seats=_with(known.seats, bodies, "organisation"),
        value_goals=_with(known.value_goals, bodies, "organisation"),
        focus_areas=tuple(sorted(areas, key=order)),
        focus_area_words=_with(known.focus_area_words, ids, "focus_area"),
        goals=tuple(goals),
        carryings=_with(
            _with(known.carryings, agreements, "agreement"), ids | {it.id for it in goals}, "part"
        ),
    )


def _with(rows: Iterable[Made], known: Collection[str], *names: str) -> tuple[Made, ...]:
    """Give the rows whose ends are known."""
    return tuple(row for row in rows if all(getattr(row, name) in known for name in names))


def parted(shipped: Reference, edits: Sequence[Edit]) -> tuple[Parted, ...]:
    """Give what people set and the files say otherwise of since, unless they have come to say the same."""
    newest: dict[tuple[RowKey, str], Edit] = {}
    for edit in edits:
        if edit.undone_at is None and edit.kind is not EditKind.REMOVE:
            newest |= {(edit.row, name): edit for name in edit.after}
    return tuple(it for (_, name), edit in newest.items() if (it := _parted(shipped, edit, name)) is not None)


def _parted(shipped: Reference, edit: Edit, name: str) -> Parted | None:
    row = find_row(shipped, edit.subject, edit.row_id)
    if row is None and edit.shipped is None:
        return None
    then = (edit.shipped or _NOTHING).get(name)
    now = None if row is None else values_of(row).get(name)
    if now in (then, edit.after[name]) and (row is None) is (edit.shipped is None):
        return None
    return None if now == edit.after[name] else Parted(edit, name, then, now, edit.after[name])


# --- From the database --------------------------------------------------------------------------------------

_KEPT: WeakKeyDictionary[Pool, tuple[str, EditedReference]] = WeakKeyDictionary()
"""The newest of each database that this process knows."""


def marks() -> tuple[object, object]:
    """Give what changes with every edit, for a statement that asks for more: edits come, or are undone."""
    edits = select(func.max(ReferenceEdit.id)).scalar_subquery()
    undone = select(func.count(ReferenceEdit.undone_at)).scalar_subquery()
    return edits, undone


def reference_mark(session: Session) -> str:
    """Give a text that differs after every edit of reference data."""
    newest, undone = session.execute(select(*marks())).one()  # type: ignore[call-overload]  # columns, as marks makes them
    return mark_of(newest, undone)


def mark_of(newest: int | None, undone: int) -> str:
    """Write the mark of what ``marks`` found."""
    return f"{newest or 0}.{undone}"


def edited_reference(session: Session, mark: str | None = None, *, is_kept: bool = True) -> EditedReference:
    """Give the reference in force in a database; read only when another than the newest known to the process.

    Args:
        session: open on the database.
        mark: the database's mark, where it has been asked for already.
        is_kept: whether the process is to know it from now on: not what a transaction may still take back.
    """
    pool = session.get_bind().engine.pool
    asked = reference_mark(session) if mark is None else mark
    kept = _KEPT.get(pool)
    if kept is not None and kept[0] == asked:
        return kept[1]
    found = read_reference(session)
    if is_kept:
        _KEPT[pool] = (asked, found)
    return found


def read_reference(session: Session) -> EditedReference:
    """Read all edits and lay them over the files."""
    edits = read_edits(session)
    return EditedReference(with_edits(shipped_reference(), edits), edits)


def read_edits(session: Session) -> tuple[Edit, ...]:
    """Give all edits, also those undone, in the order they were made."""
    table = ReferenceEdit.__table__
    return tuple(map(_edit, session.execute(select(table).order_by(table.c.id))))


def _edit(row: Row[tuple[object, ...]]) -> Edit:
    it = row._mapping  # noqa: SLF001 -- SQLAlchemy's public name for a row's columns by name
    return Edit(
        id=it["id"],
        deed=it["deed_id"] or it["id"],
        subject=it["subject"],
        row_id=it["row_id"],
        kind=it["kind"],
        before=_values(it["before_json"]) or _NOTHING,
        after=_values(it["after_json"]) or _NOTHING,
        shipped=_values(it["shipped_json"]),
        reason=it["reason"],
        made_at=it["made_at"],
        made_by=it["made_by"],
        undone_at=it["undone_at"],
        undone_by=it["undone_by"],
    )


def _values(text: str | None) -> dict[str, Plain] | None:
    return None if text is None else msgspec.json.decode(text, type=dict[str, Plain])


def values_json(values: Values | None) -> str | None:
    """Write values as the table keeps them."""
    return None if values is None else canonical_json(dict(values))
