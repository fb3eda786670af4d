"""The view of a page that has nothing to show, and the ways out of it."""

from collections.abc import Callable
from dataclasses import replace

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.filter_words import filter_lines
from dashboard.components.here import criteria as criteria_here
from dashboard.components.here import here
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.states import nothing_chosen, nothing_loaded
from dashboard.components.view import View
from dashboard.filters import CHOICES, Asked, address, to_query
from dashboard.format import number
from dashboard.texts import t
from portfolio.selection import Criteria


def empty_view(title: str, subtitle: str, total: int, path: str) -> View:
    """Say why a page is empty: nothing is loaded, or nothing meets the filters, with ways out of that."""
    place, reset = here(), address(path, criteria_here().unfiltered())
    ways = [] if place is None else ways_out(path, place.asked, _count)
    body = nothing_chosen(reset, ways) if total else nothing_loaded()
    return View(title, subtitle, [body], 0, total)


def _count(criteria: Criteria) -> int:
    return len(data.portfolio().chosen(criteria))


def ways_out(path: str, asked: Asked, count: Callable[[Criteria], int]) -> list[Node]:
    """Say of each filter how many initiatives there would be without it; none where that helps nothing.

    Args:
        path: the page.
        asked: what is asked for, which nothing meets.
        count: gives the number of initiatives that meet some criteria.
    """
    without = [(said, left, count(left)) for said, left in _each_left_out(asked.criteria)]
    helping = sorted((it for it in without if it[2]), key=lambda it: -it[2])
    links = [
        html.Li(
            link(
                t("empty.without", filter=said, count=found, shown=number(found)),
                path + to_query(replace(asked, criteria=left, page=1)),
            )
        )
        for said, left, found in helping
    ]
    return [html.P(t("empty.ways")), html.Ul(links, className="ways-out")] if links else []


def _each_left_out(criteria: Criteria) -> list[tuple[str, Criteria]]:
    """Give each filter in words, and the criteria without it."""
    open_, alone = Criteria(), []
    for name in (*(choice.criterion for choice in CHOICES), "text"):
        value = getattr(criteria, name)
        if value:
            (said,) = filter_lines(open_.but(**{name: value}))
            alone.append((said, criteria.but(**{name: getattr(open_, name)})))
    return alone
