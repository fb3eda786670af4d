"""Killed at any statement, nothing is half-written, nothing is lost, and the next one goes on at once."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from etl.drafts import run_job, take_up_again
from etl.load import store_reading
from portfolio.database import make_engine, reading, writing
from portfolio.drafts import confirm_draft
from portfolio.identity import merge_initiatives
from portfolio.jobs import STALE_AFTER
from portfolio.store import withdraw_upload
from portfolio.tables import Base, Draft, Initiative, Job, MatchDecision, Report, Upload, Version
from portfolio.vocabulary import DraftState, JobState
from tests.builders.drafts import BY, take_in
from tests.builders.importing import NOW, make_work
from tests.builders.killing import Killing, rehearsed
from tests.builders.uploads import NOVEMBER, OCTOBER, at, load, make_reading, make_upload

REFERENCE = {
    "organisation",
    "organisation_member",
    "organisation_successor",
    "agreement",
    "focus_area",
    "goal",
}
STORED = (Upload, Report, Initiative, MatchDecision, Version)
LIST = """\
Nr.;Projekt;Status;Trafiklys;Tovholder
1;Akutteam;I gang;Grøn;ABC
2;Faldforebyggelse;På pause;Gul;DEF
3;Hjemmetransfusion;Afsluttet;Grøn;GHI
"""

ROWS = (
    {"title": "Akutteam", "status": "active", "municipalities": ("0155", "0167")},
    {"title": "Faldforebyggelse", "traffic_light": "red"},
    {"title": "Hjemmetransfusion"},
)
CHANGED = (
    {"title": "Akutteam", "status": "paused", "municipalities": ("0167",)},
    {"title": "Faldforebyggelse", "traffic_light": "green"},
    {"title": "Træning efter operation"},
)


EVERY_STEP = "TVAERBLIK_EVERY_STEP" in os.environ
"""Asks for each step on PostgreSQL too where a step takes long; else each third."""


def dump(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Give all that imports and people write."""
    with reading(engine) as session:
        return {
            table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name not in REFERENCE
        }


def load_next(engine: Engine, path: Path, keep: Path, month: dt.date) -> None:
    """Load a list where each thing happens: new, changed, gone."""
    new = make_upload(make_reading(*CHANGED, name="Ny.xlsx"), month=month, now=at(40), kept_path="a/b.xlsx")
    store_reading(engine, path, new, keep)


def withdraw(engine: Engine) -> None:
    with writing(engine) as session:
        withdraw_upload(session, 2, now=at(40), by="konsulent", reason="Forkert fil")


def merge(engine: Engine) -> None:
    with writing(engine) as session:
        merge_initiatives(session, 1, 3, reason="Det samme", now=at(40), by="konsulent")


def load_in_two_parts(engine: Engine) -> None:
    """Import as nobody should: with a commit on the way."""
    load(engine, CHANGED[0])
    load(engine, *CHANGED, now=at(1))


@pytest.fixture
def copy_of(request):
    """Give what copies a database for one deed."""
    numbers = count(1)

    @contextmanager
    def copy(engine: Engine, url: str) -> Iterator[str]:
        name, number = engine.url.database, next(numbers)
        engine.dispose()
        if engine.dialect.name == "sqlite":
            shutil.copy(name, f"{name}-{number}")
            yield f"{url}-{number}"
            return
        server = request.getfixturevalue("postgres_server")
        server.run(f"CREATE DATABASE {name}_{number} TEMPLATE {name}")
        yield f"{url}_{number}"
        server.run(f"DROP DATABASE {name}_{number} WITH (FORCE)")

    return copy


@pytest.fixture
def two_months(engine):
    load(engine, *ROWS)
    load(engine, *ROWS, month=OCTOBER, now=at(30))
    return engine


def states_after_kills(
    killed: Killing, url: str, engine: Engine, *arguments, begin: int = 1
) -> tuple[int, list[object]]:
    """Do a deed again and again, killed one step later each time, until it comes through."""
    states, step, goes_on = [dump(engine)], begin - 1, True
    while goes_on and len(states) < 3:
        step += 1
        goes_on = killed(url, *arguments, before=step)
        state = dump(engine)
        states += [] if state in states else [state]
    return step, states


@pytest.mark.parametrize("deed", [withdraw, merge])
def test_killed_at_any_statement_a_deed_is_done_whole_or_not_at_all(two_months, database_url, copy_of, deed):
    with copy_of(two_months, database_url) as another, rehearsed(deed, another) as killed:
        steps, states = states_after_kills(killed, database_url, two_months)

    assert (len(states), steps > 15) == (2, True)


