"""Links. One script takes clicks on links inside the house to the page without loading everything again."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.attributes import with_attributes

Content = Component | str | Sequence[Component | str]


def link(content: Content, address: str, *, id: str | None = None, className: str | None = None) -> html.A:  # noqa: A002, N803 -- Dash's own names
    """Make a plain link; ``assets/10-shell.js`` follows those inside the house."""
    anchor = html.A(content, href=address, className=className)
    return anchor if id is None else with_attributes(anchor, {"id": id})


def current(element: html.A, value: str = "page") -> html.A:
    """Mark a link as the one that is shown."""
    return with_attributes(element, {"aria-current": value})
