"""The address in the words that people see."""

import datetime as dt

import pytest

from dashboard.filters import (
    Asked,
    Ignored,
    from_query,
    initiative_address,
    list_address,
    narrowed,
    seen_on,
    sorted_by,
    to_query,
    toggled,
    without,
)
from portfolio.moments import Moment, clock_time, moment_at
from portfolio.rules.gaps import Gap
from portfolio.selection import UNKNOWN_CODE, Criteria


def test_an_address_is_written_in_danish_words():
    criteria = Criteria(
        traffic_lights=("yellow", "red"), municipalities=("0265",), gaps=(Gap.END,), text="plan for"
    )

    assert list_address(criteria) == "/indsatser?kommune=0265&lys=gul,roed&mangler=uden-slutdato&q=plan+for"


def test_nothing_asked_for_leaves_the_address_bare():
    assert to_query(Asked()) == ""
    assert from_query({}) == Asked()


def test_a_repeated_key_and_commas_mean_the_same():
    assert from_query({"lys": ["roed", "gul"]}) == from_query({"lys": "roed,gul"})


def test_unknown_is_a_choice_of_its_own():
    assert from_query({"fokus": "ukendt"}).criteria.focus_areas == (UNKNOWN_CODE,)


def test_bad_values_are_left_out_and_named():
    asked = from_query(
        {"lys": "roed,blaa", "side": "-3", "antal": "7", "sort": "farve", "kolonner": "nr,x", "foo": "1"}
    )

    assert asked.criteria == Criteria(traffic_lights=("red",))
    assert (asked.page, asked.page_size, asked.sort, asked.columns) == (1, 25, "titel", ("nr", "titel"))
    assert set(asked.ignored) == {
        Ignored("lys", "blaa"),
        Ignored("side", "-3"),
        Ignored("antal", "7"),
        Ignored("sort", "farve"),
        Ignored("kolonner", "x"),
        Ignored("foo", "1"),
    }


def test_a_key_of_the_pages_own_passes_through():
    asked = from_query({"maaned": "2026-10"}, own=("maaned",))

    assert asked.own == {"maaned": "2026-10"}
    assert asked.ignored == ()
    assert to_query(asked) == "?maaned=2026-10"


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-1-1",
        "20261101",
        "i går",
        "0001-01-01",
        "9999-12-31",
        "²026-01-01",
        "2026-11-23T24.00",
        "2026-11-23T9.30",
        "2026-11-23 09.30",
        "moede-",
        "moede-7",
        "moede-99999999999",
    ],
)
def test_a_moment_that_is_none_is_left_out_and_named(text):
    asked = from_query({"pr": text, "siden": text})

    assert (asked.criteria.as_of, asked.criteria.since) == (None, None)
    assert asked.ignored == (Ignored("pr", text), Ignored("siden", text))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-23T09.30", dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)),
        ("2026-07-01T00:05", dt.datetime(2026, 6, 30, 22, 5, tzinfo=dt.UTC)),
    ],
)
def test_a_time_of_a_day_is_that_instant_in_denmark(text, instant):
    moment = from_query({"pr": text}).criteria.as_of

    assert (moment.instant, moment.day) == (instant, dt.date.fromisoformat(text[:10]))
    assert to_query(from_query({"pr": text})) == f"?pr={text.replace(':', '.')}"


def test_a_meeting_is_the_moment_it_looked_at_and_stays_a_meeting_in_the_address():
    frozen = dt.datetime(2026, 11, 19, 12, 0, 30, 17, tzinfo=dt.UTC)
    asked = from_query({"siden": "moede-12"}, meetings={12: moment_at(frozen, 12)}.get)

    assert asked.criteria.since.instant == frozen
    assert to_query(asked) == "?siden=moede-12"


def test_what_a_meeting_looked_at_this_morning_can_be_compared_with():
    morning = moment_at(dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC), 3)
    asked = Asked(Criteria(since=morning))

    assert seen_on(asked, dt.date(2026, 11, 23)) == asked
    earlier = asked.criteria.but(as_of=clock_time(dt.date(2026, 11, 23), 8, 59))
    assert seen_on(Asked(earlier), dt.date(2026, 11, 23)).ignored == (Ignored("siden", "moede-3"),)


def test_an_initiative_is_seen_from_the_same_day_without_the_filters():
    criteria = Criteria(text="kol", as_of=Moment(dt.date(2026, 10, 31)), since=Moment(dt.date(2026, 9, 30)))

    assert initiative_address(7, criteria) == "/indsatser/7?pr=2026-10-31"


def test_a_text_too_long_is_not_searched_for():
    asked = from_query({"q": "x" * 300})

    assert asked.criteria.text == ""
    assert asked.ignored[0].key == "q"


def test_a_bar_narrows_to_its_code_and_the_unknown_bar_to_the_missing():
    criteria = Criteria(traffic_lights=("red", "yellow"), text="kol")

    assert narrowed(criteria, traffic_lights="red", focus_areas=None) == Criteria(
        traffic_lights=("red",), focus_areas=(UNKNOWN_CODE,), text="kol"
    )


def test_the_same_click_again_takes_away_what_the_first_one_chose():
    criteria = Criteria(statuses=("idea", "active"), text="kol")

    once = toggled(criteria, statuses="active", traffic_lights=None)

    assert once == Criteria(statuses=("active",), traffic_lights=(UNKNOWN_CODE,), text="kol")
    assert toggled(once, statuses="active", traffic_lights=None) == Criteria(text="kol")
    assert toggled(once, statuses="idea") == once.but(statuses=("idea",))


def test_one_chosen_code_can_be_taken_away():
    assert without(Criteria(statuses=("idea", "active")), "statuses", "idea") == Criteria(
        statuses=("active",)
    )


def test_sorting_by_the_same_column_again_turns_it_round_and_begins_at_the_first_page():
    once = sorted_by(Asked(page=3), "slut")

    assert (once.sort, once.page) == ("slut", 1)
    assert sorted_by(once, "slut").sort == "-slut"
    assert sorted_by(sorted_by(once, "slut"), "slut").sort == "slut"
