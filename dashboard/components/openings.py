"""A number that opens the initiatives behind it in place, where no filter of the list says the same."""

from dashboard.components import markup as html
from dashboard.components.here import criteria
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.data import Chosen
from dashboard.filters import initiative_address
from dashboard.format import number
from dashboard.texts import t

SHOWN = 20
"""So many initiatives are named; the list has the rest."""


def initiative_link(initiative_id: int, title: str) -> Node:
    """Link an initiative's title to its page, seen from the same day as the page that names it."""
    return link(title, initiative_address(initiative_id, criteria()))


def opening(initiatives: Chosen) -> Node:
    """Show the number of some initiatives; it opens their titles, each a link."""
    if not len(initiatives):
        return "0"
    links = [html.Li(initiative_link(it.id, it.title)) for it in initiatives.first(SHOWN)]
    rest = len(initiatives) - len(links)
    more = [html.Li(t("opening.more", count=rest))] if rest else []
    summary = html.Summary(number(len(initiatives)), title=t("opening.open"))
    return html.Details([summary, html.Ul([*links, *more])], className="opening")
