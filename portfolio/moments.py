"""Which moment the portfolio is seen from: the end of a day, a time of it, or what a meeting looked at."""

import datetime as dt
from dataclasses import dataclass

from portfolio.rules.months import DANISH_TIME, danish_day, end_of_day


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that the portfolio can be seen from.

    Attributes:
        day: the day it falls on in Denmark; what is late or due is judged from it.
        at: the instant, aware; None: the end of the day.
        meeting: the number of the meeting that looks at it; None: no meeting is asked for.
    """

    day: dt.date
    at: dt.datetime | None = None
    meeting: int | None = None

    @property
    def instant(self) -> dt.datetime:
        """What had been known by then is known."""
        return end_of_day(self.day) if self.at is None else self.at


def moment_at(instant: dt.datetime, meeting: int | None = None) -> Moment:
    """Give the moment of an instant, aware."""
    return Moment(danish_day(instant), instant, meeting)


def clock_time(day: dt.date, hour: int, minute: int) -> Moment:
    """Give the moment of a time of a day in Denmark.

    Raises:
        ValueError: there is no such time.
    """
    local = dt.datetime.combine(day, dt.time(hour, minute), DANISH_TIME)
    return moment_at(local.astimezone(dt.UTC))
