"""Spredningsmatrix: which initiative is in use where, as a grid, a curve and a map; edited in place."""

from collections.abc import Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.followed import followed_total
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.components.matrix_asked import (
    ALL_ROWS,
    AXIS_WORDS,
    MATRIX,
    MATRIX_FILE,
    OWN_KEYS,
    ROWS_KEY,
    ROWS_ON_PAGE,
    MatrixAsked,
    matrix_asked,
)
from dashboard.components.matrix_cards import (
    curve_of_all,
    disputes_card,
    opened_column,
    opened_row,
    since_card,
    unplaced_card,
    unread_card,
)
from dashboard.components.matrix_form import matrix_form
from dashboard.components.matrix_grid import matrix_grid
from dashboard.components.matrix_words import on_their_way, state_key
from dashboard.components.paging import page_count, paging
from dashboard.components.shell import lay_out, register_page
from dashboard.components.spread_tabs import spread_tabs
from dashboard.components.states import empty_state
from dashboard.components.view import Page, View
from dashboard.filters import Asked, to_query
from dashboard.format import date_text, number
from dashboard.labels import organisation_label
from dashboard.texts import t


def view(asked: Asked) -> View:
    """Show how far receivers are with the initiatives that the address asks for."""
    found = matrix_asked(asked)
    return View(
        title=heading(found),
        subtitle=t(f"matrix.subtitle_{found.axis}", date=date_text(data.portfolio().today)),
        body=_body(found),
        chosen_count=found.chosen_count,
        total_count=followed_total(),
        has_left=True,
        lead_in=[spread_tabs(MATRIX, asked.criteria)],
        ignored=found.ignored,
    )


PAGE = Page(MATRIX, "nav.matrix", view, own_keys=OWN_KEYS)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(found: MatrixAsked) -> str:
    """Say in how many places initiatives are in use, wholly and partly, on their way, and disputed."""
    counts, known = found.counts(), found.known_rows()
    if not known:
        return t("matrix.heading_none")
    disputes = len(found.disputes())
    used = t("matrix.heading_unused")
    if counts.in_use:
        used = t(f"matrix.heading_{found.axis}", count=counts.in_use, number=number(counts.in_use))
    way = on_their_way(counts)
    parts = [used]
    if counts.partly:
        parts.append(t("matrix.heading_partly", number=number(counts.partly)))
    if way:
        parts.append(t("matrix.heading_way", count=way, number=number(way)))
    if disputes:
        parts.append(t("matrix.heading_disputed", count=disputes, number=number(disputes)))
    return ", ".join(parts)


def _body(found: MatrixAsked) -> list[Node]:
    tools = _tools(found)
    if not found.rows:
        return [tools, _empty(found)]
    since = found.asked.criteria.since
    return [
        tools,
        *opened_row(found),
        *opened_column(found),
        *([] if since is None else since_card(found, since)),
        _grid_card(found),
        *disputes_card(found),
        *curve_of_all(found),
        *unread_card(found),
        *unplaced_card(found),
        _files(found),
    ]


def _empty(found: MatrixAsked) -> Node:
    """Say why nothing stands here and what to do: list it, or note it here."""
    ways = html.Div(
        [
            link(t("matrix.empty_all"), found.address(rows=ALL_ROWS), className="btn-main"),
            " ",
            link(t("matrix.empty_load"), "/indlaes"),
        ]
    )
    return empty_state(t("matrix.empty"), ways)


def _tools(found: MatrixAsked) -> Node:
    """Offer whom to hold the initiatives against, a region, and the initiatives that nobody speaks of."""
    axes = [
        _choice(t(f"matrix.axis_{axis}"), found.address(axis=word, region=None, row=None, column=None),
                is_on=word == found.axis_word)
        for word, axis in AXIS_WORDS.items()
    ]  # fmt: skip
    lists = [_choices(t("matrix.axes"), axes)]
    if len(found.regions) > 1:
        regions = [
            _choice(t("matrix.all_regions"), found.address(region=None), is_on=found.region is None),
            *(
                _choice(organisation_label(it), found.address(region=it), is_on=it == found.region)
                for it in found.regions
            ),
        ]
        lists.append(_choices(t("matrix.regions"), regions))
    return html.Div([*lists, *_silent(found)], className="matrix-tools")


def _choices(name: str, items: Sequence[Node]) -> Node:
    return with_attributes(html.Ul(list(items), className="view-choice no-print"), {"aria-label": name})


def _choice(words: str, where: str, *, is_on: bool) -> Node:
    anchor = link(words, where)
    return html.Li(current(anchor, "true") if is_on else anchor)


def _silent(found: MatrixAsked) -> list[Node]:
    """Say of how many initiatives nobody has told where they are, with the way to see them."""
    if not found.silent:
        return []
    shows_all = found.asked.own.get(ROWS_KEY) == ALL_ROWS
    words = t("matrix.silent", count=found.silent, number=number(found.silent))
    way = (
        link(t("matrix.hide_silent"), found.address(rows=None))
        if shows_all
        else link(t("matrix.show_silent"), found.address(rows=ALL_ROWS))
    )
    return [html.P([words, " ", html.Span(way, className="no-print")], className="matrix-silent")]


def _grid_card(found: MatrixAsked) -> Node:
    pages = page_count(len(found.rows), ROWS_ON_PAGE)
    asked = replace(found.asked, page=min(found.asked.page, pages))
    first = (asked.page - 1) * ROWS_ON_PAGE
    shown = found.rows[first : first + ROWS_ON_PAGE]
    can_edit = data.is_present()
    grid = matrix_grid(found, shown, can_edit=can_edit)
    keys = html.P(
        t("matrix.keys" if can_edit else "matrix.keys_read"), className="muted matrix-keys no-print"
    )
    counts = found.counts()
    unknown = t(
        "matrix.totals",
        asked=number(counts.asked),
        unknown=number(counts.unknown),
        off=number(counts.not_meant),
    )
    parts: list[Node] = [state_key(), grid, keys, matrix_form(data.present_day(), can_edit=can_edit)]
    parts += [paging(asked, pages, MATRIX)] if pages > 1 else []
    shown_card = card(t(f"matrix.grid_title_{found.axis}"), parts, unknown)
    return html.Div(shown_card, id="matrix", tabIndex=-1, className="matrix-card")


def _files(found: MatrixAsked) -> Node:
    file = html.A(
        t("matrix.file"), href=MATRIX_FILE + to_query(found.but()), className="download", download=""
    )
    return html.P(file, className="no-print")
