"""Samordningsudvalget Byen: a planning area's list, the focus area is a section, sums inside."""

from parts.books import Book
from parts.cells import Cell
from parts.dates import MONTHS, QUARTER_STYLES, DateHabit, dated
from parts.lines import Line, read_lines
from parts.places import municipalities
from parts.tables import Column, Table
from parts.values import PHASE, SPREAD, coded, key, kroner, lamp, named

CLUSTER = "rh-byen"
AREAS = {
    "A": "Sammen om ældre og borgere med kronisk sygdom",
    "P": "Sammen om borgere med psykisk sygdom",
    "B": "Sammen om børn og unges sundhed",
}
REST = "Øvrige projekter"
GOALS = {
    "1.1": "Samlet indsats for borgere med flere sygdomme",
    "1.2": "Ældre, syge borgere opholder sig der, hvor deres behov varetages bedst",
    "2.1": "Der tages hånd om det samlede behov",
    "2.2": "Et koordineret udskrivningsforløb",
    "3.1": "Sårbare gravide og småbørnsfamilier",
    "3.2": "Rette hjælp i tide ved mental mistrivsel",
}
STATUS = {
    "idea": ("Forslag",),
    "planned": ("Afventer opstart",),
    "active": ("I gang", "Igangværende"),
    "completed": ("Afsluttet",),
    "in_operation": ("Overgået til drift",),
    "stopped": ("Stoppet",),
}
DATE = dated(DateHabit(month=("mar-20", "marts 2020", "03/2020"), quarter=QUARTER_STYLES[2:]))
PLACES = municipalities(CLUSTER, "A, B og C", everyone="Begge kommuner")
AMOUNT = kroner("1,25 mio. kr.", "500 tkr.", "kr. 1.250.000")
WHO, TIME = "Organisering", "Tid"
COLUMNS = (
    Column("Nr.", "key", key, 6),
    Column("Projekttitel", "title", width=46),
    Column("Kort om projektet", "description", width=48),
    Column("Sundhedsaftalens mål", "goal", named(GOALS), 36),
    Column("Projektejer", "owner", width=22, group=WHO),
    Column("Projektleder", "lead", width=22, group=WHO),
    Column("Kommuner", "municipalities", PLACES, 28, WHO),
    Column("Hospital", "hospitals", width=20, group=WHO),
    Column("Fra", "start", DATE, 14, TIME),
    Column("Til", "end", DATE, 14, TIME),
    Column("R/G/G", "traffic_light", lamp(), 14, source="light"),
    Column("Projektstatus", "status", coded(STATUS), 18),
    Column("Fase", "phase", coded(PHASE), 16),
    Column("Samlet budget", "budget_dkk", AMOUNT, 18, source="budget"),
    Column("Kan udbredes (potentiale)", "spread_potential", coded(SPREAD), 14, source="spread"),
    Column("Bem.", "remarks", width=36),
)


def build(month: int) -> Book:
    """Make the list of one month of 2026."""
    book = Book(
        f"SOU_Byen_projektoversigt_{MONTHS[month - 1][:3]}26.xlsx",
        "Samordningsudvalget Byen, sekretariatet",
        f"2026-{month:02d}",
        CLUSTER,
        "To overskriftsrækker, fokusområdet er afsnit, delsum efter hvert afsnit, noter under tabellen.",
        (("Oversigt", "A1"),),
    )
    sheet = book.sheet("Oversigt", freeze=(7, 3))
    sheet.put(1, 1, "Sundhedsklynge Byen, samordningsudvalget: projektoversigt", bold=True, size=14)
    sheet.put(2, 1, f"Ajourført i {MONTHS[month - 1]} 2026 af sekretariatet", italic=True)
    table = book.table(sheet, COLUMNS)
    table.headings(5)
    _fill(table, read_lines("byen", month))
    table.blank()
    table.leave({2: "Beløb er eksklusive medarbejdernes egen tid."}, "row.note", italic=True)
    return book


def _fill(table: Table, lines: list[Line]) -> None:
    number = 0
    for code in (*AREAS, ""):
        inside = [line for line in lines if line.values.get("focus", "") == code]
        _heading(table, code)
        start = table.total("budget_dkk")
        for number, line in enumerate(inside, number + 1):  # noqa: B020 -- the numbers run on through the sections
            table.add({**line.values, "key": str(number)}, line.identity)
        _sum(table, table.total("budget_dkk") - start)


def _heading(table: Table, code: str) -> None:
    table.context.clear()
    if not code:
        where = table.section(REST)
        table.inherit("focus_area", None, where, "section_heading", optional=True, open=["value"])
        return
    focus = AREAS[code]
    heading = f"Fokusområde {list(AREAS).index(code) + 1}: {focus}"
    table.inherit("focus_area", focus, table.section(heading), "section_heading", any_of=[focus, heading])


def _sum(table: Table, amount: int) -> None:
    shown = Cell(amount, number_format="#,##0")
    table.leave({2: "Delsum", table.column_of("budget_dkk"): shown}, "row.total", italic=True)
