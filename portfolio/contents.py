"""What a file holds, in figures that its sender knows by heart, so that a misreading shows itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AmountSum:
    """The sum of a field of amounts.

    Attributes:
        field: the field.
        total_dkk: the sum of what was read, in whole kroner.
        count: how many initiatives state one.
        foreign_count: how many more state one in another currency, which is not in the sum.
    """

    field: str
    total_dkk: int
    count: int
    foreign_count: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """What a field of names says: municipalities by code, clusters, hospitals and parties as typed.

    Attributes:
        field: the field.
        count: how many different ones there are.
        most: those that most initiatives name, with how many, the most named first.
    """

    field: str
    count: int
    most: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """How initiatives share a field's codes; ``missing`` have none, of those ``unread`` a text instead."""

    field: str
    counts: Mapping[str, int]
    missing: int
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """How many initiatives state a field, and how many of these could not be read."""

    field: str
    count: int
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds.

    Attributes:
        initiatives: how many initiatives its lists have.
        others: how many records the tables of each other kind have.
        amounts: the sums of amounts.
        named: the municipalities and parties that are named.
        first_date: the earliest day that any date can mean, and ``first_field`` whose it is.
        last_date: the latest day, and ``last_field`` whose it is.
        coded: statuses, lights and other codes.
        filled: every field that is stated, in the order of :data:`portfolio.fields.FIELDS`.
    """

    initiatives: int
    others: Mapping[str, int]
    amounts: tuple[AmountSum, ...]
    named: tuple[Named, ...]
    first_date: dt.date | None
    first_field: str | None
    last_date: dt.date | None
    last_field: str | None
    coded: tuple[Coded, ...]
    filled: tuple[Filled, ...]
