"""Reference data in force: what the files say, and what people changed of it where a database is at hand.

The files stand in ``data/reference``; ``SOURCES.md`` there says where each fact is from and how sure it is.
What people changed is ``portfolio.reference_edits``. Whoever needs reference data calls ``load_reference``;
what rests on it is kept by ``by_reference``, so that it follows when the reference is another.
"""

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from typing import ParamSpec, TypeVar

from portfolio.reference_rows import (
    Agreement,
    Carrying,
    FactSource,
    FocusArea,
    FocusAreaWord,
    Goal,
    Membership,
    Organisation,
    Seat,
    Succession,
    ValueGoal,
)
from portfolio.resources import resource
from portfolio.vocabulary import Carried, Certainty, OrganisationKind, Party, code_or_none

__all__ = [
    "Agreement",
    "Carrying",
    "FactSource",
    "FocusArea",
    "FocusAreaWord",
    "Goal",
    "Membership",
    "Organisation",
    "Reference",
    "Seat",
    "Succession",
    "ValueGoal",
    "by_reference",
    "by_reference_at_most",
    "hospital_names",
    "is_reference_chosen",
    "load_reference",
    "shipped_reference",
    "using_reference",
]

Given = ParamSpec("Given")
Made = TypeVar("Made")


@cache
def hospital_names() -> tuple[tuple[str, str], ...]:
    """Give what hospitals are called besides their names ("AHH", "Skejby"), each with the hospital's id."""
    return tuple((row["word"], row["hospital"]) for row in _rows("hospital_names.csv"))


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """All reference data; tuples in the files' order. Two are the same only when they are one."""

    organisations: tuple[Organisation, ...]
    memberships: tuple[Membership, ...]
    successions: tuple[Succession, ...]
    agreements: tuple[Agreement, ...]
    focus_areas: tuple[FocusArea, ...]
    goals: tuple[Goal, ...]
    focus_area_words: tuple[FocusAreaWord, ...]
    seats: tuple[Seat, ...] = ()
    value_goals: tuple[ValueGoal, ...] = ()
    carryings: tuple[Carrying, ...] = ()
    sources: tuple[FactSource, ...] = ()


# --- What the files say -------------------------------------------------------------------------------------

Row = dict[str, str]


