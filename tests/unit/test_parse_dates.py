"""Dates: what each way of writing them means."""

import datetime as dt

import pytest

from etl.parse.dates import DateContext, is_month_first, parse_date, split_period
from portfolio.records import FuzzyDate
from portfolio.vocabulary import Precision, Severity

IN_2026 = DateContext(year_hint=2026)
ANY_YEAR = DateContext()


def read(text: object, context: DateContext = IN_2026, number_format: str | None = None) -> FuzzyDate | None:
    return parse_date(text, context, number_format).value  # type: ignore[arg-type]  # cells of every type


def ids(text: object, context: DateContext = IN_2026, number_format: str | None = None) -> list[str]:
    return [remark.id for remark in parse_date(text, context, number_format).remarks]  # type: ignore[arg-type]  # as above


def brief(found: FuzzyDate | None) -> str:
    if found is None:
        return "nothing"
    ends = f"{found.first or '-'} {found.last or '-'} {found.precision}"
    return f"{ends} {' '.join(found.inferred)}".strip()


@pytest.mark.parametrize(
    "text",
    [
        "1/3-20",
        "1/3 2020",
        "1/3-2020",
        "01.03.20",
        "01.03.2020",
        "1.3.2020",
        "1-3-2020",
        "01-03-2020",
        "2020-03-01",
        "2020.03.01",
        "d. 1. marts 2020",
        "1. marts 2020",
        "1 mar 2020",
        "01-mar-20",
        "1. mar. '20",
        "March 1, 2020",
        "1st of March 2020",
        "søndag den 1. marts 2020",
        "søn. d. 1/3 2020",
        "sø 01-03-20",
        "2020-03-01 00:00:00",
        "01-03-2020 kl. 10.30",
        "43891",
        "43891,0",
        "20200301",
        "pr. 1. marts 2020",
        "Forventet 1/3-20",
        "1. mars 2020",
    ],
)
def test_a_day_is_read_day_first_however_it_is_written(text):
    assert brief(read(text, ANY_YEAR)) == "2020-03-01 2020-03-01 day"


