"""Randersklyngen: title and legend above two heading rows, sections carry the status, sum and notes below."""

from dataclasses import replace

from parts.books import Book
from parts.cells import Cell
from parts.dates import MONTHS, NATIVE, QUARTER_STYLES, DateHabit, dated
from parts.lines import NOVEMBER, OCTOBER, Line, read_lines
from parts.places import municipalities
from parts.sheets import Sheet
from parts.tables import Column, Table
from parts.values import lamp, thousands

CLUSTER = "rm-randers"
LETTERS = {"green": ("G",), "yellow": ("Y",), "red": ("R",), "grey": ("-",)}
LEGEND = (
    "G = grøn, følger planen",
    "Y = gul, mindre afvigelse",
    "R = rød, kræver beslutning",
    "- = ikke vurderet",
)
SECTIONS = {
    "active": "Igangværende",
    "planned": "Planlagte",
    "idea": "Idéer",
    "paused": "På pause",
    "in_operation": "Overgået til drift",
    "completed": "Afsluttede",
}
DATE = dated(
    DateHabit(
        day=("1/3-20", NATIVE, "1. marts 2020"),
        month=("mar. 2020", "marts 2020", "03/2020"),
        quarter=QUARTER_STYLES[1:3],
    )
)
JOINS = ("A, B og C", "A + B", "A, B, C", "A/B")
PLACES = municipalities(CLUSTER, *JOINS, everyone="Alle fire kommuner")
WHO, TIME, MONEY = "Hvem", "Tid", "Økonomi"
USUAL = (
    Column("Projekt", "title", width=46),
    Column("Beskrivelse", "description", width=54),
    Column("Fokusområde", "focus_area", width=24, source="focus"),
    Column("Projektejer", "owner", width=26, group=WHO),
    Column("Tovholder", "lead", width=20, group=WHO),
    Column(
        "Kommuner", "municipalities", municipalities(CLUSTER, *JOINS, everyone="Alle fire kommuner"), 30, WHO
    ),
    Column("Hospital", "hospitals", width=24, group=WHO),
    Column("Start", "start", DATE, 16, TIME),
    Column("Slut", "end", DATE, 16, TIME),
    Column("Budget (t.kr.)", "budget_dkk", thousands, 12, MONEY, source="budget"),
    Column("Finansiering", "funding", width=20, group=MONEY),
    Column("Lys", "traffic_light", lamp(LETTERS), 6, source="light"),
    Column("Bemærkninger", "remarks", width=46),
)
RENAMED = {"Projekt": "Indsats", "Slut": "Forventet afslutning", "Projektejer": "Ansvarlig organisation"}
PAGE_BREAK_BEFORE = "in_operation"
HIDDEN = "rk-tolk"
WITHOUT_TITLE = "rk-kompetence"


def build(month: int, *, is_corrected: bool = False) -> Book:
    """Make the list of one month of 2026; October's came twice, the first time with a title missing."""
    name = MONTHS[month - 1]
    book = Book(
        f"Randersklyngen_projekter_{name}_2026{'_rettet' if is_corrected else ''}.xlsx",
        "Randersklyngen, sekretariatet",
        f"2026-{month:02d}",
        CLUSTER,
        "Titel og tegnforklaring over to overskriftsrækker, afsnit bærer status, skjult række, sum og noter.",
        (("Projekter", "A1"),),
    )
    sheet = book.sheet("Projekter", freeze=(9, 2))
    _above(sheet, name)
    table = book.table(sheet, _columns(month))
    table.headings(7)
    has_untitled = month == OCTOBER and not is_corrected
    _fill(table, read_lines("randers", month), has_untitled=has_untitled)
    _below(table)
    return book


def _columns(month: int) -> tuple[Column, ...]:
    if month != NOVEMBER:
        return USUAL
    return tuple(replace(column, heading=RENAMED.get(column.heading, column.heading)) for column in USUAL)


def _above(sheet: Sheet, month: str) -> None:
    sheet.put(1, 1, "Randersklyngen: projekter på tværs af hospital og kommuner", bold=True, size=14)
    sheet.put(2, 1, f"Status {month} 2026", italic=True)
    for row, meaning in enumerate(LEGEND, 3):
        sheet.put(row, 2, meaning, italic=True)


def _fill(table: Table, lines: list[Line], *, has_untitled: bool) -> None:
    for status, heading in SECTIONS.items():
        inside = [line for line in lines if line.values["status"] == status]
        if not inside:
            continue
        if status == PAGE_BREAK_BEFORE:
            table.repeat_headings()
        table.inherit("status", status, table.section(heading), "section_heading")
        for line in inside:
            _row(table, line, is_untitled=has_untitled and line.identity == WITHOUT_TITLE)


def _row(table: Table, line: Line, *, is_untitled: bool) -> None:
    if is_untitled:
        table.reject({name: value for name, value in line.values.items() if name != "title"})
        return
    row = table.add(line.values, line.identity)
    if line.identity == HIDDEN:
        table.sheet.hidden_rows.add(row)


def _below(table: Table) -> None:
    table.blank()
    total = Cell(table.total("budget_dkk") // 1000, number_format="#,##0")
    table.leave({1: "I alt", table.column_of("budget_dkk"): total}, "row.total", bold=True)
    table.blank()
    table.leave({1: "Beløb er hele projektperiodens og er oplyst af parterne."}, "row.note", italic=True)
    table.leave({1: "Spørgsmål til listen: sekretariatet."}, "row.note", italic=True)
