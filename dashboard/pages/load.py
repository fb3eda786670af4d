"""Indlæs: send lists, go on with those that wait, and see which came before."""

from collections.abc import Sequence

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.corrections_review import review_note
from dashboard.components.draft_list import draft_list
from dashboard.components.draft_together import together_card
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.shell import lay_out, register_page
from dashboard.components.upload_form import upload_form
from dashboard.components.view import Page, View
from dashboard.data import DraftDetail, UploadSummary
from dashboard.filters import Asked, Ignored, number_in
from dashboard.format import instant, month, number
from dashboard.server.bulk_drafts import MOST_TOGETHER, TOGETHER_KEY
from dashboard.server.upload import LIMIT_MIB
from dashboard.texts import language, t
from portfolio.vocabulary import UploadState, label

PATH = "/indlaes"
SHOWN_UPLOADS = 50


def view(asked: Asked) -> View:
    """Show the form, what happens with a file, what waits, and the earlier uploads."""
    known = data.portfolio()
    form = html.Div(upload_form([source.name for source in known.sources]), className="card-box")
    steps = [html.Li(t(f"load.step_{name}")) for name in ("reads", "compares", "answers", "replaces")]
    told = card(t("load.what_happens"), [html.Ol(steps, className="steps")])
    together, ignored = _together(asked)
    body = [
        *together_card(together),
        *review_note(),
        html.Div([form, told], className="load-columns"),
        *draft_list(data.drafts(), data.discarded_drafts()),
        _earlier_card(data.uploads(SHOWN_UPLOADS)),
    ]
    return View(t("load.heading"), t("load.lead", limit_mib=LIMIT_MIB), body, ignored=ignored)


PAGE = Page(PATH, "nav.load", view, has_filters=False, own_keys=(TOGETHER_KEY,))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def _together(asked: Asked) -> tuple[Sequence[DraftDetail], list[Ignored]]:
    """Give the drafts that the address tells of as loaded together."""
    text = asked.own.get(TOGETHER_KEY, "")
    ids = [it for it in map(number_in, text.split(",")) if it is not None][:MOST_TOGETHER]
    found = data.drafts_of(ids) if ids else ()
    return found, [Ignored(TOGETHER_KEY, text)] if text and not found else []


def _earlier_card(uploads: Sequence[UploadSummary]) -> Node:
    if not uploads:
        return card(t("load.earlier"), [html.P(t("load.none_yet"), className="muted")])
    words = ("source", "month_short", "file_name", "loaded_at", "state")
    columns = [Column(t(f"load.{name}")) for name in words]
    columns += [Column(t(f"load.{name}"), is_number=True) for name in ("initiatives", "findings")]
    rows = [_upload_row(upload) for upload in uploads]
    return card(t("load.earlier"), [plain_table(t("load.earlier_caption"), columns, rows, "plain stacked")])


def _upload_row(upload: UploadSummary) -> list[Cell]:
    return [
        link(upload.source, f"{PATH}/{upload.id}"),
        html.Span(month(upload.month), className="nowrap"),
        html.Span(upload.file_name, className="file-name"),
        [html.Span(instant(upload.uploaded_at), className="nowrap"), _by(upload.uploaded_by)],
        _state(upload.state),
        _count("load.initiatives", upload.rows.accepted),
        _count("load.findings", upload.errors + upload.warnings),
    ]


def _count(name_id: str, count: int) -> Cell:
    """Give a count, with its name where rows are stacked and no column heads it."""
    return [html.Span(f"{t(name_id)}: ", className="only-stacked"), number(count)]


def _by(name: str) -> Node:
    return html.Span(t("load.by", by=name), className="under")


def _state(state: UploadState) -> Node:
    return html.Span(label(state, language()), className=f"state state-{state}")
