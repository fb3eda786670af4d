"""Heat maps as tables, tallies behind them, and numbers with bars."""

import pytest

from dashboard.components import markup as html
from dashboard.components.bar_number import bar_number
from dashboard.components.coverage import coverage_table, share_step
from dashboard.components.heat import STEPS, Heat, HeatWords, breakable, heat_step, heat_table
from dashboard.components.openings import SHOWN, opening
from dashboard.components.tally import column_totals, largest_first, named, row_totals
from dashboard.labels import Category
from dashboard.months import month_word, read_month
from portfolio.selection import Criteria, select
from portfolio.stand_ins import OTHER_CODE
from tests.builders.components import all_of, links_of, rows_of_table, text_of
from tests.builders.snapshots import make_snapshot

COUNTS = {("a", "x"): 6, ("a", None): 90, ("b", "x"): 1}
HEAT = Heat(
    rows=[Category("a", "Første"), Category("b", "Anden", "til 2022")],
    columns=[Category("x", "Gødstrupklyngen"), Category("y", "Tom"), Category(None, "Ikke angivet")],
    counts=COUNTS,
    link=lambda row, column: f"/{row}/{column}",
    row_link=lambda row: f"/{row}",
)


def laid_out():
    return heat_table(HEAT, HeatWords("Antal", "Hvad", "I alt"))


def test_a_heat_map_has_every_number_and_the_rows_totals():
    rows = rows_of_table(laid_out())

    assert rows[1] == ["Første", "6", "0", "90", "96"]
    assert rows[2] == ["Anden til 2022", "1", "0", "0", "1"]


def test_every_number_but_nothing_is_a_link():
    assert links_of(laid_out()) == ["/a/x", "/a/None", "/a", "/b/x", "/b"]


def test_the_unknown_has_no_tint_and_does_not_pale_the_known():
    looks = [cell.className for cell in all_of(laid_out(), html.Td)]

    assert looks[:3] == [f"heat-{STEPS}", "heat-0", "heat-unknown"]
    assert looks[4:7] == ["heat-1", "heat-0", "heat-unknown"]


@pytest.mark.parametrize(
    ("count", "largest", "step"),
    [(0, 9, 0), (1, 600, 1), (300, 600, 3), (301, 600, 4), (600, 600, STEPS), (0, 0, 0)],
)
def test_tints_go_in_even_steps(count, largest, step):
    assert heat_step(count, largest) == step


@pytest.mark.parametrize(("share", "step"), [(0.0, 0), (0.004, 1), (0.5, 3), (0.99, STEPS), (1.0, STEPS)])
def test_shares_are_tinted_from_nothing_to_all(share, step):
    assert share_step(share) == step


def test_a_long_compound_may_break_before_its_last_part():
    assert breakable("Gødstrupklyngen") == "Gødstrup\u00adklyngen"
    assert breakable("Klynge Syd") == "Klynge Syd"


def test_a_cross_is_tallied_with_unknown_last():
    counts = {("b", "x"): 2, ("a", None): 2, (None, "x"): 9}

    assert row_totals(counts) == {"b": 2, "a": 2, None: 9}
    assert column_totals(counts) == {"x": 11, None: 2}
    assert largest_first(row_totals(counts)) == ["a", "b", None]


def test_a_number_opens_its_initiatives_and_counts_those_it_does_not_name():
    known = make_snapshot(*({"title": f"Indsats {n}"} for n in range(SHOWN + 2)))
    part = opening(select(known, Criteria()))

    assert text_of(all_of(part, html.Summary)) == str(SHOWN + 2)
    assert len(links_of(part)) == SHOWN
    assert text_of(part).endswith("og 2 flere")
    assert opening(select(make_snapshot(), Criteria())) == "0"


def test_the_largest_bar_is_whole_and_none_is_longer():
    widths = [all_of(bar_number(n, 40, "/"), html.Span)[2].attributes["style"]["width"] for n in (40, 10, 90)]

    assert widths == ["100.0%", "25.0%", "100.0%"]


def test_the_field_most_often_stated_stands_first():
    table = coverage_table([("Liste", {"status": 0.1, "lead": 1.0})])

    assert rows_of_table(table) == [["Kilde", "Tovholder", "Status"], ["Liste", "100 %", "10 %"]]


@pytest.mark.parametrize("text", ["2026-11", " 2026-11 ", "0001-01"])
def test_a_month_reads_back_as_written(text):
    month = read_month(text)

    assert month is not None
    assert month_word(month) == text.strip()


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "0000-01", "26-11", "２０２６-11", "2026-11-01"]
)
def test_what_is_no_month_is_none(text):
    assert read_month(text) is None


def test_another_kind_comes_after_what_is_named_and_before_unknown():
    totals = {None: 9, OTHER_CODE: 8, "b": 1, "a": 2}

    assert largest_first(totals) == ["a", "b", OTHER_CODE, None]
    assert named(largest_first(totals)) == ["a", "b"]
