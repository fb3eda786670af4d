"""Conditional formatting: the colour that a sheet's own rules give its cells, where lists use such rules."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from etl.read.clean import clean_text
from etl.read.grid import Block, Place, Raw

Test = Callable[[Raw], bool]

_TEXT = r'"((?:[^"]|"")*)"'
_CELL = r"(?P<fixed_column>\$?)(?P<letters>[A-Z]{1,3})(?P<fixed_row>\$?)(?P<row>[0-9]{1,7})"
_VALUE = re.compile(rf"=?\s*(?:{_TEXT}|(-?[0-9]+(?:\.[0-9]+)?))\s*")
_EQUALS = re.compile(rf"=?\s*{_CELL}\s*=\s*(?P<value>.+)", re.DOTALL)
_FINDS = re.compile(rf"(?:ISNUMBER|NOT\(ISERROR)\(SEARCH\((?P<value>{_TEXT}),\s*{_CELL}\)+", re.IGNORECASE)
_COLUMNS = re.compile("([A-Z]{1,3}):([A-Z]{1,3})")
_LAST_ROW = 1_048_576
_MOST_TESTS = 2_000_000
"""Rules are tried on so many cells of a sheet; thousands of rules for whole columns would take minutes."""

_CORNERS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")


@dataclass(slots=True)
class RuleText:
    """A rule of conditional formatting as the file writes it."""

    block: str
    kind: str
    operator: str
    text: str
    fill: int
    priority: int
    formulas: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Look:
    """Which cell a rule looks at, seen from the cell it colours: a shift, or one fixed row or column."""

    rows: int = 0
    columns: int = 0
    has_fixed_row: bool = False
    has_fixed_column: bool = False

    def at(self, row: int, column: int) -> Place:
        return (
            self.rows if self.has_fixed_row else row + self.rows,
            self.columns if self.has_fixed_column else column + self.columns,
        )


def conditional_fills(
    rules: Iterable[RuleText], fills: Sequence[str | None], rows: Sequence[Sequence[Raw]], first_column: int
) -> Mapping[Place, str]:
    """Give the colour of each cell that a rule colours; of several rules the first by priority.

    Args:
        rules: the sheet's rules; those of a kind that we do not evaluate colour nothing.
        fills: the colours that rules name by number.
        rows: the sheet's values from row 1 on.
        first_column: the column of each row's first value.
    """
    found: dict[Place, str] = {}
    last_column = first_column + max(map(len, rows), default=0) - 1
    left = _MOST_TESTS
    for rule in sorted(rules, key=lambda rule: -rule.priority):
        colour = fills[rule.fill] if 0 <= rule.fill < len(fills) else None
        blocks = [block for name in rule.block.split() if (block := block_of(name))]
        if colour and blocks and (understood := _understand(rule, blocks)):
            test, look = understood
            for place in islice(_inside(blocks, len(rows), last_column), left):
                left -= 1
                if test(_value(rows, first_column, look.at(*place))):
                    found[place] = colour
    return found


def block_of(name: str) -> Block | None:
    """Give the block that ``A1:B6``, ``A:B`` or ``B6`` alone names."""
    if match := _COLUMNS.fullmatch(name.replace("$", "")):
        return Block(1, column_of(match[1]), _LAST_ROW, column_of(match[2]))
    match = _CORNERS.fullmatch(name.replace("$", ""))
    if match is None:
        return None
    left, top = column_of(match[1]), int(match[2])
    return Block(top, left, int(match[4]), column_of(match[3])) if match[3] else Block(top, left, top, left)


def column_of(letters: str) -> int:
    """Give the number of a column, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _understand(rule: RuleText, blocks: Sequence[Block]) -> tuple[Test, _Look] | None:
    formula = rule.formulas[0] if rule.formulas else ""
    if rule.kind == "expression":
        return _expression(formula, blocks)
    test = _equals(formula) if (rule.kind, rule.operator) == ("cellIs", "equal") else _text_test(rule)
    return (test, _Look()) if test else None


def _expression(formula: str, blocks: Sequence[Block]) -> tuple[Test, _Look] | None:
    if match := _EQUALS.fullmatch(formula):
        test = _equals(match["value"])
        return (test, _look(match, blocks)) if test else None
    if match := _FINDS.fullmatch(formula):
        return _contains(match["value"][1:-1].replace('""', '"')), _look(match, blocks)
    return None


def _look(match: re.Match[str], blocks: Sequence[Block]) -> _Look:
    """A formula is written for the first cell of the rule's blocks; the others are reckoned from there."""
    has_fixed_row, has_fixed_column = bool(match["fixed_row"]), bool(match["fixed_column"])
    top, left = min(block.first_row for block in blocks), min(block.first_column for block in blocks)
    row, column = int(match["row"]), column_of(match["letters"].upper())
    return _Look(
        row if has_fixed_row else row - top,
        column if has_fixed_column else column - left,
        has_fixed_row,
        has_fixed_column,
    )


def _equals(formula: str) -> Test | None:
    match = _VALUE.fullmatch(formula)
    if match is None:
        return None
    if match[2] is not None:
        number = float(match[2])
        return lambda value: isinstance(value, float | int) and value == number
    wanted = _folded(match[1].replace('""', '"'))
    return lambda value: isinstance(value, str) and value.casefold() == wanted


def _text_test(rule: RuleText) -> Test | None:
    wanted = _folded(rule.text)
    tests: dict[str, Test] = {
        "containsText": _contains(rule.text),
        "beginsWith": lambda value: isinstance(value, str) and value.casefold().startswith(wanted),
        "endsWith": lambda value: isinstance(value, str) and value.casefold().endswith(wanted),
    }
    return tests.get(rule.kind) if wanted else None


def _contains(text: str) -> Test:
    wanted = _folded(text)
    return lambda value: isinstance(value, str) and wanted in value.casefold()


def _folded(text: str) -> str:
    return (clean_text(text) or "").casefold()


def _inside(blocks: Iterable[Block], last_row: int, last_column: int) -> Iterator[Place]:
    """Give the blocks' cells that the sheet reaches; rules are often set for whole columns."""
    for block in blocks:
        for row in range(block.first_row, min(block.last_row, last_row) + 1):
            for column in range(block.first_column, min(block.last_column, last_column) + 1):
                yield row, column


def _value(rows: Sequence[Sequence[Raw]], first_column: int, place: Place) -> Raw:
    row, column = place[0] - 1, place[1] - first_column
    return rows[row][column] if 0 <= row < len(rows) and 0 <= column < len(rows[row]) else None
