"""Small columns: shares of one scale, red that is new, stays or leaves, and what is too few for shares."""

import datetime as dt

import pytest

from dashboard.components import markup as html
from dashboard.components.cluster_lights import (
    clusters_chart,
    clusters_message,
    panel_words,
    panels,
)
from dashboard.components.red_flow import flow_message, red_chart
from dashboard.figures.drawing import Shape
from dashboard.figures.panels import Flow, red_flow
from dashboard.measures import RedMonth, lights_by_organisation, red_months
from portfolio.selection import Criteria, select
from tests.builders.components import all_of, links_of, text_of
from tests.builders.snapshots import make_snapshot

SEPTEMBER, OCTOBER, NOVEMBER = (dt.date(2026, at, 1) for at in (9, 10, 11))
MONTHS = [OCTOBER, NOVEMBER]


def address(cluster: str | None) -> str:
    return f"/status?klynge={cluster}"


def shapes(shape: Shape, tag: str) -> list[Shape]:
    found = [shape] if shape.tag == tag else []
    return found + [it for child in shape.children if isinstance(child, Shape) for it in shapes(child, tag)]


def texts(shape: Shape) -> list[str]:
    return [str(it.children[0]) for it in shapes(shape, "text")]


def cluster(code: str | None, red: int, green: int, at: dt.date = NOVEMBER) -> dict[object, int]:
    return {(code, at, "red"): red, (code, at, "green"): green}


def test_lights_are_counted_by_the_cluster_that_the_initiative_is_in():
    reports = [(1, NOVEMBER, "red", None), (2, NOVEMBER, None, None), (2, OCTOBER, "red", None)]
    known = make_snapshot({}, {"organisation_id": None, "organisation": None}, reports=reports)
    chosen = select(known, Criteria())
    found = lights_by_organisation(chosen)
    assert found == {
        (None, OCTOBER, "red"): 1,
        ("rh-syd", NOVEMBER, "red"): 1,
        (None, NOVEMBER, None): 1,
    }
    assert set(lights_by_organisation(chosen, 1)) == {("rh-syd", NOVEMBER, "red"), (None, NOVEMBER, None)}


def test_clusters_stand_by_share_of_red_with_unknown_last_and_the_small_apart():
    known = cluster("rh-syd", 1, 9) | cluster("rh-nord", 2, 3) | cluster("rh-midt", 2, 2)
    counts = known | cluster(None, 5, 0)
    chosen = panels(counts, NOVEMBER)
    assert chosen.shown == ["rh-nord", "rh-syd", None]
    assert chosen.small == ["rh-midt"]
    message = clusters_message(counts, chosen, NOVEMBER)
    assert message == "Sundhedsklynge Nord har den største andel røde i november 2026: 40 %, 2 af 5"


def test_where_no_cluster_has_red_the_message_says_so():
    counts = cluster("rh-syd", 0, 9) | cluster(None, 5, 0)
    message = clusters_message(counts, panels(counts, NOVEMBER), NOVEMBER)
    assert message == "Ingen klynge har røde indsatser i november 2026"


def test_a_panel_tells_its_red_now_and_before():
    counts = cluster("rh-syd", 1, 4) | cluster("rh-syd", 3, 3, OCTOBER)
    assert panel_words(counts, "rh-syd", MONTHS) == "1 af 5 er rød; okt. 26: 3 af 6"
    assert panel_words(cluster("rh-syd", 2, 4), "rh-syd", MONTHS) == "2 af 6 er røde"


