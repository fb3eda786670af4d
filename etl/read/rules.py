"""Conditional formatting: the colour that a sheet's own rules give its cells.

Rules about a cell's value or text, formulas, colour scales and sets of icons are worked out as Excel would;
others (bars, duplicates, ranks) say nothing of how an initiative fares. An icon counts as its colour.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter

from etl.read.clean import clean_text
from etl.read.formula_values import (
    Cells,
    NotUnderstoodError,
    NoValueError,
    SpentError,
    Value,
    compare,
    truth,
)
from etl.read.formulas import work_out
from etl.read.grid import Block, Place, Raw
from etl.read.looks import Palette, is_sign, telling_ink

Test = Callable[[int, int], bool]
"""Whether a rule holds for the cell in a row and a column."""

Paint = Callable[[float], str | None]
"""The colour of a number in a scale, or of its icon."""

_LAST_ROW = 1_048_576
_SIGNS = {
    "equal": "=",
    "notEqual": "<>",
    "greaterThan": ">",
    "greaterThanOrEqual": ">=",
    "lessThan": "<",
    "lessThanOrEqual": "<=",
}
_RED, _YELLOW, _GREEN, _BLACK = "FF0000", "FFC000", "00B050", "000000"
_ICONS: Mapping[str, tuple[str | None, ...]] = {
    "3TrafficLights1": (_RED, _YELLOW, _GREEN),
    "3TrafficLights2": (_RED, _YELLOW, _GREEN),
    "3Signs": (_RED, _YELLOW, _GREEN),
    "3Symbols": (_RED, _YELLOW, _GREEN),
    "3Symbols2": (_RED, _YELLOW, _GREEN),
    "3Flags": (_RED, _YELLOW, _GREEN),
    "3Arrows": (_RED, _YELLOW, _GREEN),
    "3Triangles": (_RED, _YELLOW, _GREEN),
    "4TrafficLights": (_BLACK, _RED, _YELLOW, _GREEN),
    "4Arrows": (_RED, _YELLOW, _YELLOW, _GREEN),
    "5Arrows": (_RED, _YELLOW, _YELLOW, _YELLOW, _GREEN),
}
"""The icons of each set that has lights' colours, from the lowest value up."""


@dataclass(slots=True)
class Point:
    """Where a scale's colour or an icon begins: a number, a share, a rank, or a formula."""

    kind: str
    value: str = ""
    is_included: bool = True


@dataclass(slots=True)
class RuleText:
    """A rule of conditional formatting as the file writes it.

    Attributes:
        fill: the number of its look among the workbook's; a rule may tell ``colour`` and ``ink`` itself.
        stops: whether rules of lower rank are left where it holds.
        points: where the colours of a scale or the icons of a set begin.
        own_icons: set and number of each icon, in a set that somebody put together.
    """

    block: str
    kind: str
    operator: str = ""
    text: str = ""
    fill: int = -1
    priority: int = 0
    formulas: list[str] = field(default_factory=list)
    stops: bool = False
    colour: dict[str, str] | None = None
    ink: dict[str, str] | None = None
    points: list[Point] = field(default_factory=list)
    colours: list[dict[str, str]] = field(default_factory=list)
    icons: str = ""
    is_reversed: bool = False
    own_icons: list[tuple[str, int]] = field(default_factory=list)


def conditional_fills(
    rules: Iterable[RuleText],
    fills: Sequence[str | None],
    rows: Sequence[Sequence[Raw]],
    first_column: int,
    *,
    inks: Sequence[str | None] = (),
    palette: Palette | None = None,
    today: dt.date | None = None,
    others: Mapping[str, Cells] | None = None,
) -> Mapping[Place, str]:
    """Give the colour of each cell that a rule colours; of several rules the first by priority.

    Args:
        rules: the sheet's rules; those of a kind that we do not evaluate colour nothing.
        fills: the colours that rules name by number.
        rows: the sheet's values from row 1 on.
        first_column: the column of each row's first value.
        inks: the colours of fonts that rules name by number; they count for signs that stand alone.
        palette: what the colours of scales are looked up in.
        today: the day that formulas call today: when the workbook was last calculated.
        others: the workbook's sheets by name, in lower case.
    """
    last_column = first_column + max(map(len, rows), default=0) - 1
    cells = Cells(rows, first_column, today, others=others or {})
    painter = _Painter(cells, fills, inks, palette or Palette(), last_column)
    for rule in sorted(rules, key=attrgetter("priority")):
        try:
            painter.take(rule)
        except SpentError:
            break
    return painter.fills | painter.icons


def block_of(name: str) -> Block | None:
    """Give the block that ``A1:B6``, ``A:B`` or ``B6`` alone names."""
    first, _, last = name.replace("$", "").partition(":")
    one, other = _corner(first), _corner(last or first)
    if one is None or other is None or (not last and one[0] is None):
        return None
    return Block(one[0] or 1, one[1], other[0] or _LAST_ROW, other[1])


