"""Random histories: lists that come and are withdrawn; what people correct, merge, split, undo and say."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.corrections import correct, keep_correction, undo_correction
from portfolio.errors import TvaerblikError
from portfolio.identity import (
    ChangedSinceError,
    InitiativeUnknownError,
    merge_initiatives,
    split_initiative,
    undo_change,
)
from portfolio.process.adoption_deeds import Adopted, adopt
from portfolio.process.deeds import Choice, Said, choose_process, say
from portfolio.process.evaluation_deeds import Planned, plan_evaluation
from portfolio.process.round_deeds import Sent, send_round
from portfolio.process.templates import shipped
from portfolio.reference_editing import Change, Made, edit
from portfolio.sources import Description, describe_source
from portfolio.store import TYPED, load_upload, withdraw_upload
from portfolio.tables import (
    Correction,
    IdentityChange,
    Initiative,
    InitiativeProcess,
    MatchDecision,
    Source,
    Upload,
)
from portfolio.typed import NotTypedError, enter_initiative, put_back, take_off
from portfolio.vocabulary import EditKind, FactKind, Subject, Uptake
from tests.builders.uploads import NOVEMBER, OCTOBER, SEPTEMBER, make_reading, make_upload

FIELDS = ("title", "status", "traffic_light", "remarks", "municipalities")


@dataclass(frozen=True)
class Load:
    source: str
    month: dt.date
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class Withdraw:
    which: int


@dataclass(frozen=True)
class Correct:
    which: int
    field: str
    value: str | None


@dataclass(frozen=True)
class UndoCorrection:
    which: int


@dataclass(frozen=True)
class KeepCorrection:
    which: int


@dataclass(frozen=True)
class Enter:
    title: str
    status: str | None


@dataclass(frozen=True)
class TakeOff:
    which: int


@dataclass(frozen=True)
class Merge:
    kept: int
    gone: int


@dataclass(frozen=True)
class Split:
    which: int
    part: int


@dataclass(frozen=True)
class UndoChange:
    which: int


@dataclass(frozen=True)
class Course:
    """Put an initiative on its way through a process, or let it go on to a step."""

    which: int
    step: int


@dataclass(frozen=True)
class Adopt:
    which: int
    organisation: str


@dataclass(frozen=True)
class Evaluate:
    which: int
    months: int


@dataclass(frozen=True)
class Round:
    """Send an initiative out for comments."""

    which: int


@dataclass(frozen=True)
class Describe:
    """Say otherwise who sends a source's list."""

    which: int
    sender: str


@dataclass(frozen=True)
class Rename:
    """Call a body of the reference data something else."""

    name: str


Event: TypeAlias = (
    Load | Withdraw | Correct | UndoCorrection | KeepCorrection | Enter | TakeOff | Merge | Split | UndoChange
)
"""What the versions rest on."""

Deed: TypeAlias = Course | Adopt | Evaluate | Round | Describe | Rename
"""What else people say, which pages tell of."""

