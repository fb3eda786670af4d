"""A chart's numbers as a table of a workbook."""

from collections.abc import Sequence

from dashboard.components.numbers import Amount, Cell, Numbers
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value


def numbers_sheet(numbers: Numbers, name: str) -> SheetTable:
    """Give a chart's numbers: amounts as numbers, everything else as the text that is read."""
    cells = [[row[place] for row in numbers.rows] for place in range(len(numbers.columns))]
    columns = [
        SheetColumn(column.heading, _kind(below))
        for column, below in zip(numbers.columns, cells, strict=True)
    ]
    return SheetTable(name, columns, [[_value(cell) for cell in row] for row in numbers.rows])


def _value(cell: Cell) -> Value:
    """Give a cell's value; an amount that is not known stands as what is read in its place."""
    if isinstance(cell, str):
        return cell
    if not isinstance(cell, Amount) or cell.value is None:
        return cell.text
    return int(cell.value) if float(cell.value).is_integer() else float(cell.value)


def _kind(cells: Sequence[Cell]) -> Kind:
    amounts = [cell for cell in cells if isinstance(cell, Amount) and cell.value is not None]
    if not amounts:
        return Kind.TEXT
    if all(cell.text.endswith("%") for cell in amounts):
        return Kind.SHARE
    return Kind.WHOLE if all(float(cell.value or 0).is_integer() for cell in amounts) else Kind.DECIMAL
