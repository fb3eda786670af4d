"""A snapshot's sums over random portfolios are those of plain loops."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.components.list_order import sort_rows
from dashboard.filters import COLUMNS as LIST_COLUMNS
from dashboard.format import danish_key
from portfolio.queries import goals, measures, standing
from portfolio.reference import load_reference
from portfolio.rules.gaps import Gap
from portfolio.selection import UNKNOWN_CODE, Criteria, select
from portfolio.spread.priorities import Facts, Priorities
from portfolio.vocabulary import Phase, Precision, Priority, SpreadPotential, Status, TrafficLight
from tests.builders import plain
from tests.builders.plain import Plain
from tests.builders.snapshots import TODAY, make_row, snapshot_of

MONTHS = [dt.date(2026, month, 1) for month in range(6, 12)]
GOALS = load_reference().goals


def stated(values):
    return st.none() | st.sampled_from(list(values))


def codes(values):
    return st.lists(st.sampled_from([*map(str, values), UNKNOWN_CODE]), max_size=2, unique=True).map(tuple)


AREAS, CLUSTERS, PLACES = ["aeldre-kronisk", "psykisk"], ["rh-syd", "rm-randers"], ["0155", "0167", "0730"]
TITLES = ["Akutteam", "akutteam", "Ældre i eget hjem", "Årsmøde", "Øst for åen", "Zebra", "C++"]
SAID = ["Venter.", "Går godt", "Mål 1.1 og 2.2"]

facts = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TITLES),
        "key": stated(["1", "27"]),
        "focus_area_id": stated(AREAS),
        "focus_area": stated(["Ældre og kronisk sygdom", "Noget andet"]),
        "organisation_id": stated(CLUSTERS),
        "organisation": stated(["Alle klynger", "Sundhedsklynge Syd"]),
        "goal": stated(["Mål 1.1", "1.1 og 2.2", "ingen"]),
        "owner": stated(["Skive", "Åse"]),
        "lead": stated(["Øst"]),
        "remarks": stated(SAID),
        "status": stated(Status),
        "phase": stated(Phase),
        "traffic_light": stated(TrafficLight),
        "previous_traffic_light": stated(TrafficLight),
        "spread_potential": stated(SpreadPotential),
        "priority": stated(Priority),
        "start_first": stated([dt.date(2025, 1, 1), dt.date(2026, 2, 3)]),
        "end_last": stated([TODAY, TODAY - dt.timedelta(1), TODAY + dt.timedelta(1), dt.date(2024, 2, 29)]),
        "end_precision": stated([Precision.DAY, Precision.OPEN, Precision.MONTH]),
        "last_month": st.sampled_from([dt.date(2026, 8, 1), dt.date(2026, 9, 1), dt.date(2026, 11, 1)]),
        "completion_share": stated([0.0, 0.5, 1.0]),
        "budget_dkk": stated([0, 1_000_000, 250]),
        "is_listed": st.booleans(),
    }
)
criteria = st.builds(
    Criteria,
    focus_areas=codes([*AREAS, "other"]),
    organisations=codes([*CLUSTERS, "other", "no-such"]),
    municipalities=codes([*PLACES, "0999"]),
    statuses=codes(Status),
    traffic_lights=codes(TrafficLight),
    phases=codes(Phase),
    spread_potentials=codes(SpreadPotential),
    gaps=st.lists(st.sampled_from(list(Gap)), max_size=1).map(tuple),
    text=st.sampled_from(["", "", "ældre", "AKUT", "venter mål", "c++", "("]),
    only_listed=st.booleans(),
)


@st.composite
def portfolios(draw):
    rows = [make_row(3 * number, **row) for number, row in enumerate(draw(st.lists(facts, max_size=12)), 1)]
    ids = [row["id"] for row in rows]
    pairs = (
        draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(PLACES)), unique=True)) if ids else []
    )
    told = st.tuples(st.sampled_from(ids), st.sampled_from(MONTHS)) if ids else st.nothing()
    when = draw(st.lists(told, unique=True, max_size=30)) if ids else []
    reports = [(*at, draw(stated(TrafficLight)), draw(stated(SAID))) for at in when]
    return Plain(rows, pairs, reports, TODAY)


@st.composite
def seen(draw):
    """Give a portfolio as plain rows, and what meets some criteria: plainly, and by the snapshot."""
    whole, asked = draw(portfolios()), draw(st.just(Criteria(only_listed=False)) | criteria)
    known = snapshot_of(whole.rows, whole.pairs, whole.reports, whole.today)
    return whole, whole.select(asked), select(known, asked)


often = settings(max_examples=60, deadline=None)


@often
@given(portfolios(), criteria)
def test_the_initiatives_that_meet_any_criteria_are_those_of_a_plain_look(whole, asked):
    known = snapshot_of(whole.rows, whole.pairs, whole.reports, whole.today)

    assert select(known, asked).ids.tolist() == [row["id"] for row in whole.select(asked)]


@often
@given(seen())
def test_counts_are_those_of_plain_loops(found):
    _, rows, chosen = found

    for column in ("status", "organisation_id", "traffic_light"):
        assert measures.counts(chosen, column) == plain.counts(rows, column)
    assert measures.crossed(chosen, "focus_area_id", "phase") == plain.crossed(rows, "focus_area_id", "phase")
    assert {
        (it.municipality, it.count, it.unfinished, it.red, it.overdue)
        for it in measures.municipality_load(chosen)
    } == plain.load(rows)
    assert measures.missing_information(chosen) == {
        gap: sum(plain.has_gap(row, gap) for row in rows) for gap in Gap
    }


@often
@given(seen())
def test_lights_by_month_are_those_of_plain_loops(found):
    whole, rows, chosen = found
    lights = whole.lights_by_month(rows)
    measured = whole.measured_months()
    lights = {at: count for at, count in lights.items() if at[0] in measured}
    months = sorted({month for month, _ in lights})

    assert measures.lights_by_month(chosen) == lights
    assert measures.reported_months(chosen) == months
    assert measures.reported_months(chosen, 2) == months[-2:]
    assert {month for month, _ in measures.lights_by_month(chosen, 2)} == {*months[-2:]}
    for month in months:
        until = [whole.light_until(row["id"], month) for row in rows]
        assert standing.count_known_in(chosen, month, "red") == until.count((True, "red"))
        assert standing.count_known_in(chosen, month, None) == until.count((True, None))
        for light in (*TrafficLight, None):
            told = [id_ for id_, at, one, _ in whole.reports if (at, one) == (month, light)]
            assert standing.lit_in(chosen, month, light).ids.tolist() == [
                row["id"] for row in rows if row["id"] in told
            ]


@often
@given(seen())
def test_orders_and_parts_are_those_of_plain_loops(found):
    whole, rows, chosen = found
    copied = whole.copied()

    assert standing.worst_first(chosen).ids.tolist() == plain.worst_first(rows)
    assert standing.got_worse(chosen).ids.tolist() == plain.worst_first(plain.moved(rows, -1))
    assert standing.got_better(chosen).ids.tolist() == plain.worst_first(plain.moved(rows, 1))
    late = sorted(
        (row for row in rows if row["is_overdue"]),
        key=lambda row: (row["end_last"], danish_key(row["title"])),
    )
    assert standing.overdue(chosen).ids.tolist() == [row["id"] for row in late]
    same = standing.copied_texts(chosen)
    assert {it.id: same.known.copied[it.place] for it in same} == {
        row["id"]: copied[row["id"]] for row in rows if row["id"] in copied
    }
    ripe = [row for row in rows if is_candidate(row)]
    assert [it.id for it in Priorities(chosen.known, Facts()).ready(chosen)] == [row["id"] for row in ripe]


def is_candidate(row):
    is_ripe = row["status"] in ("completed", "in_operation") or row["phase"] in ("operation", "evaluation")
    return row["spread_potential"] == "high" and is_ripe and row["status"] != "stopped"


@often
@given(seen())
def test_goals_and_reach_are_those_of_plain_loops(found):
    _, rows, chosen = found

    named = goals.initiatives_by_goal(chosen, GOALS)
    assert {goal: chosen.where(mask).ids.tolist() for goal, mask in named.items()} == plain.by_goal(
        rows, GOALS
    )
    reach = goals.municipality_reach(chosen)
    for code, sizes in ((goals.REACH_ONE, {1}), (goals.REACH_SEVERAL, {2, 3}), (None, {0})):
        expected = [row["id"] for row in rows if len(row["municipalities"]) in sizes]
        assert chosen.where(reach[code]).ids.tolist() == expected


@often
@given(seen())
def test_each_initiative_gives_its_values_back(found):
    whole, rows, chosen = found

    for row, it in zip(rows, chosen, strict=True):
        assert (it.id, it.title) == (row["id"], row["title"])
        assert (it.code("status"), it.code("focus_area_id")) == (row["status"], row["focus_area_id"])
        assert (it.day("end_last"), it.text("remarks")) == (row["end_last"], row["remarks"])
        assert (it.number("budget_dkk"), it.flag("is_silent")) == (row["budget_dkk"], row["is_silent"])
        assert list(it.municipalities()) == row["municipalities"]
        own = sorted((at, light) for id_, at, light, _ in whole.reports if id_ == it.id)
        assert list(it.lights().items()) == own


@often
@given(seen(), st.sampled_from(["titel", "ejer", "slut", "budget", "faerdig", "maaned"]), st.booleans())
def test_the_list_is_sorted_with_what_is_missing_last_either_way(found, column, is_backwards):
    _, rows, chosen = found
    name = {"slut": "end_last", "maaned": "last_month"}.get(column, LIST_COLUMNS[column])
    key = danish_key if column in ("titel", "ejer") else lambda value: value
    by_title = sorted(rows, key=lambda row: danish_key(row["title"]))
    there = [row for row in by_title if row[name] is not None]
    there.sort(key=lambda row: key(row[name]), reverse=is_backwards)
    expected = [*there, *(row for row in by_title if row[name] is None)]

    found_ids = sort_rows(chosen, f"-{column}" if is_backwards else column).ids.tolist()

    assert found_ids == [row["id"] for row in expected]
