"""The demo's workbooks: built by their script, read back by other libraries, held to their promises."""

import csv
import datetime as dt
import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import openpyxl
import pytest

from dashboard.demo import DEMO_DAY
from portfolio.reference import load_reference

SCRIPT = Path(__file__).parents[2] / "data" / "demo" / "build_demo.py"


def _build(folder, *more):
    subprocess.run([sys.executable, str(SCRIPT), str(folder), *more], check=True)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return _build(tmp_path_factory.mktemp("demo"), "--truth")


@pytest.fixture(scope="module")
def listed(built):
    return json.loads((built / "round.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def truths(built, listed):
    """Give what a right reading of each file gives, in the order the files came in."""
    paths = (built / f"{Path(entry['file']).stem}.truth.json" for entry in listed)
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


@pytest.fixture(scope="module")
def cells(built, listed):
    """Give every file's cells by (sheet, address); a csv file's sheet is None."""
    return {entry["file"]: _cells(built / entry["file"]) for entry in listed}


def _cells(path):
    return _csv_cells(path) if path.suffix == ".csv" else _xlsx_cells(path)


def _csv_cells(path):
    with path.open(encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    address = openpyxl.utils.get_column_letter
    return {
        (None, f"{address(column)}{row}"): text or None
        for row, texts in enumerate(rows, 1)
        for column, text in enumerate(texts, 1)
    }


def _xlsx_cells(path):
    book = openpyxl.load_workbook(path)
    every = ((sheet.title, cell) for sheet in book for row in sheet.iter_rows() for cell in row)
    return {(sheet, cell.coordinate): cell.value for sheet, cell in every}


def _records(truth, kind="initiatives"):
    return [record for table in truth["tables"] if table["kind"] == kind for record in table["records"]]


def _value(record, field):
    return record["values"].get(field, {}).get("value")


def _newest(listed, truths):
    """Give each source's newest list."""
    return {entry["source"]: truth for entry, truth in zip(listed, truths, strict=True)}


def _by_initiative(truths, field):
    """Give a field's values by initiative, list by list."""
    values = defaultdict(list)
    for truth in truths:
        for record in _records(truth):
            values[record["identity"]].append(_value(record, field))
    return values


def test_the_script_gives_the_same_bytes_each_time(built, tmp_path):
    again = _build(tmp_path, "--truth")

    first = {path.name: path.read_bytes() for path in built.iterdir()}
    assert {path.name: path.read_bytes() for path in again.iterdir()} == first


def test_truth_files_are_written_only_when_asked_for(listed, tmp_path):
    folder = _build(tmp_path)

    assert {path.name for path in folder.iterdir()} == {"round.json", *(entry["file"] for entry in listed)}


def test_eleven_sources_send_at_least_25_files_and_most_of_them_over_three_months(listed):
    assert len({entry["source"] for entry in listed}) == 11
    assert len({entry["file"] for entry in listed}) == len(listed) >= 25
    months = [entry["month"] for entry in listed]
    assert {*months} == {"2026-08", "2026-09", "2026-10", "2026-11"}
    assert months.count("2026-08") == 1


def test_some_lists_are_missing_late_or_sent_again(listed):
    sent = [(entry["source"], entry["month"]) for entry in listed]

    assert 0 < len(set(sent)) < 33
    assert len(sent) > len(set(sent))
    assert any(entry["received_at"][:7] > entry["month"] for entry in listed)


def test_files_stand_in_the_order_they_came_in_and_all_before_the_demos_day(listed):
    received = [dt.datetime.fromisoformat(entry["received_at"]) for entry in listed]

    assert received == sorted(received)
    assert all(at.utcoffset() == dt.timedelta() for at in received)
    assert received[-1].date() < DEMO_DAY


def test_every_source_belongs_to_an_organisation_of_the_reference_data(listed):
    known = {organisation.id for organisation in load_reference().organisations}

    assert {entry["organisation"] for entry in listed} <= known


def test_the_newest_lists_hold_about_150_initiatives(listed, truths):
    newest = _newest(listed, truths).values()
    in_november = [truth for truth in truths if truth["month"] == "2026-11"]

    assert 140 <= len(_by_initiative(newest, "title")) <= 170
    assert 140 <= len(_by_initiative(in_november, "title")) <= 170


def test_titles_are_distinct_within_a_list_and_month(truths):
    for truth in truths:
        titles = [_value(record, "title") for record in _records(truth)]
        assert len(titles) == len(set(titles)), truth["file"]["name"]


def test_at_least_eight_initiatives_stand_in_two_lists_under_two_names(listed, truths):
    newest = _newest(listed, truths).values()
    names = {key: set(found) for key, found in _by_initiative(newest, "title").items() if len(found) > 1}
    lights = [set(_by_initiative(newest, "traffic_light")[key]) - {None} for key in names]

    assert len(names) >= 8
    assert all(len(found) > 1 for found in names.values())
    assert sum(len(found) > 1 for found in lights) >= 5


@pytest.mark.parametrize(("field", "least"), [("traffic_light", 25), ("status", 20), ("title", 8)])
def test_what_a_list_says_moves_from_month_to_month(listed, truths, field, least):
    moved = 0
    for source in {entry["source"] for entry in listed}:
        own = [truth for entry, truth in zip(listed, truths, strict=True) if entry["source"] == source]
        moved += sum(len(set(said) - {None}) > 1 for said in _by_initiative(own, field).values())

    assert moved >= least


def test_budgets_lie_between_50_000_and_4_million_kroner(truths):
    budgets = [_value(record, "budget_dkk") for truth in truths for record in _records(truth)]
    amounts = [budget for budget in budgets if budget is not None]

    assert min(amounts) >= 50_000
    assert max(amounts) == 4_000_000


def test_no_cell_holds_ten_digits_that_could_be_a_cpr_number(cells):
    texts = [str(value) for found in cells.values() for value in found.values()]

    assert [text for text in texts if re.search(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)", text)] == []


def test_every_record_of_the_truth_stands_where_it_says(listed, truths, cells):
    for entry, truth in zip(listed, truths, strict=True):
        found = cells[entry["file"]]
        for table in truth["tables"]:
            for record in table["records"]:
                for name, told in record["values"].items():
                    _check_cell(found[table["sheet"], told["cell"]], name, told)


def _check_cell(stands, name, told):
    if told.get("text"):
        assert stands == told["text"], told
    elif told.get("read_from") == "fill":
        assert stands is None
    elif isinstance(stands, dt.datetime):
        assert stands.date().isoformat() == told["value"]["from"]
    elif isinstance(stands, int | float) and name == "budget_dkk":
        assert told["value"] in (stands, stands * 1000)
    else:
        assert stands is not None


def test_every_heading_of_the_truth_stands_in_a_heading_row(listed, truths, cells):
    for entry, truth in zip(listed, truths, strict=True):
        for table in truth["tables"]:
            for column in table["columns"]:
                places = [(table["sheet"], f"{column['column']}{row}") for row in table["header_rows"]]
                assert column["heading"] in {cells[entry["file"]][place] for place in places}
