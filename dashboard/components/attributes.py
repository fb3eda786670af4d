"""Attributes whose names are no Python names: ``aria-label``, ``data-x``."""

from collections.abc import Mapping
from typing import TypeVar

from dash.development.base_component import Component

from dashboard.components.markup import Element

Part = TypeVar("Part", Element, Component)


def with_attributes(part: Part, attributes: Mapping[str, str]) -> Part:
    """Set ``aria-`` and ``data-`` attributes on an element or component just made, and give it back."""
    if isinstance(part, Element):
        part.attributes.update(attributes)
        return part
    for name, value in attributes.items():
        setattr(part, name, value)
    return part
