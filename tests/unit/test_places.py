from portfolio.findings import Finding
from portfolio.places import places_of, sheet_name
from portfolio.vocabulary import Severity


def at(*cells, sheet="Plan"):
    return [Finding("cell.note", Severity.INFO, sheet, cell) for cell in cells]


def test_the_sheet_is_named_once_and_runs_in_a_column_are_a_range():
    assert places_of(at("K4", "K5", "K6", "J9", "K8"), 9).text == "Plan!J9, K4:K6, K8"


def test_two_cells_below_each_other_are_no_range():
    assert places_of(at("K4", "K5"), 9).text == "Plan!K4, K5"


def test_columns_come_in_the_sheets_order():
    assert places_of(at("AA2", "B2"), 9).text == "Plan!B2, AA2"


def test_a_sheet_with_spaces_is_quoted_as_excel_does():
    assert sheet_name("Status pr. kommune") == "'Status pr. kommune'"
    assert sheet_name("Bo's plan") == "'Bo''s plan'"
    assert sheet_name("2026") == "'2026'"
    assert places_of(at("A1", sheet="Okt 26"), 9).text == "'Okt 26'!A1"


def test_a_csv_has_cells_only_and_a_sheet_as_a_whole_its_name_only():
    assert places_of(at("B7", sheet=None), 9).text == "B7"
    assert places_of(at(None), 9).text == "Plan"


def test_no_more_places_than_asked_for_and_the_cells_left_out_are_counted():
    places = places_of([*at("A1", "A2", "A3", "C5", "D6"), *at("B2", sheet="To")], 2)

    assert (places.text, places.more) == ("Plan!A1:A3, C5", 2)


def test_the_file_as_a_whole_has_no_place():
    assert places_of([Finding("file.perhaps_cpr", Severity.WARNING)], 9).text == ""
