"""Many at once, a full disk, a database that breaks down, a worker that dies: nothing half, nothing lost."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select, update

from etl.load import store_reading
from portfolio.database import DatabaseFailedError, make_engine, reading, upgrade, writing
from portfolio.drafts import confirm_draft
from portfolio.jobs import STALE_AFTER
from portfolio.tables import Draft, Initiative, Job, Report, Source, Upload, Version
from portfolio.vocabulary import DraftState, JobState, UploadState
from tests.builders.drafts import BY, take_in
from tests.builders.importing import make_work
from tests.builders.killing import at_once, confined
from tests.builders.uploads import OCTOBER, load, make_reading, make_upload
from tests.conftest import PostgresServer

ROWS = tuple({"title": f"Indsats {number}", "remarks": "Som aftalt. " * 20} for number in range(40))


def counts(engine: Engine) -> tuple[int, ...]:
    with reading(engine) as session:
        tables = (Upload, Report, Initiative, Version)
        return tuple(session.scalar(select(func.count()).select_from(table)) for table in tables)


# --- Many at once -------------------------------------------------------------------------------------------


def load_some(url: str, source: str, number: int) -> list[bool]:
    """Load three lists of one's own in turn; tell of each whether it was there already."""
    engine = make_engine(url)
    return [
        load(engine, {"title": "Fælles"}, {"title": f"Egen {number}-{n}"}, source=source).is_duplicate
        for n in range(3)
    ]


def load_the_same(url: str) -> bool:
    return load(make_engine(url), *ROWS).is_duplicate


def test_many_at_once_into_one_source_all_come(engine, database_url):
    told = at_once(load_some, [(database_url, "Randers", number) for number in range(8)])

    assert not any(is_duplicate for found in told for is_duplicate in found)
    with reading(engine) as session:
        states = Counter(session.scalars(select(Upload.state)))
        assert states == {UploadState.ACTIVE: 1, UploadState.REPLACED: 23}
        assert session.scalar(select(func.count()).select_from(Initiative)) == 1 + 24


def test_many_at_once_into_several_sources_all_come(engine, database_url):
    at_once(load_some, [(database_url, f"Kilde {number % 4}", number) for number in range(8)])

    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Source)) == 4
        assert Counter(session.scalars(select(Upload.state))) == {
            UploadState.ACTIVE: 4,
            UploadState.REPLACED: 20,
        }


def test_the_same_file_from_many_processes_at_once_is_one_upload(engine, database_url):
    told = at_once(load_the_same, [(database_url,)] * 8)

    assert sorted(told) == [False, *[True] * 7]
    assert counts(engine) == (1, 40, 40, 40)


# --- A full disk --------------------------------------------------------------------------------------------


def load_and_keep(engine: Engine, path: Path, keep: Path) -> None:
    new = make_upload(make_reading(*ROWS), kept_path="aa/liste.xlsx")
    store_reading(engine, path, new, keep)


def test_a_disk_that_is_full_at_any_write_leaves_nothing_half(sqlite_url, sqlite_engine, tmp_path):
    path, keep = tmp_path / "liste.xlsx", tmp_path / "kept"
    path.write_bytes(bytes(600_000))
    seen, most_bytes = [], 0
    while not seen or seen[-1]:
        seen.append(confined(load_and_keep, sqlite_url, path, keep, most_bytes=most_bytes))
        done = (1, 40, 40, 40) if not seen[-1] else (0, 0, 0, 0)
        assert counts(sqlite_engine) == done, most_bytes
        assert [it.stat().st_size for it in keep.rglob("*") if it.is_file()] in ([], [600_000])
        most_bytes += 40_000

    assert set(seen) == {"database.failed", "import.not_kept", ""}
    assert len(seen) > 10


