"""Links. One script takes clicks on links inside the house to the page without loading everything again."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Element, Node

Content = Node | Sequence[Node]


def link(content: Content, address: str, *, id: str | None = None, className: str | None = None) -> Element:  # noqa: A002, N803 -- Dash's own names
    """Make a plain link; ``assets/10-shell.js`` follows those inside the house."""
    anchor = html.A(content, href=address, className=className)
    return anchor if id is None else with_attributes(anchor, {"id": id})


def outside_link(content: Content, address: str) -> Element:
    """Make a link that leads out of the house, to where somebody has said that something is."""
    return with_attributes(html.A(content, href=address, rel="noreferrer"), {"data-outside": ""})


def current(element: Element, value: str = "page") -> Element:
    """Mark a link as the one that is shown."""
    return with_attributes(element, {"aria-current": value})
