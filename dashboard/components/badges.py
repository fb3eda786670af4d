"""Badges: a traffic light as shape, word and colour; a code as a word."""

from enum import StrEnum
from functools import lru_cache

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Brief, Element, Node
from dashboard.labels import code_label
from dashboard.theme import LIGHT_ORDER, LIGHT_SHAPES
from portfolio.vocabulary import TrafficLight, code_or_none


def light_badge(code: str | None) -> Node:
    """Show a traffic light; a missing one reads "Ikke angivet"."""
    return badge_saying(code_or_none(TrafficLight, code), code_label(TrafficLight, code))


def light_mark(code: str | None) -> Node:
    """Show a traffic light in a narrow cell: the shape, with the word for those who hear the page."""
    return mark_saying(code_or_none(TrafficLight, code), code_label(TrafficLight, code))


@lru_cache(maxsize=64)
def badge_saying(light: TrafficLight | None, word: str) -> Element:
    """Make the badge once: a page has hundreds. What is made stays as it is."""
    shape = LIGHT_SHAPES[light]

    def whole() -> Element:
        return html.Span([_shape(shape), word], className=f"light light-{light or 'none'}")

    return Brief(["light", light or "none", shape, word], whole)


@lru_cache(maxsize=64)
def mark_saying(light: TrafficLight | None, word: str) -> Element:
    """Make the mark once, as the badge."""
    shape = LIGHT_SHAPES[light]

    def whole() -> Element:
        heard = html.Span(word, className="visually-hidden")
        return html.Span([_shape(shape), heard], className=f"light light-{light or 'none'}", title=word)

    return Brief(["mark", light or "none", shape, word], whole)


def light_key() -> Node:
    """Show what the colours of a chart mean."""
    items = [html.Li(light_badge(None if light is None else str(light))) for light in LIGHT_ORDER]
    return html.Ul(items, className="light-key")


def word_badge(codes: type[StrEnum], code: str | None) -> Node:
    """Show a code of a closed list as a quiet badge; a missing one paler still."""
    return _word_badge(code_label(codes, code), is_stated=code_or_none(codes, code) is not None)


@lru_cache(maxsize=256)
def _word_badge(word: str, *, is_stated: bool) -> Node:
    return html.Span(word, className="badge-word" if is_stated else "badge-word badge-none")


def _shape(shape: str) -> Node:
    return with_attributes(html.Span(shape, className="shape"), {"aria-hidden": "true"})
