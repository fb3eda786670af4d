"""Which initiative a finding's row is about."""

import pytest

from dashboard.labels import row_names_text
from portfolio.findings import Finding
from portfolio.handback import question_of
from portfolio.row_names import MOST_NAMED, NamedRow, RowName, distinct, name_at, names_of
from portfolio.vocabulary import Severity


def finding(cell, sheet="Plan"):
    return Finding("date.not_readable", Severity.WARNING, sheet, cell, {"text": "snart"})


ROWS = (
    NamedRow("Plan", 2, None, RowName("Akutteam", "7")),
    NamedRow("Plan", 3, None, RowName("Gravidteam")),
    NamedRow("Kort", None, "C", RowName("Demens")),
)


@pytest.mark.parametrize(
    ("cell", "sheet", "title"),
    [
        ("K2", "Plan", "Akutteam"),
        ("C9", "Kort", "Demens"),
        ("K4", "Plan", None),
        ("K2", "Andet", None),
        (None, "Plan", None),
        ("K2", None, None),
    ],
)
def test_a_cell_is_about_the_initiative_of_its_row_or_of_its_column_in_a_list_on_its_side(cell, sheet, title):
    asked = finding(cell, sheet)

    name = name_at(names_of([asked], ROWS), asked)

    assert (None if name is None else name.title) == title


def test_only_rows_with_findings_are_named_and_not_without_end():
    assert names_of([finding("K3")], ROWS) == {"Plan!3": RowName("Gravidteam")}
    many = range(1, MOST_NAMED + 100)
    rows = [NamedRow("Plan", row, None, RowName(f"Indsats {row}")) for row in many]
    assert len(names_of([finding(f"K{row}") for row in many], rows)) == MOST_NAMED


def test_a_question_says_which_initiative_it_is_about():
    names = names_of([finding("K2"), finding("K3")], ROWS)

    about = [question_of(finding(cell), names).about for cell in ("K2", "K3", "K9")]

    assert about == ["Akutteam (nr. 7)", "Gravidteam", ""]


def test_a_few_are_named_each_once_and_the_rest_counted():
    rows = [NamedRow("Plan", row, None, RowName(f"Indsats {row}")) for row in range(2, 8)]
    found = [finding(f"{column}{row}") for row in range(2, 8) for column in "KL"]
    names = names_of(found, rows)

    assert len(distinct(names, found)) == 6
    said = row_names_text(names, found)
    assert said == "“Indsats 2”, “Indsats 3”, “Indsats 4” og 3 andre indsatser"
    assert row_names_text(names, found[:2]) == "“Indsats 2”"
    assert row_names_text({}, found) == ""