numbers = st.integers(0, 9)
rows = st.lists(
    st.tuples(
        st.sampled_from(["Akutteam", "Faldforebyggelse", "Hjemmetransfusion"]),
        st.sampled_from([None, "active", "paused"]),
        st.sampled_from([None, "green", "red"]),
        st.sampled_from([None, "som aftalt", "afventer"]),
        st.sampled_from([None, ("0167",), ("0155", "0167")]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda row: row[0],
).map(tuple)
loads = st.builds(
    Load, st.sampled_from(["Nord", "Syd"]), st.sampled_from([SEPTEMBER, OCTOBER, NOVEMBER]), rows
)
corrections = st.builds(
    Correct, numbers, st.sampled_from(["status", "remarks"]), st.sampled_from(["stopped", "paused", None])
)
merges = st.builds(Merge, numbers, numbers)
changes = st.one_of(
    merges, st.builds(Split, numbers, numbers), st.builds(UndoChange, numbers), st.builds(UndoChange, numbers)
)
undone = st.one_of(st.builds(UndoCorrection, numbers), st.builds(KeepCorrection, numbers))
typed = st.one_of(
    st.builds(Enter, st.sampled_from(["Akutteam", "Hjemmeblod"]), st.sampled_from([None, "active"])),
    st.builds(TakeOff, numbers),
)
others = st.one_of(st.builds(Withdraw, numbers), corrections, undone, typed, changes)
histories = st.lists(st.one_of(loads, loads, others), min_size=1, max_size=14)
deeds = st.one_of(
    st.builds(Course, numbers, numbers),
    st.builds(Course, numbers, numbers),
    st.builds(Adopt, numbers, st.sampled_from(["Tårnby", "Dragør", "Ukendt sted"])),
    st.builds(Evaluate, numbers, st.sampled_from([1, 6])),
    st.builds(Round, numbers),
    st.builds(Describe, numbers, st.sampled_from(["Klyngen", "Sekretariatet"])),
    st.builds(Rename, st.sampled_from(["Klyngen ved havet", "Sydklyngen"])),
)
whole_histories = st.builds(
    lambda first, others: [first, *others],
    loads,
    st.lists(st.one_of(loads, loads, others, deeds), min_size=3, max_size=13),
)
"""Histories that begin with a list: before the first one there is nothing to see."""


def play(session: Session, event: Event | Deed, now: dt.datetime, name: str) -> None:
    """Let an event happen; one that cannot be, since there is nothing to do it to, does nothing."""
    match event:
        case Load():
            load(session, event, now, name)
        case Withdraw(which):
            for id_ in chosen(session, select(Upload.id).where(Upload.withdrawn_at.is_(None)), which):
                withdraw_upload(session, id_, now=now, by="konsulent")
        case Course() | Adopt() | Evaluate() | Round() | Describe() | Rename():
            with suppress(TvaerblikError):
                play_deed(session, event, now)
        case _:
            play_person(session, event, now)


def play_deed(session: Session, event: Deed, now: dt.datetime) -> None:
    """Let people say something that no version tells of."""
    match event:
        case Describe(which, sender):
            for id_ in chosen(session, select(Source.id), which):
                describe_source(session, id_, Description(sender, None, None), now=now, by="konsulent")
        case Rename(name):
            change = Change(Subject.ORGANISATION, "rh-syd", EditKind.CHANGE, {"name": name})
            edit(session, [change], Made("andet navn", now, "konsulent", {}))
        case _:
            told = select(MatchDecision.initiative_id).where(MatchDecision.undone_at.is_(None)).distinct()
            for id_ in chosen(session, told, event.which):
                _say_of(session, id_, event, now)


def _say_of(session: Session, id_: int, event: Deed, now: dt.datetime) -> None:
    """Say something of an initiative."""
    match event:
        case Course(step=step):
            _go_on(session, id_, step, now)
        case Adopt(organisation=name):
            adopt(session, id_, Adopted([name], Uptake.YES, evidence="Set."), now=now, by="konsulent")
        case Evaluate(months=months):
            planned = Planned(now.date(), months, is_repeated=True)
            plan_evaluation(session, id_, planned, now=now, by="konsulent")
        case Round():
            sent = Sent(["Tårnby", "Dragør"], None, now.date() + dt.timedelta(days=10), text="Udkast")
            send_round(session, id_, sent, now=now, by="konsulent")


def _go_on(session: Session, id_: int, step: int, now: dt.datetime) -> None:
    """Let an initiative follow a process, or go on in the one it follows."""
    template = shipped("agreement")
    follows = session.scalar(
        select(InitiativeProcess.id).where(
            InitiativeProcess.initiative_id == id_, InitiativeProcess.undone_at.is_(None)
        )
    )
    if follows is None:
        choose_process(session, id_, Choice("agreement"), now=now, by="konsulent")
    said = [Said(FactKind.MOVED, template.steps[step % len(template.steps)].number, now.date())]
    say(session, id_, said, template=template, now=now, by="konsulent")


def play_person(session: Session, event: Event, now: dt.datetime) -> None:
    match event:
        case Correct():
            for id_ in chosen(session, select(Initiative.id), event.which):
                with suppress(InitiativeUnknownError):
                    correct(session, id_, event.field, event.value, reason="aftalt", now=now, by="konsulent")
        case UndoCorrection(which) | KeepCorrection(which):
            deed = undo_correction if isinstance(event, UndoCorrection) else keep_correction
            for id_ in chosen(session, select(Correction.id).where(Correction.undone_at.is_(None)), which):
                with suppress(InitiativeUnknownError):
                    deed(session, id_, now=now, by="konsulent")
        case Enter():
            enter(session, event, now)
        case TakeOff(which):
            take_one_off(session, which, now)
        case _:
            play_change(session, event, now)


def play_change(session: Session, event: Event, now: dt.datetime) -> None:
    match event:
        case Merge(kept, gone):
            told = select(MatchDecision.initiative_id).where(MatchDecision.undone_at.is_(None)).distinct()
            ids = {id_ for which in (kept, gone) for id_ in chosen(session, told, which)}
            if len(ids) == 2:
                merge_initiatives(session, *sorted(ids), reason="samme", now=now, by="konsulent")
        case Split(which, part):
            told = select(MatchDecision.initiative_id).where(MatchDecision.undone_at.is_(None)).distinct()
            for id_ in chosen(session, told, which):
                split(session, id_, part, now)
        case UndoChange(which):
            standing = select(IdentityChange.id).where(IdentityChange.undone_at.is_(None))
            for id_ in chosen(session, standing, which):
                with suppress(ChangedSinceError):
                    undo_change(session, id_, now=now, by="konsulent")


def split(session: Session, initiative_id: int, part: int, now: dt.datetime) -> None:
    """Split off some of an initiative's reports, where it has several."""
    query = select(MatchDecision.upload_id, MatchDecision.report_number).where(
        MatchDecision.initiative_id == initiative_id, MatchDecision.undone_at.is_(None)
    )
    reports = sorted((upload_id, number) for upload_id, number in session.execute(query))
    if len(reports) > 1:
        some = reports[: 1 + part % (len(reports) - 1)]
        split_initiative(session, initiative_id, some, reason="to", now=now, by="konsulent")


def load(session: Session, event: Load, now: dt.datetime, name: str) -> None:
    told = [dict(zip(FIELDS, row, strict=True)) for row in event.rows]
    read = make_reading(*told, name=f"{name}.xlsx")
    load_upload(session, make_upload(read, source=event.source, month=event.month, now=now))


def chosen(session: Session, query, which: int) -> list[int]:
    """Give one of the ids that a query finds, or none when it finds none."""
    ids = sorted(session.scalars(query))
    return [ids[which % len(ids)]] if ids else []


def enter(session: Session, event: Enter, now: dt.datetime) -> None:
    values = {"title": event.title, "status": event.status}
    enter_initiative(session, {name: it for name, it in values.items() if it}, now=now, by="konsulent")


def take_one_off(session: Session, which: int, now: dt.datetime) -> None:
    """Take one off the list of what was typed, or put it back where it is off already."""
    typed = select(MatchDecision.initiative_id).join(Upload, Upload.id == MatchDecision.upload_id)
    query = typed.where(Upload.format == TYPED, MatchDecision.undone_at.is_(None)).distinct()
    for id_ in chosen(session, query, which):
        try:
            take_off(session, id_, reason="afsluttet", now=now, by="konsulent")
        except NotTypedError:
            put_back(session, id_, now=now, by="konsulent")
