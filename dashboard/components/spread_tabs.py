"""The pages about spread, side by side."""

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.components.shell import page_at
from dashboard.filters import address
from dashboard.texts import t
from portfolio.selection import Criteria

SPREAD, PRIORITY = "/spredning", "/spredning/prioritering"
MATRIX, CORES, BALANCE, OVERLAP = (
    "/spredning/matrix",
    "/spredning/kerner",
    "/fokusomraader/balance",
    "/overlap",
)
_TABS = (
    (SPREAD, "spread.tab_assessments"),
    (PRIORITY, "spread.tab_priority"),
    (MATRIX, "spread.tab_matrix"),
    (CORES, "spread.tab_cores"),
    (BALANCE, "spread.tab_balance"),
    (OVERLAP, "spread.tab_overlap"),
)


def spread_tabs(path: str, criteria: Criteria) -> Node:
    """Lead between the pages about spread that there are; the filters go along."""
    links = []
    for to, text_id in _TABS:
        if page_at(to) is None:
            continue
        shown = link(t(text_id), address(to, criteria))
        links.append(current(shown) if to == path else shown)
    nav = html.Nav(links, className="structure-tabs no-print")
    return with_attributes(nav, {"aria-label": t("spread.tabs")})
