"""What is written in a meeting's room: texts on top of texts, actions, decisions, and what became of points.

``assets/70-meeting-room.js`` sends each until it is answered, so each can come twice: the second time
nothing is written, and the answer is the same. Fields: ``punkt`` a point's key, ``slags`` what kind of text,
``tekst``, ``efter`` the number of the text it was written on top of; ``hvad``, ``hvem``, ``frist``,
``indsats`` of an action; ``emne``, ``udfald`` of a decision in a process; ``nummer`` of what is taken back.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.components.room_state import room_state, version
from dashboard.components.who import read_who
from dashboard.filters import number_in
from dashboard.server.deeds import Answer, number_said, refused_form, said
from dashboard.server.importing import Importer
from dashboard.server.processes import day_said
from dashboard.texts import language, t
from portfolio.database import writing
from portfolio.errors import TvaerblikError
from portfolio.identity import InitiativeUnknownError, wait_in_line
from portfolio.meetings.book import AgendaPoint, Meeting
from portfolio.meetings.deeds import (
    Agreed,
    MeetingRefusedError,
    MeetingUnknownError,
    NoteTakenError,
    agree,
    decide_at,
    move_on,
    treat_point,
    undo_action,
    undo_deeds,
    write_note,
)
from portfolio.process.deeds import Decided, DeedUnknownError, undo_decisions
from portfolio.queries.meetings import read_meetings
from portfolio.vocabulary import (
    DecisionOutcome,
    DecisionSubject,
    NoteKind,
    PointState,
    code_or_none,
)

ROUTE = "/api/moederum"
POINT, KIND, TEXT, AFTER = "punkt", "slags", "tekst", "efter"
WHAT, WHO, DUE, ABOUT = "hvad", "hvem", "frist", "indsats"
SUBJECT, OUTCOME, NUMBER = "emne", "udfald", "nummer"
_UNKNOWN = (MeetingUnknownError, InitiativeUnknownError, DeedUnknownError)


@dataclass(frozen=True, slots=True)
class Told:
    """What a deed led to: a sentence, and the deed and number that take it back."""

    message: str
    undo: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: in which meeting, at which point."""

    session: Session
    meeting: Meeting
    point: AgendaPoint
    series: str
    now: dt.datetime


Deed = Callable[[Place], Told]


