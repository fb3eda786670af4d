"""Amager og Hvidovre Hospital: an extract as csv, semicolons and Windows-1252, line breaks inside cells."""

from parts.books import Book
from parts.dates import DateHabit, dated
from parts.lines import read_lines
from parts.places import cluster, municipalities
from parts.tables import Column
from parts.values import PHASE, SPREAD, STATUS, coded, key, kroner, lamp, percent

CLUSTER = "rh-syd"
DATE = dated(DateHabit(day=("01-03-2020",)))
AMOUNT = kroner("1.250.000,00")
PLACES = municipalities(CLUSTER, "A, B, C", everyone="Alle kommuner i Sundhedsklynge Syd")
COLUMNS = (
    Column("Projekt-ID", "key", key),
    Column("Projektnavn", "title"),
    Column("Projektbeskrivelse", "description"),
    Column("Tema", "focus_area", source="focus"),
    Column("Klynge", "cluster", cluster),
    Column("Afdeling", "hospitals", source="department"),
    Column("Deltagende kommuner", "municipalities", PLACES),
    Column("Projektleder", "lead"),
    Column("Projektstatus", "status", coded(STATUS)),
    Column("Projektfase", "phase", coded(PHASE)),
    Column("Trafiklys", "traffic_light", lamp(), source="light"),
    Column("% færdig", "completion_share", percent, source="share"),
    Column("Startdato", "start", DATE),
    Column("Forventet slut", "end", DATE),
    Column("Budget (kr.)", "budget_dkk", AMOUNT, source="budget"),
    Column("Forbrug (kr.)", "spend_dkk", AMOUNT, source="spend"),
    Column("Skaleringspotentiale", "spread_potential", coded(SPREAD), source="spread"),
    Column("Risici", "risks"),
)


def build(month: int) -> Book:
    """Make the list of one month of 2026."""
    book = Book(
        f"AHH_tvaersektorielle_projekter_2026{month:02d}.csv",
        "Amager og Hvidovre Hospital, Kvalitet",
        f"2026-{month:02d}",
        CLUSTER,
        "Semikolon, Windows-1252 og decimalkomma, linjeskift i celler.",
    )
    table = book.table(book.sheet("csv"), COLUMNS)
    table.headings(1)
    for line in read_lines("ahh", month):
        table.add({**line.values, "cluster": CLUSTER}, line.identity)
    return book
