"""A number that opens the initiatives behind it in place, where no filter of the list says the same."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.here import criteria
from dashboard.components.links import link
from dashboard.components.markup import Brief, Element, Node
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
    seen_by = criteria()
    links = [(it.title, initiative_address(it.id, seen_by)) for it in initiatives.first(SHOWN)]
    rest = len(initiatives) - len(links)
    return links_behind(
        number(len(initiatives)), t("opening.open"), links, t("opening.more", count=rest) if rest else ""
    )


def links_behind(count: str, title: str, links: Sequence[tuple[str, str]], more: str) -> Element:
    """Fold links away behind a number, in brief; ``more`` says how many are not among them."""

    def whole() -> Element:
        shown = [html.Li(link(*it)) for it in links] + ([html.Li(more)] if more else [])
        return html.Details([html.Summary(count, title=title), html.Ul(shown)], className="opening")

    return Brief(["links", count, title, links, more], whole)
