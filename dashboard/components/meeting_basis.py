"""What a meeting looks at: its moment, what it is compared with, and what has changed since then."""

from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda import Desk
from dashboard.components.agenda_words import day_remarks, meeting_address
from dashboard.components.cards import card
from dashboard.components.changes_asked import SINCE_PAGE
from dashboard.components.deed import folded_deed
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.meeting_forms import cancel_form, freeze_form, move_form, simple_form
from dashboard.components.series_card import criteria_of, seat_words, seats_of
from dashboard.components.states import note
from dashboard.filters import address
from dashboard.format import date_text, instant, moment_text, number
from dashboard.texts import t
from portfolio.selection import Criteria
from portfolio.vocabulary import MeetingState

BASIS = "grundlag"


def remarks(desk: Desk) -> list[Node]:
    """Say plainly what is unusual about a meeting; nothing of it is forbidden."""
    meeting, book = desk.meeting, desk.book
    told = day_remarks(meeting.day)
    same = [
        it
        for it in book.in_order()
        if it.day == meeting.day and it.id != meeting.id and it.state is not MeetingState.CANCELLED
    ]
    told += [t("meetings.same_day", name=book.series[it.series_id].name) for it in same]
    if meeting.planned_day != meeting.day:
        told.append(t("meetings.was_planned", day=date_text(meeting.planned_day)))
    notes = [note(" ".join(told))] if told else []
    if meeting.state is MeetingState.CANCELLED:
        why = next((it.text for it in reversed(meeting.happened) if it.text), "")
        notes.append(note(t("meetings.cancelled_note", why=why), "warning"))
    return notes


def basis_card(desk: Desk, looked: data.Looked) -> Node:
    """Show what the meeting looks at, and the deeds on the whole of it."""
    meeting = desk.meeting
    content: list[Node] = [html.P(t("meetings.judged_from", moment=moment_text(looked.moment)))]
    content.append(_compared(looked))
    content += _warnings(looked)
    content += _changes(desk, looked)
    if desk.is_present:
        content += _deeds(desk)
    heading = t("meetings.basis_daily")
    if meeting.frozen_at is not None:
        heading = t("meetings.basis_frozen", at=instant(meeting.frozen_at))
    why = t("meetings.frozen_why", why=meeting.frozen_why) if meeting.frozen_why else ""
    subtitle = why if meeting.frozen_at is not None else t("meetings.basis_hint")
    box = card(heading, [*content, *_members(desk)], subtitle)
    return html.Div(box, id=BASIS, tabIndex=-1, className="process follow")


def _compared(looked: data.Looked) -> Node:
    if looked.previous is not None and looked.since is not None:
        said = t("meetings.compared_with", moment=moment_text(looked.since))
        return html.P(
            [said, " ", link(date_text(looked.previous.day), meeting_address(looked.previous.id)), "."]
        )
    if looked.since is not None:
        return html.P(t("meetings.compared_month", moment=moment_text(looked.since)))
    return html.P(t("meetings.compared_none"))


def _warnings(looked: data.Looked) -> list[Node]:
    if looked.portfolio.is_before_first and looked.portfolio.first_day is not None:
        return [note(t("meetings.before_first", day=date_text(looked.portfolio.first_day)), "warning")]
    if not len(looked.chosen):
        return [note(t("meetings.follows_none"), "warning")]
    return []


def _changes(desk: Desk, looked: data.Looked) -> list[Node]:
    """Count what is different since the meeting before, each number with the list behind it."""
    count = len(looked.chosen)
    seen = criteria_of(desk.series).but(
        as_of=looked.moment if looked.moment.meeting is not None else None,
        since=looked.since,
    )
    followed = t("meetings.follows", count=count, number=number(count))
    lines: list[Node] = [html.Li(link(followed, address("/indsatser", seen)))]
    lines += [html.Li(words) for words in _kinds(looked)]
    if looked.comparison is not None and count:
        lines.append(html.Li(link(t("meetings.see_changes"), _changes_address(seen))))
    return [html.Ul(lines, className="basis-counts")]


def _changes_address(seen: Criteria) -> str:
    return address(SINCE_PAGE, seen)


def _kinds(looked: data.Looked) -> Sequence[str]:
    if looked.comparison is None:
        return ()
    told = {kind: len(items) for kind, items in looked.comparison.differences.by_kind.items()}
    return [
        t(f"meetings.kind_{kind}", count=count, number=number(count))
        for kind in _TOLD
        if (count := told[kind])
    ]


_TOLD = (data.ChangeKind.NEW, data.ChangeKind.CHANGED, data.ChangeKind.GONE, data.ChangeKind.BACK)


def _deeds(desk: Desk) -> list[Node]:
    """Offer to freeze, to hold, to move and to cancel a meeting."""
    meeting = desk.meeting
    if meeting.state is MeetingState.CANCELLED:
        return []
    folds: list[Node] = []
    if meeting.state is MeetingState.PLANNED:
        form = freeze_form(meeting)
        is_first = meeting.frozen_at is None
        folds.append(form if is_first else folded_deed(t("meetings.freeze_fold"), form))
        if meeting.day <= desk.today:
            folds.append(simple_form(meeting.id, "holdt", t("meetings.hold"), focus=BASIS))
        folds.append(folded_deed(t("meetings.move_fold"), move_form(meeting)))
        folds.append(folded_deed(t("meetings.cancel_fold"), cancel_form(meeting)))
    return [html.Div(folds, className="deed-folds no-print")] if folds else []


def _members(desk: Desk) -> list[Node]:
    """Name who has a seat, as organisations and roles."""
    seats, until = seats_of(desk.series.body, desk.meeting.day)
    if not seats:
        return []
    summary = html.Summary(t("meetings.members", count=len(seats), number=number(len(seats))))
    told = "" if until is None else t("meetings.members_old", day=date_text(until))
    old = [html.P(told, className="muted")] if told else []
    items = [html.Li(seat_words(it)) for it in seats]
    return [html.Details([summary, *old, html.Ul(items)], className="ledger")]
