"""Tables of the page Status: what its parts have in common."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.badges import light_badge
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.origin import cell_place
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_words import listed
from dashboard.labels import Code, area_label
from dashboard.texts import t
from portfolio.process.course import ToldIn
from portfolio.snapshot import Item

NAMED_ROWS, FEWER = 60, 20
"""So many are all named; of more, that nobody reads through, fewer are."""
TEXT_LENGTH = 240


def named(count: int) -> int:
    """Give how many of so many rows are named."""
    return count if count <= NAMED_ROWS else FEWER


def folding(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    shown: int,
    total: int,
    look: str = "plain",
) -> list[Node]:
    """Show the first rows, fold the next away, and count those that nobody would read through."""
    parts: list[Node] = [plain_table(caption, columns, rows[:shown], look)]
    if len(rows) > shown:
        rest = t("standing.more_rows", count=len(rows) - shown)
        folded = [html.Summary(rest), plain_table(f"{caption}: {rest}", columns, rows[shown:], look)]
        parts.append(html.Details(folded, className="numbers"))
    if total > len(rows):
        parts.append(html.P(t("opening.more", count=total - len(rows)), className="muted"))
    return parts


def title_cell(initiative: Item, *under: str) -> list[Node]:
    """Name an initiative with its cluster, and what else there is to say, below."""
    said = listed([area_label(initiative), *under])
    return [initiative_link(initiative.id, initiative.title), html.Span(said, className="under")]


def lights_cell(before: Code, now: Code, under: str = "") -> list[Node]:
    """Show the old light beside the new one, with their words."""
    arrow = html.Span("→", className="arrow")
    pair = html.Span([light_badge(before), arrow, light_badge(now)], className="light-pair")
    return [pair, *([html.Span(under, className="under")] if under else [])]


def clipped(text: str, length: int = TEXT_LENGTH) -> str:
    """Shorten a list's text at a word; the initiative's page has it whole."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,.;") + " …"


def place_cell(place: ToldIn) -> list[Node]:
    """Name the cell that something stands in, with the way to its list's receipt."""
    return [
        html.Span(cell_place(place.sheet, place.cell), className="cell-place"),
        html.Span(link(place.source, f"/indlaes/{place.upload_id}"), className="under"),
    ]


def none_said(said: str) -> Node:
    """Say that there is nothing of something."""
    return html.P(said, className="muted")
