"""Profiles over real files: what the samples teach, the next month's drift, and each effect after writing."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from etl.run import read_file
from portfolio.drift import DriftKind, drift
from portfolio.profile import (
    EMPTY,
    ColumnRule,
    Profile,
    SheetRule,
    WordRule,
    learnt,
    profile_json,
    profile_of,
    profile_of_toml,
    profile_toml,
)
from portfolio.questions import questions
from portfolio.records import Reading
from tests.builders.grids import message_ids, titles, values
from tests.builders.workbooks import make_csv, make_ods, make_xls, ods_cell

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".xlsx", ".xls", ".ods", ".csv"})
OCTOBER, NOVEMBER = (next(SAMPLES.glob(f"{number}_*.xlsx")) for number in ("10a", "10b"))
BY = "konsulent"


def read(path: Path, profile: Profile = EMPTY) -> Reading:
    return read_file(path, path.name, None, profile)


def said(reading: Reading):
    """Give all that a reading says of its rows."""
    tables = [(table.kind, table.header_rows, table.rows, table.skipped) for table in reading.tables]
    records = [(record.values, record.extra) for table in reading.tables for record in table.records]
    return tables, records, reading.findings


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:3])
def test_a_list_read_by_what_it_taught_is_read_the_same_and_asks_nothing(path):
    first = read(path)
    taught = learnt(EMPTY, first)

    again = read(path, taught)

    assert said(again) == said(first)
    assert questions(again, taught) == ()
    assert drift(taught, again) == ()
    assert learnt(taught, again) == taught


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:3])
def test_what_a_list_taught_can_be_kept_and_carried(path):
    taught = learnt(EMPTY, read(path))

    assert profile_of(profile_json(taught)) == taught
    assert profile_of_toml(profile_toml(taught)) == taught


def test_the_next_months_list_has_what_was_renamed_moved_and_added():
    october = learnt(EMPTY, read(OCTOBER))
    november = read(NOVEMBER, october)

    found = drift(october, november)

    renamed = {(it.former, it.text) for it in found if it.kind is DriftKind.COLUMN_RENAMED}
    assert renamed == {
        ("Lys", "Trafiklys"),
        ("Projekt", "Indsats"),
        ("Tovholder", "Projektleder"),
        ("Kommuner", "Deltagende kommuner"),
        ("Start", "Startdato"),
        ("Forventet slut", "Deadline"),
        ("% færdig", "Færdiggørelse"),
        ("Budget (t.kr.)", "Budget (kr.)"),
        ("Kommentar", "Bemærkninger"),
        ("Opdateret", "Sidst opdateret"),
    }
    others = [(it.kind, it.former, it.text) for it in found if it.kind is not DriftKind.COLUMN_RENAMED]
    assert others == [(DriftKind.HEADING_MOVED, "4", "2"), (DriftKind.COLUMN_NEW, "", "Prioritet")]


def test_the_next_month_is_read_the_same_with_the_profile_of_the_month_before():
    october = learnt(EMPTY, read(OCTOBER))

    with_profile, without = read(NOVEMBER, october), read(NOVEMBER)

    assert said(with_profile) == said(without)
    assert questions(with_profile, october) == ()


def test_what_somebody_chose_in_october_holds_in_november():
    taught = learnt(Profile(columns=(ColumnRule("", "Næste skridt", "", "milestones", BY),)), read(OCTOBER))

    november = read(NOVEMBER, taught)

    (column,) = [it for it in november.tables[0].columns if it.heading == "Næste skridt"]
    assert (column.field, column.by) == ("milestones", BY)


WORDS, SHORT, NUMBERS = ("september", "oktober", "november"), ("sep", "okt", "nov"), ("09", "10", "11")
ROUNDS = (
    [f"AHH_tvaersektorielle_projekter_2026{month}.csv" for month in NUMBERS[:2]],
    [f"Faellessekretariatet_opgaver_2026_{month}.xlsx" for month in NUMBERS],
    [f"Hvidovre Kommune - samarbejder {month} 2026.xlsx" for month in WORDS],
    [f"Indsatsoversigt_Goedstrupklyngen_2026-{month}.xlsx" for month in NUMBERS],
    [f"Midt_status_{month}26.xlsx" for month in NUMBERS],
    [f"Projektliste Nord {month} 2026.xlsx" for month in SHORT],
    [f"Sundhedsklynge Syd indsatser {month} 2026.xlsx" for month in WORDS],
    [f"Viborg_opfoelgning_{month}.xlsx" for month in WORDS[1:]],
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, str(ROOT / "data/demo/build_demo.py"), str(folder)], check=True)
    return folder


@pytest.mark.parametrize("names", ROUNDS, ids=lambda names: names[0][:8])
def test_months_after_the_first_ask_nothing_and_are_read_as_without_a_profile(demo, names):
    profile = learnt(EMPTY, read(demo / names[0]))

    for name in names[1:]:
        reading = read(demo / name, profile)
        assert questions(reading, profile) == ()
        assert said(reading) == said(read(demo / name))
        profile = learnt(profile, reading)


HEAD = ("Projekt", "Status", "Hvem har bolden")
ROWS = (
    ("Fælles akutteam", "på skinner", "Anne Holm"),
    ("Hjerterehabilitering", "I gang", "Bo Lund"),
    ("Telemedicin til KOL", "Afsluttet", "Ida Krog"),
)
PROFILE = Profile(
    columns=(ColumnRule("", "Hvem har bolden", "", "owner", BY),),
    words=(WordRule("status", "på skinner", "active", BY),),
)


def make_file(folder: Path, kind: str) -> Path:
    rows = [HEAD, *ROWS]
    if kind == "csv":
        return make_csv(folder, "".join(";".join(row) + "\n" for row in rows))
    if kind == "xls":
        return make_xls(folder, rows)
    if kind == "ods":
        return make_ods(folder, _fill)
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / "liste.xlsx")
    return folder / "liste.xlsx"


def _fill(_, sheet):
    from odf.table import TableRow

    for texts in (HEAD, *ROWS):
        row = TableRow()
        for text in texts:
            row.addElement(ods_cell(text))
        sheet.addElement(row)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_columns_and_words_are_read_by_the_profile_in_every_format(tmp_path, kind):
    path = make_file(tmp_path, kind)

    plain, reading = read(path), read(path, PROFILE)

    assert values(plain, "owner") == [None] * 3
    assert values(reading, "owner") == ["Anne Holm", "Bo Lund", "Ida Krog"]
    assert values(reading, "status") == ["active", "active", "completed"]
    assert message_ids(plain) - message_ids(reading) == {"status.not_understood"}


def test_sheets_and_heading_rows_of_a_real_workbook_follow_the_profile(tmp_path):
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Liste"
    for row in (("Til styregruppen",), ("Emne", "Xyz", "Abc"), *ROWS):
        book.worksheets[0].append(row)
    old = book.create_sheet("Arkiv")
    for row in (HEAD, *ROWS):
        old.append(row)
    book.save(tmp_path / "liste.xlsx")
    columns = (ColumnRule("Liste", "Emne", "", "title", BY), ColumnRule("Liste", "Xyz", "", "status", BY))
    sheets = (SheetRule("Liste", header_row=2, by=BY), SheetRule("Arkiv", is_excluded=True, by=BY))

    reading = read(tmp_path / "liste.xlsx", Profile(sheets=sheets, columns=columns))

    assert [(table.sheet, table.header_rows) for table in reading.tables] == [("Liste", (2,))]
    assert titles(reading) == [row[0] for row in ROWS]
    assert values(reading, "status") == [None, "active", "completed"]
    assert [(sheet.name, sheet.is_excluded) for sheet in reading.sheets] == [
        ("Liste", False),
        ("Arkiv", True),
    ]
