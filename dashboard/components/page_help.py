"""Help in place: what a page shows and how it is counted, a click away."""

from dashboard.components import markup as html
from dashboard.components.markup import Element
from dashboard.texts import t


def page_help(text_id: str) -> Element:
    """Fold a page's help away under a line that opens it; paragraphs are parted by an empty line."""
    paragraphs = [html.P(part.strip()) for part in t(text_id).split("\n\n") if part.strip()]
    panel = html.Div(paragraphs, className="filter-panel help-panel")
    return html.Details([html.Summary(t("help.about")), panel], className="filter help no-print")
