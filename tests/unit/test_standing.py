"""How initiatives stand, and which goals they name."""

import datetime as dt

from portfolio.queries.goals import REACH_ONE, REACH_SEVERAL, initiatives_by_goal, municipality_reach
from portfolio.queries.standing import (
    copied_texts,
    count_known_in,
    got_better,
    got_worse,
    lit_in,
    overdue,
    worst_first,
)
from portfolio.reference import load_reference
from portfolio.selection import Criteria, select
from tests.builders.snapshots import LATE, make_snapshot


def all_of(*rows, **given):
    return select(make_snapshot(*rows, **given), Criteria())


def ids(chosen):
    return chosen.ids.tolist()


def test_the_worst_stand_first_and_those_nobody_rated_last():
    chosen = all_of(
        {"traffic_light": None},
        {"traffic_light": "green"},
        {"traffic_light": "grey"},
        {"traffic_light": "red"},
        {"traffic_light": "yellow", "title": "B"},
        {"traffic_light": "yellow", "title": "A"},
        {"traffic_light": "yellow", "title": "C", **LATE},
    )

    assert ids(worst_first(chosen)) == [4, 7, 6, 5, 2, 1, 3]


def test_equals_stand_in_danish_order():
    chosen = all_of(
        *({"title": title} for title in ("Åben dør", "Aalborgmodellen", "Ørevoks", "Ærinder", "Zoom"))
    )

    assert ids(worst_first(chosen)) == [5, 4, 3, 1, 2]


def test_a_light_moves_only_between_rated_months():
    chosen = all_of(
        {"previous_traffic_light": "green", "traffic_light": "red"},
        {"previous_traffic_light": "yellow", "traffic_light": "green"},
        {"previous_traffic_light": None, "traffic_light": "red"},
        {"previous_traffic_light": "grey", "traffic_light": "red"},
        {"previous_traffic_light": "red", "traffic_light": "red"},
    )

    assert ids(got_worse(chosen)) == [1]
    assert ids(got_better(chosen)) == [2]


def test_the_longest_overdue_stands_first():
    chosen = all_of(
        {"end_last": dt.date(2026, 10, 31)},
        {"end_last": dt.date(2026, 3, 31)},
        {"end_last": dt.date(2026, 1, 31), "status": "completed"},
    )

    assert ids(overdue(chosen)) == [2, 1]


def test_goals_without_initiatives_are_there_too():
    chosen = all_of({"goal": "Mål 1.1 og 2.2"}, {"goal": "1.1"}, {"goal": None})

    found = initiatives_by_goal(chosen, load_reference().goals)

    assert [ids(chosen.where(found[goal])) for goal in ("1.1", "2.2", "3.1")] == [[1, 2], [1], []]


def test_a_goals_number_means_another_goal_under_another_agreements_focus_area():
    chosen = all_of(
        {"goal": "Mål 1.1", "focus_area_id": "psykisk"},
        {"goal": "Mål 1.1", "focus_area_id": "rm-aeldre"},
        {"goal": "Mål 1.1", "focus_area_id": None},
    )

    found = initiatives_by_goal(chosen, load_reference().goals)

    assert ids(chosen.where(found["1.1"])) == [1, 3]


def test_reach_is_unknown_where_no_municipality_is_stated():
    chosen = all_of({}, {}, {}, taking_part={1: "0155", 3: "0155 0167"})

    found = municipality_reach(chosen)

    assert {code: ids(chosen.where(mask)) for code, mask in found.items()} == {
        REACH_ONE: [1],
        REACH_SEVERAL: [3],
        None: [2],
    }


SEPTEMBER, OCTOBER, NOVEMBER = (dt.date(2026, month, 1) for month in (9, 10, 11))


def test_a_text_is_copied_when_the_two_newest_say_the_same():
    reports = (
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

    copied = copied_texts(all_of({}, {}, {}, {}, {}, reports=reports))

    assert [(it.id, copied.known.copied[it.place]) for it in copied] == [(1, "Venter.")]


def test_the_light_known_in_a_month_is_that_of_the_newest_list_until_then():
    reports = (
        (1, SEPTEMBER, "red", None),
        (1, NOVEMBER, "green", None),
        (2, OCTOBER, None, None),
        (3, NOVEMBER, "red", None),
    )

    chosen = all_of({}, {}, {}, reports=reports)

    assert [count_known_in(chosen, OCTOBER, light) for light in ("red", "green", None)] == [1, 0, 1]
    assert ids(lit_in(chosen, NOVEMBER, "red")) == [3]
    assert ids(lit_in(chosen, OCTOBER, None)) == [2]
    assert ids(lit_in(chosen, dt.date(2020, 1, 1), "red")) == []
