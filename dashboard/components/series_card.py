"""A series of meetings: what it is, who has seats, the days proposed for it, and its forms."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import parse_qs

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import day_remarks, meeting_address, time_words
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.filter_words import filter_lines
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.meeting_forms import (
    end_form,
    plan_form,
    series_form,
    series_id,
    ticked,
)
from dashboard.components.process_forms import folded_forms
from dashboard.components.process_words import listed
from dashboard.filters import address, from_query
from dashboard.format import date_short, date_text, number, weekday, weekday_name
from dashboard.labels import organisations, party_name
from dashboard.server.meetings import DAYS, SERIES_ROUTE
from dashboard.server.processes import NUMBERS
from dashboard.texts import language, t
from portfolio.meetings.book import MeetingBook, Series
from portfolio.meetings.rhythm import ProposedDay, lacks_weekday, proposed_days
from portfolio.reference import Seat, load_reference
from portfolio.selection import Criteria
from portfolio.vocabulary import MeetingState, label


def criteria_of(series: Series) -> Criteria:
    """Give the initiatives that a series follows."""
    return from_query(parse_qs(series.filter)).criteria


def days_to_plan(series: Series, book: MeetingBook, year: int, today: dt.date) -> tuple[ProposedDay, ...]:
    """Give the days proposed for a series in the months of a year that lie ahead and have no meeting yet."""
    if series.ended_on is not None:
        return ()
    taken = {
        (it.day.year, it.day.month)
        for it in book.of_series(series.id)
        if it.state is not MeetingState.CANCELLED
    }
    return tuple(
        it
        for it in proposed_days(series.facts, year)
        if it.day > today and (it.day.year, it.day.month) not in taken
    )


def series_card(
    series: Series,
    book: MeetingBook,
    year: int,
    today: dt.date,
    *,
    is_present: bool,
    more: Sequence[Node] = (),
) -> Node:
    """Show a series with what can be done with it; ``more`` comes last."""
    content: list[Node] = [_facts(series, book, today)]
    content += _members(series, today)
    if is_present and series.ended_on is None:
        content += _proposed(series, days_to_plan(series, book, year, today), year)
        forms = [
            (t("meetings.plan_fold"), plan_form(series)),
            (t("meetings.edit_fold"), series_form(series)),
            (t("meetings.end_fold"), end_form(series, today)),
        ]
        content.append(folded_forms(forms))
    elif is_present and series.ended_by is not None:
        content.append(_go_on(series))
    content += more
    box = card(series.name, content, _subtitle(series))
    return html.Div(box, id=series_id(series.id), tabIndex=-1, className="process follow series")


def _subtitle(series: Series) -> str:
    return listed([rhythm_words(series), _length_words(series), series.place or ""])


def _length_words(series: Series) -> str:
    if series.minutes is None:
        return ""
    return t("meetings.length", count=series.minutes, number=number(series.minutes))


def rhythm_words(series: Series) -> str:
    """Say when a series meets: "Hver måned undtagen juli, 3. mandag kl. 09.00"."""
    said = label(series.rhythm, language())
    if series.weekday is not None and series.week_of_month is not None:
        week = series.week_of_month
        which = t(f"meetings.week_{week}" if week > 0 else "meetings.week_last")
        said = f"{said}, {which.lower()} {weekday_name(series.weekday)}"
    return said if series.begins_at is None else t("meetings.day_time", day=said, time=series.begins_at)


def _facts(series: Series, book: MeetingBook, today: dt.date) -> Node:
    """Say which meeting is next, which was last, what is open, and which initiatives it follows."""
    ahead = book.upcoming(series.id, today)
    held = [it for it in book.of_series(series.id) if it.state is MeetingState.HELD]
    pairs: list[tuple[str, Node | list[Node]]] = []
    if series.ended_on is not None:
        pairs.append((t("meetings.fact_ended"), date_text(series.ended_on)))
    else:
        none = html.Span(t("meetings.none_planned"), className="missing")
        shown = none if ahead is None else link(time_words(ahead), meeting_address(ahead.id))
        pairs.append((t("meetings.fact_next"), shown))
    if held:
        pairs.append((t("meetings.fact_last"), link(time_words(held[-1]), meeting_address(held[-1].id))))
    actions = book.open_actions(series_id=series.id)
    late = sum(1 for it in actions if it.is_overdue(today))
    if actions:
        said = t("meetings.open_actions", count=len(actions), number=number(len(actions)))
        over = t("meetings.of_them_late", count=late, number=number(late)) if late else ""
        pairs.append((t("meetings.fact_actions"), listed([said, over])))
    pairs.append((t("meetings.fact_follows"), _follows(series)))
    body = organisations().get(series.body or "")
    if body is not None:
        ended = None if body.exists_on(today) else body.last_date
        until = "" if ended is None else t("meetings.body_ended", day=date_text(ended))
        named: list[Node] = [body.name, *([html.Span(until, className="under")] if until else [])]
        pairs.append((t("meetings.fact_body"), named))
    if series.holder is not None:
        pairs.append((t("meetings.fact_decides"), label(series.holder, language())))
    rows = [html.Div([html.Dt(name), html.Dd(value)]) for name, value in pairs]
    return html.Dl(rows, className="meeting-facts")


def _follows(series: Series) -> list[Node]:
    criteria = criteria_of(series)
    count = len(data.portfolio().chosen(criteria))
    said = t("meetings.follows", count=count, number=number(count))
    lines = filter_lines(criteria) or [t("meetings.follows_all")]
    return [link(said, address("/indsatser", criteria)), " (", "; ".join(lines), ")"]


def _members(series: Series, today: dt.date) -> list[Node]:
    """Name the seats of its body; where none are in force, the last known ones, and that they are not."""
    seats, until = seats_of(series.body, today)
    if not seats:
        return []
    items = [html.Li(seat_words(it)) for it in seats]
    summary = html.Summary(t("meetings.members", count=len(seats), number=number(len(seats))))
    old = (
        [] if until is None else [html.P(t("meetings.members_old", day=date_text(until)), className="muted")]
    )
    folded = html.Details([summary, *old, html.Ul(items)], className="ledger")
    return [folded]


def seats_of(body: str | None, day: dt.date) -> tuple[list[Seat], dt.date | None]:
    """Give a body's seats on a day; where there are none, the last ones and their last day."""
    known = [it for it in load_reference().seats if it.organisation == body]
    now = [it for it in known if (it.first_date or dt.date.min) <= day <= (it.last_date or dt.date.max)]
    if now or not known:
        return now, None
    until = max(it.last_date or dt.date.max for it in known)
    return [it for it in known if (it.last_date or dt.date.max) == until], until


