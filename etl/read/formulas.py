"""Formulas of conditional formats: worked out for a cell, as far as lists use them to colour their rows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from etl.read.formula_functions import OVER_MANY, PLAIN, criterion, divided, raised
from etl.read.formula_values import (
    COMPARISONS,
    Cells,
    NotUnderstoodError,
    NoValueError,
    Value,
    compare,
    number_of,
    serial,
    text_of,
    truth,
)
from etl.read.grid import Block, Place

Worked = Callable[[int, int], Value]
"""A formula ready to be worked out for the cell in a row and a column."""

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"]|"")*")
    |(?P<sheet>(?:'(?:[^']|\'\')+'|[^\W\d][\w.]*)!)
    |(?P<span>\$?[A-Z]{1,3}\$?[0-9]{1,7}:\$?[A-Z]{1,3}\$?[0-9]{1,7}|\$?[A-Z]{1,3}:\$?[A-Z]{1,3})(?![\w(!])
    |(?P<cell>\$?[A-Z]{1,3}\$?[0-9]{1,7})(?![\w(!.])
    |(?P<number>[0-9]+(?:\.[0-9]*)?(?:E[+-]?[0-9]+)?|\.[0-9]+)
    |(?P<name>[A-Z_][A-Z0-9_.]*)
    |(?P<sign><>|<=|>=|[-+*/^&=<>(),%])
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CORNER = re.compile(r"(\$?)([A-Z]{1,3})(?:(\$?)([0-9]{1,7}))?", re.IGNORECASE)
_LONGEST, _DEEPEST = 2_000, 40
_LAST_ROW = 1_048_576
_MOST_KNOWN = 10_000
_UNSEEN = NoValueError()
_PREFIXES = ("_XLFN.", "_XLWS.")
_UNKNOWN: tuple[int, int, Callable[..., Value]] = (1, 0, number_of)


def work_out(formula: str, origin: Place, cells: Cells) -> Worked:
    """Make a formula ready.

    Args:
        formula: as the file writes it, with or without its "=".
        origin: the cell that it is written for; from others it looks as far away.
        cells: the sheet.

    Raises:
        NotUnderstoodError: it uses what is not worked out here.
    """
    if len(formula) > _LONGEST:
        raise NotUnderstoodError
    parser = _Parser(list(_tokens(formula.strip().removeprefix("="))), origin, cells)
    worked = parser.whole()
    return worked if parser.looks_around else _remembered(worked, parser.corners)


# Reading a formula


class _Token(NamedTuple):
    kind: str
    text: str


def _tokens(formula: str) -> Iterator[_Token]:
    place = 0
    while formula[place:].strip():
        match = _TOKEN.match(formula, place)
        if match is None or match.lastgroup is None:
            raise NotUnderstoodError
        yield _Token(match.lastgroup, match[match.lastgroup])
        place = match.end()


@dataclass(frozen=True, slots=True)
class _Corner:
    """A cell as a formula names it: how far from the formula's own cell, or fixed."""

    row: int
    column: int
    has_fixed_row: bool
    has_fixed_column: bool

    def at(self, row: int, column: int) -> Place:
        return (
            self.row if self.has_fixed_row else row + self.row,
            self.column if self.has_fixed_column else column + self.column,
        )


@dataclass(frozen=True, slots=True)
class _Span:
    """Several cells as a formula names them."""

    cells: Cells
    first: _Corner
    last: _Corner

    def at(self, row: int, column: int) -> Block:
        top, left = self.first.at(row, column)
        bottom, right = self.last.at(row, column)
        return Block(max(1, min(top, bottom)), max(1, min(left, right)), max(top, bottom), max(left, right))


def _remembered(worked: Worked, corners: Sequence[tuple[Cells, _Corner]]) -> Worked:
    """Work out only once what looks at the same values: rules stand for whole columns of a few words."""
    known: dict[tuple[object, ...], Value | NoValueError] = {}

    def remembered(row: int, column: int) -> Value:
        raws = [cells.raw(*corner.at(row, column)) for cells, corner in corners]
        key = (*raws, *map(type, raws))
        found = known.get(key, _UNSEEN)
        if found is _UNSEEN:
            try:
                found = worked(row, column)
            except NoValueError as error:
                found = error
            if len(known) < _MOST_KNOWN:
                known[key] = found
        if isinstance(found, NoValueError):
            raise NoValueError
        return found

    return remembered


_Argument = Worked | _Span
_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))


