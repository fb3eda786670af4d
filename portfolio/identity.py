"""Changes in which reports are about the same initiative: merged, split, told apart, and undone again.

A report's decision is never changed: it is undone, and another takes its place. Versions are derived again in
the same transaction, so what was known before the change stays known as of then.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, insert, or_, select, tuple_, update
from sqlalchemy.orm import Session

from portfolio.errors import TvaerblikError
from portfolio.ledger import ReportId
from portfolio.tables import (
    ApartDecision,
    Correction,
    HomeDecision,
    IdentityChange,
    Initiative,
    MatchDecision,
    Upload,
)
from portfolio.versions import derive
from portfolio.vocabulary import ChangeKind, MatchMethod

_BATCH = 500
_MOMENT = dt.timedelta(microseconds=1)
_LINE = 7_406_241_106
"""One number for all that waits in line; upgrades have the one before."""


class InitiativeUnknownError(TvaerblikError):
    """No list tells of this initiative: there is none with the number, or it has been merged into another."""

    message_id = "identity.unknown"

    def __init__(self, initiative_id: int) -> None:
        super().__init__(initiative_id=initiative_id)


class SameInitiativeError(TvaerblikError):
    """An initiative cannot be merged with itself or told apart from itself."""

    message_id = "identity.same"


class ReasonMissingError(TvaerblikError):
    """A change that others shall understand needs a reason."""

    message_id = "identity.reason_missing"


class SplitImpossibleError(TvaerblikError):
    """What is to be split off must be a part of what is told of the initiative: neither nothing nor all."""

    message_id = "identity.split_impossible"


class ChangeUnknownError(TvaerblikError):
    """There is no such change, or it has been undone already."""

    message_id = "identity.change_unknown"

    def __init__(self, change_id: int) -> None:
        super().__init__(change_id=change_id)


class ChangedSinceError(TvaerblikError):
    """A later change of the same reports stands; it must be undone first."""

    message_id = "identity.changed_since"

    def __init__(self, change_id: int) -> None:
        super().__init__(change_id=change_id)


def wait_in_line(session: Session) -> None:
    """Let only one at a time decide what reports are about and derive what follows from it.

    Lists of different sources may be about the same initiative: two that were stored at once would each
    derive its versions without the other's report. SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LINE)))


def merge_initiatives(
    session: Session, kept_id: int, gone_id: int, *, reason: str, now: dt.datetime, by: str
) -> int:
    """Let all that is told of one initiative be about another from now on, and give the change's number.

    Corrections come along where the kept one has none of the same field, and decisions of where it belongs
    where the kept one has none.

    Raises:
        SameInitiativeError: they are one initiative already.
        InitiativeUnknownError: no list tells of one of them.
        ReasonMissingError: no reason is given.
    """
    if kept_id == gone_id:
        raise SameInitiativeError
    wait_in_line(session)
    _, gone = _standing(session, kept_id), _standing(session, gone_id)
    at = moment_for(session, [kept_id, gone_id], now)
    change_id = _add_change(session, ChangeKind.MERGE, kept_id, gone_id, reason, at, by)
    _undo_apart(session, _pairs_of(kept_id, gone_id), at, by)
    _move(session, gone, kept_id, change_id, reason, at, by)
    _bring_corrections(session, gone_id, kept_id, change_id, at)
    _bring_homes(session, gone_id, kept_id, change_id, at)
    derive(session, [kept_id, gone_id], since=at)
    return change_id


