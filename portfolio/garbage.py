"""No search for reference cycles while many values are made that are none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


@contextmanager
def no_garbage_sought() -> Iterator[None]:
    """Look for no reference cycles meanwhile: a list's many values are none, and would be looked at often."""
    with _lock:
        _was_on.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            if _was_on.pop():
                gc.enable()


_lock = Lock()
_was_on: list[bool] = []
"""One entry for each thread inside; only the first found it on, and the last to end takes that one."""
