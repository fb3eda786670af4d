"""Reference data: organisations with their dates and members, agreements, focus areas and goals.

The files stand in ``data/reference``; ``SOURCES.md`` there says where each fact is from and how sure it is.
"""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache

from portfolio.resources import resource
from portfolio.vocabulary import Certainty, OrganisationKind


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation with its first and last day (both inclusive; None: not known, or no end yet).

    ``id`` is a municipality's four-digit code, else a short name such as ``rh-syd``; ``region`` is a
    region's id.
    """

    id: str
    kind: OrganisationKind
    name: str
    region: str | None
    first_date: dt.date | None
    last_date: dt.date | None
    certainty: Certainty

    def exists_on(self, day: dt.date) -> bool:
        """Tell whether the organisation existed on a day, as far as its dates are known."""
        return (self.first_date or dt.date.min) <= day <= (self.last_date or dt.date.max)


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation's member (a municipality or a hospital) for a time."""

    organisation: str
    member: str
    first_date: dt.date | None
    last_date: dt.date | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Succession:
    """An organisation that another takes over from, whole, on a day."""

    organisation: str
    successor: str
    date: dt.date
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Agreement:
    """A health agreement and its period."""

    id: str
    name: str
    region: str
    first_date: dt.date
    last_date: dt.date | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class FocusArea:
    """A focus area of an agreement; more may be added during the period."""

    id: str
    agreement: str
    number: int
    name: str
    short_name: str
    first_date: dt.date
    last_date: dt.date | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a focus area."""

    id: str
    focus_area: str
    number: str
    text: str
    first_date: dt.date
    last_date: dt.date | None


@dataclass(frozen=True, slots=True)
class Reference:
    """All reference data; tuples in the files' order."""

    organisations: tuple[Organisation, ...]
    memberships: tuple[Membership, ...]
    successions: tuple[Succession, ...]
    agreements: tuple[Agreement, ...]
    focus_areas: tuple[FocusArea, ...]
    goals: tuple[Goal, ...]
    focus_area_words: tuple[tuple[str, str], ...]


def _rows(name: str) -> list[dict[str, str]]:
    with resource("data", "reference", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _organisation(row: dict[str, str]) -> Organisation:
    return Organisation(
        id=row["id"],
        kind=OrganisationKind(row["kind"]),
        name=row["name"],
        region=row["region"] or None,
        first_date=_date(row["first_date"]),
        last_date=_date(row["last_date"]),
        certainty=Certainty(row["certainty"]),
    )


def _membership(row: dict[str, str]) -> Membership:
    return Membership(
        row["organisation"],
        row["member"],
        _date(row["first_date"]),
        _date(row["last_date"]),
        Certainty(row["certainty"]),
    )


def _succession(row: dict[str, str]) -> Succession:
    date = dt.date.fromisoformat(row["date"])
    return Succession(row["organisation"], row["successor"], date, Certainty(row["certainty"]))


def _agreement(row: dict[str, str]) -> Agreement:
    first, last = dt.date.fromisoformat(row["first_date"]), _date(row["last_date"])
    return Agreement(row["id"], row["name"], row["region"], first, last, Certainty(row["certainty"]))


def _focus_area(row: dict[str, str]) -> FocusArea:
    first, last = dt.date.fromisoformat(row["first_date"]), _date(row["last_date"])
    return FocusArea(
        row["id"], row["agreement"], int(row["number"]), row["name"], row["short_name"], first, last
    )


def _goal(row: dict[str, str]) -> Goal:
    first, last = dt.date.fromisoformat(row["first_date"]), _date(row["last_date"])
    return Goal(row["id"], row["focus_area"], row["number"], row["text"], first, last)


@cache
def load_reference() -> Reference:
    """Read the reference files once."""
    return Reference(
        organisations=tuple(map(_organisation, _rows("organisations.csv"))),
        memberships=tuple(map(_membership, _rows("memberships.csv"))),
        successions=tuple(map(_succession, _rows("successions.csv"))),
        agreements=tuple(map(_agreement, _rows("agreements.csv"))),
        focus_areas=tuple(map(_focus_area, _rows("focus_areas.csv"))),
        goals=tuple(map(_goal, _rows("goals.csv"))),
        focus_area_words=tuple((row["word"], row["focus_area"]) for row in _rows("focus_area_words.csv")),
    )
