"""A meeting's room: its agenda, one point at a time, and the places where ``70-meeting-room.js`` writes."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.room_facts import MOST_WHOLE, Seen, facts_of
from dashboard.components.room_forms import action_form, decision_forms
from dashboard.components.room_state import room_state
from dashboard.format import date_short, date_text, instant
from dashboard.server.meetings import MEETING_ROUTE
from dashboard.server.room import ROUTE
from dashboard.texts import language, raw, t
from portfolio.meetings.book import AgendaPoint, Meeting, Series
from portfolio.rules.months import DANISH_TIME
from portfolio.vocabulary import AgendaSection, NoteKind, PointState, label

_WORDS = (
    "all_saved",
    "all_saved_before",
    "back",
    "choose_hint",
    "choose_join",
    "choose_mine",
    "choose_theirs",
    "clock_left",
    "clock_over",
    "deed_waiting",
    "edit",
    "first_version",
    "found",
    "is_first",
    "is_last",
    "last",
    "no_such",
    "no_versions",
    "offline",
    "offline_field",
    "offline_nothing",
    "offline_unkept",
    "other_empty",
    "other_text",
    "parted",
    "parted_at",
    "place",
    "refused",
    "remove",
    "saved",
    "saving",
    "some_refused",
    "undo",
    "undo_action",
    "undo_decision",
    "use_version",
    "use_version_of",
    "version_of",
    "waits",
    "writing",
)
_MARKS = {
    PointState.PLANNED: "",
    PointState.TREATED: "room.mark_treated",
    PointState.MOVED_ON: "room.mark_moved",
}
PLACE, WITHOUT = "punkt", "uden-frys"
"""In the address: the point that is shown, and that the room is entered without freezing."""
_KEYS = {
    "next": ("→", "PgDn"),
    "previous": ("←", "PgUp"),
    "ends": ("Home", "End"),
    "jump": ("/", "0-9"),
    "leave": ("Esc",),
}
"""The keys, as keyboards call them."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a room is laid out of.

    Attributes:
        meeting: the meeting.
        series: its series.
        path: the room's address, and ``home`` the meeting's own.
        place: which point is shown, from 0.
        today: the day it is.
    """

    meeting: Meeting
    series: Series
    path: str
    home: str
    place: int
    today: dt.date

    @property
    def points(self) -> Sequence[AgendaPoint]:
        """The points of the agenda."""
        return self.meeting.agenda

    @property
    def name(self) -> str:
        """What the meeting is called."""
        return self.meeting.title or self.series.name


def room(it: Room) -> Node:
    """Lay out a meeting's room."""
    state = room_state(it.meeting)
    root = html.Div(
        [_skip(), _head(it), _rail(it), _stage(it), _foot(it), _jump(), _heard()],
        className="room",
        key=f"{it.meeting.id}:{' '.join(point.key for point in it.points)}",
    )
    said = {
        "data-room": str(it.meeting.id),
        "data-route": f"{ROUTE}/{it.meeting.id}",
        "data-state": json.dumps(state, ensure_ascii=False),
        "data-words": json.dumps(_sentences(), ensure_ascii=False),
    }
    return with_attributes(root, said)


def _sentences() -> dict[str, str]:
    """Give the sentences that the script says, their facts still in braces."""
    words = {name: raw(f"room.{name}") for name in _WORDS}
    marks = {f"mark_{state}": t(text) if text else "" for state, text in _MARKS.items()}
    return words | marks


def _skip() -> Node:
    return with_attributes(html.A(t("shell.skip"), href="#indhold", className="skip-link"), {"data-full": ""})


def _heard() -> Node:
    """Make the place whose changes are read aloud: a lost connection, a refusal, two texts; no more."""
    place = html.Div(className="visually-hidden", role="status")
    return with_attributes(place, {"data-heard": "", "aria-live": "polite"})


def ask_to_freeze(it: Room) -> Node:
    """Ask whether the room is to hold on to what is known now; yes is what is offered first."""
    freeze = deed_form(
        f"{MEETING_ROUTE}/{it.meeting.id}/frys",
        [deed_button(t("room.freeze"), is_main=True)],
        focus="indhold",
    )
    without = link(t("room.without"), f"{it.path}?{WITHOUT}=ja", className="btn-quiet")
    box: list[Node] = [
        html.H2(t("room.freeze_head")),
        html.P(t("room.freeze_why", at=instant(data.now()))),
        html.P(t("room.freeze_later")),
        freeze,
        " ",
        without,
    ]
    main = html.Main(
        html.Section(box, className="room-ask"), id="indhold", tabIndex=-1, className="room-stage"
    )
    return html.Div(
        [_skip(), _head(it, is_open=False), main, _foot(it, is_open=False)], className="room room-closed"
    )


# --- Head and foot


