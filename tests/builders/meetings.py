"""Series, meetings and points as tests need them: a whole valid default, the test names what differs."""

import datetime as dt

from sqlalchemy import Engine

from portfolio.database import reading, writing
from portfolio.meetings.book import MeetingBook, PointFacts, PointRow, SeriesFacts
from portfolio.meetings.deeds import Planned, make_series, plan_meetings
from portfolio.queries.meetings import read_meetings
from portfolio.vocabulary import AgendaReason, AgendaSection, Rhythm

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
BY = "fælles konsulent"


def at(day: int, month: int = 11, hour: int = 9) -> dt.datetime:
    """Give an instant of 2026."""
    return dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)


def forum(**facts: object) -> SeriesFacts:
    """Give a forum that meets each month, on the third Monday at 9."""
    known: dict[str, object] = {
        "name": "Forum for koordination",
        "rhythm": Rhythm.MONTHLY_BUT_JULY,
        "weekday": 0,
        "week_of_month": 3,
        "begins_at": "09.00",
    }
    return SeriesFacts(**{**known, **facts})  # type: ignore[arg-type]


def point(key: str = "got_worse:1", **facts: object) -> PointFacts:
    """Give a proposed point about initiative 1."""
    known: dict[str, object] = {
        "reason": AgendaReason.GOT_WORSE,
        "section": AgendaSection.DISCUSS,
        "title": "Fælles data er blevet rød",
        "initiative_ids": (1,),
        "rows": (PointRow(1, "Fælles data", "yellow", "red"),),
        "atoms": (f"{key}@red",),
    }
    return PointFacts(key, **{**known, **facts})  # type: ignore[arg-type]


def series(engine: Engine, now: dt.datetime = NOW, **facts: object) -> int:
    """Make a series, and give its number."""
    with writing(engine) as session:
        return make_series(session, forum(**facts), now=now, by=BY)


def meetings(engine: Engine, series_id: int, *days: dt.date, now: dt.datetime = NOW) -> list[int]:
    """Plan meetings on some days, and give their numbers."""
    with writing(engine) as session:
        return plan_meetings(session, series_id, [Planned(day) for day in days], now=now, by=BY)


def book(engine: Engine, instant: dt.datetime = NOW) -> MeetingBook:
    """Read all meetings as known at an instant."""
    with reading(engine) as session:
        return read_meetings(session, instant)
