"""The small form of the spread matrix: how far the chosen receivers are, since when, and how it is known.

One form serves all places: ``assets/65-matrix.js`` sets it beside the place that is changed, says in it which
receivers are meant, and asks ``PLACE_ROUTE`` for what is known of the place already.
"""

import datetime as dt

from dash import html as live

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.markup import Element, Node
from dashboard.components.matrix_words import LETTERS, SHAPES, state_word
from dashboard.components.process_forms import Asked, field, line_control, text_control
from dashboard.server.adoptions import EVIDENCE, ROUTE, UPTAKE
from dashboard.server.processes import DAY, NOTE
from dashboard.texts import t
from portfolio.vocabulary import Uptake

PLACE_ROUTE = "/api/spredning/felt"
FORM, TOLD = "matrix-form", "matrix-told"


def matrix_form(today: dt.date, *, can_edit: bool) -> Node:
    """Lay the form out, hidden; where nothing can be changed it only tells what is known."""
    head = html.Div(
        [
            with_attributes(
                html.P("", id="matrix-form-head", className="matrix-form-head"), {"data-matrix-head": ""}
            ),
            with_attributes(
                html.Button(t("matrix.form_close"), type="button", className="btn-quiet"),
                {"data-matrix-close": ""},
            ),
        ],
        className="matrix-form-top",
    )
    told = live.Div([], id=TOLD, className="matrix-told")
    form = [_form(today)] if can_edit else []
    box = html.Div([head, told, *form], id=FORM, hidden=True, className="matrix-form no-print")
    return with_attributes(
        box,
        {
            "role": "dialog",
            "aria-labelledby": "matrix-form-head",
            "data-asks": PLACE_ROUTE,
            "data-deed-to": ROUTE,
            "data-several": t("matrix.form_several", number="{number}"),
            "data-waits": t("shell.waiting"),
        },
    )


def _form(today: dt.date) -> Element:
    asked = Asked(0, today, "matrix", "matrix", ROUTE)
    day = html.Input(type="date", className="form-control short-control")
    receivers = with_attributes(
        html.Span(className="matrix-receivers", hidden=True), {"data-matrix-receivers": ""}
    )
    return deed_form(
        f"{ROUTE}/0/modtager",
        [
            receivers,
            field(asked, "felt", UPTAKE, t("receivers.uptake"), _states(), t("matrix.form_letters")),
            field(asked, "felt", DAY, t("receivers.day"), day, t("receivers.day_hint")),
            field(asked, "felt", EVIDENCE, t("receivers.evidence"), line_control()),
            field(asked, "felt", NOTE, t("process.note"), text_control()),
            deed_button(t("receivers.save"), is_main=True),
        ],
        className="deed matrix-deed",
    )


def _states() -> Element:
    """Offer the states, each with its shape and the key that chooses it."""
    options = [_option(it) for it in (None, *Uptake)]
    return html.Select(options, className="form-select", defaultValue="")


def _option(uptake: Uptake | None) -> Element:
    key = t(f"matrix.letter_{LETTERS[uptake]}")
    words = f"{SHAPES[uptake]} {state_word(uptake)} ({key.upper()})"
    return with_attributes(
        html.Option(words, value="" if uptake is None else str(uptake)), {"data-letter": key}
    )
