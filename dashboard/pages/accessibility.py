"""Tilgængelighedserklæring: what Tværblik itself says of how all can use it."""

from functools import cache

from dash import Dash
from dash.development.base_component import Component

from dashboard.components import markup as html
from dashboard.components.document import document
from dashboard.components.shell import lay_out, register_page
from dashboard.components.view import Page, View
from dashboard.filters import Asked
from dashboard.server.accessibility import ADDRESS
from dashboard.texts import t
from portfolio.resources import resource


@cache
def statement() -> str:
    """Give the document that an organisation copies its own statement from."""
    return resource("docs", "tilgaengelighed.md").read_text(encoding="utf-8")


def view(_asked: Asked) -> View:
    """Show the statement; it is Danish, whichever language the pages are read in."""
    body = html.Section(document(statement()), className="card-box document", lang="da")
    return View(t("shell.accessibility"), t("accessibility.subtitle"), [body])


PAGE = Page(ADDRESS, "shell.accessibility", view, has_filters=False, has_help=False)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)