@pytest.mark.parametrize("month", [OCTOBER, NOVEMBER], ids=["replaced", "next"])
def test_killed_at_any_statement_an_import_is_done_whole_or_not_at_all(
    two_months, database_url, tmp_path, copy_of, month
):
    path = tmp_path / "Ny.xlsx"
    path.write_bytes(b"bytes of a list")

    with (
        copy_of(two_months, database_url) as another,
        rehearsed(load_next, another, path, tmp_path / "rehearsal", month) as killed,
    ):
        steps, states = states_after_kills(killed, database_url, two_months, path, tmp_path / "kept", month)

    assert (len(states), steps > 30) == (2, True)
    assert (tmp_path / "kept" / "a" / "b.xlsx").read_bytes() == b"bytes of a list"


def test_an_import_with_a_commit_on_the_way_would_be_found(sqlite_url, sqlite_engine, copy_of):
    with copy_of(sqlite_engine, sqlite_url) as another, rehearsed(load_in_two_parts, another) as killed:
        steps, states = states_after_kills(killed, sqlite_url, sqlite_engine, begin=30)

    assert (len(states), steps < 60) == (3, True)


# --- The way of a draft -------------------------------------------------------------------------------------


def do_job(engine: Engine, folder: Path, job: str) -> None:
    run_job(make_work(engine, folder), job)


def taken_up(engine: Engine, folder: Path) -> None:
    """Do what the next worker finds, when the dead one has given no sign of life for long enough."""
    work = make_work(engine, folder, lambda: NOW + 2 * STALE_AFTER)
    for job in take_up_again(work):
        run_job(work, job)


def ready_to_store(engine: Engine, folder: Path) -> str:
    """Take a list in, have it read and compared, and confirm it; give the job that waits."""
    path = folder / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    work = make_work(engine, folder)
    draft_id = take_in(work, path, "Randersklyngen", OCTOBER)
    with writing(engine) as session:
        return confirm_draft(session, draft_id, now=NOW, by=BY)


def folder_of(tmp_path: Path, step: int) -> Path:
    """Give a folder where the received file waits, for one deed."""
    folder = tmp_path / str(step)
    shutil.copytree(tmp_path / "drafts", folder / "drafts")
    return folder


def how_it_stands(engine: Engine, folder: Path) -> tuple[object, ...]:
    """Give how draft and job stand, how much of the list is stored, and which files lie where."""
    with reading(engine) as session:
        draft, (_, job) = session.scalars(select(Draft)).one(), session.scalars(select(Job)).all()
        counts = tuple(session.scalar(select(func.count()).select_from(table)) for table in STORED)
    lie = tuple(len([it for it in (folder / part).rglob("*") if it.is_file()]) for part in ("drafts", "kept"))
    return draft.state, job.state, counts, lie


NOTHING, EVERYTHING = (0, 0, 0, 0, 0), (1, 3, 3, 3, 3)
WAITING = (DraftState.STORING, JobState.QUEUED, NOTHING, (1, 0))
AT_WORK = (DraftState.STORING, JobState.RUNNING, NOTHING, (1, 0))
FILE_KEPT = (DraftState.STORING, JobState.RUNNING, NOTHING, (1, 1))
DONE = (DraftState.CONFIRMED, JobState.DONE, EVERYTHING, (0, 1))


def test_killed_at_any_statement_the_storing_of_a_draft_is_taken_up_by_the_next_worker(
    engine, database_url, tmp_path, copy_of
):
    job, step, goes_on, seen = ready_to_store(engine, tmp_path), 1, True, set()
    is_every_step = EVERY_STEP or engine.dialect.name == "sqlite"
    with (
        copy_of(engine, database_url) as another,
        rehearsed(do_job, another, folder_of(tmp_path, 0), job) as killed,
    ):
        while goes_on:
            folder = folder_of(tmp_path, step)
            with copy_of(engine, database_url) as url:
                goes_on = killed(url, folder, job, before=step)
                again = make_engine(url)
                seen.add(how_it_stands(again, folder))
                taken_up(again, folder)
                assert how_it_stands(again, folder) == DONE, step
                again.dispose()
            step += 1 if is_every_step else 3
    assert step > 50
    assert {AT_WORK, DONE} <= seen <= {WAITING, AT_WORK, FILE_KEPT, DONE}
    assert FILE_KEPT in seen or not is_every_step
