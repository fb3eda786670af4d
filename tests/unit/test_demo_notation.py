"""The notation of the demo's tables: what a line says in a month, how a date is written and what it means."""

import importlib
from pathlib import Path

import pytest

DEMO = Path(__file__).parents[2] / "data" / "demo"


@pytest.fixture
def parts(monkeypatch):
    """Import a module of the demo's; they stand beside their script and in no package of ours."""
    monkeypatch.syspath_prepend(str(DEMO))
    return lambda name: importlib.import_module(f"parts.{name}")


@pytest.mark.parametrize(
    ("month", "now"), [(9, {"status": "planned", "light": "g"}), (10, {"status": "active", "light": "y"})]
)
def test_a_line_says_what_holds_in_the_month(parts, monkeypatch, tmp_path, month, now):
    lines = parts("lines")
    monkeypatch.setattr(lines, "LISTS", tmp_path)
    (tmp_path / "a.csv").write_text("id;months;status;light\nx;;planned @10 active;gyr\ny;11-;idea;g\n")

    (line,) = lines.read_lines("a", month)

    assert (line.identity, line.values) == ("x", now)


def test_a_change_to_nothing_leaves_the_field_out(parts, monkeypatch, tmp_path):
    lines = parts("lines")
    monkeypatch.setattr(lines, "LISTS", tmp_path)
    (tmp_path / "a.csv").write_text("id;months;remarks;light\nx;;Ventetid. @11;.\n")

    assert lines.read_lines("a", 10)[0].values == {"remarks": "Ventetid."}
    assert lines.read_lines("a", 11)[0].values == {}


@pytest.mark.parametrize(
    ("notation", "raw", "first", "last", "precision"),
    [
        ("2026-11", "november 2026", "2026-11-01", "2026-11-30", "month"),
        ("2026-Q4", "4. kvartal 2026", "2026-10-01", "2026-12-31", "quarter"),
        ("2027-H1", "1. halvår 2027", "2027-01-01", "2027-06-30", "half_year"),
        ("2026-W37", "uge 37, 2026", "2026-09-07", "2026-09-13", "week"),
        ("2028", "2028", "2028-01-01", "2028-12-31", "year"),
        ("ultimo 2027-02", "ultimo februar 2027", "2027-02-21", "2027-02-28", "third"),
        ("vinter 2026", "vinter 2026/27", "2026-12-01", "2027-02-28", "season"),
        ("2025-03..2027-02", "marts 2025 - februar 2027", "2025-03-01", "2027-02-28", "month"),
        ("2025-03..2026-12-31", "marts 2025 - 31.12.2026", "2025-03-01", "2026-12-31", "range"),
        ("2025-03..", "marts 2025 - løbende", "2025-03-01", None, "open"),
        ("løbende", "løbende", None, None, "open"),
        ("2027-03 | forventet {}", "forventet marts 2027", "2027-03-01", "2027-03-31", "month"),
        ("inden jul <2026-12-23", "inden jul", None, "2026-12-23", "range"),
    ],
)
def test_a_date_is_written_as_people_do_and_means_what_was_noted(
    parts, notation, raw, first, last, precision
):
    dates = parts("dates")

    cell = dates.dated(dates.DateHabit())(notation, 1)

    assert cell.raw == raw
    assert cell.value == {"from": first, "to": last, "precision": precision}


def test_a_day_without_year_says_that_the_year_is_inferred(parts):
    dates = parts("dates")

    cell = dates.dated(dates.DateHabit(day=("1/3",)))("2026-11-30", 1)

    assert (cell.raw, cell.value["inferred"]) == ("30/11", ["year"])


def test_a_text_that_is_no_date_has_no_value_and_expects_a_warning(parts):
    dates = parts("dates")

    cell = dates.dated(dates.DateHabit())("?afventer", 1)

    assert (cell.raw, cell.value, cell.notes[0].severity) == ("afventer", None, "warning")


def test_all_but_one_municipality_are_the_clusters_others(parts):
    write = parts("places").municipalities("rm-randers")

    assert write("*", 1).value == ["0706", "0707", "0710", "0730"]
    assert write("*-Favrskov", 1).value == ["0706", "0707", "0730"]


def test_an_amount_that_thousands_cannot_show_exactly_is_refused(parts):
    with pytest.raises(ValueError, match="cannot be written"):
        parts("values").kroner("1,25 mio. kr.")("1234567", 1)
