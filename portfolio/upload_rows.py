"""Rows for the tables of an upload, made of what was read."""

from typing import Any, TypeAlias

from portfolio.encoding import canonical_json, cells_json, columns_json, extra_json, left_rows_json
from portfolio.findings import Finding
from portfolio.ledger import naming_of
from portfolio.records import Report, SenderAnswer, TableReading

Row: TypeAlias = dict[str, Any]
"""A row for an insert: column names to values of the columns' own types."""


def table_row(upload_id: int, number: int, table: TableReading) -> Row:
    """Give the row of ``upload_table`` for a table."""
    headings = None if table.header_rows is None else canonical_json(list(table.header_rows))
    return {
        "upload_id": upload_id,
        "number": number,
        "sheet": table.sheet,
        "kind": table.kind,
        "orientation": table.orientation,
        "header_rows_json": headings,
        "first_row": table.first_row,
        "last_row": table.last_row,
        "rows_read": table.rows.read,
        "rows_accepted": table.rows.accepted,
        "rows_merged": table.rows.merged,
        "rows_skipped": table.rows.skipped,
        "rows_rejected": table.rows.rejected,
        "columns_json": columns_json(table.columns),
        "skipped_json": left_rows_json(table.skipped),
        "outside_json": left_rows_json(table.outside),
    }


def finding_row(upload_id: int, number: int, finding: Finding) -> Row:
    """Give the row of ``upload_finding`` for a finding."""
    return {
        "upload_id": upload_id,
        "number": number,
        "message_id": finding.id,
        "severity": finding.severity,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "facts_json": canonical_json(dict(finding.facts)),
    }


def answer_row(upload_id: int, number: int, answer: SenderAnswer) -> Row:
    """Give the row of ``sender_answer`` for what a sender wrote."""
    return {
        "upload_id": upload_id,
        "number": number,
        "question_id": answer.question_id,
        "text": answer.text,
        "sheet": answer.sheet,
        "cell": answer.cell,
    }


def report_row(upload_id: int, number: int, report: Report) -> Row:
    """Give the row of ``report`` for a report."""
    named = naming_of(report)
    values = {name: cell.value for name, cell in report.values.items()}
    return {
        "upload_id": upload_id,
        "number": number,
        "sheet": report.sheet,
        "row": report.row,
        "column": report.column,
        "key": report.key,
        "title": report.title,
        "place": named.place,
        "status": values.get("status"),
        "phase": values.get("phase"),
        "traffic_light": values.get("traffic_light"),
        "status_text": values.get("remarks") or values.get("next_step"),
        "values_json": cells_json(report.values),
        "extra_json": extra_json(report.extra),
    }
