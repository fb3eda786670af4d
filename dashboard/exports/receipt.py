"""A receipt as a workbook: who loaded what and when, and what became of every row, column and cell."""

import datetime as dt
from collections.abc import Iterable, Sequence

from dashboard.data import AnsweredQuestion, UploadDetail
from dashboard.exports.workbook import Fact, Kind, ReadMe, SheetColumn, SheetTable, Value
from dashboard.format import instant, month, number
from dashboard.labels import field_label, row_names_text, rows_sentence
from dashboard.texts import language, t
from portfolio.records import TableReading
from portfolio.vocabulary import label

_COUNTS = ("read", "accepted", "merged", "skipped", "rejected")


def receipt_read_me(upload: UploadDetail, address: str, made_at: dt.datetime) -> ReadMe:
    """Say whose list it was, who loaded it, and what it changed."""
    summary = upload.summary
    rows = summary.rows
    facts = [
        Fact(t("draft.file_name"), summary.file_name),
        Fact(t("receipt.hash"), summary.sha256),
        Fact(t("load.loaded_at"), f"{instant(summary.uploaded_at)} {t('load.by', by=summary.uploaded_by)}"),
        Fact(t("load.state"), label(summary.state, language())),
        *(Fact(t(f"receipt.{name}"), number(len(found))) for name, found in _came(upload)),
        Fact(t("receipt.rows"), rows_sentence(rows)),
        Fact(t("export.address"), address, is_address=True),
        Fact(t("export.made"), instant(made_at)),
    ]
    title = t("receipt.file_title", source=summary.source, month=month(summary.month))
    return ReadMe(t("export.read_me"), title, t("receipt.file_subtitle"), facts, language(), made_at)


def receipt_tables(upload: UploadDetail, answers: Sequence[AnsweredQuestion]) -> list[SheetTable]:
    """Give what became of initiatives, findings, rows and columns, and what the sender answered."""
    tables = [
        _initiatives(upload),
        _findings(upload),
        _rows(upload.tables),
        _left(upload.tables),
        _columns(upload.tables),
        _answers(answers),
    ]
    return [table for table in tables if table.rows]


def _came(upload: UploadDetail) -> Iterable[tuple[str, Sequence[object]]]:
    return (
        ("new", upload.new),
        ("changed", upload.changed),
        ("unchanged", upload.unchanged),
        ("gone", upload.gone),
    )


def _initiatives(upload: UploadDetail) -> SheetTable:
    named = (
        ("new", upload.new),
        ("changed", upload.changed),
        ("unchanged", upload.unchanged),
        ("gone", upload.gone),
    )
    rows = [(it.title, t(f"receipt.is_{how}"), it.id) for how, found in named for it in found]
    columns = [
        SheetColumn(t("receipt.initiative")),
        SheetColumn(t("receipt.change")),
        SheetColumn(t("receipt.our_id"), Kind.WHOLE),
    ]
    return SheetTable(t("receipt.sheet_initiatives"), columns, rows)


def _findings(upload: UploadDetail) -> SheetTable:
    rows: list[Sequence[Value]] = []
    for place, finding in enumerate(upload.findings, 1):
        said = upload.answers.get(place)
        answer = "" if said is None else label(said.kind, language())
        reason = "" if said is None else said.reason
        about = row_names_text(upload.names, [finding])
        words = (finding.message(language()), finding.sheet, finding.cell, about, answer, reason)
        rows.append((label(finding.severity, language()), *words))
    names = (
        "finding_severity",
        "finding_message",
        "sheet",
        "finding_cell",
        "initiative",
        "finding_answer",
        "finding_reason",
    )
    return SheetTable(t("receipt.sheet_findings"), [SheetColumn(t(f"receipt.{it}")) for it in names], rows)


def _rows(tables: Sequence[TableReading]) -> SheetTable:
    rows = [
        (
            table.sheet or t("receipt.no_sheet"),
            label(table.kind, language()),
            f"{table.first_row}–{table.last_row}",
            *(getattr(table.rows, name) for name in _COUNTS),
        )
        for table in tables
    ]
    texts = [SheetColumn(t(f"receipt.{name}")) for name in ("sheet", "kind", "span")]
    counts = [SheetColumn(t(f"receipt.{name}"), Kind.WHOLE) for name in _COUNTS]
    return SheetTable(t("receipt.sheet_rows"), [*texts, *counts], rows)


def _left(tables: Sequence[TableReading]) -> SheetTable:
    left = {
        (table.sheet or t("receipt.no_sheet"), it.row, it.reason)
        for table in tables
        for it in table.skipped + table.outside
    }
    rows = [(sheet, row, label(reason, language())) for sheet, row, reason in sorted(left)]
    columns = [
        SheetColumn(t("receipt.sheet")),
        SheetColumn(t("receipt.row"), Kind.WHOLE),
        SheetColumn(t("receipt.left_reason")),
    ]
    return SheetTable(t("receipt.sheet_left"), columns, rows)


def _columns(tables: Sequence[TableReading]) -> SheetTable:
    rows = [
        (
            table.sheet or t("receipt.no_sheet"),
            column.place,
            column.heading,
            t("receipt.column_unknown") if column.field is None else field_label(column.field),
            column.confidence if column.field is not None else None,
        )
        for table in tables
        for column in table.columns
    ]
    names = ("sheet", "column", "column_heading", "column_field")
    columns = [SheetColumn(t(f"receipt.{name}")) for name in names]
    sure = SheetColumn(t("receipt.column_confidence"), Kind.SHARE)
    return SheetTable(t("receipt.sheet_columns"), [*columns, sure], rows)


def _answers(answers: Sequence[AnsweredQuestion]) -> SheetTable:
    rows = [(it.message, it.text, it.sheet, it.cell) for it in answers]
    names = ("answer_question", "answer_text", "sheet", "finding_cell")
    return SheetTable(t("receipt.sheet_answers"), [SheetColumn(t(f"receipt.{it}")) for it in names], rows)
