"""How initiatives stand, which of them could be spread, and which goals they name."""

import datetime as dt

import pandas as pd

from portfolio.queries.goals import REACH_ONE, REACH_SEVERAL, initiatives_by_goal, municipality_reach
from portfolio.queries.spread import candidates
from portfolio.queries.standing import (
    copied_texts,
    got_better,
    got_worse,
    lights_known_in,
    overdue,
    worst_first,
)
from portfolio.reference import load_reference
from tests.builders.frames import initiatives_frame, monthly_frame, participation_frame


def ids(frame):
    return list(frame["id"])


def test_the_worst_stand_first_and_those_nobody_rated_last():
    frame = initiatives_frame(
        {"traffic_light": None},
        {"traffic_light": "green"},
        {"traffic_light": "grey"},
        {"traffic_light": "red"},
        {"traffic_light": "yellow", "title": "B"},
        {"traffic_light": "yellow", "title": "A"},
        {"traffic_light": "yellow", "title": "C", "is_overdue": True},
    )

    assert ids(worst_first(frame)) == [4, 7, 6, 5, 2, 1, 3]


def test_a_light_moves_only_between_rated_months():
    frame = initiatives_frame(
        {"previous_traffic_light": "green", "traffic_light": "red"},
        {"previous_traffic_light": "yellow", "traffic_light": "green"},
        {"previous_traffic_light": None, "traffic_light": "red"},
        {"previous_traffic_light": "grey", "traffic_light": "red"},
        {"previous_traffic_light": "red", "traffic_light": "red"},
    )

    assert ids(got_worse(frame)) == [1]
    assert ids(got_better(frame)) == [2]


def test_the_longest_overdue_stands_first():
    frame = initiatives_frame(
        {"is_overdue": True, "end_last": dt.date(2026, 10, 31)},
        {"is_overdue": True, "end_last": dt.date(2026, 3, 31)},
        {"is_overdue": False, "end_last": dt.date(2026, 1, 31)},
    )

    assert ids(overdue(frame)) == [2, 1]


def test_candidates_have_high_potential_and_something_to_show():
    frame = initiatives_frame(
        {"spread_potential": "high", "status": "completed", "title": "B"},
        {"spread_potential": "high", "phase": "evaluation", "title": "A"},
        {"spread_potential": "high", "status": "active", "phase": "testing"},
        {"spread_potential": "medium", "status": "in_operation"},
        {"spread_potential": None, "status": "in_operation"},
        {"spread_potential": "high", "status": "stopped", "phase": "evaluation"},
    )

    assert ids(candidates(frame)) == [2, 1]


def test_goals_without_initiatives_are_there_too():
    frame = initiatives_frame({"goal": "Mål 1.1 og 2.2"}, {"goal": "1.1"}, {"goal": None})

    found = initiatives_by_goal(frame, load_reference().goals)

    assert found["1.1"] == (1, 2)
    assert found["2.2"] == (1,)
    assert found["3.1"] == ()


def test_reach_is_unknown_where_no_municipality_is_stated():
    frame = initiatives_frame({}, {}, {})

    found = municipality_reach(frame, participation_frame(_1="0155", _3="0155 0167"))

    assert [None if pd.isna(code) else code for code in found] == [REACH_ONE, None, REACH_SEVERAL]


SEPTEMBER, OCTOBER, NOVEMBER = (dt.date(2026, month, 1) for month in (9, 10, 11))


def test_a_text_is_copied_when_the_two_newest_say_the_same():
    monthly = monthly_frame(
        (1, SEPTEMBER, "red", "Venter."),
        (1, NOVEMBER, "red", "Venter."),
        (2, OCTOBER, "red", "Venter."),
        (2, NOVEMBER, "red", "I gang."),
        (3, NOVEMBER, "red", "Alene."),
        (4, OCTOBER, "red", None),
        (4, NOVEMBER, "red", None),
        (5, SEPTEMBER, "red", "Nyt."),
        (5, OCTOBER, "red", "Gammelt."),
        (5, NOVEMBER, "red", "Nyt."),
    )

    assert copied_texts(monthly).to_dict() == {1: "Venter."}
    assert copied_texts(monthly_frame()).empty


def test_the_light_known_in_a_month_is_that_of_the_newest_list_until_then():
    monthly = monthly_frame(
        (1, SEPTEMBER, "red", None),
        (1, NOVEMBER, "green", None),
        (2, OCTOBER, None, None),
        (3, NOVEMBER, "red", None),
    )

    known = lights_known_in(monthly, OCTOBER)

    assert {id_: None if pd.isna(light) else light for id_, light in known.items()} == {1: "red", 2: None}
