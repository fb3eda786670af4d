"""Hvidovre Kommune: a municipality's own headings, everyday words, one column for when."""

from parts.books import Book
from parts.dates import MONTHS, DateHabit, dated
from parts.lines import read_lines
from parts.tables import Column
from parts.values import coded, kroner, lamp

STATUS = {
    "idea": ("idé",),
    "planned": ("ikke startet",),
    "active": ("kører", "i gang", "igang"),
    "paused": ("i bero",),
    "completed": ("færdig",),
    "in_operation": ("fast praksis", "i drift"),
}
LIGHTS = {"green": ("grøn",), "yellow": ("gul",), "red": ("rød",), "grey": ("ikke vurderet",)}
HABIT = DateHabit(day=("1/3-20", "1.3.20"), month=("mar. 2020", "marts 2020"))
COLUMNS = (
    Column("Hvad", "title", width=44),
    Column("Hvad går det ud på", "description", width=44, source="about"),
    Column("Hvem er det for", "target_group", width=34, source="target"),
    Column("Hvem", "lead", width=24, source="who"),
    Column("Samarbejdspartnere", "other_parties", width=26, source="partners"),
    Column("Hvor er vi nu", "status", coded(STATUS), 16),
    Column("Farve", "traffic_light", lamp(LIGHTS), 10, source="light"),
    Column("Hvornår", "period", dated(HABIT, is_period=True), 30, source="when"),
    Column("Pris", "budget_dkk", kroner("500.000,-", "ca. 300.000 kr.", "500 tkr."), 16, source="price"),
)


def build(month: int) -> Book:
    """Make the list of one month of 2026."""
    book = Book(
        f"Hvidovre Kommune - samarbejder {MONTHS[month - 1]} 2026.xlsx",
        "Hvidovre Kommune, Center for Sundhed",
        f"2026-{month:02d}",
        "0167",
        "Kommunens egne overskrifter (Hvad, Hvem, Hvor er vi nu), start og slut i én kolonne.",
        (("Ark1", "A1"),),
    )
    sheet = book.sheet("Ark1", freeze=(4, 2))
    sheet.put(
        1, 1, f"Hvidovre Kommune: det laver vi sammen med andre, {MONTHS[month - 1]} 2026", bold=True, size=14
    )
    table = book.table(sheet, COLUMNS)
    table.headings(3)
    for line in read_lines("hvidovre", month):
        table.add(line.values, line.identity)
    return book
