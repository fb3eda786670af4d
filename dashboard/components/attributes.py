"""Attributes whose names are no Python names: ``aria-label``, ``data-x``."""

from collections.abc import Mapping
from typing import TypeVar

from dash.development.base_component import Component

Element = TypeVar("Element", bound=Component)


def with_attributes(element: Element, attributes: Mapping[str, str]) -> Element:
    """Set ``aria-`` and ``data-`` attributes on an element just made, and give it back."""
    for name, value in attributes.items():
        setattr(element, name, value)
    return element