@dataclass(slots=True)
class _Parser:
    """Reads a formula by what binds weakest first."""

    tokens: list[_Token]
    origin: Place
    cells: Cells
    place: int = 0
    depth: int = 0
    corners: list[tuple[Cells, _Corner]] = field(default_factory=list)
    looks_around: bool = False

    def whole(self) -> Worked:
        found = self._value(self._expression(0))
        if self.place < len(self.tokens):
            raise NotUnderstoodError
        return found

    def _next(self) -> _Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _take(self, *signs: str) -> str | None:
        token = self._next()
        if token is not None and token.kind == "sign" and token.text in signs:
            self.place += 1
            return token.text
        return None

    def _expression(self, level: int) -> _Argument:
        if level == len(_LEVELS):
            return self._signed()
        found = self._expression(level + 1)
        while sign := self._take(*_LEVELS[level]):
            found = _joined(sign, self._value(found), self._value(self._expression(level + 1)))
        return found

    def _signed(self) -> _Argument:
        sign = self._take("-", "+")
        if sign is None:
            return self._percent()
        self._deeper()
        worked = self._value(self._signed())
        return (lambda row, column: -number_of(worked(row, column))) if sign == "-" else worked

    def _percent(self) -> _Argument:
        found = self._primary()
        while self._take("%"):
            found = _percent(self._value(found))
        return found

    def _primary(self) -> _Argument:
        token = self._next()
        if token is None:
            raise NotUnderstoodError
        self.place += 1
        if token.kind == "text":
            return _constant(token.text[1:-1].replace('""', '"'))
        if token.kind == "number":
            return _constant(float(token.text))
        if token.kind in ("sheet", "cell", "span"):
            return self._place(token)
        return self._function(token) if token.kind == "name" else self._bracketed(token)

    def _bracketed(self, token: _Token) -> _Argument:
        if token.text != "(":
            raise NotUnderstoodError
        self._deeper()
        found = self._expression(0)
        self._must(")")
        return found

    def _function(self, token: _Token) -> Worked:
        name = token.text.upper()
        for prefix in _PREFIXES:
            name = name.removeprefix(prefix)
        if name in ("TRUE", "FALSE"):
            if self._take("("):
                self._must(")")
            return _constant(name == "TRUE")
        self.looks_around |= name in ("ROW", "COLUMN")
        self._must("(")
        self._deeper()
        arguments = [] if self._take(")") else self._arguments()
        return _called(name, arguments, self.cells)

    def _arguments(self) -> list[_Argument]:
        found: list[_Argument] = []
        while True:
            token = self._next()
            is_left_out = token is not None and token.kind == "sign" and token.text in ",)"
            found.append(_constant(None) if is_left_out else self._expression(0))
            if not self._take(","):
                self._must(")")
                return found

    def _must(self, sign: str) -> None:
        if self._take(sign) is None:
            raise NotUnderstoodError

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotUnderstoodError

    def _corner(self, text: str, *, is_last: bool = False) -> _Corner:
        match = _CORNER.fullmatch(text)
        if match is None:
            raise NotUnderstoodError
        column = 0
        for letter in match[2].upper():
            column = column * 26 + ord(letter) - 64
        if match[4] is None:
            row, has_fixed_row = (_LAST_ROW if is_last else 1), True
        else:
            row, has_fixed_row = int(match[4]), bool(match[3])
        return _Corner(
            row if has_fixed_row else row - self.origin[0],
            column if match[1] else column - self.origin[1],
            has_fixed_row,
            bool(match[1]),
        )

    def _place(self, token: _Token) -> _Argument:
        """Read a cell or several, perhaps of another sheet."""
        cells = self.cells
        if token.kind == "sheet":
            name = token.text[:-1].removeprefix("'").removesuffix("'").replace("''", "'")
            other, following = self.cells.others.get(name.casefold()), self._next()
            if other is None or following is None or following.kind not in ("cell", "span"):
                raise NotUnderstoodError
            cells, token = other, following
            self.place += 1
        if token.kind == "cell":
            return self._cell(self._corner(token.text), cells)
        self.looks_around = True
        first, _, last = token.text.partition(":")
        return _Span(cells, self._corner(first), self._corner(last, is_last=True))

    def _cell(self, corner: _Corner, cells: Cells) -> Worked:
        self.corners.append((cells, corner))
        return lambda row, column: cells.value(*corner.at(row, column))

    def _value(self, argument: _Argument) -> Worked:
        if isinstance(argument, _Span):
            raise NotUnderstoodError
        return argument


def _constant(value: Value) -> Worked:
    return lambda _, __: value


def _percent(worked: Worked) -> Worked:
    return lambda row, column: number_of(worked(row, column)) / 100


