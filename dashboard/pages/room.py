"""A meeting's room: its agenda on the whole screen, one point at a time, and what is written there."""

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.here import name_window, stand
from dashboard.components.links import link
from dashboard.components.markup import only
from dashboard.components.room import PLACE, WITHOUT, Room, ask_to_freeze, room
from dashboard.components.shell import lay_out_view, register_numbered_page
from dashboard.components.states import empty_state
from dashboard.components.view import View
from dashboard.filters import from_query, number_in
from dashboard.texts import t
from portfolio.vocabulary import MeetingState

MEETINGS = "/moeder"


def layout(meeting_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the room of the meeting with this number, seen from the moment that the meeting looks at."""
    number = number_in(meeting_id) or 0
    path, home = f"{MEETINGS}/{number}/vis", f"{MEETINGS}/{number}"
    asked = from_query(query, (PLACE, WITHOUT))
    book = data.meetings_now()
    meeting = book.meetings.get(number)
    data.look_from(None if meeting is None else data.meeting_moment(number))
    stand(path, asked)
    if meeting is None or meeting.state is MeetingState.CANCELLED:
        title = t("room.missing") if meeting is None else t("room.cancelled")
        way_on = link(t("room.to_meetings"), MEETINGS, className="btn-main")
        return lay_out_view(path, asked, View(title, "", [empty_state(t("room.missing_hint"), way_on)]))
    series = book.series[meeting.series_id]
    wanted = number_in(asked.own.get(PLACE, "")) or 1
    place = min(max(wanted, 1), max(len(meeting.agenda), 1)) - 1
    it = Room(meeting, series, path, home, place, data.present_day())
    name_window(t("room.window_of", name=it.name))
    is_asking = (
        meeting.frozen_at is None and meeting.state is MeetingState.PLANNED and WITHOUT not in asked.own
    )
    return only(html.Div(ask_to_freeze(it) if is_asking else room(it)))


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{MEETINGS}/<meeting_id>/vis", "room.window", layout, is_longer=True)
