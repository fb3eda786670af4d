"""Frames as the model gives them: a whole valid default, the test names only what differs."""

import datetime as dt

import pandas as pd

from portfolio import frames

_DEFAULTS: dict[str, object] = {
    "title": "Fælles sygepleje i hjemmet",
    "focus_area_id": "aeldre-kronisk",
    "organisation_id": "rh-syd",
    "organisation": "Sundhedsklynge Syd",
    "status": "active",
    "phase": "testing",
    "traffic_light": "green",
    "first_month": dt.date(2026, 9, 1),
    "last_month": dt.date(2026, 11, 1),
    "known_from": dt.datetime(2026, 11, 5, 8, 0),  # noqa: DTZ001  # frames hold UTC without its name
    "source_count": 1,
    "is_listed": True,
    "has_conflict": False,
    "is_overdue": False,
    "is_silent": False,
}


def initiatives_frame(*rows: dict[str, object]) -> pd.DataFrame:
    """Make an ``INITIATIVES`` frame of rows numbered from 1."""
    whole = [{"id": number, **_DEFAULTS, **row} for number, row in enumerate(rows, start=1)]
    return frames.INITIATIVES.frame([row.get(name) for name in frames.INITIATIVES.dtypes] for row in whole)


def participation_frame(**municipalities: str) -> pd.DataFrame:
    """Make a ``PARTICIPATION`` frame of ``_1="0167 0155"``: an initiative's id and its municipalities."""
    pairs = ((int(key[1:]), code) for key, codes in municipalities.items() for code in codes.split())
    return frames.PARTICIPATION.frame(sorted(pairs))


def cross_frame(*rows: tuple[str | None, str | None, int]) -> pd.DataFrame:
    """Make a ``CROSS`` frame of (row, column, count)."""
    return frames.CROSS.frame(rows)


def monthly_frame(*rows: tuple[int, dt.date, str | None, str | None]) -> pd.DataFrame:
    """Make a ``MONTHLY_STATUS`` frame of (initiative id, month, light, text)."""
    return frames.MONTHLY_STATUS.frame((id_, at, light, "active", text) for id_, at, light, text in rows)
