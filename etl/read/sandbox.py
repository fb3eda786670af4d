"""Strangers' files at arm's length: read in another process, so that none can take this one with it."""

import atexit
import json
import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Timer

from etl.read.archive import MAX_UNPACKED_MIB
from etl.read.child import CAN_FORK, TOO_HEAVY, Answer, Failed, Read, Refused
from etl.read.grid import Workbook
from portfolio.errors import FileRefusedError
from portfolio.records import FileFacts

WALL_SECONDS = 60.0
AT_ONCE = 2

_SECONDS_TO_END = 5.0
_LOG = logging.getLogger(__name__)
_START = "import sys; sys.path[:0] = sys.argv[1:]; from etl.read.child import serve; serve()"
_KEPT_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}
"""numpy would make threads, each with memory of its own, for what is not reckoned there."""

_ANSWERS = {
    "array": {"array", "_array_reconstructor"},
    "datetime": {"date", "datetime", "time", "timedelta"},
    "etl.read.child": {"Read", "Refused", "Failed"},
    "etl.read.grid": {"Aside", "Block", "Sheet", "Workbook", "unpacked"},
    "portfolio.findings": {"Finding"},
    "portfolio.records": {"FileFacts"},
    "portfolio.vocabulary": {"Severity"},
}
"""All that an answer is made of."""

_turns = BoundedSemaphore(AT_ONCE)
_idle: list["_Child"] = []


def read_apart(path: Path, name: str) -> tuple[FileFacts, Workbook]:
    """Examine and read a file in another process, within bounds of memory and time.

    Raises:
        FileRefusedError: the file is refused, as by ``examine`` and ``read_workbook``; or reading it took too
            much (``file.too_heavy``) or ended its process (``file.damaged``).
    """
    with _turns:
        answer = _ask(path, name)
    if isinstance(answer, Refused):
        raise FileRefusedError(answer.id, **answer.facts)
    if isinstance(answer, Failed):
        _LOG.error("A file could not be read: %s", answer.where)
        raise FileRefusedError("file.damaged")
    return answer.facts, answer.workbook


def _ask(path: Path, name: str) -> Answer:
    child = _waiting()
    try:
        answer = child.read(path, name)
    except BaseException:
        child.end()
        raise
    if child.is_waiting:
        _idle.append(child)
    else:
        child.end()
    return answer


class _Child:
    """A process that reads files, one at a time, and the pipes to and from it."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._is_late = False
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, and nothing of the file's
            [sys.executable, "-I", "-S", "-c", _START, *_import_path()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a panic tells what stands in the file
            env={name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ} | _ENVIRONMENT,
            start_new_session=True,
        )

    @property
    def is_waiting(self) -> bool:
        """Tell whether it waits for files of ours; after a fork it waits for those of the process forked."""
        return CAN_FORK and self._owner == os.getpid() and self._process.poll() is None

    def read(self, path: Path, name: str) -> Answer:
        """Have a file read.

        Raises:
            FileRefusedError: no whole answer came in time.
        """
        clock = Timer(WALL_SECONDS, self._run_out)
        clock.daemon = True
        clock.start()
        try:
            return self._answer(path, name)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise self._refusal() from error
        finally:
            clock.cancel()

    def end(self) -> None:
        """End it and what it has begun, and close the pipes."""
        self._kill()
        with suppress(OSError), self._process:
            pass

    def _answer(self, path: Path, name: str) -> Answer:
        to, back = self._process.stdin, self._process.stdout
        if to is None or back is None:
            raise EOFError
        to.write(json.dumps([str(path.absolute()), name]).encode() + b"\n")
        to.flush()
        answer = _Answers(back).load()
        if not isinstance(answer, Read | Refused | Failed):
            raise pickle.UnpicklingError
        return answer

    def _refusal(self) -> FileRefusedError:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_SECONDS_TO_END)
        if self._is_late or self._process.returncode == TOO_HEAVY:
            return FileRefusedError("file.too_heavy", limit_mib=MAX_UNPACKED_MIB)
        return FileRefusedError("file.damaged")

    def _run_out(self) -> None:
        self._is_late = True
        self._kill()

    def _kill(self) -> None:
        if self._process.poll() is not None:
            return
        if sys.platform == "win32":
            self._process.kill()
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


class _Answers(pickle.Unpickler):
    """Takes answers apart, and nothing else: whatever has become of the process, it makes us run nothing."""

    def find_class(self, module: str, name: str) -> object:
        """Give a class that answers are made of."""
        if name not in _ANSWERS.get(module, ()):
            raise pickle.UnpicklingError
        return super().find_class(module, name)


def _waiting() -> _Child:
    """Give a process that waits for a file, or start one."""
    while _idle:
        with suppress(IndexError):  # another thread may have taken the last
            child = _idle.pop()
            if child.is_waiting:
                return child
            child.end()
    return _Child()


def _import_path() -> Iterator[str]:
    """Give where modules are found: the new process looks nowhere else, not even in its own folder."""
    yield str(Path(__file__).parents[2])
    yield from (str(Path(folder).absolute()) for folder in sys.path)


@atexit.register
def _end_all() -> None:
    while _idle:
        _idle.pop().end()
