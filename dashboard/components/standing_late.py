"""What is late on the page Status: ends that have passed, and milestones late, next, moved and gone."""

import datetime as dt
from collections.abc import Callable, Sequence

from dashboard.components import markup as html
from dashboard.components.badges import word_badge
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.standing_asked import Stand
from dashboard.components.standing_tables import folding, named, place_cell, title_cell
from dashboard.filters import list_address
from dashboard.format import date_short, fuzzy, month, number
from dashboard.labels import code_label, unknown_label
from dashboard.texts import t
from portfolio.milestones import Milestone, MilestoneDay
from portfolio.rules.gaps import Gap
from portfolio.selection import Criteria
from portfolio.snapshot import Item
from portfolio.vocabulary import Status

OVERDUE_ROWS, SHOWN_MILESTONES = 6, 6
_IN_ORDER = frozenset({"coming", "gone"})
"""Kinds of milestones that nobody has to act on."""

Says = Callable[[Stand, Milestone], list[Node]]


def overdue_card(stand: Stand, criteria: Criteria) -> Node:
    """Show those past their end while they are not finished."""
    late = stand.overdue
    if not len(late):
        return card(t("standing.overdue_message_none"), [], t("standing.overdue_subtitle"))
    columns = [
        Column(t("standing.initiative")),
        Column(t("standing.status")),
        Column(t("standing.end"), is_number=True),
        Column(t("standing.days_over"), is_number=True),
    ]
    rows = [_overdue(it, stand.today) for it in late.first(OVERDUE_ROWS)]
    address = list_address(criteria.but(gaps=tuple(dict.fromkeys((*criteria.gaps, Gap.END_PASSED)))))
    content = [
        html.Div(
            plain_table(t("standing.overdue_caption"), columns, rows, "plain standing-table"),
            className="uncaptioned",
        ),
        html.P(link(t("standing.show_all", count=len(late)), address), className="way-on"),
    ]
    return card(overdue_message(len(late)), content, t("standing.overdue_subtitle"))


def overdue_message(count: int) -> str:
    """Say how many are past their end."""
    return t("standing.overdue_message", count=count)


def _overdue(it: Item, today: dt.date) -> list[Cell]:
    end = it.day("end_last") or today
    status = word_badge(Status, it.code("status"))
    return [title_cell(it), status, date_short(end), over_words((today - end).days)]


def over_words(days: int) -> str:
    """Say by how many days an end has been passed."""
    return t("standing.over_days", count=days, number=number(days))


# --- Milestones


def milestones_card(stand: Stand) -> list[Node]:
    """Show the milestones that need a word; nothing where no list has a table of them."""
    if not stand.book.of:
        return []
    parts = _parts(stand)
    content: list[Node] = []
    for name, found, says in parts:
        if found:
            content += _part(stand, name, found, says)
    if stand.book.loose:
        content.append(html.P(t("milestones.loose", count=stand.book.loose), className="muted"))
    message = milestones_message(len(stand.late), len(stand.moved), len(stand.coming))
    box = html.Div(content, className="uncaptioned milestones")
    return [card(message, [box], t("milestones.subtitle"))]


def _part(stand: Stand, name: str, found: Sequence[Milestone], says: Says) -> list[Node]:
    """Show the milestones of a kind; those that need no word are folded away under how many they are."""
    said, table = (
        t(f"milestones.{name}", count=len(found), number=number(len(found))),
        _table(stand, name, found, says),
    )
    if name in _IN_ORDER:
        return [html.Details([html.Summary(said), *table], className="numbers")]
    return [html.H3(said), *table]


def milestones_message(late: int, moved: int, coming: int) -> str:
    """Say how many milestones are late, and how many have been moved."""
    if not late and not moved:
        return t("milestones.message_none", count=coming, number=number(coming))
    if not late:
        return t("milestones.message_moved", count=moved, number=number(moved))
    said = t("milestones.message", count=late, number=number(late))
    return t("milestones.and_moved", late=said, count=moved, number=number(moved)) if moved else said


_Part = tuple[str, Sequence[Milestone], Says]


def _parts(stand: Stand) -> list[_Part]:
    return [
        ("late", stand.late, _late),
        ("moved", stand.moved, _moved),
        ("coming", stand.coming, _coming),
        ("gone", stand.gone, _gone),
    ]


def _table(stand: Stand, name: str, found: Sequence[Milestone], says: Says) -> list[Node]:
    heads = [
        Column(t("milestones.milestone")),
        Column(t("milestones.head_date"), look="milestone-day"),
        Column(t("milestones.head_what"), look="milestone-what"),
        Column(t("milestones.head_place")),
    ]
    rows: list[list[Cell]] = [
        [_named(stand, it), day_text(it.now), says(stand, it), place_cell(it.now.told_in)]
        for it in found[: named(len(found))]
    ]
    caption = t(f"milestones.{name}", count=len(found), number=number(len(found)))
    return folding(caption, heads, rows, SHOWN_MILESTONES, len(found), "plain milestone-table")


def _named(stand: Stand, it: Milestone) -> list[Node]:
    """Name a milestone with its initiative below."""
    whose = initiative_link(it.initiative_id, stand.item_of(it.initiative_id).title)
    return [html.Span(it.name, className="milestone-name"), html.Span(whose, className="under")]


def day_text(day: MilestoneDay) -> str:
    """Write a milestone's date as exactly as it was stated; one that was not understood as it was typed."""
    if day.date is None:
        return day.told_in.text or unknown_label()
    return fuzzy(day.date)


def _late(stand: Stand, it: Milestone) -> list[Node]:
    days = (stand.today - (it.last_day or stand.today)).days
    over = t("milestones.over", count=days, number=number(days))
    return [html.Span(over, className="flag-empty"), *_state(it)]


def _coming(stand: Stand, it: Milestone) -> list[Node]:
    days = ((it.last_day or stand.today) - stand.today).days
    return [
        t("milestones.in_days", count=days, number=number(days)) if days else t("milestones.today"),
        *_state(it),
    ]


def _gone(_stand: Stand, it: Milestone) -> list[Node]:
    return [t("milestones.last_seen", month=month(it.now.month)), *_state(it)]


def _moved(_stand: Stand, it: Milestone) -> list[Node]:
    before = it.before or it.now
    said = t("milestones.moved_from", by=moved_by(it), date=day_text(before))
    if len(it.earlier) < 2:
        return [said]
    often = t("milestones.first", date=day_text(it.first_told), count=len(it.earlier))
    return [said, html.Span(often, className="under")]


def _state(it: Milestone) -> list[Node]:
    """Say how far a milestone is, where its list says so."""
    said = code_label(Status, it.state) if it.state else t("milestones.no_state")
    return [html.Span(said, className="under")]


def moved_by(it: Milestone) -> str:
    """Say how far a milestone has been moved since the list before."""
    days = it.days_moved
    if days is None:
        return t("milestones.by_unknown")
    text_id = "milestones.later" if days > 0 else "milestones.sooner"
    return t(text_id, count=abs(days), number=number(abs(days)))
