"""What follows from reports about initiatives that nobody knew before: there is nothing to compare with."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from sqlalchemy.orm import Session

from portfolio import bulk
from portfolio.bulk import Columns
from portfolio.tables import FOREVER
from portfolio.versions.lists import UploadFacts
from portfolio.versions.rows import LISTINGS, MONTHS, MUNICIPALITIES, VERSIONS


@dataclass(frozen=True, slots=True)
class Reported:
    """What reports about initiatives say, each as if it alone spoke of its own.

    Attributes:
        ids: the initiatives.
        states: what their rows of ``version`` hold, see :data:`portfolio.versions.rows.STATE_COLUMNS`.
        municipalities: those that take part.
        stands: their light, their status and the text about it.
    """

    ids: Sequence[int]
    states: Columns
    municipalities: Sequence[Sequence[str]]
    stands: Columns

    def only(self, are_wanted: Sequence[bool]) -> "Reported":
        """Give some of them."""
        if all(are_wanted):
            return self
        return Reported(
            list(compress(self.ids, are_wanted)),
            {name: list(compress(column, are_wanted)) for name, column in self.states.items()},
            list(compress(self.municipalities, are_wanted)),
            {name: list(compress(column, are_wanted)) for name, column in self.stands.items()},
        )


def write_first(session: Session, upload: UploadFacts, reported: Reported) -> None:
    """Write what :func:`portfolio.versions.derive` would of initiatives that only a new upload tells of."""
    at, month = upload.uploaded_at, upload.month
    write_states(session, at, reported)
    listings = ((id_, at, FOREVER, month, month, None) for id_ in reported.ids)
    bulk.write(session, LISTINGS.table, listings)
    write_months(session, at, month, reported)


def write_states(session: Session, at: dt.datetime, reported: Reported) -> None:
    """Write versions with their municipalities, known from an instant on."""
    bulk.write_columns(session, VERSIONS.table, {**_known(at, reported.ids), **reported.states})
    each = zip(reported.ids, reported.municipalities, strict=True)
    bulk.write(session, MUNICIPALITIES, ((id_, at, code) for id_, codes in each for code in codes))


def write_months(session: Session, at: dt.datetime, month: dt.date, reported: Reported) -> None:
    """Write how initiatives stand in a month, known from an instant on."""
    months = {"month": [month] * len(reported.ids)}
    bulk.write_columns(session, MONTHS.table, {**_known(at, reported.ids), **months, **reported.stands})


def _known(at: dt.datetime, ids: Sequence[int]) -> dict[str, Sequence[object]]:
    count = len(ids)
    return {"initiative_id": ids, "known_from": [at] * count, "known_to": [FOREVER] * count}
