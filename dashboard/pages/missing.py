"""The page for an address that nothing stands at. Dash finds it by its module name's last part."""

from dash import Dash
from dash.development.base_component import Component

from dashboard.components.links import link
from dashboard.components.shell import lay_out_view, register_numbered_page
from dashboard.components.view import View
from dashboard.filters import Asked
from dashboard.texts import t

_MODULE = "dashboard.pages.not_found_404"  # the name that Dash looks for


def view() -> View:
    """Say that the page does not exist, with a way on."""
    return View(
        title=t("missing.title"),
        subtitle=t("missing.subtitle"),
        body=[link(t("missing.home"), "/", className="btn-main")],
    )


def layout(**_query: str | list[str]) -> Component:
    """Lay out the page; what the address asks for matters to nobody."""
    return lay_out_view("", Asked(), view())


def register(_app: Dash) -> None:
    """Give Dash the page for unknown addresses."""
    register_numbered_page(_MODULE, "/404/<nothing>", "missing.title", layout)
