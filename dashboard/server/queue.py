"""The queue between pages and worker: carries the ids of jobs, and nothing else.

What is to be done stands in the database before its id is queued, so that a queue that is lost, or a worker
that dies, loses nothing: whoever comes next looks for jobs that nobody has.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import huey as huey_package
from huey import Huey
from huey.consumer import Consumer
from huey.registry import Message
from huey.serializer import Serializer

from dashboard.settings import Settings

_NAME = "tvaerblik"
_TASK = "job"
_SHORTEST_WAIT, _LONGEST_WAIT = 0.05, 0.25
"""Seconds between two looks into the queue: soon after work was done, later where nothing comes."""


class Queue(Protocol):
    """Where the pages tell of a job."""

    def put(self, job_id: str) -> None:
        """Tell the worker that a job waits."""
        ...


class _Plainly(Serializer):  # type: ignore[misc]  # huey has no types
    """Writes messages as JSON: a queue that others can write to must not be able to run code here."""

    def _serialize(self, data: object) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> object:
        return Message(*json.loads(data))


class HueyQueue:
    """A queue of huey's, in a file of SQLite or in Redis."""

    def __init__(self, settings: Settings, run: Callable[[str], None] | None = None) -> None:
        self.huey = _make(settings)
        self._run = run

        def job(job_id: str) -> None:
            if self._run is not None:
                self._run(job_id)

        self._task = self.huey.task(name=_TASK)(job)  # known by this module's name on both sides

    def put(self, job_id: str) -> None:
        """Tell the worker that a job waits."""
        self._task(job_id)

    def consumer(self) -> Consumer:
        """Make what takes jobs from the queue, one at a time: reading a list takes a whole core."""
        return Consumer(
            self.huey, workers=1, periodic=False, initial_delay=_SHORTEST_WAIT, max_delay=_LONGEST_WAIT
        )


def _make(settings: Settings) -> Huey:
    kept = {"results": False, "serializer": _Plainly()}
    if settings.redis_url:
        return huey_package.RedisHuey(_NAME, url=settings.redis_url, **kept)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return huey_package.SqliteHuey(_NAME, filename=str(queue_file(settings)), **kept)


def queue_file(settings: Settings) -> Path:
    """Give where the queue lies when it is a file."""
    return settings.data_dir / "queue.sqlite"
