"""What each kind of hostile file costs: its outcome, seconds, and the peak memory of its reader."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.read.child import MEMORY_MIB
from etl.run import read_file
from portfolio.errors import FileRefusedError
from tests.builders.hostile import HOSTILE, Hostile, blanks
from tests.builders.workbooks import make_xlsx

_READ = (
    "import re, sys; from contextlib import suppress; from pathlib import Path; from etl.read import child\n"
    "child._limit()\n"
    "with suppress(MemoryError): child._read(Path(sys.argv[1]), sys.argv[2])\n"
    "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
)
KINDS = HOSTILE | {
    "1 GiB of blanks": Hostile(blanks(1024), "file.too_heavy"),
    "an ordinary list": Hostile(make_xlsx),
}


def cost(path: Path) -> tuple[float, float]:
    """Read a file in a process of its own; give CPU seconds and peak MiB, all it may have if it was ended."""
    process = subprocess.Popen(
        [sys.executable, "-c", _READ, str(path), path.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    with process:
        told = process.stdout.read() if process.stdout else b""
    return used.ru_utime + used.ru_stime, int(told or MEMORY_MIB << 10) / 1024


def outcome(path: Path) -> tuple[str, float]:
    """Read a file as an import would; give what came of it, and seconds on the clock."""
    begin = time.perf_counter()
    try:
        told = f"{len(read_file(path, path.name, None).tables)} tables"
    except FileRefusedError as error:
        told = error.id
    return told, time.perf_counter() - begin


@pytest.mark.bench
def test_what_each_hostile_file_costs(tmp_path, capsys):
    start, _ = cost(make_xlsx(tmp_path))
    lines = [f"{'kind':40} {'outcome':22} {'CPU s':>6} {'MiB':>5} {'wall s':>6}"]
    for name, kind in KINDS.items():
        path = kind.make(tmp_path)
        told, wall = outcome(path)
        seconds, mib = cost(path)
        lines.append(f"{name:40} {told:22} {max(0, seconds - start):6.2f} {mib:5.0f} {wall:6.2f}")
        path.unlink()
    with capsys.disabled():
        print("", *lines, sep="\n")
