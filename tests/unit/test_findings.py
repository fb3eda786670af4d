import pytest

from portfolio.findings import Finding, grouped
from portfolio.vocabulary import Severity


def unread_date(text, cell, sheet="Plan"):
    return Finding("date.not_readable", Severity.WARNING, sheet, cell, {"text": text})


def untitled(row):
    return Finding("row.title_missing", Severity.ERROR, "Plan", f"B{row}", {"row": row, "heading": "Projekt"})


def test_findings_of_a_kind_stand_together_the_gravest_first():
    info = Finding("sheet.hidden", Severity.INFO, "Skjult", None, {"sheet": "Skjult"})

    groups = grouped([info, unread_date("snart", "K4"), untitled(9), unread_date("senere", "K5")])

    assert [(group.id, len(group.findings)) for group in groups] == [
        ("row.title_missing", 1),
        ("date.not_readable", 2),
        ("sheet.hidden", 1),
    ]


def test_a_lone_finding_says_its_own_sentence():
    (group,) = grouped([unread_date("snart", "K4")])

    assert group.message() == group.findings[0].message()
    assert [alike.said for alike in group.alike()] == [""]


def test_a_group_says_what_is_common_and_lists_the_different_texts():
    found = [unread_date("snart", "K4"), unread_date("senere", "K5"), unread_date("snart", "K9")]
    (group,) = grouped(found)

    assert group.message().startswith("I 3 celler står der noget, som ikke er en dato.")
    assert "snart" not in group.message()
    assert [(alike.said, len(alike.findings)) for alike in group.alike()] == [("“snart”", 2), ("“senere”", 1)]


def test_a_group_that_nothing_was_written_for_says_each_sentence():
    found = [Finding("file.missing", Severity.ERROR, facts={"name": name}) for name in ("a.xlsx", "b.xlsx")]
    (group,) = grouped(found)

    assert group.message() is None
    assert [alike.said for alike in group.alike()] == [finding.message() for finding in found]


def test_words_of_different_lists_are_told_apart_with_the_words_expected():
    expected = {"A2": "høj, lav", "B2": "ja, nej", "A3": "høj, lav"}
    found = [
        Finding("word.not_known", Severity.WARNING, "Plan", cell, {"text": "?", "expected": words})
        for cell, words in expected.items()
    ]

    messages = [group.message() for group in grouped(found)]

    assert ["høj, lav" in message for message in messages] == [True, False]
    assert "I 2 celler" in messages[0]


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_near_miss_is_asked_about_cell_by_cell(language):
    facts = [{"text": "I gng", "suggestion": "I gang"}, {"text": "afslutet", "suggestion": "afsluttet"}]
    (group,) = grouped(Finding("word.perhaps", Severity.WARNING, "Plan", "D4", fact) for fact in facts)

    said = [alike.said for alike in group.alike(language)]

    assert said[0] == {"da": "“I gng”: mener du “I gang”?", "en": "“I gng”: do you mean “I gang”?"}[language]


def test_a_long_text_is_cut_in_the_sentence():
    message = unread_date("meget " * 200, "K4").message()

    assert len(message) < 350
    assert "…" in message


def test_a_heading_that_is_long_or_missing_leaves_the_sentence_whole():
    def said(heading):
        return Finding(
            "row.title_missing", Severity.ERROR, "Plan", "B4", {"row": 4, "heading": heading}
        ).message()

    assert "cellen under … er tom" in said("")
    assert len(said("Indsatsens navn, som det står i aftalen " * 9)) < 220


def test_a_fact_that_an_older_reading_did_not_keep_is_left_open():
    assert (
        "Her kan stå: …" in Finding("word.not_known", Severity.WARNING, "Plan", "D4", {"text": "x"}).message()
    )
