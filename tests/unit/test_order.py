"""The order Danes look things up in."""

import random
import unicodedata

import pytest

from portfolio.reference import load_reference
from portfolio.rules.order import danish_key
from portfolio.vocabulary import OrganisationKind


@pytest.mark.parametrize(
    "names",
    [
        ["Aalborg Ærø", "Aalborg Ø", "Aalborg Å"],
        ["Zonen", "Ærø", "Ørsted", "Aabenraa", "Aalborg", "Aarhus", "Åstrup"],
        ["Favrskov", "Fredericia", "Frederiksberg", "Faaborg-Midtfyn"],
        ["Idé", "Ideal", "Idéer"],
        ["Muller", "Mylius", "Müller", "Mynte"],
        ["Tandpleje 2", "Tandpleje 3", "Tandplejen"],
        ["a", "Å", "Aa-huset"],
    ],
)
def test_ae_oe_and_aa_stand_last_in_that_order(names):
    shuffled = names.copy()
    random.Random(4).shuffle(shuffled)
    assert sorted(shuffled, key=danish_key) == names


def test_the_municipalities_stand_as_in_a_danish_register():
    names = [it.name for it in load_reference().organisations if it.kind is OrganisationKind.MUNICIPALITY]
    ordered = sorted(names, key=danish_key)

    assert len(ordered) == 98
    assert ordered[:2] == ["Albertslund", "Allerød"]
    assert ordered[-5:] == ["Vordingborg", "Ærø", "Aabenraa", "Aalborg", "Aarhus"]


def test_capitals_and_how_a_letter_is_encoded_do_not_matter():
    apart = unicodedata.normalize("NFD", "Århus")
    assert sorted(["århus b", f"{apart} a", "ÅRHUS C"], key=danish_key) == [
        f"{apart} a",
        "århus b",
        "ÅRHUS C",
    ]


def test_no_text_has_no_key():
    assert danish_key("") == ""


def test_any_two_texts_have_an_order_of_their_own():
    assert danish_key("Idé") != danish_key("Ide")
    assert danish_key("AAlborg") != danish_key("Aalborg")
