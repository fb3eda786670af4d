"""The calendar of evaluations: held, due, overdue, repeated, and what lists alone say."""

import datetime as dt

import pytest

from dashboard.components.evaluation_calendar import (
    CalendarMark,
    Mark,
    calendar_message,
    marks_of,
    year_asked,
)
from dashboard.components.evaluations_asked import Followed
from dashboard.data import EvaluationBook, EvaluationNote, PlanNote
from dashboard.filters import Asked
from portfolio.rules.evaluation import Interval, clock_of
from tests.builders.snapshots import TODAY, make_snapshot
from tests.builders.uploads import FIRST_INSTANT

ITEM = make_snapshot({}).item(0)


def day(text):
    return dt.date.fromisoformat(text)


def marks(year, *, plan=None, held=(), listed=None):
    note = None if plan is None else PlanNote(1, Interval(*plan), None, FIRST_INSTANT, "a")
    days = [day(it) for it in held]
    clock = clock_of(None if note is None else note.interval, days, TODAY)
    notes = tuple(EvaluationNote(n, it, "Virker", None, FIRST_INSTANT, "a") for n, it in enumerate(days, 1))
    book = EvaluationBook({}, {ITEM.id: notes})
    one = Followed(ITEM, clock, note, None, None, None if listed is None else day(listed))
    return [(str(it.day), it.mark) for it in marks_of([one], book, year)]


def test_a_plan_that_is_repeated_stands_as_often_as_it_comes():
    plan = (day("2026-11-30"), 3, True)

    assert marks(2026, plan=plan) == []
    assert marks(2027, plan=plan) == [
        ("2027-02-28", Mark.DUE),
        ("2027-05-30", Mark.DUE),
        ("2027-08-30", Mark.DUE),
        ("2027-11-30", Mark.DUE),
    ]


def test_one_that_was_missed_is_overdue_and_those_after_it_are_due():
    assert marks(2026, plan=(day("2026-03-01"), 6, True)) == [("2026-09-01", Mark.OVERDUE)]
    assert marks(2027, plan=(day("2026-03-01"), 6, True))[0] == ("2027-03-01", Mark.DUE)


def test_what_was_held_stays_and_once_is_once():
    plan = (day("2025-10-01"), 12, False)

    assert marks(2026, plan=plan, held=["2026-10-05"]) == [("2026-10-05", Mark.HELD)]
    assert marks(2027, plan=plan, held=["2026-10-05"]) == []


def test_a_day_that_a_list_states_stands_where_nobody_has_planned():
    assert marks(2026, listed="2026-12-01") == [("2026-12-01", Mark.LISTED)]


@pytest.mark.parametrize(
    ("said", "year"), [("2027", 2027), ("", 2026), ("1", 2026), ("99999", 2026), ("x", 2026)]
)
def test_a_year_that_there_is_not_is_this_one(said, year):
    assert year_asked(Asked(own={"aar": said}), TODAY) == year


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (
            [Mark.OVERDUE, Mark.OVERDUE, Mark.DUE],
            "2026: 2 evalueringer er forfaldne, 1 evaluering forfalder, 0 er gennemført",
        ),
        ([Mark.OVERDUE, Mark.HELD], "2026: 1 evaluering er forfalden, 1 er gennemført"),
        ([Mark.LISTED], "2026: 0 evalueringer forfalder, 0 er gennemført"),
    ],
)
def test_what_is_past_is_told_apart_from_what_is_to_come(marks, said):
    day = dt.date(2026, 5, 4)

    told = calendar_message([CalendarMark(day, mark, None) for mark in marks], 2026)

    assert told == said
