"""The moment that the portfolio is seen from and the one it is compared with: shown, and changed in place."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.states import note
from dashboard.data import Portfolio
from dashboard.filters import AS_OF, SINCE, Asked, moment_word, to_query
from dashboard.format import date_text, moment_short, moment_text, month
from dashboard.texts import t
from portfolio.moments import Moment
from portfolio.rules.months import month_of

Choice = tuple[str, Moment]
"""What a moment to compare with is called, and the moment."""


def moment_control(
    path: str, asked: Asked, known: Portfolio, present: dt.date, meetings: Sequence[Choice] = ()
) -> Element:
    """Say the two moments in a line that opens a form to change them.

    Args:
        path: the page.
        asked: what is asked of it.
        known: the portfolio that is looked at.
        present: the day it is.
        meetings: meetings to compare with, each with the moment that it looked at, the newest first.
    """
    since = asked.criteria.since or known.month_before
    said = [t("moment.as_of", date=moment_short(known.moment))]
    said += [] if since is None else [t("moment.since", date=moment_short(since))]
    change = html.Span(t("moment.change"), className="visually-hidden")
    summary = html.Summary([html.Span(" · ".join(said)), " ", change])
    fields = [
        _field(AS_OF, t("moment.as_of_label"), known.moment, Moment(present), present),
        _field(SINCE, t("moment.since_label"), since, known.month_before, present),
    ]
    form = html.Form(
        [*_kept(asked), *fields, html.Button(t("moment.show"), type="submit", className="btn-main")],
        action=path,
        method="get",
    )
    with_attributes(form, {"data-address": ""})
    usual = _usual(path, asked, known, meetings)
    panel = html.Div([form, *usual], className="filter-panel moment-panel")
    return html.Details([summary, panel], className="filter moment no-print")


def _usual(path: str, asked: Asked, known: Portfolio, meetings: Sequence[Choice]) -> list[Node]:
    """Offer the moments that are mostly compared with, as far as there were lists then."""
    first = known.first_day
    choices = [*meetings, *_usual_choices(known.today)]
    links = [
        html.Li(link(said, path + to_query(_since(asked, moment)), className="moment-usual"))
        for said, moment in choices
        if moment.instant < known.moment.instant and first is not None and moment.day >= first
    ]
    if not links:
        return []
    return [html.P(t("moment.usual"), className="field-label"), html.Ul(links, className="plain-list")]


def _usual_choices(today: dt.date) -> list[Choice]:
    month_end = month_of(today) - dt.timedelta(days=1)
    ends = [month_end, month_of(month_end) - dt.timedelta(days=1)]
    said = [(t("moment.month_end", month=month(end)), Moment(end)) for end in ends]
    new_year = dt.date(today.year, 1, 1) - dt.timedelta(days=1)
    return [
        *said,
        (t("moment.month_ago"), Moment(_month_before(today))),
        (t("moment.new_year"), Moment(new_year)),
    ]


def _month_before(day: dt.date) -> dt.date:
    """Give the same day of the month before, or its last where it has none such."""
    last = month_of(day) - dt.timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def _since(asked: Asked, moment: Moment) -> Asked:
    return replace(asked, criteria=asked.criteria.but(since=moment), page=1)


def _field(
    key: str, label: str, moment: Moment | None, unwritten: Moment | None, present: dt.date
) -> Element:
    """Ask for a day; ``unwritten`` is what need not stand in the address.

    A time, or a meeting, stays in the address for as long as nobody chooses another day.
    """
    given = html.Input(
        id=f"moment-{key}",
        name=key,
        type="date",
        defaultValue="" if moment is None else str(moment.day),
        max=str(present),
    )
    if moment is not None and moment.at is not None:
        with_attributes(given, {"data-stands-for": moment_word(moment)})
    elif unwritten is not None:
        with_attributes(given, {"data-unwritten": str(unwritten.day)})
    return html.Div([html.Label(label, htmlFor=f"moment-{key}"), given], className="moment-field")


def _kept(asked: Asked) -> list[Node]:
    """Keep the rest of the address: filters and what else is asked for."""
    others = replace(asked, criteria=asked.criteria.but(as_of=None, since=None), page=1)
    pairs = parse_qsl(to_query(others).removeprefix("?"))
    return [html.Input(type="hidden", name=key, defaultValue=value) for key, value in pairs]


def moment_note(path: str, asked: Asked, known: Portfolio, *, is_timeless: bool = False) -> list[Node]:
    """Warn that another moment than now is looked from, with the way back; none when it is not.

    ``is_timeless``: the page shows how things are now, whatever moment is asked for.
    """
    if asked.criteria.as_of is None:
        return []
    if is_timeless:
        return [note(t("moment.timeless"), "warning")]
    said = t("moment.seen", date=moment_text(known.moment))
    if known.first_day is not None and known.is_before_first:
        said = f"{said} {t('moment.before_first', date=date_text(known.first_day))}"
    today = path + to_query(replace(asked, criteria=asked.criteria.but(as_of=None)))
    return [note([said, " ", link(t("moment.today"), today)], "warning")]
