"""What the values of each field were understood as: how many, how different, from when to when."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from etl.convert.listed import counted
from etl.parse.place_book import place_book
from etl.report.words import day, kroner, number, percent, say, short
from etl.schema.kinds import code_label
from portfolio.fields import FIELDS, ValueKind
from portfolio.records import FuzzyDate, Report, Value
from portfolio.vocabulary import LABELS, UNKNOWN, Precision, ReadFrom

MOST_COUNTED = 10_000
"""Values are counted in so many records; to make the records of a list that no one reads takes long."""

_EXAMPLES, _CODES, _NAMED = 3, 9, 4
_LONGEST_EXAMPLE, _LONGEST_TOGETHER = 36, 64
_OWN_CODES = frozenset({"uptake", "step_state", "outcome", "process"})
"""Fields of the other kinds of table that hold a code which only they have."""


@dataclass
class Gathered:
    """What a field's cells hold.

    Attributes:
        total: how many records were looked at, with the field or without.
        is_partial: there are more records than these.
        values: each value with how often it stands.
        unread: how many cells could not be read.
        foreign: how many amounts are in another currency than kroner.
        sources: where values were read that do not stand in the record's own cell.
        first_cell: the address of the first.
    """

    total: int = 0
    is_partial: bool = False
    values: Counter[Value] = field(default_factory=Counter)
    unread: int = 0
    foreign: int = 0
    sources: Counter[ReadFrom] = field(default_factory=Counter)
    first_cell: str | None = None

    @property
    def filled(self) -> int:
        """Give how many cells hold something."""
        return self.values.total() + self.unread + self.foreign


def gathered(records: Sequence[Report]) -> dict[str, Gathered]:
    """Count the values of each field, in one pass over the records, as far as they are counted."""
    total = min(len(records), MOST_COUNTED)
    found: dict[str, Gathered] = defaultdict(lambda: Gathered(total, is_partial=len(records) > total))
    for some in counted(records, MOST_COUNTED):
        if not (some.values or some.unread or some.foreign):
            continue
        of_field = found[some.field]
        of_field.first_cell = of_field.first_cell or some.cell
        of_field.foreign += some.foreign
        of_field.unread += some.unread
        of_field.values.update(some.values)
        if some.source is not None:
            of_field.sources[some.source] += 1
    return dict(found)


def told(name: str, values: Gathered, language: str) -> str:
    """Say shortly what a field's values were understood as."""
    parts = [_told_values(name, values.values, language)] if values.values else []
    parts += [say("foreign", language, count=values.foreign)] if values.foreign else []
    parts += [say("unread", language, count=values.unread)] if values.unread else []
    return "; ".join(part for part in parts if part)


def _told_values(name: str, values: Counter[Value], language: str) -> str:
    sample = next(iter(values))
    if isinstance(sample, FuzzyDate):
        return _dates(
            [(date, count) for date, count in values.items() if isinstance(date, FuzzyDate)], language
        )
    if isinstance(sample, tuple):
        return _places(values, language)
    if isinstance(sample, int | float):
        return _numbers(name, values, language)
    is_coded = _codes_of(name) is not None or name in _OWN_CODES
    return _codes(name, values, language) if is_coded else _texts(name, values, language)


def _codes_of(name: str) -> type[StrEnum] | None:
    return FIELDS[name].codes if name in FIELDS else None


def _dates(dates: Sequence[tuple[FuzzyDate, int]], language: str) -> str:
    """Say from when to when, and how many have no end or are not exact."""
    days = [part for date, _ in dates for part in (date.first, date.last) if part is not None]
    parts = [_span(min(days), max(days), language)] if days else []
    is_open = sum(count for date, count in dates if date.precision is Precision.OPEN)
    parts += [say("open", language, count=is_open)] if is_open else []
    inferred = sum(count for date, count in dates if date.inferred)
    parts += [say("year_inferred", language, count=inferred)] if inferred else []
    return "; ".join(parts)


def _span(first: dt.date, last: dt.date, language: str) -> str:
    return day(first) if first == last else say("span", language, first=day(first), last=day(last))


def _places(values: Counter[Value], language: str) -> str:
    """Say how many municipalities there are and which stand most often."""
    each: Counter[str] = Counter()
    for codes, count in values.items():
        for code in codes if isinstance(codes, tuple) else ():
            each[str(code)] += count
    named = ", ".join(f"{_place(code)} {number(count, language)}" for code, count in each.most_common(_NAMED))
    return say("municipalities" if len(each) > _NAMED else "named", language, count=len(each), named=named)


def _place(code: str) -> str:
    known = place_book().organisations.get(code)
    return known.name.removesuffix(" Kommune") if known else code


def _numbers(name: str, values: Counter[Value], language: str) -> str:
    """Say the sum of what can be summed, and the smallest and largest."""
    numbers = {value: count for value, count in values.items() if isinstance(value, int | float)}
    kind = FIELDS[name].kind if name in FIELDS else None
    write = {ValueKind.AMOUNT: _kroner, ValueKind.SHARE: percent}.get(kind, number) if kind else number
    lowest, highest = min(numbers), max(numbers)
    span = (
        write(lowest, language)
        if lowest == highest
        else say("span", language, first=write(lowest, language), last=write(highest, language))
    )
    if kind not in {ValueKind.AMOUNT, ValueKind.INTEGER}:
        return span
    total = sum(value * count for value, count in numbers.items())
    return say("total", language, total=write(total, language), span=span)


def _kroner(value: float, language: str) -> str:
    return kroner(round(value), language)


def _codes(name: str, values: Counter[Value], language: str) -> str:
    """Say how often each code stands, the most frequent first."""
    shown = [
        f"{_code(name, value, language)} {number(count, language)}"
        for value, count in values.most_common(_CODES)
    ]
    rest = sum(values.values()) - sum(count for _, count in values.most_common(_CODES))
    return ", ".join((*shown, *([say("others", language, count=rest)] if rest else [])))


def _code(name: str, value: Value, language: str) -> str:
    codes = _codes_of(name)
    if codes is None:
        return code_label(str(value)).text(language)
    known = {str(code): label for code, label in LABELS[codes].items()}
    return known.get(str(value), UNKNOWN).text(language).split(":")[0]


def _texts(name: str, values: Counter[Value], language: str) -> str:
    """Say how different texts are, and give some."""
    texts = [str(value) for value, _ in values.most_common(_EXAMPLES)]
    shown = [short(_place(text) if name == "organisation" else text, _LONGEST_EXAMPLE) for text in texts]
    named = ", ".join(f"“{text}”" for text in _fitting(shown))
    total = values.total()
    if len(values) == total > 1:
        return say("all_different", language, named=named)
    return say("different", language, count=len(values), named=named) if len(values) > 1 else named


def _fitting(texts: Sequence[str]) -> Sequence[str]:
    """Give the first of some texts that are short enough together; at least one."""
    lengths = [sum(map(len, texts[: n + 1])) for n in range(len(texts))]
    return texts[: max(1, sum(length <= _LONGEST_TOGETHER for length in lengths))]
