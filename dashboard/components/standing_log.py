"""Status logs on the page Status: what they fill in, and where they say otherwise than the lists."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.badges import light_badge
from dashboard.components.cards import folded_card
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column
from dashboard.components.standing_asked import Stand
from dashboard.components.standing_tables import clipped, folding, named, place_cell, title_cell
from dashboard.format import month, number
from dashboard.measures import Disagreement
from dashboard.texts import t

SHOWN_LOGGED = 8


def log_card(stand: Stand) -> list[Node]:
    """Show where status logs and lists say different things of a month; nothing where there are no logs."""
    log = stand.snapshot.log
    if not log.of and not log.loose:
        return []
    found = stand.disagreements
    filled = int(stand.snapshot.is_logged[:, stand.chosen.places].sum())
    facts = t("statuslog.filled", count=filled, number=number(filled))
    content: list[Node] = [html.P(facts)]
    content += _table(stand, found) if found else []
    if log.loose:
        content.append(html.P(t("statuslog.loose", count=log.loose), className="muted"))
    message = (
        t("statuslog.message", count=len(found), number=number(len(found)))
        if found
        else t("statuslog.message_none")
    )
    return [folded_card(message, [html.Div(content, className="uncaptioned")], t("statuslog.subtitle"))]


def _table(stand: Stand, found: Sequence[Disagreement]) -> list[Node]:
    names = ("initiative", "month", "stands", "says", "place")
    columns = [Column(t(f"statuslog.head_{name}")) for name in names]
    rows = [_row(stand, it) for it in found[: named(len(found))]]
    caption = t("statuslog.message", count=len(found), number=number(len(found)))
    return folding(caption, columns, rows, SHOWN_LOGGED, len(found), "plain standing-table")


def _row(stand: Stand, it: Disagreement) -> list[Cell]:
    other = it.others[0]
    said = [html.Span(clipped(other.text), className="under")] if other.text else []
    whose = t("statuslog.of_list" if it.is_listed else "statuslog.of_newer_log")
    return [
        title_cell(stand.item_of(it.initiative_id)),
        month(it.month),
        [light_badge(it.stands), html.Span(whose, className="under")],
        [light_badge(other.light), *said],
        place_cell(other.told_in),
    ]