@pytest.mark.parametrize(
    "text",
    [
        "marts 2020",
        "Marts 2020",
        "mar-20",
        "mar. 20",
        "mar20",
        "mar. 2020",
        "marts, 2020",
        "marts i 2020",
        "03/2020",
        "3-2020",
        "03.2020",
        "2020-03",
        "2020/3",
        "marts måned 2020",
        "i marts 2020",
        "ca. marts 2020",
        "2020 marts",
        "202003",
        "(marts 2020)",
        "marts 2020 (forventet)",
        "March 2020",
    ],
)
def test_a_month_is_read_however_it_is_written(text):
    assert brief(read(text, ANY_YEAR)) == "2020-03-01 2020-03-31 month"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("uge 37, 2019", "2019-09-09 2019-09-15 week"),
        ("Uge 37 i 2019", "2019-09-09 2019-09-15 week"),
        ("2019-W37", "2019-09-09 2019-09-15 week"),
        ("uge 41-43, 2019", "2019-10-07 2019-10-27 week"),
        ("uge 37/38", "2026-09-07 2026-09-20 week year"),
        ("uge 50-2", "2026-12-07 2027-01-17 week year"),
        ("uge 45, 46 og 47", "2026-11-02 2026-11-22 week year"),
        ("uge 45, 2026 - uge 10, 2027", "2026-11-02 2027-03-14 week"),
        ("tirsdag i uge 41 (2019)", "2019-10-08 2019-10-08 day"),
        ("primo marts 2020", "2020-03-01 2020-03-10 third"),
        ("midt i marts 2020", "2020-03-11 2020-03-20 third"),
        ("slutningen af februar 2020", "2020-02-21 2020-02-29 third"),
        ("primo/medio marts 2020", "2020-03-01 2020-03-20 third"),
        ("ultimo 2027", "2027-09-01 2027-12-31 range"),
        ("2. kvt. 2019", "2019-04-01 2019-06-30 quarter"),
        ("Q2 2019", "2019-04-01 2019-06-30 quarter"),
        ("K2-19", "2019-04-01 2019-06-30 quarter"),
        ("kv. 2", "2026-04-01 2026-06-30 quarter year"),
        ("andet kvartal 2019", "2019-04-01 2019-06-30 quarter"),
        ("1.-2. kvartal 2020", "2020-01-01 2020-06-30 quarter"),
        ("1. halvår 2020", "2020-01-01 2020-06-30 half_year"),
        ("H2 2020", "2020-07-01 2020-12-31 half_year"),
        ("første halvdel af 2020", "2020-01-01 2020-06-30 half_year"),
        ("foråret 26", "2026-03-01 2026-05-31 season"),
        ("vinter 2019/20", "2019-12-01 2020-02-29 season"),
        ("efterår 2025 - forår 2027", "2025-09-01 2027-05-31 season"),
        ("2019", "2019-01-01 2019-12-31 year"),
        ("2019-2023", "2019-01-01 2023-12-31 year"),
        ("2019/20", "2019-01-01 2020-12-31 year"),
        ("årsskiftet 19/20", "2019-12-15 2020-01-15 range"),
        ("skoleåret 2026/27", "2026-08-01 2027-07-31 range"),
        ("inden jul", "- 2026-12-23 range year"),
        ("før sommerferien 2027", "- 2027-06-30 range"),
        ("efter sommerferien", "2026-08-10 - range year"),
        ("inden påske 2026", "- 2026-03-27 range"),
        ("inden udgangen af marts 2027", "- 2027-03-31 range"),
        ("inden 1. marts 2027", "- 2027-03-01 range"),
        ("efter nytår 2027", "2027-01-02 - range"),
        ("19.11.19-06.12.19", "2019-11-19 2019-12-06 day"),
        ("2026-09-01/2027-08-31", "2026-09-01 2027-08-31 day"),
        ("2026, 2027 og 2028", "2026-01-01 2028-12-31 year"),
        ("Uge 14 (april 2027)", "2027-04-05 2027-04-11 week"),
        ("uge 14, april 2027", "2027-04-05 2027-04-11 week"),
        ("uge 14-15/2027", "2027-04-05 2027-04-18 week"),
        ("uge 14, 15 og 16 i 2027", "2027-04-05 2027-04-25 week"),
        ("uge 50/26", "2026-12-07 2026-12-13 week"),
        ("sidste kvartal 2026", "2026-10-01 2026-12-31 quarter"),
        ("sidste halvdel af 2027", "2027-07-01 2027-12-31 half_year"),
        ("1st quarter 2027", "2027-01-01 2027-03-31 quarter"),
        ("fortsætter indtil videre", "- - open"),
        ("01-09-2026 / 31-08-2027", "2026-09-01 2027-08-31 day"),
        ("uge 48-26", "2026-11-23 2026-11-29 week"),
        ("3 år fra 1/1-26", "2026-01-01 2028-12-31 range"),
        ("31. januar 2026 + 1 måned", "2026-01-31 2026-02-27 range"),
        ("to uger fra 1/3-26", "2026-03-01 2026-03-14 range"),
        ("Start 1. marts 2026. Slut 30. juni 2027", "2026-03-01 2027-06-30 day"),
        ("Opstart marts 2026, afslutning juni 2027", "2026-03-01 2027-06-30 month"),
        ("12/5 2026 kl. 9-11", "2026-05-12 2026-05-12 day"),
        ("12/5 2026 9.00-11.30", "2026-05-12 2026-05-12 day"),
        ("løbende (ingen slutdato)", "- - open"),
        ("permanent ordning", "- - open"),
        ("3/1-31/3 2020", "2020-01-03 2020-03-31 day"),
        ("1.-3. maj 2020", "2020-05-01 2020-05-03 day"),
        ("d. 13. og 14. marts 2026", "2026-03-13 2026-03-14 day"),
        ("Ultimo august- primo september 2019", "2019-08-21 2019-09-10 third"),
        ("Sep-okt.", "2026-09-01 2026-10-31 month year"),
        ("nov. - feb. 2018", "2017-11-01 2018-02-28 month"),
        ("nov-feb.", "2026-11-01 2027-02-28 month year"),
        ("marts/april/maj 2020", "2020-03-01 2020-05-31 month"),
        ("aug-20-December 2021", "2020-08-01 2021-12-31 month"),
        ("2018-02-18-november 2022", "2018-02-18 2022-11-30 range"),
        ("uge 10-20, 2017 til medio april 2021", "2017-03-06 2021-04-20 range"),
        ("marts 2020 til 2022", "2020-03-01 2022-12-31 range"),
        ("Start: 1/3-26 Slut: 31/12-26", "2026-03-01 2026-12-31 day"),
        ("løbende", "- - open"),
        ("ingen slutdato", "- - open"),
        ("fra marts 2020, løbende", "2020-03-01 - open"),
        ("november 2025 -", "2025-11-01 - open"),
        ("2024 og frem", "2024-01-01 - open"),
        ("løbende til 2027", "2027-01-01 2027-12-31 year"),
    ],
)
def test_a_text_means_this_span(text, meaning):
    found = parse_date(text, IN_2026)

    assert (brief(found.value), found.remarks) == (meaning, ())


