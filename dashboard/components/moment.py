"""The day that the portfolio is seen from and the one it is compared with: shown, and changed in place."""

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qsl

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.states import note
from dashboard.data import Portfolio
from dashboard.filters import AS_OF, SINCE, Asked, to_query
from dashboard.format import date_short, date_text
from dashboard.texts import t


def moment_control(path: str, asked: Asked, known: Portfolio, present: dt.date) -> Element:
    """Say the two days in a line that opens a form to change them; ``present`` is the day it is."""
    since = asked.criteria.since or known.month_before
    said = [t("moment.as_of", date=date_short(known.today))]
    said += [] if since is None else [t("moment.since", date=date_short(since))]
    change = html.Span(t("moment.change"), className="visually-hidden")
    summary = html.Summary([html.Span(" · ".join(said)), " ", change])
    fields = [
        _field(AS_OF, t("moment.as_of_label"), known.today, present, present),
        _field(SINCE, t("moment.since_label"), since, known.month_before, present),
    ]
    form = html.Form(
        [*_kept(asked), *fields, html.Button(t("moment.show"), type="submit", className="btn-main")],
        action=path,
        method="get",
    )
    panel = html.Div(with_attributes(form, {"data-address": ""}), className="filter-panel moment-panel")
    return html.Details([summary, panel], className="filter moment no-print")


def _field(key: str, label: str, day: dt.date | None, unwritten: dt.date | None, present: dt.date) -> Element:
    """Ask for a day; one that is ``unwritten`` need not stand in the address."""
    given = html.Input(
        id=f"moment-{key}",
        name=key,
        type="date",
        defaultValue="" if day is None else str(day),
        max=str(present),
    )
    if unwritten is not None:
        with_attributes(given, {"data-unwritten": str(unwritten)})
    return html.Div([html.Label(label, htmlFor=f"moment-{key}"), given], className="moment-field")


def _kept(asked: Asked) -> list[Node]:
    """Keep the rest of the address: filters and what else is asked for."""
    others = replace(asked, criteria=asked.criteria.but(as_of=None, since=None), page=1)
    pairs = parse_qsl(to_query(others).removeprefix("?"))
    return [html.Input(type="hidden", name=key, defaultValue=value) for key, value in pairs]


def moment_note(path: str, asked: Asked, known: Portfolio) -> list[Node]:
    """Warn that another day than today is looked from, with the way back; none when it is not."""
    if asked.criteria.as_of is None:
        return []
    said = t("moment.seen", date=date_text(known.today))
    if known.first_day is not None and known.is_before_first:
        said = f"{said} {t('moment.before_first', date=date_text(known.first_day))}"
    today = path + to_query(replace(asked, criteria=asked.criteria.but(as_of=None)))
    return [note([said, " ", link(t("moment.today"), today)], "warning")]
