"""Where findings are, as Excel writes it: sheet!cell, with runs of cells as ranges."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from portfolio.findings import Finding

_CELL = re.compile(r"([A-Z]+)(\d+)")
_PLAIN_SHEET = re.compile(r"[^\W\d]\w*")
_SHORTEST_RANGE = 3


@dataclass(frozen=True, slots=True)
class Places:
    """Places written out, and how many cells more there are than these."""

    text: str
    more: int


def row_key(sheet: str | None, place: int | str | None) -> str:
    """Name a row (or, of a list laid on its side, a column) so that it is found again."""
    return f"{sheet or ''}!{place}"


def sheet_name(name: str) -> str:
    """Write a sheet's name as Excel does before a cell, in quotes where it holds more than letters."""
    return name if _PLAIN_SHEET.fullmatch(name) else "'" + name.replace("'", "''") + "'"


def places_of(findings: Sequence[Finding], most: int) -> Places:
    """Write the places of findings, so many at most, in the order of sheet and column."""
    written: list[str] = []
    told = 0
    total = sum(1 for finding in findings if finding.cell or finding.sheet)
    sheets: dict[str | None, list[str | None]] = {}
    for finding in findings:
        if finding.cell or finding.sheet:
            sheets.setdefault(finding.sheet, []).append(finding.cell)
    for sheet, cells in sheets.items():
        name = "" if sheet is None else sheet_name(sheet)
        for n, (place, count) in enumerate(_in_sheet(cells)):
            if len(written) == most:
                return Places(", ".join(written), total - told)
            start = f"{name}!" if name and place and n == 0 else ""
            written.append(f"{start}{place or name}")
            told += count
    return Places(", ".join(written), 0)


def _in_sheet(cells: Iterable[str | None]) -> Iterable[tuple[str, int]]:
    """Give the cells of a sheet, runs in a column as a range, each with how many cells it names."""
    known = sorted({_key(cell) for cell in cells if cell})
    if not known:
        yield "", 1
    for (_, column, _), run in groupby(enumerate(known), key=_run_key):
        rows = [row for _, (_, _, row) in run]
        if len(rows) >= _SHORTEST_RANGE:
            yield f"{column}{rows[0]}:{column}{rows[-1]}", len(rows)
        else:
            yield from ((f"{column}{row}", 1) for row in rows)


def _run_key(numbered: tuple[int, tuple[int, str, int]]) -> tuple[int, str, int]:
    """Give what the cells of a run share: their column, and their row less their number."""
    n, (width, column, row) = numbered
    return width, column, row - n


def _key(cell: str) -> tuple[int, str, int]:
    found = _CELL.fullmatch(cell)
    return (len(found[1]), found[1], int(found[2])) if found else (0, cell, 0)
