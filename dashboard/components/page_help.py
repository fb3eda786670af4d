"""Help in place: what a page shows and how it is counted, a click away."""

from dashboard.components import markup as html
from dashboard.components.markup import Element
from dashboard.texts import paragraphs, t


def page_help(text_id: str) -> Element:
    """Fold a page's help away under a line that opens it; ``text_id`` names its paragraphs."""
    panel = html.Div([html.P(part) for part in paragraphs(text_id)], className="filter-panel help-panel")
    return html.Details([html.Summary(t("help.about")), panel], className="filter help no-print")
