"""Snapshots of a few initiatives: a whole valid default, the test names only what differs."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from portfolio.snapshot import COLUMNS, Snapshot

TODAY = dt.date(2026, 11, 23)

Report = tuple[int, dt.date, str | None, str | None]
"""An initiative's id, the reporting month, the light and what was said."""

_DEFAULTS: Mapping[str, object] = {
    "title": "Fælles sygepleje i hjemmet",
    "focus_area_id": "aeldre-kronisk",
    "organisation_id": "rh-syd",
    "organisation": "Sundhedsklynge Syd",
    "status": "active",
    "phase": "testing",
    "traffic_light": "green",
    "first_month": dt.date(2026, 9, 1),
    "last_month": dt.date(2026, 11, 1),
    "source_count": 1,
    "is_listed": True,
    "has_conflict": False,
}
LATE: Mapping[str, object] = {"end_last": dt.date(2026, 10, 31), "end_precision": "day"}
"""What an initiative is told with that is past its end."""


def make_row(number: int, **given: object) -> dict[str, object]:
    """Make the row of an initiative, by column."""
    return dict.fromkeys(COLUMNS) | {"id": number, **_DEFAULTS, **given}


def make_snapshot(
    *rows: Mapping[str, object],
    taking_part: Mapping[int, str] | None = None,
    reports: Sequence[Report] = (),
    today: dt.date = TODAY,
) -> Snapshot:
    """Make a snapshot of rows numbered from 1; ``taking_part`` has ids and their municipalities as words."""
    whole = [make_row(number, **row) for number, row in enumerate(rows, 1)]
    pairs = [(id_, code) for id_, codes in (taking_part or {}).items() for code in codes.split()]
    return snapshot_of(whole, pairs, reports, today)


def snapshot_of(
    rows: Sequence[Mapping[str, object]],
    pairs: Sequence[tuple[int, str]],
    reports: Sequence[Report],
    today: dt.date = TODAY,
) -> Snapshot:
    """Make a snapshot of whole rows."""
    told: dict[int, list[str]] = {}
    for id_, month, light, _ in reports:
        told.setdefault(id_, []).append(f"{month}{light or ''}")
    in_order = sorted(reports, key=lambda report: report[:2])

    def texts(months: Sequence[dt.date]) -> Iterable[tuple[int, dt.date, str | None]]:
        return [(id_, month, text) for id_, month, _, text in in_order if month in months]

    return Snapshot(
        rows=[tuple(row[name] for name in COLUMNS) for row in rows],
        participation=pairs,
        lights=[(id_, ",".join(parts)) for id_, parts in told.items()],
        texts=texts,
        today=today,
    )
