"""What changed in the portfolio between two instants, and in which state it is."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from portfolio import frames
from portfolio.encoding import canonical_json, value_data, values_of
from portfolio.fields import FIELDS
from portfolio.marks import Part, mark
from portfolio.queries.views import views_mark
from portfolio.records import Value
from portfolio.reference_edits import mark_of
from portfolio.reference_edits import marks as reference_marks
from portfolio.snapshot import LIGHTS, UNREPORTED, Mask, Snapshot
from portfolio.tables import (
    Correction,
    HomeDecision,
    InitiativeListing,
    InitiativeMonth,
    MatchDecision,
    Upload,
    Version,
)
from portfolio.vocabulary import TrafficLight

Known = type[Version] | type[InitiativeListing] | type[InitiativeMonth]


class ChangeKind(StrEnum):
    """What has happened to an initiative between two instants."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    BACK = "back"


def changes(session: Session, since: dt.datetime, as_of: dt.datetime) -> pd.DataFrame:
    """Give what differs between two instants.

    Returns:
        A frame as ``frames.CHANGES``; an initiative that was on no list at either instant is left out.
    """
    old, new = _known_apart(session, since, as_of), _known_apart(session, as_of, since)
    ids = sorted(old.keys() | new.keys())
    return frames.CHANGES.frame(row for id_ in ids for row in _change_rows(old.get(id_), new.get(id_)))


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What is different in a snapshot from an earlier instant.

    Attributes:
        kinds: the initiatives to which each kind of change has happened.
        lights: each initiative's light as known then, its place in ``LIGHTS``; ``UNREPORTED``: it was not.
    """

    kinds: Mapping[ChangeKind, Mask]
    lights: NDArray[np.int8]


def compare(session: Session, known: Snapshot, since: dt.datetime, as_of: dt.datetime) -> Comparison:
    """Compare the snapshot of an instant with what was known at an earlier one."""
    old, new = _rows_apart(session, since, as_of), _rows_apart(session, as_of, since)
    kinds = {kind: np.zeros(len(known), dtype=bool) for kind in ChangeKind}
    column = known.codes["traffic_light"]
    lights = np.array([LIGHTS.index(code) for code in column.codes], dtype=np.int8)[column.at]
    for id_ in old.keys() | new.keys():
        place = known.place(id_)
        if place is None:
            continue
        before, now = old.get(id_), new.get(id_)
        lights[place] = UNREPORTED if before is None else LIGHTS.index(before.traffic_light)
        kind = _kind(before, now)
        if kind is not None and not _is_alike(before, now):
            kinds[kind][place] = True
    return Comparison(kinds, lights)


class Stamps(NamedTuple):
    """In which state a database is.

    Attributes:
        portfolio: differs after every change to the portfolio, that of reference data among them.
        views: differs after every change to the saved views.
        reference: differs after every edit of reference data.
        processes: differs after every deed on a process.
        rounds: differs after every deed on a round of comments.
        adoption: differs after every deed on a receiver.
        evaluations: differs after every deed on an evaluation.
        homes: differs after every decision on where an initiative belongs.
        meetings: differs after every deed on a meeting.
    """

    portfolio: str
    views: str
    reference: str
    processes: str
    homes: str
    rounds: str
    adoption: str
    evaluations: str
    meetings: str


_PARTS = (Part.PROCESS, Part.ROUNDS, Part.ADOPTION, Part.EVALUATIONS, Part.MEETINGS)


def portfolio_stamp(session: Session) -> str:
    """Give a text that differs after every change to the portfolio, cheaply: for caches."""
    return stamps(session).portfolio


def stamps(session: Session) -> Stamps:
    """Give the states that pages ask for, all in one statement."""
    asked: tuple[Any, ...] = (
        views_mark(),
        *(mark(part) for part in _PARTS),
        select(func.max(HomeDecision.id)).scalar_subquery(),
        select(func.max(HomeDecision.undone_at)).scalar_subquery(),
        *reference_marks(),
        func.max(Upload.id),
        func.max(Upload.withdrawn_at),
        select(func.max(Correction.id)).scalar_subquery(),
        select(func.max(Correction.undone_at)).scalar_subquery(),
        select(func.max(MatchDecision.id)).scalar_subquery(),
        mark(Part.TITLES),
    )
    of_views, processes, rounds, adoption, evaluations, meetings, made, undone, *rest = session.execute(
        select(*asked)
    ).one()
    return Stamps(
        portfolio="/".join(map(str, rest)),
        views=str(of_views),
        reference=mark_of(*rest[:2]),
        processes=str(processes),
        homes=f"{made}/{undone}",
        rounds=str(rounds),
        adoption=str(adoption),
        evaluations=str(evaluations),
        meetings=str(meetings),
    )


def known_at(table: Known, at: dt.datetime) -> ColumnElement[bool]:
    """Give the condition that a derived row was known at an instant."""
    return and_(table.known_from <= at, table.known_to > at)


def _known_apart(session: Session, at: dt.datetime, other: dt.datetime) -> dict[int, Version]:
    return {version.initiative_id: version for version in session.scalars(_apart_query(at, other))}


def _apart_query(at: dt.datetime, other: dt.datetime) -> Select[Any]:
    """Ask for the versions known at an instant that were not the ones known at the other."""
    elsewhen = aliased(Version)
    is_the_same = and_(
        elsewhen.initiative_id == Version.initiative_id,
        elsewhen.known_from == Version.known_from,
        elsewhen.known_from <= other,
        elsewhen.known_to > other,
    )
    return (
        select(Version)
        .outerjoin(elsewhen, is_the_same)
        .where(known_at(Version, at), elsewhen.initiative_id.is_(None))
    )


class _Apart(NamedTuple):
    """What a comparison asks of a version."""

    is_listed: bool
    traffic_light: TrafficLight | None
    values_json: str


def _rows_apart(session: Session, at: dt.datetime, other: dt.datetime) -> dict[int, _Apart]:
    columns = (Version.initiative_id, Version.is_listed, Version.traffic_light, Version.values_json)
    query = _apart_query(at, other).with_only_columns(*columns)
    return {row[0]: _Apart(row[1], row[2], row[3]) for row in session.connection().execute(query)}


def _is_alike(before: _Apart | None, now: _Apart | None) -> bool:
    """Tell whether a change is none: something was changed and changed back."""
    if before is None or now is None or before.is_listed != now.is_listed:
        return False
    return before.values_json == now.values_json


def _change_rows(old: Version | None, new: Version | None) -> list[tuple[Any, ...]]:
    """Give an initiative's rows: its fields that differ, and one without a field where that says nothing."""
    version, kind = new or old, _kind(old, new)
    if version is None or kind is None:
        return []
    changed_at = None if new is None else new.known_from.replace(tzinfo=None)
    fields: list[tuple[Any, ...]] = [] if old is None or new is None else _field_changes(old, new)
    if kind is not ChangeKind.CHANGED:
        fields = [(None, None, None), *fields]
    return [(version.initiative_id, version.title, kind, *field, changed_at) for field in fields]


def _kind(old: Version | _Apart | None, new: Version | _Apart | None) -> ChangeKind | None:
    was, is_ = old is not None and old.is_listed, new is not None and new.is_listed
    if was and is_:
        return ChangeKind.CHANGED
    if is_:
        return ChangeKind.NEW if old is None else ChangeKind.BACK
    return ChangeKind.GONE if was else None


def _field_changes(old: Version, new: Version) -> list[tuple[Any, ...]]:
    before, after = values_of(old.values_json), values_of(new.values_json)
    names = [name for name in FIELDS if before.get(name) != after.get(name)]
    return [(name, _text(before.get(name)), _text(after.get(name))) for name in names]


def _text(value: Value | None) -> str | None:
    return None if value is None else canonical_json(value_data(value))