def _rows(name: str) -> list[Row]:
    with resource("data", "reference", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _organisation(row: Row) -> Organisation:
    return Organisation(
        id=row["id"],
        kind=OrganisationKind(row["kind"]),
        name=row["name"],
        region=row["region"] or None,
        first_date=_date(row["first_date"]),
        last_date=_date(row["last_date"]),
        certainty=Certainty(row["certainty"]),
        parent=row.get("parent") or None,
        task=row.get("task", ""),
        dates_certainty=code_or_none(Certainty, row.get("dates_certainty") or None),
        source=row["source"] or None,
    )


def _membership(row: Row) -> Membership:
    return Membership(
        row["organisation"],
        row["member"],
        _date(row["first_date"]),
        _date(row["last_date"]),
        Certainty(row["certainty"]),
        id=f"{row['organisation']}:{row['member']}",
        is_shared=row["shared"] == "ja",
        source=row["source"] or None,
    )


def _seat(row: Row) -> Seat:
    return Seat(
        id=f"{row['organisation']}:{row['number']}",
        organisation=row["organisation"],
        number=int(row["number"]),
        party=Party(row["party"]),
        role=row["role"],
        member=row["member"] or None,
        fewest=_number(row["fewest"]),
        most=_number(row["most"]),
        first_date=_date(row["first_date"]),
        last_date=_date(row["last_date"]),
        certainty=Certainty(row["certainty"]),
        source=row["source"] or None,
    )


def _succession(row: Row) -> Succession:
    return Succession(
        row["organisation"],
        row["successor"],
        dt.date.fromisoformat(row["date"]),
        Certainty(row["certainty"]),
        id=f"{row['organisation']}:{row['successor']}",
        source=row["source"] or None,
    )


def _agreement(row: Row) -> Agreement:
    first, last = dt.date.fromisoformat(row["first_date"]), _date(row["last_date"])
    certainty = Certainty(row["certainty"])
    return Agreement(row["id"], row["name"], row["region"], first, last, certainty, row["source"] or None)


def _focus_area(row: Row) -> FocusArea:
    return FocusArea(
        row["id"],
        row["agreement"],
        int(row["number"]),
        row["name"],
        row["short_name"],
        dt.date.fromisoformat(row["first_date"]),
        _date(row["last_date"]),
        Certainty(row["certainty"]),
        row["source"] or None,
    )


def _goal(row: Row) -> Goal:
    return Goal(
        row["id"],
        row["focus_area"],
        row["number"],
        row["text"],
        dt.date.fromisoformat(row["first_date"]),
        _date(row["last_date"]),
        Certainty(row["certainty"]),
        row["source"] or None,
    )


def _value_goal(row: Row) -> ValueGoal:
    return ValueGoal(
        f"{row['organisation']}:{row['number']}",
        row["organisation"],
        int(row["number"]),
        row["text"],
        _date(row["first_date"]),
        _date(row["last_date"]),
        Certainty(row["certainty"]),
        row["source"] or None,
    )


def _carrying(row: Row) -> Carrying:
    return Carrying(
        id=f"{row['part']}:{row['agreement']}:{row['successor']}",
        part=row["part"],
        agreement=row["agreement"],
        successor=row["successor"] or None,
        how=Carried(row["how"]),
        certainty=Certainty(row["certainty"]),
        source=row["source"] or None,
    )


@cache
def shipped_reference() -> Reference:
    """Read the reference files once."""
    return Reference(
        organisations=tuple(map(_organisation, [*_rows("organisations.csv"), *_rows("bodies.csv")])),
        memberships=tuple(map(_membership, _rows("memberships.csv"))),
        successions=tuple(map(_succession, _rows("successions.csv"))),
        agreements=tuple(map(_agreement, _rows("agreements.csv"))),
        focus_areas=tuple(map(_focus_area, _rows("focus_areas.csv"))),
        goals=tuple(map(_goal, _rows("goals.csv"))),
        focus_area_words=tuple(
            FocusAreaWord(row["word"], row["focus_area"], f"{row['focus_area']}:{row['word']}")
            for row in _rows("focus_area_words.csv")
        ),
        seats=tuple(map(_seat, _rows("seats.csv"))),
        value_goals=tuple(map(_value_goal, _rows("value_goals.csv"))),
        carryings=tuple(map(_carrying, _rows("carryings.csv"))),
        sources=tuple(FactSource(row["id"], row["title"], row["title_en"]) for row in _rows("sources.csv")),
    )


# --- What is in force ---------------------------------------------------------------------------------------

_IN_FORCE: ContextVar[Callable[[], Reference] | None] = ContextVar("reference in force", default=None)


def load_reference() -> Reference:
    """Give the reference in force: of the request, job or command that asks, else what the files say."""
    asked = _IN_FORCE.get()
    return shipped_reference() if asked is None else asked()


def is_reference_chosen() -> bool:
    """Tell whether a request, job or command has said which reference is in force."""
    return _IN_FORCE.get() is not None


@contextmanager
def using_reference(give: Callable[[], Reference]) -> Iterator[None]:
    """Let a reference be in force while something is done; it is asked for when first needed."""
    before = _IN_FORCE.get()
    _IN_FORCE.set(_Lazy(give))
    try:
        yield
    finally:
        _IN_FORCE.set(before)  # not by the token: a request may end in another context than it began in


class _Lazy:
    """Gives a reference, asking for it the first time only."""

    __slots__ = ("_give", "_given")

    def __init__(self, give: Callable[[], Reference]) -> None:
        self._give = give
        self._given: Reference | None = None

    def __call__(self) -> Reference:
        if self._given is None:
            self._given = self._give()
        return self._given


_REFERENCES_KEPT = 4
"""Two databases in one process, each before and after a change."""


def by_reference(function: Callable[Given, Made], largest: int | None = None) -> Callable[Given, Made]:
    """Keep a function's answers for as long as the reference that they rest on is in force.

    As ``lru_cache``, but with answers of its own for each reference. The function may rest on the reference
    through other functions.
    """
    kept: list[tuple[Reference | None, Callable[Given, Made]]] = [(None, function)]

    @wraps(function)
    def answer(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        asked = _IN_FORCE.get()  # as load_reference: asked a million times while a list is read
        reference = shipped_reference() if asked is None else asked()
        known, answers = kept[0]
        if known is not reference:
            answers = _answers(kept, reference, function, largest)
        return answers(*args, **kwargs)

    return answer


def _answers(
    kept: list[tuple[Reference | None, Callable[Given, Made]]],
    reference: Reference,
    function: Callable[Given, Made],
    largest: int | None,
) -> Callable[Given, Made]:
    """Give what keeps the answers for a reference, and let that be the first to be found."""
    found = next((answers for known, answers in kept if known is reference), None)
    if found is None:
        found = lru_cache(maxsize=largest)(function)  # type: ignore[assignment]  # says less of what it takes
    assert found is not None  # noqa: S101 -- it has just been made
    others = [pair for pair in kept if pair[0] is not reference and pair[0] is not None]
    kept[:] = [(reference, found), *others[: _REFERENCES_KEPT - 1]]
    return found


def by_reference_at_most(largest: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Keep at most so many of a function's answers for each reference, the least lately asked for let go."""
    return lambda function: by_reference(function, largest)
