"""Rows for the tables of an upload, made of what was read: tuples in the order of the columns named here."""

from portfolio.bulk import Row
from portfolio.encoding import canonical_json, cells_json, columns_json, extra_json, left_rows_json
from portfolio.findings import Finding
from portfolio.ledger import place_of
from portfolio.records import Report, SenderAnswer, TableReading, Value

TABLE_COLUMNS = (
    "upload_id",
    "number",
    "sheet",
    "kind",
    "orientation",
    "header_rows_json",
    "first_row",
    "last_row",
    "rows_read",
    "rows_accepted",
    "rows_merged",
    "rows_skipped",
    "rows_rejected",
    "columns_json",
    "skipped_json",
    "outside_json",
)
FINDING_COLUMNS = ("upload_id", "number", "message_id", "severity", "sheet", "cell", "facts_json")
ANSWER_COLUMNS = ("upload_id", "number", "question_id", "text", "sheet", "cell")
REPORT_COLUMNS = (
    "sheet",
    "row",
    "column",
    "key",
    "title",
    "place",
    "status",
    "phase",
    "traffic_light",
    "status_text",
    "values_json",
    "extra_json",
)
"""The columns of a report after its upload and its number."""


def table_row(upload_id: int, number: int, table: TableReading) -> Row:
    """Give the row of ``upload_table`` for a table."""
    headings = None if table.header_rows is None else canonical_json(list(table.header_rows))
    return (
        upload_id,
        number,
        table.sheet,
        table.kind,
        table.orientation,
        headings,
        table.first_row,
        table.last_row,
        table.rows.read,
        table.rows.accepted,
        table.rows.merged,
        table.rows.skipped,
        table.rows.rejected,
        columns_json(table.columns),
        left_rows_json(table.skipped),
        left_rows_json(table.outside),
    )


def finding_row(upload_id: int, number: int, finding: Finding) -> Row:
    """Give the row of ``upload_finding`` for a finding."""
    return (
        upload_id,
        number,
        finding.id,
        finding.severity,
        finding.sheet,
        finding.cell,
        canonical_json(dict(finding.facts)),
    )


def answer_row(upload_id: int, number: int, answer: SenderAnswer) -> Row:
    """Give the row of ``sender_answer`` for what a sender wrote."""
    return (
        upload_id,
        number,
        answer.question_id,
        answer.text,
        answer.sheet,
        answer.cell,
    )


def report_row(report: Report) -> Row:
    """Give what a row of ``report`` holds of a report: :data:`REPORT_COLUMNS`."""
    words = _value(report, "remarks") or _value(report, "next_step")
    return (
        report.sheet,
        report.row,
        report.column,
        report.key,
        report.title,
        place_of(report.values.get("cluster"), report.values.get("municipalities")),
        _value(report, "status"),
        _value(report, "phase"),
        _value(report, "traffic_light"),
        None if words is None else str(words),
        cells_json(report.values),
        extra_json(report.extra),
    )


def _value(report: Report, field: str) -> Value | None:
    cell = report.values.get(field)
    return None if cell is None else cell.value