def seat_words(seat: Seat) -> str:
    """Say what a seat is: how many, which role, of which organisation."""
    member = "" if seat.member is None else party_name(seat.member)
    many = [str(it) for it in dict.fromkeys((seat.fewest, seat.most)) if it is not None]
    count = "" if not many else t("meetings.seats", number="–".join(many))
    return listed([seat.role, member if member not in seat.role else "", count])


def _proposed(series: Series, days: Sequence[ProposedDay], year: int) -> list[Node]:
    """Offer the proposed days of the year: all ticked, so that one click takes them."""
    if lacks_weekday(series.facts):
        return [html.P(t("meetings.lacks_weekday"), className="muted")]
    if not days:
        return []
    boxes = [
        ticked(f"dag-{series.id}-{it.day}", DAYS, _proposed_words(it), it.day.isoformat(), is_ticked=True)
        for it in days
    ]
    legend = html.Legend(
        t("meetings.proposed_days", count=len(days), number=number(len(days)), year=str(year)),
        className="field-label",
    )
    form = deed_form(
        f"{SERIES_ROUTE}/{series.id}/planlaeg",
        [
            html.Fieldset([legend, html.Div(boxes, className="deed-checks")], className="deed-boxes"),
            deed_button(t("meetings.plan_chosen"), is_main=True),
        ],
        className="deed proposed-days no-print",
        focus=series_id(series.id),
    )
    return [form]


def _proposed_words(it: ProposedDay) -> str:
    moved = ""
    if it.wanted is not None:
        moved = t("meetings.moved_off", day=date_short(it.wanted), holiday=it.holiday or "")
    return listed([f"{weekday(it.day)} {date_short(it.day)}", moved, *day_remarks(it.day)])


def _go_on(series: Series) -> Node:
    return deed_form(
        f"{SERIES_ROUTE}/{series.id}/fortryd",
        [deed_button(t("meetings.go_on"))],
        hidden={NUMBERS: str(series.ended_by)},
        className="deed deed-inline no-print",
        focus=series_id(series.id),
    )
