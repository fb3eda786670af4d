"""An initiative's own line of time: when it ends, in words, and every date and light that is drawn."""

import datetime as dt

import pytest

from dashboard.components.initiative_timeline import course_chart, course_message, course_numbers, course_of
from portfolio.records import FuzzyDate
from portfolio.vocabulary import Precision
from tests.builders.components import text_of

TODAY = dt.date(2026, 11, 23)
NOVEMBER = dt.date(2026, 11, 1)
START = FuzzyDate(dt.date(2026, 1, 1), dt.date(2026, 3, 31), Precision.QUARTER)
NEXT = FuzzyDate(dt.date(2027, 1, 1), dt.date(2027, 3, 31), Precision.QUARTER)
OPEN = FuzzyDate(None, None, Precision.OPEN)
TOMORROW = FuzzyDate(dt.date(2026, 11, 24), dt.date(2026, 11, 24), Precision.DAY)


@pytest.mark.parametrize(
    ("end", "status", "words"),
    [
        (TOMORROW, "active", "Slutter 24.11.2026, om 1 dag"),
        (START, "active", "Skulle slutte 1. kvartal 2026; det er 237 dage siden"),
        (NEXT, None, "Slutter 1. kvartal 2027, senest om 128 dage"),
        (OPEN, "active", "Er løbende og har ingen slutdato"),
        (None, "active", "Listerne siger ikke, hvornår indsatsen slutter"),
        (START, "in_operation", "Indsatsen er i drift"),
    ],
)
def test_the_message_says_when_it_ends(end, status, words):
    values = {"start": START, "status": status, "end": end}
    known = {name: value for name, value in values.items() if value is not None}
    assert course_message(course_of(known, [], TODAY), TODAY) == words


def test_every_date_and_light_that_is_drawn_stands_in_the_numbers_and_in_words():
    evaluation = FuzzyDate(dt.date(2027, 7, 1), dt.date(2027, 12, 31), Precision.HALF_YEAR)
    course = course_of({"start": START, "evaluation_date": evaluation}, [(NOVEMBER, "red")], TODAY)
    assert course_numbers(course).rows == [
        ["Start", "1. kvartal 2026"],
        ["Slut", "Ikke angivet"],
        ["Evaluering", "2. halvår 2027"],
        ["november 2026", "Rød"],
    ]
    (chart,) = course_chart(course, TODAY)
    told = text_of(chart.picture)
    assert "1. kvartal 2026 – slut ikke angivet" in told
    assert "2. halvår 2027" in told
    assert "Senest rød, november 2026" in told


def test_where_no_day_is_known_nothing_is_drawn():
    assert course_chart(course_of({"end": OPEN}, [(NOVEMBER, "red")], TODAY), TODAY) == []
