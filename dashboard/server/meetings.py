"""Deeds on series, meetings, agendas and actions, each with its undoing.

Each is a form, sent by ``assets/11-deeds.js`` to ``/api/moederaekker/<series>/<deed>``,
``/api/moeder/<meeting>/<deed>`` or ``/api/handlinger/<action>/<deed>``. Fields: ``punkt`` a point's key,
``sted`` where it is put (section, "|", the key it stands before), ``begrundelse`` why, ``numre`` what is
taken back.
"""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.components.agenda_words import MEETINGS, meeting_address, with_words
from dashboard.filters import Asked, from_query, number_in, to_query
from dashboard.server.deeds import all_said, deeds_blueprint, number_said, numbers_said, said
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.server.processes import BODY, DAY, NOTE, NUMBERS, OUTCOME, REASON, day_said
from dashboard.texts import t
from portfolio.identity import InitiativeUnknownError
from portfolio.meetings import deeds
from portfolio.meetings.book import PointFacts, SeriesFacts
from portfolio.meetings.deeds import (
    Agreed,
    Edited,
    MeetingRefusedError,
    MeetingUnknownError,
    OwnPoint,
    Planned,
)
from portfolio.process.deeds import Decided, DeedUnknownError
from portfolio.selection import Criteria
from portfolio.vocabulary import (
    AgendaSection,
    DecisionOutcome,
    DecisionSubject,
    Holder,
    NoteKind,
    Rhythm,
    code_or_none,
)

SERIES_ROUTE, MEETING_ROUTE, ACTION_ROUTE = "/api/moederaekker", "/api/moeder", "/api/handlinger"
NEW_SERIES = 0
"""Stands for the series that is to be made, in an address."""

NAME, SERIES_BODY, SERIES_HOLDER, RHYTHM = "navn", "organ", "afgoer-for", "rytme"
WEEKDAY, WEEK, TIME, MINUTES, PLACE = "ugedag", "uge", "kl", "minutter", "sted-navn"
VIEW, ALL, TYPED, FILTER_BEFORE = "visning", "alle", "adresse", "filter-foer"
"""Which initiatives a series follows: all, those of a saved view by its number, or of an address; and the
address that stood in its field before."""

IS_DIRECTORS, FILTER, DAYS = "direktoerer", "filter", "dage"
POINT, PUT, TITLE, TEXT, SECTION, INITIATIVES = "punkt", "sted", "titel", "tekst", "afsnit", "indsatser"
KIND, AFTER, WHO, ORGANISATION, DUE, INITIATIVE = "slags", "efter", "hvem", "organisation", "frist", "indsats"

_UNKNOWN = (MeetingUnknownError, DeedUnknownError, InitiativeUnknownError)


def meetings_blueprints(importer: Importer | None) -> tuple[Blueprint, ...]:
    """Make the routes; without an import nothing can be changed here."""
    return (
        deeds_blueprint("series", SERIES_ROUTE, _OF_SERIES, importer, unknown=_UNKNOWN),
        deeds_blueprint("meetings", MEETING_ROUTE, _OF_MEETING, importer, unknown=_UNKNOWN),
        deeds_blueprint("actions", ACTION_ROUTE, _OF_ACTION, importer, unknown=_UNKNOWN),
    )


def series_criteria(query: str) -> Criteria:
    """Give the initiatives that a series follows."""
    return from_query(parse_qs(query)).criteria


def _undo(route: str, number: int, deed: str, *numbers: int) -> tuple[str, dict[str, str]]:
    return (f"{route}/{number}/{deed}", {NUMBERS: ",".join(map(str, numbers))})


# --- Series -------------------------------------------------------------------------------------------------


def _facts_said() -> SeriesFacts:
    weekday, week, minutes = said(WEEKDAY), said(WEEK), said(MINUTES)
    return SeriesFacts(
        name=said(NAME),
        rhythm=code_or_none(Rhythm, said(RHYTHM)) or Rhythm.NONE,
        body=said(SERIES_BODY) or None,
        holder=code_or_none(Holder, said(SERIES_HOLDER) or None),
        weekday=int(weekday) if weekday.isdecimal() else None,
        week_of_month=int(week) if week in ("1", "2", "3", "4", "-1") else None,
        begins_at=said(TIME) or None,
        minutes=(number_in(minutes) or 0) if minutes else None,
        place=said(PLACE) or None,
        is_directors=bool(said(IS_DIRECTORS)),
        filter=_filter_said(),
    )


