"""Pages of a list as links, with the shown page marked, and the number of rows on each."""

from dataclasses import replace

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import current, link
from dashboard.components.markup import Element, Node
from dashboard.filters import LIST, PAGE_SIZES, Asked, to_query
from dashboard.texts import t

_AROUND = 2


def page_count(row_count: int, page_size: int) -> int:
    """Give the number of pages; an empty list has one."""
    return max(1, -(-row_count // page_size))


def paging(asked: Asked, pages: int, path: str = LIST) -> Node:
    """Give links to the pages before and after, the first, the last and those around the shown one."""
    items = [_step(asked, asked.page - 1, "list.previous", path)] if asked.page > 1 else []
    items += (
        [html.Li(_page(asked, page, path)) for page in _shown_pages(asked.page, pages)] if pages > 1 else []
    )
    items += [_step(asked, asked.page + 1, "list.next", path)] if asked.page < pages else []
    nav = html.Nav([html.Ul(items, className="paging")], className="no-print")
    return with_attributes(nav, {"aria-label": t("list.pages")})


def page_sizes(asked: Asked, path: str = LIST) -> Node:
    """Offer the numbers of rows on a page."""
    links: list[Node] = [f"{t('list.page_size')} "]
    for size in PAGE_SIZES:
        one = link(str(size), path + to_query(replace(asked, page_size=size, page=1)), id=f"antal-{size}")
        links += [current(one, "true") if size == asked.page_size else one, " "]
    return html.P(links, className="page-sizes no-print")


def _shown_pages(page: int, pages: int) -> list[int | None]:
    """Give the page numbers to show; None where some are left out."""
    near = [it for it in range(1, pages + 1) if it in (1, pages) or abs(it - page) <= _AROUND]
    shown: list[int | None] = []
    for it in near:
        if shown and it - (shown[-1] or 0) > 1:
            shown.append(None)
        shown.append(it)
    return shown


def _step(asked: Asked, page: int, text_id: str, path: str) -> Node:
    return html.Li(_to(asked, page, t(text_id), text_id.removeprefix("list."), path))


def _page(asked: Asked, page: int | None, path: str) -> Node:
    if page is None:
        return html.Span("…")
    said = with_attributes(
        _to(asked, page, str(page), str(page), path), {"aria-label": t("list.page", page=page)}
    )
    return current(said) if page == asked.page else said


def _to(asked: Asked, page: int, said: str, name: str, path: str) -> Element:
    return link(said, path + to_query(replace(asked, page=page)), id=f"side-{name}")