def split_initiative(
    session: Session,
    initiative_id: int,
    reports: Collection[ReportId],
    *,
    reason: str,
    now: dt.datetime,
    by: str,
) -> tuple[int, int]:
    """Let some of what is told of an initiative be about a new one; give the numbers of change and new one.

    The two are remembered as not the same.

    Raises:
        InitiativeUnknownError: no list tells of it.
        SplitImpossibleError: the reports are none of its, or all.
        ReasonMissingError: no reason is given.
    """
    wait_in_line(session)
    standing = _standing(session, initiative_id)
    wanted = set(reports)
    chosen = [item for item in standing if (item.upload_id, item.report_number) in wanted]
    if not chosen or len(chosen) != len(wanted) or len(chosen) == len(standing):
        raise SplitImpossibleError
    at = moment_for(session, [initiative_id], now)
    new_id = session.scalars(insert(Initiative).returning(Initiative.id), [{"first_known_at": at}]).one()
    change_id = _add_change(session, ChangeKind.SPLIT, initiative_id, new_id, reason, at, by)
    _move(session, chosen, new_id, change_id, reason, at, by)
    add_apart(session, [(initiative_id, new_id)], reason=reason, now=at, by=by, change_id=change_id)
    derive(session, [initiative_id, new_id], since=at)
    return change_id, new_id


def undo_change(session: Session, change_id: int, *, now: dt.datetime, by: str) -> None:
    """Undo a merge or a split: all is as it was, and what came since goes where it would have gone.

    Reports that were matched after the change by their likeness to a report that it had moved go back with
    it.

    Raises:
        ChangeUnknownError: there is no such change in force.
        ChangedSinceError: a later change of the same reports must be undone first.
    """
    wait_in_line(session)
    change = session.get(IdentityChange, change_id, populate_existing=True)
    if change is None or change.undone_at is not None:
        raise ChangeUnknownError(change_id)
    is_merge = change.kind is ChangeKind.MERGE
    home_id, target_id = (change.other_id, change.kept_id) if is_merge else (change.kept_id, change.other_id)
    moved = _moved(session, change)
    later = (
        _followers(session, target_id, moved, change.made_at)
        if is_merge
        else _others_on(session, target_id, moved)
    )
    at = moment_for(session, [home_id, target_id], now)
    _restore(session, moved, at, by)
    _replace(session, [(item, {"initiative_id": home_id}) for item in later], at, by)
    _undo_corrections(session, change_id, at, by)
    _undo_homes(session, change_id, at, by)
    _restore_apart(session, change, at, by)
    change.undone_at, change.undone_by = at, by
    session.flush()
    derive(session, [home_id, target_id], since=at)


def tell_apart(
    session: Session, one_id: int, other_id: int, *, reason: str | None, now: dt.datetime, by: str
) -> None:
    """Remember that two initiatives are not the same, so that nobody is asked again.

    Raises:
        SameInitiativeError: they are one initiative.
        InitiativeUnknownError: there is no such initiative.
    """
    if one_id == other_id:
        raise SameInitiativeError
    for id_ in (one_id, other_id):
        if session.get(Initiative, id_) is None:
            raise InitiativeUnknownError(id_)
    add_apart(session, [(one_id, other_id)], reason=reason, now=now, by=by)


def undo_apart(session: Session, one_id: int, other_id: int, *, now: dt.datetime, by: str) -> None:
    """Forget that two initiatives are not the same: they may be asked about again."""
    _undo_apart(session, _pairs_of(one_id, other_id), now, by)


def add_apart(
    session: Session,
    pairs: Iterable[tuple[int, int]],
    *,
    reason: str | None,
    now: dt.datetime,
    by: str,
    change_id: int | None = None,
) -> None:
    """Add pairs that are not the same; those that are known already are left as they are."""
    wanted = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    missing = sorted(wanted - _apart_among(session, {id_ for pair in wanted for id_ in pair}))
    rows = [
        {
            "one_id": one_id,
            "other_id": other_id,
            "change_id": change_id,
            "reason": reason,
            "decided_at": now,
            "decided_by": by,
        }
        for one_id, other_id in missing
    ]
    if rows:
        session.execute(insert(ApartDecision), rows)


def merged_into(session: Session, as_of: dt.datetime | None = None) -> dict[int, int]:
    """Give for each initiative that was merged by an instant what all told of it was about; None: now."""
    query = select(IdentityChange.other_id, IdentityChange.kept_id).where(
        IdentityChange.kind == ChangeKind.MERGE
    )
    undone_at = IdentityChange.undone_at
    if as_of is None:
        query = query.where(undone_at.is_(None))
    else:
        query = query.where(IdentityChange.made_at <= as_of, or_(undone_at.is_(None), undone_at > as_of))
    steps: dict[int, int] = dict(session.execute(query.order_by(IdentityChange.id)).all())
    return {gone_id: _end_of(gone_id, steps) for gone_id in steps}


