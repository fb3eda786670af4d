"""Edits of reference data: add a row, change it, remove it, and undo; each with who, when and why.

Nothing is overwritten: what is in force is the files with the edits that stand laid over them. An edit after
which something cannot be that could be before is refused, in a sentence that says what.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portfolio.corrections import read_reason
from portfolio.errors import TvaerblikError
from portfolio.reference import Reference, shipped_reference, using_reference
from portfolio.reference_edits import (
    Edit,
    EditedReference,
    Plain,
    RowKey,
    Values,
    find_row,
    read_reference,
    row_of,
    rows_of,
    values_json,
    values_of,
    with_edits,
)
from portfolio.reference_rows import FocusArea, ReferenceRow
from portfolio.reference_store import store_reference
from portfolio.rules.months import danish_day
from portfolio.rules.structure import Problem, day_text, problems
from portfolio.tables import FOREVER, ReferenceEdit, Source, Version
from portfolio.vocabulary import EditKind, Subject

_LINE = 7_406_241_160
"""One number for all: edits are made one after the other, so that each is checked against the one before."""


class ReferenceRefusedError(TvaerblikError):
    """An edit that cannot be made; the id tells why."""

    message_id = "reference.row_gone"

    def __init__(self, message_id: str, **facts: str | int) -> None:
        self._id = message_id
        super().__init__(**facts)

    @property
    def id(self) -> str:
        """The message id of this refusal."""
        return self._id


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done to a row.

    Attributes:
        values: all values of a row to add; those to set of one to change; nothing for one to remove.
    """

    subject: Subject
    row_id: str
    kind: EditKind
    values: Values


@dataclass(frozen=True, slots=True)
class Made:
    """Who edits, when and why.

    Attributes:
        seen: the stamps of the rows that the editor saw, so that a change made meanwhile is not overwritten.
        leaves_initiatives: whether a focus area may be ended although initiatives stand under it.
        keeps: whether values are set although they are the same: against what a release says otherwise.
    """

    reason: str
    now: dt.datetime
    by: str
    seen: Mapping[RowKey, str]
    leaves_initiatives: bool = False
    keeps: bool = False


def edit(session: Session, changes: Sequence[Change], made: Made) -> int:
    """Do something to one or several rows as one deed, and give the deed's number.

    Raises:
        ReferenceRefusedError: a row is not there, is in use or was changed meanwhile; nothing would change;
            or something could not be that could be before.
        CorrectionRefusedError: there is no reason, or it is too long.
    """
    reason = read_reason(made.reason)
    wait_for_turn(session)
    known = read_reference(session)
    for row, stamp in made.seen.items():
        _ensure_unchanged(known, row, stamp)
    edits = _edits(known, changes, replace(made, reason=reason))
    if not edits:
        raise ReferenceRefusedError("reference.nothing_changed")
    after = with_edits(shipped_reference(), (*known.edits, *edits))
    _ensure_still_named(known.reference, after, edits)
    _ensure_no_list(session, known.reference, after)
    _ensure_sound(known.reference, after)
    if not made.leaves_initiatives:
        _ensure_not_in_use(session, known.reference, after)
    deed = _write(session, edits)
    store_reference(session, after)
    return deed


def undo_deed(session: Session, deed: int, *, now: dt.datetime, by: str) -> None:
    """Undo a deed: what was before holds again, where nobody has changed it since.

    Raises:
        ReferenceRefusedError: there is no such deed that stands; a row that it added has been changed since;
            or something could not be without it.
    """
    wait_for_turn(session)
    known = read_reference(session)
    its = [it for it in known.edits if it.deed == deed and it.undone_at is None]
    if not its:
        raise ReferenceRefusedError("reference.edit_gone")
    _ensure_newest(known, its)
    gone = {it.id for it in its}
    after = with_edits(shipped_reference(), [it for it in known.edits if it.id not in gone])
    _ensure_still_named(known.reference, after, its)
    _ensure_no_list(session, known.reference, after)
    _ensure_sound(known.reference, after)
    session.execute(
        update(ReferenceEdit).where(ReferenceEdit.id.in_(gone)).values(undone_at=now, undone_by=by)
    )
    store_reference(session, after)


def redo_deed(session: Session, deed: int, *, now: dt.datetime, by: str) -> int:
    """Do again what was undone, as a new deed for the same reason, and give its number.

    Raises:
        ReferenceRefusedError: there is no such deed, or it stands; or it cannot be made any more.
    """
    wait_for_turn(session)
    its = [it for it in read_reference(session).edits if it.deed == deed]
    if not its or any(it.undone_at is None for it in its):
        raise ReferenceRefusedError("reference.edit_gone")
    changes = [Change(it.subject, it.row_id, it.kind, it.after) for it in its]
    made = Made(its[0].reason, now, by, {}, leaves_initiatives=True)
    return edit(session, changes, made)


