"""What a reader meets in a laid out page: its texts, links and tables."""

from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component


def walk(part: object) -> Iterator[object]:
    """Give a component, all below it, and their texts, in order."""
    yield part
    children = getattr(part, "children", part if isinstance(part, list | tuple) else None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if child is not None and child is not part:
            yield from walk(child)


def text_of(part: object) -> str:
    """Give all text of a page or component, its pieces parted by a space."""
    return " ".join(str(piece) for piece in walk(part) if isinstance(piece, str | int | float))


def all_of(part: object, kind: type[Component]) -> list[Component]:
    """Give all components of a kind."""
    return [piece for piece in walk(part) if isinstance(piece, kind)]


def links_of(part: object) -> list[str]:
    """Give the addresses of all links."""
    return [anchor.href for anchor in all_of(part, html.A)]


def heading_of(part: object) -> str:
    """Give the page's heading."""
    (heading,) = all_of(part, html.H1)
    return text_of(heading)


def rows_of_table(table: Component) -> list[list[str]]:
    """Give a table's rows, head included, as texts."""
    return [[text_of(cell) for cell in row.children] for row in all_of(table, html.Tr)]


def table_with(part: object, caption: str) -> list[list[str]]:
    """Give the rows of the table with this caption."""
    tables = [it for it in all_of(part, html.Table) if text_of(all_of(it, html.Caption)) == caption]
    return rows_of_table(tables[0])
