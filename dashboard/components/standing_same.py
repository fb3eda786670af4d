"""What says nothing new on the page Status: words that go on, lights that moved under them, and silence."""

from dashboard.components import markup as html
from dashboard.components.badges import light_badge
from dashboard.components.cards import folded_card
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column
from dashboard.components.run_words import gap_words, month_seen_from
from dashboard.components.standing_asked import Stand
from dashboard.components.standing_tables import clipped, folding, lights_cell, named, title_cell
from dashboard.data import Chosen
from dashboard.filters import list_address
from dashboard.format import number
from dashboard.texts import t
from portfolio.month_words import Retold
from portfolio.rules.gaps import Gap
from portfolio.selection import Criteria
from portfolio.snapshot import Item

SHOWN_SAME = 6


def same_card(stand: Stand, criteria: Criteria) -> Node:
    """Show those whose words repeat the month before, and count those nobody has told of for two months."""
    parts = (
        ("moved_unsaid", stand.moved_unsaid),
        ("verbatim", stand.under_same_light(stand.verbatim)),
        ("nearly", stand.under_same_light(stand.nearly)),
    )
    content: list[Node] = []
    for name, found in parts:
        if len(found):
            content.append(html.H3(t(f"standing.{name}", count=len(found), number=number(len(found)))))
            content += _table(stand, name, found)
    message = copied_message(len(stand.verbatim), len(stand.nearly))
    box = html.Div(content, className="uncaptioned")
    return folded_card(message, [box, *_silent(stand, criteria)], t("standing.copied_subtitle"))


def copied_message(verbatim: int, nearly: int) -> str:
    """Say how many initiatives are told about in the very words of the month before, or nearly so."""
    if not verbatim:
        return t("standing.copied_message_none")
    said = t("standing.copied_message", count=verbatim, shown=number(verbatim))
    return t("standing.copied_nearly", said=said, nearly=number(nearly)) if nearly else said


def _table(stand: Stand, name: str, found: Chosen) -> list[Node]:
    columns = [
        Column(t("standing.initiative")),
        Column(t("standing.light"), look="lights"),
        Column(t("standing.same_text"), look="words"),
        Column(t("standing.same_since")),
    ]
    shown, is_moved = found.first(named(len(found))), name == "moved_unsaid"
    rows = [_row(it, stand.told_again(it), is_moved=is_moved) for it in shown]
    caption = t(f"standing.{name}", count=len(found), number=number(len(found)))
    return folding(caption, columns, rows, SHOWN_SAME, len(found), "plain standing-table")


def _row(it: Item, retold: Retold, *, is_moved: bool) -> list[Cell]:
    light = (
        lights_cell(retold.light_before, retold.light)
        if is_moved
        else [light_badge(it.code("traffic_light"))]
    )
    return [title_cell(it), light, clipped(retold.run.told), since_cell(retold)]


def since_cell(retold: Retold) -> list[Node]:
    """Say since when words are the same, in how many months, and which of those told nothing."""
    run = retold.run
    since = month_seen_from(run.since, run.last)
    said = t("standing.since_months", since=since, count=run.count, number=number(run.count))
    gaps = gap_words(run)
    return [html.Span(said, className="nowrap"), *([html.Span(gaps, className="under")] if gaps else [])]


def _silent(stand: Stand, criteria: Criteria) -> list[Node]:
    silent = int(stand.chosen.flag("is_silent").sum())
    if not silent:
        return []
    address = list_address(criteria.but(gaps=tuple(dict.fromkeys((*criteria.gaps, Gap.SILENT)))))
    names = ", ".join(it.title for it in stand.chosen.where(stand.chosen.flag("is_silent")).first(5))
    return [html.P([link(t("standing.silent", count=silent), address), html.Span(names, className="under")])]
