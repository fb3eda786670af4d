"""Which goals of the agreement a list's own words mean."""

import datetime as dt

import pytest

from portfolio.reference import Goal
from portfolio.rules.goals import goals_named

FIRST_DAY = dt.date(2019, 7, 1)
GOALS = (
    Goal(
        "1.1",
        "aeldre-kronisk",
        "1.1",
        "Alle borgere med flere sygdomme oplever sammenhæng",
        FIRST_DAY,
        None,
    ),
    Goal("1.2", "aeldre-kronisk", "1.2", "Alle ældre, syge borgere opholder sig der", FIRST_DAY, None),
    Goal("2.1", "psykisk", "2.1", "Alle borgere med psykisk sygdom", FIRST_DAY, None),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.1", ("1.1",)),
        ("Mål 1.1 og 2.1", ("1.1", "2.1")),
        ("mål 1.2: ældre borgere.", ("1.2",)),
        ("Bidrager til mål 2.1.", ("2.1",)),
        ("Alle ældre, syge  borgere opholder sig DER", ("1.2",)),
    ],
)
def test_a_goal_is_known_by_its_number_or_its_words(text, expected):
    assert goals_named(text, GOALS) == expected


@pytest.mark.parametrize(
    "text", [None, "", "Færre indlæggelser", "1.11.2026", "21.12", "punkt 1.1.2", "11,1 %", "3.2.1"]
)
def test_other_numbers_and_words_name_no_goal(text):
    assert goals_named(text, GOALS) == ()
