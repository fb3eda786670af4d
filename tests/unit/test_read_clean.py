import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read.clean import clean_sheet, clean_text
from tests.builders.grids import trimmed


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Fælles sygepleje ", "Fælles sygepleje"),
        ("Fa\u0308lles a\u030a", "Fälles å"),
        ("tvær\xadsektoriel", "tværsektoriel"),
        ("1.\xa0kvartal\u202f2026", "1. kvartal 2026"),
        ("\u202eedoc\u202c \u200bx\ufeff", "edoc x"),
        ("a\x00b\x1bc", "abc"),
        ("linje 1\r\nlinje 2\rlinje 3\tx", "linje 1\nlinje 2\nlinje 3\tx"),
        (" \u200b\xa0", None),
        ("", None),
    ],
)
def test_text_is_composed_plain_and_without_what_nobody_sees(text, cleaned):
    assert clean_text(text) == cleaned


@given(st.text())
def test_any_text_is_clean_after_one_cleaning(text):
    cleaned = clean_text(text)

    assert cleaned is None or clean_text(cleaned) == cleaned


def test_rows_lose_only_what_is_empty_at_their_ends():
    day = dt.date(2026, 1, 2)

    sheet = clean_sheet(None, [["", "a", ""], ["", ""], [0.0, False, day], ["  "], []])

    assert trimmed(sheet.rows) == [[None, "a"], [], [0.0, False, day]]
