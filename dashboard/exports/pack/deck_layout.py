"""An empty presentation: python-pptx's own, cleaned of all but one layout, in our colours and shape."""

import re
from collections import Counter
from copy import deepcopy
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.util import Inches

from dashboard import theme
from portfolio.vocabulary import TrafficLight

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT = Inches(0.6)
FONT = "Calibri"
"""A deck carries no typeface, so it takes one that every PowerPoint has."""

LANGUAGES = {"da": "da-DK", "en": "en-GB"}
_TITLE_ONLY = 5
_UNUSED = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.BODY)
_PLACES = {
    PP_PLACEHOLDER.TITLE: (LEFT, Inches(0.45), WIDTH - 2 * LEFT, Inches(1.05)),
    PP_PLACEHOLDER.SLIDE_NUMBER: (WIDTH - LEFT - Inches(1.2), Inches(6.95), Inches(1.2), Inches(0.4)),
}
_THEME = {
    "dk1": theme.INK,
    "lt1": theme.SURFACE,
    "dk2": theme.PETROL,
    "lt2": theme.SURFACE_MUTED,
    "accent1": theme.PETROL,
    "accent2": theme.LIGHT_COLOURS[TrafficLight.RED],
    "accent3": theme.LIGHT_COLOURS[TrafficLight.YELLOW],
    "accent4": theme.LIGHT_COLOURS[TrafficLight.GREEN],
    "accent5": theme.LIGHT_COLOURS[TrafficLight.GREY],
    "accent6": theme.LIGHT_COLOURS[None],
    "hlink": theme.PETROL,
    "folHlink": theme.PETROL_DARK,
}


def clean_deck(language: str) -> Any:  # noqa: ANN401 -- python-pptx has no types
    """Give a presentation without slides, with one layout: a title and the slide's number."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.part._element.find(qn("p:sldSz")).attrib.pop("type", None)  # noqa: SLF001 -- no other way
    layouts, master = deck.slide_layouts, deck.slide_master
    for layout in [it for nth, it in enumerate(layouts) if nth != _TITLE_ONLY]:
        layouts.remove(layout)
    for holder in (master, layouts[0]):
        _keep_what_is_used(holder)
        holder.name = "Tværblik"
    _set_title_style(master)
    _paint(master)
    _drop_leftovers(deck)
    deck.part.package.next_partname = _Numbers(deck.part.package)
    deck.part.rels._get_matching = _never_there  # noqa: SLF001 -- each slide is new; it looks at all for each
    for element in (deck.part._element, master._element, layouts[0]._element):  # noqa: SLF001
        for part in element.iter():
            if part.get("lang"):
                part.set("lang", language)
    return deck


class _Numbers:
    """Names new parts; python-pptx looks through all parts for each name, which takes long where many are."""

    def __init__(self, package: Any) -> None:  # noqa: ANN401 -- no types
        self._taken = {str(part.partname) for part in package.iter_parts()}
        self._last: Counter[str] = Counter()

    def __call__(self, template: str) -> PackURI:
        """Give the next name of a kind."""
        while True:
            self._last[template] += 1
            name = template % self._last[template]
            if name not in self._taken:
                return PackURI(name)


def _never_there(*_parts: object, **_more: object) -> None:
    """Tell that a part is not among the presentation's yet."""


def add_number(slide: Any, layout: Any) -> None:  # noqa: ANN401 -- no types
    """Put the layout's number on a slide: it is only taken over where a slide has it too."""
    for shape in layout.placeholders:
        if shape.placeholder_format.type is PP_PLACEHOLDER.SLIDE_NUMBER:
            slide.shapes._spTree.append(deepcopy(shape._element))  # noqa: SLF001 -- no other way


def _keep_what_is_used(holder: Any) -> None:  # noqa: ANN401 -- no types
    for shape in list(holder.placeholders):
        kind = shape.placeholder_format.type
        if kind in _UNUSED:
            shape._element.getparent().remove(shape._element)  # noqa: SLF001 -- no other way
        else:
            shape.left, shape.top, shape.width, shape.height = _PLACES[kind]


def _set_title_style(master: Any) -> None:  # noqa: ANN401 -- no types
    """Set titles to the left, half-bold, small enough for a sentence; numbers quietly to the right."""
    style = master._element.find(qn("p:txStyles")).find(qn("p:titleStyle"))  # noqa: SLF001 -- no other way
    first = style.find(qn("a:lvl1pPr"))
    first.set("algn", "l")
    properties = first.find(qn("a:defRPr"))
    properties.set("sz", "2800")
    properties.set("b", "1")
    for shape in master.placeholders:
        body = shape._element.txBody.find(qn("a:bodyPr"))  # noqa: SLF001
        body.set("lIns", "0")
        body.set("rIns", "0")
        is_title = shape.placeholder_format.type is PP_PLACEHOLDER.TITLE
        body.set("anchor", "t" if is_title else "ctr")
        for size in shape._element.iter(qn("a:defRPr")):  # noqa: SLF001
            size.set("sz", "1800")


def _paint(master: Any) -> None:  # noqa: ANN401 -- no types
    """Put our colours and typeface into the theme."""
    part = next(it.target_part for it in master.part.rels.values() if it.reltype.endswith("/theme"))
    text = part.blob.decode()
    for name, colour in _THEME.items():
        value = f'<a:srgbClr val="{colour.removeprefix("#").upper()}"/>'
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf"\g<1>{value}\g<2>", text, flags=re.DOTALL)
    for kind in ("majorFont", "minorFont"):
        text = re.sub(rf'(<a:{kind}>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    part._blob = text.encode()  # noqa: SLF001 -- no other way


def _drop_leftovers(deck: Any) -> None:  # noqa: ANN401 -- no types
    """Drop somebody's printer and the picture of somebody's first slide."""
    for holder, ending in ((deck.part, "/printerSettings"), (deck.part.package, "/thumbnail")):
        relations = holder._rels  # noqa: SLF001 -- no other way
        for key in [key for key, it in relations.items() if it.reltype.endswith(ending)]:
            relations.pop(key)
