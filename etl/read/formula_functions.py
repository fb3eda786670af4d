"""The functions that formulas of conditional formats use, over values."""

import datetime as dt
import fnmatch
import math
import re
from collections.abc import Callable, Mapping, Sequence

from etl.read.formula_values import (
    EPOCH,
    NoValueError,
    Value,
    compare,
    number_of,
    serial,
    text_of,
    truth,
    whole_of,
)


def divided(one: float, other: float) -> float:
    """Divide; by 0 there is no value."""
    if not other:
        raise NoValueError
    return one / other


def raised(one: float, other: float) -> float:
    """Raise a number to a power, as long as it stays one."""
    try:
        found = one**other
    except (OverflowError, ZeroDivisionError) as error:
        raise NoValueError from error
    if isinstance(found, complex):
        raise NoValueError
    return float(found)


_CRITERION = re.compile(r"(<>|<=|>=|[=<>])?(.*)", re.DOTALL)


def criterion(wanted: Value) -> Callable[[Value], bool]:
    """Give the test that a criterion such as ">=2" or "g*" is."""
    if not isinstance(wanted, str):
        return lambda value: value is not None and compare("=", value, wanted)
    match = _CRITERION.fullmatch(wanted)
    sign, rest = (match[1] or "=", match[2]) if match else ("=", wanted)
    try:
        number = float(rest.replace(",", "."))
    except ValueError:
        like = _like(rest)
        return lambda value: (isinstance(value, str) and bool(like.fullmatch(value))) is (sign == "=")
    return lambda value: isinstance(value, int | float) and compare(sign, value, number)


def _like(text: str) -> re.Pattern[str]:
    """Read "*" and "?" as any letters and any letter."""
    return re.compile(fnmatch.translate(text.replace("[", "[[]")), re.IGNORECASE)


def _piece(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text).replace(r"\?", "."), re.IGNORECASE | re.DOTALL)


def _numbers(values: Sequence[Value]) -> list[float]:
    return [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]


def _mean(values: Sequence[Value]) -> Value:
    numbers = _numbers(values)
    return divided(sum(numbers), len(numbers))


def _all(values: Sequence[Value]) -> Value:
    return all(truth(value) for value in values if value is not None)


def _any(values: Sequence[Value]) -> Value:
    return any(truth(value) for value in values if value is not None)


OVER_MANY: Mapping[str, Callable[[Sequence[Value]], Value]] = {
    "AND": _all,
    "OR": _any,
    "XOR": lambda values: sum(truth(value) for value in values if value is not None) % 2 == 1,
    "SUM": lambda values: sum(_numbers(values)),
    "MIN": lambda values: min(_numbers(values), default=0),
    "MAX": lambda values: max(_numbers(values), default=0),
    "AVERAGE": _mean,
    "COUNT": lambda values: len(_numbers(values)),
    "COUNTA": lambda values: sum(value is not None for value in values),
    "COUNTBLANK": lambda values: sum(value in (None, "") for value in values),
    "CONCATENATE": lambda values: "".join(map(text_of, values)),
    "CONCAT": lambda values: "".join(map(text_of, values)),
}


def _search(wanted: Value, inside: Value, start: Value = 1) -> Value:
    """Find a text in another; around each "*" one piece is looked for after the other, which is quick."""
    place, text = whole_of(start) - 1, text_of(inside)
    begins: list[int] = []
    for piece in text_of(wanted).split("*"):
        match = _piece(piece).search(text, place) if place >= 0 else None
        if match is None:
            raise NoValueError
        begins.append(match.start())
        place = match.end()
    return begins[0] + 1


def _find(wanted: Value, inside: Value, start: Value = 1) -> Value:
    first = whole_of(start) - 1
    found = text_of(inside).find(text_of(wanted), max(0, first))
    if found < 0 or first < 0:
        raise NoValueError
    return found + 1


def _left(text: Value, length: Value = 1) -> Value:
    return text_of(text)[: max(0, whole_of(length))]


def _right(text: Value, length: Value = 1) -> Value:
    letters = max(0, whole_of(length))
    return text_of(text)[-letters:] if letters else ""


def _mid(text: Value, start: Value, length: Value) -> Value:
    first = whole_of(start) - 1
    if first < 0:
        raise NoValueError
    return text_of(text)[first : first + max(0, whole_of(length))]


def _not(value: Value) -> Value:
    return not truth(value)


def _date(year: Value, month: Value, day: Value) -> Value:
    return serial(_first_of_month(whole_of(year), whole_of(month))) + whole_of(day) - 1


def _first_of_month(year: int, month: int) -> dt.date:
    """Give the first of a month; months before the first and past the twelfth are those of other years."""
    try:
        return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    except ValueError as error:
        raise NoValueError from error


def _day_of(value: Value) -> dt.date:
    try:
        return (EPOCH + dt.timedelta(days=whole_of(value))).date()
    except OverflowError as error:
        raise NoValueError from error


def _months_on(day: Value, months: Value) -> Value:
    start = _day_of(day)
    first = _first_of_month(start.year, start.month + whole_of(months))
    last = _first_of_month(first.year, first.month + 1) - dt.timedelta(days=1)
    return serial(min(last, first + dt.timedelta(days=start.day - 1)))


def _month_end(day: Value, months: Value) -> Value:
    start = _day_of(day)
    return serial(_first_of_month(start.year, start.month + whole_of(months) + 1)) - 1


def _weekday(day: Value, kind: Value = 1) -> Value:
    number = _day_of(day).isoweekday()
    return number if whole_of(kind) == 2 else number % 7 + 1


def _rounded(number: Value, digits: Value = 0) -> Value:
    factor = 10.0 ** max(-15, min(15, whole_of(digits)))
    value = number_of(number) * factor
    return math.copysign(math.floor(abs(value) + 0.5), value) / factor


def _rest(number: Value, by: Value) -> Value:
    divisor = number_of(by)
    if not divisor:
        raise NoValueError
    return number_of(number) % divisor


PLAIN: Mapping[str, tuple[int, int, Callable[..., Value]]] = {
    "NOT": (1, 1, _not),
    "SEARCH": (2, 3, _search),
    "FIND": (2, 3, _find),
    "LEFT": (1, 2, _left),
    "RIGHT": (1, 2, _right),
    "MID": (3, 3, _mid),
    "LEN": (1, 1, lambda value: len(text_of(value))),
    "TRIM": (1, 1, lambda value: " ".join(text_of(value).split())),
    "UPPER": (1, 1, lambda value: text_of(value).upper()),
    "LOWER": (1, 1, lambda value: text_of(value).lower()),
    "EXACT": (2, 2, lambda one, other: text_of(one) == text_of(other)),
    "VALUE": (1, 1, number_of),
    "N": (1, 1, lambda value: 0 if isinstance(value, str) else number_of(value)),
    "ABS": (1, 1, lambda value: abs(number_of(value))),
    "INT": (1, 1, whole_of),
    "ROUND": (2, 2, _rounded),
    "MOD": (2, 2, _rest),
    "DATE": (3, 3, _date),
    "YEAR": (1, 1, lambda value: _day_of(value).year),
    "MONTH": (1, 1, lambda value: _day_of(value).month),
    "DAY": (1, 1, lambda value: _day_of(value).day),
    "WEEKDAY": (1, 2, _weekday),
    "EDATE": (2, 2, _months_on),
    "EOMONTH": (2, 2, _month_end),
}
