"""How alike titles are: what was renamed, and what only got the same number."""

import pytest

from portfolio.rules.likeness import KEY_TITLE_LIKENESS, fold, former_title, likeness

RENAMED = [
    ("Akutteam", "Akutteam i Randersklyngen"),
    ("TeleKOL", "TeleKOL (bølge 3)"),
    ("Telemedicin KOL, bølge 3", "TeleKOL (bølge 3)"),
    ("Forebyggelse af genindlæggelser", "Forebyggelse af genindlæggelser (72 timer)"),
    ("Mental trivsel unge", "Ungdomsliv i balance (tidl. Mental trivsel unge)"),
    ("Hjerterehabilitering: sårbare borgere", "Hjerterehabilitering, saarbare borgere"),
    ("Fælles gravidteam", "Fælles  GRAVIDTEAM"),
]

GIVEN_ANEW = [
    ("Faldforebyggelse", "Hjemmetransfusion"),
    ("Akutteam", "Gravidteam"),
    ("Misbrug og psykiatri", "Udskrivning fra psykiatrien"),
    ("Opfølgende hjemmebesøg", "Hjemmebehandling med IV-antibiotika"),
    ("Fælles skolebænk", "Fælles gravidteam"),
]


@pytest.mark.parametrize(("before", "after"), RENAMED)
def test_a_renamed_title_is_alike(before, after):
    assert likeness(fold(before), fold(after)) >= KEY_TITLE_LIKENESS


@pytest.mark.parametrize(("one", "other"), GIVEN_ANEW)
def test_another_initiative_with_the_same_number_is_not(one, other):
    assert likeness(fold(one), fold(other)) < KEY_TITLE_LIKENESS


def test_folding_spells_danish_letters_out_and_drops_signs():
    assert fold(" Ældre – & kroniske: »Årsmøde« ") == "aeldre kroniske aarsmoede"


@pytest.mark.parametrize(
    ("title", "former"),
    [
        ("Ungdomsliv i balance (tidl. Mental trivsel unge)", "mental trivsel unge"),
        ("Gravidteam, tidligere kaldt Sårbare gravide", "saarbare gravide"),
        ("Gravidteam", None),
        ("Før fødslen", None),
        ("Indsats efter tidlig udskrivelse", None),
    ],
)
def test_a_title_may_name_the_one_it_had_before(title, former):
    assert former_title(title) == former