def _corner(name: str) -> tuple[int | None, int] | None:
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isupper() and len(digits) <= 7):
        return None
    return (int(digits) if digits else None), column_of(letters)


def column_of(letters: str) -> int:
    """Give the number of a column, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(slots=True)
class _Painter:
    """Takes a sheet's rules by priority and keeps what each cell is coloured."""

    cells: Cells
    named: Sequence[str | None]
    inks: Sequence[str | None]
    palette: Palette
    last_column: int
    fills: dict[Place, str] = field(default_factory=dict)
    icons: dict[Place, str] = field(default_factory=dict)
    stopped: set[Place] = field(default_factory=set)

    def take(self, rule: RuleText) -> None:
        """Colour what a rule colours.

        Raises:
            SpentError: the sheet's rules take too long.
        """
        blocks = [block for name in rule.block.split() if (block := block_of(name))]
        if not blocks:
            return
        try:
            if rule.kind in ("colorScale", "iconSet"):
                self._paint(rule, blocks)
            else:
                self._colour(rule, blocks)
        except (NotUnderstoodError, ValueError, OverflowError):
            return

    def _colour(self, rule: RuleText, blocks: Sequence[Block]) -> None:
        colour, ink = self._own(rule), self._ink(rule)
        if colour is None and ink is None and not rule.stops:
            return
        test = _test(rule, _origin(blocks), self.cells)
        for place in self._inside(blocks):
            if place in self.stopped or (place in self.fills and not rule.stops) or not _holds(test, place):
                continue
            shown = colour or (ink if self._is_sign(place) else None)
            if shown is not None:
                self.fills.setdefault(place, shown)
            if rule.stops:
                self.stopped.add(place)

    def _own(self, rule: RuleText) -> str | None:
        if rule.colour is not None:
            return self.palette.colour(rule.colour)
        return self.named[rule.fill] if 0 <= rule.fill < len(self.named) else None

    def _ink(self, rule: RuleText) -> str | None:
        if rule.ink is not None:
            return telling_ink(self.palette.colour(rule.ink))
        return self.inks[rule.fill] if 0 <= rule.fill < len(self.inks) else None

    def _is_sign(self, place: Place) -> bool:
        value = self.cells.value(*place)
        return isinstance(value, str) and is_sign(value, None)

    def _paint(self, rule: RuleText, blocks: Sequence[Block]) -> None:
        places = {
            place: float(value)
            for place in self._inside(blocks)
            if isinstance(value := self.cells.value(*place), int | float) and not isinstance(value, bool)
        }
        if not places:
            return
        limits = _limits(rule, sorted(places.values()), _origin(blocks), self.cells)
        is_scale = rule.kind == "colorScale"
        paint = cache(self._scale(rule, limits) if is_scale else _icon(rule, limits))
        found = self.fills if is_scale else self.icons
        for place, number in places.items():
            colour = paint(number) if place not in self.stopped else None
            if colour is not None:
                found.setdefault(place, colour)

    def _scale(self, rule: RuleText, limits: Sequence[float]) -> Paint:
        colours = [self.palette.colour(told) for told in rule.colours]
        if len(colours) != len(limits) or not 2 <= len(colours) <= 3 or None in colours:
            raise NotUnderstoodError
        known = [colour for colour in colours if colour is not None]
        return lambda number: _between(number, limits, known)

    def _inside(self, blocks: Iterable[Block]) -> Iterator[Place]:
        """Give the blocks' cells that the sheet reaches; rules are often set for whole columns."""
        for block in blocks:
            for row in range(block.first_row, min(block.last_row, len(self.cells.rows)) + 1):
                for column in range(block.first_column, min(block.last_column, self.last_column) + 1):
                    self.cells.spend(1)
                    yield row, column


def _origin(blocks: Sequence[Block]) -> Place:
    """Give the cell that formulas are written for: the first of the rule's blocks."""
    return min(block.first_row for block in blocks), min(block.first_column for block in blocks)


def _holds(test: Test, place: Place) -> bool:
    try:
        return test(*place)
    except (NoValueError, ValueError, OverflowError):
        return False


# Rules that hold or not


def _test(rule: RuleText, origin: Place, cells: Cells) -> Test:
    if rule.kind == "cellIs":
        return _value_test(rule, origin, cells)
    wanted = _folded(rule.text)
    if rule.kind in _TEXT_TESTS and wanted:
        holds = _TEXT_TESTS[rule.kind]
        return lambda row, column: holds(_letters(cells.value(row, column)), wanted)
    if rule.kind == "containsBlanks":
        return lambda row, column: not _letters(cells.value(row, column)).strip()
    if rule.kind == "notContainsBlanks":
        return lambda row, column: bool(_letters(cells.value(row, column)).strip())
    if not rule.formulas or rule.kind not in {"expression", *_TEXT_TESTS}:
        raise NotUnderstoodError
    worked = work_out(rule.formulas[0], origin, cells)
    return lambda row, column: truth(worked(row, column))


