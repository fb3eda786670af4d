"""Engines and transactions on both databases."""

import datetime as dt
import sqlite3

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import StatementError

from portfolio.database import (
    DatabaseAddressError,
    DatabaseFailedError,
    DatabaseUnreachableError,
    make_engine,
    reading,
    upgrade,
    writing,
)
from portfolio.reference import load_reference
from portfolio.tables import Initiative, Organisation, OrganisationMember
from tests.builders.uploads import FIRST_INSTANT, load


def test_sqlite_is_set_to_be_safe(sqlite_engine):
    with reading(sqlite_engine) as session:
        found = [
            session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
        synchronous = session.scalar(text("PRAGMA synchronous"))
    assert found == ["wal", 1, 30000]
    assert synchronous == 2  # FULL


def test_a_writer_takes_the_lock_at_once_so_that_a_second_one_waits(sqlite_url, sqlite_engine):
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)

    with writing(sqlite_engine), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_reader_is_not_held_up_by_a_writer_and_sees_what_was_committed(engine):
    with writing(engine) as writer:
        writer.add(Initiative(first_known_at=FIRST_INSTANT))
        writer.flush()
        with reading(engine) as reader:
            assert reader.scalars(select(Initiative)).all() == []


def test_a_reader_sees_one_state_all_the_way(engine):
    with reading(engine) as reader:
        before = reader.scalars(select(Initiative)).all()
        load(engine, {"title": "A"})
        assert reader.scalars(select(Initiative)).all() == before == []


def break_off(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Initiative(first_known_at=FIRST_INSTANT))
        session.flush()
        raise ZeroDivisionError


def test_an_error_takes_all_of_a_writers_work_back(engine):
    with pytest.raises(ZeroDivisionError):
        break_off(engine)
    with reading(engine) as session:
        assert session.scalars(select(Initiative)).all() == []


def test_instants_come_back_aware_and_in_utc_whatever_zone_they_were_given_in(engine):
    danish = dt.timezone(dt.timedelta(hours=2))
    with writing(engine) as session:
        session.add(Initiative(first_known_at=dt.datetime(2026, 9, 3, 10, 0, 0, 123456, tzinfo=danish)))
    with reading(engine) as session:
        found = session.scalars(select(Initiative.first_known_at)).one()
    assert found == dt.datetime(2026, 9, 3, 8, 0, 0, 123456, tzinfo=dt.UTC)
    assert found.tzinfo is dt.UTC


def test_an_instant_without_a_time_zone_is_refused(engine):
    with pytest.raises(StatementError, match="time zone"), writing(engine) as session:
        session.add(Initiative(first_known_at=dt.datetime(2026, 9, 3)))  # noqa: DTZ001  # what is to be refused


def test_the_reference_data_is_there_once_however_often_it_is_loaded(database_url):
    upgrade(database_url)
    engine = make_engine(database_url)
    with reading(engine) as session:
        organisations = session.scalars(select(Organisation.id)).all()
        members = session.scalars(select(OrganisationMember.id)).all()
    engine.dispose()
    assert sorted(organisations) == sorted(row.id for row in load_reference().organisations)
    assert len(members) == len(load_reference().memberships)


def test_a_database_that_does_not_answer_is_told_plainly_and_without_its_password(tmp_path):
    with pytest.raises(DatabaseUnreachableError, match="svarer ikke") as caught:
        upgrade("postgresql://tvaerblik:hemmelig@127.0.0.1:1/tvaerblik")
    assert "hemmelig" not in str(caught.value)

    with pytest.raises(DatabaseUnreachableError):
        upgrade(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize("address", ["mysql://root@localhost/tvaerblik", "tvaerblik.db", "sqlite3:///x.db"])
def test_an_address_for_no_database_of_ours_is_told_plainly(address):
    with pytest.raises(DatabaseAddressError, match="sqlite:///"):
        make_engine(address)


def test_a_database_that_breaks_off_is_told_plainly(sqlite_engine):
    with pytest.raises(DatabaseFailedError, match="Intet er gemt"), writing(sqlite_engine) as session:
        session.execute(text("SELECT * FROM no_such_table"))


def overfill(engine: Engine) -> None:
    with writing(engine) as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
        session.execute(text("CREATE TABLE more AS SELECT hex(randomblob(100000)) AS content"))


def test_a_full_database_saves_nothing_and_reads_go_on(sqlite_engine):
    load(sqlite_engine, {"title": "A"})

    with pytest.raises(DatabaseFailedError):
        overfill(sqlite_engine)

    with reading(sqlite_engine) as session:
        assert len(session.scalars(select(Initiative)).all()) == 1