def apart_pairs(session: Session, as_of: dt.datetime | None = None) -> frozenset[tuple[int, int]]:
    """Give all pairs that are not the same, the lower number first; of what was merged, by what it is now.

    ``as_of`` counts what had been said at an instant; None: what is said now.
    """
    now_is = merged_into(session, as_of)
    query = select(ApartDecision.one_id, ApartDecision.other_id)
    undone_at = ApartDecision.undone_at
    if as_of is None:
        query = query.where(undone_at.is_(None))
    else:
        query = query.where(ApartDecision.decided_at <= as_of, or_(undone_at.is_(None), undone_at > as_of))
    pairs = ((now_is.get(one, one), now_is.get(other, other)) for one, other in session.execute(query))
    return frozenset((min(pair), max(pair)) for pair in pairs)


def _end_of(initiative_id: int, steps: Mapping[int, int]) -> int:
    seen = {initiative_id}
    while initiative_id in steps and steps[initiative_id] not in seen:
        initiative_id = steps[initiative_id]
        seen.add(initiative_id)
    return initiative_id


def moment_for(session: Session, initiative_ids: Collection[int], now: dt.datetime) -> dt.datetime:
    """Give now, or the moment after the last thing that happened to the initiatives, should now not be later.

    A clock may have been set back; and of two things at one instant nobody could say which came first.
    """
    decided = select(func.max(MatchDecision.decided_at), func.max(MatchDecision.undone_at)).where(
        MatchDecision.initiative_id.in_(initiative_ids)
    )
    corrected = select(func.max(Correction.corrected_at), func.max(Correction.undone_at)).where(
        Correction.initiative_id.in_(initiative_ids)
    )
    withdrawn = (
        select(func.max(Upload.withdrawn_at))
        .join(MatchDecision, MatchDecision.upload_id == Upload.id)
        .where(MatchDecision.initiative_id.in_(initiative_ids))
    )
    found: list[dt.datetime | None] = [
        at for query in (decided, corrected, withdrawn) for at in session.execute(query).one()
    ]
    return max([now, *(at + _MOMENT for at in found if at is not None)])


def _standing(session: Session, initiative_id: int) -> Sequence[MatchDecision]:
    """Give the decisions in force about an initiative."""
    query = select(MatchDecision).where(
        MatchDecision.initiative_id == initiative_id, MatchDecision.undone_at.is_(None)
    )
    found = session.scalars(query.order_by(MatchDecision.id)).all()
    if not found:
        raise InitiativeUnknownError(initiative_id)
    return found


def _add_change(
    session: Session, kind: ChangeKind, kept_id: int, other_id: int, reason: str, at: dt.datetime, by: str
) -> int:
    if not reason.strip():
        raise ReasonMissingError
    change = IdentityChange(
        kind=kind, kept_id=kept_id, other_id=other_id, reason=reason.strip(), made_at=at, made_by=by
    )
    session.add(change)
    session.flush()
    return change.id


def _move(
    session: Session,
    decisions: Iterable[MatchDecision],
    initiative_id: int,
    change_id: int,
    reason: str,
    at: dt.datetime,
    by: str,
) -> None:
    told: dict[str, Any] = {
        "initiative_id": initiative_id,
        "method": MatchMethod.PERSON,
        "likeness": None,
        "reason": reason.strip(),
        "change_id": change_id,
    }
    _replace(session, [(item, told | {"replaces_id": item.id}) for item in decisions], at, by)


def _replace(
    session: Session, decisions: Sequence[tuple[MatchDecision, Mapping[str, Any]]], at: dt.datetime, by: str
) -> None:
    """Undo decisions, and put others in their places that differ from them as is said."""
    if not decisions:
        return
    rows = [_row(item) | dict(changes) | {"decided_at": at, "decided_by": by} for item, changes in decisions]
    _undo(session, [item.id for item, _ in decisions], at, by)
    session.execute(insert(MatchDecision), rows)


