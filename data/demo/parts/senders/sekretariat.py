"""Fællessekretariatet i Region Midtjylland: common tasks with process type, process step and decisions."""

from parts.books import Book
from parts.dates import MONTHS, DateHabit, dated
from parts.lines import read_lines
from parts.places import cluster
from parts.tables import Column
from parts.values import LIGHT_WORDS, SPREAD, coded, key, kroner, lamp, named

STATUS = {
    "planned": ("Ikke igangsat",),
    "active": ("Igangværende",),
    "completed": ("Gennemført",),
    "in_operation": ("Overgået til drift",),
}
FOCUS = {
    "A": "Kronisk sygdom og ældre",
    "P": "Borgere med psykisk sygdom",
    "B": "Gravide, børn og unge",
    "T": "Tværgående",
}
DATE = dated(DateHabit(day=("01-03-2020",)))
COLUMNS = (
    Column("Sagsnr.", "key", key, 10),
    Column("Opgave", "title", width=46),
    Column("Beskrivelse", "description", width=50),
    Column("Tema", "focus_area", named(FOCUS), 30, source="focus"),
    Column("Opdrag", "mandate", width=20),
    Column("Procestype", "process_type", coded({"A": ("A",), "B": ("B",)}), 10),
    Column("Procestrin", "process_step", width=36, source="step"),
    Column("Udførende klynge", "cluster", cluster, 20),
    Column("Projektejer", "owner", width=24),
    Column("Status", "status", coded(STATUS), 18),
    Column("Samlet vurdering", "traffic_light", lamp(LIGHT_WORDS), 14, source="light"),
    Column("Frist", "end", DATE, 14),
    Column("Økonomisk ramme", "budget_dkk", kroner("1.250.000 kr."), 18, source="budget"),
    Column("Spredningspotentiale", "spread_potential", coded(SPREAD), 14, source="spread"),
    Column("Næste evaluering", "evaluation_date", DATE, 14, source="evaluation"),
    Column("Seneste beslutning", "decision", width=44),
)


def build(month: int) -> Book:
    """Make the list of one month of 2026."""
    book = Book(
        f"Faellessekretariatet_opgaver_2026_{month:02d}.xlsx",
        "Fællessekretariatet, Region Midtjylland",
        f"2026-{month:02d}",
        "region-midtjylland",
        "Procestype og procestrin i hver sin kolonne, klyngen står i rækken, datoer og beløb som tekst.",
        (("Opgaver", "A1"),),
    )
    sheet = book.sheet("Opgaver", freeze=(5, 3))
    sheet.put(1, 1, "Fælles opgaver under sundhedsaftalen i Region Midtjylland", bold=True, size=14)
    sheet.put(2, 1, f"Oversigt til sundhedsstyregruppen, {MONTHS[month - 1]} 2026", italic=True)
    table = book.table(sheet, COLUMNS)
    table.headings(4)
    for line in read_lines("sekretariat", month):
        table.add(line.values, line.identity)
    return book
