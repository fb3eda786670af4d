"""What a point of an agenda is about, as a meeting's room shows it: lights then and now, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import reason_of, reason_words, row_words
from dashboard.components.badges import light_badge
from dashboard.components.decided import Decision, last_decisions
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.process_words import listed, where_words
from dashboard.components.room_forms import items_of
from dashboard.components.room_state import action_words
from dashboard.data import InitiativeCourse
from dashboard.format import date_short
from dashboard.labels import code_label
from dashboard.texts import t
from portfolio.meetings.book import Action, AgendaPoint, Meeting, MeetingBook, PointRow
from portfolio.moments import Moment, moment_at
from portfolio.snapshot import UNREPORTED, Item
from portfolio.vocabulary import AgendaReason, Status

MOST_WHOLE = 3
"""A point about more initiatives shows each of them in brief."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A point as it is shown.

    Attributes:
        reason: why it stands on the agenda, in words.
        nodes: what it is about.
        courses: where its initiatives are in their processes.
    """

    reason: str
    nodes: list[Node]
    courses: Mapping[int, InitiativeCourse]


def earlier_moment(meeting: Meeting) -> Moment | None:
    """Give the moment that a meeting is held against: what the series' previous one looked at."""
    before = data.meetings_now().previous(meeting)
    return None if before is None else moment_at(before.instant, before.id)


def facts_of(meeting: Meeting) -> dict[str, Seen]:
    """Give what each point of a meeting is about, by its key."""
    book = data.meetings_now()
    shown = _Shown(meeting, book, last_decisions(book, meeting), earlier_moment(meeting))
    return {it.key: shown.point(it) for it in meeting.agenda}


def _news(point: AgendaPoint, rows: Sequence[PointRow]) -> list[Node]:
    """Say what is new of an initiative besides its light, which stands there itself."""
    lights = (AgendaReason.GOT_WORSE, AgendaReason.GOT_BETTER)
    told = [(row, reason_of(row, point)) for row in rows]
    words = [row_words(row, reason) for row, reason in told if reason not in lights]
    return [html.P(listed(words), className="room-text")] if any(words) else []


@dataclass(frozen=True, slots=True)
class _Shown:
    """What all points of a meeting are shown from."""

    meeting: Meeting
    book: MeetingBook
    last: Mapping[int, Decision]
    since: Moment | None

    def point(self, point: AgendaPoint) -> Seen:
        items = items_of(point)
        rows: dict[int | None, list[PointRow]] = {}
        for row in point.rows:
            rows.setdefault(
                None if row.initiative_id is None else self.book.home(row.initiative_id), []
            ).append(row)
        courses = data.processes().courses
        nodes: list[Node] = [html.P(point.text, className="room-text")] if point.text else []
        of_actions = [it for row in point.rows if (it := self.book.actions.get(row.action_id or 0))]
        if of_actions:
            nodes.append(self._listed(of_actions))
        told = [] if of_actions else [(it, _news(point, rows.get(it.id, []))) for it in items]
        if len(told) > MOST_WHOLE:
            nodes += [self._brief(it, news) for it, news in told]
        else:
            nodes += [self._initiative(it, courses.get(it.id), news) for it, news in told]
        gone = len(set(map(self.book.home, point.initiative_ids)) - {it.id for it in items})
        nodes += [html.P(t("room.gone", count=gone), className="room-hint")] if gone else []
        loose = [row for row in rows.get(None, []) if row.action_id not in self.book.actions]
        nodes += [html.P(row.words or row.title, className="room-text") for row in loose]
        return Seen(reason_words(point), nodes, {it.id: courses[it.id] for it in items if it.id in courses})

    def _initiative(self, item: Item, found: InitiativeCourse | None, news: list[Node]) -> Node:
        parts: list[Node] = [
            html.P(initiative_link(item.id, item.title), className="room-row-title"),
            self._lights(item),
            *news,
            self._facts(item, found),
            *self._last(item),
            *self._actions(item),
        ]
        return html.Div(parts, className="room-row")

    def _brief(self, item: Item, news: list[Node]) -> Node:
        """Show one of many: its lights, what is new or said of it, and what was decided of it."""
        words = item.text("remarks")
        parts: list[Node] = [
            html.P(initiative_link(item.id, item.title), className="room-row-title"),
            self._lights(item),
            *(news or ([html.P(words, className="room-text")] if words else [])),
        ]
        last = self.last.get(item.id)
        if last is not None:
            day = "" if last.day is None else date_short(last.day)
            said = t("room.last_brief", day=day, forum=last.forum, text=last.text)
            parts.append(html.P(said, className="room-when"))
        return html.Div(parts, className="room-row")

    def _lights(self, item: Item) -> Node:
        new = item.code("traffic_light")
        now = html.Div([html.Dt(t("room.light_now")), html.Dd(light_badge(new))])
        if self.since is None:
            return html.Dl([now], className="room-lights")
        earlier = data.earlier(self.since)
        if int(earlier.lights[item.place]) == UNREPORTED:
            fresh = html.Div([html.Dt(t("room.light_new")), html.Dd(light_badge(new))])
            return html.Dl([fresh], className="room-lights")
        old = earlier.light(item)
        then = html.Div([html.Dt(t("room.light_then")), html.Dd(light_badge(old))])
        if old != new:
            return html.Dl([then, now], className="room-lights")
        same = html.Div([html.Dt(t("room.light_same")), html.Dd(light_badge(new))])
        return html.Dl([same], className="room-lights")

    def _facts(self, item: Item, found: InitiativeCourse | None) -> Node:
        pairs = [("status", code_label(Status, item.code("status")))]
        end = item.day("end_last")
        pairs += [] if end is None else [("end", date_short(end))]
        pairs += [] if found is None else [("where", where_words(found.course, data.portfolio().today))]
        words = item.text("remarks")
        pairs += [("words", words)] if words else []
        nodes: list[Node] = []
        for name, said in pairs:
            nodes += [html.Dt(t(f"room.fact_{name}")), html.Dd(said)]
        return html.Dl(nodes, className="room-facts")

    def _last(self, item: Item) -> list[Node]:
        last = self.last.get(item.id)
        if last is None:
            return [html.H3(t("room.last_decision")), html.P(t("room.no_decision"), className="room-when")]
        day = "" if last.day is None else date_short(last.day)
        when = html.P(t("room.last_when", day=day, forum=last.forum), className="room-when")
        return [html.H3(t("room.last_decision")), when, html.Div(last.text, className="room-quote")]

    def _actions(self, item: Item) -> list[Node]:
        here = {it.id for it in self.book.actions_at(self.meeting.id)}
        them = [it for it in self.book.open_actions(initiative_id=item.id) if it.id not in here]
        if not them:
            return []
        return [html.H3(t("room.open_actions", count=len(them))), self._listed(them)]

    def _listed(self, them: Sequence[Action]) -> Node:
        """List actions with who does them by when; those that are late say so."""
        today, items = data.present_day(), []
        for it in them:
            said = action_words(it)
            words = t("room.action_late", words=said) if it.is_overdue(today) else said
            items.append(html.Li([it.text, " ", html.Span(words, className="room-when")]))
        return html.Ul(items, className="room-list")
