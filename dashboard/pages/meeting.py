"""One meeting: what it looks at, what the data proposes, the agenda that stands, and what was decided."""

from collections.abc import Sequence

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda import Desk, agenda, desk_of, dropped, proposals
from dashboard.components.agenda_words import (
    AGENDA_FILE,
    MEETING_KEY,
    MEETINGS,
    meeting_address,
    meeting_name,
    time_words,
    with_words,
)
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form, folded_deed
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.meeting_actions import actions_table
from dashboard.components.meeting_basis import basis_card, remarks
from dashboard.components.meeting_forms import (
    AGENDA,
    action_lists,
    add_form,
    address_of,
    agree_form,
    simple_form,
)
from dashboard.components.pack_form import meeting_pack_form
from dashboard.components.process_words import listed
from dashboard.components.series_card import criteria_of, seats_of
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.since_mail import room_door, since_card
from dashboard.components.states import empty_state
from dashboard.components.view import View
from dashboard.filters import Asked, number_in, to_query
from dashboard.format import danish_key, date_short, instant, number
from dashboard.labels import party_name
from dashboard.server.processes import NUMBERS
from dashboard.texts import language, t
from portfolio.meetings.book import Happened, Meeting, PointFacts
from portfolio.vocabulary import MeetingState, PointState, label

ACTIONS = "handlinger"
MOST_CHOICES = 500