def test_panels_are_images_named_by_their_headings_and_the_table_has_every_number():
    counts = cluster("rh-syd", 1, 9) | cluster("rh-nord", 2, 3) | cluster("rh-midt", 0, 2)
    (chart,) = clusters_chart(counts, [NOVEMBER], address)
    pictures = [it for it in all_of(chart.picture, html.Div) if it.className == "columns"]
    assert links_of(chart.picture) == [address("rh-nord"), address("rh-syd")]
    assert [it.attributes["role"] for it in pictures] == ["img", "img"]
    assert [it.attributes["data-to"] for it in pictures] == [address("rh-nord"), address("rh-syd")]
    named = {it.attributes["id"] for kind in (html.H3, html.P) for it in all_of(chart.picture, kind)}
    assert all(set(str(it.attributes["aria-labelledby"]).split()) <= named for it in pictures)
    texts = [[cell if isinstance(cell, str) else cell.text for cell in row] for row in chart.numbers.rows]
    assert texts == [
        ["Sundhedsklynge Nord", "november 2026", "2", "0", "3", "0", "0", "5"],
        ["Sundhedsklynge Syd", "november 2026", "1", "0", "9", "0", "0", "10"],
        ["Sundhedsklynge Midt", "november 2026", "0", "0", "2", "0", "0", "2"],
    ]
    assert "Sundhedsklynge Midt (2)" in text_of(chart.after)


def test_one_cluster_alone_has_nothing_to_be_held_against():
    assert clusters_chart(cluster("rh-syd", 1, 9), [NOVEMBER], address) == []
    assert clusters_chart({}, [], address) == []


@pytest.mark.parametrize(
    ("lights", "october", "november"),
    [
        (("green", "red", "red"), (0, 1, 0), (1, 0, 0)),
        (("red", "red", "yellow"), (1, 0, 0), (0, 0, 1)),
        (("red", None, "green"), (0, 0, 0), (0, 0, 1)),
        (("red", "absent", "red"), (0, 0, 0), (1, 0, 0)),
        (("red", "absent", "absent"), (0, 0, 0), (0, 0, 0)),
        (("absent", "red", "absent"), (0, 1, 0), (0, 0, 0)),
    ],
)
def test_red_is_new_stays_or_leaves_and_what_is_not_said_is_neither(lights, october, november):
    months = (SEPTEMBER, OCTOBER, NOVEMBER)
    own = [(1, at, light, None) for at, light in zip(months, lights, strict=True) if light != "absent"]
    others = [(2, at, "green", None) for at in months]  # so that some list came in each month
    chosen = select(make_snapshot({}, {}, reports=own + others), Criteria())
    assert red_months(chosen) == [RedMonth(OCTOBER, *october), RedMonth(NOVEMBER, *november)]
    assert red_months(chosen, 1) == [RedMonth(NOVEMBER, *november)]


def test_where_no_month_stands_before_or_nothing_is_red_there_is_no_chart():
    chosen = select(make_snapshot({}, reports=[(1, NOVEMBER, "red", None)]), Criteria())
    assert red_chart(red_months(chosen)) == []
    assert red_chart([RedMonth(NOVEMBER, 0, 0, 0)]) == []


def test_what_became_of_red_is_told_and_every_number_stands_in_the_table():
    (chart,) = red_chart([RedMonth(OCTOBER, 1, 0, 4), RedMonth(NOVEMBER, 2, 3, 0)])
    assert chart.message == "3 er nye røde i november 2026, 2 er fortsat røde, og 0 er ikke længere røde"
    assert chart.picture.attributes["role"] == "img"
    texts = [[cell if isinstance(cell, str) else cell.text for cell in row] for row in chart.numbers.rows]
    assert texts == [["oktober 2026", "1", "0", "4"], ["november 2026", "2", "3", "0"]]


def test_the_message_of_a_single_one_is_in_the_singular():
    assert flow_message(RedMonth(NOVEMBER, 0, 1, 0)).startswith("1 er ny rød i november 2026")


def test_red_no_longer_hangs_under_the_line():
    counts = {(NOVEMBER, Flow.NEW): 2, (NOVEMBER, Flow.STAYS): 1, (NOVEMBER, Flow.LEFT): 3}
    drawn = red_flow([NOVEMBER], counts, lambda count, flow: f"{count} {flow}")
    (level,) = shapes(drawn, "line")
    tops = {it.attributes["className"]: float(str(it.attributes["y"])) for it in shapes(drawn, "rect")}
    line = float(str(level.attributes["y1"]))
    assert tops["part flow-new"] < tops["part flow-stays"] < tops["part flow-left"] == line
