"""Numbers and dates as Danes write them."""

import datetime as dt

import pytest
from flask import Flask

from dashboard.format import (
    danish_key,
    date_short,
    date_text,
    decimal,
    fuzzy,
    instant,
    kroner,
    kroner_short,
    month,
    month_short,
    number,
    share,
)
from portfolio.records import FuzzyDate
from portfolio.vocabulary import Precision

DAY = dt.date(2026, 11, 22)


def span(first: str, last: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


def test_numbers_have_dots_and_a_decimal_comma():
    assert number(1_234_567) == "1.234.567"
    assert decimal(12.45) == "12,5"
    assert kroner(1_234_567) == "1.234.567 kr."
    assert kroner_short(12_480_000) == "12,5 mio. kr."
    assert kroner_short(950_000) == "950.000 kr."


@pytest.mark.parametrize(
    ("value", "text"), [(0.3, "30 %"), (0.0, "0 %"), (1, "100 %"), (0.005, "1 %"), (0.125, "13 %")]
)
def test_shares_are_whole_percentages_rounded_half_up(value, text):
    assert share(value) == text


def test_days_and_months():
    assert date_text(DAY) == "22. november 2026"
    assert date_short(dt.date(2026, 3, 5)) == "05.03.2026"
    assert month(DAY) == "november 2026"
    assert month_short(DAY) == "nov. 26"


def test_an_instant_is_told_in_danish_time():
    assert instant(dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)) == "01.07.2026 kl. 00.30"
    assert instant(dt.datetime(2026, 12, 1, 8, 5, tzinfo=dt.UTC)) == "01.12.2026 kl. 09.05"


@pytest.mark.parametrize(
    ("precision", "dates", "text"),
    [
        (Precision.DAY, ("2026-11-22", "2026-11-22"), "22.11.2026"),
        (Precision.MONTH, ("2026-03-01", "2026-03-31"), "marts 2026"),
        (Precision.QUARTER, ("2026-04-01", "2026-06-30"), "2. kvartal 2026"),
        (Precision.HALF_YEAR, ("2026-07-01", "2026-12-31"), "2. halvår 2026"),
        (Precision.YEAR, ("2026-01-01", "2026-12-31"), "2026"),
        (Precision.THIRD, ("2026-05-21", "2026-05-31"), "ultimo maj 2026"),
        (Precision.THIRD, ("2026-05-01", "2026-05-10"), "primo maj 2026"),
        (Precision.THIRD, ("2026-05-11", "2026-05-20"), "medio maj 2026"),
        (Precision.SEASON, ("2026-09-01", "2026-11-30"), "efterår 2026"),
        (Precision.SEASON, ("2019-12-01", "2020-02-29"), "vinter 2019/20"),
        (Precision.WEEK, ("2026-11-16", "2026-11-22"), "uge 47, 2026"),
        (Precision.RANGE, ("2026-11-16", "2026-12-01"), "16.11.2026–01.12.2026"),
    ],
)
def test_a_fuzzy_date_is_shown_as_exactly_as_it_was_stated(precision, dates, text):
    assert fuzzy(FuzzyDate(*span(*dates), precision)) == text


def test_dates_with_one_end_or_none():
    assert fuzzy(FuzzyDate(None, None, Precision.OPEN)) == "løbende"
    assert fuzzy(FuzzyDate(DAY, None, Precision.OPEN)) == "løbende fra 22.11.2026"
    assert fuzzy(FuzzyDate(None, DAY, Precision.RANGE)) == "til 22.11.2026"
    assert fuzzy(FuzzyDate(DAY, None, Precision.RANGE)) == "fra 22.11.2026"


def test_english_readers_see_english():
    with Flask(__name__).test_request_context(headers={"Cookie": "sprog=en"}):
        assert number(1_234_567) == "1,234,567"
        assert share(0.3) == "30%"
        assert date_text(DAY) == "22 November 2026"
        assert fuzzy(FuzzyDate(*span("2026-04-01", "2026-06-30"), Precision.QUARTER)) == "Q2 2026"


def test_danish_letters_stand_last():
    names = ["Ærø", "Aalborg", "Ørsted", "Zonen", "Åbenrå"]
    assert sorted(names, key=danish_key) == ["Aalborg", "Zonen", "Ærø", "Ørsted", "Åbenrå"]
