"""The open actions in brief: how many, how many overdue, and the next ones; for Overblik."""

from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import due_words, who_words
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.log import ABOUT, ACTIONS, LOG, OPEN, OVERDUE, SHOW, STATE, log_address
from dashboard.components.markup import Node
from dashboard.components.meeting_actions import title_of
from dashboard.components.openings import initiative_link
from dashboard.filters import Asked
from dashboard.format import number
from dashboard.texts import t
from portfolio.meetings.book import Action
from portfolio.selection import Criteria

_SHOWN = 5


def actions_card(criteria: Criteria) -> list[Node]:
    """Show the open actions about the initiatives that meet some criteria; all where none are asked for."""
    them, today = data.meetings().open_actions(), data.portfolio().today
    if criteria.unfiltered() != criteria:
        chosen = set(data.portfolio().chosen(criteria).ids.tolist())
        them = tuple(it for it in them if it.initiative_id in chosen)
    if not them:
        return []
    late = sum(it.is_overdue(today) for it in them)
    said = t("decided.open_actions", count=len(them), number=number(len(them)))
    said = t("decided.with_late", said=said, count=late, number=number(late)) if late else said
    seen = Asked(criteria=criteria.unfiltered())
    every = link(t("decided.see_open"), log_address(seen, {SHOW: ACTIONS, STATE: OPEN}))
    ways: list[Node] = [every]
    if late:
        ways += [" ", link(t("decided.see_late"), log_address(seen, {SHOW: ACTIONS, STATE: OVERDUE}))]
    content = [_list(them[:_SHOWN]), html.P(ways, className="no-print")]
    return [card(said[:1].upper() + said[1:], content, t("decided.next_actions"))]


def _list(them: Sequence[Action]) -> Node:
    today = data.portfolio().today
    items = []
    for it in them:
        look = "under under-warning" if it.is_overdue(today) else "under"
        parts: list[Node] = [
            html.Strong(it.text),
            html.Span(f"{who_words(it)}, {due_words(it, today)}", className=look),
        ]
        if it.initiative_id is not None:
            about = initiative_link(it.initiative_id, title_of(it.initiative_id))
            parts.append(html.Span(about, className="under"))
        items.append(html.Li(parts))
    return html.Ul(items, className="plain-list next-actions")


def initiative_log_link(initiative_id: int) -> Node:
    """Lead from an initiative to all that was decided and agreed on about it."""
    return link(t("decided.see_initiative"), f"{LOG}?{ABOUT}={initiative_id}")
