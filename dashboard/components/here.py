"""Where the reader is: the page and what is asked of it, for links that lead to more of the same."""

from dataclasses import dataclass

from flask import g, has_request_context

from dashboard.filters import Asked, to_query
from portfolio.selection import Criteria


@dataclass(frozen=True, slots=True)
class Here:
    """The page that is being laid out.

    Attributes:
        path: its address.
        asked: what is asked of it.
    """

    path: str
    asked: Asked

    def numbers_address(self, chart: str) -> str:
        """Give the address of a chart's numbers as a workbook."""
        return f"/hent/tal{self.path.rstrip('/')}/{chart}.xlsx{to_query(self.asked)}"


def stand(path: str, asked: Asked) -> None:
    """Say which page is being laid out in this request."""
    g.here = Here(path, asked)


def criteria() -> Criteria:
    """Give what the reader has chosen on the page that is being laid out; none outside a page."""
    place = here()
    return Criteria() if place is None else place.asked.criteria


def name_window(words: str) -> None:
    """Say what the page that is being laid out is called among the reader's windows; "" leaves its name."""
    g.window = words


def window_name() -> str:
    """Give what the page laid out in this request is called; "" where it has but the name of its kind."""
    words: str = g.get("window", "") if has_request_context() else ""
    return words


def here() -> Here | None:
    """Give the page that is being laid out; None outside a page."""
    return g.get("here") if has_request_context() else None
