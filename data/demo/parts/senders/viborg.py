"""Viborg Kommune: a list with one section a month of deadlines; the months give the dates their year."""

from parts.books import Book
from parts.dates import MONTHS, DateHabit, dated
from parts.lines import Line, read_lines
from parts.tables import Column
from parts.values import PRIORITY, SPREAD, coded, kroner, written_count

STATUS = {
    "planned": ("Ej startet",),
    "active": ("Igangsat", "I proces"),
    "paused": ("Stillet i bero",),
    "completed": ("Udført", "Gennemført"),
    "in_operation": ("I drift",),
}
COLUMNS = (
    Column("Opgave", "title", width=44),
    Column("Ansvarlig leder", "owner", width=28),
    Column("Samarbejdspartnere", "other_parties", width=30, source="parties"),
    Column("Status", "status", coded(STATUS), 16),
    Column("Frist", "end", dated(DateHabit(day=("1/3", "1. marts"))), 14, source="deadline"),
    Column("Udgift", "budget_dkk", kroner("1.250.000", "500.000,-", "1.250.000 kr."), 16, source="cost"),
    Column("Antal borgere", "citizen_count", written_count, 16, source="citizens"),
    Column("Spredningspotentiale", "spread_potential", coded(SPREAD), 14, source="spread"),
    Column("Prioritet", "priority", coded(PRIORITY), 12),
    Column("Bemærkning", "remarks", width=36),
)
WITHOUT_DEADLINE = "Uden frist"


def build(month: int) -> Book:
    """Make the list of one month of 2026."""
    book = Book(
        f"Viborg_opfoelgning_{MONTHS[month - 1]}.xlsx",
        "Viborg Kommune, Sundhed og Omsorg",
        f"2026-{month:02d}",
        "0791",
        "Måneder som afsnit, de giver fristerne deres år. Intet trafiklys.",
        (("Opfølgning", "A1"),),
    )
    sheet = book.sheet("Opfølgning", freeze=(4, 2))
    sheet.put(1, 1, "Viborg Kommune: opgaver sammen med hospital og praksis", bold=True, size=14)
    table = book.table(sheet, COLUMNS)
    table.headings(3)
    lines = sorted(read_lines("viborg", month), key=_deadline)
    for section in dict.fromkeys(map(_section, lines)):
        table.section(section)
        for line in lines:
            if _section(line) == section:
                table.add(line.values, line.identity)
    return book


def _deadline(line: Line) -> str:
    return line.values.get("deadline", "9999")


def _section(line: Line) -> str:
    deadline = line.values.get("deadline")
    if deadline is None:
        return WITHOUT_DEADLINE
    return f"{MONTHS[int(deadline[5:7]) - 1].capitalize()} {deadline[:4]}"
