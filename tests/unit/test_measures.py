"""What is counted on the pages."""

import datetime as dt

from portfolio.queries.measures import (
    Load,
    counts,
    crossed,
    lights_by_month,
    missing_information,
    municipality_load,
    reported_months,
)
from portfolio.rules.gaps import Gap
from portfolio.selection import Criteria, select
from tests.builders.snapshots import LATE, make_snapshot


def all_of(*rows, **given):
    return select(make_snapshot(*rows, **given), Criteria())


def test_counts_show_the_most_first_and_the_unknown_as_its_own():
    chosen = all_of({"status": "active"}, {"status": None}, {"status": "active"}, {"status": "idea"})

    assert list(counts(chosen, "status").items()) == [("active", 2), ("idea", 1), (None, 1)]


def test_crossed_counts_pairs_and_the_unknown_stand_last():
    chosen = all_of(
        {"focus_area_id": None, "organisation_id": "rh-syd"},
        {"focus_area_id": "psykisk", "organisation_id": None, "organisation": None},
        {"focus_area_id": "psykisk", "organisation_id": "rh-syd"},
        {"focus_area_id": "psykisk", "organisation_id": "rh-syd"},
    )

    found = crossed(chosen, "focus_area_id", "organisation_id")

    assert list(found.items()) == [(("psykisk", "rh-syd"), 2), (("psykisk", None), 1), ((None, "rh-syd"), 1)]


def test_what_is_named_but_not_ours_is_another_thing_than_what_is_not_stated():
    chosen = all_of(
        {"organisation_id": None, "organisation": "Alle klynger"},
        {"organisation_id": None, "organisation": None},
    )

    assert counts(chosen, "organisation_id") == {"other": 1, None: 1}


def test_lights_by_month_count_only_the_chosen():
    september, october = dt.date(2026, 9, 1), dt.date(2026, 10, 1)
    reports = [
        (1, september, "green", None),
        (1, october, "red", None),
        (2, october, None, None),
        (3, october, "red", None),
    ]

    chosen = all_of({}, {}, {"is_listed": False}, reports=reports)

    assert lights_by_month(chosen) == {(september, "green"): 1, (october, "red"): 1, (october, None): 1}
    assert reported_months(chosen) == [september, october]
    assert lights_by_month(chosen, 1) == {(october, "red"): 1, (october, None): 1}


def test_a_municipality_carries_each_initiative_it_takes_part_in():
    chosen = all_of(
        {"traffic_light": "red", **LATE},
        {"status": "completed"},
        {"traffic_light": None},
        taking_part={1: "0155 0167", 2: "0167"},
    )

    assert municipality_load(chosen) == [
        Load("0167", 2, 1, 1, 1),
        Load("0155", 1, 1, 1, 1),
        Load(None, 1, 1, 0, 0),
    ]


def test_missing_information_tells_every_kind_also_where_nothing_is_missing():
    days = {"end_last": dt.date(2027, 1, 1), "evaluation_last": dt.date(2027, 3, 1)}
    row = {"owner": "Skive", "traffic_light": None, **days}

    found = missing_information(all_of(row, taking_part={1: "0167"}))

    assert list(found) == list(Gap)
    assert {gap: count for gap, count in found.items() if count} == {Gap.TRAFFIC_LIGHT: 1}


def test_an_empty_portfolio_has_nothing_to_count():
    chosen = all_of()

    assert (
        counts(chosen, "status")
        == crossed(chosen, "spread_potential", "phase")
        == lights_by_month(chosen)
        == {}
    )
    assert municipality_load(chosen) == reported_months(chosen) == []
    assert set(missing_information(chosen).values()) == {0}