def _value_test(rule: RuleText, origin: Place, cells: Cells) -> Test:
    limits = [work_out(formula, origin, cells) for formula in rule.formulas]
    if rule.operator in _SIGNS and limits:
        sign, limit = _SIGNS[rule.operator], limits[0]
        return lambda row, column: compare(sign, cells.value(row, column), limit(row, column))
    if rule.operator not in ("between", "notBetween") or len(limits) < 2:
        raise NotUnderstoodError
    low, high = limits[:2]

    def is_between(row: int, column: int) -> bool:
        value, one, other = cells.value(row, column), low(row, column), high(row, column)
        if compare(">", one, other):
            one, other = other, one
        return compare(">=", value, one) and compare("<=", value, other)

    is_asked = rule.operator == "between"
    return lambda row, column: is_between(row, column) is is_asked


_TEXT_TESTS: Mapping[str, Callable[[str, str], bool]] = {
    "containsText": lambda text, wanted: wanted in text,
    "notContainsText": lambda text, wanted: wanted not in text,
    "beginsWith": lambda text, wanted: text.startswith(wanted),
    "endsWith": lambda text, wanted: text.endswith(wanted),
}


def _letters(value: Value) -> str:
    if value is None:
        return ""
    return value.casefold() if isinstance(value, str) else f"{value:g}"


def _folded(text: str) -> str:
    return (clean_text(text) or "").casefold()


# Scales and icons


def _limits(rule: RuleText, numbers: Sequence[float], origin: Place, cells: Cells) -> list[float]:
    """Give the numbers at which a scale's colours, or a set's icons, begin."""
    return [_limit(point, numbers, origin, cells) for point in rule.points]


def _limit(point: Point, numbers: Sequence[float], origin: Place, cells: Cells) -> float:
    low, high = numbers[0], numbers[-1]
    if point.kind in ("min", "autoMin"):
        return low
    if point.kind in ("max", "autoMax"):
        return high
    told = _told(point.value, origin, cells)
    if point.kind == "percent":
        return low + (high - low) * told / 100
    if point.kind == "percentile":
        return _rank(numbers, told / 100)
    if point.kind in ("num", "formula"):
        return told
    raise NotUnderstoodError


def _told(text: str, origin: Place, cells: Cells) -> float:
    try:
        value = work_out(text, origin, cells)(*origin)
    except NoValueError as error:
        raise NotUnderstoodError from error
    if not isinstance(value, int | float):
        raise NotUnderstoodError
    return float(value)


def _rank(numbers: Sequence[float], share: float) -> float:
    """Give the number below which a share of them lies."""
    place = min(1.0, max(0.0, share)) * (len(numbers) - 1)
    below = int(place)
    above = min(below + 1, len(numbers) - 1)
    return numbers[below] + (numbers[above] - numbers[below]) * (place - below)


def _between(number: float, limits: Sequence[float], colours: Sequence[str]) -> str:
    """Give a number's colour in a scale."""
    if number <= limits[0]:
        return colours[0]
    for (low, one), (high, other) in zip(
        zip(limits, colours, strict=True), zip(limits[1:], colours[1:], strict=True), strict=False
    ):
        if number <= high:
            share = (number - low) / (high - low) if high > low else 1.0
            return _mixed(one, other, share)
    return colours[-1]


def _mixed(one: str, other: str, share: float) -> str:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(first + (second - first) * share):02X}" for first, second in pairs)


def _icon(rule: RuleText, limits: Sequence[float]) -> Paint:
    """Give what tells a number's icon: the last that begins at or below it."""
    colours = _icon_colours(rule)
    if len(colours) != len(limits) or len(limits) < 2:
        raise NotUnderstoodError
    if rule.is_reversed:
        colours = colours[::-1]
    points = rule.points

    def paint(number: float) -> str | None:
        begun = [
            n
            for n, (limit, point) in enumerate(zip(limits, points, strict=True))
            if n == 0 or number > limit or (point.is_included and number >= limit)
        ]
        return colours[begun[-1]]

    return paint


def _icon_colours(rule: RuleText) -> tuple[str | None, ...]:
    if rule.own_icons:
        sets = ((_ICONS.get(name, ()), number) for name, number in rule.own_icons)
        return tuple(icons[number] if 0 <= number < len(icons) else None for icons, number in sets)
    if rule.icons not in _ICONS:
        raise NotUnderstoodError
    return _ICONS[rule.icons]
