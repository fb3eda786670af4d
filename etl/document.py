"""The JSON document of ``tvaerblik check``: what was understood of one file."""

import datetime as dt
from typing import TypeAlias

from etl.run import shown_name
from portfolio.errors import TvaerblikError
from portfolio.findings import Finding
from portfolio.records import (
    CellValue,
    ColumnReading,
    FileFacts,
    FuzzyDate,
    LeftRow,
    Reading,
    Report,
    TableReading,
    Value,
)

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def document(reading: Reading, language: str = "da") -> dict[str, Json]:
    """Give the document of a file that was read."""
    return {
        "file": _file(reading.file),
        "refused": None,
        "tables": [_table(table) for table in reading.tables],
        "findings": [_finding(finding, language) for finding in reading.findings],
    }


def refusal(
    name: str, size_bytes: int, sha256: str, error: TvaerblikError, language: str = "da"
) -> dict[str, Json]:
    """Give the document of a file that was refused."""
    file: dict[str, Json] = {"name": shown_name(name), "bytes": size_bytes, "sha256": sha256, "format": None}
    refused: dict[str, Json] = {"id": error.id, "message": error.message(language)}
    return {"file": file, "refused": refused, "tables": [], "findings": []}


def _file(facts: FileFacts) -> dict[str, Json]:
    return {"name": facts.name, "bytes": facts.size_bytes, "sha256": facts.sha256, "format": facts.format}


def _table(table: TableReading) -> dict[str, Json]:
    is_transposed = table.orientation == "transposed"
    rows = table.rows
    start: dict[str, Json] = {"sheet": table.sheet, "kind": str(table.kind)}
    if table.orientation is not None:
        start["orientation"] = table.orientation
    found = start | {
        "header_rows": None if table.header_rows is None else list(table.header_rows),
        "first_row": table.first_row,
        "last_row": table.last_row,
        "columns": [_column(column, is_transposed=is_transposed) for column in table.columns],
        "rows": {
            "read": rows.read,
            "accepted": rows.accepted,
            "merged": rows.merged,
            "skipped": rows.skipped,
            "rejected": rows.rejected,
        },
        "skipped": [_left(row) for row in table.skipped],
        "outside": [_left(row) for row in table.outside],
        "records": [_record(record) for record in table.records],
    }
    return found | ({"row_values": [_record(row) for row in table.row_values]} if table.row_values else {})


def _column(column: ColumnReading, *, is_transposed: bool) -> dict[str, Json]:
    place: dict[str, Json] = {"row": int(column.place)} if is_transposed else {"column": column.place}
    return place | {"heading": column.heading, "field": column.field, "confidence": column.confidence}


def _left(row: LeftRow) -> dict[str, Json]:
    return {"row": row.row, "reason": str(row.reason)}


def _record(record: Report) -> dict[str, Json]:
    found: dict[str, Json] = {"row": record.row}
    if record.column is not None:
        found["column"] = record.column
    found["values"] = {name: _value(value) for name, value in record.values.items()}
    if record.extra:
        found["extra"] = [
            {"heading": cell.heading, "text": cell.text, "cell": cell.cell} for cell in record.extra
        ]
    return found


def _value(value: CellValue) -> dict[str, Json]:
    found: dict[str, Json] = {"value": _plain(value.value), "text": value.text, "cell": value.cell}
    more = {"read_from": value.read_from, "currency": value.currency, "organisation": value.organisation}
    return found | {name: str(said) for name, said in more.items() if said is not None}


def _plain(value: Value | None) -> Json:
    if isinstance(value, FuzzyDate):
        return _date(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def _date(date: FuzzyDate) -> dict[str, Json]:
    found: dict[str, Json] = {
        "from": _day(date.first),
        "to": _day(date.last),
        "precision": str(date.precision),
    }
    return found | ({"inferred": list(date.inferred)} if date.inferred else {})


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _finding(finding: Finding, language: str) -> dict[str, Json]:
    return {
        "id": finding.id,
        "severity": str(finding.severity),
        "sheet": finding.sheet,
        "cell": finding.cell,
        "message": finding.message(language),
    }
