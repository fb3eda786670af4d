"""Versions over random histories: derived step by step, from scratch, and reckoned plainly, all the same."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from portfolio.corrections import correct, keep_correction, undo_correction
from portfolio.encoding import cells_of, values_of
from portfolio.fields import OUR_ID
from portfolio.identity import (
    ChangedSinceError,
    InitiativeUnknownError,
    merge_initiatives,
    split_initiative,
    undo_change,
)
from portfolio.store import TYPED, load_upload, withdraw_upload
from portfolio.tables import Correction, IdentityChange, Initiative, MatchDecision, Report, Upload, Version
from portfolio.typed import NotTypedError, enter_initiative, put_back, take_off
from portfolio.versions import derive
from tests.builders import uploads
from tests.builders.uploads import NOVEMBER, OCTOBER, SEPTEMBER, make_reading, make_upload

DERIVED = ("version_municipality", "version", "initiative_listing", "initiative_month")

FIELDS = ("title", "status", "traffic_light", "remarks", "municipalities")

Told: TypeAlias = dict[str, object]


def at(number: int) -> dt.datetime:
    """Give the instant of a history's event; all of them after the last of its months has begun."""
    return uploads.at(60 + number)


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


Event: TypeAlias = (
    Load | Withdraw | Correct | UndoCorrection | KeepCorrection | Enter | TakeOff | Merge | Split | UndoChange
)

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

many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(histories)
def test_derived_step_by_step_and_from_scratch_are_the_same_rows(engine, history):
    with played(engine, history) as session:
        stepwise = dump(session)
        derive(session)
        again = dump(session)
        for name in DERIVED:
            session.execute(text(f"DELETE FROM {name}"))
        derive(session)
        assert stepwise == again == dump(session)


@many
@given(histories)
def test_any_instant_shows_what_stood_then(engine, history):
    with played(engine, history) as session:
        for number in range(len(history)):
            assert shown(session, at(number)) == reckoned(session, at(number))


@many
@given(histories, histories)
def test_what_was_known_is_not_changed_by_what_comes_later(engine, history, later):
    with played(engine, history) as session:
        before = [shown(session, at(number)) for number in range(len(history))]
        for number, event in enumerate(later, len(history)):
            play(session, event, number)
        assert [shown(session, at(number)) for number in range(len(history))] == before


@many
@given(histories, merges)
def test_a_change_that_is_undone_at_once_leaves_what_was_known(engine, history, change):
    with played(engine, history) as session:
        before = shown(session, at(len(history)))
        changes = len(session.scalars(select(IdentityChange.id)).all())
        play(session, change, len(history))
        made = session.scalars(select(IdentityChange.id).order_by(IdentityChange.id)).all()
        for id_ in made[changes:]:
            undo_change(session, id_, now=at(len(history) + 1), by="konsulent")
        assert shown(session, at(len(history) + 1)) == before


@many
@given(histories)
def test_events_at_one_instant_are_derived_alike_step_by_step_and_from_scratch(engine, history):
    with Session(engine.execution_options(is_writing=True)) as session:
        for number, event in enumerate(history):
            play(session, event, number // 3)
        stepwise = dump(session)
        derive(session)
        assert dump(session) == stepwise
        session.rollback()


@pytest.fixture
def engine(sqlite_engine):
    """SQLite is enough: the rows are worked out in Python, and the store's own tests use both databases."""
    return sqlite_engine


@contextmanager
def played(engine: Engine, history: list[Event]) -> Iterator[Session]:
    """Play a history, one event a day, and take it back afterwards."""
    with Session(engine.execution_options(is_writing=True)) as session:
        for number, event in enumerate(history):
            play(session, event, number)
        yield session
        session.rollback()


def play(session: Session, event: Event, number: int) -> None:
    now = at(number)
    match event:
        case Load():
            load(session, event, number)
        case Withdraw(which):
            for id_ in chosen(session, select(Upload.id).where(Upload.withdrawn_at.is_(None)), which):
                withdraw_upload(session, id_, now=now, by="konsulent")
        case _:
            play_person(session, event, now)


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


def load(session: Session, event: Load, number: int) -> None:
    told = [dict(zip(FIELDS, row, strict=True)) for row in event.rows]
    read = make_reading(*told, name=f"{number}.xlsx")
    load_upload(session, make_upload(read, source=event.source, month=event.month, now=at(number)))


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


def dump(session: Session) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: sorted(map(tuple, session.execute(text(f"SELECT * FROM {name}"))), key=repr) for name in DERIVED
    }


def shown(session: Session, instant: dt.datetime) -> dict[int, tuple[bool, Told]]:
    """Give what the versions show at an instant."""
    query = select(Version).where(Version.known_from <= instant, Version.known_to > instant)
    return {
        row.initiative_id: (row.is_listed, dict(values_of(row.values_json))) for row in session.scalars(query)
    }


def reckoned(session: Session, instant: dt.datetime) -> dict[int, tuple[bool, Told]]:
    """Reckon the same straight from what came, without the versions' code."""
    standing = [
        upload for upload in session.scalars(select(Upload).order_by(Upload.id)) if stood(upload, instant)
    ]
    in_force = {(upload.source_id, upload.month): upload for upload in standing}
    newest = {source: max(month for other, month in in_force if other == source) for source, _ in in_force}
    claims = [
        Heard(upload.source_id, (upload.month, upload.id, -number), initiative_id, values)
        for upload in in_force.values()
        for initiative_id, number, values in reports(session, upload, instant)
    ]
    ids = {claim.initiative_id for claim in claims}
    return {
        id_: together(session, [one for one in claims if one.initiative_id == id_], newest, instant)
        for id_ in ids
    }


@dataclass(frozen=True)
class Heard:
    """A report in force: ``age`` is its month, its upload and its place in it."""

    source_id: int
    age: tuple[dt.date, int, int]
    initiative_id: int
    values: Told


def stood(upload: Upload, instant: dt.datetime) -> bool:
    return upload.uploaded_at <= instant and (upload.withdrawn_at is None or upload.withdrawn_at > instant)


def reports(session: Session, upload: Upload, instant: dt.datetime) -> Iterator[tuple[int, int, Told]]:
    is_about = (Report.upload_id == MatchDecision.upload_id) & (Report.number == MatchDecision.report_number)
    query = select(MatchDecision, Report).join(Report, is_about).where(MatchDecision.upload_id == upload.id)
    for decision, report in session.execute(query):
        if decision.decided_at <= instant and (decision.undone_at is None or decision.undone_at > instant):
            cells = cells_of(report.values_json)
            told = {name: cell.value for name, cell in cells.items() if name != OUR_ID.name}
            yield decision.initiative_id, report.number, told


def together(session: Session, claims: list[Heard], newest: dict[int, dt.date], instant: dt.datetime):
    current = [claim for claim in claims if newest[claim.source_id] == claim.age[0]]
    last = {claim.source_id: claim for claim in sorted(claims, key=lambda claim: claim.age)}
    values: Told = {}
    for claim in sorted(current or last.values(), key=lambda claim: claim.age):
        values |= {name: value for name, value in claim.values.items() if value is not None}
    values |= corrected(session, claims[0].initiative_id, instant)
    return bool(current), {name: value for name, value in values.items() if value is not None}


def corrected(session: Session, initiative_id: int, instant: dt.datetime) -> Told:
    query = select(Correction).where(
        Correction.initiative_id == initiative_id, Correction.corrected_at <= instant
    )
    return {
        row.field: json.loads(row.value_json)
        for row in session.scalars(query.order_by(Correction.id))
        if row.undone_at is None or row.undone_at > instant
    }
