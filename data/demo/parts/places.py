"""Municipalities and clusters: their names and members from the reference data, and how lists write them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from parts.cells import Cell, tidy, unread
from parts.values import Write

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
MONTH_OF_ROUND = "2026-11"
SPELLINGS = {
    "Kbh.": "København",
    "Frb.": "Frederiksberg",
    "Høje Taastrup": "Høje-Taastrup",
    "Høje-Tåstrup": "Høje-Taastrup",
    "Lyngby-Tårbæk": "Lyngby-Taarbæk",
    "Ringkøbing Skjern": "Ringkøbing-Skjern",
    "Ikast Brande": "Ikast-Brande",
    "Hvidovre Kommune": "Hvidovre",
    "Taarnby": "Tårnby",
}


def _listed(names: list[str], last: str) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + last + names[-1]


JOINS: dict[str, Callable[[list[str]], str]] = {
    "A, B og C": lambda names: _listed(names, " og "),
    "A, B, C": ", ".join,
    "A/B": "/".join,
    "A; B; C": "; ".join,
    "A + B": " + ".join,
    "A, B samt C": lambda names: _listed(names, " samt "),
    "lines": "\n".join,
}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def organisation_names() -> dict[str, str]:
    """Give every organisation's name by its id."""
    return {row["id"]: row["name"] for row in _rows("organisations.csv")}


@cache
def municipality_codes() -> dict[str, str]:
    """Give every municipality's code by its name."""
    rows = _rows("organisations.csv")
    return {row["name"]: row["id"] for row in rows if row["kind"] == "municipality"}


@cache
def members(organisation: str) -> tuple[str, ...]:
    """Give the codes of a cluster's municipalities in the round's months, ascending."""
    codes = set(municipality_codes().values())
    rows = (row for row in _rows("memberships.csv") if row["organisation"] == organisation)
    return tuple(sorted(row["member"] for row in rows if row["member"] in codes and _holds(row)))


def _holds(row: dict[str, str]) -> bool:
    day = f"{MONTH_OF_ROUND}-01"
    return (row["first_date"] or "0000") <= day and (not row["last_date"] or row["last_date"] >= day)


def code(name: str) -> str:
    """Give a municipality's code, in any of its spellings."""
    return municipality_codes()[SPELLINGS.get(name, name)]


def municipalities(organisation: str, *joins: str, everyone: str = "Alle kommuner") -> Write:
    """Write municipalities: names with commas, ``*`` for all, ``*-Dragør`` for all but one, ``?text``."""
    joins = joins or ("A, B og C",)

    def write(notation: str, row: int) -> Cell:
        if notation.startswith("?"):
            return unread(notation[1:], f"Det fremgår ikke, hvilke kommuner “{notation[1:]}” er.")
        if notation == "*":
            return Cell(everyone, list(members(organisation)))
        if notation.startswith("*-"):
            left_out = code(notation[2:])
            others = [member for member in members(organisation) if member != left_out]
            return Cell(f"{everyone} undtagen {notation[2:]}", others)
        names = notation.split(",")
        return Cell(JOINS[joins[row % len(joins)]](names), sorted(code(name) for name in names))

    return write


def cluster(notation: str, _row: int) -> Cell:
    """Write a cluster's name from its id; ``?text`` is a text that names none."""
    if notation.startswith("?"):
        return Cell(notation[1:], tidy(notation[1:]))
    name = organisation_names()[notation]
    return Cell(name, name, more={"organisation": notation})
