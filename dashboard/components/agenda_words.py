"""What is read of a meeting and of the points of its agenda: a point's title, its words, its rows."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from dashboard.components import markup as html
from dashboard.components.badges import light_badge
from dashboard.components.markup import Node
from dashboard.components.process_words import listed
from dashboard.format import date_short, date_text, month, number, weekday
from dashboard.labels import party_name
from dashboard.texts import language, t
from portfolio.meetings.book import Action, AgendaPoint, Meeting, PointFacts, PointRow, Series
from portfolio.meetings.rhythm import DayRemark, holiday, remarks_of
from portfolio.vocabulary import AgendaReason, Status, TrafficLight, code_or_none, label

MEETINGS = "/moeder"
MEETINGS_FILE, AGENDA_FILE = "/hent/moeder.xlsx", "/hent/dagsorden.xlsx"
MEETING_KEY = "moede"
"""Says in a file's address which meeting it is of."""

_LONGEST_QUOTE = 240

Point = PointFacts | AgendaPoint


def meeting_address(meeting_id: int) -> str:
    """Give a meeting's address."""
    return f"{MEETINGS}/{meeting_id}"


def point_id(key: str) -> str:
    """Give the id of a point on its meeting's page."""
    return "punkt-" + "".join(sign if sign.isalnum() else "-" for sign in key)


def time_words(meeting: Meeting) -> str:
    """Say when a meeting is: "torsdag 26. november 2026 kl. 09.00"."""
    day = f"{weekday(meeting.day)} {date_text(meeting.day)}"
    return day if meeting.begins_at is None else t("meetings.day_time", day=day, time=meeting.begins_at)


def meeting_name(series: Series, meeting: Meeting) -> str:
    """Name a meeting: its series, what it is called beside that, and its day."""
    name = f"{series.name}: {meeting.title}" if meeting.title else series.name
    return t("meetings.named", name=name, day=date_text(meeting.day))


def day_remarks(day: dt.date) -> list[str]:
    """Say what is to be told of a meeting's day; all of it is allowed."""
    words = {
        DayRemark.JULY: t("meetings.in_july"),
        DayRemark.HOLIDAY: t("meetings.on_holiday", name=holiday(day) or ""),
        DayRemark.WEEKEND: t("meetings.on_weekend", day=weekday(day)),
        DayRemark.SCHOOL_HOLIDAY: t("meetings.in_school_week", week=str(day.isocalendar().week)),
    }
    return [words[it] for it in remarks_of(day)]


# --- A point ------------------------------------------------------------------------------------------------


def with_words(point: PointFacts) -> PointFacts:
    """Give a proposed point with its title and words, in the reader's language; others as they are."""
    if point.title:
        return point
    told = replace(point, reason=point.first_reason or point.reason)
    return replace(point, title=_title(told), text=_text(told))


def _title(point: PointFacts) -> str:
    same = [row for row in point.rows if row.reason is None]
    if len(same) == 1 and point.reason not in _OF_ACTIONS:
        return _single(point.reason, same[0])
    count, said = len(same), number(len(same))
    if _is_new_red(point):
        return t("points.many_new_red", count=count, number=said)
    if point.reason is AgendaReason.GOT_WORSE:
        return t("points.many_got_worse", light=_light(same[0].new), count=count, number=said)
    return t(f"points.many_{point.reason}", count=count, number=said)


def _is_new_red(point: PointFacts) -> bool:
    return point.reason is AgendaReason.GOT_WORSE and point.rows[0].old is None


_OF_ACTIONS = (AgendaReason.ACTION_OVERDUE, AgendaReason.ACTION_OPEN)


def _single(reason: AgendaReason, row: PointRow) -> str:
    if reason is AgendaReason.POSSIBLE_OVERLAP:
        return t("points.one_possible_overlap", title=row.title, other=row.other_title or "")
    if reason is AgendaReason.GOT_WORSE and row.old is None:
        return t("points.one_new_red", title=row.title)
    if reason in (AgendaReason.GOT_WORSE, AgendaReason.GOT_BETTER):
        return t("points.one_light", title=row.title, now=_light(row.new), was=_light(row.old))
    if reason is AgendaReason.DECISION_ASKED and row.count is not None:
        return t("points.one_step", title=row.title, step=f"{row.new}. {row.words}")
    return t("points.one", title=row.title, reason=_lowered(label(reason, language())))


def _light(code: str | None) -> str:
    return label(code_or_none(TrafficLight, code), language()).lower()


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _text(point: PointFacts) -> str:
    """Say why it stands there; of one initiative what its list says, and all else that is new of it."""
    first = point.rows[0]
    parts = [_why(point)]
    is_quoted = point.reason in (AgendaReason.GOT_WORSE, AgendaReason.DECISION_ASKED)
    is_single = len({row.initiative_id for row in point.rows}) == 1
    if is_single and is_quoted and first.words and first.count is None:
        parts.append(t("points.list_says", words=_shortened(first.words)))
    more = [it for row in point.rows if row.reason is not None and (it := row_words(row, row.reason))]
    if more:
        parts.append(t("points.besides", words=listed(more)))
    return " ".join(parts)


