"""The import as pages have it, with the worker's own work done in this process."""

import datetime as dt
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from queue import Queue

from sqlalchemy import Engine

from dashboard.cli.serving import page_importer
from dashboard.server.importing import Importer
from etl.drafts import Work, run_job

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def ticking() -> Callable[[], dt.datetime]:
    """Give a clock on which time goes by: a second each time somebody looks."""
    seconds = count()
    return lambda: NOW + dt.timedelta(seconds=next(seconds))


def make_work(engine: Engine, folder: Path, clock: Callable[[], dt.datetime] = lambda: NOW) -> Work:
    """Give the work on drafts in a folder; a job that it asks for itself is done at once."""
    work: Work

    def wake(job_id: str) -> None:
        run_job(work, job_id)

    work = Work(engine, folder / "drafts", folder / "kept", clock, wake)
    return work


def at_once(work: Work) -> Importer:
    """Give an import whose jobs are done before the page has its answer."""
    return importer_of(work, lambda job_id: run_job(work, job_id))


def importer_of(work: Work, tell: Callable[[str], None]) -> Importer:
    """Give the server's own import in the folders of some work; ``tell`` is told of its jobs."""
    return page_importer(work.drafts, work.kept, tell)


class Worker:
    """A worker in a thread of this process, as the one in its own process is in a server's."""

    def __init__(self, work: Work) -> None:
        self.jobs: Queue[str | None] = Queue()
        self._work = work
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while (job_id := self.jobs.get()) is not None:
            run_job(self._work, job_id)

    def stop(self) -> None:
        """Let it end when it has done what waits."""
        self.jobs.put(None)
        self._thread.join(timeout=20)
