"""What came in with an upload: which initiatives were new, changed or unchanged, and which were gone."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.tables import MatchDecision, Upload, Version
from portfolio.versions.facts import read_lists
from portfolio.versions.lists import Lists
from portfolio.vocabulary import MatchMethod

_MOMENT = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Ids of initiatives by what an upload meant to them when it came; each in ascending order.

    Attributes:
        new: first known by this upload.
        changed: known before; something is known differently since.
        unchanged: known before, and nothing is known differently (also where a newer list already spoke).
        gone: in the source's list before, and not in this one, which took its place as the newest.
    """

    new: tuple[int, ...]
    changed: tuple[int, ...]
    unchanged: tuple[int, ...]
    gone: tuple[int, ...]


def arrivals(session: Session, upload: Upload) -> Arrivals:
    """Tell what came in with an upload."""
    methods = _methods(session, upload.id)
    new = {id_ for id_, method in methods.items() if method is MatchMethod.NEW}
    known = set(methods) - new
    changed = known & _changed(session, upload.id, upload.uploaded_at) if known else set()
    return Arrivals(
        new=tuple(sorted(new)),
        changed=tuple(sorted(changed)),
        unchanged=tuple(sorted(known - changed)),
        gone=tuple(sorted(_before(session, upload, read_lists(session)) - set(methods))),
    )


def _methods(session: Session, upload_id: int) -> dict[int, MatchMethod]:
    query = select(MatchDecision.initiative_id, MatchDecision.method).where(
        MatchDecision.upload_id == upload_id, MatchDecision.undone_at.is_(None)
    )
    return {row.initiative_id: row.method for row in session.execute(query)}


def _changed(session: Session, upload_id: int, at: dt.datetime) -> set[int]:
    """Give those of an upload's initiatives that have a version beginning at an instant."""
    begins = (Version.initiative_id == MatchDecision.initiative_id) & (Version.known_from == at)
    query = select(MatchDecision.initiative_id).join(Version, begins)
    return set(session.scalars(query.where(MatchDecision.upload_id == upload_id)))


def _before(session: Session, upload: Upload, lists: Lists) -> set[int]:
    """Give the initiatives of the list that an upload took the place of; none where a newer list stood."""
    if lists.newest(upload.source_id, upload.uploaded_at) != upload.id:
        return set()
    earlier = lists.newest(upload.source_id, upload.uploaded_at - _MOMENT)
    return set() if earlier is None else set(_methods(session, earlier))
