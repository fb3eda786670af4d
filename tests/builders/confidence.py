"""How far confidence can be trusted: columns as read, by how sure they were said to be."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from pathlib import Path
from typing import Any

from etl.document import document
from etl.run import read_file
from portfolio.errors import FileRefusedError

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
"""Edges of the bands of confidence; each reaches from one edge to below the next."""

Bands = Mapping[float, tuple[int, int]]
"""For each band's lower edge, how many of its columns were read right, and how many there are."""


def columns_of(folder: Path) -> Iterator[tuple[float, bool]]:
    """Give confidence and rightness of each recognised column of the lists in a folder that have truths."""
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        yield from _columns(folder, truth)


def _columns(folder: Path, truth: dict[str, Any]) -> Iterator[tuple[float, bool]]:
    name, month = truth["file"]["name"], truth.get("month")
    try:
        found = document(
            read_file(folder / name, name, dt.date.fromisoformat(f"{month}-01") if month else None)
        )
    except FileRefusedError:
        return
    wanted = {
        (table["sheet"], column.get("column") or column["row"]): column
        for table in truth["tables"]
        for column in table["columns"]
        if table["kind"] == "initiatives"
    }
    tables: Any = found["tables"]
    for table in tables:
        for column in table["columns"]:
            right = wanted.get((table["sheet"], column.get("column") or column["row"]))
            if column["field"] is not None and right is not None:
                yield column["confidence"], column["field"] in (right["field"], *right.get("fields", ()))


def by_band(columns: Iterable[tuple[float, bool]]) -> Bands:
    """Count columns by band."""
    found: dict[float, list[bool]] = defaultdict(list)
    for confidence, is_right in columns:
        found[max(edge for edge in BANDS if edge <= confidence)].append(is_right)
    return {edge: (sum(found[edge]), len(found[edge])) for edge in BANDS if found[edge]}


def overconfident(bands: Bands) -> list[float]:
    """Give the bands in which fewer are right than was said, by more than chance (two deviations)."""
    return [
        edge
        for edge, (right, total) in bands.items()
        if right / total < edge - 2 * sqrt(edge * (1 - edge) / total)
    ]


def table_of_bands(bands: Bands) -> str:
    """Give a text table: of columns said to be so sure, so many are right."""
    lines = [f"{'said':>12}{'right':>8}{'of':>6}{'share':>8}"]
    for edge, (right, total) in bands.items():
        upper = min(1.0, BANDS[BANDS.index(edge) + 1])
        lines.append(f"{edge:>6.1f}-{upper:.1f}{right:>10}{total:>6}{right / total:>8.0%}")
    return "\n".join(lines)