def _undo(session: Session, ids: Sequence[int], at: dt.datetime, by: str) -> None:
    for start in range(0, len(ids), _BATCH):
        are_these = MatchDecision.id.in_(ids[start : start + _BATCH])
        session.execute(update(MatchDecision).where(are_these).values(undone_at=at, undone_by=by))


def _row(item: MatchDecision) -> dict[str, Any]:
    """Give what a decision says; who made it, and when, is told anew by the one that takes its place."""
    return {
        "upload_id": item.upload_id,
        "report_number": item.report_number,
        "initiative_id": item.initiative_id,
        "method": item.method,
        "likeness": item.likeness,
        "reason": item.reason,
        "rests_on_upload_id": item.rests_on_upload_id,
        "rests_on_number": item.rests_on_number,
        "change_id": item.change_id,
        "replaces_id": item.replaces_id,
    }


def _moved(session: Session, change: IdentityChange) -> Sequence[MatchDecision]:
    """Give the decisions that a change made and that stand; none may have been changed again since."""
    made = select(MatchDecision.upload_id, MatchDecision.report_number).where(
        MatchDecision.change_id == change.id
    )
    reports = {(upload_id, number) for upload_id, number in session.execute(made)}
    standing = [item for part in _parts(sorted(reports)) for item in _standing_of(session, part)]
    for item in standing:
        if item.change_id != change.id:
            raise ChangedSinceError(item.change_id or change.id)
    if change.kind is ChangeKind.SPLIT:
        _check_untouched(session, change)
    return standing


def _check_untouched(session: Session, change: IdentityChange) -> None:
    """See that what was split off has not been changed again: it would have nowhere to go."""
    touches = or_(IdentityChange.kept_id == change.other_id, IdentityChange.other_id == change.other_id)
    query = select(IdentityChange.id).where(
        touches, IdentityChange.id != change.id, IdentityChange.undone_at.is_(None)
    )
    later = session.scalars(query.order_by(IdentityChange.id.desc())).first()
    if later is not None:
        raise ChangedSinceError(later)


def _standing_of(session: Session, reports: Sequence[ReportId]) -> Sequence[MatchDecision]:
    is_about = tuple_(MatchDecision.upload_id, MatchDecision.report_number).in_(reports)
    query = select(MatchDecision).where(is_about, MatchDecision.undone_at.is_(None))
    return session.scalars(query.order_by(MatchDecision.id)).all()


def _followers(
    session: Session, initiative_id: int, moved: Iterable[MatchDecision], since: dt.datetime
) -> Sequence[MatchDecision]:
    """Give the decisions on an initiative that rest, one on the other, on reports moved to it since then.

    What had been decided before stays: it may rest on a report that an earlier split took away.
    """
    reached = {(item.upload_id, item.report_number) for item in moved}
    found = []
    for item in _others_on(session, initiative_id, moved):
        rests_on = (item.rests_on_upload_id, item.rests_on_number)
        is_later = item.decided_at >= since
        if is_later and item.method is not MatchMethod.PERSON and rests_on in reached:
            reached.add((item.upload_id, item.report_number))
            found.append(item)
    return found


def _others_on(
    session: Session, initiative_id: int, moved: Iterable[MatchDecision]
) -> Sequence[MatchDecision]:
    ids = {item.id for item in moved}
    query = select(MatchDecision).where(
        MatchDecision.initiative_id == initiative_id, MatchDecision.undone_at.is_(None)
    )
    in_order = query.order_by(MatchDecision.upload_id, MatchDecision.report_number)
    return [item for item in session.scalars(in_order) if item.id not in ids]


def _restore(session: Session, moved: Sequence[MatchDecision], at: dt.datetime, by: str) -> None:
    """Put the decisions in force again that those of a change had taken the places of."""
    before = {
        item.id: item
        for part in _parts([item.replaces_id for item in moved])
        for item in session.scalars(select(MatchDecision).where(MatchDecision.id.in_(part)))
    }
    _replace(session, [(item, _row(before[item.replaces_id or 0])) for item in moved], at, by)


