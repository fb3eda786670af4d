"""Amounts, counts and shares as Danish lists write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.parse.amounts import (
    Amount,
    currency_of_heading,
    is_plain_amount,
    parse_amount,
    plain_amount,
    unit_of_heading,
)
from etl.parse.numbers import number_of, parse_count, parse_share
from etl.parse.parsed import Parsed


def ids(parsed):
    return [remark.id for remark in parsed.remarks]


@pytest.mark.parametrize(
    "text",
    [
        "1.250.000 kr.",
        "1.250.000",
        "1 250 000",
        "1250000",
        "1.250.000,00",
        "kr. 1.250.000",
        "DKK 1.250.000",
        "1.250.000,-",
        "1,25 mio.",
        "1,25 mio. kr.",
        "1,25 mill.",
        "1250 t.kr.",
        "1.250 tkr",
        "1250 tkr.",
        "ca. 1,25 mio. kr.",
        "5 x 250.000",
        "op til 1,25 mio. kr.",
        "1 mio. kr. + 250.000 kr.",
        "1,25 mio. kr. (ekskl. moms)",
        "1.250.000DKK",
        "1,250,000.00",
        "1¼ mio. kr.",
        "T.KR. 1.250",
        "mio. kr. 1,25",
        "1.250 (t.kr.)",
        "1,25m kr.",
        "1.250.000 estimeret",
        "5 à 250.000 kr.",
    ],
)
def test_an_amount_is_read_in_kroner_however_it_is_written(text):
    parsed = parse_amount(text)

    assert (parsed.value, parsed.remarks) == (Amount(1_250_000), ())


@pytest.mark.parametrize(
    ("text", "value", "message"),
    [
        ("0,5 mio. årligt", 500_000, "amount.yearly"),
        ("Bevilget 500.000 kr. fra puljen", 500_000, "amount.in_text"),
        ("Puljemidler 2025-2028 (12,5 mio. kr.)", 12_500_000, "amount.in_text"),
    ],
)
def test_an_amount_with_more_to_say_is_read_and_remarked_on(text, value, message):
    parsed = parse_amount(text)

    assert (parsed.value, ids(parsed)) == (Amount(value), [message])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("inden for rammen", "amount.not_readable"),
        ("ikke afklaret", "amount.not_readable"),
        ("0,5 årsværk", "amount.not_readable"),
        ("25 %", "amount.not_readable"),
        ("#REF!", "amount.not_readable"),
        ("?", "amount.not_readable"),
        ("200-300.000 kr.", "amount.range"),
        ("ca. 1,4-1,6 mio. kr.", "amount.range"),
        ("50.000 kr. pr. kommune", "amount.each"),
        ("Bevilget 500.000 kr., søgt 1 mio.", "amount.several"),
        ("1,5", "amount.unit_missing"),
    ],
)
def test_what_is_no_amount_says_why(text, message):
    parsed = parse_amount(text)

    assert (parsed.value, ids(parsed)) == (None, [message])


def test_another_currency_is_named_and_not_taken_for_kroner():
    parsed = parse_amount("20.000 euro")

    assert (parsed.value, ids(parsed)) == (Amount(20_000, "EUR"), ["amount.currency"])


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (500, 500_000),
        ("500", 500_000),
        (1250.5, 1_250_500),
        ("500 t.kr.", 500_000),
        ("1,2 mio.", 1_200_000),
        ("500.000 kr.", 500_000),
    ],
)
def test_the_headings_unit_counts_once(raw, value):
    assert parse_amount(raw, unit=1000).value == Amount(value)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Budget", 1),
        ("Budget (kr.)", 1),
        ("Budget (DKK)", 1),
        ("Budget (t.kr.)", 1000),
        ("Budget, t. kr.", 1000),
        ("Økonomi tkr.", 1000),
        ("Budget i 1.000 kr.", 1000),
        ("Budget (DKK 1,000)", 1000),
        ("Beløb i hele tusinder", 1000),
        ("Budget mio. kr.", 1_000_000),
    ],
)
def test_a_heading_tells_its_unit(heading, unit):
    assert unit_of_heading(heading) == unit


def test_a_dash_is_a_placeholder_and_zero_is_zero():
    assert (parse_amount("-").is_placeholder, ids(parse_amount("-"))) == (True, [])
    assert parse_amount(0).value == parse_amount("0 kr.").value == Amount(0)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.250", 1250),
        ("1,25", 1.25),
        ("1.25", 1.25),
        ("0.625", 0.625),
        ("1.250,5", 1250.5),
        ("1,250.5", 1250.5),
        ("12a", None),
    ],
)
def test_digits_are_read_the_danish_way_first(text, number):
    assert number_of(text) == number


def test_digits_are_read_with_a_decimal_point_where_the_list_does():
    assert number_of("1,250", decimal_comma=False) == 1250


@pytest.mark.parametrize(
    ("raw", "count", "messages"),
    [
        ("ca. 1.200 borgere", 1200, []),
        ("60 om året", 60, ["number.yearly"]),
        (2400.0, 2400, []),
        ("n = 85", 85, []),
        ("mange", None, ["number.not_readable"]),
        ("10-15", None, ["number.range"]),
        ("50 %", None, ["number.not_readable"]),
        (2.5, None, ["number.not_whole"]),
        ("-", None, []),
    ],
)
def test_a_count_is_a_whole_number(raw, count, messages):
    parsed = parse_count(raw)

    assert (parsed.value, ids(parsed)) == (count, messages)


@pytest.mark.parametrize(
    ("raw", "as_percent", "share"),
    [
        ("62,5 %", False, 0.625),
        ("62,5", True, 0.625),
        (0.625, False, 0.625),
        (62, True, 0.62),
        ("ca. 60 pct.", True, 0.6),
        ("7 af 12", True, 0.5833),
        ("100%", True, 1.0),
        (0, True, 0.0),
    ],
)
def test_a_share_is_read_from_0_to_1(raw, as_percent, share):
    assert parse_share(raw, as_percent=as_percent).value == share


@pytest.mark.parametrize("raw", [120, -3, "140 %", "næsten færdig"])
def test_what_is_no_share_gives_nothing_and_a_warning(raw):
    parsed = parse_share(raw, as_percent=True)

    assert parsed.value is None
    assert len(parsed.remarks) == 1


@pytest.mark.parametrize("text", ["(25.000)", "−25.000", "–25.000 kr.", "(25.000 kr.)", "-25.000,-"])
def test_a_negative_amount_is_read_as_accounts_write_it(text):
    assert parse_amount(text).value == Amount(-25_000)


def test_a_single_group_with_decimals_is_english():
    assert parse_amount("250,000.50", decimal_comma=False).value == Amount(250_001)


def test_half_a_million_may_be_a_fraction():
    assert parse_amount("½ mio.").value == Amount(500_000)


@pytest.mark.parametrize("text", ["-5 %", "– 5 pct."])
def test_a_negative_share_is_none(text):
    assert parse_share(text, as_percent=True).value is None


@pytest.mark.parametrize("text", ["1 1/2 mio. kr.", "halvanden mio. kr.", "en halv mio. + 1 mio."])
def test_a_million_and_a_half_in_words_and_fractions(text):
    assert parse_amount(text).value == Amount(1_500_000)


def test_two_numbers_with_one_unit_are_a_range_and_not_the_last_of_them():
    assert ids(parse_amount("mellem 1 og 2 mio. kr.")) == ["amount.several"]
    assert parse_amount("minus 75.000 kr.").value == Amount(-75_000)


def test_a_number_of_times_another_is_no_count():
    assert parse_count("3 x 25").value is None


@pytest.mark.parametrize(
    ("number", "number_format", "unit", "amount"),
    [
        (1.25, '0.00" mio. kr."', 1, Amount(1_250_000)),
        (640, '#,##0 "t.kr."', 1, Amount(640_000)),
        (640, '#,##0 "t.kr."', 1000, Amount(640_000)),
        (50_000, "[$€-2] #,##0", 1, Amount(50_000, "EUR")),
        (50_000, "[$SEK]", 1, Amount(50_000, "SEK")),
        (1_500_000, "0.0,,", 1, Amount(1_500_000)),
        (1_500_000, '0.0,,"mio. kr."', 1, Amount(1_500_000)),
        (1_500_000, "#,##0,", 1000, Amount(1_500_000)),
        (500, '#,##0 "kr."', 1, Amount(500)),
    ],
)
def test_a_number_counts_what_its_format_shows_beside_it(number, number_format, unit, amount):
    assert parse_amount(number, unit=unit, number_format=number_format).value == amount


def test_kroner_may_stand_before_the_count():
    assert parse_amount("ca. kr. 2 x 250.000").value == Amount(500_000)
    assert parse_amount("500.000 kr. til 2 stillinger").value == Amount(500_000)


@pytest.mark.parametrize("text", ["halvdelen af 900.000 kr.", "50 % af 900.000 kr.", "3 år á 450.000 kr."])
def test_part_of_an_amount_or_several_of_it_are_not_the_amount(text):
    assert parse_amount(text).value is None


@pytest.mark.parametrize(
    ("heading", "currency"),
    [
        ("Budget (EUR)", "EUR"),
        ("Budget i €", "EUR"),
        ("Beløb, SEK", "SEK"),
        ("Budget (kr.)", None),
        ("Eurokurs", None),
    ],
)
def test_a_heading_may_name_a_currency(heading, currency):
    assert currency_of_heading(heading) == currency


def test_the_headings_currency_counts_unless_the_cell_says_kroner():
    assert parse_amount("25.000", currency="EUR").value == Amount(25_000, "EUR")
    assert parse_amount("25.000 kr.", currency="EUR").value == Amount(25_000)
    assert parse_amount("25.000 SEK", currency="EUR").value == Amount(25_000, "SEK")


def test_three_digits_after_a_comma_are_thousands_of_a_whole_number():
    assert parse_count("1,200").value == 1200


def test_an_amount_each_is_not_the_whole_and_a_foreign_one_may_be_written_their_way():
    assert ids(parse_amount("150.000 kr./kommune")) == ["amount.each"]
    assert parse_amount("$5,000").value == Amount(5_000, "USD")
    assert parse_amount(",6 mio.").value is None


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_no_amount(number):
    parsed = parse_amount(number)
    assert parsed.value is None
    assert ids(parsed) == ["amount.not_readable"]


PLAIN_TEXTS = st.from_regex(r"[1-9][0-9]{0,2}(\.[0-9]{3}){1,3},[0-9]{2}", fullmatch=True)


@given(
    st.floats() | PLAIN_TEXTS | st.text("0123456789.,-", max_size=12), st.sampled_from([1, 1000, 1_000_000])
)
def test_what_is_a_plain_amount_is_read_shortly_as_it_is_at_length(raw, unit):
    if is_plain_amount(raw, unit):
        for decimal_comma in (True, False):
            at_length = parse_amount(raw, unit=unit, decimal_comma=decimal_comma)
            assert at_length == Parsed(Amount(plain_amount(raw, unit)))
