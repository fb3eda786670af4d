"""What is known of one place in the spread matrix, for the form that opens beside it."""

from collections.abc import Sequence

from flask import Blueprint, Response, jsonify, request

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.adoption_card import claim_source, other_claim
from dashboard.components.follow_history import follow_history, of_kinds
from dashboard.components.markup import Node
from dashboard.components.matrix_asked import AXIS_KEY, AXIS_WORDS, COLUMN_KEY, MATRIX, OWN_KEYS, ROW_KEY
from dashboard.components.matrix_form import PLACE_ROUTE
from dashboard.components.matrix_words import basis_words, ended_words, state_mark, state_word
from dashboard.components.openings import initiative_link
from dashboard.components.process_forms import Asked
from dashboard.components.shell import arrive
from dashboard.data import FollowKind
from dashboard.filters import number_in
from dashboard.format import date_short
from dashboard.labels import party_name
from dashboard.server.adoptions import ROUTE
from dashboard.texts import t
from portfolio.process.adoption import Receiver
from portfolio.spread.matrix import Basis, MatrixCell

_MOST = 8


def matrix_blueprint() -> Blueprint:
    """Make the route that a place in the matrix is asked of."""
    blueprint = Blueprint("matrix", __name__)

    @blueprint.get(PLACE_ROUTE)
    def place() -> Response | tuple[Response, int]:
        asked = arrive(MATRIX, request.args.to_dict(flat=False), OWN_KEYS)
        axis = AXIS_WORDS.get(asked.own.get(AXIS_KEY, ""), next(iter(AXIS_WORDS.values())))
        known, column = data.spread_matrix(axis), asked.own.get(COLUMN_KEY, "")
        id_ = number_in(asked.own.get(ROW_KEY, ""))
        place = None if id_ is None else data.portfolio().snapshot.place(id_)
        if id_ is None or place is None or known.ground.organisation(column) is None:
            return jsonify(tree=[]), 404
        row = known.rows.get(id_)
        cell = None if row is None else row.cells.get(column)
        title = data.portfolio().snapshot.item(place).title
        ended = ended_words(known.ground, column)
        parts = [*([html.P(ended)] if ended else []), *_told(cell), *_history(id_, column)]
        more = html.P([t("matrix.place_more"), " ", initiative_link(id_, title)])
        return jsonify(tree=[*parts, more])

    return blueprint


def _told(cell: MatrixCell | None) -> list[Node]:
    """Say what is known of a place, and from whom."""
    if cell is None:
        return [html.P([state_mark(None), " ", t("matrix.place_unknown")])]
    lines: list[Node] = [html.P([state_mark(cell.uptake), *_dated(cell)])]
    if cell.basis is Basis.OWN:
        receiver = cell.behind[0]
        lines.append(html.Div(claim_source(receiver.claim), className="matrix-source"))
        if receiver.claim.text:
            lines.append(html.P(receiver.claim.text))
        if receiver.others:
            others = [html.Li(other_claim(it)) for it in receiver.others]
            lines += [html.P(t("matrix.place_others")), html.Ul(others, className="plain-list")]
        return lines
    said = [html.Li(_one(it)) for it in cell.behind[:_MOST]]
    return [*lines, html.P(basis_words(cell)), html.Ul(said, className="plain-list")]


def _one(it: Receiver) -> Sequence[Node]:
    return [f"{party_name(it.organisation)}: {state_word(it.uptake)}. ", *claim_source(it.claim)]


def _dated(cell: MatrixCell) -> list[Node]:
    return [] if cell.day is None else [" ", t("matrix.place_day", day=date_short(cell.day))]


def _history(initiative_id: int, column: str) -> list[Node]:
    """Tell what people have said of the place, with the way to take it back."""
    told = of_kinds(data.follow_history(initiative_id), FollowKind.ADOPTION)
    entries = [it for it in told if it.who == column]
    asked = Asked(initiative_id, data.present_day(), "matrix", "matrix", ROUTE) if data.is_present() else None
    return follow_history(asked, entries)
