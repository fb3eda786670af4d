"""``tvaerblik worker``: does the work that pages ask for; ``serve`` and ``demo`` start one themselves."""

import datetime as dt
import logging
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO

import click
from sqlalchemy import Engine

from dashboard.cli.shared import demo_now, now, plainly, settings_in_force
from dashboard.cli.store import upgraded
from dashboard.server.queue import HueyQueue
from dashboard.settings import Settings
from dashboard.texts import t
from etl.drafts import Work, run_job, take_up_again, tidy_drafts
from portfolio.database import DatabaseFailedError
from portfolio.jobs import JobFacts
from portfolio.vocabulary import JobKind

_LOG = logging.getLogger(__name__)
_LOOK_SECONDS = 5.0
"""How often a worker looks for jobs that nobody has, besides those the queue tells it of."""

_TIDY_SECONDS = 3600.0
"""How often a worker deletes files that nobody will ask for."""

_REST_SECONDS = 1.0
"""How long a worker that ended by itself is waited for before another is started."""


@click.command(help=t("cli.worker.help"))
@click.option("--demo", "is_demo", is_flag=True, hidden=True)
@click.option("--until-closed", is_flag=True, hidden=True, help="End when standard input ends.")
@plainly
def worker(is_demo: bool, until_closed: bool) -> None:
    """Work until told to stop."""
    settings = settings_in_force()
    engine = upgraded(settings.database_url)
    clock = demo_now if is_demo else now
    packs = Packs(engine, settings, clock)
    work = Work(
        engine=engine,
        drafts=settings.drafts,
        kept=settings.kept,
        clock=clock,
        wake=lambda job_id: queue.put(job_id),
        others={JobKind.PACK: packs.do},
    )
    queue = HueyQueue(settings, lambda job_id: run_job(work, job_id))
    consumer = queue.consumer()
    if until_closed:
        _in_background(lambda: (sys.stdin.buffer.read(), consumer.stop(), os._exit(0)))
    _in_background(lambda: _look_again(work, queue, packs))
    logging.getLogger("huey").setLevel(logging.WARNING)
    consumer.run()


class Packs:
    """Makes long packs. What lays them out is loaded with the first: most workers never make any."""

    def __init__(self, engine: Engine, settings: Settings, clock: Callable[[], dt.datetime]) -> None:
        self._engine, self._settings, self._clock = engine, settings, clock

    def do(self, job: JobFacts) -> None:
        """Make an ordered pack."""
        from dashboard.packing.orders import Packer
        from dashboard.server.packs import build_asked, file_of

        Packer(self._engine, self._settings.packs, self._clock, build_asked, file_of).do(job)

    def tidy(self) -> None:
        """Forget packs that nobody has fetched for long."""
        if self._settings.packs.is_dir():
            from dashboard.packing.orders import tidy_packs

            tidy_packs(self._settings.packs, self._clock())


def _look_again(work: Work, queue: HueyQueue, packs: "Packs") -> None:
    """Queue the jobs that wait without the queue knowing, now and then, and tidy up each hour."""
    tidied_at = -math.inf
    while True:
        with suppress(DatabaseFailedError):  # it may answer the next time
            for job_id in take_up_again(work):
                queue.put(job_id)
            if time.monotonic() - tidied_at > _TIDY_SECONDS:
                tidy_drafts(work)
                packs.tidy()
                tidied_at = time.monotonic()
        time.sleep(_LOOK_SECONDS)


def _in_background(do: Callable[[], object]) -> None:
    threading.Thread(target=do, daemon=True).start()


class KeptWorker:
    """A worker in a process of its own, started again when it ends; it ends with this process."""

    def __init__(self, settings: Settings, *, is_demo: bool) -> None:
        self._settings = settings
        self._is_demo = is_demo
        self._is_wanted = True
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and watch over it."""
        _in_background(self._watch)

    def stop(self) -> None:
        """Let it end; what it was doing is taken up by the next one."""
        self._is_wanted = False
        process = self._process
        if process is not None and isinstance(process.stdin, IO):
            process.stdin.close()

    def _watch(self) -> None:
        while self._is_wanted:
            self._process = subprocess.Popen(self._command(), stdin=subprocess.PIPE, env=self._environment())  # noqa: S603 -- our own program
            self._process.wait()
            if self._is_wanted:
                _LOG.warning("the worker ended by itself; another is started")
                time.sleep(_REST_SECONDS)

    def _command(self) -> list[str]:
        demo = ["--demo"] if self._is_demo else []
        return [sys.executable, "-m", "dashboard", "worker", "--until-closed", *demo]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self._settings.as_environment()}