def _why(point: PointFacts) -> str:
    if _is_new_red(point):
        return t("points.why_new_red", count=len([row for row in point.rows if row.reason is None]))
    is_in_step = point.reason is AgendaReason.DECISION_ASKED and all(
        row.count is not None for row in point.rows if row.reason is None
    )
    return t("points.why_in_step") if is_in_step else t(f"points.why_{point.reason}")


def _shortened(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LONGEST_QUOTE else said[:_LONGEST_QUOTE].rstrip() + "…"


def reason_words(point: Point) -> str:
    """Say why a point stands on the agenda; of one that was moved, also why it stood there at first."""
    said, first = label(point.reason, language()), point.first_reason
    if first is not None and first is not AgendaReason.OWN:
        return t("points.moved_reason", said=said, first=_lowered(label(first, language())))
    return said


def row_words(row: PointRow, reason: AgendaReason) -> str:
    """Say in a few words what is new of a row."""
    writer = _WRITERS.get(reason)
    return _shortened(row.words or "") if writer is None else writer(row)


def _day(row: PointRow) -> str:
    return "" if row.day is None else date_short(row.day)


def _light_words(row: PointRow) -> str:
    if row.old is None:
        return t("points.row_new_light", now=_light(row.new))
    return t("points.row_light", was=_light(row.old), now=_light(row.new))


_SPREAD_FROM = ("recommended", "assessed")
"""What but a list's word speaks for a spread."""


def _spread_words(row: PointRow) -> str:
    status = _lowered(label(code_or_none(Status, row.new), language()))
    return t(
        f"points.row_spread_{row.old}" if row.old in _SPREAD_FROM else "points.row_spread", status=status
    )


def _silent_words(row: PointRow) -> str:
    return t("points.row_silent", month="" if row.day is None else month(row.day))


def _step_words(row: PointRow) -> str:
    facts = {"days": number(row.count or 0), "limit": number(row.limit or 0)}
    return t("points.row_step", step=f"{row.new}. {row.words}", **facts)


def _asked_words(row: PointRow) -> str:
    if row.count is not None:
        return t("points.row_waits", step=f"{row.new}. {row.words}", count=row.count, days=number(row.count))
    return _shortened(row.words or "")


_WRITERS: Mapping[AgendaReason, Callable[[PointRow], str]] = {
    AgendaReason.GOT_WORSE: _light_words,
    AgendaReason.GOT_BETTER: _light_words,
    AgendaReason.RED_WITHOUT_WORDS: lambda _: t("points.row_unexplained"),
    AgendaReason.END_PASSED: lambda row: t("points.row_end", day=_day(row)),
    AgendaReason.MILESTONE_PASSED: lambda row: t("points.row_milestone", name=row.words or "", day=_day(row)),
    AgendaReason.STEP_OVERDUE: _step_words,
    AgendaReason.EVALUATION_DUE: lambda row: t("points.row_evaluation", day=_day(row)),
    AgendaReason.DECISION_ASKED: _asked_words,
    AgendaReason.READY_FOR_SPREAD: _spread_words,
    AgendaReason.POSSIBLE_OVERLAP: lambda row: t("points.row_overlap", other=row.other_title or ""),
    AgendaReason.SILENT: _silent_words,
}


def row_nodes(row: PointRow, reason: AgendaReason) -> list[Node]:
    """Show what is new of a row: lights as lights, all else in words."""
    if reason in (AgendaReason.GOT_WORSE, AgendaReason.GOT_BETTER):
        before: Node = t("points.row_new") if row.old is None else light_badge(row.old)
        arrow = html.Span(" → ", className="arrow")
        return [before, arrow, light_badge(row.new)]
    return [row_words(row, reason)]


def reason_of(row: PointRow, point: Point) -> AgendaReason:
    """Give why a row stands there."""
    return row.reason or point.first_reason or point.reason


# --- Actions ------------------------------------------------------------------------------------------------


def who_words(action: Action) -> str:
    """Say who does an action: the role and its organisation."""
    organisation = "" if action.organisation is None else party_name(action.organisation)
    return ", ".join(dict.fromkeys(filter(None, (action.who, organisation))))


def due_words(action: Action, today: dt.date) -> str:
    """Say by when an action is to be done, or when it was."""
    if action.done_on is not None:
        return t("meetings.done_on", day=date_short(action.done_on))
    if action.due_on is None:
        return t("meetings.no_due")
    if action.is_overdue(today):
        days = (today - action.due_on).days
        return t("meetings.overdue", day=date_short(action.due_on), count=days, days=number(days))
    return date_short(action.due_on)
