"""A meeting's agenda: its points by part, each with the rows it rests on and what can be done with it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import (
    Point,
    meeting_address,
    point_id,
    reason_of,
    reason_words,
    row_nodes,
)
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form, folded_deed
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.meeting_actions import actions_list, title_of
from dashboard.components.meeting_forms import (
    AGENDA,
    address_of,
    agree_form,
    decide_form,
    drop_form,
    edit_form,
    note_form,
    simple_form,
)
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_words import listed
from dashboard.format import date_text, number
from dashboard.labels import party_name
from dashboard.server.meetings import POINT, PUT
from dashboard.server.processes import NUMBERS
from dashboard.texts import language, t
from portfolio.meetings.book import AgendaPoint, Meeting, MeetingBook, PointFacts, PointRow, Series
from portfolio.vocabulary import (
    AgendaReason,
    AgendaSection,
    MeetingState,
    NoteKind,
    PointState,
    label,
)

MOST_ROWS = 60
"""So many of the rows behind a point stand on the page; the workbook has all."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a meeting's page is made of.

    Attributes:
        meeting: the meeting, and ``series`` whose it is.
        book: all meetings.
        today: the day it is seen from.
        is_present: whether it can be changed.
    """

    meeting: Meeting
    series: Series
    book: MeetingBook
    today: dt.date
    is_present: bool

    @property
    def can_change(self) -> bool:
        """Whether its agenda can be changed here."""
        return self.is_present and self.meeting.state is MeetingState.PLANNED

    @property
    def can_write(self) -> bool:
        """Whether what was decided can be written here: from the meeting's day on."""
        is_open = self.meeting.state is not MeetingState.CANCELLED
        return self.is_present and is_open and self.meeting.day <= self.today

    @property
    def body_name(self) -> str:
        """The name of the body that decides."""
        return self.series.name if self.series.body is None else party_name(self.series.body)


def desk_of(meeting_id: int | None) -> Desk | None:
    """Give what a meeting's page is made of; None: there is no such meeting, or it has been taken back."""
    book = data.meetings()
    meeting = book.meetings.get(meeting_id or 0)
    series = None if meeting is None else book.series.get(meeting.series_id)
    if meeting is None or series is None:
        return None
    return Desk(meeting, series, book, data.portfolio().today, data.is_present())


# --- What is proposed ---------------------------------------------------------------------------------------


def proposals(desk: Desk, points: Sequence[PointFacts]) -> Node:
    """Show what is proposed by the parts of the agenda that it belongs in."""
    parts: list[Node] = []
    for section in AgendaSection:
        own = [_proposal(desk, it) for it in points if it.section is section]
        if own:
            heading = html.H3(label(section, language()), className="agenda-section")
            parts += [heading, html.Ul(own, className="points proposals")]
    return html.Div(parts, className="agenda")


def _proposal(desk: Desk, point: PointFacts) -> Node:
    """Show a proposed point, to take or to leave."""
    head = html.Div(
        [html.H4(point.title), html.Span(reason_words(point), className="badge-word")], className="point-head"
    )
    text = html.P(point.text, className="point-text")
    told = html.Div([head, text, *_rows(desk, point)], className="point-told")
    forms: list[Node] = []
    if desk.can_change:
        take = simple_form(desk.meeting.id, "tag-med", t("meetings.take"), focus=AGENDA, key=point.key)
        drop = folded_deed(t("meetings.drop_fold"), drop_form(desk.meeting.id, point.key))
        forms = [html.Div([take, drop], className="point-deeds no-print")]
    return html.Li([told, *forms], id=point_id(point.key), className="point point-beside proposal")


