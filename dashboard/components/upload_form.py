"""The form that sends a list: native fields, so that ``assets/upload.js`` can send it with progress.

Every sentence the script may need stands on the form as a data attribute, in the reader's language.
"""

import datetime as dt
from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Element, Node
from dashboard.months import month_word
from dashboard.server.upload import (
    ADDRESS,
    FILE_FIELD,
    LIMIT_MIB,
    MONTH_FIELD,
    NAME_FIELD,
    NEW_SOURCE,
    SOURCE_FIELD,
)
from dashboard.texts import language, raw, t
from portfolio.messages import sentences

FILE, SOURCE, SOURCE_NAME, MONTH = "indlaes-fil", "indlaes-kilde", "indlaes-ny-kilde", "indlaes-maaned"


def upload_form(sources: Sequence[str]) -> Node:
    """Lay out the form; what is not said of source and month is read from the file."""
    button = html.Button(t("load.button"), type="submit", className="btn-main")
    guess = html.Option(t("load.source_guess"), value="", selected=True)
    more = html.Details(
        [
            html.Summary(t("load.whose")),
            *source_fields(sources, first=guess),
            month_field(None, hint=t("load.month_guess")),
        ],
        className="upload-more",
    )
    form = html.Form(
        [_refusal(), _file_field(), more, html.Div(button, className="upload-send"), _progress()],
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
    return said | limits | {"data-upload": ""}


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
    chooser = html.Input(
        id=FILE, type="file", name=FILE_FIELD, required=True, multiple=True, className="form-control"
    )
    return with_attributes(_field(t("load.file"), t("load.file_hint"), FILE, chooser), {"data-drop": ""})


def source_fields(sources: Sequence[str], *, first: Element, chosen: str = "", named: str = "") -> list[Node]:
    """Lay out the choice among known sources, and the name of a new one, shown when it is asked for.

    Args:
        sources: the known sources' names.
        first: the option before them.
        chosen: the known source that is chosen.
        named: the name of a new source, when that is chosen.
    """
    is_new = bool(named)
    name = html.Input(
        id=SOURCE_NAME,
        type="text",
        name=NAME_FIELD,
        maxLength=200,
        className="form-control",
        defaultValue=named or None,
        required=is_new or None,
    )
    new = _field(t("load.source_name"), t("load.source_name_hint"), SOURCE_NAME, name, is_hidden=not is_new)
    known = [html.Option(it, value=it, selected=it == chosen or None) for it in sources]
    other = html.Option(t("load.source_new"), value=NEW_SOURCE, selected=is_new or None)
    choice = html.Select([first, *known, other], id=SOURCE, name=SOURCE_FIELD, className="form-select")
    whose = _field(t("load.source"), t("load.source_hint"), SOURCE, choice)
    return [whose, with_attributes(new, {"data-new-source": NEW_SOURCE})]


def month_field(month: dt.date | None, *, hint: str = "") -> Node:
    """Ask for the month that a list is for; ``hint`` says what happens where it stands empty."""
    value = None if month is None else month_word(month)
    control = html.Input(
        id=MONTH, type="month", name=MONTH_FIELD, defaultValue=value, className="form-control"
    )
    return _field(t("load.month"), hint or t("load.month_hint"), MONTH, control)
