"""The form that sends a list: native fields, so that ``assets/upload.js`` can send it with progress.

Every sentence the script may need stands on the form as a data attribute, in the reader's language.
"""

import datetime as dt
from collections.abc import Sequence

import dash_bootstrap_components as dbc

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Element, Node
from dashboard.months import month_word
from dashboard.server.upload import ADDRESS, LIMIT_MIB, NEW_SOURCE
from dashboard.texts import language, raw, t
from portfolio.messages import sentences

FILE, SOURCE, SOURCE_NAME, MONTH = "indlaes-fil", "indlaes-kilde", "indlaes-ny-kilde", "indlaes-maaned"


def upload_form(sources: Sequence[str], today: dt.date) -> Node:
    """Lay out the form; without known sources, only a new one can be named."""
    button = html.Button(t("load.button"), type="submit", className="btn-main")
    fields = [_file_field(), *_source_fields(sources), _month_field(today)]
    form = html.Form(
        [_refusal(), *fields, html.Div(button, className="upload-send"), _progress()],
        id="indlaes-form",
        action=ADDRESS,
        method="post",
        encType="multipart/form-data",
        className="upload-form",
    )
    return with_attributes(form, _script_texts())


def _script_texts() -> dict[str, str]:
    names = ("sending", "reading", "failed", "unreachable")
    said = {f"data-{name}": raw(f"load.{name}") for name in names}  # facts are the script's
    too_large = sentences()["file.too_large"][language()]
    limits = {"data-too-large": too_large, "data-limit-mib": str(LIMIT_MIB)}
    return said | limits | {"data-upload": "", "data-new-source": NEW_SOURCE}


def _part(element: Element, name: str) -> Element:
    """Mark an element as one that the script finds by its part in the form."""
    return with_attributes(element, {"data-upload-part": name})


def _refusal() -> Node:
    text = _part(html.P(), "refusal-text")
    said = [html.Strong(t("load.refused")), text]
    return _part(html.Div(said, className="refusal", hidden=True, role="alert", tabIndex=-1), "refusal")


def _progress() -> Node:
    bar = with_attributes(_part(html.Progress(max=1, value="0"), "bar"), {"aria-label": t("load.progress")})
    said = _part(html.P(role="status"), "said")
    return _part(html.Div([bar, said], className="upload-progress", hidden=True), "progress")


def _field(label: str, hint: str, control_id: str, control: Node, *, is_hidden: bool = False) -> Element:
    """Lay out a field; the hint is part of the label, so that it is read out with it."""
    parts = [html.Span(label, className="field-label"), html.Span(hint, className="field-hint")]
    return html.Div(
        [html.Label(parts, htmlFor=control_id), control], className="upload-field", hidden=is_hidden
    )


def _file_field() -> Node:
    chooser = dbc.Input(id=FILE, type="file", name="fil", required=True)
    return _field(t("load.file"), t("load.file_hint"), FILE, chooser)


def _source_fields(sources: Sequence[str]) -> list[Node]:
    """Lay out the choice among known sources, and the name of a new one, shown when it is asked for."""
    name = dbc.Input(id=SOURCE_NAME, type="text", name="ny_kilde", maxlength=200, required=not sources)
    new = _field(
        t("load.source_name"), t("load.source_name_hint"), SOURCE_NAME, name, is_hidden=bool(sources)
    )
    known = [_source_choice(sources)] if sources else []
    return [*known, _part(new, "new-source")]


def _source_choice(sources: Sequence[str]) -> Node:
    choose = html.Option(t("load.source_choose"), value="", selected=True, disabled=True)
    known = [html.Option(name, value=name) for name in sources]
    new = html.Option(t("load.source_new"), value=NEW_SOURCE)
    choice = html.Select(
        [choose, *known, new], id=SOURCE, name="kilde", className="form-select", required=True
    )
    return _field(t("load.source"), t("load.source_hint"), SOURCE, choice)


def _month_field(today: dt.date) -> Node:
    month = dbc.Input(
        id=MONTH, type="month", name="maaned", value=month_word(today), pattern=r"\d{4}-\d{2}", required=True
    )
    return _field(t("load.month"), t("load.month_hint"), MONTH, month)
