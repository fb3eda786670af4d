"""What follows of a source's next list is what would be derived, and where it is plain none is."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, text

from portfolio.corrections import correct, undo_correction
from portfolio.database import writing
from portfolio.ledger import RowAnswer
from portfolio.store import withdraw_upload
from portfolio.versions import derive
from tests.builders.uploads import NOVEMBER, OCTOBER, SEPTEMBER, at, load, merge

DERIVED = ("version", "version_municipality", "initiative_listing", "initiative_month")
HOME = {
    "title": "Hjemmebehandling",
    "status": "planned",
    "traffic_light": "green",
    "remarks": "Begynder snart",
}
FALLS = {"title": "Fald hos ældre", "municipalities": ("0730", "0710"), "traffic_light": "red"}
TEAM = {"title": "Fælles akutteam", "cluster": "Randersklyngen", "status": "active"}


def rows(engine: Engine) -> dict[str, list[str]]:
    with engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")))) for name in DERIVED
        }


def hold(engine: Engine) -> None:
    """Hold what is stored against what is derived from the first report on."""
    stored = rows(engine)
    with writing(engine) as session:
        derive(session)
    assert rows(engine) == stored


@contextmanager
def values_read(engine: Engine) -> Iterator[list[str]]:
    """Note the statements that read what initiatives' reports before have said."""
    found: list[str] = []

    def note(_connection, _cursor, statement, *_):
        if "report.values_json" in statement and "JOIN match_decision" in statement:
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def test_a_next_month_ends_what_has_changed_and_reads_no_report_before(engine):
    load(engine, HOME, FALLS, TEAM, month=SEPTEMBER, now=at(0))

    changed = HOME | {"status": "active", "traffic_light": "yellow"}
    with values_read(engine) as read:
        load(engine, changed, FALLS | {"municipalities": ("0730",)}, TEAM, month=OCTOBER, now=at(30))
        load(engine, changed, FALLS, TEAM, {"title": "Ny"}, month=NOVEMBER, now=at(60))

    assert read == []
    hold(engine)
    with engine.connect() as connection:
        versions = connection.execute(
            text("SELECT initiative_id, count(*) FROM version GROUP BY initiative_id ORDER BY initiative_id")
        ).all()
        query = "SELECT previous_traffic_light FROM initiative_listing WHERE initiative_id = 1"
        lights = connection.execute(text(f"{query} ORDER BY known_from")).all()
    assert [tuple(row) for row in versions] == [(1, 2), (2, 3), (3, 1), (4, 1)]
    assert [light for (light,) in lights] == [None, "green", "yellow"]


def test_what_stands_corrected_is_derived(engine):
    load(engine, HOME, TEAM, month=SEPTEMBER, now=at(0))
    with writing(engine) as session:
        correct(session, 1, "status", "completed", reason="aftalt", now=at(1), by="konsulent")

    load(engine, HOME | {"status": "active"}, TEAM, month=OCTOBER, now=at(30))
    hold(engine)

    with writing(engine) as session:
        undo_correction(session, 1, now=at(31), by="konsulent")
    load(engine, HOME, TEAM, month=NOVEMBER, now=at(60))
    hold(engine)


def test_what_two_lists_tell_of_is_derived(engine):
    load(engine, HOME, TEAM, month=SEPTEMBER, now=at(0))
    load(engine, HOME, source="Vest", month=SEPTEMBER, now=at(1), answers={1: RowAnswer(same_as=1)})

    load(engine, HOME | {"status": "active"}, TEAM, month=OCTOBER, now=at(30))
    hold(engine)

    load(engine, FALLS, source="Vest", month=OCTOBER, now=at(31))
    load(engine, HOME, TEAM, month=NOVEMBER, now=at(60))
    hold(engine)


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_a_month_that_comes_twice_is_derived(engine, is_withdrawn):
    load(engine, HOME, TEAM, month=SEPTEMBER, now=at(0))
    second = load(engine, HOME | {"status": "active"}, TEAM, month=OCTOBER, now=at(30))
    if is_withdrawn:
        with writing(engine) as session:
            withdraw_upload(session, second.upload_id, now=at(31), by="konsulent")

    load(engine, HOME, FALLS, month=OCTOBER, now=at(32))
    hold(engine)


def test_a_month_before_or_a_clock_set_back_is_derived(engine):
    load(engine, HOME, TEAM, month=OCTOBER, now=at(30))
    load(engine, HOME | {"status": "active"}, month=SEPTEMBER, now=at(31))
    hold(engine)

    load(engine, FALLS, source="Vest", month=OCTOBER, now=at(40))
    load(engine, HOME, TEAM, month=NOVEMBER, now=at(35))
    hold(engine)


def test_what_was_gone_and_is_back_and_two_rows_of_one_initiative_are_derived(engine):
    load(engine, HOME, TEAM, month=SEPTEMBER, now=at(0))
    load(engine, HOME, month=OCTOBER, now=at(30))
    hold(engine)

    load(engine, HOME, TEAM, FALLS, month=NOVEMBER, now=at(60), answers={3: RowAnswer(same_as=1)})
    hold(engine)


def test_what_was_merged_is_derived_as_it_is_now(engine):
    load(engine, HOME, TEAM, month=SEPTEMBER, now=at(0))
    with writing(engine) as session:
        merge(session, {1, 2}, at(1))

    load(engine, HOME, FALLS, month=OCTOBER, now=at(30))
    hold(engine)
