"""Lists around 1 January 2027: clusters that no longer exist are understood, told, and nothing is lost."""

import datetime as dt

import openpyxl
import pytest

from etl.load import load_file
from etl.run import read_file
from portfolio.database import reading
from portfolio.queries.snapshot import read_snapshot
from portfolio.reference import load_reference
from portfolio.rules.months import end_of_day
from portfolio.stand_ins import OPEN_CODE
from portfolio.transition import make_transition
from tests.builders.workbooks import make_xlsx

DECEMBER, JANUARY, FEBRUARY = dt.date(2026, 12, 1), dt.date(2027, 1, 1), dt.date(2027, 2, 1)
HEADS = ("Indsats", "Klynge", "Kommuner", "Status", "Tovholder", "Slutdato")
ROWS = (
    ("Akutteam på tværs", "Sundhedsklynge Syd", "København, Hvidovre", "I gang", "Bo Beck", "01-10-2027"),
    ("Fælles gravidteam", "Sundhedsklynge Syd", "Hvidovre", "I gang", "Ida Berg", "01-11-2027"),
    ("Sårpleje i hjemmet", "Sundhedsklynge Byen", "København", "Planlagt", "Ea Dam", "01-12-2027"),
    ("Telemedicin til KOL", "Randersklyngen", "Randers", "I gang", "Per Vig", "01-09-2027"),
)
LATER = {"Sundhedsklynge Byen": "Sundhedsråd Hovedstaden", "Randersklyngen": "Sundhedsråd Kronjylland"}


def told(found, *ids):
    return [(it.id, it.cell, it.facts["area"], it.facts["rows"]) for it in found.findings if it.id in ids]


def read(folder, month, rows=ROWS, **more):
    path = make_xlsx(folder, (HEADS, *rows), name=f"liste-{month}.xlsx", **more)
    return read_file(path, path.name, month)


def test_until_the_last_day_nothing_is_said(tmp_path):
    assert told(read(tmp_path, DECEMBER), "place.area_parted", "place.area_succeeded") == []


@pytest.mark.parametrize("month", [JANUARY, FEBRUARY])
def test_a_cluster_that_no_longer_exists_is_told_once_with_what_became_of_it(tmp_path, month):
    found = read(tmp_path, month)

    assert told(found, "place.area_parted") == [("place.area_parted", "B2", "Sundhedsklynge Syd", 2)]
    assert told(found, "place.area_succeeded") == [
        ("place.area_succeeded", "B4", "Sundhedsklynge Byen", 1),
        ("place.area_succeeded", "B5", "Randersklyngen", 1),
    ]
    cells = [record.values["cluster"] for record in found.tables[0].records]
    assert [(it.text, it.organisation) for it in cells] == [
        ("Sundhedsklynge Syd", "rh-syd"),
        ("Sundhedsklynge Syd", "rh-syd"),
        ("Sundhedsklynge Byen", "sr-hovedstaden"),
        ("Randersklyngen", "sr-kronjylland"),
    ]


def test_new_names_are_read_and_nothing_is_said(tmp_path):
    rows = [(title, LATER.get(area, "Sundhedsråd Amager og Vestegnen"), *rest) for title, area, *rest in ROWS]

    found = read(tmp_path, FEBRUARY, rows)

    assert told(found, "place.area_parted", "place.area_succeeded") == []
    assert {record.values["cluster"].organisation for record in found.tables[0].records} == {
        "sr-amager-vestegnen",
        "sr-hovedstaden",
        "sr-kronjylland",
    }


def test_a_cluster_in_the_title_alone_is_told_too(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Projektliste for Randersklyngen"])
    sheet.append([])
    for row in (("Indsats", "Status", "Tovholder"), ("Telemedicin til KOL", "I gang", "Per Vig")):
        sheet.append(row)
    book.save(tmp_path / "liste.xlsx")

    found = read_file(tmp_path / "liste.xlsx", "liste.xlsx", FEBRUARY)

    assert told(found, "place.area_succeeded") == [("place.area_succeeded", "A1", "Randersklyngen", 1)]


def test_an_older_cluster_of_the_same_name_is_not_mistaken_for_one_that_ended(tmp_path):
    assert told(read(tmp_path, dt.date(2023, 5, 1)), "place.area_succeeded", "place.area_parted") == []


def load(engine, folder, month, rows, now):
    path = make_xlsx(folder, (HEADS, *rows), name=f"liste-{month}.xlsx")
    return load_file(engine, path, name=path.name, source="Fælles liste", month=month, now=now, by="prøve")


def test_from_december_to_march_the_same_initiatives_are_the_same_and_all_are_counted_once(
    sqlite_engine, tmp_path
):
    new = [(title, LATER.get(area, "Sundhedsråd Amager og Vestegnen"), *rest) for title, area, *rest in ROWS]
    months = [(DECEMBER, ROWS), (JANUARY, ROWS), (FEBRUARY, ROWS), (dt.date(2027, 3, 1), new)]
    homes = []
    for number, (month, rows) in enumerate(months):
        day = month + dt.timedelta(days=20)
        load(
            sqlite_engine, tmp_path, month, rows, dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)
        )
        with reading(sqlite_engine) as session:
            known = read_snapshot(session, end_of_day(day), day)
        made = make_transition(known, load_reference(), JANUARY, {}).snapshot
        homes.append([made.item(place).code("organisation_id") for place in range(len(made))])
        assert len(known) == len(ROWS), number

    clusters = [OPEN_CODE, "sr-amager-vestegnen", "sr-hovedstaden", "sr-kronjylland"]
    assert homes == [clusters, clusters, clusters, ["sr-amager-vestegnen", *clusters[1:]]]