@pytest.mark.parametrize(
    "text", ["TBD", "ikke fastlagt", "snarest", "afventer", "xx.xx", "ja", "3 år", "Maj Hansen"]
)
def test_a_text_without_a_date_gives_nothing_and_a_warning(text):
    found = parse_date(text, IN_2026)

    assert (found.value, found.is_placeholder) == (None, False)
    assert [(remark.id, remark.severity) for remark in found.remarks] == [
        ("date.not_readable", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    "text", ["31/2", "45/3 2020", "uge 60", "29/2 2027", "32. marts", "4/31", "5. kvartal 2020", "31. april"]
)
def test_an_impossible_date_is_never_turned_into_another(text):
    assert (read(text), ids(text)) == (None, ["date.impossible"])


@pytest.mark.parametrize(
    "raw",
    [
        "-",
        "–",
        "1900-01-00",
        "31-12-9999",
        0,
        dt.date(1899, 12, 30),
        dt.datetime.combine(dt.date(9999, 12, 31), dt.time()),
    ],
)
def test_a_placeholder_is_no_date_and_no_fault(raw):
    found = parse_date(raw, IN_2026)

    assert (found.value, found.remarks, found.is_placeholder) == (None, (), True)


def test_a_lone_question_mark_is_a_placeholder_that_asks_for_a_date():
    found = parse_date("?", IN_2026)

    assert (found.value, ids("?"), found.is_placeholder) == (None, ["date.not_readable"], True)


def test_an_empty_cell_says_nothing():
    assert parse_date(None, IN_2026) == parse_date("  ", IN_2026)
    assert (read(None), ids(None)) == (None, [])


@pytest.mark.parametrize(
    ("text", "meaning", "remark"),
    [
        ("forventet marts 2020 (udskudt fra nov. 2019)", "2020-03-01 2020-03-31 month", "date.moved"),
        ("1/3-26, oprindeligt 1/1-26", "2026-03-01 2026-03-01 day", "date.moved"),
        ("Afventer PLO, møde 12/3-26", "2026-03-12 2026-03-12 day", "date.in_text"),
        ("SSG 17/3-16", "2016-03-17 2016-03-17 day", "date.in_text"),
        ("sendt ud 24. september 2018", "2018-09-24 2018-09-24 day", "date.in_text"),
        ("sendt ud marts", "2026-03-01 2026-03-31 month year", "date.in_text"),
        ("marts 2026?", "2026-03-01 2026-03-31 month", "date.doubtful"),
        ("marts 2020 - ?", "2020-03-01 - range", "date.end_unknown"),
        ("12/20", "2020-12-01 2020-12-31 month", "date.read_as_month"),
    ],
)
def test_a_date_that_is_not_alone_is_read_and_remarked_on(text, meaning, remark):
    assert (brief(read(text)), ids(text)) == (meaning, [remark])


def test_of_several_dates_in_a_text_none_is_chosen():
    assert (read("møde 12/3-26 og igen 14/4-26"), ids("møde 12/3-26 og igen 14/4-26")) == (
        None,
        ["date.several"],
    )


def test_a_year_comes_from_the_nearest_hint_and_is_marked():
    assert brief(read("uge 37", DateContext(year_hint=2019, month=dt.date(2026, 10, 1)))).endswith(
        "week year"
    )
    assert brief(read("marts", DateContext(years=(2021,)))) == "2021-03-01 2021-03-31 month year"
    assert brief(read("marts", DateContext(month=dt.date(2026, 10, 1)))) == "2026-03-01 2026-03-31 month year"


def test_a_date_without_any_year_around_is_not_guessed():
    assert (read("12. marts", ANY_YEAR), ids("12. marts", ANY_YEAR)) == (None, ["date.year_unknown"])


def test_the_agreements_period_is_read_where_it_is_known():
    period = (dt.date(2019, 7, 1), dt.date(2023, 12, 31))

    assert brief(read("i aftaleperioden", DateContext(agreement=period))) == "2019-07-01 2023-12-31 range"
    assert ids("i aftaleperioden", ANY_YEAR) == ["date.not_readable"]


@pytest.mark.parametrize(
    ("number_format", "precision"),
    [
        ("dd-mm-yyyy", Precision.DAY),
        ("mmm-yy", Precision.MONTH),
        ("[$-406]mmmm\\ yyyy;@", Precision.MONTH),
        ("yyyy", Precision.YEAR),
        ("General", Precision.DAY),
        (None, Precision.DAY),
    ],
)
def test_a_real_date_is_as_exact_as_it_is_shown(number_format, precision):
    found = read(dt.datetime.combine(dt.date(2020, 3, 15), dt.time()), ANY_YEAR, number_format)

    assert found is not None
    assert found.precision == precision


def test_a_real_date_shown_as_day_and_month_among_months_is_asked_about():
    among_months = DateContext(prefer_months=True)

    assert brief(read(dt.date(2019, 12, 19), among_months, "d-mmm")) == "2019-12-19 2019-12-19 day"
    assert ids(dt.date(2019, 12, 19), among_months, "d-mmm") == ["date.perhaps_month"]
    assert ids(dt.date(2019, 12, 19), among_months, "dd-mm-yyyy") == []


@pytest.mark.parametrize(
    ("raw", "meaning"), [(2020, "2020-01-01 2020-12-31 year"), (43891.0, "2020-03-01 2020-03-01 day")]
)
def test_a_number_is_a_year_or_excels_number_of_a_day(raw, meaning):
    assert brief(read(raw, ANY_YEAR)) == meaning


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("marts 2020 - 2022", "2020-03-01 2020-03-31 month", "2022-01-01 2022-12-31 year"),
        ("uge 9-24", "2026-02-23 2026-03-01 week year", "2026-06-08 2026-06-14 week year"),
        ("jan.-dec. 26", "2026-01-01 2026-01-31 month", "2026-12-01 2026-12-31 month"),
        ("2025", "2025-01-01 2025-12-31 year", "2025-01-01 2025-12-31 year"),
        ("august 2025 og fortsætter", "2025-08-01 2025-08-31 month", "- - open"),
        ("løbende", "nothing", "- - open"),
        ("siden 2018", "2018-01-01 2018-12-31 year", "nothing"),
        ("til marts 2026", "nothing", "2026-03-01 2026-03-31 month"),
        ("inden jul 2026", "nothing", "- 2026-12-23 range"),
        ("efter sommerferien 2026", "2026-08-10 - range", "nothing"),
        ("marts 2020 - ?", "2020-03-01 2020-03-31 month", "nothing"),
        ("snarest", "nothing", "nothing"),
    ],
)
def test_a_period_has_a_first_and_a_last_part(text, start, end):
    first, last = split_period(text, IN_2026)

    assert (brief(first.value), brief(last.value)) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "nov. 2025, udskudt til marts 2026",
        "udsat fra nov. 2025 til marts 2026",
        "opr. nov. 2025, nu marts 2026",
        "1/11-25 (flyttet til marts 2026)",
        "Ny frist: marts 2026",
        "31/12-25 – forlænget til marts 2026",
    ],
)
def test_of_a_date_that_was_moved_the_new_one_counts(text):
    assert brief(read(text)) == "2026-03-01 2026-03-31 month"
    assert ids(text) == ["date.moved"]