def _bring_corrections(session: Session, gone_id: int, kept_id: int, change_id: int, at: dt.datetime) -> None:
    query = select(Correction).where(Correction.undone_at.is_(None)).order_by(Correction.id)
    corrected = set(
        session.scalars(query.where(Correction.initiative_id == kept_id).with_only_columns(Correction.field))
    )
    newest = {item.field: item for item in session.scalars(query.where(Correction.initiative_id == gone_id))}
    rows = [
        {
            "initiative_id": kept_id,
            "field": item.field,
            "value_json": item.value_json,
            "reported_json": item.reported_json,
            "reason": item.reason,
            "corrected_at": at,
            "corrected_by": item.corrected_by,
            "change_id": change_id,
        }
        for item in newest.values()
        if item.field not in corrected
    ]
    if rows:
        session.execute(insert(Correction), rows)


def _undo_corrections(session: Session, change_id: int, at: dt.datetime, by: str) -> None:
    are_its = (Correction.change_id == change_id) & Correction.undone_at.is_(None)
    session.execute(update(Correction).where(are_its).values(undone_at=at, undone_by=by))


def _bring_homes(session: Session, gone_id: int, kept_id: int, change_id: int, at: dt.datetime) -> None:
    """Bring along where an initiative was decided to belong, with what its own lists said then."""
    query = select(HomeDecision).where(HomeDecision.undone_at.is_(None)).order_by(HomeDecision.id)
    if session.scalars(query.where(HomeDecision.initiative_id == kept_id)).first() is not None:
        return
    rows = [
        {
            "initiative_id": kept_id,
            "day": item.day,
            "organisation_id": item.organisation_id,
            "stated_json": item.stated_json,
            "reason": item.reason,
            "decided_at": at,
            "decided_by": item.decided_by,
            "change_id": change_id,
        }
        for item in session.scalars(query.where(HomeDecision.initiative_id == gone_id))
    ]
    if rows:
        session.execute(insert(HomeDecision), rows)


def _undo_homes(session: Session, change_id: int, at: dt.datetime, by: str) -> None:
    are_its = (HomeDecision.change_id == change_id) & HomeDecision.undone_at.is_(None)
    session.execute(update(HomeDecision).where(are_its).values(undone_at=at, undone_by=by))


def _restore_apart(session: Session, change: IdentityChange, at: dt.datetime, by: str) -> None:
    """Put back what a change had made of the two being apart: a split's is undone, a merge's stands again."""
    if change.kind is ChangeKind.SPLIT:
        _undo_apart(session, _pairs_of(change.kept_id, change.other_id), at, by)
        return
    query = select(ApartDecision.reason).where(
        _pairs_of(change.kept_id, change.other_id), ApartDecision.undone_at == change.made_at
    )
    for reason in session.scalars(query).all()[:1]:
        add_apart(session, [(change.kept_id, change.other_id)], reason=reason, now=at, by=by)


def _pairs_of(one_id: int, other_id: int) -> ColumnElement[bool]:
    return (ApartDecision.one_id == min(one_id, other_id)) & (ApartDecision.other_id == max(one_id, other_id))


def _undo_apart(session: Session, are_these: ColumnElement[bool], at: dt.datetime, by: str) -> None:
    in_force = are_these & ApartDecision.undone_at.is_(None)
    session.execute(update(ApartDecision).where(in_force).values(undone_at=at, undone_by=by))


def _apart_among(session: Session, initiative_ids: Collection[int]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for part in _parts(sorted(initiative_ids)):
        query = select(ApartDecision.one_id, ApartDecision.other_id).where(
            ApartDecision.undone_at.is_(None), ApartDecision.one_id.in_(part)
        )
        found |= {(one_id, other_id) for one_id, other_id in session.execute(query)}
    return found


def _parts(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[at : at + _BATCH] for at in range(0, len(items), _BATCH))
