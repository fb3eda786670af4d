"""A number that opens the initiatives behind it in place, where no filter of the list says the same."""

import pandas as pd

from dashboard.components import markup as html
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.filters import LIST
from dashboard.format import number
from dashboard.texts import t

SHOWN = 50
"""So many initiatives are named; the list has the rest."""


def initiative_link(initiative_id: int, title: str) -> Node:
    """Link an initiative's title to its page."""
    return link(title, f"{LIST}/{initiative_id}")


def opening(initiatives: pd.DataFrame) -> Node:
    """Show the number of some initiatives; it opens their titles, each a link.

    Args:
        initiatives: with at least ``id`` and ``title``.
    """
    if initiatives.empty:
        return "0"
    named = initiatives.head(SHOWN)
    links = [
        html.Li(initiative_link(int(number_), str(title)))
        for number_, title in zip(named["id"], named["title"], strict=True)
    ]
    rest = len(initiatives) - len(named)
    more = [html.Li(t("opening.more", count=rest))] if rest else []
    summary = html.Summary(number(len(initiatives)), title=t("opening.open"))
    return html.Details([summary, html.Ul([*links, *more])], className="opening")
