"""What follows from reports about initiatives that nobody knew before: there is nothing to compare with."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from portfolio import bulk
from portfolio.bulk import Row
from portfolio.tables import FOREVER
from portfolio.versions.lists import UploadFacts
from portfolio.versions.rows import LISTINGS, MONTHS, MUNICIPALITIES, VERSIONS


class Reported(NamedTuple):
    """What a report about an initiative says, when it alone speaks of it.

    Attributes:
        initiative_id: the initiative.
        state: what its row of ``version`` holds, see :data:`portfolio.versions.rows.STATE_COLUMNS`.
        municipalities: those that take part.
        stands: its light, its status and the text about it.
    """

    initiative_id: int
    state: Row
    municipalities: Sequence[str]
    stands: Row


def write_first(session: Session, upload: UploadFacts, reported: Sequence[Reported]) -> None:
    """Write what :func:`portfolio.versions.derive` would of initiatives that only a new upload tells of."""
    at, month = upload.uploaded_at, upload.month
    write_states(session, at, reported)
    listings = ((it.initiative_id, at, FOREVER, month, month, None) for it in reported)
    bulk.write(session, LISTINGS.table, listings)
    write_months(session, at, month, reported)


def write_states(session: Session, at: dt.datetime, reported: Sequence[Reported]) -> None:
    """Write versions with their municipalities, known from an instant on."""
    bulk.write(session, VERSIONS.table, ((it.initiative_id, at, FOREVER, *it.state) for it in reported))
    municipalities = ((it.initiative_id, at, code) for it in reported for code in it.municipalities)
    bulk.write(session, MUNICIPALITIES, municipalities)


def write_months(session: Session, at: dt.datetime, month: dt.date, reported: Sequence[Reported]) -> None:
    """Write how initiatives stand in a month, known from an instant on."""
    rows = ((it.initiative_id, month, at, FOREVER, *it.stands) for it in reported)
    bulk.write(session, MONTHS.table, rows)
