"""Deeds in processes of their own that are killed before a chosen step: a statement, a COPY or a commit."""

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.orm import configure_mappers

from portfolio.database import make_engine
from portfolio.errors import TvaerblikError
from portfolio.reference import load_reference

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__, "etl.drafts", "tests.builders.importing"])

# What every process would else do anew is done before they are forked.
configure_mappers()
load_reference()
for _address in ("sqlite://", "postgresql://none"):
    make_engine(_address).dispose()

Deed = Callable[..., object]


@dataclass(frozen=True)
class Steps:
    """Counts the steps of this process, and kills it before one of them."""

    last: int

    def watch(self, engine: Engine) -> None:
        """Count what the engine does from now on."""
        numbers = count(1)

        def step(*_: object) -> None:
            if next(numbers) == self.last:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(engine, "before_cursor_execute", step)
        event.listen(engine, "commit", step)
        copy = psycopg.Cursor.copy

        def copied(cursor: psycopg.Cursor[tuple[object, ...]], statement: bytes) -> object:
            step()
            return copy(cursor, statement)

        psycopg.Cursor.copy = copied  # type: ignore[method-assign,assignment]  # COPY goes past SQLAlchemy


def at_once(deed: Deed, arguments: Sequence[tuple[object, ...]]) -> list[Any]:
    """Do a deed in as many processes as there are arguments, all at once, and give what each gave."""
    with ProcessPoolExecutor(len(arguments), mp_context=_PROCESSES) as pool:
        return [future.result(120) for future in [pool.submit(deed, *given) for given in arguments]]


def confined(deed: Deed, url: str, *arguments: object, most_bytes: int) -> str:
    """Do a deed with no file larger than that, as on a full disk; give the error's id, "" for none."""
    with ProcessPoolExecutor(1, mp_context=_PROCESSES) as pool:
        return pool.submit(_do_confined, deed, url, arguments, most_bytes).result(60)


def killed(deed: Deed, url: str, *arguments: object, before: int) -> bool:
    """Do a deed on a database, given as its engine, killed before a step; tell whether it came so far."""
    process = _PROCESSES.Process(target=_do, args=(deed, url, arguments, before))
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL), f"{deed} ended with {process.exitcode} at step {before}"
    return process.exitcode != 0


def _do_confined(deed: Deed, url: str, arguments: tuple[object, ...], most_bytes: int) -> str:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    try:
        deed(make_engine(url), *arguments)
    except TvaerblikError as error:
        return error.id
    return ""


def _do(deed: Deed, url: str, arguments: tuple[object, ...], before: int) -> None:
    engine = make_engine(url)
    Steps(before).watch(engine)
    deed(engine, *arguments)
    os._exit(0)  # nothing is tidied up: what was acknowledged must be there without