def _joined(sign: str, one: Worked, other: Worked) -> Worked:
    if sign in COMPARISONS:
        return lambda row, column: compare(sign, one(row, column), other(row, column))
    if sign == "&":
        return lambda row, column: text_of(one(row, column)) + text_of(other(row, column))
    reckon = _SUMS[sign]
    return lambda row, column: reckon(number_of(one(row, column)), number_of(other(row, column)))


_SUMS: Mapping[str, Callable[[float, float], float]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": divided,
    "^": raised,
}


# Functions


def _called(name: str, arguments: Sequence[_Argument], cells: Cells) -> Worked:
    """Make a function ready: first those that look at whole blocks or leave arguments unread."""
    if name in OVER_MANY:
        return _over_many(OVER_MANY[name], arguments)
    if name == "COUNTIF" and len(arguments) == 2:
        return _counted_if(arguments[0], _single(arguments[1]))
    single = [_single(argument) for argument in arguments]
    if name in _UNREAD:
        return _UNREAD[name](single)
    return _of_values(name, single, cells) if single else _of_nothing(name, cells)


def _of_nothing(name: str, cells: Cells) -> Worked:
    if name in ("TODAY", "NOW") and cells.today is not None:
        return _constant(serial(cells.today))
    if name == "ROW":
        return lambda row, _: row
    if name == "COLUMN":
        return lambda _, column: column
    raise NotUnderstoodError


def _of_values(name: str, single: Sequence[Worked], cells: Cells) -> Worked:
    fewest, most, reckon = PLAIN.get(name, _UNKNOWN)
    if not fewest <= len(single) <= most:
        raise NotUnderstoodError

    def worked(row: int, column: int) -> Value:
        cells.spend(1)
        return reckon(*(argument(row, column) for argument in single))

    return worked


def _single(argument: _Argument) -> Worked:
    if isinstance(argument, _Span):
        raise NotUnderstoodError
    return argument


def _over_many(reckon: Callable[[Sequence[Value]], Value], arguments: Sequence[_Argument]) -> Worked:
    def worked(row: int, column: int) -> Value:
        found: list[Value] = []
        for argument in arguments:
            if isinstance(argument, _Span):
                found.extend(argument.cells.inside(argument.at(row, column)))
            else:
                found.append(argument(row, column))
        return reckon(found)

    return worked


def _counted_if(span: _Argument, wanted: Worked) -> Worked:
    if not isinstance(span, _Span):
        raise NotUnderstoodError

    def worked(row: int, column: int) -> Value:
        holds = criterion(wanted(row, column))
        return float(sum(holds(value) for value in span.cells.inside(span.at(row, column))))

    return worked


def _if(single: Sequence[Worked]) -> Worked:
    if not 2 <= len(single) <= 3:
        raise NotUnderstoodError
    otherwise = single[2] if len(single) == 3 else _constant(value=False)
    return lambda row, column: (single[1] if truth(single[0](row, column)) else otherwise)(row, column)


def _if_error(single: Sequence[Worked]) -> Worked:
    if len(single) != 2:
        raise NotUnderstoodError

    def worked(row: int, column: int) -> Value:
        try:
            return single[0](row, column)
        except NoValueError:
            return single[1](row, column)

    return worked


def _is_error(single: Sequence[Worked]) -> Worked:
    if len(single) != 1:
        raise NotUnderstoodError

    def worked(row: int, column: int) -> Value:
        try:
            single[0](row, column)
        except NoValueError:
            return True
        return False

    return worked


def _is(test: Callable[[Value], bool]) -> Callable[[Sequence[Worked]], Worked]:
    """Make a function that asks what a value is; an error is nothing of what can be asked."""

    def made(single: Sequence[Worked]) -> Worked:
        if len(single) != 1:
            raise NotUnderstoodError

        def worked(row: int, column: int) -> Value:
            try:
                return test(single[0](row, column))
            except NoValueError:
                return False

        return worked

    return made


_UNREAD: Mapping[str, Callable[[Sequence[Worked]], Worked]] = {
    "IF": _if,
    "IFERROR": _if_error,
    "ISERROR": _is_error,
    "ISERR": _is_error,
    "ISNA": _is_error,
    "ISNUMBER": _is(lambda value: isinstance(value, int | float) and not isinstance(value, bool)),
    "ISTEXT": _is(lambda value: isinstance(value, str)),
    "ISNONTEXT": _is(lambda value: not isinstance(value, str)),
    "ISBLANK": _is(lambda value: value is None),
    "ISLOGICAL": _is(lambda value: isinstance(value, bool)),
}
