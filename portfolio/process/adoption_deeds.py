"""What people say of how far receivers have taken an initiative into use; each can be undone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio.identity import wait_in_line
from portfolio.marks import Part, touch
from portfolio.process.deeds import (
    ProcessRefusedError,
    ensure_known,
    line_of,
    past_day,
    text_of,
    undo_all,
)
from portfolio.process.naming import namer
from portfolio.rules.likeness import fold
from portfolio.rules.months import danish_day
from portfolio.tables import Adoption
from portfolio.vocabulary import Uptake

MOST_RECEIVERS = 200
_TO_COME = {Uptake.PLANNED}
_FARTHEST = dt.timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class Adopted:
    """How far receivers are.

    Attributes:
        organisations: their ids or names.
        uptake: how far; None: nobody knows.
        day: since when; of what is planned, for when.
        evidence: what it is known from.
        text: a note.
    """

    organisations: Sequence[str]
    uptake: Uptake | None
    day: dt.date | None = None
    evidence: str | None = None
    text: str | None = None


def adopt(session: Session, initiative_id: int, adopted: Adopted, *, now: dt.datetime, by: str) -> list[int]:
    """Keep how far receivers are, and give the numbers to take it back.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        ProcessRefusedError: no receiver is named, too many are, or the day cannot be.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    day = _day(adopted, now)
    rows = [
        Adoption(
            initiative_id=initiative_id,
            organisation=organisation,
            uptake=adopted.uptake,
            day=day,
            evidence=line_of(adopted.evidence),
            text=text_of(adopted.text),
            made_at=now,
            made_by=by,
        )
        for organisation in _organisations(adopted.organisations, danish_day(now))
    ]
    session.add_all(rows)
    session.flush()
    touch(session, Part.ADOPTION)
    return [row.id for row in rows]


def undo_adoptions(session: Session, numbers: Sequence[int], *, now: dt.datetime, by: str) -> None:
    """Take back what was said together; what was said before stands again.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    undo_all(session, Adoption, numbers, Part.ADOPTION, now=now, by=by)


def _day(adopted: Adopted, now: dt.datetime) -> dt.date | None:
    """Give the day; only what is planned may lie ahead."""
    if adopted.day is None or adopted.uptake not in _TO_COME:
        return None if adopted.day is None else past_day(adopted.day, now)
    if not dt.timedelta() <= adopted.day - danish_day(now) <= _FARTHEST:
        raise ProcessRefusedError("adoption.planned_day")
    return adopted.day


def _organisations(named: Sequence[str], today: dt.date) -> list[str]:
    """Give each receiver once, as an id where the reference has one."""
    meant = namer(today)
    found: dict[str, str] = {}
    for text in named:
        said = line_of(text)
        if said is not None:
            one = meant(said)
            found.setdefault(fold(one), one)
    if not found:
        raise ProcessRefusedError("adoption.receiver_missing")
    if len(found) > MOST_RECEIVERS:
        raise ProcessRefusedError("adoption.too_many", most=MOST_RECEIVERS)
    return list(found.values())
