"""The list of initiatives on lines of time: the same rows, page and order as the table has."""

from dataclasses import replace

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.figure_card import Chart
from dashboard.components.links import link
from dashboard.components.list_rows import column_label
from dashboard.components.markup import Node
from dashboard.components.timeline import (
    axis_for,
    timeline,
    timeline_key,
    timeline_message,
    timeline_numbers,
    timeline_rows,
    timeline_subtitle,
)
from dashboard.data import Chosen
from dashboard.filters import DEFAULT_SORT, LIST, Asked, sorted_by, to_query
from dashboard.texts import t

VIEW_KEY, TIMELINE = "vis", "tidslinje"
"""The address's key and word for the timeline; without it the table stands."""

_SORTS = ("slut", "start", "titel", "lys", "status", "fokus", "klynge")


def timeline_chart(chosen: Chosen, shown: Chosen) -> Chart:
    """Show the rows of a page of the list on lines of time.

    Args:
        chosen: all initiatives that meet the filters: they share the axis.
        shown: those on this page, in order.
    """
    rows = timeline_rows(shown)
    return Chart(
        name="list-timeline",
        message=timeline_message(chosen),
        subtitle=timeline_subtitle(chosen, len(rows)),
        picture=timeline(rows, axis_for(chosen)),
        numbers=timeline_numbers(rows),
        key=timeline_key([row.span for row in rows]),
        is_table=True,
    )


def view_choice(asked: Asked) -> Node:
    """Offer the table and the timeline, as links; the one that stands is marked."""
    is_timeline = asked.own.get(VIEW_KEY) == TIMELINE
    sort = asked.sort if asked.sort != DEFAULT_SORT else "slut"
    table = replace(asked, own={})
    drawn = replace(asked, own={VIEW_KEY: TIMELINE}, sort=sort)
    items = [_choice("table", table, is_on=not is_timeline), _choice("timeline", drawn, is_on=is_timeline)]
    return with_attributes(
        html.Ul(items, className="view-choice no-print"), {"aria-label": t("timeline.views")}
    )


def _choice(name: str, asked: Asked, *, is_on: bool) -> Node:
    anchor = link(t(f"timeline.view_{name}"), LIST + to_query(asked), id=f"view-{name}")
    return html.Li(with_attributes(anchor, {"aria-current": "true"}) if is_on else anchor)


def sort_choice(asked: Asked) -> Node:
    """Offer the orders that make sense on a line of time, as links."""
    items: list[Node] = []
    for column in _SORTS:
        is_on = asked.sort.removeprefix("-") == column
        anchor = link(column_label(column), LIST + to_query(sorted_by(asked, column)), id=f"sort-{column}")
        items += [
            " · " if items else " ",
            with_attributes(anchor, {"aria-current": "true"}) if is_on else anchor,
        ]
    return html.P([t("timeline.sorted"), *items], className="page-sizes no-print")
