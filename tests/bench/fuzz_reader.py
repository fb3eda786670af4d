"""Read lists gone wrong at random: ``python -m tests.bench.fuzz_reader --minutes 10``.

Every mutant ends as a reading of which all that must hold holds, or as a refusal. A fault is told with its
seed; ``--seed N --count 1`` does it again, and ``--keep FOLDER`` keeps the file.
"""

import argparse
import csv
import datetime as dt
import json
import logging
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pytest

from etl.document import document
from etl.read.grid import Sheet, Workbook
from etl.read.sandbox import read_apart
from etl.run import read_file, read_tables
from etl.screen import screen
from portfolio.errors import FileRefusedError
from portfolio.records import FileFacts
from tests.builders.grid_mutants import grid_mutant
from tests.builders.invariants import broken
from tests.builders.mutants import Mutant, mutant

ROOT = Path(__file__).parents[2]
SLOW_SECONDS = 10.0


@dataclass
class Tally:
    """What became of the mutants."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)
    records: int = 0

    def __str__(self) -> str:
        refused = ", ".join(f"{name} {count}" for name, count in self.outcomes.most_common())
        seconds, seed = self.slowest
        return (
            f"{self.outcomes.total()} files: {refused}; {self.records} records; "
            f"slowest {seconds:.1f} s (seed {seed}); {len(self.faults)} faults"
        )


class _Faults(logging.Handler):
    """Keeps what the reader logs: a fault of its own that it turned into a refusal."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


def sources(folder: Path) -> list[Path]:
    """Give the files that are changed: the samples, and the demo's workbooks built into a folder."""
    script = ROOT / "data" / "demo" / "build_demo.py"
    subprocess.run([sys.executable, str(script), str(folder)], check=True)
    samples = ROOT / "tests" / "samples"
    (folder / "side.html").write_text(web_page(next(samples.glob("05_*.csv"))), encoding="utf-8")
    kinds = {".xlsx", ".xls", ".ods", ".csv", ".html"}
    found = [*samples.iterdir(), *folder.iterdir()]
    return sorted((path for path in found if path.suffix in kinds), key=lambda path: path.name)


