"""What is counted on the pages."""

import datetime as dt

import pandas as pd

from portfolio import frames
from portfolio.queries.measures import (
    counts,
    crossed,
    lights_by_month,
    missing_information,
    municipality_load,
    potential_by_phase,
)
from portfolio.rules.gaps import Gap
from tests.builders.frames import initiatives_frame, participation_frame


def rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return [
        tuple(None if pd.isna(value) else value for value in row) for row in frame.itertuples(index=False)
    ]


def test_counts_show_the_most_first_and_the_unknown_as_its_own():
    frame = initiatives_frame(
        {"status": "active"}, {"status": None}, {"status": "active"}, {"status": "idea"}
    )

    found = frames.COUNTS.check(counts(frame, "status"))

    assert rows(found) == [("active", 2, 0.5), ("idea", 1, 0.25), (None, 1, 0.25)]


def test_crossed_counts_pairs_and_the_unknown_stand_last():
    frame = initiatives_frame(
        {"focus_area_id": None, "organisation_id": "rh-syd"},
        {"focus_area_id": "psykisk", "organisation_id": None},
        {"focus_area_id": "psykisk", "organisation_id": "rh-syd"},
        {"focus_area_id": "psykisk", "organisation_id": "rh-syd"},
    )

    found = frames.CROSS.check(crossed(frame, "focus_area_id", "organisation_id"))

    assert rows(found) == [("psykisk", "rh-syd", 2), ("psykisk", None, 1), (None, "rh-syd", 1)]


def test_lights_by_month_count_only_the_chosen():
    september, october = dt.date(2026, 9, 1), dt.date(2026, 10, 1)
    monthly = frames.MONTHLY_STATUS.frame(
        [
            (1, september, "green", "active", None),
            (1, october, "red", "active", None),
            (2, october, None, "active", None),
            (3, october, "red", "active", None),
        ]
    )

    found = frames.LIGHTS_BY_MONTH.check(lights_by_month(monthly, pd.Series([1, 2])))

    assert [(month.date(), light, number) for month, light, number in rows(found)] == [
        (september, "green", 1),
        (october, "red", 1),
        (october, None, 1),
    ]


def test_a_municipality_carries_each_initiative_it_takes_part_in():
    frame = initiatives_frame(
        {"traffic_light": "red", "is_overdue": True}, {"status": "completed"}, {"traffic_light": None}
    )

    found = frames.LOAD.check(municipality_load(frame, participation_frame(_1="0155 0167", _2="0167")))

    assert rows(found) == [("0167", 2, 1, 1, 1), ("0155", 1, 1, 1, 1), (None, 1, 1, 0, 0)]


def test_missing_information_tells_every_kind_also_where_nothing_is_missing():
    frame = initiatives_frame({"owner": "Skive", "end_last": "2027-01-01", "traffic_light": None})

    found = frames.GAPS.check(missing_information(frame, participation_frame(_1="0167")))

    assert [code for code, _ in rows(found)] == list(Gap)
    assert {code: number for code, number in rows(found) if number} == {Gap.TRAFFIC_LIGHT: 1}


def test_an_empty_portfolio_gives_empty_frames_of_the_right_columns():
    frame, nobody = initiatives_frame(), participation_frame()

    assert frames.COUNTS.check(counts(frame, "status")).empty
    assert frames.CROSS.check(potential_by_phase(frame)).empty
    assert frames.LOAD.check(municipality_load(frame, nobody)).empty
    assert set(missing_information(frame, nobody)["count"]) == {0}
