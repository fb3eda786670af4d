"""A forum with a meeting that was held, one to be held today, and the next, as a room's tests need them."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Engine

from portfolio.database import writing
from portfolio.meetings.book import PointFacts, PointRow
from portfolio.meetings.deeds import Agreed, OwnPoint, accept, add_point, agree, freeze, hold, write_note
from portfolio.vocabulary import AgendaReason, AgendaSection, NoteKind
from tests.builders import meetings as made

BY = made.BY


@dataclass(frozen=True, slots=True)
class Forum:
    """The meetings' numbers."""

    series: int
    held: int
    today: int
    ahead: int


def point(key: str, initiative_id: int, title: str, **facts: object) -> PointFacts:
    """Give a proposed point about an initiative."""
    return made.point(
        key,
        title=title,
        initiative_ids=(initiative_id,),
        rows=(PointRow(initiative_id, title, "yellow", "red"),),
        **facts,
    )


def forum_with_meetings(engine: Engine, now: dt.datetime, titles: dict[int, str]) -> Forum:
    """Make a forum of some initiatives; the first three are on today's agenda, with two points besides."""
    day = now.date()
    before = now - dt.timedelta(days=28)
    series = made.series(engine, before, minutes=90, place="Rådhuset, lokale 4", body="rh-tss")
    held, today = made.meetings(engine, series, day - dt.timedelta(days=28), day, now=before)
    (ahead,) = made.meetings(engine, series, day + dt.timedelta(days=21), now=before)
    first, *others = titles
    with writing(engine) as session:
        accept(session, held, [point("silent:1", first, titles[first])], now=before, by=BY)
        freeze(session, held, now=before, by=BY)
        write_note(
            session,
            held,
            "silent:1",
            NoteKind.DECISION,
            "Styregruppen orienterer om økonomien på næste møde.",
            after=None,
            now=before,
            by=BY,
        )
        agreed = Agreed(
            "Sende revideret budget",
            "Projektleder",
            None,
            day - dt.timedelta(days=4),
            held,
            "silent:1",
            first,
        )
        agree(session, agreed, now=before, by=BY)
        hold(session, held, now=before, by=BY)
    points = [point(f"got_worse:{id_}", id_, titles[id_]) for id_ in (first, *others[:1])]
    asked = [
        point(
            f"asked:{id_}",
            id_,
            titles[id_],
            reason=AgendaReason.DECISION_ASKED,
            section=AgendaSection.DECIDE,
            text="Listen beder om en beslutning: forlæng projektperioden til sommer.",
        )
        for id_ in others[1:2]
    ]
    with writing(engine) as session:
        accept(session, today, [*points, *asked], now=now, by=BY)
        add_point(
            session,
            today,
            OwnPoint("Mødedatoer i 2027", AgendaSection.INFORM, "Forslag er sendt ud."),
            now=now,
            by=BY,
        )
        add_point(session, today, OwnPoint("Eventuelt", AgendaSection.INFORM), now=now, by=BY)
    return Forum(series, held, today, ahead)