def _head(it: Room, *, is_open: bool = True) -> Node:
    when = date_text(it.meeting.day)
    if it.meeting.begins_at:
        when = t("room.when", day=when, time=it.meeting.begins_at)
    state = with_attributes(html.P(className="room-state"), {"data-state-said": "", "data-look": "saved"})
    leave = with_attributes(link(t("room.leave"), it.home, className="btn-quiet"), {"data-leave": ""})
    tools = [
        _tool("room.jump", "data-open-jump"),
        _tool("room.full", "data-full-screen"),
        _clock_button(),
        _help(),
    ]
    tools = [*(tools if is_open else []), leave]
    parts: list[Node] = [
        html.Div([html.H1(it.name, tabIndex=-1), html.P(when)], className="room-name"),
        *([_clock(it), state] if is_open else []),
    ]
    return html.Header(
        [*parts, html.Div(tools, className="room-tools")], id="page-head", className="room-head"
    )


def _tool(text_id: str, mark: str) -> Element:
    return with_attributes(html.Button(t(text_id), type="button", className="btn-quiet"), {mark: ""})


def _clock_button() -> Node:
    return with_attributes(_tool("room.clock", "data-clock-toggle"), {"aria-pressed": "true"})


def _clock(it: Room) -> Node:
    begins = it.meeting.begins_at
    said = {"data-clock": "", "role": "timer"}
    if begins:
        hour, minute = (int(part) for part in begins.split("."))
        start = dt.datetime.combine(it.meeting.day, dt.time(hour, minute), DANISH_TIME)
        said["data-begins"] = start.isoformat()
        if it.series.minutes:
            said["data-ends"] = (start + dt.timedelta(minutes=it.series.minutes)).isoformat()
    return with_attributes(html.P(className="room-clock"), said)


def _help() -> Node:
    rows: list[Node] = []
    for name, (one, *others) in _KEYS.items():
        keys = t("room.key_or", one=one, other=others[0]) if others else one
        rows += [html.Dt(keys), html.Dd(t(f"room.key_{name}"))]
    box = html.Input(type="checkbox", id="rum-taster", className="form-check-input", defaultChecked=True)
    switch = html.Div(
        [with_attributes(box, {"data-keys": ""}), " ", html.Label(t("room.keys_on"), htmlFor="rum-taster")],
        className="deed-check",
    )
    panel = html.Div([html.Dl(rows), html.P(t("room.keys_hint")), switch], className="room-help-panel")
    return html.Details([html.Summary(t("room.keys")), panel], className="room-help")


def _foot(it: Room, *, is_open: bool = True) -> Node:
    steps: list[Node] = []
    if it.points and is_open:
        steps = [
            with_attributes(_tool("room.previous", "data-step"), {"data-step": "-1"}),
            with_attributes(html.P(_place_words(it), className="room-place"), {"data-place-said": ""}),
            with_attributes(_tool("room.next", "data-step"), {"data-step": "1"}),
        ]
    words = html.P(moment_words(it), className="room-foot-words")
    ways = _ways_on(it) if steps else []
    parts: list[Node] = [
        html.Div(steps, className="room-steps"),
        words,
        html.Div(ways, className="room-ways"),
    ]
    return html.Footer(parts, className="room-foot")


def _ways_on(it: Room) -> list[Node]:
    """Offer to go on from the point that is shown: it was dealt with, or there was no time for it."""
    ahead = data.meetings_now().next(it.meeting)
    on = t("room.move_on") if ahead is None else t("room.move_on_to", day=date_short(ahead.day))
    return [
        _do("igen", t("room.again")),
        _do("videre", on),
        _do("faerdig", t("room.done"), is_main=True),
    ]


def _do(deed: str, words: str, *, is_main: bool = False) -> Node:
    button = html.Button(words, type="button", className="btn-main" if is_main else "btn-quiet")
    return with_attributes(button, {"data-do": deed})


def _place_words(it: Room) -> str:
    return t("room.place", number=it.place + 1, count=len(it.points))


def moment_words(it: Room) -> str:
    """Say as of which moment the room shows the portfolio, and what it is held against."""
    frozen, before = it.meeting.frozen_at, data.meetings_now().previous(it.meeting)
    said = t("room.not_frozen") if frozen is None else t("room.frozen", at=instant(frozen))
    against = t("room.first_meeting") if before is None else t("room.against", day=date_short(before.day))
    return f"{said} {against}"


# --- The agenda beside


def _rail(it: Room) -> Node:
    parts: list[Node] = []
    for section, numbered in _by_section(it.points):
        parts.append(html.H2(label(section, language())))
        parts.append(html.Ol([html.Li(_entry(it, place, point)) for place, point in numbered]))
    nav = html.Nav(parts, className="room-rail")
    return with_attributes(nav, {"aria-label": t("room.agenda")})


def _by_section(
    points: Sequence[AgendaPoint],
) -> Iterator[tuple[AgendaSection, list[tuple[int, AgendaPoint]]]]:
    for section in AgendaSection:
        numbered = [(place, it) for place, it in enumerate(points) if it.section is section]
        if numbered:
            yield section, numbered


