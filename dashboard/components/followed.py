"""The initiatives that meet the filters, also those that have left their lists: what is owed stays."""

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.data import Chosen
from dashboard.texts import t
from portfolio.selection import Criteria
from portfolio.snapshot import Item


def followed(criteria: Criteria) -> Chosen:
    """Give the initiatives that meet the filters, whether or not a list still has them."""
    return data.portfolio().chosen(criteria.but(only_listed=False))


def followed_total() -> int:
    """Give how many there are in all."""
    return len(followed(Criteria()))


def title_cell(item: Item) -> list[Node]:
    """Link an initiative's title; say where it has left its lists."""
    lines: list[Node] = [initiative_link(item.id, item.title)]
    if not item.flag("is_listed"):
        lines.append(html.Span(t("evaluations.left_lists"), className="under"))
    return lines
