"""Criteria and the initiatives that meet them."""

import datetime as dt

import pytest

from portfolio.fields import FIELDS
from portfolio.rules.gaps import ASKED, GAP_FIELDS, GAP_LABELS, Gap
from portfolio.selection import UNKNOWN_CODE, Criteria, select
from tests.builders.snapshots import LATE, make_snapshot

ROWS = (
    {
        "title": "Akutteam",
        "status": "active",
        "traffic_light": "red",
        "owner": "Skive",
        "end_last": dt.date(2027, 1, 1),
    },
    {"title": "Ældre og ernæring", "status": "completed", "traffic_light": None, "lead": "ABC"},
    {
        "title": "Demens",
        "status": None,
        "focus_area_id": None,
        "is_listed": False,
        "last_month": dt.date(2026, 8, 1),
    },
    {"title": "Årsmøde om C++", "status": "active", **LATE},
)


def found(**criteria) -> list[int]:
    known = make_snapshot(*ROWS, taking_part={1: "0167 0155", 2: "0101"})
    return select(known, Criteria(only_listed=False, **criteria)).ids.tolist()


def test_nothing_chosen_gives_all_that_is_listed():
    assert select(make_snapshot(*ROWS), Criteria()).ids.tolist() == [1, 2, 4]
    assert found() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("criteria", "ids"),
    [
        ({"statuses": ("active",)}, [1, 4]),
        ({"statuses": ("active", "completed")}, [1, 2, 4]),
        ({"statuses": (UNKNOWN_CODE,)}, [3]),
        ({"statuses": ("completed", UNKNOWN_CODE)}, [2, 3]),
        ({"statuses": ("active",), "traffic_lights": ("red",)}, [1]),
        ({"traffic_lights": (UNKNOWN_CODE,)}, [2]),
        ({"focus_areas": (UNKNOWN_CODE,)}, [3]),
        ({"organisations": ("rh-syd",)}, [1, 2, 3, 4]),
        ({"organisations": ("rm-randers",)}, []),
        ({"municipalities": ("0155",)}, [1]),
        ({"municipalities": ("0155", "0101")}, [1, 2]),
        ({"municipalities": (UNKNOWN_CODE,)}, [3, 4]),
        ({"municipalities": ("0101", UNKNOWN_CODE)}, [2, 3, 4]),
    ],
)
def test_any_code_of_a_field_will_do_and_all_fields_must_hold(criteria, ids):
    assert found(**criteria) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("akut", [1]),
        ("SKIVE akut", [1]),
        ("ernæring ældre", [2]),
        ("ernaering", [2]),
        ("om c++", [4]),
        ("aarsmøde", [4]),
        ("akut demens", []),
        ("  ", [1, 2, 3, 4]),
        ("(", [1, 2, 3, 4]),
    ],
)
def test_all_words_of_a_text_must_stand_somewhere(text, ids):
    assert found(text=text) == ids


@pytest.mark.parametrize(
    ("gap", "ids"),
    [
        (Gap.RESPONSIBLE, [3, 4]),
        (Gap.TRAFFIC_LIGHT, [2]),
        (Gap.STATUS, [3]),
        (Gap.END_PASSED, [4]),
        (Gap.END, [3]),
        (Gap.FOCUS_AREA, [3]),
        (Gap.MUNICIPALITIES, [3, 4]),
        (Gap.SILENT, [3]),
        (Gap.UNKNOWN_PLACE, []),
    ],
)
def test_each_gap_finds_those_that_lack_it(gap, ids):
    assert found(gaps=(gap,)) == ids


def test_a_red_light_is_explained_by_remarks_or_a_next_step():
    red = {"traffic_light": "red"}
    known = make_snapshot(red, {**red, "remarks": "Vi mangler en læge"}, {**red, "next_step": "Møde"}, {})

    assert select(known, Criteria(gaps=(Gap.RED_UNEXPLAINED,))).ids.tolist() == [1]


def test_an_evaluation_is_awaited_of_what_is_not_finished():
    day = {"evaluation_last": dt.date(2027, 1, 1)}
    known = make_snapshot({}, day, {"status": "completed"})

    assert select(known, Criteria(gaps=(Gap.EVALUATION,))).ids.tolist() == [1]


def test_every_gap_has_its_label_and_its_fields():
    assert set(GAP_LABELS) == set(GAP_FIELDS) == set(Gap)
    assert set(ASKED) <= set(Gap)
    assert {field for fields in GAP_FIELDS.values() for field in fields} <= set(FIELDS)


def test_an_empty_portfolio_has_nothing_to_select():
    assert len(select(make_snapshot(), Criteria(text="akut", municipalities=("0155",)))) == 0


def test_selecting_leaves_the_snapshot_as_it_was():
    known = make_snapshot(*ROWS)

    select(known, Criteria(statuses=("active",), gaps=(Gap.END,), municipalities=(UNKNOWN_CODE,)))

    assert select(known, Criteria()).ids.tolist() == [1, 2, 4]


def test_what_an_open_end_lacks_is_nothing():
    known = make_snapshot({"end_precision": "open"}, {"status": "completed"}, {})

    assert select(known, Criteria(gaps=(Gap.END,))).ids.tolist() == [3]
