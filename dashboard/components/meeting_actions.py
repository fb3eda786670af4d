"""Actions that were agreed on, as a table: what, who, by when; done and moved in place."""

import datetime as dt
from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import due_words, meeting_address, who_words
from dashboard.components.deed import folded_deed
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.meeting_forms import change_form, done_form, due_form
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.format import date_short, instant
from dashboard.texts import language, t
from portfolio.meetings.book import Action, MeetingBook
from portfolio.vocabulary import label


def actions_table(
    actions: Sequence[Action],
    book: MeetingBook,
    today: dt.date,
    *,
    caption: str,
    focus: str,
    is_present: bool,
    has_initiative: bool = True,
    has_origin: bool = False,
) -> Node:
    """Show actions in a table; what is open can be done and moved there.

    ``has_origin`` tells who wrote each, and what has happened to it since.
    """
    names = [
        "what",
        "who",
        "due",
        "from",
        *(["about"] if has_initiative else []),
        *(["do"] if is_present else []),
    ]
    heads = [Column(t(f"meetings.head_{name}")) for name in names]
    rows = [_row(it, book, today, names, focus, has_origin=has_origin) for it in actions]
    return plain_table(caption, heads, rows, "plain actions labelled")


def actions_list(actions: Sequence[Action], today: dt.date, *, focus: str, is_present: bool) -> Element:
    """Show the actions of a point in a line each."""
    items: list[Node] = []
    for it in actions:
        due = html.Span(due_words(it, today), className="under-warning" if it.is_overdue(today) else None)
        told: list[Node] = [html.Strong(it.text), html.Span([who_words(it), ", ", due], className="under")]
        deeds = [html.Div(_deeds(it, today, focus), className="action-deeds no-print")] if is_present else []
        items.append(html.Li([html.Div(told), *deeds]))
    return html.Ul(items, className="point-actions")


def _row(
    it: Action, book: MeetingBook, today: dt.date, names: Sequence[str], focus: str, *, has_origin: bool
) -> list[Cell]:
    look = "under-warning" if it.is_overdue(today) else None
    due: list[Node] = [html.Span(due_words(it, today), className=look)]
    if it.is_open and it.first_due_on is not None and it.first_due_on != it.due_on:
        due.append(html.Span(t("meetings.was_due", day=date_short(it.first_due_on)), className="under"))
    cells: dict[str, Cell] = {
        "what": [html.Span(it.text, className="round-text"), *(_history(it) if has_origin else [])],
        "who": who_words(it),
        "due": due,
        "from": _from(it, book),
        "about": _about(it.initiative_id),
        "do": html.Div(_deeds(it, today, focus), className="action-deeds no-print"),
    }
    return [cells[name] for name in names]


def _history(it: Action) -> list[Node]:
    """Tell who wrote an action when, and what was said of it since."""
    lines = [t("decided.written", by=it.by, at=instant(it.made_at))]
    for one in it.happened:
        facts = {"what": label(one.kind, language()), "by": one.by, "at": instant(one.made_at)}
        lines.append(". ".join(filter(None, (t("decided.happened", **facts), one.text))))
    return [html.Span(line, className="under") for line in lines]


def _from(it: Action, book: MeetingBook) -> Cell:
    meeting = book.meetings.get(it.meeting_id or 0)
    if meeting is None:
        return t("meetings.outside", day=date_short(it.made_at.date()))
    series = book.series.get(meeting.series_id)
    name = "" if series is None else series.name
    return [link(date_short(meeting.day), meeting_address(meeting.id)), html.Span(name, className="under")]


def _about(initiative_id: int | None) -> Cell:
    if initiative_id is None:
        return ""
    return initiative_link(initiative_id, title_of(initiative_id))


def title_of(initiative_id: int) -> str:
    """Give an initiative's title; a sentence where nobody knows it any more."""
    known = data.portfolio().snapshot
    place = known.place(initiative_id)
    if place is None:
        return t("meetings.unknown_initiative", number=str(initiative_id))
    return known.item(place).title


def _deeds(it: Action, today: dt.date, focus: str) -> list[Node]:
    forms: list[Node] = [done_form(it, today, focus)]
    if it.is_open:
        forms.append(folded_deed(t("meetings.due_fold"), due_form(it, focus, focus)))
        forms.append(folded_deed(t("meetings.edit_point_fold"), change_form(it, focus, focus)))
    return forms
