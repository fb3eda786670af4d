"""The component that draws what a page has written: see ``dashboard.components.markup``."""

from collections.abc import Sequence

from dash.development.base_component import Component


class Written(Component):
    """A piece of a page that does not change by itself.

    Args:
        tree: texts, and lists ``[tag, attributes, child, ...]``.
    """

    _namespace = "tvaerblik"
    _type = "Written"
    _children_props = []  # noqa: RUF012 -- named and typed by Dash
    _base_nodes = ["children"]  # noqa: RUF012 -- named and typed by Dash
    _prop_names = ["id", "tree"]  # noqa: RUF012 -- named and typed by Dash
    _valid_wildcard_attributes = []  # noqa: RUF012 -- named and typed by Dash
    available_properties = ["id", "tree"]  # noqa: RUF012 -- named and typed by Dash
    available_wildcard_properties = []  # noqa: RUF012 -- named and typed by Dash

    def __init__(self, tree: Sequence[object]) -> None:
        self.tree = tree  # Dash's own checks would look for a package of the namespace's name, each time
