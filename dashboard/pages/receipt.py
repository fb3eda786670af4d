"""A receipt (/indlaes/<number>): what became of every row, column and cell of a file, and what it changed."""

from collections.abc import Sequence

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import KeyFigure, card, key_figures
from dashboard.components.findings import findings_list, findings_tally
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.receipt import (
    columns_table,
    left_rows,
    left_table,
    rows_table,
    total_rows,
)
from dashboard.components.receipt_tools import receipt_tools, said_card, sender_answers_card
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.states import empty_state, note
from dashboard.components.view import View
from dashboard.data import UploadDetail, UploadSummary
from dashboard.filters import Asked, number_in
from dashboard.format import instant, month, number
from dashboard.labels import counted, rows_sentence
from dashboard.texts import t
from portfolio.records import TableReading
from portfolio.vocabulary import UploadState

PATH = "/indlaes"
AGAIN_KEY = "igen"
ALL, FINDINGS, LEFT, ROWS, COLUMNS, CAME = (
    "alle",
    "bemaerkninger",
    "udeladt",
    "raekker",
    "kolonner",
    "aendret",
)
SHOWN_INITIATIVES = 200


def layout(upload_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the receipt with a number; one that is not there says so."""
    path = f"{PATH}/{upload_id}"
    asked = arrive(path, query, (AGAIN_KEY,))
    number_asked = number_in(upload_id)
    found = None if number_asked is None else data.upload(number_asked)
    return lay_out_view(
        path, asked, missing_view(upload_id) if found is None else view(found, asked), help_id="help.receipt"
    )


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{PATH}/<upload_id>", "receipt.window", layout)


def missing_view(upload_id: str) -> View:
    """Say that there is no such receipt."""
    back = link(t("receipt.to_uploads"), PATH, className="btn-main")
    hint = empty_state(t("receipt.missing_hint"), back)
    return View(t("receipt.missing", number=upload_id[:20]), "", [hint])


def view(upload: UploadDetail, asked: Asked) -> View:
    """Show a receipt."""
    summary = upload.summary
    body = [
        *_notes(summary, AGAIN_KEY in asked.own),
        receipt_tools(summary),
        _figures(upload),
        *sender_answers_card(data.sender_answers(summary.id)),
        *_findings_card(upload),
        *said_card(upload.findings, upload.answers),
        _came_card(upload),
        _rows_card(upload.tables),
        *_left_card(upload.tables),
        _columns_card(upload.tables),
        link(t("receipt.load_another"), PATH, className="btn-main"),
    ]
    back = link(t("receipt.to_uploads"), PATH, className="back")
    window = t("receipt.window_of", source=summary.source, month=month(summary.month))
    lead_in = [html.P(back, className="page-lead")]
    return View(heading(summary), _subtitle(summary), body, lead_in=lead_in, window=window)


def heading(summary: UploadSummary) -> str:
    """Say whose list it is and how much of it was read."""
    facts = {"source": summary.source, "month": month(summary.month)}
    accepted = summary.rows.accepted
    return t("receipt.heading", count=accepted, number=number(accepted), **facts)


def _subtitle(summary: UploadSummary) -> str:
    at = instant(summary.uploaded_at)
    return t("receipt.subtitle", file=summary.file_name, at=at, by=summary.uploaded_by)


def _notes(summary: UploadSummary, is_again: bool) -> list[Node]:
    """Say what a reader must know before the numbers: loaded before, replaced, withdrawn."""
    notes = []
    if is_again:
        at, of = instant(summary.uploaded_at), month(summary.month)
        facts = {"at": at, "by": summary.uploaded_by, "month": of}
        notes.append(note(t("receipt.again", **facts)))
    if summary.state is UploadState.REPLACED:
        notes.append(note(_replaced(summary), "warning"))
    if summary.state is UploadState.WITHDRAWN:
        notes.append(note([html.P(t("receipt.withdrawn")), *_withdrawn(summary)], "warning"))
    return notes


def _withdrawn(summary: UploadSummary) -> list[Node]:
    """Say who withdrew the list, when and why."""
    if summary.withdrawn_at is None:
        return []
    facts = {"at": instant(summary.withdrawn_at), "by": summary.withdrawn_by or ""}
    why = (
        [html.P(t("receipt.withdrawn_why", reason=summary.withdrawn_reason))]
        if summary.withdrawn_reason
        else []
    )
    return [html.P(t("receipt.withdrawn_by", **facts)), *why]


def _replaced(summary: UploadSummary) -> list[Node]:
    if summary.replaced_by_id is None:
        return [t("receipt.replaced")]
    newer = link(t("receipt.to_newer"), f"{PATH}/{summary.replaced_by_id}")
    return [t("receipt.replaced"), " ", newer]


def _figures(upload: UploadDetail) -> Node:
    """Show what the list changed, and how much there is to look at; each opens its part below."""
    names = ("new", "changed", "unchanged", "gone")
    parts = (upload.new, upload.changed, upload.unchanged, upload.gone)
    figures = [
        KeyFigure(number(len(found)), t(f"receipt.{name}"), t(f"receipt.{name}_note"), f"#{CAME}")
        for name, found in zip(names, parts, strict=True)
    ]
    summary = upload.summary
    look_at = number(summary.errors + summary.warnings)
    figures.append(KeyFigure(look_at, t("receipt.to_look_at"), t("receipt.to_look_at_note"), f"#{FINDINGS}"))
    return key_figures(figures)


def _part(part_id: str, content: Node) -> Node:
    return html.Div(content, id=part_id)


# --- What the list changed


def _came_card(upload: UploadDetail) -> Node:
    moved = [("new", one) for one in upload.new] + [("gone", one) for one in upload.gone]
    moved += [("changed", one) for one in upload.changed]
    content: list[Node] = []
    if moved:
        columns = [Column(t("receipt.initiative")), Column(t("receipt.change"))]
        rows: list[list[Cell]] = [
            [initiative_link(one.id, one.title), t(f"receipt.is_{how}")]
            for how, one in moved[:SHOWN_INITIATIVES]
        ]
        content.append(plain_table(t("receipt.came_caption"), columns, rows))
    rest = len(moved) - SHOWN_INITIATIVES
    if rest > 0:
        content.append(html.P(t("receipt.came_rest", count=rest), className="muted"))
    content += _unchanged(upload)
    return _part(CAME, card(came_message(upload), content))


def came_message(upload: UploadDetail) -> str:
    """Say what the list changed."""
    if not (upload.new or upload.changed or upload.gone):
        return t("receipt.came_none")
    counts = counted(new=len(upload.new), changed=len(upload.changed), gone=len(upload.gone))
    return t("receipt.came_message", counts=counts)


def _unchanged(upload: UploadDetail) -> list[Node]:
    if not upload.unchanged:
        return []
    summary = html.Summary(t("receipt.unchanged_open", count=len(upload.unchanged)))
    links = [html.Li(initiative_link(one.id, one.title)) for one in upload.unchanged[:SHOWN_INITIATIVES]]
    return [html.Details([summary, html.Ul(links)], className="numbers")]


# --- What became of rows, columns and cells


def _findings_card(upload: UploadDetail) -> list[Node]:
    if not upload.findings:
        return [_part(FINDINGS, card(t("receipt.findings_none"), []))]
    count = len(upload.findings)
    facts = {"number": number(count), "tally": findings_tally(upload.findings)}
    message = t("receipt.findings_message", count=count, **facts)
    told = findings_list(upload.findings, upload.names)
    return [_part(FINDINGS, card(message, told, t("receipt.findings_subtitle")))]


def _rows_card(tables: Sequence[TableReading]) -> Node:
    rows = total_rows(tables)
    message = rows_sentence(rows)
    return _part(ROWS, card(message, [rows_table(tables)], t("receipt.rows_subtitle")))


def _left_card(tables: Sequence[TableReading]) -> list[Node]:
    left = left_rows(tables)
    count = sum(len(numbers) for numbers in left.values())
    if not count:
        return [_part(LEFT, card(t("receipt.left_none"), []))]
    message = t("receipt.left_title", count=count, number=number(count))
    return [_part(LEFT, card(message, [left_table(tables)], t("receipt.left_subtitle")))]


def _columns_card(tables: Sequence[TableReading]) -> Node:
    every = [column for table in tables for column in table.columns]
    known = sum(1 for column in every if column.field is not None)
    message = t("receipt.columns_title", known=number(known), all=number(len(every)))
    unknown = [column for column in every if column.field is None]
    named = ", ".join(f"{column.place} “{column.heading}”" for column in unknown)
    said = [html.P(t("receipt.columns_unknown", columns=named), className="unrecognised")] if unknown else []
    summary = html.Summary(t("receipt.columns_open"))
    folded = html.Details([summary, *(columns_table(table) for table in tables)], className="numbers")
    return _part(COLUMNS, card(message, [*said, folded]))