def wait_for_turn(session: Session) -> None:
    """Let only one at a time edit reference data; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LINE)))


# --- What an edit is ----------------------------------------------------------------------------------------


def _edits(known: EditedReference, changes: Iterable[Change], made: Made) -> list[Edit]:
    """Make edits of changes, each against the row as those before have left it; numbers are not given yet."""
    shipped, reference = shipped_reference(), known.reference
    found: list[Edit] = []
    for change in changes:
        row = find_row(reference, change.subject, change.row_id)
        before, after = _values(change, row, keeps=made.keeps)
        if change.kind is EditKind.CHANGE and not after:
            continue
        there = find_row(shipped, change.subject, change.row_id)
        found.append(
            Edit(
                id=_NOT_YET - len(found),
                deed=_NOT_YET,
                subject=change.subject,
                row_id=change.row_id,
                kind=change.kind,
                before=before,
                after=after,
                shipped=None if there is None else values_of(there),
                reason=made.reason,
                made_at=made.now,
                made_by=made.by,
            )
        )
        reference = with_edits(shipped, (*known.edits, *found))
    return found


_NOT_YET = -1


def _values(change: Change, row: ReferenceRow | None, *, keeps: bool) -> tuple[Values, Values]:
    """Give what a change finds and what it leaves."""
    if change.kind is EditKind.ADD:
        if row is not None:
            raise ReferenceRefusedError("reference.id_taken", id=change.row_id, name=name_of(row))
        return {}, _checked(change.subject, change.values)
    if row is None:
        raise ReferenceRefusedError("reference.row_gone")
    values = values_of(row)
    if change.kind is EditKind.REMOVE:
        return values, {}
    whole = _checked(change.subject, {**values, **change.values})
    new = {name: whole[name] for name in change.values if keeps or whole[name] != values.get(name)}
    return {name: values.get(name) for name in new}, new


def _checked(subject: Subject, values: Values) -> dict[str, Plain]:
    try:
        return values_of(row_of(subject, values))
    except msgspec.ValidationError as error:
        raise ReferenceRefusedError("reference.code_unknown", text=str(error)) from error


def name_of(row: ReferenceRow) -> str:
    """Give what people call a row."""
    for name in ("name", "text", "role", "word"):
        if hasattr(row, name):
            return str(getattr(row, name))
    return row.id


def _write(session: Session, edits: Sequence[Edit]) -> int:
    deed: int | None = None
    for it in edits:
        kept = ReferenceEdit(
            deed_id=deed,
            subject=it.subject,
            row_id=it.row_id,
            kind=it.kind,
            before_json=values_json(it.before or None),
            after_json=values_json(it.after or None),
            shipped_json=values_json(it.shipped),
            reason=it.reason,
            made_at=it.made_at,
            made_by=it.made_by,
        )
        session.add(kept)
        session.flush()
        deed = deed or kept.id
    assert deed is not None  # noqa: S101 -- there is an edit at least
    return deed


# --- What is looked at before it is made --------------------------------------------------------------------


def _ensure_unchanged(known: EditedReference, row: RowKey, stamp: str) -> None:
    if known.stamp(*row) == stamp:
        return
    touched = [(it.made_at, it.made_by) for it in known.of(*row)]
    touched += [(it.undone_at, it.undone_by or "") for it in known.of(*row) if it.undone_at is not None]
    if not touched:
        raise ReferenceRefusedError("reference.row_gone")
    at, by = max(touched)
    raise ReferenceRefusedError("reference.changed_meanwhile", by=by, at=day_text(danish_day(at)))


def _ensure_newest(known: EditedReference, its: Iterable[Edit]) -> None:
    """Refuse to undo that a row was added when it has been changed since."""
    for added in its:
        later = [it for it in known.of(*added.row) if it.undone_at is None and it.deed != added.deed]
        if added.kind is EditKind.ADD and any(it.id > added.id for it in later):
            row = find_row(known.reference, *added.row)
            name = added.row_id if row is None else name_of(row)
            raise ReferenceRefusedError("reference.edited_since", name=name)


def _ensure_sound(before: Reference, after: Reference) -> None:
    """Refuse what makes something impossible that was not so before."""
    new = [it for it in _problems(after) if it not in _problems(before)]
    if new:
        raise ReferenceRefusedError(new[0].message_id, **dict(new[0].facts))


def _problems(reference: Reference) -> Collection[Problem]:
    with using_reference(lambda: reference):
        return problems()


_NAMING: Mapping[Subject, tuple[tuple[Subject, tuple[str, ...]], ...]] = {
    Subject.ORGANISATION: (
        (Subject.ORGANISATION, ("parent", "region")),
        (Subject.MEMBERSHIP, ("organisation", "member")),
        (Subject.SEAT, ("organisation", "member")),
        (Subject.SUCCESSION, ("organisation", "successor")),
        (Subject.VALUE_GOAL, ("organisation",)),
        (Subject.AGREEMENT, ("region",)),
    ),
    Subject.AGREEMENT: ((Subject.FOCUS_AREA, ("agreement",)), (Subject.CARRYING, ("agreement",))),
    Subject.FOCUS_AREA: (
        (Subject.GOAL, ("focus_area",)),
        (Subject.FOCUS_AREA_WORD, ("focus_area",)),
        (Subject.CARRYING, ("part", "successor")),
    ),
    Subject.GOAL: ((Subject.CARRYING, ("part", "successor")),),
}
"""Which lists, by which fields, name the rows of a list."""


def _ensure_still_named(before: Reference, after: Reference, edits: Iterable[Edit]) -> None:
    """Refuse to take away a row that others name, and to name one that is not there."""
    removed = {it.row for it in edits if find_row(after, *it.row) is None}
    for subject, row_id in sorted(removed):
        row = find_row(before, subject, row_id)
        for other, names in _NAMING.get(subject, ()):
            naming = [it for it in rows_of(before, other) if (other, it.id) not in removed]
            by = next((it for it in naming if any(getattr(it, name) == row_id for name in names)), None)
            if row is not None and by is not None:
                raise ReferenceRefusedError("reference.still_named", name=name_of(row), by=name_of(by))
    for it in edits:
        if it.row not in removed:
            _ensure_known_ends(after, it)
        elif find_row(before, *it.row) is None:
            raise ReferenceRefusedError("reference.member_unknown", text=_unknown_end(after, it))


def _ensure_known_ends(after: Reference, made: Edit) -> None:
    unknown = _unknown_end(after, made)
    if unknown:
        raise ReferenceRefusedError("reference.member_unknown", text=unknown)


def _unknown_end(after: Reference, made: Edit) -> str:
    """Give what an edited row names that is not there; "" where all is."""
    for subject, namings in _NAMING.items():
        for other, names in namings:
            if other is made.subject:
                for name in names:
                    said = made.after.get(name)
                    if isinstance(said, str) and not _is_there(after, subject, name, said):
                        return said
    return ""


def _is_there(after: Reference, subject: Subject, name: str, row_id: str) -> bool:
    """Tell whether a row that is named is there; what is carried on is a focus area or a goal."""
    subjects = (Subject.FOCUS_AREA, Subject.GOAL) if name in ("part", "successor") else (subject,)
    if subject is Subject.ORGANISATION:
        subjects = (Subject.ORGANISATION,)
    return any(find_row(after, it, row_id) is not None for it in subjects)


def _ensure_no_list(session: Session, before: Reference, after: Reference) -> None:
    """Refuse to take away a body whose list has come in, or an area or body that initiatives stand under."""
    gone = {it.id for it in before.organisations} - {it.id for it in after.organisations}
    areas = {it.id for it in before.focus_areas} - {it.id for it in after.focus_areas}
    if not gone and not areas:
        return
    names = {it.id: it.name for it in before.organisations}
    names |= {it.id: it.name for it in before.focus_areas}
    sources = select(Source.organisation_id, Source.name).where(Source.organisation_id.in_(gone))
    for body_id, source in session.execute(sources):
        raise ReferenceRefusedError("reference.still_named", name=names[body_id or ""], by=source)
    stands = Version.organisation_id.in_(gone) | Version.focus_area_id.in_(areas)
    for version in session.scalars(select(Version).where(stands).limit(1)):
        row = version.organisation_id if version.organisation_id in gone else version.focus_area_id
        raise ReferenceRefusedError("reference.still_named", name=names[row or ""], by=version.title)


def _ensure_not_in_use(session: Session, before: Reference, after: Reference) -> None:
    """Refuse to end a focus area that initiatives stand under, unless it was said that this is meant."""
    ends = {it.id: it.last_date for it in after.focus_areas}
    for area in before.focus_areas:
        if area.id not in ends or (ends[area.id] is not None and ends[area.id] != area.last_date):
            count = initiatives_under(session, area)
            if count:
                raise ReferenceRefusedError("reference.area_in_use", name=area.name, count=count)


def initiatives_under(session: Session, area: FocusArea) -> int:
    """Count the initiatives on any list that stand under a focus area now."""
    query = select(func.count()).where(
        Version.focus_area_id == area.id, Version.known_to == FOREVER, Version.is_listed.is_(True)
    )
    return session.scalar(query) or 0
