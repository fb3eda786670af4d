"""Findings told together on a receipt."""

import json

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.components import markup as html
from dashboard.components.findings import (
    MOST_LINES,
    MOST_PLACES,
    OPEN_LINES,
    findings_list,
    findings_tally,
)
from portfolio.findings import Finding
from portfolio.vocabulary import Severity
from tests.builders.components import all_of, text_of


def unread_date(text, cell, sheet="Plan"):
    return Finding("date.not_readable", Severity.WARNING, sheet, cell, {"text": text})


def note(cell):
    return Finding("cell.note", Severity.INFO, "Plan", cell)


def lines_of(shown):
    """Give the texts and places in each list of lines, in order."""
    lists = [it for it in all_of(shown, html.Ul) if it.className == "lines"]
    return [[text_of(line) for line in it.children] for it in lists]


def test_findings_stand_by_severity_the_gravest_first_and_counted():
    error = Finding("row.title_missing", Severity.ERROR, "Plan", "B9", {"row": 9, "heading": "Projekt"})

    shown = findings_list([note("C2"), note("C7"), error])

    assert [it.className for it in shown] == ["findings findings-error", "findings findings-info"]
    assert [text_of(all_of(it, html.H3)) for it in shown] == ["Skal rettes (1)", "Godt at vide (2)"]


def test_the_tally_names_only_the_severities_there_are():
    found = [note("C2"), note("C3"), unread_date("snart", "K4")]

    assert findings_tally(found) == "1 bør ses efter, 2 er godt at vide"


def test_a_kind_is_a_heading_and_then_each_text_with_its_cells():
    found = [unread_date(text, f"K{row}") for row, text in enumerate(["snart", "snart", "snart", "?"], 4)]

    shown = findings_list(found)

    assert text_of(all_of(shown, html.H4)).startswith("I 4 celler står der noget, som ikke er en dato.")
    assert lines_of(shown) == [["“snart” Plan!K4:K6", "“?” Plan!K7"]]


def test_one_finding_is_its_sentence_and_its_cell():
    shown = findings_list([unread_date("snart", "K4", "Plan 2026")])

    assert "“snart”" in text_of(all_of(shown, html.H4))
    assert lines_of(shown) == [["'Plan 2026'!K4"]]


def test_a_sentence_that_does_not_say_how_many_has_the_count_after_it():
    found = [Finding("file.damaged", Severity.INFO, "Plan", f"B{row}") for row in (2, 5)]

    (heading,) = all_of(findings_list(found), html.H4)

    assert text_of(heading).endswith(" (2)")


def test_findings_with_nothing_in_common_are_told_each_on_its_own():
    found = [Finding("file.missing", Severity.ERROR, facts={"name": name}) for name in ("a.xlsx", "b.xlsx")]

    shown = findings_list(found)

    assert [text_of(heading) for heading in all_of(shown, html.H4)] == [it.message() for it in found]
    assert lines_of(shown) == [["hele filen"], ["hele filen"]]


def test_many_texts_are_a_click_away_and_those_beyond_are_counted():
    found = [unread_date(f"efter møde {row}", f"K{2 * row}") for row in range(1, MOST_LINES + 8)]

    shown = findings_list(found)

    (folded,) = all_of(shown, html.Details)
    assert [len(lines) for lines in lines_of(shown)] == [OPEN_LINES, MOST_LINES - OPEN_LINES]
    assert text_of(all_of(folded, html.Summary)) == f"Vis {MOST_LINES - OPEN_LINES} til"
    assert "Desuden 7 andre tekster i 7 celler." in text_of(shown)


def test_no_single_text_is_folded_away():
    found = [unread_date(f"møde {row}", f"K{2 * row}") for row in range(OPEN_LINES + 1)]

    assert all_of(findings_list(found), html.Details) == []


def test_cells_beyond_some_dozens_are_counted():
    found = [note(f"C{2 * row}") for row in range(1, MOST_PLACES + 4)]

    ((line,),) = lines_of(findings_list(found))

    assert line.endswith(f"C{2 * MOST_PLACES}   og 3 celler til")


@pytest.mark.parametrize("texts", [1, 7, 5_000])
def test_thousands_of_findings_are_a_light_page(texts):
    found = [unread_date(f"afventer møde {row % texts}", f"K{2 * row}") for row in range(5_000)]

    assert len(json.dumps(findings_list(found), cls=PlotlyJSONEncoder)) < 15_000
