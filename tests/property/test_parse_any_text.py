"""Any cell gives an answer, every remark has its sentence, and what is written reads back."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.parse.amounts import Amount, parse_amount, unit_of_heading
from etl.parse.dates import DateContext, parse_date, split_period
from etl.parse.lights import light_of_colour, light_of_text, read_legend
from etl.parse.normal import fold, normal
from etl.parse.numbers import parse_count, parse_share
from etl.parse.places import organisation_in, parse_municipalities, place_book, recognise_organisation
from etl.parse.texts import parse_text
from etl.parse.words import StepState, Uptake, axes_of_status, parse_code
from portfolio.findings import Finding
from portfolio.records import FuzzyDate
from portfolio.trials.words import TrialOutcome
from portfolio.vocabulary import Phase, Precision, Priority, ProcessType, SpreadPotential, Status, TaskType

PIECES = st.sampled_from(
    [
        "1",
        "2",
        "3",
        "12",
        "31",
        "2020",
        "26",
        "uge",
        "marts",
        "jan",
        "q1",
        "-",
        "/",
        ".",
        ",",
        "til",
        "og",
        "primo",
        "ultimo",
        "inden",
        "efter",
        "jul",
        "løbende",
        "kr",
        "mio",
        "500",
        "000",
        "x",
        "%",
        "(",
        ")",
        "alle",
        "kommuner",
        "undtagen",
        "Hvidovre",
        "hospital",
        "grøn",
        "gul",
        "G",
        "?",
        "ikke",
        "i",
        "gang",
        "afsluttet",
        "fra",
        "'",
        "99",
        "0",
        "45",
        "årsskiftet",
        "halvår",
        "vinter",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=10).map(" ".join),
    st.lists(PIECES, max_size=10).map("".join),
)
CELLS = st.one_of(
    TEXTS,
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.none(),
)
FORMATS = st.sampled_from([None, "General", "mmm-yy", "d-mmm", "yyyy", "0%", "[$-406]d. mmmm"])
CODES = (Status, Phase, TaskType, ProcessType, SpreadPotential, Priority, Uptake, StepState, TrialOutcome)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2069, 12, 31))
MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
NAMES = sorted(one.name for one in place_book().organisations.values() if one.kind == "municipality")


def remarks_of(raw, context, number_format):
    parsed = [
        parse_date(raw, context, number_format),
        *split_period(raw, context, number_format),
        parse_amount(raw, unit=1000),
        parse_count(raw),
        parse_share(raw, as_percent=True),
        parse_text(raw),
        light_of_text(raw, read_legend(["1 = grøn"])),
        parse_municipalities(raw, "rh-syd", dt.date(2026, 10, 1)),
        *(parse_code(codes, raw) for codes in CODES),
        axes_of_status(raw),
    ]
    return [remark for one in parsed for remark in one.remarks]


@settings(max_examples=300, deadline=None)
@given(CELLS, st.sampled_from([None, 2026]), FORMATS)
def test_any_cell_gives_an_answer_whose_remarks_have_sentences(raw, year, number_format):
    for remark in remarks_of(raw, DateContext(year_hint=year), number_format):
        finding = Finding(remark.id, remark.severity, facts=remark.facts)
        assert finding.message("da") != finding.message("en")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_title_heading_and_colour_gives_an_answer(text):
    assert organisation_in(text) == organisation_in(text)
    assert recognise_organisation(text, None, None) == recognise_organisation(text, None, None)
    assert unit_of_heading(text) in (1, 1000, 10**6, 10**9)
    assert light_of_colour(text) == light_of_colour(f"#{text}")


@given(TEXTS)
def test_normal_texts_stay_as_they_are(text):
    assert normal(normal(text)) == normal(text)
    assert fold(fold(text)) == fold(text)


@given(CELLS, FORMATS)
def test_a_span_of_days_ends_after_it_begins(raw, number_format):
    found = parse_date(raw, DateContext(year_hint=2026), number_format).value
    if (
        found is not None
        and found.first is not None
        and found.last is not None
        and found.precision != Precision.RANGE
    ):
        assert found.first.year <= found.last.year


@given(DAYS, st.sampled_from("-/."), st.sampled_from("-/. "))
def test_a_day_reads_back_day_first(day, between, before_year):
    for text in (
        f"{day.day}{between}{day.month}{before_year}{day.year}",
        f"{day:%d}{between}{day:%m}{between}{day:%Y}",
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
        day.isoformat(),
    ):
        assert parse_date(text, DateContext()).value == FuzzyDate(day, day, Precision.DAY)


@given(DAYS, DAYS)
def test_two_days_read_back_as_a_period(one, other):
    first, last = sorted((one, other))
    text = f"{first:%d.%m.%Y} - {last:%d.%m.%Y}"

    assert parse_date(text, DateContext()).value == FuzzyDate(first, last, Precision.DAY)


@given(st.integers(1, 53), st.integers(1990, 2069))
def test_a_week_reads_back_or_does_not_exist(week, year):
    found = parse_date(f"uge {week}, {year}", DateContext())
    exists = dt.date(year, 12, 28).isocalendar().week >= week

    assert (found.value is not None) == exists
    assert exists or [remark.id for remark in found.remarks] == ["date.impossible"]


@given(st.integers(1000, 10**9))
def test_an_amount_reads_back(amount):
    dots = f"{amount:,}".replace(",", ".")

    for text in (
        f"{dots} kr.",
        f"kr. {dots}",
        f"{dots},-",
        f"{dots},00",
        dots.replace(".", "\u00a0"),
        str(amount),
    ):
        assert parse_amount(text).value == Amount(amount)


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=12, unique=True),
    st.sampled_from([", ", "/", "; ", " og ", "\n"]),
)
def test_municipalities_read_back_in_ascending_order(names, joint):
    codes = tuple(
        sorted(
            one.id for one in place_book().organisations.values() if one.name in names and one.id.isdigit()
        )
    )

    assert parse_municipalities(joint.join(names), None).value == codes
    assert parse_municipalities(joint.join(f"{name} Kommune" for name in names), None).value == codes


@given(DAYS, DAYS, st.sampled_from(["-", " - ", " til ", "–"]))
def test_two_days_without_years_read_back_in_the_hinted_year(one, other, joint):
    first, last = sorted((one.replace(year=2024), other.replace(year=2024)))
    text = f"{first.day}/{first.month}{joint}{last.day}/{last.month}"

    found = parse_date(text, DateContext(year_hint=2024)).value

    assert found == FuzzyDate(first, last, Precision.DAY, ("year",))
