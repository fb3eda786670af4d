"""The queue between pages and worker: carries the ids of jobs, and nothing else.

What is to be done stands in the database before its id is queued, so that a queue that is lost, or a worker
that dies, loses nothing: whoever comes next looks for jobs that nobody has. huey is loaded with the first
job: it takes 9 MiB, and most processes that show pages never take a file in.
"""

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from dashboard.settings import Settings

if TYPE_CHECKING:
    from huey import Huey
    from huey.consumer import Consumer

_NAME = "tvaerblik"
_TASK = "job"
_SHORTEST_WAIT, _LONGEST_WAIT = 0.05, 0.25
"""Seconds between two looks into the queue: soon after work was done, later where nothing comes."""


class Queue(Protocol):
    """Where the pages tell of a job."""

    def put(self, job_id: str) -> None:
        """Tell the worker that a job waits."""
        ...


class HueyQueue:
    """A queue of huey's, in a file of SQLite or in Redis."""

    def __init__(self, settings: Settings, run: Callable[[str], None] | None = None) -> None:
        self._settings = settings
        self._run = run
        self._lock = Lock()  # pages are served from several threads, and the task is made once

    @cached_property
    def huey(self) -> "Huey":
        """The queue itself."""
        return _make(self._settings)

    @cached_property
    def _task(self) -> Callable[[str], object]:
        def job(job_id: str) -> None:
            if self._run is not None:
                self._run(job_id)

        task: Callable[[str], object] = self.huey.task(name=_TASK)(job)
        return task  # known by this module's name on both sides

    def put(self, job_id: str) -> None:
        """Tell the worker that a job waits."""
        with self._lock:
            task = self._task
        task(job_id)

    def consumer(self) -> "Consumer":
        """Make what takes jobs from the queue, one at a time: reading a list takes a whole core."""
        from huey.consumer import Consumer

        _ = self._task  # a job is known before one can come
        return Consumer(
            self.huey, workers=1, periodic=False, initial_delay=_SHORTEST_WAIT, max_delay=_LONGEST_WAIT
        )


def _make(settings: Settings) -> "Huey":
    import huey

    kept = {"results": False, "serializer": _plainly()}
    if settings.redis_url:
        return huey.RedisHuey(_NAME, url=settings.redis_url, **kept)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return huey.SqliteHuey(_NAME, filename=str(queue_file(settings)), **kept)


def _plainly() -> Any:  # noqa: ANN401 -- huey has no types
    """Make what writes messages as JSON: who can write to the queue must not be able to run code here."""
    from huey.registry import Message
    from huey.serializer import Serializer

    class Plainly(Serializer):  # type: ignore[misc]  # huey has no types
        def _serialize(self, data: object) -> bytes:
            return json.dumps(data).encode()

        def _deserialize(self, data: bytes) -> object:
            return Message(*json.loads(data))

    return Plainly()


def queue_file(settings: Settings) -> Path:
    """Give where the queue lies when it is a file."""
    return settings.data_dir / "queue.sqlite"
