"""The log's decisions as a table, and where each is from."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.agenda_words import meeting_address
from dashboard.components.decided import Decision
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.meeting_actions import title_of
from dashboard.components.openings import initiative_link
from dashboard.components.origin import cell_place
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.format import date_short, instant
from dashboard.labels import unknown_label
from dashboard.texts import t

_HEADS = ("day", "decision", "about", "forum", "from")


def decisions_table(them: Sequence[Decision], caption: str) -> Node:
    """Show decisions in a table, each with the cell or the person that it is from."""
    heads = [Column(t(f"log.head_{name}")) for name in _HEADS]
    return plain_table(caption, heads, [_row(it) for it in them], "plain decisions")


def _row(it: Decision) -> list[Cell]:
    day: Cell = unknown_label() if it.day is None else date_short(it.day)
    text: list[Node] = [html.Span(it.text, className="round-text")]
    is_told = it.title and it.title not in map(title_of, it.initiative_ids)
    text += [html.Span(it.title, className="under")] if is_told else []
    about = [html.Li(initiative_link(id_, title_of(id_))) for id_ in it.initiative_ids]
    forum: Cell = it.forum if it.meeting is None else link(it.forum, meeting_address(it.meeting.id))
    return [day, text, html.Ul(about, className="plain-list") if about else "", forum, origin(it)]


def origin(it: Decision) -> Cell:
    """Say where a decision is from: the cell of a list, or who wrote it when."""
    place = it.told_in
    if place is None:
        return "" if it.at is None else t("log.written", by=it.by, at=instant(it.at))
    lines: list[Node] = [link(place.source, f"/indlaes/{place.upload_id}")]
    where = cell_place(place.sheet, place.cell)
    return [*lines, html.Span(where, className="under")] if where else lines
