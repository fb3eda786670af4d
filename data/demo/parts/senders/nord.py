"""Sundhedsklynge Nord: the light is only a colour, the theme merged down, Status says all sorts of things."""

from dataclasses import replace

from parts.books import Book
from parts.cells import Cell
from parts.dates import MONTHS, NATIVE, DateHabit, dated
from parts.lines import SEPTEMBER, Line, read_lines
from parts.places import municipalities
from parts.sheets import address
from parts.tables import Column, Table
from parts.values import FILLS, PALE_FILLS, SPREAD, coded, filled_lamp, kroner, said

CLUSTER = "rh-nord"
STATUS = {
    "idea": ("På tegnebrættet",),
    "planned": ("Ikke startet",),
    "active": ("Kører", "I gang"),
    "paused": ("Sat på pause",),
    "completed": ("Færdig",),
    "in_operation": ("Implementeret",),
    "stopped": ("Udgået",),
}
DATE = dated(DateHabit(day=(NATIVE, "1/3-20"), month=("mar-20", "marts 2020"), half=("H{h} {y}",)))
PLACES = municipalities(CLUSTER, "A, B, C", "A, B og C", "lines", everyone="Alle 8 kommuner")
AMOUNT = kroner("500 t.kr.", "1.250.000", "500.000,-", "1,25 mio. kr.")
LIGHT = Column("Lys", "traffic_light", filled_lamp(), 6, source="light")
COLUMNS = (
    Column("Tema", "focus_area", width=24, source="focus"),
    Column("Projekt", "title", width=44),
    Column("Indhold", "description", width=48),
    Column("Projektleder", "lead", width=22),
    LIGHT,
    Column("Status", "status", said(STATUS), 26),
    Column("Næste milepæl", "milestones", width=30, source="next"),
    Column("Slut", "end", DATE, 14),
    Column("Kommuner", "municipalities", PLACES, 32),
    Column("Økonomi", "budget_dkk", AMOUNT, 16, source="budget"),
    Column("Skalering", "spread_potential", coded(SPREAD), 12, source="spread"),
    Column("Kommentar", "remarks", width=40),
)
COMMENTED = "no-video"


def build(month: int) -> Book:
    """Make the list of one month of 2026."""
    name = MONTHS[month - 1]
    book = Book(
        f"Projektliste Nord {name[:3]} 2026.xlsx",
        "Sundhedsklynge Nord, klyngesekretariatet",
        f"2026-{month:02d}",
        CLUSTER,
        "Trafiklys kun som cellefarve, Tema flettet ned, Status blander ord, procent, fase og prosa.",
        ((f"{name.capitalize()} 2026", "A1"),),
    )
    sheet = book.sheet(f"{name.capitalize()} 2026", freeze=(4, 3))
    sheet.put(1, 1, f"Sundhedsklynge Nord: projekter, {name} 2026", bold=True, size=14)
    table = book.table(sheet, _columns(month))
    table.headings(3)
    lines = read_lines("nord", month)
    for theme in dict.fromkeys(line.values["focus"] for line in lines):
        _theme(table, theme, [line for line in lines if line.values["focus"] == theme])
    return book


def _columns(month: int) -> tuple[Column, ...]:
    """From October on another hand colours the lights, in paler shades."""
    fills = FILLS if month == SEPTEMBER else PALE_FILLS
    light = replace(LIGHT, write=filled_lamp(fills))
    return tuple(light if column is LIGHT else column for column in COLUMNS)


def _theme(table: Table, theme: str, lines: list[Line]) -> None:
    first = table.next_row
    for n, line in enumerate(lines):
        values = dict(line.values)
        if n:
            del values["focus"]
            own = address(table.next_row, 1)
            table.inherit("focus_area", theme, address(first, 1), "merged", cell_also=[own])
        _row(table, values, line.identity)
    table.context.clear()
    table.sheet.merge(first, 1, table.next_row - 1, 1)


def _row(table: Table, values: dict[str, str], identity: str) -> None:
    is_struck = values["status"] == "stopped"
    row = table.add(values, identity, **({"strike": True} if is_struck else {}))
    if is_struck:
        table.expect("info", row, "title", "Rækken er streget over.", required=False)
    if identity == COMMENTED:
        _comment(table, row)


def _comment(table: Table, row: int) -> None:
    place = (row, table.column_of("status"))
    cell: Cell = table.sheet.cells[place]
    table.sheet.cells[place] = replace(cell, comment="Procenten er leverandørens eget bud.")
    table.expect("info", row, "status", "Cellen har en kommentar.", required=False)
