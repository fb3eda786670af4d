"""Groups one after another, a page at a time: which part of each group stands on the shown page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.components import markup as html
from dashboard.components.list_tools import shown_rows
from dashboard.components.markup import Node
from dashboard.components.paging import page_count, page_sizes, paging
from dashboard.filters import PAGE_SIZES, Asked, Ignored
from dashboard.format import number
from dashboard.texts import t


@dataclass(frozen=True, slots=True, eq=False)
class PagedGroups:
    """What of several groups stands on the page that is asked for.

    Attributes:
        asked: what is asked for; its page is one that there is.
        groups: all of each group, in order.
        path: the page's address.
        ignored: that a page beyond the last was asked for.
    """

    asked: Asked
    groups: Sequence[Sequence[Any]]
    path: str
    ignored: tuple[Ignored, ...] = ()

    @property
    def total(self) -> int:
        """How many there are in all groups."""
        return sum(map(len, self.groups))

    def part(self, place: int) -> Sequence[Any]:
        """Give what of a group stands on the page."""
        before = sum(len(it) for it in self.groups[:place])
        first = (self.asked.page - 1) * self.asked.page_size - before
        return self.groups[place][max(first, 0) : max(first + self.asked.page_size, 0)]

    def part_words(self, place: int) -> str:
        """Say how many of a group stand on the page, where not all do."""
        shown, count = len(self.part(place)), len(self.groups[place])
        return "" if shown == count else t("list.part", shown=number(shown), total=number(count))

    def tools(self) -> list[Node]:
        """Say which are shown and offer other numbers of rows, where there are more than the fewest."""
        if self.total <= PAGE_SIZES[0]:
            return []
        first = (self.asked.page - 1) * self.asked.page_size
        shown = min(self.asked.page_size, self.total - first)
        parts = [shown_rows(first, shown, self.total), page_sizes(self.asked, self.path)]
        return [html.Div(parts, className="list-tools")]

    def turning(self) -> list[Node]:
        """Give the links to the other pages, where there are any."""
        pages = page_count(self.total, self.asked.page_size)
        return [paging(self.asked, pages, self.path)] if pages > 1 else []


def paged_groups(asked: Asked, groups: Sequence[Sequence[Any]], path: str) -> PagedGroups:
    """Put groups one after another on pages."""
    pages = page_count(sum(map(len, groups)), asked.page_size)
    page = min(asked.page, pages)
    ignored = () if page == asked.page else (Ignored("side", str(asked.page)),)
    return PagedGroups(replace(asked, page=page), groups, path, ignored)
