"""The agenda that the data proposes: each reason, what is gathered, and what is not proposed again."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from dashboard.components.agenda_words import row_words, with_words
from portfolio.meetings.book import Action, Meeting, MeetingBook
from portfolio.meetings.fold import Deed, DeedData, meeting_of, series_of
from portfolio.meetings.proposals import Basis, proposals
from portfolio.possible_pairs import PairSide, PossiblePair
from portfolio.process.book import ChosenBy, InitiativeCourse
from portfolio.process.course import Fact, course_of
from portfolio.process.templates import shipped
from portfolio.queries.asked import Milestone
from portfolio.rules.evaluation import Clock
from portfolio.selection import Criteria, select
from portfolio.snapshot import LIGHTS, UNREPORTED
from portfolio.spread.priorities import Facts, Priorities
from portfolio.spread.ranking import NOT_RECOMMENDED, RECOMMENDED
from portfolio.vocabulary import (
    AgendaReason,
    AgendaSection,
    EvaluationState,
    FactKind,
    Holder,
    MeetingDeedKind,
    MeetingState,
)
from tests.builders.meetings import forum
from tests.builders.snapshots import LATE, TODAY, make_snapshot

KNOWN = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
NOVEMBER = Meeting(2, 1, dt.date(2026, 11, 26))


def basis(*rows, before=(), **more):
    """Give what a meeting looks at; ``before`` are the lights at the meeting before, else the same as now."""
    known = make_snapshot(*rows)
    places = [LIGHTS.index(it) if it != "new" else UNREPORTED for it in before]
    column = known.codes["traffic_light"]
    same = [LIGHTS.index(column.codes[int(at)]) for at in column.at]
    lights = np.array(places or same, dtype=np.int8)
    return Basis(TODAY, select(known, Criteria()), lights, **more)


def book(*meetings, actions=(), **facts):
    series = series_of(1, forum(**facts), ())
    known = {it.id: it for it in (NOVEMBER, *meetings)}
    return MeetingBook({1: series}, known, {it.id: it for it in actions})


def proposed(looked, known=None, meeting=NOVEMBER):
    return proposals(looked, meeting, known or book(meeting))


def reasons(points):
    return [it.reason for it in points]


def test_nothing_new_proposes_nothing():
    assert proposed(basis({"title": "A"})) == ()


def test_what_turned_red_is_a_point_by_itself_with_all_else_that_is_new_of_it():
    row = {"title": "A", "traffic_light": "red", "remarks": None, "next_step": None, **LATE}
    (point,) = proposed(basis(row, before=["yellow"]))

    assert (point.reason, point.section) == (AgendaReason.GOT_WORSE, AgendaSection.SINCE_LAST)
    assert (point.rows[0].old, point.rows[0].new) == ("yellow", "red")
    assert [it.reason for it in point.rows[1:]] == [AgendaReason.RED_WITHOUT_WORDS, AgendaReason.END_PASSED]
    assert len(point.atoms) == 3


def test_more_than_four_that_turned_red_are_gathered():
    rows = [{"title": f"Nr. {n}", "traffic_light": "red", "remarks": "Ja"} for n in range(5)]
    (point,) = proposed(basis(*rows, before=["green"] * 5))

    assert len(point.initiative_ids) == 5
    assert with_words(point).title == "5 indsatser er blevet røde"


def test_what_turned_yellow_and_what_got_better_are_gathered_apart():
    rows = [
        {"title": "A", "traffic_light": "yellow"},
        {"title": "B", "traffic_light": "yellow"},
        {"title": "C", "traffic_light": "green"},
        {"title": "D", "traffic_light": "grey"},
    ]
    points = proposed(basis(*rows, before=["green", "green", "red", "green"]))

    assert [with_words(it).title for it in points] == [
        "2 indsatser er blevet gule",
        "C – grøn, var rød",
    ]


def test_a_new_initiative_that_is_red_is_told_as_new():
    (point,) = proposed(basis({"title": "A", "traffic_light": "red", "remarks": "Ja"}, before=["new"]))

    assert with_words(point).title == "A – ny indsats, rød"


def test_an_end_a_milestone_and_silence_are_each_told():
    looked = basis(
        {"title": "Slut", **LATE},
        {"title": "Milepæl"},
        {"title": "Tavs", "last_month": dt.date(2026, 8, 1)},
        milestones={
            2: (Milestone("Pilot klar", dt.date(2026, 11, 1)), Milestone("Drift", dt.date(2027, 1, 1)))
        },
    )
    points = proposed(looked)

    assert reasons(points) == [AgendaReason.END_PASSED, AgendaReason.MILESTONE_PASSED, AgendaReason.SILENT]
    assert [it.words for it in points[1].rows] == ["Pilot klar"]
    assert points[2].section is AgendaSection.INFORM


def test_five_that_nobody_has_heard_of_are_one_point():
    rows = [{"title": f"Nr. {n}", "last_month": dt.date(2026, 8, 1)} for n in range(5)]
    (point,) = proposed(basis(*rows))

    assert with_words(point).title == "5 indsatser er ikke indmeldt i to måneder"


@pytest.mark.parametrize(
    ("row", "clock", "is_due"),
    [
        ({"evaluation_last": dt.date(2026, 10, 1)}, None, True),
        ({"evaluation_last": dt.date(2027, 10, 1)}, None, False),
        ({}, Clock(EvaluationState.OVERDUE, dt.date(2026, 11, 1), -22), True),
        ({}, Clock(EvaluationState.SOON, dt.date(2026, 12, 10), 17), True),
        ({}, Clock(EvaluationState.SOON, dt.date(2027, 2, 10), 79), False),
        (
            {"evaluation_last": dt.date(2026, 10, 1)},
            Clock(EvaluationState.LATER, dt.date(2027, 10, 1), 312),
            False,
        ),
    ],
)
def test_an_evaluation_is_proposed_when_it_is_due(row, clock, is_due):
    points = proposed(basis({"title": "A", **row}, clocks={} if clock is None else {1: clock}))

    assert reasons(points) == ([AgendaReason.EVALUATION_DUE] if is_due else [])


def course(step, on="2026-11-01", template="agreement"):
    known = shipped(template)
    facts = [Fact(FactKind.MOVED, step, dt.date.fromisoformat(on), KNOWN)]
    return InitiativeCourse(1, course_of(known, facts, TODAY), ChosenBy.PERSON, None, tuple(facts))


def test_a_step_that_the_forum_decides_is_for_decision():
    looked = basis({"title": "A"}, courses={1: course("8")})

    (point,) = proposed(looked, book(holder=Holder.SSG))
    assert (point.reason, point.section) == (AgendaReason.DECISION_ASKED, AgendaSection.DECIDE)
    assert point.rows[0].count == 22
    assert proposed(looked, book(holder=Holder.SKU)) == ()


def test_what_a_list_asks_to_have_decided_is_for_decision():
    (point,) = proposed(basis({"title": "A"}, wanted={1: "Indstilles til beslutning"}))

    assert point.reason is AgendaReason.DECISION_ASKED
    assert "Indstilles til beslutning" in with_words(point).text


def test_a_step_that_takes_longer_than_its_process_says_is_told():
    known = course("5", on="2026-09-01")
    template = known.course.template
    steps = tuple(replace(it, usual_days=30) if it.number == "5" else it for it in template.steps)
    slow = replace(known, course=replace(known.course, template=replace(template, steps=steps)))

    (point,) = proposed(basis({"title": "A"}, courses={1: slow}))

    assert point.reason is AgendaReason.STEP_OVERDUE
    assert (point.rows[0].count, point.rows[0].limit) == (83, 30)
    assert proposed(basis({"title": "A"}, courses={1: known})) == ()


def test_what_people_recommend_may_be_spread_and_what_they_advise_against_may_not():
    rows = [
        {"title": "A", "spread_potential": "high", "status": "completed"},
        {"title": "B", "status": "planned"},
        {"title": "C", "spread_potential": "low", "status": "completed"},
    ]
    looked = basis(*rows)
    scores = dict.fromkeys(("problem", "core", "costs", "reach", "evidence"), 3.0)
    facts = Facts(recommended={1: NOT_RECOMMENDED, 2: RECOMMENDED}, scores={3: scores})
    (point,) = proposed(replace(looked, spread=Priorities(looked.chosen.known, facts)))

    assert (point.reason, point.initiative_ids) == (AgendaReason.READY_FOR_SPREAD, (2, 3))
    assert [row_words(row, point.reason) for row in point.rows] == [
        "anbefales spredt, planlagt",
        "vurderet til stort potentiale, afsluttet",
    ]


def test_the_lists_words_give_the_same_points_where_nobody_has_assessed_anything():
    rows = [
        {"title": "A", "spread_potential": "high", "status": "completed"},
        {"title": "B", "spread_potential": "high", "status": "active"},
        {"title": "C", "spread_potential": "medium", "status": "completed"},
    ]
    looked = basis(*rows, evaluated=frozenset({2}))
    known = Priorities(looked.chosen.known, Facts(evaluated={2: 1}))

    assert proposed(replace(looked, spread=known)) == proposed(looked)


def test_what_may_be_spread_has_great_potential_and_is_done_or_evaluated():
    rows = [
        {"title": "A", "spread_potential": "high", "status": "completed"},
        {"title": "B", "spread_potential": "high"},
        {"title": "C", "spread_potential": "medium", "status": "completed"},
        {"title": "D", "spread_potential": "high"},
    ]
    (point,) = proposed(basis(*rows, evaluated=frozenset({4})))

    assert (point.reason, point.initiative_ids) == (AgendaReason.READY_FOR_SPREAD, (1, 4))


def test_pairs_are_told_of_only_where_both_are_followed():
    pairs = [
        PossiblePair(PairSide(1, "A", (1,)), PairSide(2, "B", (2,)), 0.9, ()),
        PossiblePair(PairSide(1, "A", (1,)), PairSide(99, "X", (2,)), 0.8, ()),
    ]
    (point,) = proposed(basis({"title": "A"}, {"title": "B"}, pairs=pairs))

    assert with_words(point).title == "Muligt overlap: A og B"
    assert point.initiative_ids == (1, 2)


def put(meeting, *points, kind=MeetingDeedKind.ACCEPTED, then=()):
    """Give a meeting with points on its agenda, or dropped, and what became of them."""
    at = KNOWN + dt.timedelta(days=1)
    told = [Deed(n, kind, it.key, DeedData(point=it), at) for n, it in enumerate(points, 1)]
    later = [
        Deed(100 + n, what, key, DeedData(), at + dt.timedelta(hours=1)) for n, (what, key) in enumerate(then)
    ]
    return meeting_of(meeting, [*told, *later], ())


OCTOBER = Meeting(1, 1, dt.date(2026, 10, 29))


@pytest.mark.parametrize("kind", [MeetingDeedKind.ACCEPTED, MeetingDeedKind.DROPPED])
def test_what_was_dealt_with_or_dropped_is_not_proposed_again_until_it_is_new(kind):
    rows = [{"title": "A", **LATE}]
    first = proposed(basis(*rows))
    held = put(OCTOBER, *map(with_words, first), kind=kind)

    assert proposed(basis(*rows), book(held)) == ()
    again = [{"title": "A", **LATE, "end_last": dt.date(2026, 11, 10)}]
    assert reasons(proposed(basis(*again), book(held))) == [AgendaReason.END_PASSED]


def test_a_cancelled_meeting_settles_nothing():
    rows = [{"title": "A", **LATE}]
    cancelled = replace(put(OCTOBER, *proposed(basis(*rows))), state=MeetingState.CANCELLED)

    assert len(proposed(basis(*rows), book(cancelled))) == 1


def test_what_was_moved_on_is_proposed_with_what_is_new_of_the_same():
    first = [with_words(it) for it in proposed(basis({"title": "A", **LATE}))]
    moved = (MeetingDeedKind.MOVED_ON, first[0].key)
    held = put(OCTOBER, *first, then=[moved, (MeetingDeedKind.HELD, None)])

    (point,) = proposed(basis({"title": "A", **LATE}, {"title": "B", **LATE}), book(held))

    assert (point.reason, point.first_reason) == (AgendaReason.MOVED_HERE, AgendaReason.END_PASSED)
    assert (point.moved_from, point.initiative_ids) == (1, (1, 2))
    assert with_words(point).title == "2 indsatser har passeret deres slutdato"


def test_what_was_moved_on_keeps_its_words_where_nothing_is_new():
    first = [replace(with_words(it), title="Egne ord") for it in proposed(basis({"title": "A", **LATE}))]
    moved = (MeetingDeedKind.MOVED_ON, first[0].key)
    held = put(OCTOBER, *first, then=[moved, (MeetingDeedKind.HELD, None)])

    (point,) = proposed(basis({"title": "A", **LATE}), book(held))

    assert with_words(point).title == "Egne ord"


def action(number, due=None, **more):
    known = {
        "meeting_id": 1,
        "point_key": None,
        "initiative_id": 1,
        "text": "Ring",
        "who": "Tovholder",
        "organisation": None,
        "first_due_on": due,
        "done_on": None,
        "made_at": KNOWN,
        "by": "x",
    }
    return Action(id=number, due_on=due, **(known | more))


def test_open_actions_are_one_point_of_each_meeting_until_they_are_done():
    open_ = [action(1, dt.date(2026, 11, 1)), action(2), action(3, done_on=dt.date(2026, 11, 2))]
    known = book(OCTOBER, actions=open_)

    (point,) = proposed(basis({"title": "A"}), known)

    assert (point.reason, point.section) == (AgendaReason.ACTION_OVERDUE, AgendaSection.ACTIONS)
    assert [it.action_id for it in point.rows] == [1, 2]
    taken = put(NOVEMBER, with_words(point))
    assert proposed(basis({"title": "A"}), book(OCTOBER, taken, actions=open_), taken) == ()
    later = Meeting(3, 1, dt.date(2026, 12, 17))
    assert len(proposed(basis({"title": "A"}), book(OCTOBER, taken, later, actions=open_), later)) == 1


def test_the_directors_are_spared_what_a_forum_takes_itself():
    looked = basis({"title": "A", **LATE}, {"title": "B", "last_month": dt.date(2026, 8, 1)})

    assert len(proposed(looked)) == 2
    assert proposed(looked, book(is_directors=True)) == ()


def test_points_stand_in_the_agendas_order_the_gravest_first():
    looked = basis(
        {"title": "A", "traffic_light": "yellow"},
        {"title": "B", "traffic_light": "red", "remarks": "Ja"},
        {"title": "C", "last_month": dt.date(2026, 8, 1)},
        {"title": "D", "spread_potential": "high", "status": "completed"},
        before=["green", "green", "green", "green"],
    )

    assert [with_words(it).title for it in proposed(looked)] == [
        "B – rød, var grøn",
        "A – gul, var grøn",
        "D – klar til spredning",
        "C – intet hørt i to måneder",
    ]


def test_a_portfolio_of_forty_eight_has_an_agenda_of_at_most_fifteen_points():
    lights = ["green", "yellow", "red", "grey"]
    rows = [
        {
            "title": f"Nr. {n}",
            "traffic_light": lights[n % 4],
            "remarks": None if n % 5 else "Forklaret",
            "last_month": dt.date(2026, 8 if n % 7 == 0 else 11, 1),
            "end_last": dt.date(2026, 10, 1) if n % 3 == 0 else None,
            "end_precision": "day",
            "evaluation_last": dt.date(2026, 11, 1) if n % 6 == 0 else None,
            "spread_potential": "high" if n % 8 == 0 else "low",
            "status": "completed" if n % 8 == 0 else "active",
        }
        for n in range(48)
    ]
    before = [lights[(n // 2) % 4] for n in range(48)]
    wanted = {n: f"Indstilles til beslutning nr. {n}" for n in range(1, 40, 9)}

    points = proposed(basis(*rows, before=before, wanted=wanted))

    assert 6 <= len(points) <= 15
    assert len({it.key for it in points}) == len(points)


def test_the_same_look_proposes_the_same_keys():
    looked = basis({"title": "A", **LATE}, {"title": "B", **LATE})

    assert proposed(looked) == proposed(looked)
