"""Tells of work that is done in one piece: nobody counts its parts, but how long it takes is known."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

_EVERY = 0.5
"""Seconds between two signs of life."""


@contextmanager
def going_on(progress: Callable[[float], None], seconds: float, every: float = _EVERY) -> Iterator[None]:
    """Tell of work while it is done as it is expected to go: ever closer to the end, and never there.

    Args:
        progress: is told how much is done, from 0 to 1, in a thread beside.
        seconds: how long it usually takes; two thirds are told of by then.
        every: seconds between two signs.
    """
    ended = Event()

    def tell() -> None:
        gone = 0.0
        while not ended.wait(every):
            gone += every
            progress(1 - math.exp(-gone / max(seconds, every)))

    beside = Thread(target=tell, daemon=True)
    beside.start()
    try:
        yield
    finally:
        ended.set()
        beside.join()
