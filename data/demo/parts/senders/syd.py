"""Sundhedsklynge Syd: one sheet a focus area, which its title names; and a status log."""

from parts.books import Book
from parts.dates import MONTHS, DateHabit, dated
from parts.lines import Line, read_entries, read_lines
from parts.measured import add_measurements
from parts.places import municipalities
from parts.sheets import Sheet
from parts.tables import Column
from parts.values import LIGHT_WORDS, PHASE, coded, kroner, lamp, named

CLUSTER = "rh-syd"
AREAS = {
    "A": ("1 Ældre og kronisk", "Sammen om ældre og borgere med kronisk sygdom"),
    "P": ("2 Psykisk sygdom", "Sammen om borgere med psykisk sygdom"),
    "B": ("3 Børn og unge", "Sammen om børn og unges sundhed"),
}
GOALS = {
    "1.1": "1.1 Borgere med flere sygdomme oplever en samlet indsats",
    "1.2": "1.2 Ældre, syge borgere er der, hvor behovet varetages bedst",
    "2.1": "2.1 Der tages hånd om det samlede behov",
    "2.2": "2.2 Koordineret udskrivningsforløb",
    "3.1": "3.1 Tilbud til sårbare gravide og småbørnsfamilier",
    "3.2": "3.2 Tegn på mental mistrivsel: rette hjælp i tide",
}
STATUS = {
    "idea": ("Under overvejelse",),
    "planned": ("Planlagt", "Ikke påbegyndt"),
    "active": ("I gang", "Igangsat", "Pågår"),
    "paused": ("Sat i bero",),
    "completed": ("Fuldført",),
    "in_operation": ("Forankret", "I drift"),
    "stopped": ("Udgået",),
}
HABIT = DateHabit(day=("1. marts 2020", "01.03.2020"), month=("marts 2020",), no_end="{} og løbende")
TITLE = Column("Indsats", "title", width=44)
GOAL = Column("Mål i sundhedsaftalen", "goal", named(GOALS), 34)
AIM = Column("Formål", "aim", width=46)
TARGET = Column("Målgruppe", "target_group", width=30, source="target")
PLACES = municipalities(CLUSTER, "A, B og C", "A; B; C", "A, B samt C", everyone="Alle 10 kommuner")
TAKING_PART = Column("Deltagende kommuner", "municipalities", PLACES, 34)
HOSPITAL = Column("Hospital/afdeling", "hospitals", width=26)
PRACTICE = Column("Almen praksis", "general_practice", width=18, source="practice")
LEAD = Column("Tovholder", "lead", width=20)
STATE = Column("Status", "status", coded(STATUS), 18)
STAGE = Column("Fase", "phase", coded(PHASE), 16)
LIGHT = Column("Trafiklys", "traffic_light", lamp(), 14, source="light")
PERIOD = Column("Tidsramme", "period", dated(HABIT, is_period=True), 30)
NEXT = Column("Næste skridt", "next_step", width=36, source="next")
EVALUATION = Column("Evaluering (dato)", "evaluation_date", dated(HABIT), 18, source="evaluation")
BUDGET = Column("Budget", "budget_dkk", kroner("1.250.000 kr.", "1,25 mio. kr."), 16, source="budget")
LOG = (
    TITLE,
    Column("Måned", "month", dated(DateHabit()), 16),
    Column("Trafiklys", "traffic_light", lamp(), 14, source="light"),
    Column("Siden sidst", "status_text", width=50, source="text"),
)
USUAL = (
    *(TITLE, GOAL, AIM, TARGET, TAKING_PART, HOSPITAL, PRACTICE, LEAD, STATE, STAGE, LIGHT, PERIOD, NEXT),
    *(EVALUATION, BUDGET),
)
CHILDREN = (
    *(TITLE, TARGET, AIM, GOAL, LIGHT, STATE, STAGE, PERIOD, LEAD, TAKING_PART, HOSPITAL, BUDGET, NEXT),
    EVALUATION,
)


