"""How many people live in each municipality: a dated file with its source, or nothing.

No such figures travel with the program, since none with a source has been at hand. Whoever runs it may put
``indbyggertal.csv`` in the data folder, with the columns ``kommune`` (code or name), ``indbyggere``, ``dato``
and ``kilde``.
"""

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portfolio.errors import TvaerblikError
from portfolio.reference import Reference
from portfolio.rules.likeness import fold
from portfolio.vocabulary import OrganisationKind

FILE_NAME = "indbyggertal.csv"
_HEADS = ("kommune", "indbyggere", "dato", "kilde")
_MOST_BYTES, _MOST_PEOPLE = 256 * 1024, 2_000_000


class PopulationRefusedError(TvaerblikError):
    """The file cannot be used: a row says something that cannot be."""

    message_id = "population.unreadable"

    def __init__(self, line: int, text: str) -> None:
        super().__init__(line=line, text=text)


@dataclass(frozen=True, slots=True)
class Population:
    """How many people live where.

    Attributes:
        people: by the municipality's code.
        day: the day of the figures; the oldest, where they differ.
        source: where they are from.
    """

    people: Mapping[str, int]
    day: dt.date
    source: str


def read_population(path: Path, reference: Reference) -> Population | None:
    """Read the file; None where there is none, or where it holds no row.

    Raises:
        PopulationRefusedError: a row cannot be read, or names no municipality, day or source.
    """
    if not path.is_file():
        return None
    if path.stat().st_size > _MOST_BYTES:
        raise PopulationRefusedError(1, path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PopulationRefusedError(1, path.name) from None
    return _population(text, reference)


def _population(text: str, reference: Reference) -> Population | None:
    head = text.splitlines()[0] if text.strip() else ""
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    if set(_HEADS) - {it.strip().casefold() for it in rows.fieldnames or ()}:
        raise PopulationRefusedError(1, head[:80])
    codes = _codes(reference)
    people: dict[str, int] = {}
    days: set[dt.date] = set()
    sources: dict[str, None] = {}
    for line, row in enumerate(rows, 2):
        said = {(key or "").strip().casefold(): (value or "").strip() for key, value in row.items() if key}
        code, count, day = _row(said, codes, line)
        people[code] = count
        days.add(day)
        sources[said["kilde"]] = None
    return Population(people, min(days), ", ".join(sources)) if people else None


def _row(said: Mapping[str, str], codes: Mapping[str, str], line: int) -> tuple[str, int, dt.date]:
    shown = "; ".join(said[it] for it in _HEADS)[:80]
    code = codes.get(fold(said["kommune"]))
    digits = said["indbyggere"].replace(".", "").replace(" ", "").replace("\u00a0", "")
    count = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < len("10000000") else 0
    if code is None or not 0 < count <= _MOST_PEOPLE or not said["kilde"]:
        raise PopulationRefusedError(line, shown)
    try:
        return code, count, dt.date.fromisoformat(said["dato"])
    except ValueError:
        raise PopulationRefusedError(line, shown) from None


def _codes(reference: Reference) -> dict[str, str]:
    towns = [it for it in reference.organisations if it.kind is OrganisationKind.MUNICIPALITY]
    return {fold(word): it.id for it in towns for word in (it.id, it.id.lstrip("0"), it.name)}
