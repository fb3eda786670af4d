"""Derives what follows from all that has happened, and writes the rows that differ."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.bulk import Row
from portfolio.tables import Initiative
from portfolio.versions import rows
from portfolio.versions.facts import months_touched, read_contents, read_events, read_lists
from portfolio.versions.history import Derived, Moment, ReportId, derived, moments
from portfolio.versions.lists import Lists

_BATCH = 1000
"""How many initiatives are derived at a time: bounds memory, and the number of parameters of a statement."""


def derive(
    session: Session, initiative_ids: Collection[int] | None = None, *, since: dt.datetime | None = None
) -> None:
    """Derive versions, listings and months again; what is already so is not written.

    Args:
        session: a writer's session.
        initiative_ids: which initiatives; None for all.
        since: the instant of the change that calls for it, so that what was known before is left alone. None
            derives from the first report on, to the same rows.
    """
    lists = read_lists(session)
    ids = session.scalars(select(Initiative.id)).all() if initiative_ids is None else initiative_ids
    for batch in _batches(sorted(ids)):
        _derive_batch(session, batch, lists, since)


def _derive_batch(session: Session, batch: Sequence[int], lists: Lists, since: dt.datetime | None) -> None:
    events = read_events(session, batch)
    stood = {id_: moments(events[id_], lists, since) for id_ in batch}
    contents = read_contents(session, batch, _speaking(stood.values()))
    months = None if since is None else months_touched(events.values(), lists, since)
    found = {id_: derived(stood[id_], lists, contents, months) for id_ in batch}
    for kept in (rows.VERSIONS, rows.LISTINGS, rows.MONTHS):
        stored = rows.stored_rows(session, kept, batch, since, months)
        rows.write_rows(session, kept, stored, _rows(kept, found, stored, since))


def _rows(
    kept: rows.DerivedTable,
    found: Mapping[int, Derived],
    stored: Sequence[Row],
    since: dt.datetime | None,
) -> list[Row]:
    new = [row for id_, known in found.items() for row in kept.rows(id_, known)]
    return new if since is None else rows.joined(kept, stored, new, since)


def _speaking(stood: Iterable[Sequence[Moment]]) -> Iterator[ReportId]:
    return (report.id for moments_of_one in stood for moment in moments_of_one for report in moment.speaking)


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    left = iter(ids)
    while batch := list(islice(left, _BATCH)):
        yield batch
