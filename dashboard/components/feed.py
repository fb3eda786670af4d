"""A series' calendar: what stands in it, and the address that calendars subscribe to."""

import datetime as dt
from collections.abc import Iterator

from flask import request

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import meeting_address
from dashboard.components.attributes import with_attributes
from dashboard.components.evaluations_asked import evaluations_of
from dashboard.components.log import ACTIONS, LOG, OPEN, SERIES, SHOW, STATE
from dashboard.components.markup import Node
from dashboard.components.series_card import criteria_of
from dashboard.components.source_due import source_dues
from dashboard.exports.calendar import Entry
from dashboard.exports.evaluations import due_days
from dashboard.exports.meeting_calendar import ListDay, action_entries, list_entries, meeting_entries
from dashboard.filters import Asked, initiative_address
from dashboard.texts import t
from portfolio.meetings.book import MeetingBook, Series
from portfolio.rules.due import due_date
from portfolio.rules.months import month_of
from portfolio.vocabulary import MeetingState

FEED = "/kalender"


def feed_address(series_id: int) -> str:
    """Give the address of a series' calendar."""
    return f"{FEED}/moeder-{series_id}.ics"


def feed_entries(series: Series, host: str) -> list[Entry]:
    """Give all that stands in a series' calendar; ``host`` stands before addresses."""
    book, criteria = data.meetings_now(), criteria_of(series)
    log = f"{host}{LOG}?{SHOW}={ACTIONS}&{STATE}={OPEN}&{SERIES}={series.id}"
    evaluations = evaluations_of(Asked(criteria=criteria))
    return [
        *meeting_entries(series, book.of_series(series.id), lambda id_: host + meeting_address(id_)),
        *list_entries(list(_list_days(series, book)), lambda id_: f"{host}/kilder/{id_}"),
        *due_days(evaluations.every, lambda id_: host + initiative_address(id_, criteria)),
        *action_entries(book.open_actions(series_id=series.id), log),
    ]


def _list_days(series: Series, book: MeetingBook) -> Iterator[ListDay]:
    """Give by when lists are expected for each meeting ahead: each source's last due day before it."""
    known = data.portfolio()
    dues = source_dues(known, data.histories(), data.source_settings())
    ahead = {
        month_of(it.day): it
        for it in book.of_series(series.id)
        if it.state is MeetingState.PLANNED and it.day >= known.today
    }
    for meeting in ahead.values():
        month = month_of(month_of(meeting.day) - dt.timedelta(days=1))
        for source in known.sources:
            stands = dues[source.id]
            day = None if source.is_typed else due_date(month, stands.due_day, stands.rhythm)
            if day is not None and day <= meeting.day:
                yield ListDay(source.id, source.name, month, day)


def feed_lines(series: Series) -> Node:
    """Offer a series' calendar: as a file, and as an address to subscribe to."""
    address = request.host_url.rstrip("/") + feed_address(series.id)
    file = html.A(t("feeds.file"), href=feed_address(series.id), className="download", download="")
    shown = html.P(address, id=f"kalender-{series.id}", className="feed-address")
    copy = html.Button(t("feeds.copy"), type="button", className="btn-quiet")
    said = {
        "data-copy": f"kalender-{series.id}",
        "data-copied": t("feeds.copied"),
        "data-not-copied": t("feeds.not_copied"),
    }
    parts: list[Node] = [
        html.P(t("feeds.holds")),
        html.P(file),
        html.P(t("feeds.address")),
        html.Div([shown, with_attributes(copy, said)], className="feed-copy"),
        html.P(t("feeds.hint"), className="field-hint"),
    ]
    fold = html.Details([html.Summary(t("feeds.fold")), *parts], className="deed-fold feed no-print")
    return with_attributes(fold, {"id": f"feed-{series.id}"})
