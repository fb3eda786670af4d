"""Tables beside a list of initiatives: a status log, milestones; a test names only what it is about."""

import datetime as dt

from portfolio.records import FuzzyDate, TableReading
from portfolio.vocabulary import Precision, TableKind
from tests.builders.uploads import day_value, make_report, make_table


def month_value(month: dt.date) -> FuzzyDate:
    """Give a month as a value."""
    last = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1) - dt.timedelta(days=1)
    return FuzzyDate(month, last, Precision.MONTH)


def log(*rows: tuple[object, ...], title: str = "A", sheet: str = "Statuslog") -> TableReading:
    """Make a status log: a row is a month, a light, and maybe words and another title."""
    reports = [
        make_report(
            number,
            sheet=sheet,
            title=rest[1] if len(rest) > 1 else title,
            month=month_value(month),
            traffic_light=light,
            status_text=rest[0] if rest else None,
        )
        for number, (month, light, *rest) in enumerate(rows, 2)
    ]
    return make_table(*reports, kind=TableKind.STATUS_LOG, sheet=sheet)


def milestones(*rows: tuple[object, ...], title: str = "A", sheet: str = "Milepæle") -> TableReading:
    """Make a table of milestones: a row is a name, a day, and maybe how far it is."""
    reports = [
        make_report(
            number,
            sheet=sheet,
            title=title,
            milestone=name,
            date=None if day is None else day_value(day),
            status=rest[0] if rest else None,
        )
        for number, (name, day, *rest) in enumerate(rows, 2)
    ]
    return make_table(*reports, kind=TableKind.MILESTONES, sheet=sheet)
