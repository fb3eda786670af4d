"""A document of the repository as elements: the little of Markdown that it is written in, no markup."""

import re
from collections.abc import Iterator, Sequence

from dashboard.components import markup as html
from dashboard.components.markup import Element, Node
from dashboard.components.plain_table import Column, plain_table

_MARKS = re.compile(r"[`*]")


def document(text: str) -> list[Node]:
    """Lay out a document without its title; headings, paragraphs, lists, tables have empty lines between."""
    heading, laid = "", list[Node]()
    for block in _blocks(text):
        if block[0].startswith("## "):
            heading = block[0].removeprefix("## ")
            laid.append(html.H2(heading))
        elif not block[0].startswith("# "):
            laid.append(_block(block, heading))
    return laid


def _blocks(text: str) -> Iterator[list[str]]:
    for block in re.split(r"\n\s*\n", text.strip()):
        yield block.splitlines()


def _block(lines: Sequence[str], heading: str) -> Element:
    if lines[0].startswith("|"):
        return _table(lines, heading)
    if lines[0].startswith("- "):
        items = re.split(r"(?m)^- ", "\n".join(lines))[1:]
        return html.Ul([html.Li(_plain(item)) for item in items])
    return html.P(_plain(" ".join(lines)))


def _table(lines: Sequence[str], heading: str) -> Element:
    """Lay out a table; the line below its head is only Markdown's own."""
    head, _rule, *rows = [[_plain(cell) for cell in line.strip().strip("|").split("|")] for line in lines]
    return plain_table(heading, [Column(name) for name in head], rows)


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split())