def _filter_said() -> str:
    """Give the filters that are chosen: none, those of a saved view, or those of an address.

    An address that was pasted just now counts, whatever else is chosen.
    """
    chosen, typed = said(VIEW), said(FILTER).strip()
    is_pasted = typed not in ("", said(FILTER_BEFORE))
    if chosen == ALL and not is_pasted:
        return ""
    if chosen not in ("", ALL, TYPED) and not is_pasted:
        view = data.view(number_in(chosen) or 0)
        if view is None:
            raise MeetingRefusedError("meeting.view_unknown")
        return kept_filter(view.query)
    query = urlsplit(typed).query or typed.removeprefix("?")
    if typed and "=" not in query:
        raise MeetingRefusedError("meeting.filter_unreadable")
    return kept_filter(query)


def kept_filter(query: str) -> str:
    """Give the filters of an address's query as addresses write them, without its moments."""
    criteria = from_query(parse_qs(query.removeprefix("?"))).criteria
    return to_query(Asked(criteria.but(as_of=None, since=None, structure_on=None))).removeprefix("?")


def _series_made(session: Session, _number: int) -> Done:
    number = deeds.make_series(session, _facts_said(), now=data.now(), by=user())
    undo = _undo(SERIES_ROUTE, number, "fortryd-raekke", number)
    return Done(address=MEETINGS, message=t("meetings.told_series"), undo=undo)


def _series_changed(session: Session, series_id: int) -> Done:
    number = deeds.change_series(session, series_id, _facts_said(), now=data.now(), by=user())
    undo = _undo(SERIES_ROUTE, series_id, "fortryd", number)
    return Done(address=MEETINGS, message=t("meetings.told_series_changed"), undo=undo)


def _series_ended(session: Session, series_id: int) -> Done:
    number = deeds.end_series(
        session, series_id, day=day_said(DAY), reason=said(REASON), now=data.now(), by=user()
    )
    undo = _undo(SERIES_ROUTE, series_id, "fortryd", number)
    return Done(message=t("meetings.told_series_ended"), undo=undo)


