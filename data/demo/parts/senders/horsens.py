"""Horsensklyngen: one list in August, and nothing heard since."""

from parts.books import Book
from parts.dates import MONTHS, DateHabit, dated
from parts.lines import SEPTEMBER, read_lines
from parts.places import municipalities
from parts.tables import Column
from parts.values import STATUS, coded, lamp

CLUSTER = "rm-horsens"
COLUMNS = (
    Column("Indsats", "title", width=40),
    Column("Beskrivelse", "description", width=50, source="about"),
    Column("Deltagende kommuner", "municipalities", municipalities(CLUSTER), 30),
    Column("Tovholder", "lead", width=22),
    Column("Status", "status", coded(STATUS), 14),
    Column("Trafiklys", "traffic_light", lamp(), 12, source="light"),
    Column("Slutdato", "end", dated(DateHabit()), 12),
    Column("Bemærkninger", "remarks", width=40),
)


def build(month: int) -> Book:
    """Make the one list; the round's own months begin in September, and its lines never change."""
    book = Book(
        f"Horsensklyngen_indsatser_{MONTHS[month - 1]}_2026.xlsx",
        "Horsensklyngen, sekretariatet",
        f"2026-{month:02d}",
        CLUSTER,
        "En kort liste, som kun kom i august.",
        (("Indsatser", "A1"),),
    )
    sheet = book.sheet("Indsatser", freeze=(4, 2))
    sheet.put(1, 1, f"Horsensklyngens indsatser, {MONTHS[month - 1]} 2026", bold=True, size=14)
    table = book.table(sheet, COLUMNS)
    table.headings(3)
    for line in read_lines("horsens", SEPTEMBER):
        table.add(line.values, line.identity)
    return book
