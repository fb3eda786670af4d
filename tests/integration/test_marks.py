"""Each part of what people say has a mark of its own: a deed in one part leaves what others read as it is."""

import datetime as dt

import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.settings import Settings
from portfolio.database import reading, writing
from portfolio.process.adoption_deeds import Adopted, adopt
from portfolio.process.deeds import Choice, choose_process
from portfolio.process.evaluation_deeds import Held, hold_evaluation
from portfolio.process.paper_deeds import put_with
from portfolio.process.papers import NewPaper, PaperOwner
from portfolio.process.round_deeds import Sent, send_round
from portfolio.queries.portfolio import stamps
from portfolio.spread.assessment_deeds import Assessed, assess
from portfolio.spread.core_deeds import Described, describe_core
from portfolio.trials.book import TrialText
from portfolio.trials.deeds import Begun, begin_trial
from portfolio.vocabulary import Uptake
from tests.builders.importing import NOW
from tests.builders.spread import fixed, scored
from tests.builders.uploads import load

DUE = dt.date(2026, 12, 1)
PAPER = NewPaper("Udkast.pdf", "pdf", 10, "a" * 64)
DEEDS = {
    "processes": lambda session: choose_process(session, 1, Choice("agreement"), now=NOW, by="a"),
    "rounds": lambda session: send_round(session, 1, Sent(["PLO"], None, DUE), now=NOW, by="a"),
    "adoption": lambda session: adopt(session, 1, Adopted(["0730"], Uptake.YES), now=NOW, by="a"),
    "assessments": lambda session: assess(session, 1, Assessed("A", scored(problem=1)), now=NOW, by="a"),
    "cores": lambda session: describe_core(session, 1, Described([fixed("Alt")]), now=NOW, by="a"),
    "trials": lambda session: begin_trial(session, 1, Begun(TrialText("Tavle")), now=NOW, by="a"),
    "evaluations": lambda session: hold_evaluation(session, 1, Held(None, "Virker"), now=NOW, by="a"),
}


def test_a_deed_in_one_part_changes_the_stamp_of_that_part_alone(engine):
    load(engine, {"title": "Fælles gravidteam"})
    for part, deed in DEEDS.items():
        before = now_of(engine)
        with writing(engine) as session:
            deed(session)
        after = now_of(engine)
        assert [name for name in after._fields if getattr(after, name) != getattr(before, name)] == [part]


def test_a_paper_changes_the_part_that_it_stands_with(engine):
    load(engine, {"title": "Fælles gravidteam"})
    with writing(engine) as session:
        send_round(session, 1, Sent(["PLO"], None, DUE), now=NOW, by="a")
    before = now_of(engine)

    with writing(engine) as session:
        put_with(session, PaperOwner.ROUND, 1, PAPER, now=NOW, by="a")

    after = now_of(engine)
    assert (after.rounds != before.rounds, after.processes) == (True, before.processes)


@pytest.mark.parametrize("part", ["rounds", "adoption", "evaluations"])
def test_the_processes_are_not_read_anew_for_what_is_said_elsewhere(engine, database_url, tmp_path, part):
    load(engine, {"title": "Fælles gravidteam", "process_step": "2"})
    app = create_app(Settings(database_url, tmp_path), None, lambda: NOW)
    with app.server.test_request_context("/"):
        before = data.processes()

    with writing(engine) as session:
        DEEDS[part](session)

    with app.server.test_request_context("/"):
        assert data.processes() is before
        known = {"rounds": data.rounds().of, "adoption": data.adoption().receivers}
        assert 1 in known.get(part, data.evaluations().held)
    app.server.extensions[data.EXTENSION].engine.dispose()


def now_of(engine):
    with reading(engine) as session:
        return stamps(session)
