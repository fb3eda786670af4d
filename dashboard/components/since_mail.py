"""The mail before a meeting: what is new since the forum last met, in plain text to copy."""

from collections.abc import Iterator, Sequence

from dashboard.components import markup as html
from dashboard.components.agenda import Desk
from dashboard.components.agenda_words import due_words, meeting_address, time_words, who_words
from dashboard.components.cards import card
from dashboard.components.letter import letter
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.data import ChangeKind, Looked
from dashboard.format import date_text, moment_text, number
from dashboard.labels import code_label
from dashboard.texts import t
from portfolio.snapshot import LIGHTS, UNREPORTED, Item
from portfolio.vocabulary import MeetingState, TrafficLight

_MOST = 12
"""So many lines of a kind; the rest are counted."""

_BADNESS = {TrafficLight.GREEN: 0, TrafficLight.YELLOW: 1, TrafficLight.RED: 2}


def room_door(desk: Desk) -> list[Node]:
    """Lead to the meeting's room, where points are shown and written of."""
    if desk.meeting.state is MeetingState.CANCELLED or not desk.is_present:
        return []
    address = f"{meeting_address(desk.meeting.id)}/vis"
    is_next = desk.meeting.state is MeetingState.PLANNED and desk.meeting.frozen_at is not None
    look = "btn-main" if is_next else "btn-quiet"  # before it is frozen, to freeze it is what comes next
    return [html.P(link(t("since.show"), address, className=look), className="room-door no-print")]


def since_card(desk: Desk, looked: Looked) -> list[Node]:
    """Offer the mail, folded away until somebody wants it."""
    if desk.meeting.state is MeetingState.CANCELLED:
        return []
    content = letter(mail_subject(desk), mail_text(desk, looked))
    fold = html.Details([html.Summary(t("since.fold")), *content], id="mailtekst")
    return [html.Div(card(t("since.title"), [fold], t("since.subtitle")), className="no-print")]


def mail_subject(desk: Desk) -> str:
    """Say in a line what the mail is about."""
    return t("since.subject", series=desk.series.name, day=date_text(desk.meeting.day))


def mail_text(desk: Desk, looked: Looked) -> str:
    """Write the mail: what changed, what was decided, what is to be done, what is on the agenda."""
    parts = [
        t("since.hello"),
        _opening(desk, looked),
        _counts(looked),
        *_changes(looked),
        *_decided(looked),
        *_actions(desk),
        *_agenda(desk),
        _sources(looked),
        t("since.bye"),
    ]
    return "\n\n".join(part for part in parts if part)


def _opening(desk: Desk, looked: Looked) -> str:
    when = time_words(desk.meeting)
    name = "since.opening_first" if looked.since is None else "since.opening"
    facts = {} if looked.since is None else {"since": moment_text(looked.since)}
    said = [t(name, series=desk.series.name, when=when, **facts)]
    said += [t("since.place", place=desk.meeting.place)] if desk.meeting.place else []
    return " ".join(said)


def _counts(looked: Looked) -> str:
    red = int(looked.chosen.has("traffic_light", TrafficLight.RED).sum())
    return t("since.counts", all=number(len(looked.chosen)), red=number(red))


def _changes(looked: Looked) -> Iterator[str]:
    if looked.comparison is None:
        return
    found = [*_of_kind(looked, ChangeKind.NEW), *_lights(looked), *_of_kind(looked, ChangeKind.GONE)]
    yield from found or [t("since.nothing")]


def _of_kind(looked: Looked, kind: ChangeKind) -> Iterator[str]:
    """List the initiatives that came or left."""
    assert looked.comparison is not None  # noqa: S101 -- the one who asks has looked
    items = looked.comparison.differences.by_kind[kind]
    yield from _listed(f"since.{kind}", [it.title for it in items])


def _lights(looked: Looked) -> Iterator[str]:
    """List those that turned red, and those that got better, each with the light it had."""
    assert looked.comparison is not None  # noqa: S101 -- as above
    red, better = [], []
    for place in looked.chosen.places.tolist():
        item, before = looked.portfolio.snapshot.item(place), int(looked.comparison.comparable[place])
        now, was = item.code("traffic_light"), None if before == UNREPORTED else LIGHTS[before]
        if before == UNREPORTED or now == was:
            continue
        if now == TrafficLight.RED:
            red.append(_was(item, was))
        elif 0 <= _badness(now) < _badness(was):
            better.append(_was(item, was))
    yield from _listed("since.red", red)
    yield from _listed("since.better", better)


def _badness(code: str | None) -> int:
    return next((rank for light, rank in _BADNESS.items() if light == code), -1)


def _was(item: Item, code: str | None) -> str:
    return t("since.light", title=item.title, was=code_label(TrafficLight, code).lower())


def _listed(text_id: str, lines: Sequence[str]) -> Iterator[str]:
    """Give a heading with its lines; nothing where there are none."""
    if not lines:
        return
    shown = [t(text_id, count=len(lines), number=number(len(lines)))]
    shown += [t("since.line", text=line) for line in lines[:_MOST]]
    rest = len(lines) - _MOST
    shown += [t("since.more", count=rest, number=number(rest))] if rest > 0 else []
    yield "\n".join(shown)


def _decided(looked: Looked) -> Iterator[str]:
    """List what the meeting before decided."""
    if looked.previous is None:
        return
    points = [it for it in looked.previous.points if it.decision]
    lines = [t("since.decision", title=it.title, text=" ".join(it.decision.split())) for it in points]
    yield from _listed("since.decided", lines)


def _actions(desk: Desk) -> Iterator[str]:
    them = desk.book.open_actions(series_id=desk.series.id)
    lines = [
        t("since.action", text=" ".join(it.text.split()), who=who_words(it), due=due_words(it, desk.today))
        for it in them
    ]
    yield from _listed("since.open", lines)


def _agenda(desk: Desk) -> Iterator[str]:
    yield from _listed("since.agenda", [it.title for it in desk.meeting.agenda])


def _sources(looked: Looked) -> str:
    count = len(looked.portfolio.sources)
    return t("since.source", moment=moment_text(looked.moment), count=number(count))