@pytest.mark.parametrize("text", ["31/8-27 - 1/9-26", "2027-2025", "dec. 2026 - jan. 2026"])
def test_a_period_that_ends_before_it_starts_is_asked_about(text):
    assert (read(text), ids(text)) == (None, ["date.reversed"])


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("febuar 2027", "februar 2027"), ("1. Septemer 2026", "1. september 2026"), ("løbene", "løbende")],
)
def test_a_misspelt_date_is_asked_about_and_not_read_as_less(text, suggestion):
    parsed = parse_date(text, IN_2026)

    assert parsed.value is None
    assert [(remark.id, remark.facts["suggestion"]) for remark in parsed.remarks] == [
        ("date.perhaps", suggestion)
    ]


@pytest.mark.parametrize("text", ["siden 2019", "fra marts 2026", "2026 ff."])
def test_a_period_that_only_tells_its_start_goes_on(text):
    alone, period = read(text), read(text, DateContext(year_hint=2026, is_period=True))

    assert period is not None
    assert alone is not None
    assert (period.first, period.last, period.precision) == (alone.first, None, Precision.OPEN)


@pytest.mark.parametrize("text", ["1900-01-01", "01-01-1900", "1/1-1900", "01-01-0001", "0001-01-01"])
def test_the_first_day_of_a_calendar_stands_for_no_date(text):
    assert parse_date(text, IN_2026).is_placeholder


