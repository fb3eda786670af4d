"""Deeds in processes of their own that are killed before a chosen step: a statement, a COPY or a commit."""

import multiprocessing
import os
import resource
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from typing import Any, NoReturn, Protocol

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.orm import configure_mappers

from portfolio.database import make_engine
from portfolio.errors import TvaerblikError
from portfolio.reference import load_reference
from tests.builders.compiling import compile_once

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__, "etl.drafts", "tests.builders.importing"])

# What every process would else do anew is done before they are forked.
configure_mappers()
load_reference()
for _address in ("sqlite://", "postgresql://none"):
    make_engine(_address).dispose()

Deed = Callable[..., object]
_SECONDS = 60


class Killing(Protocol):
    """Does a rehearsed deed on a database, killed before a step; tells whether it came so far."""

    def __call__(self, url: str, *arguments: object, before: int) -> bool:
        """Do it with the arguments that follow the database's engine."""


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


@contextmanager
def rehearsed(deed: Deed, url: str, *arguments: object) -> Iterator[Killing]:
    """Do a deed whole in a process of its own, and give what does it again in children of that one, killed.

    The database, given to the deed as its engine, is one that nobody needs afterwards. A child has code and
    compiled statements from the rehearsal, and nothing else: no connection is open when it is forked.
    """
    ours, its = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=_rehearse, args=(its, deed, url, arguments))
    process.start()
    its.close()

    def killed(url: str, *arguments: object, before: int) -> bool:
        ours.send((url, arguments, before))
        code = _answer(ours)
        assert code in (0, -signal.SIGKILL), f"{deed} ended with {code} at step {before}"
        return code != 0

    try:
        assert _answer(ours) == 0, f"{deed} failed though nothing killed it"
        yield killed
    finally:
        ours.close()
        process.join(_SECONDS)


def _do_confined(deed: Deed, url: str, arguments: tuple[object, ...], most_bytes: int) -> str:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    try:
        deed(make_engine(url), *arguments)
    except TvaerblikError as error:
        return error.id
    return ""


def _answer(pipe: Connection) -> object:
    assert pipe.poll(_SECONDS), "no answer"
    try:
        return pipe.recv()
    except EOFError:
        return "nothing: the process is gone"


def _rehearse(pipe: Connection, deed: Deed, url: str, arguments: tuple[object, ...]) -> None:
    compile_once()
    engine = make_engine(url)
    deed(engine, *arguments)
    engine.dispose()
    pipe.send(0)
    while True:
        try:
            again, arguments, before = pipe.recv()
        except EOFError:
            return
        child = os.fork()
        if child == 0:
            _do(deed, again, arguments, before)
        pipe.send(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _do(deed: Deed, url: str, arguments: tuple[object, ...], before: int) -> NoReturn:
    try:
        engine = make_engine(url)
        Steps(before).watch(engine)
        deed(engine, *arguments)
    except BaseException:  # noqa: BLE001 -- the parent tells of it
        traceback.print_exc()
        os._exit(1)
    os._exit(0)  # nothing is tidied up: what was acknowledged must be there without