def _rows(desk: Desk, point: Point) -> list[Node]:
    """Fold the rows that a point rests on away behind how many they are; one initiative stands in a line."""
    if not point.rows:
        return []
    if _is_of_actions(point.rows[0], point):
        if len(point.rows) == 1:
            return [_one_action(desk, point.rows[0])]
    elif len({row.initiative_id for row in point.rows}) == 1 and point.rows[0].other_id is None:
        return _single(desk, point)
    heads = [Column(t(f"meetings.head_{name}")) for name in ("about", "new", "words")]
    rows = [_row(desk, it, point) for it in point.rows[:MOST_ROWS]]
    table = plain_table(
        t("meetings.rows_caption", title=point.title), heads, rows, "plain point-rows labelled"
    )
    summary = html.Summary(t("meetings.rows", count=len(point.rows), number=number(len(point.rows))))
    rest = len(point.rows) - MOST_ROWS
    more = [html.P(t("meetings.rows_more", count=rest, number=number(rest)), className="muted")]
    shown = [summary, table, *(more if rest > 0 else [])]
    return [html.Details(shown, className="point-fold", id=f"{point_id(point.key)}-raekker")]


def _is_of_actions(row: PointRow, point: Point) -> bool:
    return reason_of(row, point) in (AgendaReason.ACTION_OPEN, AgendaReason.ACTION_OVERDUE)


def _one_action(desk: Desk, row: PointRow) -> Node:
    """Show the one action that a point is about: what, who, by when, and the initiative if it is of one."""
    told: list[Node] = [html.Span(row.words, className="round-text")]
    who = listed([row.title, _due(row)])
    told += [html.Span(who, className="point-new")] if who else []
    about = [_way(desk.book, row.initiative_id)] if row.initiative_id is not None else []
    return html.P([*told, *about], className="point-single")


def _due(row: PointRow) -> str:
    return "" if row.day is None else t("meetings.due_by", day=date_text(row.day))


def _single(desk: Desk, point: Point) -> list[Node]:
    """Show the one initiative that a point is about, with all that is new of it."""
    first = point.rows[0]
    if first.initiative_id is None:
        return []
    news: list[Node] = []
    for row in point.rows:
        news += [html.Span(row_nodes(row, reason_of(row, point)), className="point-new")]
    return [html.P([_way(desk.book, first.initiative_id, first.title), *news], className="point-single")]


def _row(desk: Desk, row: PointRow, point: Point) -> list[Cell]:
    reason = reason_of(row, point)
    is_own = _is_of_actions(row, point)
    about: Cell
    if row.initiative_id is None:
        about = row.title or t("meetings.no_initiative")
    else:
        about = [_way(desk.book, row.initiative_id, "" if is_own else row.title)]
    words = row.words if reason in (AgendaReason.GOT_WORSE, AgendaReason.GOT_BETTER) else ""
    if is_own:
        who = row.title if row.initiative_id is not None else ""
        words = ", ".join(filter(None, (who, _due(row))))
    shown: Cell = html.Span(words, className="round-text") if words else ""
    return [about, row_nodes(row, reason), shown]


def _way(book: MeetingBook, initiative_id: int, title: str = "") -> Node:
    """Link an initiative as it stood there, and say what became of it: merged, withdrawn, off its lists."""
    now, known = book.home(initiative_id), data.portfolio().snapshot
    place = known.place(now)
    if place is None:
        name = title or t("meetings.unknown_initiative", number=str(initiative_id))
        gone = html.Span(t("meetings.gone"), className="under under-warning")
        return html.Span([initiative_link(initiative_id, name), gone])
    item = known.item(place)
    shown = initiative_link(now, title or item.title)
    if now != initiative_id:
        words = html.Span(t("meetings.merged_into", title=item.title), className="under under-warning")
        return html.Span([shown, words])
    if not item.flag("is_listed"):
        return html.Span([shown, html.Span(t("meetings.off_lists"), className="under under-warning")])
    return shown


# --- What stands on the agenda ------------------------------------------------------------------------------


def agenda(desk: Desk) -> Node:
    """Show the agenda by its parts, each point numbered through."""
    points = desk.meeting.agenda
    parts: list[Node] = []
    numbers = {it.key: place for place, it in enumerate(points, 1)}
    for section in AgendaSection:
        own = [it for it in points if it.section is section]
        if own:
            items = [_point(desk, it, points, numbers[it.key]) for it in own]
            listed_ = with_attributes(html.Ol(items, className="points"), {"data-section": str(section)})
            parts += [html.H3(label(section, language()), className="agenda-section"), listed_]
    return with_attributes(html.Div(parts, className="agenda"), {"data-agenda": ""})