def _series_undone(session: Session, series_id: int) -> Done:
    deeds.undo_series(session, series_id, now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _events_undone(session: Session, _series_id: int) -> Done:
    deeds.undo_series_events(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _planned(session: Session, series_id: int) -> Done:
    """Plan a meeting on a day, or on each of the proposed days that are ticked."""
    ticked = [_day_of(text) for text in all_said(DAYS)]
    if ticked or not said(DAY):
        planned = [Planned(day) for day in ticked]
    else:
        planned = [Planned(day_said(DAY), said(TIME) or None, said(PLACE) or None, said(TITLE) or None)]
    numbers = deeds.plan_meetings(session, series_id, planned, now=data.now(), by=user())
    undo = _undo(SERIES_ROUTE, series_id, "fortryd-moeder", *numbers)
    message = t("meetings.told_planned", count=len(numbers), number=str(len(numbers)))
    return Done(message=message, undo=undo)


def _day_of(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise MeetingRefusedError("meeting.day_missing") from None


def _meetings_undone(session: Session, _series_id: int) -> Done:
    deeds.undo_meetings(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_OF_SERIES = {
    "ny": _series_made,
    "ret": _series_changed,
    "afslut": _series_ended,
    "planlaeg": _planned,
    "fortryd": _events_undone,
    "fortryd-raekke": _series_undone,
    "fortryd-moeder": _meetings_undone,
}


# --- A meeting ----------------------------------------------------------------------------------------------


def _of(meeting_id: int, message: str, *numbers: int) -> Done:
    return Done(message=message, undo=_undo(MEETING_ROUTE, meeting_id, "fortryd", *numbers))


def _frozen(session: Session, meeting_id: int) -> Done:
    number = deeds.freeze(session, meeting_id, reason=said(REASON), now=data.now(), by=user())
    return _of(meeting_id, t("meetings.told_frozen"), number)


def _held(session: Session, meeting_id: int) -> Done:
    numbers = deeds.hold(session, meeting_id, now=data.now(), by=user())
    return _of(meeting_id, t("meetings.told_held", count=len(numbers) - 1), *numbers)


def _cancelled(session: Session, meeting_id: int) -> Done:
    number = deeds.cancel(session, meeting_id, reason=said(REASON), now=data.now(), by=user())
    return _of(meeting_id, t("meetings.told_cancelled"), number)


def _moved(session: Session, meeting_id: int) -> Done:
    to = Planned(day_said(DAY), said(TIME) or None, said(PLACE) or None)
    number = deeds.move_meeting(session, meeting_id, to, reason=said(NOTE), now=data.now(), by=user())
    return _of(meeting_id, t("meetings.told_moved"), number)


def _taken_back(session: Session, meeting_id: int) -> Done:
    deeds.undo_meetings(session, [meeting_id], now=data.now(), by=user())
    return Done(address=MEETINGS, message=t("process.told_undone"))


def proposed(meeting_id: int) -> tuple[PointFacts, ...]:
    """Give what is proposed for a meeting's agenda now, with its words."""
    book = data.meetings()
    meeting = book.meetings.get(meeting_id)
    if meeting is None:
        raise MeetingUnknownError(meeting_id)
    criteria = series_criteria(book.series[meeting.series_id].filter)
    return tuple(with_words(it) for it in data.looked(meeting, criteria).proposals)


def _accepted(session: Session, meeting_id: int) -> Done:
    """Take one proposed point, or all of them; what is no longer proposed is refused."""
    key = said(POINT)
    points = [it for it in proposed(meeting_id) if not key or it.key == key]
    numbers = deeds.accept(session, meeting_id, points, now=data.now(), by=user())
    return _of(
        meeting_id, t("meetings.told_accepted", count=len(numbers), number=str(len(numbers))), *numbers
    )


def _dropped(session: Session, meeting_id: int) -> Done:
    """Leave out a point of the agenda, or one that is proposed."""
    key, book = said(POINT), data.meetings()
    meeting = book.meetings.get(meeting_id)
    known = None if meeting is None else meeting.point(key)
    facts = None if known is not None else next((it for it in proposed(meeting_id) if it.key == key), None)
    if known is None and facts is None:
        raise MeetingRefusedError("meeting.nothing_chosen")
    number = deeds.drop_point(
        session, meeting_id, facts or key, reason=said(REASON), now=data.now(), by=user()
    )
    return _of(meeting_id, t("meetings.told_dropped"), number)


def _added(session: Session, meeting_id: int) -> Done:
    section = code_or_none(AgendaSection, said(SECTION)) or AgendaSection.DISCUSS
    about = tuple(numbers_said(INITIATIVES)) if said(INITIATIVES) else ()
    own = OwnPoint(said(TITLE), section, said(TEXT), about)
    number = deeds.add_point(session, meeting_id, own, now=data.now(), by=user())
    return _of(meeting_id, t("meetings.told_added"), number)


def _edited(session: Session, meeting_id: int) -> Done:
    edited = Edited(said(TITLE), said(TEXT), code_or_none(AgendaSection, said(SECTION)))
    number = deeds.edit_point(session, meeting_id, said(POINT), edited, now=data.now(), by=user())
    return _of(meeting_id, t("meetings.told_edited"), number)


def _placed(session: Session, meeting_id: int) -> Done:
    section, _, before = said(PUT).partition("|")
    number = deeds.place_point(
        session,
        meeting_id,
        said(POINT),
        before=before,
        section=code_or_none(AgendaSection, section),
        now=data.now(),
        by=user(),
    )
    return _of(meeting_id, t("meetings.told_placed"), number)


def _treated(session: Session, meeting_id: int) -> Done:
    number = deeds.treat_point(session, meeting_id, said(POINT), now=data.now(), by=user())
    return _of(meeting_id, t("meetings.told_treated"), number)


def _moved_on(session: Session, meeting_id: int) -> Done:
    number = deeds.move_on(session, meeting_id, said(POINT), reason=said(REASON), now=data.now(), by=user())
    return _of(meeting_id, t("meetings.told_moved_on"), number)


def _written(session: Session, meeting_id: int) -> Done:
    kind = code_or_none(NoteKind, said(KIND)) or NoteKind.NOTE
    after = number_in(said(AFTER))
    number = deeds.write_note(
        session, meeting_id, said(POINT), kind, said(TEXT), after=after, now=data.now(), by=user()
    )
    return Done(
        message=t("meetings.told_written"), undo=_undo(MEETING_ROUTE, meeting_id, "fortryd-tekst", number)
    )


def _note_undone(session: Session, _meeting_id: int) -> Done:
    for number in numbers_said(NUMBERS):
        deeds.undo_note(session, number, now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _decided(session: Session, meeting_id: int) -> Done:
    """Keep decisions of an initiative's process, one a subject that an outcome is given for."""
    meeting = data.meetings().meetings.get(meeting_id)
    outcomes = {it: code_or_none(DecisionOutcome, said(f"{OUTCOME}{it}") or None) for it in DecisionSubject}
    decided = [
        Decided(None, said(BODY), None if meeting is None else meeting.day, it, outcome, said(NOTE))
        for it, outcome in outcomes.items()
        if outcome is not None
    ]
    if not decided:
        raise MeetingRefusedError("steps.outcome_missing")
    numbers = deeds.decide_at(
        session, meeting_id, said(POINT), number_said(INITIATIVE), decided, now=data.now(), by=user()
    )
    undo = (
        f"/api/proces/{number_said(INITIATIVE)}/fortryd-beslutning",
        {NUMBERS: ",".join(map(str, numbers))},
    )
    return Done(message=t("meetings.told_decided"), undo=undo)


def _deeds_undone(session: Session, meeting_id: int) -> Done:
    deeds.undo_deeds(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(address=meeting_address(meeting_id), message=t("process.told_undone"))


def _agreed_at(session: Session, meeting_id: int) -> Done:
    return _agreed(session, meeting_id)


def _agreed(session: Session, meeting_id: int | None) -> Done:
    agreed = Agreed(
        text=said(TEXT),
        who=said(WHO),
        organisation=said(ORGANISATION) or None,
        due_on=day_said(DUE),
        meeting_id=meeting_id,
        point_key=said(POINT) or None,
        initiative_id=number_said(INITIATIVE) or None,
    )
    number = deeds.agree(session, agreed, now=data.now(), by=user())
    undo = _undo(ACTION_ROUTE, number, "fortryd-handling", number)
    return Done(message=t("meetings.told_agreed"), undo=undo)


_OF_MEETING = {
    "frys": _frozen,
    "holdt": _held,
    "aflys": _cancelled,
    "flyt": _moved,
    "tag-tilbage": _taken_back,
    "tag-med": _accepted,
    "fravaelg": _dropped,
    "tilfoej": _added,
    "ret": _edited,
    "placer": _placed,
    "behandlet": _treated,
    "udskyd": _moved_on,
    "skriv": _written,
    "beslut": _decided,
    "aftal": _agreed_at,
    "fortryd": _deeds_undone,
    "fortryd-tekst": _note_undone,
}


# --- An action ----------------------------------------------------------------------------------------------


def _of_one(action_id: int, message: str, number: int) -> Done:
    return Done(message=message, undo=_undo(ACTION_ROUTE, action_id, "fortryd", number))


def _agreed_outside(session: Session, _number: int) -> Done:
    """Keep an action that no meeting agreed on."""
    return _agreed(session, None)


def _done(session: Session, action_id: int) -> Done:
    number = deeds.finish_action(
        session, action_id, day=day_said(DAY), text=said(NOTE), now=data.now(), by=user()
    )
    return _of_one(action_id, t("meetings.told_done"), number)


def _reopened(session: Session, action_id: int) -> Done:
    number = deeds.reopen_action(session, action_id, text=said(NOTE), now=data.now(), by=user())
    return _of_one(action_id, t("meetings.told_reopened"), number)


def _due_moved(session: Session, action_id: int) -> Done:
    number = deeds.move_action(
        session, action_id, due_on=day_said(DUE), text=said(NOTE), now=data.now(), by=user()
    )
    return _of_one(action_id, t("meetings.told_due"), number)


def _changed(session: Session, action_id: int) -> Done:
    number = deeds.change_action(
        session,
        action_id,
        text=said(TEXT),
        who=said(WHO),
        organisation=said(ORGANISATION) or None,
        now=data.now(),
        by=user(),
    )
    return _of_one(action_id, t("meetings.told_changed"), number)


def _action_undone(session: Session, action_id: int) -> Done:
    deeds.undo_action(session, action_id, now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


def _action_events_undone(session: Session, _action_id: int) -> Done:
    deeds.undo_action_events(session, numbers_said(NUMBERS), now=data.now(), by=user())
    return Done(message=t("process.told_undone"))


_OF_ACTION = {
    "ny": _agreed_outside,
    "udfoert": _done,
    "aabn": _reopened,
    "frist": _due_moved,
    "ret": _changed,
    "fortryd": _action_events_undone,
    "fortryd-handling": _action_undone,
}
