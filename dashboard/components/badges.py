"""Badges: a traffic light as shape, word and colour; a code as a word."""

from enum import StrEnum

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Node
from dashboard.labels import code_label
from dashboard.theme import LIGHT_ORDER, LIGHT_SHAPES
from portfolio.vocabulary import TrafficLight, code_or_none


def light_badge(code: str | None) -> Node:
    """Show a traffic light; a missing one reads "Ikke angivet"."""
    light = code_or_none(TrafficLight, code)
    return html.Span(
        [_shape(light), code_label(TrafficLight, code)], className=f"light light-{light or 'none'}"
    )


def light_mark(code: str | None) -> Node:
    """Show a traffic light in a narrow cell: the shape, with the word for those who hear the page."""
    light = code_or_none(TrafficLight, code)
    word = html.Span(code_label(TrafficLight, code), className="visually-hidden")
    return html.Span(
        [_shape(light), word],
        className=f"light light-{light or 'none'}",
        title=code_label(TrafficLight, code),
    )


def light_key() -> Node:
    """Show what the colours of a chart mean."""
    items = [html.Li(light_badge(None if light is None else str(light))) for light in LIGHT_ORDER]
    return html.Ul(items, className="light-key")


def word_badge(codes: type[StrEnum], code: str | None) -> Node:
    """Show a code of a closed list as a quiet badge; a missing one paler still."""
    tone = "badge-word" if code_or_none(codes, code) else "badge-word badge-none"
    return html.Span(code_label(codes, code), className=tone)


def _shape(light: TrafficLight | None) -> Node:
    return with_attributes(html.Span(LIGHT_SHAPES[light], className="shape"), {"aria-hidden": "true"})