def room_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be written here."""
    blueprint = Blueprint("room", __name__)

    @blueprint.before_request
    def check() -> Answer | None:
        return refused_form(importer) if request.method == "POST" else None

    @blueprint.get(f"{ROUTE}/<number>/rum")
    def state(number: str) -> Answer:
        return _state(_number(number))

    @blueprint.get(f"{ROUTE}/<number>/udgaver")
    def versions(number: str) -> Answer:
        return _versions(_number(number))

    @blueprint.post(f"{ROUTE}/<number>/<deed>")
    def do(number: str, deed: str) -> Answer:
        if deed == "tekst":
            return _write(_number(number))
        if deed not in _DEEDS:
            raise MeetingUnknownError(_number(number))
        return _done(_number(number), _DEEDS[deed])

    blueprint.register_error_handler(TvaerblikError, _refused)
    return blueprint


def _number(number: str) -> int:
    return number_in(number) or 0


def _meeting(number: int) -> Meeting:
    found = data.meetings_now().meetings.get(number)
    if found is None:
        raise MeetingUnknownError(number)
    return found


def _state(meeting_id: int) -> Answer:
    """Give what stands now; nothing where nothing has changed since the reader looked."""
    if str(data.meetings_mark()) == request.args.get(AFTER):
        return Response(status=204)
    return jsonify(room_state(_meeting(meeting_id)))


def _versions(meeting_id: int) -> Answer:
    kind = code_or_none(NoteKind, request.args.get(KIND)) or NoteKind.NOTE
    found = data.note_versions(_meeting(meeting_id).id, request.args.get(POINT, ""), kind)
    return jsonify(versions=[version(it) for it in found])


def _refused(error: TvaerblikError) -> Answer:
    status = 404 if isinstance(error, _UNKNOWN) else 422
    return jsonify(id=error.id, message=error.message(language())), status


# --- Texts


def _write(meeting_id: int) -> Answer:
    kind = code_or_none(NoteKind, said(KIND)) or NoteKind.NOTE
    try:
        with writing(data.engine()) as session:
            number = write_note(
                session,
                meeting_id,
                said(POINT),
                kind,
                said(TEXT),
                after=number_in(said(AFTER)),
                now=data.now(),
                by=user(),
            )
    except NoteTakenError:
        newest = data.meeting_notes(meeting_id).get((meeting_id, said(POINT), kind))
        return jsonify(newest=version(newest)), 409
    return _answered(meeting_id, id=number)


def _answered(meeting_id: int, **more: object) -> Answer:
    """Answer with what stands now, so that whoever wrote sees it as it is."""
    data.forget()
    return jsonify(state=room_state(_meeting(meeting_id)), **more)


# --- Deeds


def _done(meeting_id: int, deed: Deed) -> Answer:
    now = data.now()
    with writing(data.engine()) as session:
        wait_in_line(session)
        book = read_meetings(session, now)
        meeting = book.meetings.get(meeting_id)
        point = None if meeting is None else meeting.point(said(POINT))
        if meeting is None or point is None:
            raise MeetingUnknownError(meeting_id)
        led = deed(Place(session, meeting, point, book.series[meeting.series_id].name, now))
    return _answered(meeting_id, message=led.message, undo=_undo(led))


def _undo(led: Told) -> dict[str, object] | None:
    if led.undo is None:
        return None
    deed, number = led.undo
    return {"deed": deed, "values": {NUMBER: number}, "label": t("room.undo")}


def _treated(it: Place) -> Told:
    number = it.point.state_deed
    if it.point.state is not PointState.TREATED:
        number = treat_point(it.session, it.meeting.id, it.point.key, now=it.now, by=user())
    return Told(t("room.told_treated"), ("fortryd", number or 0))


def _moved_on(it: Place) -> Told:
    number = it.point.state_deed
    if it.point.state is not PointState.MOVED_ON:
        number = move_on(it.session, it.meeting.id, it.point.key, now=it.now, by=user())
    return Told(t("room.told_moved"), ("fortryd", number or 0))


def _again(it: Place) -> Told:
    """Take back that a point was dealt with or moved on; one that is planned is as it should be."""
    if it.point.state in (PointState.TREATED, PointState.MOVED_ON) and it.point.state_deed is not None:
        undo_deeds(it.session, [it.point.state_deed], now=it.now, by=user())
    return Told(t("room.told_again"))


def _undone(it: Place) -> Told:
    if it.point.state_deed == number_said(NUMBER):
        undo_deeds(it.session, [number_said(NUMBER)], now=it.now, by=user())
    return Told(t("process.told_undone"))


def _agreed(it: Place) -> Told:
    who, organisation = read_who(said(WHO))
    asked = number_said(ABOUT) or (it.point.initiative_ids[0] if len(it.point.initiative_ids) == 1 else None)
    agreed = Agreed(said(WHAT), who, organisation, day_said(DUE), it.meeting.id, it.point.key, asked)
    return Told(t("room.told_agreed"), ("fortryd-handling", agree_once(it, agreed)))


def agree_once(it: Place, agreed: Agreed) -> int:
    """Keep an action, unless the very same one was kept under this point: then it came twice."""
    what = " ".join(agreed.text.split())
    for known in read_meetings(it.session, it.now).actions_at(it.meeting.id, it.point.key):
        same = (" ".join(known.text.split()), known.who, known.organisation, known.first_due_on)
        if same == (what, agreed.who, agreed.organisation, agreed.due_on):
            return known.id
    return agree(it.session, agreed, now=it.now, by=user())


def _action_undone(it: Place) -> Told:
    if number_said(NUMBER) in read_meetings(it.session, it.now).actions:
        undo_action(it.session, number_said(NUMBER), now=it.now, by=user())
    return Told(t("process.told_undone"))


def _decided(it: Place) -> Told:
    initiative_id = number_said(ABOUT) or next(iter(it.point.initiative_ids), 0)
    subject = code_or_none(DecisionSubject, said(SUBJECT)) or DecisionSubject.OTHER
    outcome = code_or_none(DecisionOutcome, said(OUTCOME))
    if outcome is None:
        raise MeetingRefusedError("meeting.outcome_missing")
    known = read_meetings(it.session, it.now)
    for one in known.decisions_at(it.meeting.id, it.point.key):
        if (one.initiative_id, one.subject, one.outcome) == (known.home(initiative_id), subject, outcome):
            return Told(t("room.told_decided"), ("fortryd-beslutning", one.id))
    course = data.processes().courses.get(initiative_id)
    day = min(it.meeting.day, data.present_day())
    decided = Decided(
        step=None if course is None else course.course.current,
        body=it.series,
        day=day,
        subject=subject,
        outcome=outcome,
        text=said(TEXT),
    )
    numbers = decide_at(
        it.session, it.meeting.id, it.point.key, initiative_id, [decided], now=it.now, by=user()
    )
    return Told(t("room.told_decided"), ("fortryd-beslutning", numbers[0]))


def _decision_undone(it: Place) -> Told:
    known = read_meetings(it.session, it.now).decisions_at(it.meeting.id)
    if number_said(NUMBER) in {one.id for one in known}:
        undo_decisions(it.session, [number_said(NUMBER)], now=it.now, by=user())
    return Told(t("process.told_undone"))


_DEEDS: dict[str, Deed] = {
    "faerdig": _treated,
    "videre": _moved_on,
    "igen": _again,
    "fortryd": _undone,
    "handling": _agreed,
    "fortryd-handling": _action_undone,
    "beslut": _decided,
    "fortryd-beslutning": _decision_undone,
}