def test_after_a_full_disk_the_next_import_works(sqlite_url, sqlite_engine, tmp_path):
    path, keep = tmp_path / "liste.xlsx", tmp_path / "kept"
    path.write_bytes(b"liste")

    assert confined(load_and_keep, sqlite_url, path, keep, most_bytes=100_000) == "database.failed"
    load_and_keep(sqlite_engine, path, keep)

    assert counts(sqlite_engine) == (1, 40, 40, 40)
    assert (keep / "aa" / "liste.xlsx").read_bytes() == b"liste"


# --- A database that breaks down ----------------------------------------------------------------------------


@pytest.mark.postgres
def test_a_database_that_breaks_down_in_an_import_loses_nothing_and_is_found_again(
    frail_server: PostgresServer,
):
    url = frail_server.url("postgres")
    upgrade(url)
    engine = make_engine(url)
    load(engine, *ROWS)
    before = counts(engine)
    left = breaking_down(engine, frail_server)
    for step in (1, 8, 20, 26):
        left.append(step)
        with pytest.raises(DatabaseFailedError, match="Intet er gemt"):
            load(engine, {"title": "Ny"}, month=OCTOBER)
        frail_server.start()

        assert counts(engine) == before
    load(engine, {"title": "Ny"}, month=OCTOBER)

    assert counts(engine)[0] == 2
    engine.dispose()


def breaking_down(engine: Engine, server: PostgresServer) -> list[int]:
    """Let the database break down so many statements after a number is added to the list."""
    left: list[int] = []

    def count_down(*_: object) -> None:
        left[:] = [number - 1 for number in left]
        if 0 in left:
            left.clear()
            server.break_down()

    event.listen(engine, "before_cursor_execute", count_down)
    return left


# --- A worker that dies -------------------------------------------------------------------------------------


def long_list(path: Path, count: int) -> Path:
    lines = [f"{n};Indsats nummer {n};I gang;Grøn;Tovholder {n % 50}" for n in range(count)]
    path.write_text("\n".join(["Nr.;Projekt;Status;Trafiklys;Tovholder", *lines]), encoding="utf-8")
    return path


@pytest.fixture
def start_worker(sqlite_url, tmp_path):
    """Give what starts a worker in a process of its own; all are ended afterwards."""
    settings = {"TVAERBLIK_DATABASE_URL": sqlite_url, "TVAERBLIK_DATA_DIR": str(tmp_path)}
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dashboard", "worker"]
        started.append(subprocess.Popen(command, env=os.environ | settings, start_new_session=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def job_of(engine: Engine, job_id: str) -> Job:
    with reading(engine) as session:
        return session.get_one(Job, job_id)


def waited_for(engine: Engine, job_id: str, *states: JobState) -> Job:
    """Wait until a job is in one of some states."""
    deadline = time.monotonic() + 60
    while (job := job_of(engine, job_id)).state not in states:
        assert time.monotonic() < deadline, job.state
        time.sleep(0.02)
    return job


def test_a_job_whose_worker_is_killed_is_done_by_the_next_one(sqlite_engine, tmp_path, start_worker):
    work = make_work(sqlite_engine, tmp_path, lambda: dt.datetime.now(dt.UTC))
    draft_id = take_in(work, long_list(tmp_path / "liste.csv", 3000), "Randersklyngen", OCTOBER)
    with writing(sqlite_engine) as session:
        job_id = confirm_draft(session, draft_id, now=work.clock(), by=BY)

    first = start_worker()
    waited_for(sqlite_engine, job_id, JobState.RUNNING)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert counts(sqlite_engine) == (0, 0, 0, 0)
    with writing(sqlite_engine) as session:  # as if so long had passed without a sign of life
        session.execute(update(Job).values(heartbeat_at=work.clock() - 2 * STALE_AFTER))
    start_worker()
    job = waited_for(sqlite_engine, job_id, JobState.DONE, JobState.FAILED)

    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert counts(sqlite_engine) == (1, 3000, 3000, 3000)
    with reading(sqlite_engine) as session:
        assert session.get_one(Draft, draft_id).state is DraftState.CONFIRMED
    assert [list((tmp_path / "drafts").iterdir()), len(list((tmp_path / "kept").rglob("*.csv")))] == [[], 1]
