"""What people do with an initiative's trials: begin a cycle, write on it; each can be undone.

A cycle's text is never changed in place: each writing is a version of the whole sheet, the newest that stands
counts, and one that was written on top of another's text which is no longer the newest is refused.
"""

import datetime as dt
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.errors import RefusedError
from portfolio.identity import wait_in_line
from portfolio.marks import Part, touch
from portfolio.process.deeds import ensure_known, line_of, standing, text_of, undo
from portfolio.rules.months import danish_day
from portfolio.tables import Trial, TrialVersion
from portfolio.trials.book import TrialText

_FIRST_DAY, _FARTHEST = dt.date(1990, 1, 1), dt.timedelta(days=3660)


class TrialRefusedError(RefusedError):
    """Something said of a trial that cannot be; the id tells what."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A new cycle.

    Attributes:
        text: what it says.
        after: the number of the cycle of the same initiative that it builds on.
        listed: the row of a list that a person goes on writing on, by its key.
    """

    text: TrialText
    after: int | None = None
    listed: str | None = None


def begin_trial(session: Session, initiative_id: int, begun: Begun, *, now: dt.datetime, by: str) -> int:
    """Keep a new cycle of an initiative, and give its number.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        DeedUnknownError: the cycle that it builds on is not there.
        TrialRefusedError: it does not say what is tried, or its days cannot be.
    """
    wait_in_line(session)
    ensure_known(session, initiative_id)
    text = _checked(begun.text, now)
    if begun.after is not None:
        standing(session, Trial, begun.after)
    made = Trial(initiative_id=initiative_id, after=begun.after, listed=begun.listed, made_at=now, made_by=by)
    session.add(made)
    session.flush()
    _add_version(session, made.id, text, now, by)
    return made.id


def write_trial(
    session: Session,
    number: int,
    text: TrialText,
    *,
    on: int,
    now: dt.datetime,
    by: str,
) -> int:
    """Keep a cycle's text as it is now, and give the version's number.

    Args:
        session: a writer's session.
        number: the cycle.
        text: the whole text.
        on: the version that it was written on top of.
        now: the instant, aware.
        by: who.

    Raises:
        DeedUnknownError: the cycle is not there, or has been taken back.
        TrialRefusedError: somebody has written meanwhile, or the text cannot be.
    """
    wait_in_line(session)
    standing(session, Trial, number)
    newest = _standing_versions(session, number)[-1]
    if newest.id != on:
        raise TrialRefusedError("trials.written_meanwhile", by=newest.made_by)
    return _add_version(session, number, _checked(text, now), now, by)


def undo_trial(session: Session, number: int, *, now: dt.datetime, by: str) -> None:
    """Take a cycle back that was noted by mistake, with all that was written of it.

    Raises:
        DeedUnknownError: it is not there, or has been taken back already.
    """
    wait_in_line(session)
    undo(standing(session, Trial, number), now, by)
    session.flush()
    touch(session, Part.TRIALS)


def undo_version(session: Session, number: int, *, now: dt.datetime, by: str) -> None:
    """Take a text back: the one before it stands again. The first text goes with its cycle.

    Raises:
        DeedUnknownError: it is not there, or has been taken back already.
        TrialRefusedError: it is the only text that the cycle has.
    """
    wait_in_line(session)
    found = standing(session, TrialVersion, number)
    if len(_standing_versions(session, found.trial_id)) == 1:
        raise TrialRefusedError("trials.only_version")
    undo(found, now, by)
    session.flush()
    touch(session, Part.TRIALS)


def _standing_versions(session: Session, trial_id: int) -> list[TrialVersion]:
    query = select(TrialVersion).where(TrialVersion.trial_id == trial_id, TrialVersion.undone_at.is_(None))
    return list(session.scalars(query.order_by(TrialVersion.id)))


def _add_version(session: Session, trial_id: int, text: TrialText, now: dt.datetime, by: str) -> int:
    made = TrialVersion(trial_id=trial_id, made_at=now, made_by=by, **asdict(text))
    session.add(made)
    session.flush()
    touch(session, Part.TRIALS)
    return made.id


def _checked(said: TrialText, now: dt.datetime) -> TrialText:
    """Give a text as it is kept.

    Raises:
        TrialRefusedError: it does not say what is tried, or its days cannot be.
        ProcessRefusedError: one of its texts is too long.
    """
    what = line_of(said.what)
    if what is None:
        raise TrialRefusedError("trials.what_missing")
    start, end, today = said.start_date, said.end_date, danish_day(now)
    if any(day is not None and not _FIRST_DAY <= day <= today + _FARTHEST for day in (start, end)):
        raise TrialRefusedError("trials.day_unlikely")
    if start is not None and end is not None and end < start:
        raise TrialRefusedError("trials.ends_before_start")
    told = said.outcome is not None or text_of(said.happened) is not None
    if told and start is not None and start > today:
        raise TrialRefusedError("trials.told_before_start")
    return TrialText(
        what=what,
        aim=text_of(said.aim),
        question=text_of(said.question),
        prediction=text_of(said.prediction),
        scale=said.scale,
        who=line_of(said.who),
        place=line_of(said.place),
        start_date=start,
        end_date=end,
        happened=text_of(said.happened),
        data=text_of(said.data),
        learning=text_of(said.learning),
        outcome=said.outcome,
        next_step=text_of(said.next_step),
    )
