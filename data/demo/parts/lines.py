"""The lists' tables: one line an initiative, what it is in September 2026 and what changes after.

A cell may change: ``active @11 completed`` is active until November's list says completed. ``light`` takes
one letter, or one a month (``gyr``; ``.`` is empty; the last goes on). ``months`` tells when the line stands
in the list: empty is always, ``10-`` from October on, ``-10`` until October.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

LISTS = Path(__file__).resolve().parents[1] / "lists"
SEPTEMBER, OCTOBER, NOVEMBER = MONTHS = (9, 10, 11)


@dataclass(frozen=True)
class Line:
    """An initiative as its list has it in one month."""

    identity: str
    values: dict[str, str]


def read_lines(name: str, month: int) -> list[Line]:
    """Give a list's lines in one month."""
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [_line(row, month) for row in rows if _is_listed(row["months"], month)]


def read_entries(name: str) -> list[Line]:
    """Give the lines of a table whose entries never change, such as a log."""
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [Line(row["id"], {name: value for name, value in row.items() if name != "id"}) for row in rows]


def _is_listed(months: str, month: int) -> bool:
    first, _, last = months.partition("-")
    return int(first or MONTHS[0]) <= month <= int(last or MONTHS[-1])


def _line(row: dict[str, str], month: int) -> Line:
    values = {name: _now(notation, month) for name, notation in row.items() if name not in ("id", "months")}
    values["light"] = _light(values.get("light", ""), month)
    return Line(row["id"], {name: value for name, value in values.items() if value})


def _now(notation: str, month: int) -> str:
    first, *changes = re.split(r" ?@(9|10|11) ?", notation)
    value = first
    for since, changed in zip(changes[::2], changes[1::2], strict=True):
        if int(since) <= month:
            value = changed
    return value


def _light(notation: str, month: int) -> str:
    return notation[min(MONTHS.index(month), len(notation) - 1)].replace(".", "") if notation else ""