def web_page(path: Path) -> str:
    """Give the list of a text file as the web page that a system would export."""
    with path.open(encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    lines = ("".join(f'<td style="background: #ffff00">{escape(cell)}</td>' for cell in row) for row in rows)
    table = "".join(f"<tr>{line}</tr>\n" for line in lines)
    return f"<html><body><h1>Liste</h1><table border=1>{table}</table></body></html>"


def faults_of(path: Path, made: Mutant, tally: Tally) -> Iterator[str]:
    """Read a mutant and name what does not hold."""
    log = _Faults()
    logging.getLogger().addHandler(log)
    said = ""
    try:
        reading = read_file(path, made.name, dt.date(2026, 11, 1))
        said = json.dumps(document(reading), ensure_ascii=False) + repr(reading)
        tally.outcomes["read"] += 1
        tally.records += sum(len(table.records) for table in reading.tables)
        facts, workbook = read_apart(path, made.name)
        yield from broken(reading, screen(workbook, facts, dt.date(2026, 11, 27)).workbook)
        if made.secret:
            yield "a certain CPR number was read"
    except FileRefusedError as error:
        said = f"{error!r}{error.message('da')}{error.message('en')}"
        is_unplanted = error.id == "file.cpr" and not made.secret
        tally.outcomes[f"{error.id} (not planted)" if is_unplanted else error.id] += 1
    except Exception:  # noqa: BLE001 - any other error is what is looked for
        said = traceback.format_exc()
        tally.outcomes["error"] += 1
        yield said
    finally:
        logging.getLogger().removeHandler(log)
    if made.secret and made.secret[-4:] in said and made.secret[:6] in said:
        yield "the digits are told"
    yield from log.told


def fuzz(
    seeds: Iterator[int], made_from: Sequence[Path], folder: Path, *, until: float, keep: Path | None = None
) -> Tally:
    """Read a mutant for each seed until the clock says so."""
    tally = Tally()
    for seed in seeds:
        if time.monotonic() > until:
            break
        try:
            made = mutant(seed, made_from)
        except (ValueError, TypeError, AttributeError, KeyError):  # what openpyxl cannot change or save
            tally.outcomes["not made"] += 1
            continue
        path = folder / "mutant"
        path.write_bytes(made.data)
        begin = time.monotonic()
        faults = list(faults_of(path, made, tally))
        seconds = time.monotonic() - begin
        if seconds > SLOW_SECONDS:
            faults.append(f"took {seconds:.0f} s")
        tally.slowest = max(tally.slowest, (seconds, seed))
        for fault in faults:
            tally.faults.append(f"seed {seed} ({made.recipe}): {fault}")
            print(tally.faults[-1], flush=True)
        if faults and keep:
            (keep / f"{seed}_{made.name}").write_bytes(made.data)
    return tally


def grids(folder: Path) -> list[Sheet]:
    """Give the sheets of all files that are changed."""
    books = (read_apart(path, path.name)[1] for path in sources(folder))
    return [sheet for book in books for sheet in book.sheets if sheet.columns]


def fuzz_grids(seeds: Iterator[int], made_from: Sequence[Sheet], *, until: float) -> Tally:
    """Read changed sheets, without the files around them: ten times as many in the same time."""
    tally = Tally()
    for seed in seeds:
        if time.monotonic() > until:
            break
        begin = time.monotonic()
        faults = list(faults_of_grid(grid_mutant(seed, made_from), tally))
        seconds = time.monotonic() - begin
        faults += [f"took {seconds:.0f} s"] if seconds > SLOW_SECONDS else []
        tally.slowest = max(tally.slowest, (seconds, seed))
        for fault in faults:
            tally.faults.append(f"grid seed {seed}: {fault}")
            print(tally.faults[-1], flush=True)
    return tally


def faults_of_grid(workbook: Workbook, tally: Tally) -> Iterator[str]:
    """Read changed sheets and name what does not hold."""
    try:
        reading = read_tables(workbook, FileFacts("liste.xlsx", 1, "0" * 64, "xlsx"), None)
        json.dumps(document(reading), ensure_ascii=False)
        tally.outcomes["read"] += 1
        tally.records += sum(len(table.records) for table in reading.tables)
        yield from broken(reading, screen(workbook, reading.file, dt.date(2026, 11, 27)).workbook)
    except FileRefusedError as error:
        tally.outcomes[error.id] += 1
    except Exception:  # noqa: BLE001 - any other error is what is looked for
        tally.outcomes["error"] += 1
        yield traceback.format_exc()


def _counted(first: int, count: int | None) -> Iterator[int]:
    seed = first
    while count is None or seed < first + count:
        yield seed
        seed += 1


def main() -> None:
    """Fuzz for as long as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1, help="the first mutant's")
    parser.add_argument("--count", type=int, help="so many mutants; else until the time is out")
    parser.add_argument("--grids", action="store_true", help="change sheets, not files")
    parser.add_argument("--keep", type=Path, help="where to keep the files with faults")
    asked = parser.parse_args()
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seeds, until = _counted(asked.seed, asked.count), begin + 60 * asked.minutes
        if asked.grids:
            tally = fuzz_grids(seeds, grids(folder / "demo"), until=until)
        else:
            tally = fuzz(seeds, sources(folder / "demo"), folder, until=until, keep=asked.keep)
    print(f"{tally}; {(time.monotonic() - begin) / 60:.1f} minutes from seed {asked.seed}")
    sys.exit(bool(tally.faults))


@pytest.mark.bench
def test_a_minute_of_mutants_breaks_nothing(tmp_path, capsys):
    made_from = sources(tmp_path / "demo")

    tally = fuzz(_counted(1_000_000, None), made_from, tmp_path, until=time.monotonic() + 60)

    with capsys.disabled():
        print(f"\n{tally}")
    assert tally.faults == []


if __name__ == "__main__":
    main()
