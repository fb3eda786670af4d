"""What the demo notes beside its lists: each state of rounds, receivers and evaluations, and no person."""

import datetime as dt

import pytest

from dashboard.cli.serving import _build_demo
from dashboard.demo import DEMO_DAY, DemoFolder
from dashboard.demo_deeds import demo_deeds
from portfolio.database import make_engine, reading
from portfolio.kept import kept_path
from portfolio.process.adoption import counts_of
from portfolio.queries.adoption import read_adoption, read_listed_adoption
from portfolio.queries.evaluations import read_evaluations
from portfolio.queries.process import read_book
from portfolio.queries.rounds import read_rounds
from portfolio.queries.told import Homes
from portfolio.reference import load_reference
from portfolio.rules.months import danish_day, end_of_day
from portfolio.tables import PaperFile
from portfolio.vocabulary import EvaluationState, RoundState, StepKind, Uptake

THEN = end_of_day(DEMO_DAY)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = DemoFolder(tmp_path_factory.mktemp("demo"))
    _build_demo(folder)
    assert folder.is_whole()
    return folder


@pytest.fixture
def session(made):
    engine = make_engine(made.database_url)
    with reading(engine) as session:
        yield session
    engine.dispose()


def test_each_state_of_a_round_is_seen(session):
    rounds = read_rounds(session, THEN, Homes(session, THEN)).rounds.values()

    assert {it.state(DEMO_DAY) for it in rounds} == set(RoundState)
    open_ = [it for it in rounds if it.state(DEMO_DAY) is RoundState.OPEN]
    assert any(it.due_on - DEMO_DAY < dt.timedelta(days=3) for it in open_)
    assert any(it.margin_days is not None and it.margin_days < 0 for it in open_)
    closed = [it for it in rounds if it.closed_on is not None]
    assert any(it.silent and any(one.comments for one in it.parties) for it in closed)
    assert any(it.files for it in rounds)


def test_one_initiative_is_out_for_comments_without_a_round(session):
    rounds = read_rounds(session, THEN, Homes(session, THEN)).of
    courses = read_book(session, THEN, DEMO_DAY).courses
    waiting = [
        id_
        for id_, it in courses.items()
        if (step := it.course.template.step(it.course.current)) and step.kind is StepKind.CONSULTATION
    ]
    assert [id_ for id_ in waiting if id_ not in rounds] != []


def test_each_state_of_a_receiver_and_of_an_evaluation_is_seen(session):
    listed = read_listed_adoption(session, THEN)
    receivers = read_adoption(session, THEN, listed).receivers.values()
    seen = {code for them in receivers for code in counts_of(them).by_uptake}
    assert seen >= set(Uptake) - {Uptake.NOT_RELEVANT}
    assert any(counts_of(them).unknown for them in receivers)

    book = read_evaluations(session, THEN, Homes(session, THEN))
    clocks = {id_: book.clock(id_, DEMO_DAY) for id_ in book.plans}
    assert {it.state for it in clocks.values()} == set(EvaluationState) - {EvaluationState.UNPLANNED}


def test_papers_lie_where_they_are_said_to_and_are_the_same_each_time(session, made):
    papers = session.query(PaperFile).all()

    assert len(papers) == 4
    for it in papers:
        assert (made.kept / kept_path(it.sha256, it.format)).stat().st_size == it.size_bytes


def test_deeds_are_noted_before_the_demos_day_by_bodies_and_about_bodies():
    bodies = {it.name for it in load_reference().organisations} | {"Samordningsudvalg Syd Somatik"}
    for it in demo_deeds():
        assert danish_day(it["at"]) < DEMO_DAY
        assert it.get("by", "Fællessekretariatet") in bodies | {"Fællessekretariatet"}
