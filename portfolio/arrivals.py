"""What came in with an upload: which initiatives were new, changed or unchanged, and which were gone."""

import datetime as dt
from collections.abc import Collection, Hashable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from portfolio.comparison import NOT_COMPARED, columns_had
from portfolio.encoding import values_of
from portfolio.records import Value
from portfolio.rules.sameness import value_key
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
        changed: known before; something else is known since, in the sense of a comparison.
        unchanged: known before, and nothing else is known (also where a newer list already spoke).
        gone: in the source's list before, and not in this one, which took its place as the newest.
    """

    new: tuple[int, ...]
    changed: tuple[int, ...]
    unchanged: tuple[int, ...]
    gone: tuple[int, ...]


def arrivals(session: Session, upload: Upload) -> Arrivals:
    """Tell what came in with an upload."""
    told = _told(session, upload.id)
    new = _told(session, upload.id, MatchDecision.method == MatchMethod.NEW)
    known = told - new
    lists = read_lists(session)
    changed = _changed(session, upload, known, lists)
    return Arrivals(
        new=tuple(sorted(new)),
        changed=tuple(sorted(changed)),
        unchanged=tuple(sorted(known - changed)),
        gone=tuple(sorted(_before(session, upload, lists) - told)),
    )


def _told(session: Session, upload_id: int, *which: ColumnElement[bool]) -> set[int]:
    """Give the initiatives that an upload tells of."""
    query = select(MatchDecision.initiative_id).where(
        MatchDecision.upload_id == upload_id, MatchDecision.undone_at.is_(None), *which
    )
    return set(session.scalars(query))


def _changed(session: Session, upload: Upload, initiative_ids: set[int], lists: Lists) -> set[int]:
    """Give those of some initiatives of which something else is known since an upload, as comparisons tell.

    Another title or spelling is no change, nor is a column that came or left as a whole.
    """
    if not initiative_ids:
        return set()
    at = upload.uploaded_at
    earlier = lists.newest(upload.source_id, at - _MOMENT)
    had, has = columns_had(session, earlier), columns_had(session, upload.id)
    left_out = NOT_COMPARED | (had ^ has if earlier is not None else set())
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    query = (
        select(Version.initiative_id, Version.known_from, Version.values_json)
        .join(MatchDecision, MatchDecision.initiative_id == Version.initiative_id)
        .where(MatchDecision.upload_id == upload.id)
        .where((Version.known_from == at) | (Version.known_to == at))
    )
    for id_, known_from, values in session.execute(query):
        (after if known_from == at else before)[id_] = values
    return {
        id_
        for id_ in initiative_ids & after.keys()
        if id_ not in before or _differ(before[id_], after[id_], left_out)
    }


def _differ(before: str, after: str, left_out: Collection[str]) -> bool:
    """Tell whether two versions' values say different things."""
    old, new = values_of(before), values_of(after)
    names = (old.keys() | new.keys()) - set(left_out)
    return any(_said(old.get(name)) != _said(new.get(name)) for name in names)


def _said(value: Value | None) -> Hashable:
    return None if value is None else value_key(value)


def _before(session: Session, upload: Upload, lists: Lists) -> set[int]:
    """Give the initiatives of the list that an upload took the place of; none where a newer list stood."""
    if lists.newest(upload.source_id, upload.uploaded_at) != upload.id:
        return set()
    earlier = lists.newest(upload.source_id, upload.uploaded_at - _MOMENT)
    return set() if earlier is None else _told(session, earlier)
