"""What pages are written in: light elements in the form of ``dash.html``, sent to the browser as plain lists.

A component of Dash costs about a millisecond to draw, so a table of a thousand cells would cost a second.
Nearly all of a page never changes by itself; it is written here as plain lists, ``[tag, attributes, child,
...]``, and :func:`laid_out` gathers them into ``Written`` components, which ``assets/08-written.js`` draws in
one go. What lives (filters, charts) stays what it is, and stands between. Children are text or elements:
nothing in them is ever read as markup.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias, runtime_checkable

from dash import html as dash_html
from dash.development.base_component import Component

from dashboard.components.written import Written

Attribute: TypeAlias = "str | int | bool | dict[str, str] | None"


@runtime_checkable
class Live(Protocol):
    """Something on a page that is laid out by itself, such as a chart."""

    def component(self) -> Component:
        """Give it as a component of Dash."""
        ...


class Element(list["Element | str | dict[str, Attribute]"]):
    """An element as it is sent: ``[tag, attributes, child, ...]``.

    Attributes:
        is_live: whether something in it must be laid out by Dash.
    """

    __slots__ = ("is_live",)

    def __init__(self, tag: str, children: "Children", attributes: dict[str, Attribute]) -> None:
        kept = attributes
        if None in attributes.values():
            kept = {name: value for name, value in attributes.items() if value is not None}
        if children.__class__ is str:  # most elements hold a text and no more
            super().__init__((tag, kept, children))
            self.is_live = False
            return
        nodes = _flat(children)
        super().__init__((tag, kept, *nodes))  # type: ignore[arg-type]  # what lives is taken out again by laid_out
        self.is_live = any(map(_is_live, nodes))

    @property
    def tag(self) -> str:
        """The element's name."""
        return str(self[0])

    @property
    def attributes(self) -> dict[str, Attribute]:
        """The element's attributes, by React's names."""
        return self[1]  # type: ignore[return-value]  # its second part is that

    @property
    def className(self) -> str | None:  # noqa: N802 -- React's own name
        """The element's classes."""
        name = self.attributes.get("className")
        return None if name is None else str(name)

    @property
    def children(self) -> "list[Node]":
        """What stands in it."""
        return self[2:]  # type: ignore[return-value]  # as above


class Brief(Element):
    """An element of a form of which pages have hundreds: sent as what it holds, not what it is made of.

    The browser spells it out (``BRIEF`` in ``assets/08-written.js``); :attr:`whole` is the same here, for
    those who look into a page. Nothing in it lives.
    """

    __slots__ = ("_spell",)

    def __init__(self, sent: "Sequence[object]", spell: "Callable[[], Element]") -> None:
        super(Element, self).__init__(sent)  # type: ignore[arg-type]  # it has a form of its own
        self.is_live = False
        self._spell = spell

    @property
    def whole(self) -> Element:
        """What the browser makes of it."""
        return self._spell()

    @property
    def tag(self) -> str:
        """The outermost element's name."""
        return self.whole.tag

    @property
    def attributes(self) -> dict[str, Attribute]:
        """The outermost element's attributes; they cannot be changed any more."""
        return self.whole.attributes

    @property
    def children(self) -> "list[Node]":
        """What stands in the outermost element."""
        return self.whole.children


Node: TypeAlias = Element | Component | Live | str
Children: TypeAlias = Node | int | Sequence[Node | int | None] | None


def laid_out(nodes: Children) -> list[Component]:
    """Give what stands on a page as components of Dash: as few as can be."""
    found: list[Component] = []
    waiting: list[Node] = []
    for node in _flat(nodes):
        if _is_live(node):
            found += _written(waiting)
            waiting = []
            found.append(_live(node))
        else:
            waiting.append(node)
    return found + _written(waiting)


def only(node: "Node") -> Component:
    """Give one thing that stands on a page as the component of Dash that it becomes."""
    (component,) = laid_out(node)
    return component


def _flat(children: Children) -> "Sequence[Node]":
    """Give what stands in an element; the kinds that there are most of are told first, the slow ones last."""
    if isinstance(children, str | Element):
        return (children,)
    if type(children) in (list, tuple):
        return [str(child) if isinstance(child, int) else child for child in children if child is not None]  # type: ignore[union-attr]  # a plain list's type is not narrowed by type()
    if children is None:
        return ()
    if isinstance(children, int):
        return (str(children),)
    if isinstance(children, Component | Live):
        return (children,)
    return [str(child) if isinstance(child, int) else child for child in children if child is not None]


def _is_live(node: object) -> bool:
    if isinstance(node, str):
        return False
    return node.is_live if isinstance(node, Element) else True


def _live(node: "Node") -> Component:
    if isinstance(node, Component):
        return node
    if isinstance(node, Element):
        kind = getattr(dash_html, _DASH_NAMES[node.tag])
        made: Component = kind(laid_out(node.children), **node.attributes)
        return made
    if isinstance(node, Live):
        return node.component()
    raise TypeError(node)


def _written(nodes: "Sequence[Node]") -> list[Component]:
    return [Written(nodes)] if nodes else []


class Maker:
    """Makes elements of one tag: ``P("text", className="note")``."""

    __slots__ = ("tag",)

    def __init__(self, tag: str) -> None:
        self.tag = tag

    def __call__(self, children: Children = None, **attributes: Attribute) -> Element:
        """Make one; the attributes' names are React's."""
        return Element(self.tag, children, attributes)


A = Maker("a")
Br = Maker("br")
Button = Maker("button")
Caption = Maker("caption")
Datalist = Maker("datalist")
Dd = Maker("dd")
Details = Maker("details")
Div = Maker("div")
Dl = Maker("dl")
Dt = Maker("dt")
Fieldset = Maker("fieldset")
Figcaption = Maker("figcaption")
Figure = Maker("figure")
Footer = Maker("footer")
Form = Maker("form")
H1 = Maker("h1")
H2 = Maker("h2")
H3 = Maker("h3")
H4 = Maker("h4")
Header = Maker("header")
Input = Maker("input")
Label = Maker("label")
Legend = Maker("legend")
Li = Maker("li")
Main = Maker("main")
Nav = Maker("nav")
Ol = Maker("ol")
Optgroup = Maker("optgroup")
Option = Maker("option")
P = Maker("p")
Progress = Maker("progress")
Q = Maker("q")
Section = Maker("section")
Select = Maker("select")
Span = Maker("span")
Strong = Maker("strong")
Summary = Maker("summary")
Table = Maker("table")
Tbody = Maker("tbody")
Td = Maker("td")
Textarea = Maker("textarea")
Th = Maker("th")
Thead = Maker("thead")
Tr = Maker("tr")
Ul = Maker("ul")

Circle = Maker("circle")
G = Maker("g")
Line = Maker("line")
Path = Maker("path")
Rect = Maker("rect")
Svg = Maker("svg")
Text = Maker("text")

_DASH_NAMES = {
    maker.tag: name
    for name, maker in list(globals().items())
    if isinstance(maker, Maker) and hasattr(dash_html, name)
}
