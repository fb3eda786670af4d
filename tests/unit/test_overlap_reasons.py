"""Why two are alike: what is said and marked, and that a single shared word is too little for the same."""

import pytest

from portfolio.overlap.alike import Alike, Level, judged, parted, why
from portfolio.overlap.index import Index, Text, apart

HOME = {"title": "Opfølgende hjemmebesøg efter udskrivelse"}
PEER = {"title": "Peer-støtte ved overgang", "description": "Når en borger kommer hjem fra psykiatrien"}
HANDOVER = {"title": "Bedre overlevering", "description": "Aftale ved udskrivelse"}
TELE = {"title": "TeleKOL", "description": "Måling af iltmætning hjemme"}


@pytest.fixture(scope="module")
def index():
    said = (HOME, PEER, HANDOVER, TELE)
    return Index(range(4), [apart(Text(it["title"], it.get("description", ""))) for it in said])


def reasons(index, one, other):
    return why(index, parted(index, one), parted(index, other))


def shared(found):
    return {it.one.casefold() for it in found.words}


def test_what_both_titles_say_is_told_and_marked_however_many_say_it(index):
    found = reasons(index, {"title": "Hjemmebesøg efter udskrivelse"}, HOME)

    assert shared(found) == {"hjemmebesøg", "udskrivelse"}
    assert found.one["title"] == ((0, 11), (18, 29))
    assert found.other["title"] == ((11, 22), (29, 40))


def test_where_nothing_tells_much_the_best_of_what_is_shared_is_told(index):
    found = reasons(index, {"title": "Udskrivelse"}, HANDOVER)

    assert shared(found) == {"udskrivelse"}
    assert found.one["title"] == ((0, 11),)
    assert found.other["description"] == ((11, 22),)


def test_a_stop_word_is_no_reason(index):
    assert shared(reasons(index, {"title": "Fælles plan når borgere udskrives fra psykiatrien"}, PEER)) == {
        "psykiatrien"
    }


@pytest.mark.parametrize(
    ("title", "other", "level"),
    [
        ("Fælles plan når borgere udskrives fra psykiatrien", PEER, Level.RELATED),
        ("Hjemmebesøg efter udskrivelse", HOME, Level.SAME),
        ("KOL", TELE, Level.SAME),  # the idea has no more than that
    ],
)
def test_a_single_word_of_several_makes_two_no_more_than_related(index, title, other, level):
    found = reasons(index, {"title": title}, other)

    assert judged(Alike(1, 0.97, Level.SAME, None), found).level is level
