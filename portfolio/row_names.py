"""Which initiative the row of a finding is about: its title, and the list's own number where it has one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from portfolio.findings import Finding
from portfolio.places import row_key

MOST_NAMED = 1_000
"""So many rows with findings are named; of a list with more, nobody looks at each."""

_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class RowName:
    """What a row is known by: its title, and the list's own number of it, "" where it has none."""

    title: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row of a list, or of one laid on its side a column, with its name."""

    sheet: str | None
    row: int | None
    column: str | None
    name: RowName


RowNames = Mapping[str, RowName]
"""The names of rows by their places, see :func:`portfolio.places.row_key`."""


def rows_asked(findings: Iterable[Finding]) -> list[int]:
    """Give the numbers of the rows in which findings are, no more than are named."""
    cells = (_CELL.fullmatch(finding.cell or "") for finding in findings)
    rows = dict.fromkeys(int(found[2]) for found in cells if found is not None)
    return list(rows)[:MOST_NAMED]


def names_of(findings: Iterable[Finding], rows: Iterable[NamedRow]) -> dict[str, RowName]:
    """Give the names of the rows in which findings are."""
    wanted = {place for finding in findings for place in _places(finding)}
    placed = ((row_key(it.sheet, it.row or it.column), it.name) for it in rows)
    named = ((place, name) for place, name in placed if place in wanted)
    return dict(islice(named, MOST_NAMED))


def name_at(names: RowNames, finding: Finding) -> RowName | None:
    """Give the name of the row in which a finding is; None: it has none, or is not in a row."""
    return next((names[place] for place in _places(finding) if place in names), None)


def distinct(names: RowNames, findings: Sequence[Finding]) -> list[RowName]:
    """Give the names of the rows in which findings are, each once, in order."""
    found = (name_at(names, finding) for finding in findings)
    return list(dict.fromkeys(name for name in found if name is not None))


def _places(finding: Finding) -> tuple[str, ...]:
    """Give where the row of a finding's cell is: by its row, or by its column in a list laid on its side."""
    found = _CELL.fullmatch(finding.cell or "")
    if found is None:
        return ()
    return row_key(finding.sheet, int(found[2])), row_key(finding.sheet, found[1])
