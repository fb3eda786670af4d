"""The view of a page that has nothing to show."""

from dashboard.components.here import criteria
from dashboard.components.states import nothing_chosen, nothing_loaded
from dashboard.components.view import View
from dashboard.filters import address


def empty_view(title: str, subtitle: str, total: int, path: str) -> View:
    """Say why a page is empty: nothing is loaded, or nothing meets the filters."""
    body = nothing_chosen(address(path, criteria().unfiltered())) if total else nothing_loaded()
    return View(title, subtitle, [body], 0, total)
