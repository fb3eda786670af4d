"""The log's decisions as a table, and where each is from."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.agenda_words import meeting_address
from dashboard.components.decided import Decision
from dashboard.components.here import criteria
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.meeting_actions import title_of
from dashboard.components.openings import initiative_link, links_behind
from dashboard.components.origin import cell_place
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.filters import initiative_address
from dashboard.format import date_short, instant, number
from dashboard.labels import unknown_label
from dashboard.texts import t

_MOST = 3
"""So many initiatives of a decision are named in place."""

_HEADS = ("day", "decision", "about", "forum", "from")


def decisions_table(them: Sequence[Decision], caption: str) -> Node:
    """Show decisions in a table, each with the cell or the person that it is from."""
    heads = [Column(t(f"decided.head_{name}")) for name in _HEADS]
    return plain_table(caption, heads, [_row(it) for it in them], "plain decisions labelled")


def _row(it: Decision) -> list[Cell]:
    day: Cell = unknown_label() if it.day is None else date_short(it.day)
    text: list[Node] = [html.Span(it.text, className="round-text")]
    is_told = it.title and it.title not in map(title_of, it.initiative_ids)
    text += [html.Span(it.title, className="under")] if is_told else []
    forum: Cell = it.forum if it.meeting is None else link(it.forum, meeting_address(it.meeting.id))
    return [day, text, _about(it.initiative_ids), forum, origin(it)]


def _about(initiative_ids: Sequence[int]) -> Cell:
    """Link the initiatives; many are folded away behind how many they are."""
    if len(initiative_ids) > _MOST:
        links = [(title_of(id_), initiative_address(id_, criteria())) for id_ in initiative_ids]
        count = t("decided.initiatives", count=len(links), number=number(len(links)))
        return links_behind(count, t("opening.open"), links, "")
    about = [html.Li(initiative_link(id_, title_of(id_))) for id_ in initiative_ids]
    return html.Ul(about, className="plain-list") if about else ""


def origin(it: Decision) -> Cell:
    """Say where a decision is from: the cell of a list, or who wrote it when."""
    place = it.told_in
    if place is None:
        return "" if it.at is None else t("decided.written", by=it.by, at=instant(it.at))
    lines: list[Node] = [link(place.source, f"/indlaes/{place.upload_id}")]
    where = cell_place(place.sheet, place.cell)
    return [*lines, html.Span(where, className="under")] if where else lines
