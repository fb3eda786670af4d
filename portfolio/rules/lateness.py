"""When an initiative is over its end date."""

import datetime as dt

from portfolio.vocabulary import Precision, Status

FINISHED = frozenset({Status.COMPLETED, Status.IN_OPERATION, Status.STOPPED})
"""States in which nothing more is awaited, so that no end date can be missed."""


def is_finished(status: str | None) -> bool:
    """Tell whether nothing more is awaited of an initiative; an unknown status is not finished."""
    return status in FINISHED


def is_overdue(
    end_last: dt.date | None, end_precision: str | None, status: str | None, today: dt.date
) -> bool:
    """Tell whether the last day its end can mean has passed while the initiative is not finished.

    An open end (løbende) cannot be passed; no stated end is unknown, and so not overdue.
    """
    if end_last is None or end_precision == Precision.OPEN:
        return False
    return end_last < today and not is_finished(status)
