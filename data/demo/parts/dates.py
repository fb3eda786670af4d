"""Dates as the lists' tables note them, written as people write them.

The notation: ``2026-11-30`` day · ``2026-11`` month · ``2026-Q2`` · ``2026-H1`` · ``2026-W48`` · ``2026`` ·
``ultimo 2026-09`` · ``forår 2027`` · ``2025-03..2027-02`` two ends · ``2025-03..`` no end · ``løbende`` (any
word of OPEN) · ``?afventer`` a text that is no date · ``2027-03 | forventet {}`` a date in other words ·
``inden jul <2026-12-23`` before something that is no date. The column's :class:`DateHabit` says how it is
written.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from parts.cells import Cell, Raw, Truth, placeholder, unread

MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
SHORT = tuple(month[:3] for month in MONTHS)
SEASONS = {"forår": 3, "sommer": 6, "efterår": 9, "vinter": 12}
THIRDS = {"primo": (1, 10), "medio": (11, 20), "ultimo": (21, 31)}
OPEN = ("løbende", "løbende drift", "permanent", "fortsætter", "ingen slutdato")

NATIVE = "native"
DAY_STYLES: dict[str, Callable[[dt.date], str]] = {
    "1/3-20": lambda d: f"{d.day}/{d.month}-{d:%y}",
    "1/3 2020": lambda d: f"{d.day}/{d.month} {d.year}",
    "1/3": lambda d: f"{d.day}/{d.month}",
    "01.03.2020": lambda d: f"{d:%d.%m.%Y}",
    "1.3.20": lambda d: f"{d.day}.{d.month}.{d:%y}",
    "01-03-2020": lambda d: f"{d:%d-%m-%Y}",
    "1. marts 2020": lambda d: f"{d.day}. {MONTHS[d.month - 1]} {d.year}",
    "d. 1. marts 2020": lambda d: f"d. {d.day}. {MONTHS[d.month - 1]} {d.year}",
    "1. marts": lambda d: f"{d.day}. {MONTHS[d.month - 1]}",
}
MONTH_STYLES: dict[str, Callable[[dt.date], str]] = {
    "marts 2020": lambda d: f"{MONTHS[d.month - 1]} {d.year}",
    "mar-20": lambda d: f"{SHORT[d.month - 1]}-{d:%y}",
    "mar. 2020": lambda d: f"{SHORT[d.month - 1]}. {d.year}",
    "03/2020": lambda d: f"{d.month:02d}/{d.year}",
    "marts": lambda d: MONTHS[d.month - 1],
}
QUARTER_STYLES = ("{q}. kvartal {y}", "{q}. kvt. {y}", "Q{q} {y}", "K{q} {y}")
HALF_STYLES = ("{h}. halvår {y}", "H{h} {y}")
WEEK_STYLES = ("uge {w}, {y}", "uge {w} {y}")
YEARLESS = ("1/3", "1. marts", "marts")


@dataclass(frozen=True)
class DateHabit:
    """How a list writes its dates; of several styles the rows take turns."""

    day: tuple[str, ...] = (NATIVE,)
    month: tuple[str, ...] = ("marts 2020",)
    quarter: tuple[str, ...] = QUARTER_STYLES[:1]
    half: tuple[str, ...] = HALF_STYLES[:1]
    week: tuple[str, ...] = WEEK_STYLES[:1]
    between: str = " - "
    no_end: str = "{} - løbende"
    day_format: str = "dd-mm-yyyy"

    def in_words(self) -> DateHabit:
        """Give the same habit for dates that stand among other words, where no real date can stand."""
        day = tuple(style for style in self.day if style != NATIVE) or ("01.03.2020",)
        return replace(self, day=day, month=tuple(s for s in self.month if s != NATIVE) or ("marts 2020",))


@dataclass(frozen=True)
class When:
    """A date as written and meant; ``first`` and ``last`` are both inclusive."""

    raw: Raw
    first: dt.date | None
    last: dt.date | None
    precision: str
    has_year: bool = True
    number_format: str | None = None

    def value(self, *, has_year: bool | None = None) -> Truth:
        """Give the value as the truth file has it."""
        known = self.has_year if has_year is None else has_year
        first, last = (d.isoformat() if d else None for d in (self.first, self.last))
        value: Truth = {"from": first, "to": last, "precision": self.precision}
        return value if known else {**value, "inferred": ["year"]}


def month_span(year: int, month: int, count: int = 1) -> tuple[dt.date, dt.date]:
    """Give the first and last day of a month, or of several from it on."""
    later, number = divmod(month + count - 2, 12)
    last_day = calendar.monthrange(year + later, number + 1)[1]
    return dt.date(year, month, 1), dt.date(year + later, number + 1, last_day)


def dated(habit: DateHabit, *, is_period: bool = False) -> Callable[[str, int], Cell]:
    """Give the writer of a column of dates; a period also says the start and the end."""

    def write(notation: str, row: int) -> Cell:
        if notation == "-":
            return placeholder(notation)
        if notation.startswith("?"):
            said = notation[1:] or notation
            return unread(said, f"Ingen dato kan læses af “{said}”.")
        return _two_ends(notation, habit, row) if ".." in notation else _one(notation, habit, row, is_period)

    return write


def _one(notation: str, habit: DateHabit, row: int, is_period: bool) -> Cell:
    event, _, last_day = notation.partition(" <")
    if last_day:
        when = When(event, None, dt.date.fromisoformat(last_day), "range")
        return Cell(event, when.value()).having(open=["from", "precision"])
    date, _, prose = notation.partition(" | ")
    when = _when(date, habit if not prose else habit.in_words(), row)
    if prose:
        when = replace(when, raw=prose.format(when.raw), number_format=None)
    cell = Cell(when.raw, when.value(), when.number_format)
    return cell.having(open=["start", "end"]) if is_period and when.precision == "open" else cell


def _two_ends(notation: str, habit: DateHabit, row: int) -> Cell:
    written = habit.in_words()
    start_text, _, end_text = notation.partition("..")
    start = _when(start_text, written, row)
    if not end_text:
        whole = When(written.no_end.format(start.raw), start.first, None, "open", start.has_year)
        return Cell(whole.raw, whole.value()).having(start=start.value())
    end = _when(end_text, written, row)
    has_year = start.has_year or end.has_year
    precision = start.precision if start.precision == end.precision else "range"
    whole = When(f"{start.raw}{written.between}{end.raw}", start.first, end.last, precision, has_year)
    ends = {"start": start.value(has_year=has_year), "end": end.value(has_year=has_year)}
    return Cell(whole.raw, whole.value()).having(**ends)


def _when(notation: str, habit: DateHabit, row: int) -> When:
    for pattern, read in _KINDS:
        if found := re.fullmatch(pattern, notation):
            return read(found, habit, row)
    raise ValueError(f"no date: {notation!r}")


def _turn(styles: tuple[str, ...], row: int) -> str:
    return styles[row % len(styles)]


def _day(found: re.Match[str], habit: DateHabit, row: int) -> When:
    day, style = dt.date.fromisoformat(found[0]), _turn(habit.day, row)
    if style == NATIVE:
        return When(day, day, day, "day", number_format=habit.day_format)
    return When(DAY_STYLES[style](day), day, day, "day", style not in YEARLESS)


def _month(found: re.Match[str], habit: DateHabit, row: int) -> When:
    first, last = month_span(int(found[1]), int(found[2]))
    style = _turn(habit.month, row)
    if style == NATIVE:
        return When(first, first, last, "month", number_format="mmm-yy")
    return When(MONTH_STYLES[style](first), first, last, "month", style not in YEARLESS)


def _quarter(found: re.Match[str], habit: DateHabit, row: int) -> When:
    year, quarter = int(found[1]), int(found[2])
    raw = _turn(habit.quarter, row).format(y=year, q=quarter)
    return When(raw, *month_span(year, 3 * quarter - 2, 3), "quarter")


def _half(found: re.Match[str], habit: DateHabit, row: int) -> When:
    year, half = int(found[1]), int(found[2])
    return When(
        _turn(habit.half, row).format(y=year, h=half), *month_span(year, 6 * half - 5, 6), "half_year"
    )


def _week(found: re.Match[str], habit: DateHabit, row: int) -> When:
    year, week = int(found[1]), int(found[2])
    monday = dt.date.fromisocalendar(year, week, 1)
    raw = _turn(habit.week, row).format(y=year, w=week)
    return When(raw, monday, monday + dt.timedelta(days=6), "week")


def _year(found: re.Match[str], _habit: DateHabit, _row: int) -> When:
    year = int(found[0])
    return When(found[0], dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def _third(found: re.Match[str], _habit: DateHabit, _row: int) -> When:
    first, last = month_span(int(found[2]), int(found[3]))
    low, high = THIRDS[found[1]]
    raw = f"{found[1]} {MONTHS[first.month - 1]} {first.year}"
    return When(raw, first.replace(day=low), last.replace(day=min(high, last.day)), "third")


def _season(found: re.Match[str], _habit: DateHabit, _row: int) -> When:
    year = int(found[2])
    shown = f"{year}/{(year + 1) % 100:02d}" if found[1] == "vinter" else str(year)
    return When(f"{found[1]} {shown}", *month_span(year, SEASONS[found[1]], 3), "season")


def _open(found: re.Match[str], _habit: DateHabit, _row: int) -> When:
    return When(found[0], None, None, "open")


_KINDS: tuple[tuple[str, Callable[[re.Match[str], DateHabit, int], When]], ...] = (
    (r"\d{4}-\d\d-\d\d", _day),
    (r"(\d{4})-(\d\d)", _month),
    (r"(\d{4})-Q(\d)", _quarter),
    (r"(\d{4})-H(\d)", _half),
    (r"(\d{4})-W(\d\d)", _week),
    (r"\d{4}", _year),
    (rf"({'|'.join(THIRDS)}) (\d{{4}})-(\d\d)", _third),
    (rf"({'|'.join(SEASONS)}) (\d{{4}})", _season),
    ("|".join(OPEN), _open),
)
