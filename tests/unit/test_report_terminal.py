import io

import pytest
from rich.console import Console

from etl.report import print_files, print_summary, summary_of, summary_of_refusal
from portfolio.errors import FileRefusedError
from portfolio.findings import Finding
from portfolio.records import FileFacts, Reading
from portfolio.vocabulary import Severity
from tests.builders.grids import WORDS, make_sheet, read

ROWS = [
    ["Projektliste"],
    ["Nr.", "Projekt", "Kommuner", "Slut", "Budget", "Parkeringsplads"],
    [1, WORDS[0], "Ishøj", "1. maj 2026", "EUR 1.000", "P1"],
    [2, None, "Ishøj", "?", 5, None],
    [3, WORDS[1], None, "snarest", None, None],
]


def printed(summary, width=80, **more):
    page = io.StringIO()
    print_summary(summary, Console(file=page, width=width, **more))
    return page.getvalue()


@pytest.fixture
def summary():
    return summary_of(read(make_sheet(ROWS)))


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_the_page_tells_verdict_account_columns_rows_and_findings_at_any_width(summary, width):
    page = printed(summary, width)

    assert max(map(len, page.splitlines())) <= width
    told = " ".join(page.split())
    for words in (
        "Listen er forstået: 2 indsatser i 1 tabel.",
        "3 rækker læst = 2 indsatser + 1 afvist",
        "Mangler titel: 4",
        "Arkets titel: 1",
        "ikke genkendt",
        "Skal rettes (1)",
        "Ark1!B4",
    ):
        assert words in told


def test_without_colours_nothing_but_text_is_written(summary):
    assert "\x1b" not in printed(summary)


def test_a_terminal_with_few_letters_gets_plain_signs(summary):
    page = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    print_summary(summary, Console(file=page, width=80))
    page.flush()
    text = page.buffer.getvalue().decode("ascii")

    assert "#####" in text
    assert "-> Titel" in text


def test_a_text_with_rich_markup_is_shown_as_it_stands():
    rows = [[*ROWS[1], "[red]Farve[/red]"], [1, "[bold]Fed[/bold] tekst", "Ishøj", "2027"], *ROWS[2:]]

    page = printed(summary_of(read(make_sheet(rows))), 120)

    assert "[bold]Fed[/bold] tekst" in page
    assert "[red]Farve[/red]" in page


def test_many_cells_are_counted_after_the_first():
    facts = FileFacts("x.xlsx", 1, "ab", "xlsx")
    many = [
        Finding("date.impossible", Severity.WARNING, "Plan", f"{column}2", {"text": f"31/{n % 40}"})
        for n, column in enumerate(letters + other for letters in "ABCDEFGH" for other in "ABCDEFGHIJ")
    ]

    page = " ".join(printed(summary_of(Reading(facts, (), tuple(many)))).split())

    assert "80 datoer findes ikke." in page
    assert "og 34 andre tekster" in page


def test_a_refusal_says_why(summary):
    refused = summary_of_refusal(FileFacts("x.xlsx", 3, "ab", ""), FileRefusedError("file.no_list"))

    assert "Vi fandt ingen liste" in printed(refused)


def test_several_files_are_closed_by_a_table(summary):
    refused = summary_of_refusal(FileFacts("x.xlsx", 3, "ab", ""), FileRefusedError("file.no_list"))
    page = io.StringIO()

    print_files([summary, refused], Console(file=page, width=80))

    told = page.getvalue()
    assert "1 fil er læst og 1 fil kunne ikke læses." in told
    assert "ikke læst" in told
    assert "2 indsatser" in told