def _point(desk: Desk, it: AgendaPoint, points: Sequence[AgendaPoint], place: int) -> Node:
    made = point_id(it.key)
    marks: list[Node] = [html.Span(reason_words(it), className="badge-word")]
    if it.state is not PointState.PLANNED:
        marks.append(html.Span(label(it.state, language()), className=f"badge-word point-{it.state}"))
    handle = html.Span("⠿", className="point-handle no-print", title=t("meetings.drag"))
    hold = [with_attributes(handle, {"aria-hidden": "true"})] if desk.can_change else []
    number_ = html.Span(f"{place}.", className="point-number")
    head = html.Div([*hold, number_, html.H4(it.title), *marks], className="point-head")
    told: list[Node] = [head]
    if it.text:
        told.append(html.P(it.text, className="point-text"))
    if it.moved_from is not None:
        told.append(_moved_from(desk, it.moved_from))
    told += [*_about(desk, it), *_rows(desk, it), *_minutes(desk, it)]
    content: list[Node] = [html.Div(told)]
    if desk.can_change:
        content.append(_order_deeds(desk, it, points))
    if desk.can_write:
        content.append(_writing(desk, it))
    item = html.Li(content, id=made, tabIndex=-1, className=f"point point-beside point-is-{it.state}")
    return with_attributes(item, {"data-point": it.key})


def _moved_from(desk: Desk, meeting_id: int) -> Node:
    before = desk.book.meetings.get(meeting_id)
    if before is None:
        return html.P(t("meetings.moved_from_unknown"), className="under")
    said = t("meetings.moved_from", day=date_text(before.day))
    return html.P(link(said, meeting_address(before.id)), className="under")


def _about(desk: Desk, it: AgendaPoint) -> list[Node]:
    """Name the initiatives of a point that has no rows to tell them."""
    if it.rows or not it.initiative_ids:
        return []
    ways = [html.Li(_way(desk.book, id_)) for id_ in it.initiative_ids]
    return [html.Ul(ways, className="plain-list")]


def _order_deeds(desk: Desk, it: AgendaPoint, points: Sequence[AgendaPoint]) -> Node:
    """Offer to move a point up and down, to edit and to drop it; dragging fills in the same form."""
    up, down = _up(it, points), _down(it, points)
    buttons = [
        _move_button("↑", t("meetings.up", title=it.title), up),
        _move_button("↓", t("meetings.down", title=it.title), down),
    ]
    order = deed_form(
        address_of(desk.meeting.id, "placer"),
        buttons,
        hidden={POINT: it.key},
        className="deed deed-inline point-order",
        focus=point_id(it.key),
    )
    edit = folded_deed(t("meetings.edit_point_fold"), edit_form(desk.meeting, it))
    drop = folded_deed(t("meetings.drop_fold"), drop_form(desk.meeting.id, it.key))
    return html.Div([order, edit, drop], className="point-deeds no-print")


def _move_button(sign: str, words: str, where: str | None) -> Element:
    button = deed_button(sign, name=PUT, value=where or "")
    with_attributes(button, {"aria-label": words, "title": words})
    return with_attributes(button, {"disabled": "disabled"}) if where is None else button


def _up(it: AgendaPoint, points: Sequence[AgendaPoint]) -> str | None:
    """Give where a point is put one place up: before the one above, or behind all of the part above."""
    place = points.index(it)
    if place == 0:
        return _beside(it.section, -1)
    above = points[place - 1]
    return f"{above.section}|{above.key}" if above.section is it.section else f"{_step(it.section, -1)}|"


def _down(it: AgendaPoint, points: Sequence[AgendaPoint]) -> str | None:
    """Give where a point is put one place down: behind the one below, or first in the part below."""
    place = points.index(it)
    if place == len(points) - 1:
        return _beside(it.section, 1)
    below, after = points[place + 1], points[place + 2 : place + 3]
    if below.section is not it.section:
        section = _step(it.section, 1)
        return f"{section}|{below.key}" if below.section == section else f"{section}|"
    is_followed = bool(after) and after[0].section is it.section
    return f"{it.section}|{after[0].key}" if is_followed else f"{it.section}|"


