"""Sundhedsklynge Midt: no ids; from October columns moved and renamed, rows sorted anew, units changed."""

from dataclasses import replace

from parts.books import Book
from parts.dates import MONTHS, NATIVE, DateHabit, dated
from parts.lines import SEPTEMBER, Line, read_lines
from parts.places import municipalities
from parts.sheets import Sheet
from parts.tables import Column, Table
from parts.values import PHASE, SPREAD, STATUS, coded, kroner, lamp, numbered_lamp, thousands

CLUSTER = "rh-midt"
MONTH_NATIVE = DateHabit(month=(NATIVE,))
PLACES = municipalities(CLUSTER, "A, B og C", "A/B", everyone="Alle kommuner i klyngen")
TITLE = Column("Projekt", "title", width=44)
ABOUT = Column("Kort beskrivelse", "description", width=50)
AREA = Column("Indsatsområde", "focus_area", width=24, source="focus")
LEAD = Column("Kontaktperson", "lead", width=20)
TAKING_PART = Column("Kommuner", "municipalities", PLACES, 34)
STATE = Column("Status", "status", coded(STATUS), 14)
STAGE = Column("Projektfase", "phase", coded(PHASE), 16)
LIGHT = Column("Lys", "traffic_light", numbered_lamp, 6, source="light")
START = Column("Opstart", "start", dated(MONTH_NATIVE), 10)
END = Column("Slut", "end", dated(DateHabit()), 12)
BUDGET = Column("Budget t.kr.", "budget_dkk", thousands, 12, source="budget")
NEXT = Column("Næste skridt", "next_step", width=34, source="next")
SPREADING = Column("Udbredelsespotentiale", "spread_potential", coded(SPREAD), 14, source="spread")
UPDATED = Column("Senest opdateret", "updated", dated(DateHabit()), 14)
ENDS_BEFORE_START = "mi-syn"
IN_SEPTEMBER = (
    TITLE,
    ABOUT,
    AREA,
    LEAD,
    TAKING_PART,
    STATE,
    STAGE,
    LIGHT,
    START,
    END,
    BUDGET,
    NEXT,
    SPREADING,
    UPDATED,
)
SINCE_OCTOBER = (
    AREA,
    replace(TITLE, heading="Indsats"),
    replace(LIGHT, heading="Trafiklys", write=lamp(), width=14),
    STATE,
    STAGE,
    replace(LEAD, heading="Tovholder"),
    replace(END, heading="Slutdato"),
    replace(START, heading="Startdato", write=dated(DateHabit(month=("marts 2020",)))),
    TAKING_PART,
    ABOUT,
    replace(BUDGET, heading="Budget (kr.)", write=kroner()),
    UPDATED,
    NEXT,
    SPREADING,
)


def build(month: int) -> Book:
    """Make the list of one month of 2026."""
    name = MONTHS[month - 1]
    book = Book(
        f"Midt_status_{month:02d}26.xlsx",
        "Sundhedsklynge Midt, sekretariatet",
        f"2026-{month:02d}",
        CLUSTER,
        "Uden numre. Fra oktober andre kolonner og overskrifter, lys i ord og ikke tal, kroner og ikke t.kr.",
        ((name.capitalize(), "A1"),),
    )
    sheet = book.sheet(name.capitalize())
    sheet.put(1, 1, f"Sundhedsklynge Midt: indsatser i hele klyngen, {name} 2026", bold=True, size=14)
    is_first = month == SEPTEMBER
    if is_first:
        sheet.put(2, 1, "Lys: 1 = grøn, 2 = gul, 3 = rød", italic=True)
    table = book.table(sheet, IN_SEPTEMBER if is_first else SINCE_OCTOBER)
    table.headings(4)
    for line in _ordered(read_lines("midt", month), is_first=is_first):
        row = table.add(line.values, line.identity)
        if is_first and line.identity == ENDS_BEFORE_START:
            table.expect("warning", row, "end", "Slut ligger før start.")
    _filter(sheet, table)
    return book


def _ordered(lines: list[Line], *, is_first: bool) -> list[Line]:
    return lines if is_first else sorted(lines, key=lambda line: line.values["title"])


def _filter(sheet: Sheet, table: Table) -> None:
    sheet.autofilter = (table.header_rows[-1], 1, table.next_row - 1, len(table.columns))
    sheet.freeze = (table.header_rows[-1] + 1, 2)
