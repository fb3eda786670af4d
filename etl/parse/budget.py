"""How long one file may keep a processor: long steps, and those a file can make many of, ask for time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import thread_time

from portfolio.errors import FileRefusedError

SECONDS = 60
"""The largest list we know of takes a tenth of this."""

_until: ContextVar[float] = ContextVar("until", default=inf)


@contextmanager
def budget() -> Iterator[None]:
    """Give what is read inside so many seconds of a processor."""
    token = _until.set(thread_time() + SECONDS)
    try:
        yield
    finally:
        _until.reset(token)


def spend() -> None:
    """Go on only while there is time left.

    Raises:
        FileRefusedError: there is none.
    """
    if thread_time() > _until.get():
        raise FileRefusedError("file.too_long", seconds=SECONDS)