def _beside(section: AgendaSection, step: int) -> str | None:
    beside = _step(section, step)
    return None if beside is None else f"{beside}|"


def _step(section: AgendaSection, step: int) -> AgendaSection | None:
    sections = list(AgendaSection)
    place = sections.index(section) + step
    return sections[place] if 0 <= place < len(sections) else None


# --- What was decided and agreed on -------------------------------------------------------------------------


def _minutes(desk: Desk, it: AgendaPoint) -> list[Node]:
    """Show what was decided of a point, its minutes, and the actions agreed on."""
    shown: list[Node] = []
    decisions = desk.book.decisions_at(desk.meeting.id, it.key)
    if it.decision or decisions:
        lines: list[Node] = [html.Strong(t("meetings.decision")), " "]
        lines += [html.Span(it.decision, className="round-text")] if it.decision else []
        shown.append(html.P(lines, className="point-decision"))
    for one in decisions:
        said = f"{label(one.subject, language())}: {label(one.outcome, language())}"
        line = html.P([initiative_link(one.initiative_id, title_of(one.initiative_id)), " ", said])
        shown.append(line)
    if it.note:
        shown.append(html.P(it.note, className="round-text point-note"))
    actions = desk.book.actions_at(desk.meeting.id, it.key)
    if actions:
        listed_ = actions_list(actions, desk.today, focus=point_id(it.key), is_present=desk.is_present)
        shown.append(with_attributes(listed_, {"aria-label": t("meetings.actions_of", title=it.title)}))
    return shown


def _writing(desk: Desk, it: AgendaPoint) -> Node:
    """Offer to write what was decided, the minutes and an action; and to say what became of the point."""
    made, meeting = point_id(it.key), desk.meeting
    named = [(id_, title_of(id_)) for id_ in dict.fromkeys(desk.book.home(one) for one in it.initiative_ids)]
    folds: list[Node] = [
        folded_deed(t("meetings.decision_fold"), note_form(meeting, it, NoteKind.DECISION)),
        folded_deed(
            t("meetings.action_fold"),
            agree_form(
                address_of(meeting.id, "aftal"), f"{made}-aftal", focus=made, key=it.key, initiatives=named
            ),
        ),
        folded_deed(t("meetings.minutes_fold"), note_form(meeting, it, NoteKind.NOTE)),
    ]
    known = [(id_, title) for id_, title in named if data.portfolio().snapshot.place(id_) is not None]
    if known:
        form = decide_form(meeting, it, desk.body_name, known)
        folds.append(folded_deed(t("meetings.process_fold"), form))
    if it.state is not PointState.TREATED:
        words = t("meetings.treat")
        folds.append(simple_form(meeting.id, "behandlet", words, focus=made, key=it.key))
    if it.state is not PointState.MOVED_ON:
        words = t("meetings.move_on")
        folds.append(simple_form(meeting.id, "udskyd", words, focus=made, key=it.key))
    shown = html.Div(folds, className="deed-folds point-deeds no-print")
    if meeting.state is not MeetingState.HELD:
        return shown
    summary = html.Summary(t("meetings.correct_fold"))
    return html.Details([summary, shown], className="ledger point-correct no-print", id=f"{made}-ret")


def dropped(desk: Desk) -> list[Node]:
    """Show what was dropped and why, with the way to take it after all."""
    points = desk.meeting.dropped
    if not points:
        return []
    summary = html.Summary(t("meetings.dropped", count=len(points), number=number(len(points))))
    return [html.Details([summary, html.Ul(_dropped(desk, points))], className="ledger", id="fravalgte")]


def _dropped(desk: Desk, points: Iterable[AgendaPoint]) -> list[Node]:
    items: list[Node] = []
    for it in points:
        why = html.Span(it.dropped_why, className="under")
        back: list[Node] = []
        if desk.can_change and it.state_deed is not None:
            form = deed_form(
                address_of(desk.meeting.id, "fortryd"),
                [deed_button(t("meetings.take_after_all"))],
                hidden={NUMBERS: str(it.state_deed)},
                className="deed deed-inline no-print",
                focus=AGENDA,
            )
            back = [form]
        items.append(html.Li([html.Strong(it.title), why, *back]))
    return items
