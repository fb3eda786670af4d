"""Measurements: workbooks with a sheet of them, and series put together without a database."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from portfolio.effect.series import Indicator, Period, Point, Value, slug_of

INITIATIVES = [["Projekt", "Status", "Start", "Slut"], ["Akutteam", "I gang", None, None]]
LONG = ["Indsats", "Indikator", "Enhed", "Måned", "Værdi"]
MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
KNOWN_AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def month_text(place: int, year: int = 2025) -> str:
    """Give a month as lists write it, counted from January of a year."""
    return f"{MONTHS[place % 12]} {year + place // 12}"


def period(place: int, year: int = 2025) -> Period:
    """Give a month, counted from January of a year."""
    first = dt.date(year + place // 12, place % 12 + 1, 1)
    after = dt.date(year + (place + 1) // 12, (place + 1) % 12 + 1, 1)
    return Period(first, after - dt.timedelta(days=1))


def long_rows(
    values: Sequence[object],
    *,
    title: str = "Akutteam",
    indicator: str = "Genindlæggelser",
    unit: str = "antal",
) -> list[list[object]]:
    """Give a row a month, without headings."""
    return [[title, indicator, unit, month_text(n), value] for n, value in enumerate(values)]


def save_workbook(path: Path, **sheets: Iterable[Sequence[object]]) -> Path:
    """Write a workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def series(values: Sequence[float | None], **known: object) -> Indicator:
    """Make an indicator measured once a month; None is a month without a measurement."""
    said = [(n, value) for n, value in enumerate(values) if value is not None]
    points = tuple(
        Point(period(n), value, it := Value(period(n), value, str(value), None, KNOWN_AT), (it,))
        for n, value in said
    )
    facts = {"name": "Genindlæggelser", "unit": "antal", "title": "Akutteam", "initiative_id": 1} | known
    slug = slug_of(1, str(facts["name"]))
    return Indicator(slug=slug, points=points, **facts)  # type: ignore[arg-type]  # facts of its own types
