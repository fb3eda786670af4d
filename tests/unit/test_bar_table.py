"""Bars that are a table: every number a link, every bar as long as it says."""

from dashboard.components import markup as html
from dashboard.components.bar_table import Bar, bar_numbers, bar_table
from dashboard.components.numbers import Amount
from tests.builders.components import all_of, links_of, rows_of_table

BARS = [
    Bar("I gang", 103, "103 (60 %)", "/indsatser?status=i-gang", "/?status=i-gang"),
    Bar("Stoppet", 1, "1 (1 %)", "/indsatser?status=stoppet", "/?status=stoppet"),
    Bar("Idé", 0, "0 (0 %)", "/indsatser?status=ide", "/?status=ide"),
]
NUMBERS = bar_numbers("Indsatser efter status", ("Status", "Antal (andel)"), BARS)


def laid_out(bars=BARS):
    return bar_table(bar_numbers("Indsatser efter status", ("Status", "Antal (andel)"), bars), bars)


def test_each_row_says_its_number_and_leads_to_what_it_counts():
    assert rows_of_table(laid_out()) == [
        ["Status", "Antal (andel)"],
        ["I gang", "103 (60 %)"],
        ["Stoppet", "1 (1 %)"],
        ["Idé", "0 (0 %)"],
    ]
    assert links_of(laid_out()) == [bar.address for bar in BARS if bar.value]


def test_bars_are_as_long_as_their_numbers_and_a_click_narrows_the_page():
    fills = [it for it in all_of(laid_out(), html.Span) if it.className == "bar-fill"]
    assert [it.attributes["style"] for it in fills] == [
        {"width": "70.0%"},
        {"width": "0.7%"},
        {"width": "0.0%"},
    ]
    assert [it.attributes["data-to"] for it in fills] == [bar.narrowed for bar in BARS]
    assert {it.attributes["aria-hidden"] for it in fills} == {"true"}


def test_nothing_counted_is_an_empty_table():
    assert rows_of_table(laid_out([])) == [["Status", "Antal (andel)"]]
    assert links_of(laid_out([BARS[2]])) == []


def test_the_workbook_gets_the_same_numbers():
    assert NUMBERS.rows[0] == ["I gang", Amount(103, "103 (60 %)", "/indsatser?status=i-gang")]
