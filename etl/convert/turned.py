"""A table read from a turned sheet, told in the places of the sheet as it is."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from etl.convert.table import Converted
from etl.find import Found
from etl.find.rows import above_reason
from etl.find.transposed import place_of
from etl.find.view import View
from etl.read.grid import address, column_letters
from portfolio.findings import Fact, Finding
from portfolio.records import CellValue, ColumnReading, ExtraCell, LeftRow, Report, RowCounts, TableReading
from portfolio.vocabulary import RowReason

_TRANSPOSED = "transposed"
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d*")
_LETTERS = re.compile(r"\b[A-Z]{1,3}(?= \()")
_OF_ROWS = {"column.not_recognised": "row.not_recognised", "column.perhaps": "row.perhaps"}
_HIDDEN = {"row.hidden": "column.hidden", "column.hidden": "row.hidden"}


def turned_back(found: Found, converted: Converted) -> Converted:
    """Give a table's cells, rows and findings as the sheet has them; other tables are given as they are."""
    view, table = found.turned_from, converted.table
    if view is None or table is None:
        return converted
    findings = tuple(map(_finding, converted.findings))
    return Converted(_table(view, table), findings)


def cell_back(cell: str) -> str:
    """Give the address that a turned cell has in the file: "E2" is "B5"."""
    row, column = place_of(cell)
    return address(column, row)


def _table(view: View, table: TableReading) -> TableReading:
    told = tuple(replace(column, place=str(_number(column.place))) for column in table.columns)
    rows = _body(view, told)
    columns = tuple(column for column in told if not _divides(view, column))
    skipped = tuple(LeftRow(row, RowReason.SECTION_HEADING) for row in rows if row not in _rows_of(columns))
    accepted = len(rows) - len(skipped)
    return replace(
        table,
        orientation=_TRANSPOSED,
        header_rows=None,
        first_row=rows[0],
        last_row=rows[-1],
        columns=columns,
        rows=RowCounts(len(rows), accepted, 0, len(skipped), 0),
        skipped=skipped,
        outside=tuple(_outside(view, rows)),
        records=tuple(map(_report, table.records)),
    )


def _divides(view: View, column: ColumnReading) -> bool:
    """Tell a row that only divides the others ("ØKONOMI"): no field or in capitals, and nothing beside it."""
    is_plain = column.field is not None and not column.heading.isupper()
    return not is_plain and len(view.filled(int(column.place))) == 1


def _number(letters: str) -> int:
    """Give the number of a column by its letters, which is the sheet's row."""
    return place_of(f"{letters}1")[1]


def _rows_of(columns: Iterable[ColumnReading]) -> set[int]:
    return {int(column.place) for column in columns}


def _body(view: View, columns: Sequence[ColumnReading]) -> list[int]:
    """Give the rows of the list that hold something."""
    named = _rows_of(columns)
    return [row for row, _ in view.filled_rows(min(named), max(named))]


def _outside(view: View, rows: Sequence[int]) -> Iterator[LeftRow]:
    for row, _ in view.filled_rows(view.sheet.first_row, view.last_row):
        if row < rows[0]:
            yield LeftRow(row, above_reason(view, row))
        elif row > rows[-1]:
            yield LeftRow(row, RowReason.NOTE)


def _report(report: Report) -> Report:
    return replace(
        report,
        row=None,
        column=None if report.row is None else column_letters(report.row),
        values={name: _value(value) for name, value in report.values.items()},
        extra=tuple(ExtraCell(cell.heading, cell.text, cell_back(cell.cell)) for cell in report.extra),
    )


def _value(value: CellValue) -> CellValue:
    return value if value.cell is None else value.but(cell=cell_back(value.cell))


def _finding(finding: Finding) -> Finding:
    cell = None if finding.cell is None else cell_back(finding.cell)
    if finding.id in _HIDDEN:
        return replace(finding, id=_HIDDEN[finding.id], cell=cell, facts=_hidden(finding.facts))
    if finding.id in _OF_ROWS:
        return replace(finding, id=_OF_ROWS[finding.id], cell=cell, facts=_of_row(finding.facts))
    return replace(
        finding, cell=cell, facts={name: _fact(name, fact) for name, fact in finding.facts.items()}
    )


def _of_row(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Say a column by its letters as the row that it is."""
    return {name: fact for name, fact in facts.items() if name != "column"} | {
        "row": _number(str(facts["column"]))
    }


def _hidden(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Say hidden rows as columns, hidden columns as rows."""
    if "rows" in facts:
        numbers = str(facts["rows"]).split(", ")
        return {"count": facts["count"], "columns": ", ".join(column_letters(int(row)) for row in numbers)}
    rows = _LETTERS.sub(lambda found: str(_number(found[0])), str(facts["columns"]))
    return {"count": facts["count"], "rows": rows}


def _fact(name: str, fact: Fact) -> Fact:
    """Turn what a sentence mentions of places: another cell, a row or a column by its name."""
    if name == "row" and isinstance(fact, int):
        return column_letters(fact)
    if name == "column" and isinstance(fact, str):
        return str(_number(fact))
    is_cell = name == "other" and isinstance(fact, str) and _CELL.fullmatch(fact)
    return cell_back(str(fact)) if is_cell else fact
