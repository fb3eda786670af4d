"""Texts as a person sees them, and one spelling for comparison."""

import datetime as dt

import pytest

from etl.parse.normal import fold, is_lone_sign, normal, rough_folds
from etl.parse.texts import parse_text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (" Fælles \n gravid\u00adteam ", "Fælles gravidteam"),
        (12.0, "12"),
        (12.5, "12,5"),
        (7, "7"),
        (True, "SAND"),
        (dt.date(2026, 3, 1), "01-03-2026"),
        ("- men ikke kun", "- men ikke kun"),
    ],
)
def test_a_text_is_shown_as_a_person_sees_it(raw, text):
    assert parse_text(raw).value == text


@pytest.mark.parametrize("raw", ["-", " – ", "?", "...", "./."])
def test_a_lone_sign_is_a_placeholder(raw):
    parsed = parse_text(raw)

    assert (parsed.value, parsed.is_placeholder) == (None, True)


@pytest.mark.parametrize(
    "raw", ["NULL", "N/A", "n/a", "(tom)", "(ingen)", "‹Vælg>", "-Vælg-", "<Vælg status>", "Vælg ..."]
)
def test_a_systems_word_for_nothing_and_a_choice_not_made_are_placeholders(raw):
    assert (parse_text(raw).value, parse_text(raw).is_placeholder) == (None, True)


@pytest.mark.parametrize("raw", ["Nullermænd", "NA", "Ingen", "(ingen tilbud i Varde)", "Vælg rigtigt"])
def test_words_that_only_begin_so_are_texts(raw):
    assert parse_text(raw).value == raw


def test_an_empty_cell_is_nothing_at_all():
    assert not parse_text(None).is_placeholder
    assert not parse_text("  ").is_placeholder


def test_case_space_and_outer_punctuation_do_not_count():
    assert normal("  “Fælles   MÅL”: ") == "fælles mål"
    assert normal("...") == "..."


def test_letters_and_hyphens_fold_together():
    assert fold("Høje-Taastrup") == fold("hoeje tåstrup") == "hoeje taastrup"
    assert fold("Idé") == "ide"


def test_a_word_is_no_lone_sign():
    assert not is_lone_sign("- ja")


def test_rough_folds_are_one_a_text_whatever_signs_it_holds():
    assert len(rough_folds(["Titel", "\x00", "a\x00b", ""])) == 4
    assert rough_folds(["Åben dør!", "a\x00b"]) == [rough_folds(["åben DØR"])[0], b"ab"]
