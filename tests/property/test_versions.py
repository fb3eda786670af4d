"""Versions over random histories: derived step by step, from scratch, and reckoned plainly, all the same."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of, values_of
from portfolio.fields import OUR_ID
from portfolio.identity import undo_change
from portfolio.tables import Correction, IdentityChange, MatchDecision, Report, Upload, Version
from portfolio.versions import derive
from tests.builders import uploads
from tests.builders.histories import Event, histories, merges, play

DERIVED = ("version_municipality", "version", "initiative_listing", "initiative_month")

Told: TypeAlias = dict[str, object]


def at(number: int) -> dt.datetime:
    """Give the instant of a history's event; all of them after the last of its months has begun."""
    return uploads.at(60 + number)


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
            play(session, event, at(number), str(number))
        assert [shown(session, at(number)) for number in range(len(history))] == before


@many
@given(histories, merges)
def test_a_change_that_is_undone_at_once_leaves_what_was_known(engine, history, change):
    with played(engine, history) as session:
        before = shown(session, at(len(history)))
        changes = len(session.scalars(select(IdentityChange.id)).all())
        play(session, change, at(len(history)), str(len(history)))
        made = session.scalars(select(IdentityChange.id).order_by(IdentityChange.id)).all()
        for id_ in made[changes:]:
            undo_change(session, id_, now=at(len(history) + 1), by="konsulent")
        assert shown(session, at(len(history) + 1)) == before


@many
@given(histories)
def test_events_at_one_instant_are_derived_alike_step_by_step_and_from_scratch(engine, history):
    with Session(engine.execution_options(is_writing=True)) as session:
        for number, event in enumerate(history):
            play(session, event, at(number // 3), str(number))
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
            play(session, event, at(number), str(number))
        yield session
        session.rollback()


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
