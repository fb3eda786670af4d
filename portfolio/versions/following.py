"""What follows of initiatives that one source alone tells of, when its next list comes.

Nothing that was told before has to be read: their new state is what the new report says alone, and of the
months before it only the last has a say.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portfolio import bulk
from portfolio.bulk import Row
from portfolio.encoding import origins_json
from portfolio.tables import FOREVER, Correction, IdentityChange, InitiativeListing, InitiativeMonth, Version
from portfolio.versions.first import Reported, write_months, write_states
from portfolio.versions.lists import Lists, UploadFacts
from portfolio.versions.rows import LISTINGS, VERSIONS, DerivedTable

_COMPARED = (
    Version.organisation_id,
    Version.source_count,
    Version.is_listed,
    Version.has_conflict,
    Version.values_json,
    Version.origins_json,
)
"""Columns of a version that tell whether it says the same: all others follow from its values."""

_ORIGINS = _COMPARED.index(Version.origins_json)
_COUNT, _IS_LISTED = _COMPARED.index(Version.source_count), _COMPARED.index(Version.is_listed)


class Following:
    """Writes what :func:`portfolio.versions.derive` would of initiatives that no other list tells of.

    Args:
        session: a writer's session.
        lists: all uploads, the new one among them.
        upload: the upload, which has just come.
    """

    def __init__(self, session: Session, lists: Lists, upload: UploadFacts) -> None:
        self._session = session
        self._lists = lists
        self._upload = upload

    def write(self, reported: Reported) -> set[int]:
        """Write what follows from initiatives' only report in the upload; give those that were written."""
        if not reported.ids or not self._is_next:
            return set()
        states, listings = self._states(reported.ids), self._listings(reported.ids)
        told = reported.only([id_ in states and id_ in listings for id_ in reported.ids])
        says = zip(*(told.states[column.key] for column in _COMPARED), strict=True)
        changed = told.only([states[id_] != said for id_, said in zip(told.ids, says, strict=True)])
        at, month = self._upload.uploaded_at, self._upload.month
        self._end(VERSIONS, changed.ids)
        write_states(self._session, at, changed)
        self._end(LISTINGS, told.ids)
        rows = ((id_, at, FOREVER, *listings[id_]) for id_ in told.ids)
        bulk.write(self._session, LISTINGS.table, rows)
        write_months(self._session, at, month, told)
        return set(told.ids)

    @cached_property
    def _is_next(self) -> bool:
        """Tell whether the upload is its source's newest list, the first of its month, and the last event."""
        new, at = self._upload, self._upload.uploaded_at
        others = [it for it in self._lists.uploads.values() if it.id != new.id]
        is_newest = self._lists.newest(new.source_id, at) == new.id
        if not is_newest or any((it.source_id, it.month) == (new.source_id, new.month) for it in others):
            return False
        instants = [it.uploaded_at for it in others] + [it.withdrawn_at for it in others]
        return all(it is None or it < at for it in (*instants, *self._deeds()))

    def _deeds(self) -> Iterator[dt.datetime | None]:
        """Give when people last corrected, merged or split initiatives, or undid that."""
        for columns in (
            (Correction.corrected_at, Correction.undone_at),
            (IdentityChange.made_at, IdentityChange.undone_at),
        ):
            yield from self._session.execute(select(*map(func.max, columns))).one()

    def _states(self, ids: Collection[int]) -> dict[int, Row]:
        """Give what the versions known now say, of initiatives that no other list tells of."""
        query = select(Version.initiative_id, *_COMPARED).where(
            Version.initiative_id.in_(ids), Version.known_to > self._upload.uploaded_at
        )
        found = ((id_, tuple(state)) for id_, *state in self._session.execute(query))
        origins = _from_alone(self._upload.source_id)
        return {
            id_: state
            for id_, state in found
            if state[_COUNT] == 1 and state[_IS_LISTED] and state[_ORIGINS] == origins
        }

    def _listings(self, ids: Collection[int]) -> dict[int, Row]:
        """Give the new listings of initiatives that have not been in the upload's month or a later one."""
        known = InitiativeListing
        is_last = (
            (InitiativeMonth.initiative_id == known.initiative_id)
            & (InitiativeMonth.month == known.last_month)
            & (InitiativeMonth.known_to > self._upload.uploaded_at)
        )
        query = (
            select(known.initiative_id, known.first_month, InitiativeMonth.traffic_light)
            .join(InitiativeMonth, is_last)
            .where(known.initiative_id.in_(ids), known.known_to > self._upload.uploaded_at)
            .where(known.last_month < self._upload.month)
        )
        month = self._upload.month
        return {id_: (first, month, light) for id_, first, light in self._session.execute(query)}

    def _end(self, kept: DerivedTable, ids: Sequence[int]) -> None:
        """Let what is known of initiatives be known until the upload came."""
        if not ids:
            return
        at, columns = self._upload.uploaded_at, kept.table.c
        known_now = columns.initiative_id.in_(ids) & (columns.known_to > at)
        self._session.connection().execute(update(kept.table).where(known_now).values(known_to=at))


@lru_cache(maxsize=1 << 10)
def _from_alone(source_id: int) -> str:
    """Give what is stored of a version whose values are all from a source, none from a correction."""
    return origins_json({"title": ("source", source_id)})
