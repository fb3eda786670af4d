"""A table of changes: an initiative with a line for each field, what was said beside what is said now."""

from collections.abc import Iterable, Sequence

from dashboard.components import markup as html
from dashboard.components.markup import Element, Node
from dashboard.components.plain_table import scroll_region
from dashboard.texts import t

HEADS = ("initiative", "field", "before", "now")

Line = tuple[Node | list[Node], Node | list[Node], Node | list[Node]]
"""The field, what was said before, and what is said now."""


def change_table(
    caption: str, initiatives: Iterable[tuple[list[Node], Sequence[Line]]], look: str = ""
) -> Element:
    """Lay the changes out: a group of lines an initiative, under its name.

    Args:
        caption: what the table is, for those who hear it.
        initiatives: what names each, and its lines.
        look: a class for the table besides its own.
    """
    heads = [html.Th(t(f"draft.{name}"), scope="col") for name in HEADS]
    said = html.Caption(caption, className="visually-hidden")
    bodies = [_lines(name, lines) for name, lines in initiatives]
    classes = f"plain changes field-changes {look}".strip()
    return scroll_region(html.Table([said, html.Thead(html.Tr(heads)), *bodies], className=classes), caption)


def _lines(name: list[Node], lines: Sequence[Line]) -> Element:
    head = html.Th(name, scope="rowgroup", rowSpan=len(lines))
    rows = [[html.Td(cell) for cell in line] for line in lines]
    return html.Tbody([html.Tr([head, *rows[0]]), *map(html.Tr, rows[1:])])


def was(text: str, *, is_stated: bool) -> Element:
    """Show what was said before."""
    return html.Span(text, className="old-value" if is_stated else "muted")


def is_now(text: str, *, is_stated: bool) -> Element:
    """Show what is said now."""
    return html.Span(text, className="new-value" if is_stated else "muted")
