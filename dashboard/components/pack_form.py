"""Offers the status pack of what a page shows: in which form, and what it is to hold."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from dashboard.components import markup as html
from dashboard.components.agenda_words import MEETING_KEY
from dashboard.components.markup import Node
from dashboard.exports.pack.values import Part
from dashboard.filters import Asked, address
from dashboard.texts import t

PACK_FILE = "/hent/statuspakke"
PACK_PAGE = "/statuspakke"
PARTS_KEY, FORM_KEY = "dele", "form"
PART_WORDS = {
    "undtagelser": Part.EXCEPTIONS,
    "beslutninger": Part.DECISIONS,
    "aendringer": Part.CHANGES,
    "diagrammer": Part.CHARTS,
    "sider": Part.PAGES,
}
"""The words in the address for what a pack holds; all but the pages are ticked beforehand."""

USUAL_PARTS = frozenset(Part) - {Part.PAGES}
FORMS = ("pdf", "pptx", "xlsx")


def pack_form(asked: Asked) -> Node:
    """Offer the pack of what a page's address leaves."""
    pairs = parse_qsl(address("", asked.criteria).removeprefix("?"))
    return _form(dict(pairs), t("pack.form_note"))


def meeting_pack_form(meeting_id: int) -> Node:
    """Offer the pack of a meeting."""
    return _form({MEETING_KEY: str(meeting_id)}, t("pack.form_note_meeting"))


def _form(kept: Mapping[str, str], note: str) -> Node:
    """Lay out a button that opens the choices in place, and the form that asks for the file."""
    forms = [_choice("radio", FORM_KEY, form, t(f"pack.form_{form}"), form == FORMS[0]) for form in FORMS]
    parts = [
        _choice("checkbox", PARTS_KEY, word, t(f"pack.part_{part}"), part in USUAL_PARTS)
        for word, part in PART_WORDS.items()
    ]
    fields: list[Node] = [
        html.Fieldset([html.Legend(t("pack.form_legend")), html.Div(forms, className="pack-choices")]),
        html.Fieldset([html.Legend(t("pack.parts_legend")), html.Div(parts, className="pack-choices")]),
        html.P(note, className="muted"),
        html.P(html.Button(t("pack.get"), type="submit", className="btn-main"), className="panel-ends"),
    ]
    hidden = [html.Input(type="hidden", name=key, value=value) for key, value in kept.items()]
    form = html.Form([*hidden, *fields], action=PACK_FILE, method="get", className="filter-panel")
    return html.Details([html.Summary(t("pack.get")), form], className="filter tool pack-tool no-print")


def _choice(kind: str, key: str, value: str, label: str, is_chosen: bool) -> Node:
    box = html.Input(type=kind, name=key, value=value, defaultChecked=is_chosen)
    return html.Label([box, " ", label], className="check")