def build(month: int) -> Book:
    """Make the list of one month of 2026."""
    book = Book(
        f"Sundhedsklynge Syd indsatser {MONTHS[month - 1]} 2026.xlsx",
        "Sundhedsklynge Syd, fælles konsulent",
        f"2026-{month:02d}",
        CLUSTER,
        "Forside, et ark pr. fokusområde med fokusområdet i titlen, skjulte ordlister, betinget formatering.",
        (("Forside", "B2"),),
    )
    lines = read_lines("syd", month)
    _front(book, lines, MONTHS[month - 1])
    for number, (code, (name, focus)) in enumerate(AREAS.items(), 1):
        inside = [line for line in lines if line.values["sheet"] == code]
        _area(book, name, f"Fokusområde {number}: {focus}", focus, inside)
    _log(book, lines, month)
    add_measurements(book, lines, month, "syd_maalinger")
    _words(book)
    return book


def _front(book: Book, lines: list[Line], month: str) -> None:
    sheet = book.sheet("Forside")
    sheet.put(2, 2, "Indsatser i Sundhedsklynge Syd", bold=True, size=18)
    sheet.put(3, 2, f"Status {month} 2026 til Forum for koordination")
    sheet.put(5, 2, "Fokusområde", bold=True)
    sheet.put(5, 3, "Antal indsatser", bold=True)
    for row, (code, (name, _)) in enumerate(AREAS.items(), 6):
        sheet.put(row, 2, name)
        sheet.put(row, 3, sum(line.values["sheet"] == code for line in lines))
    sheet.put(11, 2, "Kontakt: fælles konsulent. Ret kun i de hvide felter.")
    sheet.widths |= {2: 44, 3: 16}
    book.not_tables.append({"sheet": sheet.name, "why": "Titel, kontakt og antal pr. ark, ingen poster."})


def _area(book: Book, name: str, title: str, focus: str, lines: list[Line]) -> None:
    sheet = book.sheet(name, freeze=(5, 2))
    sheet.put(1, 1, title, bold=True, size=14)
    sheet.put(2, 1, "Udfyldes af tovholder senest en uge før mødet", italic=True)
    columns = CHILDREN if name == AREAS["B"][0] else USUAL
    table = book.table(sheet, columns)
    table.headings(4)
    table.inherit("focus_area", focus, "A1", "sheet_title", any_of=[focus, title])
    for line in lines:
        table.add(line.values, line.identity)
    _aids(sheet, columns, table.next_row - 1)


def _log(book: Book, lines: list[Line], month: int) -> None:
    """Write what has been noted of the months until now: some are in no list, and one says otherwise."""
    sheet = book.sheet("Statuslog", freeze=(4, 2))
    sheet.put(1, 1, "Statuslog: hvordan stod det til måned for måned", bold=True, size=14)
    table = book.table(sheet, LOG, "status_log")
    table.headings(3)
    titles = {line.identity: line.values["title"] for line in lines}
    for line in read_entries("syd_log"):
        if line.values["month"] < f"2026-{month:02d}" and line.identity in titles:
            table.add({**line.values, "title": titles[line.identity]}, line.identity)


def _aids(sheet: Sheet, columns: tuple[Column, ...], last: int) -> None:
    light, state = columns.index(LIGHT) + 1, columns.index(STATE) + 1
    sheet.light_rules.append((5, light, last, light))
    sheet.choices.append(((5, light, last, light), tuple(word for (word,) in LIGHT_WORDS.values())))
    sheet.choices.append(((5, state, last, state), tuple(words[0] for words in STATUS.values())))


def _words(book: Book) -> None:
    sheet = book.sheet("Lister", is_hidden=True)
    columns = (("Status", STATUS.values()), ("Trafiklys", LIGHT_WORDS.values()))
    for column, (heading, words) in enumerate(columns, 1):
        sheet.put(1, column, heading, bold=True)
        for row, spellings in enumerate(words, 2):
            sheet.put(row, column, spellings[0])
    book.not_tables.append({"sheet": sheet.name, "why": "Skjult ark med ordene til rullelisterne."})
