"""How long one file may keep a processor: long steps, and those a file can make many of, ask for time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from time import perf_counter, thread_time

from portfolio.errors import FileRefusedError

SECONDS = 60
"""The largest list we know of takes a tenth of this."""

_BETWEEN_LOOKS = 0.02
"""What a thread has spent is dear to ask: it is asked again after so many seconds on the clock."""


@dataclass(slots=True)
class _Budget:
    """How long a thread may go on: until it has spent so much, which is looked up at some moment again."""

    until: float = inf
    look: float = 0.0


_budget: ContextVar[_Budget] = ContextVar("budget", default=_Budget(look=inf))  # noqa: B039 - never changed


@contextmanager
def budget() -> Iterator[None]:
    """Give what is read inside so many seconds of a processor."""
    token = _budget.set(_Budget(thread_time() + SECONDS))
    try:
        yield
    finally:
        _budget.reset(token)


def spend() -> None:
    """Go on only while there is time left.

    Raises:
        FileRefusedError: there is none.
    """
    of_file, now = _budget.get(), perf_counter()
    if now < of_file.look:
        return
    of_file.look = now + _BETWEEN_LOOKS
    if thread_time() > of_file.until:
        raise FileRefusedError("file.too_long", seconds=SECONDS)
