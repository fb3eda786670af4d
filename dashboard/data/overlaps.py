"""What is held up against each other, what people have decided of it, and what has just come in lists."""

from collections.abc import Collection
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from dashboard.data.door import (
    DAYS_KEPT,
    Door,
    door_here,
    is_present,
    kept,
    moment_here,
    stamp_here,
    stamps_here,
)
from portfolio.database import reading
from portfolio.moments import Moment
from portfolio.overlap.alike import TEXTS
from portfolio.overlap.groups import Group, groups
from portfolio.overlap.index import Known
from portfolio.queries import overlap as overlap_query
from portfolio.queries.ledger import LATEST, ApartNote, apart_from
from portfolio.queries.overlap import Compared, OverlapBook
from portfolio.queries.uploads import UploadSummary, uploads

_MOST_TAKEN_APART = 50_000
_NEWEST = 3
_TAKEN_APART: WeakKeyDictionary[Door, Known] = WeakKeyDictionary()
"""Initiatives taken apart for their texts: what has not changed is not taken apart again."""


@dataclass(frozen=True, slots=True)
class JustCome:
    """A list that came lately, and the initiatives in it that no list told of before."""

    upload: UploadSummary
    new_ids: tuple[int, ...]


@kept(DAYS_KEPT)
def kept_compared(door: Door, _stamp: str, moment: Moment) -> Compared:
    """Take all initiatives apart."""
    known = _TAKEN_APART.setdefault(door, {})
    if len(known) > _MOST_TAKEN_APART:
        known.clear()
    with reading(door.engine) as session:
        return overlap_query.read_compared(session, moment.instant, known)


@kept(DAYS_KEPT)
def kept_groups(door: Door, stamp: str, moment: Moment) -> tuple[Group, ...]:
    """Find where several do the same."""
    compared = kept_compared(door, stamp, moment)
    return groups(compared.index, compared.apart)


@kept(DAYS_KEPT)
def kept_overlap(door: Door, _stamps: tuple[str, str], moment: Moment) -> OverlapBook:
    """Read what people have decided."""
    with reading(door.engine) as session:
        return overlap_query.read_overlap(session, moment.instant)


@kept(DAYS_KEPT)
def kept_just_come(door: Door, _stamp: str, moment: Moment) -> tuple[JustCome, ...]:
    """Read what was new in the newest lists."""
    with reading(door.engine) as session:
        newest = uploads(session, limit=_NEWEST)
        new = ((it, overlap_query.new_in_upload(session, it.id, moment.instant)) for it in newest)
        return tuple(JustCome(upload, ids) for upload, ids in new)


def compared() -> Compared:
    """Give all initiatives ready to be held up against."""
    return kept_compared(door_here(), stamp_here(), moment_here())


def alike_groups() -> tuple[Group, ...]:
    """Give where several do the same, all over the portfolio."""
    return kept_groups(door_here(), stamp_here(), moment_here())


def overlap_decisions() -> OverlapBook:
    """Give what people have decided of what is alike."""
    stamps = stamps_here()
    return kept_overlap(door_here(), (stamps.portfolio, stamps.overlap), moment_here())


def apart_notes(initiative_id: int) -> tuple[ApartNote, ...]:
    """Give what an initiative is said not to be, with who said it."""
    at = LATEST if is_present() else moment_here().instant
    with reading(door_here().engine) as session:
        return apart_from(session, initiative_id, at)


def just_come() -> tuple[JustCome, ...]:
    """Give the newest lists with what was new in each."""
    return kept_just_come(door_here(), stamp_here(), moment_here())


def compared_texts(ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Give the texts of some initiatives that are compared, and those that tell how they went."""
    with reading(door_here().engine) as session:
        return overlap_query.read_texts(session, moment_here().instant, ids, {*TEXTS, *overlap_query.TOLD})
