"""HTML built of small functions: what is not markup is escaped, in this one place."""

from html import escape
from typing import TypeAlias

from etl.report.words import plain


class Markup(str):
    """Text that is markup already; only this module makes it."""

    __slots__ = ()


Node: TypeAlias = "Markup | str | int | None"
Attribute: TypeAlias = "str | int | bool | None"

_VOID = frozenset({"meta", "br", "col"})


def element(name: str, /, *content: Node, **attributes: Attribute) -> Markup:
    """Build an element; its content is escaped unless it is markup itself.

    Attributes are named as in Python: ``class_`` is class, ``aria_label`` is aria-label. One that is None or
    False is left out, one that is True has no value.
    """
    start = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Markup(start if name in _VOID else f"{start}{joined(*content)}</{name}>")


def joined(*content: Node) -> Markup:
    """Put nodes after each other, escaped unless they are markup."""
    return Markup("".join(_escaped(node) for node in content if node is not None))


def document(language: str, head: Markup, style: str, body: Markup) -> str:
    """Give a whole page; ``style`` is our own style sheet, never a text from a file."""
    whole = element(
        "html", joined(element("head", head, Markup(f"<style>{style}</style>")), body), lang=language
    )
    return f"<!DOCTYPE html>\n{whole}\n"


def _escaped(node: Markup | str | int) -> str:
    return node if isinstance(node, Markup) else escape(plain(str(node)))


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(plain(str(value)))}"'