def _entry(it: Room, place: int, point: AgendaPoint) -> Node:
    mark = with_attributes(html.Span(), {"data-mark": ""})
    content = [
        html.Span(str(place + 1), className="room-rail-number"),
        html.Span(point.title, className="room-rail-title"),
        mark,
    ]
    shown = {"aria-current": "step"} if place == it.place else {}
    said = {"data-go": str(place), "data-rail": point.key, "data-standing": str(point.state)}
    return with_attributes(html.A(content, href=f"{it.path}?{PLACE}={place + 1}"), said | shown)


# --- One point


def _stage(it: Room) -> Node:
    again = link(t("room.show_changed"), it.path, className="btn-main")
    note = html.Div(
        [html.P([t("room.changed"), " ", again])],
        className="note note-warning room-changed",
        hidden=True,
        role="note",
    )
    changed = with_attributes(note, {"data-changed": ""})
    seen = facts_of(it.meeting)
    points = [_point(it, place, point, seen) for place, point in enumerate(it.points)]
    empty = (
        []
        if points
        else [
            html.P(t("room.empty"), className="room-text"),
            html.P(link(t("room.to_agenda"), it.home, className="btn-main")),
        ]
    )
    main = html.Main([changed, *points, *empty], id="indhold", tabIndex=-1, className="room-stage")
    return with_attributes(main, {"data-stage": ""})


def _point(it: Room, place: int, point: AgendaPoint, seen: Mapping[str, Seen]) -> Node:
    head = html.H2(t("room.title", number=place + 1, title=point.title), tabIndex=-1, id=f"punkt-{place + 1}")
    found = seen[point.key]
    left = html.Div(found.nodes, className="room-about")
    right = html.Div([*_fields(point, place), *_deeds(it, point, place, found)], className="room-writing")
    parts: list[Node] = [
        html.P(label(point.section, language()), className="room-section"),
        head,
        _standing(found.reason),
        html.Div([left, right], className="room-halves"),
    ]
    section = html.Section(parts, className="room-point", hidden=place != it.place)
    return with_attributes(section, {"data-point-place": point.key, "aria-labelledby": f"punkt-{place + 1}"})


def _standing(reason: str) -> Node:
    """Say why the point is here, what has become of it, and what was just done, with the way back."""
    standing = with_attributes(html.Strong(), {"data-standing-said": ""})
    told = with_attributes(html.Div(className="room-told"), {"data-told": ""})
    return html.Div([html.P([reason, " ", standing]), told], className="room-reason")


def _fields(point: AgendaPoint, place: int) -> list[Node]:
    return [_field(point, place, kind) for kind in (NoteKind.DECISION, NoteKind.NOTE)]


def _field(point: AgendaPoint, place: int, kind: NoteKind) -> Node:
    id_ = f"{kind}-{place + 1}"
    text = point.decision if kind is NoteKind.DECISION else point.note
    area = html.Textarea(id=id_, className="form-control", rows=2, maxLength=5000, defaultValue=text)
    named = {"data-point": point.key, "data-kind": str(kind), "aria-describedby": f"{id_}-gemt"}
    said = with_attributes(html.P(className="room-said", id=f"{id_}-gemt"), {"data-said": ""})
    label_ = html.Label(t(f"room.field_{kind}"), htmlFor=id_)
    parted = with_attributes(html.Div(className="room-parted"), {"data-parted": ""})
    listed = with_attributes(html.Div(), {"data-list": ""})
    fold = html.Details([html.Summary(t("room.versions")), listed], className="room-fold")
    fold = with_attributes(fold, {"data-versions": f"{kind}:{point.key}"})
    own = html.Div(
        [label_, with_attributes(area, named), html.Div([said, fold], className="room-under")],
        className="room-own",
    )
    return with_attributes(html.Div([own, parted], className="room-field"), {"data-field": ""})


def _deeds(it: Room, point: AgendaPoint, place: int, seen: Seen) -> list[Node]:
    is_few = len(point.initiative_ids) <= MOST_WHOLE
    decided = decision_forms(point, place, seen.courses) if is_few else []
    actions = with_attributes(html.Ul(className="room-list"), {"data-actions": ""})
    parts: list[Node] = []
    if decided:
        listed = with_attributes(html.Ul(className="room-list"), {"data-decided": ""})
        parts += [html.H3(t("room.process")), listed, *decided]
    parts += [html.H3(t("room.actions")), actions, action_form(it.meeting, it.series, point, place, it.today)]
    return parts


# --- The jump


def _jump() -> Node:
    field = html.Input(type="text", id="rum-spring", className="form-control", autoComplete="off")
    close = _tool("room.close_jump", "data-close-jump")
    listed = with_attributes(html.Ol(), {"data-list": ""})
    found = with_attributes(html.P(className="visually-hidden", role="status"), {"data-found": ""})
    parts: list[Node] = [
        html.Label(t("room.jump_to"), htmlFor="rum-spring", className="field-label"),
        field,
        found,
        listed,
        close,
    ]
    box = html.Div(parts, className="room-jump", hidden=True, role="dialog")
    return with_attributes(box, {"data-jump": "", "aria-label": t("room.jump"), "aria-modal": "true"})
