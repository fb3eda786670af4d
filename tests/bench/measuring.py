"""Measure whole programs: CPU seconds, wall seconds and memory, their own child processes included."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Cost:
    """What a run took: CPU and wall in seconds, the largest process' memory in MiB."""

    cpu: float
    wall: float
    peak_mib: float


def run(*command: str | Path) -> Cost:
    """Run a program of this interpreter, with its modules compiled, to its end and say what it took."""
    begin = time.perf_counter()
    environment = {name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        [sys.executable, *map(str, command)], cwd=ROOT, stdout=subprocess.DEVNULL, env=environment
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), f"{command} ended with {process.returncode}"
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - begin, used.ru_maxrss / 1024)


def in_turn(runs: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, Cost]:
    """Run each in turn some rounds (A B A B), so that a busy moment meets them all; give the medians."""
    costs: dict[str, list[Cost]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, once in runs.items():
            costs[name].append(once())
    return {name: _medians(of_one) for name, of_one in costs.items()}


def _medians(costs: Sequence[Cost]) -> Cost:
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        max(cost.peak_mib for cost in costs),
    )


def table(title: str, costs: Mapping[str, Cost], against: str) -> str:
    """Give the costs as a text table, with each one's CPU as a multiple of one of them."""
    base = costs[against].cpu
    lines = [f"\n{title}", f"{'':<42}{'CPU s':>8}{'x':>8}{'wall s':>8}{'MiB':>7}"]
    for name, cost in costs.items():
        lines.append(
            f"{name:<42}{cost.cpu:>8.2f}{cost.cpu / base:>8.2f}{cost.wall:>8.2f}{cost.peak_mib:>7.0f}"
        )
    return "\n".join(lines)
