"""The figures of a reading: sums, parties, first and last date, codes; long lists are counted by column."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from etl.convert.listed import Counted, counted
from portfolio.contents import AmountSum, Coded, Contents, Filled, Named
from portfolio.fields import FIELDS, ValueKind
from portfolio.records import FuzzyDate, Reading, Value
from portfolio.vocabulary import TableKind

_MOST_NAMES = 12
_NAMES = ("municipalities", "cluster", "hospitals", "general_practice", "other_parties")
_DATES = ("start", "end", "period", "evaluation_date")
"""Dates of initiatives; the day a row was last changed is none of theirs."""


@dataclass(slots=True)
class _Gathered:
    """What was counted of one field."""

    values: Counter[Value] = field(default_factory=Counter)
    unread: int = 0
    foreign: int = 0

    def add(self, found: Counted) -> None:
        """Add a portion."""
        self.values.update(found.values)
        self.unread += found.unread
        self.foreign += found.foreign

    @property
    def count(self) -> int:
        """Give how many records have the field."""
        return self.values.total() + self.unread + self.foreign


def contents(reading: Reading) -> Contents:
    """Say what a file holds, its lists of initiatives taken together."""
    lists = [table for table in reading.tables if table.kind is TableKind.INITIATIVES]
    found: dict[str, _Gathered] = {}
    for table in lists:
        for portion in counted(table.records, len(table.records)):
            found.setdefault(portion.field, _Gathered()).add(portion)
    known = {name: found[name] for name in FIELDS if name in found and found[name].count}
    total = sum(len(table.records) for table in lists)
    (first, first_field), (last, last_field) = _ends(known)
    return Contents(
        initiatives=total,
        others=_others(reading),
        amounts=tuple(_sums(known)),
        named=tuple(_named(known)),
        first_date=first,
        first_field=first_field,
        last_date=last,
        last_field=last_field,
        coded=tuple(_coded(known, total)),
        filled=tuple(Filled(name, it.count, it.unread) for name, it in known.items()),
    )


def _others(reading: Reading) -> dict[str, int]:
    found: Counter[str] = Counter()
    for table in reading.tables:
        if table.kind is not TableKind.INITIATIVES:
            found[str(table.kind)] += len(table.records)
    return dict(found)


_Known = Mapping[str, _Gathered]


def _sums(known: _Known) -> Iterator[AmountSum]:
    for name, it in known.items():
        if FIELDS[name].kind is ValueKind.AMOUNT:
            total = sum(value * count for value, count in it.values.items() if isinstance(value, int))
            yield AmountSum(name, total, it.values.total(), it.foreign)


def _named(known: _Known) -> Iterator[Named]:
    for name in _NAMES:
        if name in known:
            names = _names(known[name].values.items())
            yield Named(name, len(names), tuple(names.most_common(_MOST_NAMES)))


def _names(values: Iterable[tuple[Value, int]]) -> Counter[str]:
    """Count names; of a cell with several municipalities each one."""
    found: Counter[str] = Counter()
    for value, count in values:
        for name in value if isinstance(value, tuple) else (str(value),):
            found[name] += count
    return found


_End = tuple[dt.date | None, str | None]


def _ends(known: _Known) -> tuple[_End, _End]:
    """Give the earliest and the latest day, each with its field."""
    told = [
        (name, value)
        for name in _DATES
        if name in known
        for value in known[name].values
        if isinstance(value, FuzzyDate)
    ]
    first = min(((day, name) for name, value in told if (day := value.first or value.last)), default=None)
    last = max(((day, name) for name, value in told if (day := value.last or value.first)), default=None)
    return first or (None, None), last or (None, None)


def _coded(known: _Known, total: int) -> Iterator[Coded]:
    for name, it in known.items():
        codes = FIELDS[name].codes
        if codes is not None:
            counts = {str(code): it.values[str(code)] for code in codes if it.values[str(code)]}
            yield Coded(name, counts, total - it.values.total(), it.unread)
