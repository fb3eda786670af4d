"""The way to the balance of the portfolio, from the pages that show parts of it."""

from dashboard.components import markup as html
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.filters import address
from dashboard.texts import t
from portfolio.selection import Criteria

BALANCE = "/fokusomraader/balance"


def to_balance(criteria: Criteria) -> Node:
    """Lead to the balance of what is chosen."""
    return html.P(link(t("balance.link"), address(BALANCE, criteria)), className="no-print")
