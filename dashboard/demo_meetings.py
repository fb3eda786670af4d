"""The demo's meetings: planned, prepared and held as they would have been, by the deeds that pages do.

What was proposed for each agenda is worked out anew, from the portfolio as it was known on that day.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.components.agenda_words import with_words
from dashboard.data import Door, kept_looked, kept_meetings, kept_pairs, looked_state, open_door
from portfolio.database import writing
from portfolio.meetings import deeds
from portfolio.meetings.book import AgendaPoint, Meeting, PointFacts, SeriesFacts
from portfolio.meetings.deeds import Agreed, OwnPoint, Planned
from portfolio.moments import moment_at
from portfolio.process.deeds import Decided
from portfolio.queries.meetings import read_meeting
from portfolio.resources import resource
from portfolio.selection import Criteria
from portfolio.vocabulary import (
    AgendaReason,
    AgendaSection,
    DecisionOutcome,
    DecisionSubject,
    Holder,
    NoteKind,
    Rhythm,
    code_or_none,
)

Told = Mapping[str, Any]
"""A table of the file, as it is written."""

_MINUTE = dt.timedelta(minutes=1)


def add_meetings(engine: Engine, at_most: dt.date) -> None:
    """Add the demo's series and meetings to a database that holds the demo's lists.

    Args:
        engine: the demo's database.
        at_most: the demo's day; an action done after it would not be known.
    """
    path = resource("data", "demo", "meetings.toml")
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    by = str(told["by"])
    for one in told["series"]:
        number = _series(engine, one, by)
        for held in one["held"]:
            _hold(engine, number, held, by, at_most)


def _series(engine: Engine, told: Told, by: str) -> int:
    facts = SeriesFacts(
        name=told["name"],
        rhythm=Rhythm(told["rhythm"]),
        body=told.get("body"),
        holder=code_or_none(Holder, told.get("holder")),
        weekday=told["weekday"],
        week_of_month=told["week_of_month"],
        begins_at=told["begins_at"],
        minutes=told["minutes"],
        place=told["place"],
        is_directors=told.get("is_directors", False),
    )
    days = [*(held["day"] for held in told["held"]), *told["ahead"]]
    with writing(engine) as session:
        number = deeds.make_series(session, facts, now=told["made"], by=by)
        planned = [Planned(day) for day in days]
        deeds.plan_meetings(session, number, planned, now=told["made"] + _MINUTE, by=by)
    return number


def _hold(engine: Engine, series_id: int, told: Told, by: str, at_most: dt.date) -> None:
    """Prepare a meeting's agenda on one day, and write what was decided on another."""
    prepared, written = told["prepared"], told["written"]
    door = open_door(engine, lambda: prepared)
    meeting = _meeting_on(door, series_id, told["day"])
    with writing(engine) as session:
        deeds.freeze(session, meeting.id, now=prepared, by=by)
    proposed = _proposed(door, meeting.id, prepared)
    with writing(engine) as session:
        _prepare(session, meeting.id, told, proposed, prepared + _MINUTE, by)
    with writing(engine) as session:
        _write(session, meeting.id, told, written, by, at_most)


def _meeting_on(door: Door, series_id: int, day: dt.date) -> Meeting:
    stamps = door.stamps()
    book = kept_meetings(door, (stamps.portfolio, stamps.meetings), moment_at(door.clock()))
    return next(it for it in book.of_series(series_id) if it.day == day)


def _proposed(door: Door, meeting_id: int, at: dt.datetime) -> tuple[PointFacts, ...]:
    stamps = door.stamps()
    pairs = kept_pairs(door, stamps.portfolio, None)
    found = kept_looked(door, looked_state(stamps), moment_at(at), meeting_id, Criteria(), pairs).proposals
    return tuple(with_words(it) for it in found)


def _prepare(
    session: Session, meeting_id: int, told: Told, proposed: Sequence[PointFacts], now: dt.datetime, by: str
) -> None:
    """Take what was proposed, leave out what was dropped, and add the chair's own points."""
    why = {AgendaReason(it["reason"]): it["why"] for it in told.get("dropped", ())}
    taken = [it for it in proposed if it.reason not in why]
    if taken:
        deeds.accept(session, meeting_id, taken, now=now, by=by)
    for it in proposed:
        if it.reason in why:
            deeds.drop_point(session, meeting_id, it, reason=why[it.reason], now=now, by=by)
    for own in told.get("own", ()):
        point = OwnPoint(own["title"], AgendaSection(own["section"]), own["text"])
        deeds.add_point(session, meeting_id, point, now=now, by=by)


def _write(
    session: Session, meeting_id: int, told: Told, now: dt.datetime, by: str, at_most: dt.date
) -> None:
    """Write what was decided and agreed on; what was left is moved on when the meeting is held."""
    points = read_meeting(session, meeting_id, now).agenda
    own = [it for it in points if it.reason is AgendaReason.OWN]
    pairs = [*zip(own, told.get("own", ()), strict=True), *_named(points, told.get("treated", ()))]
    for point, said in pairs:
        _write_point(session, meeting_id, point, said, now, by, at_most)
    left = {AgendaReason(it) for it in told.get("left", ())}
    for point in points:
        if point.reason not in left and point.first_reason not in left:
            deeds.treat_point(session, meeting_id, point.key, now=now, by=by)
    deeds.hold(session, meeting_id, now=now, by=by)


def _named(points: Sequence[AgendaPoint], told: Sequence[Told]) -> list[tuple[AgendaPoint, Told]]:
    """Give the points that are named by their reason and place among those of it."""
    found = []
    for said in told:
        same = [it for it in points if AgendaReason(said["reason"]) in (it.reason, it.first_reason)]
        place = int(said.get("place", 1))
        if len(same) >= place:
            found.append((same[place - 1], said))
    return found


def _write_point(
    session: Session,
    meeting_id: int,
    point: AgendaPoint,
    said: Told,
    now: dt.datetime,
    by: str,
    at_most: dt.date,
) -> None:
    for kind, name in ((NoteKind.DECISION, "decision"), (NoteKind.NOTE, "note")):
        if name in said:
            deeds.write_note(session, meeting_id, point.key, kind, said[name], after=None, now=now, by=by)
    if "process" in said and point.initiative_ids:
        _decide(session, meeting_id, point, said["process"], now, by)
    about = point.initiative_ids[0] if len(point.initiative_ids) == 1 else None
    for action in said.get("actions", ()):
        agreed = Agreed(
            text=action["text"],
            who=action["who"],
            organisation=action.get("organisation"),
            due_on=action["due"],
            meeting_id=meeting_id,
            point_key=point.key,
            initiative_id=about,
        )
        number = deeds.agree(session, agreed, now=now, by=by)
        if "done" in action and action["done"] <= at_most:
            done_at = dt.datetime.combine(action["done"], dt.time(12), dt.UTC)
            deeds.finish_action(session, number, day=action["done"], now=max(done_at, now), by=by)


def _decide(
    session: Session, meeting_id: int, point: AgendaPoint, said: Told, now: dt.datetime, by: str
) -> None:
    decided = Decided(
        step=None,
        body=said["body"],
        day=None,
        subject=DecisionSubject(said["subject"]),
        outcome=DecisionOutcome(said["outcome"]),
        text=said["text"],
    )
    deeds.decide_at(session, meeting_id, point.key, point.initiative_ids[0], [decided], now=now, by=by)
