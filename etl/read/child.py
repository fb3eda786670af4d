"""The process in which strangers' files are read: it has little memory and time, and writes no file.

It waits for requests, one JSON line each, and forks itself for every file, so that no file meets what another
left behind and none pays for a start. Where there is no fork it reads one file and ends. It is started by
:mod:`etl.read.sandbox`, with nothing imported that reading does not need.
"""

import gc
import json
import os
import pickle
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NoReturn

from etl.read.grid import Workbook
from etl.read.guard import examine
from etl.read.workbook import read_workbook
from portfolio.errors import FileRefusedError
from portfolio.records import FileFacts

MEMORY_MIB = 512
CPU_SECONDS = 15
TOO_HEAVY = 75
"""How the process ends when a file took more than it may."""

CAN_FORK = hasattr(os, "fork")

_FAILED = 70


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read."""

    facts: FileFacts
    workbook: Workbook


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was refused, as its error tells it."""

    id: str
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Failed:
    """A fault of our own: its class and line of code, and nothing of the file."""

    where: str


Answer = Read | Refused | Failed


def serve() -> None:
    """Answer requests until there are no more; a file that ends its process ends this one too."""
    gc.disable()  # a file's millions of cells are no garbage to be looked through again and again
    for line in sys.stdin.buffer:
        status = _in_fork(line) if CAN_FORK else _answer(line)
        if status or not CAN_FORK:
            sys.exit(status)


def _in_fork(line: bytes) -> int:
    """Read one file in a process of its own, and say how that ended."""
    process = os.fork()
    if not process:
        _end(line)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    is_too_much = -status in {signal.SIGABRT, signal.SIGKILL, signal.SIGXCPU}
    return TOO_HEAVY if is_too_much else abs(status)


def _end(line: bytes) -> NoReturn:
    """Leave the forked process whatever happens: the loop belongs to its parent."""
    status = _FAILED
    try:
        status = _answer(line)
    finally:
        os._exit(status)


def _answer(line: bytes) -> int:
    _limit()
    path, name = json.loads(line)
    try:
        _send(_read(Path(path), name), sys.stdout.buffer)
    except MemoryError:
        return TOO_HEAVY
    return 0


def _read(path: Path, name: str) -> Answer:
    try:
        facts = examine(path, name)
        return Read(facts, read_workbook(path, facts))
    except FileRefusedError as error:
        return Refused(error.id, error.facts)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the parent lives on, and logs where it was
        return Failed(_where(error))


def _where(error: Exception) -> str:
    """Name the error's class and the innermost line of code; its text may hold what stands in the file."""
    step: TracebackType | None = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    place = f"{Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}" if step else "?"
    return f"{type(error).__name__} at {place}"


def _send(answer: Answer, to: BinaryIO) -> None:
    pickle.dump(answer, to, protocol=5)
    to.flush()


def _limit() -> None:
    """Bound what this process may use; on Windows only the parent's clock does."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_MIB << 20),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS refuses some, and a bound may be lower already
            resource.setrlimit(kind, (most, most))
