"""Which earlier texts are worth showing: no pause of a writing, but all that was cleared or written over."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from portfolio.queries.meeting_notes import NoteVersion, landmarks

BEGAN = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


def versions(*texts: str, seconds: int = 2) -> list[NoteVersion]:
    return [
        NoteVersion(n, it, "a", BEGAN + dt.timedelta(seconds=n * seconds)) for n, it in enumerate(texts, 1)
    ]


def shown(*texts: str, seconds: int = 2) -> list[str]:
    return [it.text for it in landmarks(versions(*texts, seconds=seconds))]


def test_the_pauses_of_one_writing_are_one_text():
    assert shown("Vi", "Vi har", "Vi har drøftet", "Vi har drøftet sagen.") == ["Vi har drøftet sagen."]


def test_a_word_put_right_in_the_middle_is_the_same_writing():
    assert shown("Vi har drøfted sagen grundigt.", "Vi har drøftet sagen grundigt.") == [
        "Vi har drøftet sagen grundigt."
    ]


def test_what_was_cleared_or_written_over_can_be_had_again():
    assert shown("En lang og vigtig beslutning", "", "Ny") == ["En lang og vigtig beslutning", "Ny"]
    assert shown("Min tekst", "Den andens tekst") == ["Min tekst", "Den andens tekst"]


def test_what_was_added_after_a_while_leaves_the_text_before_it():
    assert shown("Godkendt", "Godkendt med forbehold", seconds=600) == ["Godkendt", "Godkendt med forbehold"]


@given(st.lists(st.text(max_size=12), min_size=1))
def test_the_newest_text_is_always_among_them_and_order_stays(texts):
    found = landmarks(versions(*texts))

    assert [it.id for it in found] == sorted(it.id for it in found)
    if texts[-1]:
        assert found[-1].text == texts[-1]
