"""Series of meetings as calendars that Outlook and others subscribe to; the same rows give the same bytes."""

import datetime as dt
import hashlib

from flask import Blueprint, Response, request

from dashboard import data
from dashboard.components.feed import FEED, feed_entries
from dashboard.exports.calendar import MEDIA_TYPE, calendar_file
from dashboard.filters import number_in
from dashboard.texts import t

_UNSAID = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""The stamp of an entry whose row has none: never the clock of whoever asks."""


def feeds_blueprint() -> Blueprint:
    """Make the routes."""
    blueprint = Blueprint("feeds", __name__)

    @blueprint.get(f"{FEED}/moeder-<number>.ics")
    def of_series(number: str) -> Response:
        return _feed(number_in(number) or 0)

    return blueprint


def _feed(series_id: int) -> Response:
    series = data.meetings_now().series.get(series_id)
    if series is None:
        return Response(t("feeds.missing"), 404, content_type="text/plain; charset=utf-8")
    entries = feed_entries(series, request.host_url.rstrip("/"))
    host = request.host.split(":")[0]
    file = calendar_file(entries, name=series.name, host=host, made_at=_UNSAID, is_followed=True)
    answer = Response(file, content_type=MEDIA_TYPE)
    answer.set_etag(hashlib.sha256(file).hexdigest())
    answer.headers["Content-Disposition"] = f'inline; filename="moeder-{series_id}.ics"'
    answer.make_conditional(request)
    return answer
