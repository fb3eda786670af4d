"""What a reader meets in a laid out page: its texts, links and tables."""

import json
from collections.abc import Callable, Iterator

from dash.development.base_component import Component

from dashboard.components.badges import badge_saying, mark_saying
from dashboard.components.figure_card import Chart
from dashboard.components.markup import Element, Maker
from dashboard.components.openings import links_behind
from dashboard.components.plain_table import Column, plain_table
from dashboard.components.written import Written
from portfolio.vocabulary import TrafficLight, code_or_none


def walk(part: object) -> Iterator[object]:
    """Give a component or element, all below it, and their texts, in order; what was written is read."""
    if isinstance(part, Written):
        yield from walk(_read(json.loads(json.dumps(part.tree))))
        return
    yield part
    for child in _children(part):
        yield from walk(child)


def _children(part: object) -> list[object]:
    if isinstance(part, Element):
        return list(part.children)
    if isinstance(part, list | tuple):
        return list(part)
    if isinstance(part, Chart):
        return [part.component()]
    children = getattr(part, "children", None) if isinstance(part, Component) else None
    return children if isinstance(children, list | tuple) else [] if children is None else [children]


def _read(sent: object) -> object:
    """Give what was sent to the browser as the elements that it was made of."""
    if not isinstance(sent, list):
        return sent
    if sent and isinstance(sent[0], str) and sent[0] in _BRIEF:
        return _BRIEF[sent[0]](*sent[1:])
    if len(sent) > 1 and isinstance(sent[0], str) and isinstance(sent[1], dict):
        return Element(sent[0], [_read(child) for child in sent[2:]], sent[1])
    return [_read(child) for child in sent]


def _badge(make: Callable[[TrafficLight | None, str], Element]) -> Callable[..., Element]:
    return lambda code, _shape, word: make(code_or_none(TrafficLight, code), word)


def _table(caption: str, look: str, heads: list[list[object]], *rows: list[object]) -> Element:
    columns = [
        Column("", shown=_read(shown), look=str(name), title=str(title)) for shown, name, title in heads
    ]
    return plain_table(caption, columns, [[_cell(cell) for cell in row] for row in rows], look)


def _cell(sent: object) -> object:
    if not isinstance(sent, list):
        return sent
    if isinstance(sent[0], list):
        return [_read(node) for node in sent[0]]
    return tuple(sent) if len(sent) == 2 and isinstance(sent[1], str) else _read(sent)


def _links(count: str, title: str, links: list[list[str]], more: str) -> Element:
    return links_behind(count, title, [(text, address) for text, address in links], more)


_BRIEF = {"light": _badge(badge_saying), "links": _links, "mark": _badge(mark_saying), "rows": _table}


def text_of(part: object) -> str:
    """Give all text of a page or component, its pieces parted by a space."""
    return " ".join(str(piece) for piece in walk(part) if isinstance(piece, str | int | float))


def all_of(part: object, kind: Maker) -> list[Element]:
    """Give all elements of a kind; those that Dash lays out are given as elements too."""
    found = []
    for piece in walk(part):
        if isinstance(piece, Element) and piece.tag == kind.tag:
            found.append(piece)
        elif isinstance(piece, Component) and type(piece).__name__.lower() == kind.tag:
            found.append(_as_element(piece, kind.tag))
    return found


def _as_element(component: Component, tag: str) -> Element:
    props = component.to_plotly_json()["props"]
    return Element(tag, _children(component), {k: v for k, v in props.items() if k != "children"})


def links_of(part: object) -> list[str]:
    """Give the addresses of all links."""
    return [str(anchor.attributes["href"]) for anchor in all_of(part, Maker("a"))]


def heading_of(part: object) -> str:
    """Give the page's heading."""
    (heading,) = all_of(part, Maker("h1"))
    return text_of(heading)


def rows_of_table(table: Element) -> list[list[str]]:
    """Give a table's rows, head included, as texts."""
    return [[text_of(cell) for cell in row.children] for row in all_of(table, Maker("tr"))]


def table_with(part: object, caption: str) -> list[list[str]]:
    """Give the rows of the table with this caption."""
    tables = [it for it in all_of(part, Maker("table")) if text_of(all_of(it, Maker("caption"))) == caption]
    return rows_of_table(tables[0])
