"""What is shown where there is nothing to show, and notes to the reader."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.filters import Ignored
from dashboard.texts import t


def empty_state(why: str, action: Node | None = None) -> Node:
    """Say why nothing is shown and what to do about it."""
    return html.Div([html.P(why), *([action] if action is not None else [])], className="empty")


def nothing_loaded() -> Node:
    """Say that the portfolio is empty, with the way to fill it."""
    return empty_state(t("empty.portfolio"), link(t("empty.load"), "/indlaes", className="btn-main"))


def nothing_chosen(reset_address: str, ways: Sequence[Node] = ()) -> Node:
    """Say that no initiative meets the filters, with ways to some, and the way back to all."""
    reset = link(t("filter.reset"), reset_address, className="btn-main")
    return empty_state(t("empty.choice"), html.Div([*ways, reset]))


def note(content: str | Sequence[Node], tone: str = "info") -> Node:
    """Show a note; ``tone`` is ``info`` or ``warning``."""
    return html.Div(content, className=f"note note-{tone}", role="note")


def ignored_note(ignored: Sequence[Ignored]) -> Node | None:
    """Say which parts of the address could not be used; None when all could."""
    if not ignored:
        return None
    items = [html.Li(t("address.ignored", key=it.key, value=it.value)) for it in ignored]
    return note([html.P(t("address.ignored_head")), html.Ul(items)], "warning")
