import datetime as dt

import pytest

from etl.report.values import MOST_COUNTED, gathered, told
from portfolio.records import CellValue, FuzzyDate, Report
from portfolio.vocabulary import Precision, ReadFrom


def records(field, *values, **more):
    return [
        Report("Plan", n, {field: CellValue(value, "", f"B{n}", **more)}) for n, value in enumerate(values, 2)
    ]


def said(field, *values, language="da"):
    return told(field, gathered(records(field, *values))[field], language)


def date(text, precision=Precision.DAY, inferred=()):
    day = dt.date.fromisoformat(text)
    return FuzzyDate(day, day, precision, inferred)


def test_dates_are_told_from_the_earliest_to_the_latest():
    open_end = FuzzyDate(None, None, Precision.OPEN)

    assert (
        said("end", date("2026-05-01"), date("2024-01-31"), open_end)
        == "31.01.2024 til 01.05.2026; 1 løbende"
    )


def test_a_year_that_was_inferred_is_told():
    assert said("end", date("2026-05-01", inferred=("year",))) == "01.05.2026; i 1 er året udledt"


def test_amounts_are_summed_in_danish_figures():
    assert said("budget_dkk", 1_250_000, 500_000) == "i alt 1.750.000 kr. (500.000 kr. til 1.250.000 kr.)"
    assert said("budget_dkk", 5, language="en") == "5 kr. in all (5 kr.)"


def test_amounts_in_another_currency_are_counted_and_not_summed():
    found = gathered([*records("budget_dkk", 100), *records("budget_dkk", 7, currency="EUR")])["budget_dkk"]

    assert told("budget_dkk", found, "da") == "i alt 100 kr. (100 kr.); 1 i anden valuta, ikke talt med"
    assert found.filled == 2


def test_shares_are_not_summed():
    assert said("completion_share", 0.5, 1.0) == "50 % til 100 %"


def test_codes_are_counted_by_their_label():
    assert said("status", "active", "idea", "active") == "I gang 2, Idé 1"
    assert said("uptake", "yes", "yes", "no") == "Ja 2, Nej 1"


def test_municipalities_are_counted_by_name():
    assert said("municipalities", ("0183", "0187"), ("0183",)) == "Ishøj 2, Vallensbæk 1"


def test_texts_are_told_by_how_different_they_are_with_some_of_them():
    assert said("lead", "Per", "Per", "Bo") == "2 forskellige, fx “Per”, “Bo”"
    assert said("title", "Et", "To") == "alle forskellige, fx “Et”, “To”"
    assert len(said("title", *(f"{n} " + "meget lang titel " * 20 for n in range(9)))) < 100


def test_cells_that_were_not_understood_are_counted():
    assert said("end", date("2026-05-01"), None, None) == "01.05.2026; 2 ikke forstået"


@pytest.mark.parametrize("count", [1, 3_999, 4_000, 4_001, 9_000])
def test_all_records_count_however_many_there_are(count):
    found = gathered(records("lead", *(["Per"] * count), None, read_from=ReadFrom.FILL_DOWN))["lead"]

    assert (found.total, found.filled, found.unread) == (count + 1, count + 1, 1)
    assert found.sources[ReadFrom.FILL_DOWN] == count + 1


def test_a_number_like_a_municipality_is_no_municipality():
    assert "Ishøj" not in said("key", "0183")
    assert "Ishøj" in said("organisation", "0183")


def test_a_list_that_no_one_reads_to_its_end_is_counted_in_its_first_part():
    found = gathered(records("lead", *(["Per"] * (MOST_COUNTED + 5))))["lead"]

    assert (found.total, found.filled, found.is_partial) == (MOST_COUNTED, MOST_COUNTED, True)
