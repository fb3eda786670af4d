"""Servers under measurement: started as they are in use, and what their processes have spent and hold."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from tests.bench.measuring import ROOT
from tests.conftest import _free_port

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server and all its processes."""

    origin: str
    main: int

    def processes(self) -> list[int]:
        """Give the server's processes, the first first."""
        children = Path(f"/proc/{self.main}/task/{self.main}/children").read_text(encoding="ascii").split()
        return [self.main, *map(int, children)]

    def cpu_ms(self) -> float:
        """Give the processor time that they have spent, in milliseconds (the system counts in tens)."""
        spent = 0
        for process in self.processes():
            fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            spent += int(fields[11]) + int(fields[12])
        return 1000 * spent / _TICK

    def memory_mib(self) -> float:
        """Give the memory they hold, with what they share counted once."""
        return sum(map(_share, self.processes())) / 1024


def _share(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def running(command: Sequence[str], port: int, environment: dict[str, str]) -> Iterator[Server]:
    """Run a server until the block ends; the block begins when it answers."""
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=os.environ | environment)
    try:
        origin = f"http://127.0.0.1:{port}"
        _wait(origin, process)
        yield Server(origin, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(origin: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(origin, timeout=30).close()
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no server at {origin}")


@contextmanager
def product(folder: Path) -> Iterator[Server]:
    """Serve the product's pages of a folder's database from two processes."""
    port = _free_port()
    code = "from dashboard.cli import main; main()"
    command = ["-c", code, "serve", "--workers", "2", "--port", str(port)]
    with running(command, port, {"TVAERBLIK_DATA_DIR": str(folder)}) as server:
        yield server


@contextmanager
def rival(kind: str, database: Path, folder: Path) -> Iterator[Server]:
    """Serve a rival's page of a database from two processes."""
    port = _free_port()
    command = ["-m", "tests.bench.rivals", kind, str(database), str(folder / kind), str(port)]
    with running(command, port, {}) as server:
        yield server
