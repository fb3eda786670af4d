"""The balance of the portfolio: kinds of work, years, goals without anything known; people by place."""

import datetime as dt

import pytest

from portfolio.population import PopulationRefusedError, read_population
from portfolio.reference import Goal, load_reference
from portfolio.selection import Criteria, select
from portfolio.spread.balance import Balance, Held, balances, goal_gaps, start_years, year_columns
from tests.builders.snapshots import make_snapshot

GOALS = [it for it in load_reference().goals if it.focus_area == "aeldre-kronisk"]
OLD, ILL = (it.id for it in GOALS[:2])


def all_of(*rows, **given):
    return select(make_snapshot(*rows, **given), Criteria())


def kinds_of(*rows, taking_part):
    found = balances(all_of(*rows, taking_part=taking_part))
    return [next(str(kind) for kind, mask in found.items() if mask[place]) for place in range(len(rows))]


def test_work_and_reach_make_four_kinds_and_what_nobody_says_is_a_fifth():
    rows = [
        {"task_type": "development"},
        {"task_type": "trial"},
        {"task_type": "implementation"},
        {"task_type": "agreement"},
        {"task_type": "development"},
        {"task_type": None, "phase": None},
    ]
    towns = {1: "0101", 2: "0101 0147", 3: "0101", 4: "0101 0147", 6: "0101"}

    assert kinds_of(*rows, taking_part=towns) == [
        "local",
        "shared",
        "introduced",
        "common",
        "unknown",
        "unknown",
    ]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"phase": "testing"}, "local"),
        ({"phase": "operation"}, "introduced"),
        ({"phase": None, "status": "in_operation"}, "introduced"),
        ({"phase": "testing", "task_type": "operation"}, "introduced"),
        ({"phase": "evaluation"}, "unknown"),
        ({"phase": None, "status": "active"}, "unknown"),
    ],
)
def test_the_phase_counts_where_no_task_type_is_stated(row, kind):
    assert kinds_of(row, taking_part={1: "0101"}) == [kind]


def begun(first, last=None):
    if first is None:
        return {"start_first": None, "start_last": None}
    return {
        "start_first": dt.date.fromisoformat(first),
        "start_last": dt.date.fromisoformat(last or first),
        "start_precision": "day",
    }


def test_a_start_that_may_be_in_several_years_is_in_none():
    chosen = all_of(
        begun("2026-03-01"), begun("2025-12-01", "2026-02-28"), begun(None), begun("2024-01-01", "2024-12-31")
    )

    assert start_years(chosen).tolist() == [2026, 0, 0, 2024]


def test_years_stand_in_a_row_with_what_is_before_and_what_nobody_dates_at_the_ends():
    chosen = all_of(begun("2018-01-01"), begun("2024-01-01"), begun("2026-01-01"), begun(None))

    found = [(it.year, it.is_earlier, int(it.mask.sum())) for it in year_columns(chosen, 3)]
    assert found == [(2024, True, 1), (2024, False, 1), (2025, False, 0), (2026, False, 1), (None, False, 1)]
    assert sum(count for *_, count in found) == len(chosen)


def test_what_nobody_dates_at_all_is_one_column():
    assert [(it.year, int(it.mask.sum())) for it in year_columns(all_of(begun(None)), 3)] == [(None, 1)]


def gaps_of(*rows, taking_part, members=lambda _area: ("0101", "0147")):
    chosen = all_of(*rows, taking_part=taking_part)
    return goal_gaps(chosen, GOALS[:2], ("0101", "0147", "0151"), members)


def test_a_goal_that_goes_on_somewhere_unnamed_is_perhaps_there_and_not_missing():
    first, second = (it.number for it in GOALS[:2])
    found = gaps_of({"goal": first}, {"goal": second}, taking_part={1: "0101"})

    assert found.held("0101", OLD) is Held.SOME
    assert found.held("0147", OLD) is Held.NOTHING
    assert found.held("0147", ILL) is Held.PERHAPS
    assert found.held("0151", ILL) is Held.NOTHING  # it names an area, and 0151 is not in it
    assert (found.count(Held.SOME), found.count(Held.PERHAPS), found.count(Held.NOTHING)) == (1, 2, 3)
    assert int(found.unplaced[ILL].sum()) == 1


def test_what_names_neither_area_nor_municipality_may_go_on_anywhere():
    row = {"goal": GOALS[1].number, "organisation_id": None, "organisation": None}
    found = gaps_of(row, taking_part={})

    assert found.count(Held.PERHAPS) == 3


def test_initiatives_without_a_goal_are_told_beside():
    found = gaps_of({"goal": None}, taking_part={1: "0101 0151"})

    assert {town: int(mask.sum()) for town, mask in found.aimless.items()} == {
        "0101": 1,
        "0147": 0,
        "0151": 1,
    }


def test_every_kind_is_one_of_each_initiative():
    found = balances(all_of({"task_type": "development"}, {}, taking_part={1: "0101"}))

    assert sum(mask.astype(int) for mask in found.values()).tolist() == [1, 1]
    assert set(found) == set(Balance)


def test_goals_are_those_of_the_reference():
    assert all(isinstance(it, Goal) for it in GOALS)


# --- How many people live where


def people_in(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "indbyggertal.csv"
    path.write_bytes(text.encode(encoding))
    return read_population(path, load_reference())


def test_a_file_says_how_many_people_live_where_when_and_who_says_so(tmp_path):
    rows = ("Kommune;Indbyggere;Dato;Kilde", "0167;53.000;2026-01-01;A", "Dragør;14 600;2026-04-01;A")
    found = people_in(tmp_path, "\ufeff" + "\n".join(rows))

    assert found.people == {"0167": 53_000, "0155": 14_600}
    assert (found.day, found.source) == (dt.date(2026, 1, 1), "A")


def test_no_file_and_an_empty_one_say_nothing(tmp_path):
    assert read_population(tmp_path / "indbyggertal.csv", load_reference()) is None
    assert people_in(tmp_path, "kommune,indbyggere,dato,kilde\n") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("kommune,indbyggere\n0167,5\n", 1),
        ("kommune,indbyggere,dato,kilde\n9999,5,2026-01-01,A\n", 2),
        ("kommune,indbyggere,dato,kilde\n0167,mange,2026-01-01,A\n", 2),
        ("kommune,indbyggere,dato,kilde\n0167,-5,2026-01-01,A\n", 2),
        ("kommune,indbyggere,dato,kilde\n0167,5,i år,A\n", 2),
        ("kommune,indbyggere,dato,kilde\n0167,5,2026-01-01,\n", 2),
        ("kommune,indbyggere,dato,kilde\n0167,5\n", 2),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(tmp_path, text, line):
    with pytest.raises(PopulationRefusedError) as refused:
        people_in(tmp_path, text)

    assert f"Linje {line} " in refused.value.message("da")


def test_another_encoding_is_refused(tmp_path):
    with pytest.raises(PopulationRefusedError):
        people_in(tmp_path, "kommune,indbyggere,dato,kilde\nDragør,5,2026-01-01,A\n", "latin-1")
