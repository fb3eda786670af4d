"""Numbers and dates as Danes write them."""

import datetime as dt

import pytest
from babel import dates, numbers

from dashboard.format import (
    date_short,
    date_text,
    decimal,
    fuzzy,
    instant,
    kroner,
    kroner_short,
    locale,
    month,
    month_short,
    number,
    separators,
    share,
)
from dashboard.texts import LANGUAGES, speaking
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
    with speaking("en"):
        assert number(1_234_567) == "1,234,567"
        assert kroner(1_234_567) == "1,234,567 kr."
        assert kroner_short(12_480_000) == "12.5 million kr."
        assert share(0.3) == "30%"
        assert date_text(DAY) == "22 November 2026"
        assert date_short(dt.date(2026, 3, 5)) == "5 Mar 2026"
        assert instant(dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)) == "1 Jul 2026 at 00:30"
        assert fuzzy(FuzzyDate(*span("2026-04-01", "2026-06-30"), Precision.QUARTER)) == "Q2 2026"
        assert (
            fuzzy(FuzzyDate(*span("2026-11-16", "2026-12-01"), Precision.RANGE)) == "16 Nov 2026 – 1 Dec 2026"
        )
        assert fuzzy(FuzzyDate(*span("2026-09-01", "2026-11-30"), Precision.SEASON)) == "autumn 2026"
        assert separators() == ".,"
    assert separators() == ",."


# --- Against Babel: what is put together by hand is what Babel writes, but for its spaces that do not break

AMOUNTS = (0, 1, 12, 999, 1_000, 9_999, 10_000, 123_456, 1_234_567, 1_000_000_000, -1, -1_000, -12_345)
SHARES = tuple(part / 100 for part in range(101))


@pytest.mark.parametrize("said", LANGUAGES)
def test_numbers_are_what_babel_writes(said):
    with speaking(said):
        assert [number(value) for value in AMOUNTS] == [
            numbers.format_decimal(value, locale=locale(said)) for value in AMOUNTS
        ]
        assert [decimal(value / 8) for value in AMOUNTS if not value % 4] == [
            numbers.format_decimal(value / 8, "#,##0.0", locale=locale(said))
            for value in AMOUNTS
            if not value % 4
        ]
        assert [share(part) for part in SHARES] == [
            numbers.format_percent(part, locale=locale(said)).replace("\xa0", " ") for part in SHARES
        ]


def test_kroner_are_what_babel_writes_in_danish():
    written = [
        numbers.format_currency(it, "DKK", "#,##0 ¤", locale("da"), currency_digits=False) for it in AMOUNTS
    ]
    assert [kroner(value) for value in AMOUNTS] == written


@pytest.mark.parametrize(("said", "short"), [("da", "short"), ("en", "medium")])
def test_every_day_of_a_year_is_what_babel_writes(said, short):
    days = [dt.date(2028, 1, 1) + dt.timedelta(days=it) for it in range(366)]
    with speaking(said):
        for write, pattern in (
            (date_text, "long"),
            (date_short, short),
            (month, "MMMM y"),
            (month_short, "MMM yy"),
        ):
            assert list(map(write, days)) == [dates.format_date(day, pattern, locale(said)) for day in days]


def test_a_text_kept_for_one_language_is_not_given_in_the_other():
    quarter = FuzzyDate(*span("2026-04-01", "2026-06-30"), Precision.QUARTER)
    for _ in range(2):
        for said, text in (("da", "2. kvartal 2026"), ("en", "Q2 2026")):
            with speaking(said):
                assert fuzzy(quarter) == text
