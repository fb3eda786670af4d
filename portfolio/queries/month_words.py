"""What lists said of each initiative month by month, as known at an instant."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from portfolio.month_words import MonthWords, Row
from portfolio.queries.portfolio import known_at
from portfolio.queries.told import batches
from portfolio.snapshot import Snapshot
from portfolio.tables import InitiativeMonth


def read_month_words(session: Session, known: Snapshot, as_of: dt.datetime) -> MonthWords:
    """Read the words of the months of a snapshot's initiatives, as known at its instant."""
    logged = [id_ for id_ in known.log.of if known.place(id_) is not None]
    return MonthWords(known, _rows(session, as_of, logged))


def read_words_of(session: Session, known: Snapshot, as_of: dt.datetime, initiative_id: int) -> MonthWords:
    """Read the words of one initiative's months alone; of the others it knows nothing."""
    is_it = InitiativeMonth.initiative_id == initiative_id
    query = _whole_query(as_of, is_it).order_by(InitiativeMonth.month)
    return MonthWords(known, session.connection().execute(query))


def _rows(session: Session, as_of: dt.datetime, logged: Collection[int]) -> Iterator[Row]:
    """Give words that are other than the month's before; of those that a log tells of, all of them."""
    execute = session.connection().execute
    in_log = set(logged)
    yield from (row for row in execute(_changes_query(as_of)) if row[0] not in in_log)
    for ids in batches(sorted(in_log)):
        yield from execute(_whole_query(as_of, InitiativeMonth.initiative_id.in_(ids)))


def _changes_query(as_of: dt.datetime) -> Select[Any]:
    """Ask for the months alone in which an initiative's words change: most stay for months."""
    before = func.lag(InitiativeMonth.status_text).over(
        partition_by=InitiativeMonth.initiative_id, order_by=InitiativeMonth.month
    )
    place = func.row_number().over(partition_by=InitiativeMonth.initiative_id, order_by=InitiativeMonth.month)
    columns = (InitiativeMonth.initiative_id, InitiativeMonth.month, InitiativeMonth.status_text)
    told = (
        select(*columns, before.label("before"), place.label("place"))
        .where(known_at(InitiativeMonth, as_of))
        .subquery()
    )
    is_other = or_(told.c.place == 1, told.c.status_text.is_distinct_from(told.c.before))
    return select(told.c.initiative_id, told.c.month, told.c.status_text).where(is_other)


def _whole_query(as_of: dt.datetime, condition: ColumnElement[bool]) -> Select[int, dt.date, str | None]:
    return select(InitiativeMonth.initiative_id, InitiativeMonth.month, InitiativeMonth.status_text).where(
        and_(known_at(InitiativeMonth, as_of), condition)
    )
