"""Gødstrupklyngen: a tidy Excel table, real dates, numbers anew each month; milestones, measurements."""

from dataclasses import replace

from parts.books import Book
from parts.dates import DateHabit, dated
from parts.lines import NOVEMBER, Line, read_lines
from parts.measured import add_measurements
from parts.places import cluster, municipalities
from parts.tables import Column
from parts.values import PHASE, SPREAD, STATUS, coded, count, key, kroner, lamp, named

CLUSTER = "rm-goedstrup"
FOCUS = {
    "A": "Ældre og kronisk sygdom",
    "P": "Psykiatri",
    "B": "Børn og unge",
    "N": "Det nære sundhedsvæsen",
    "T": "Tværgående",
}
DATE = dated(DateHabit())
NUMBER = Column("Nr.", "key", key, 6)
TITLE = Column("Indsats", "title", width=44)
ABOUT = Column("Beskrivelse", "description", width=60)
AREA = Column("Fokusområde", "focus_area", named(FOCUS), 26, source="focus")
WHERE = Column("Klynge", "cluster", cluster, 18)
TAKING_PART = Column("Deltagende kommuner", "municipalities", municipalities(CLUSTER), 36)
HOSPITAL = Column("Hospital", "hospitals", width=26)
LEAD = Column("Tovholder", "lead", width=16)
STATE = Column("Status", "status", coded(STATUS), 14)
STAGE = Column("Fase", "phase", coded(PHASE), 16)
LIGHT = Column("Trafiklys", "traffic_light", lamp(), 14, source="light")
START = Column("Startdato", "start", DATE, 12)
END = Column("Slutdato", "end", DATE, 12)
BUDGET = Column("Budget (kr.)", "budget_dkk", kroner(), 14, source="budget")
CITIZENS = Column("Antal borgere", "citizen_count", count, 12, source="citizens")
SPREADING = Column("Spredningspotentiale", "spread_potential", coded(SPREAD), 14, source="spread")
EVALUATION = Column("Evalueringsdato", "evaluation_date", DATE, 12, source="evaluation")
SPREAD_TO = Column("Spredt til", "spread_status", width=40, source="spread_to")
REMARKS = Column("Bemærkninger", "remarks", width=50)
REACHED = {"completed": ("Nået",), "active": ("Delvist",), "planned": ("Ikke nået",)}
MILESTONES = (
    TITLE,
    Column("Milepæl", "milestone", width=44),
    Column("Dato", "date", DATE, 12),
    Column("Ansvarlig", "lead", width=24),
    Column("Nået?", "status", coded(REACHED), 12, source="state"),
)

USUAL = (
    *(
        NUMBER,
        TITLE,
        ABOUT,
        AREA,
        WHERE,
        TAKING_PART,
        HOSPITAL,
        LEAD,
        STATE,
        STAGE,
        LIGHT,
        START,
        END,
        BUDGET,
    ),
    *(CITIZENS, SPREADING, SPREAD_TO, EVALUATION, REMARKS),
)
FROM_NOVEMBER = (
    *(
        NUMBER,
        AREA,
        replace(TITLE, heading="Indsatsens navn"),
        ABOUT,
        LIGHT,
        STATE,
        STAGE,
        LEAD,
        WHERE,
        TAKING_PART,
    ),
    *(
        HOSPITAL,
        START,
        END,
        EVALUATION,
        BUDGET,
        CITIZENS,
        replace(SPREADING, heading="Potentiale for spredning"),
        SPREAD_TO,
    ),
    REMARKS,
)


def build(month: int) -> Book:
    """Make the list of one month of 2026."""
    book = Book(
        f"Indsatsoversigt_Goedstrupklyngen_2026-{month:02d}.xlsx",
        "Gødstrupklyngen, klyngesekretariatet",
        f"2026-{month:02d}",
        CLUSTER,
        "Ryddelig Excel-tabel. I november er kolonnerne flyttet og to overskrifter ændret.",
        (("Indsatser", "E2"),),
    )
    sheet = book.sheet("Indsatser", freeze=(2, 3))
    columns = FROM_NOVEMBER if month == NOVEMBER else USUAL
    table = book.table(sheet, columns)
    table.headings(1)
    lines = read_lines("goedstrup", month)
    for number, line in enumerate(lines, 1):
        table.add({**line.values, "key": str(number), "cluster": CLUSTER}, line.identity)
    sheet.excel_table = ("Indsatser", (1, 1, table.next_row - 1, len(columns)))
    _milestones(book, lines, month)
    add_measurements(book, lines, month, "goedstrup_maalinger")
    return book


def _milestones(book: Book, lines: list[Line], month: int) -> None:
    """Write the milestones of the month's initiatives, dates as the month has them."""
    sheet = book.sheet("Milepæle", freeze=(2, 1))
    table = book.table(sheet, MILESTONES, "milestones")
    table.headings(1)
    titles = {line.identity: line.values["title"] for line in lines}
    for line in read_lines("goedstrup_milepaele", month):
        table.add({**line.values, "title": titles[line.identity]}, line.identity)