@pytest.mark.parametrize(
    "text",
    [
        "næstsidste kvartal 2027",
        "sidste uge i november 2026",
        "ugen efter påske 2027",
        "et halvt år i 2027",
        "0. kvartal 2027",
    ],
)
def test_a_part_of_a_year_that_is_not_understood_is_not_the_whole_year(text):
    assert read(text) is None
    assert ids(text)


@pytest.mark.parametrize("lead", ["", "~", "• ", "- ", "formentlig ", "aftalt til ", "mon ikke "])
@pytest.mark.parametrize("tail", ["", "?", " - foreløbig", " – afventer PLO", " (AKR)", ", jf. plan"])
@pytest.mark.parametrize(
    "text", ["1. april 2027", "april 2027 - juni 2028", "inden jul 2026", "uge 14-15 2027", "~Q2 2027"]
)
def test_words_around_a_date_do_not_change_it_silently(lead, text, tail):
    found = read(lead + text + tail)

    assert found in (read(text), None)
    assert found is not None or ids(lead + text + tail)


def test_a_date_that_was_left_is_not_read_for_the_new_one():
    assert brief(read("Løber p.t. løbende (tidl. 1/1-26)")) != "2026-01-01 2026-01-01 day"


def test_a_column_of_an_english_export_has_the_month_first():
    texts = ["3/25/2026", "12/31/2026", "4/5/2026"]
    english = DateContext(month_first=is_month_first(texts))

    assert [brief(read(text, english)) for text in texts[1:]] == [
        "2026-12-31 2026-12-31 day",
        "2026-04-05 2026-04-05 day",
    ]
    assert ids("4/5/2026", english) == ["date.month_first"]


@pytest.mark.parametrize("texts", [["12/13/2026", "4/5/2026"], ["3/25/2026", "12/31/2026", "25/3/2026"], []])
def test_a_wrong_day_or_two_make_no_english_column(texts):
    assert not is_month_first(texts)


@pytest.mark.parametrize("year", ["1998", "2026"])
@pytest.mark.parametrize("day", ["1", "09", "31"])
@pytest.mark.parametrize("month", ["2", "03", "12"])
def test_a_date_as_most_are_typed_means_the_same_with_words_around_it(day, month, year):
    context = DateContext()
    plain = [parse_date(f"{day}{sign}{month}{sign}{year}", context) for sign in "./-"]
    plain.append(parse_date(f"{day}/{month}-{year[2:]}", context))
    wordy = parse_date(f"den {day}/{month} {year}", context)

    assert all(read.value == wordy.value for read in plain)
