"""A chart's numbers as data: the table under it and the workbook to download are made of the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.markup import Element, Node
from dashboard.components.plain_table import Column, Linked, plain_table
from dashboard.format import number


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is, as it is shown, and the address of the rows behind it; None: not known.

    ``look`` is what stands in a table where that is more than the text, such as a bar.
    """

    value: float | None
    text: str
    address: str | None = None
    look: Node | None = None

    def shown(self) -> Node | Linked:
        """Give it as it stands in a table: a link where there are rows to open."""
        if self.look is not None:
            return self.look
        if self.address is None or not self.value:
            return self.text
        return self.text, self.address


@dataclass(frozen=True, slots=True)
class Word:
    """A text cell that is shown as more than its text, such as a light's shape and word, or a link."""

    text: str
    shown: Node


Cell = Amount | Word | str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every number of a chart: the first cell of each row is the row's heading."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def counted(count: int, address: str | None = None) -> Amount:
    """Give a number of initiatives."""
    return Amount(count, number(count), address)


def numbers_table(numbers: Numbers, look: str = "plain") -> Element:
    """Lay the numbers out as a table; ``look`` is its classes."""
    rows = [[cell if isinstance(cell, str) else _shown(cell) for cell in row] for row in numbers.rows]
    return plain_table(numbers.caption, numbers.columns, rows, look)


def _shown(cell: Amount | Word) -> Node | Linked:
    return cell.shown if isinstance(cell, Word) else cell.shown()


def folded(numbers: Numbers, summary: str) -> Element:
    """Fold the table away under a line that opens it."""
    return html.Details([html.Summary(summary), numbers_table(numbers)], className="numbers")
