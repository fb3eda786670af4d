"""Tables of the page Status: what moved, what is late."""

import datetime as dt
from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.badges import light_mark, word_badge
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import Chosen, Earlier
from dashboard.format import date_short, number
from dashboard.labels import Code
from dashboard.texts import t
from portfolio.snapshot import Item
from portfolio.vocabulary import Status

SHOWN_MOVES, SHOWN_COPIES = 10, 5
NAMED_ROWS, FEWER = 60, 30
"""So many are all named; of more, that nobody reads through, fewer are."""
TEXT_LENGTH = 120


def moves_table(caption: str, none: str, moved: Chosen, earlier: Earlier) -> Node:
    """Show initiatives whose light moved and what their list says of it; the many are a click away."""
    if not len(moved):
        return html.Div([html.H3(caption), html.P(none, className="muted")])
    columns = [Column(t("standing.initiative")), Column(t("standing.from_to"))]
    rows = [_move(it, earlier.light(it)) for it in _named(moved)]
    return html.Div([html.H3(caption), *_folding(caption, columns, rows, SHOWN_MOVES, len(moved))])


def copied_table(copied: Chosen) -> Node:
    """Show initiatives whose list says the same as the month before, and what it says."""
    columns = [Column(t(f"standing.{name}")) for name in ("initiative", "light", "same_text")]
    rows: list[list[Cell]] = [
        [_title(it), light_mark(it.code("traffic_light")), clipped(copied.known.copied[it.place])]
        for it in _named(copied)
    ]
    parts = _folding(t("standing.copied_caption"), columns, rows, SHOWN_COPIES, len(copied))
    return html.Div(parts, className="uncaptioned")


def _named(initiatives: Chosen) -> Chosen:
    return initiatives if len(initiatives) <= NAMED_ROWS else initiatives.first(FEWER)


def _folding(
    caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], shown: int, total: int
) -> list[Node]:
    """Show the first rows, fold the next away, and count those that nobody would read through."""
    parts: list[Node] = [plain_table(caption, columns, rows[:shown])]
    if len(rows) > shown:
        rest = t("standing.more_rows", count=len(rows) - shown)
        folded = [html.Summary(rest), plain_table(f"{caption}: {rest}", columns, rows[shown:])]
        parts.append(html.Details(folded, className="numbers"))
    if total > len(rows):
        parts.append(html.P(t("opening.more", count=total - len(rows)), className="muted"))
    return parts


def overdue_table(late: Chosen, today: dt.date) -> Node:
    """Show initiatives past their end: when it was, how many days ago, and their status."""
    columns = [
        Column(t("standing.initiative")),
        Column(t("standing.status")),
        Column(t("standing.end"), is_number=True),
        Column(t("standing.days_over"), is_number=True),
    ]
    return plain_table(t("standing.overdue_caption"), columns, [_late(it, today) for it in late])


def clipped(text: str) -> str:
    """Shorten a list's text at a word; the initiative's page has it whole."""
    if len(text) <= TEXT_LENGTH:
        return text
    return text[:TEXT_LENGTH].rsplit(" ", 1)[0].rstrip(" ,.;") + " …"


def _title(initiative: Item) -> Node:
    return initiative_link(initiative.id, initiative.title)


def _move(initiative: Item, light: Code) -> list[Cell]:
    """Give what moved: the initiative, what its list says of it, and the light before and now."""
    arrow = html.Span("→", className="arrow")
    before, now = light_mark(light), light_mark(initiative.code("traffic_light"))
    said = initiative.text("remarks") or initiative.text("next_step")
    told = [html.Span(clipped(said), className="under")] if said else []
    return [[_title(initiative), *told], html.Span([before, arrow, now], className="nowrap")]


def _late(initiative: Item, today: dt.date) -> list[Cell]:
    end = initiative.day("end_last") or today
    status = word_badge(Status, initiative.code("status"))
    return [_title(initiative), status, date_short(end), number((today - end).days)]
