"""What follows from reports about initiatives that nobody knew before: there is nothing to compare with."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from portfolio import bulk
from portfolio.bulk import Row
from portfolio.tables import FOREVER
from portfolio.versions.lists import UploadFacts
from portfolio.versions.rows import LISTINGS, MONTHS, MUNICIPALITIES, VERSIONS


class FirstKnown(NamedTuple):
    """What the only report about an initiative says.

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


def write_first(session: Session, upload: UploadFacts, known: Sequence[FirstKnown]) -> None:
    """Write what :func:`portfolio.versions.derive` would of initiatives that only a new upload tells of."""
    at, month = upload.uploaded_at, upload.month
    bulk.write(session, VERSIONS.table, ((it.initiative_id, at, FOREVER, *it.state) for it in known))
    listings = ((it.initiative_id, at, FOREVER, month, month, None) for it in known)
    bulk.write(session, LISTINGS.table, listings)
    bulk.write(session, MONTHS.table, ((it.initiative_id, month, at, FOREVER, *it.stands) for it in known))
    municipalities = ((it.initiative_id, at, code) for it in known for code in it.municipalities)
    bulk.write(session, MUNICIPALITIES, municipalities)