def layout(meeting_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the page of the meeting with this number."""
    path = meeting_address(int(number_in(meeting_id) or 0))
    asked = arrive(path, query, ())
    shown = view(number_in(meeting_id), asked)
    return lay_out_view(path, asked, shown, help_id="help.meeting")


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{MEETINGS}/<meeting_id>", "meetings.window", layout)


def view(meeting_id: int | None, asked: Asked) -> View:
    """Show a meeting; one that is not there, or was taken back, with the way on."""
    desk = desk_of(meeting_id)
    if desk is None:
        way_on = link(t("meetings.to_all"), MEETINGS, className="btn-main")
        return View(t("meetings.missing"), "", [empty_state(t("meetings.missing_hint"), way_on)])
    looked = data.looked(desk.meeting, criteria_of(desk.series))
    proposed = [with_words(it) for it in looked.proposals]
    return View(
        title=heading(desk, proposed),
        subtitle=listed([desk.series.name, time_words(desk.meeting), desk.meeting.place or ""]),
        body=[
            *room_door(desk),
            *remarks(desk),
            basis_card(desk, looked),
            *_body(desk, proposed, looked.chosen, asked),
            *since_card(desk, looked),
        ],
        lead_in=[_lead(desk)],
        window=meeting_name(desk.series, desk.meeting),
    )


def heading(desk: Desk, proposed: Sequence[PointFacts]) -> str:
    """Say how far the meeting is: proposed, on the agenda, decided."""
    meeting, points = desk.meeting, desk.meeting.agenda
    if meeting.state is MeetingState.CANCELLED:
        return t("meetings.title_cancelled")
    if meeting.state is MeetingState.HELD:
        decided = sum(1 for it in points if it.decision)
        said = t("meetings.title_held", count=decided, number=number(decided))
        left = sum(1 for it in points if it.state is PointState.MOVED_ON)
        moved = t("meetings.title_moved", count=left, number=number(left)) if left else ""
        return f"{said}, {moved}" if moved else said
    said = t("meetings.title_agenda", count=len(points), number=number(len(points)))
    if not proposed:
        return said
    more = t("meetings.title_proposed", count=len(proposed), number=number(len(proposed)))
    return more if not points else f"{said}, {more}"


def _lead(desk: Desk) -> Node:
    """Lead back to all meetings, and to the series' meetings before and after."""
    meetings = desk.book.of_series(desk.series.id)
    place = meetings.index(desk.meeting)
    ways: list[Node] = [link(t("meetings.back"), MEETINGS)]
    if place:
        before = meetings[place - 1]
        ways += [" ", link(t("meetings.earlier", day=date_short(before.day)), meeting_address(before.id))]
    if place + 1 < len(meetings):
        after = meetings[place + 1]
        ways += [" ", link(t("meetings.later", day=date_short(after.day)), meeting_address(after.id))]
    return html.P(ways, className="page-lead meeting-ways")


def _body(desk: Desk, proposed: Sequence[PointFacts], chosen: data.Chosen, asked: Asked) -> list[Node]:
    parts: list[Node] = [_agenda_card(desk, proposed, chosen, asked)]
    if proposed:
        parts.append(_proposed_card(desk, proposed))
    parts += _loose_actions(desk)
    parts += _history(desk)
    if desk.is_present:
        roles = [it.role for it in seats_of(desk.series.body, desk.meeting.day)[0]]
        members = [it.member for it in seats_of(desk.series.body, desk.meeting.day)[0] if it.member]
        parts.append(action_lists(dict.fromkeys([*roles, *map(party_name, members)])))
    return parts


def _agenda_card(desk: Desk, proposed: Sequence[PointFacts], chosen: data.Chosen, asked: Asked) -> Node:
    points = desk.meeting.agenda
    content: list[Node] = []
    if points:
        content.append(agenda(desk))
        content.append(_file_link(desk.meeting, asked))
    else:
        words = t("meetings.agenda_empty") if proposed else t("meetings.agenda_nothing")
        content.append(html.P(words, className="muted"))
    content += dropped(desk)
    if desk.can_change:
        own = folded_deed(t("meetings.add_fold"), add_form(desk.meeting, _titles(chosen)))
        content.append(html.Div([own], className="deed-folds no-print"))
    is_held = desk.meeting.state is MeetingState.HELD
    said = t("meetings.minutes_heading") if is_held else t("meetings.agenda_heading")
    subtitle = t("meetings.agenda_subtitle") if points and desk.can_change else ""
    return html.Div(card(said, content, subtitle), id=AGENDA, tabIndex=-1, className="process follow")


def _titles(chosen: data.Chosen) -> list[tuple[int, str]] | None:
    """Give the initiatives that a point can be about, by title; None: too many to choose among."""
    if len(chosen) > MOST_CHOICES:
        return None
    return sorted(((it.id, it.title) for it in chosen), key=lambda it: danish_key(it[1]))


def _file_link(meeting: Meeting, asked: Asked) -> Node:
    where = f"{AGENDA_FILE}{to_query(asked) or '?'}"
    where += f"{'' if where.endswith('?') else '&'}{MEETING_KEY}={meeting.id}"
    file = html.A(t("meetings.agenda_file"), href=where, className="download", download="")
    return html.Div([html.P(file), meeting_pack_form(meeting.id)], className="list-tools no-print")


def _proposed_card(desk: Desk, proposed: Sequence[PointFacts]) -> Node:
    said = t("meetings.proposed_heading", count=len(proposed), number=number(len(proposed)))
    all_: list[Node] = []
    if desk.can_change:
        words = t("meetings.take_all")
        all_ = [simple_form(desk.meeting.id, "tag-med", words, focus=AGENDA, is_main=True)]
    content: list[Node] = [html.Div(all_, className="no-print take-all"), proposals(desk, proposed)]
    return html.Div(card(said, content, t("meetings.proposed_subtitle")), id="forslag", tabIndex=-1)


def _loose_actions(desk: Desk) -> list[Node]:
    """Show the actions agreed on outside of any point, and offer to add one."""
    keys = {it.key for it in desk.meeting.points}
    actions = [it for it in desk.book.actions_at(desk.meeting.id) if it.point_key not in keys]
    if not actions and not desk.can_write:
        return []
    content: list[Node] = []
    if actions:
        table = actions_table(
            actions,
            desk.book,
            desk.today,
            caption=t("meetings.actions_caption"),
            focus=ACTIONS,
            is_present=desk.is_present,
        )
        content.append(table)
    if desk.can_write:
        form = agree_form(address_of(desk.meeting.id, "aftal"), "aftal", focus=ACTIONS)
        fold = folded_deed(t("meetings.action_fold"), form)
        content.append(html.Div([fold], className="deed-folds no-print"))
    box = card(t("meetings.loose_heading"), content, t("meetings.loose_subtitle"))
    return [html.Div(box, id=ACTIONS, tabIndex=-1, className="process follow")]


def _history(desk: Desk) -> list[Node]:
    """Tell what happened to the meeting, with the way to take the newest of each back."""
    happened = list(reversed(desk.meeting.happened))
    if not happened:
        return []
    summary = html.Summary(t("process.history", count=len(happened)))
    items = [_entry(desk, it) for it in happened]
    return [html.Details([summary, html.Ul(items, className="process-history")], className="ledger")]


def _entry(desk: Desk, it: Happened) -> Node:
    made = t("process.made", at=instant(it.made_at), by=it.by)
    lines: list[Node] = [html.Strong(label(it.kind, language())), " ", html.Span(made, className="under")]
    said = listed([it.title, it.text])
    if said:
        lines.append(html.P(said))
    if desk.is_present:
        numbers = desk.meeting.state_deeds if it.id in desk.meeting.state_deeds else (it.id,)
        form = deed_form(
            address_of(desk.meeting.id, "fortryd"),
            [deed_button(t("process.undo"))],
            hidden={NUMBERS: ",".join(map(str, numbers))},
            className="deed deed-inline no-print",
            focus=AGENDA,
        )
        lines.append(form)
    return html.Li(lines)
