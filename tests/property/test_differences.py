"""What is otherwise between any two instants of random histories, against both states side by side."""

from hypothesis import HealthCheck, given, settings
from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.components.changes_asked import worsening
from portfolio.differences import ChangeKind, held_against, within
from portfolio.encoding import values_of
from portfolio.queries.differences import read_differences, read_places
from portfolio.queries.snapshot import read_ended, read_snapshot
from portfolio.queries.standing import got_better, got_worse
from portfolio.rules.months import danish_day
from portfolio.rules.sameness import value_key
from portfolio.selection import UNKNOWN_CODE, Criteria
from portfolio.selection import select as choose
from portfolio.tables import Version
from tests.builders import uploads
from tests.builders.histories import histories, play

many = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CRITERIA = (
    Criteria(traffic_lights=("red",)),
    Criteria(statuses=("active", UNKNOWN_CODE), only_listed=False),
    Criteria(municipalities=("0155",)),
    Criteria(text="aftalt"),
    Criteria(organisations=(UNKNOWN_CODE,), traffic_lights=("green", UNKNOWN_CODE)),
)
STILL = {ChangeKind.CHANGED, ChangeKind.UNCLEAR}


def at(number):
    return uploads.at(60 + number)


@many
@given(histories)
def test_what_is_otherwise_is_what_two_states_differ_in(sqlite_engine, history):
    with Session(sqlite_engine.execution_options(is_writing=True)) as session:
        for number, event in enumerate(history):
            play(session, event, at(number), str(number))
        for since in range(-1, len(history)):
            for as_of in range(since, len(history)):
                compare(session, since, as_of)
        session.rollback()


def compare(session, since, as_of):
    old, new = shown(session, since), shown(session, as_of)
    found = read_differences(session, at(since), at(as_of))
    listed = {id_ for state in (old, new) for id_, (is_listed, _) in state.items() if is_listed}
    for id_ in listed:
        told = found.of.get(id_)
        (was, before), (is_, after) = (state.get(id_, (False, {})) for state in (old, new))
        if was and is_:
            fields = {
                name for name in before.keys() | after.keys() if differ(before.get(name), after.get(name))
            }
            assert fields == ({it.field for it in told.changes} if told else set())
            assert not fields or told.kind in STILL
        elif is_:
            kind = {ChangeKind.BACK} if id_ in old else {ChangeKind.NEW, ChangeKind.SPLIT}
            assert told.kind in kind
        else:
            assert told.kind in ({ChangeKind.GONE} if id_ in new else {ChangeKind.GONE, ChangeKind.MERGED})
    assert found.of.keys() <= listed
    for it in found:  # what is merged or split is found on the other side
        assert it.kind is not ChangeKind.MERGED or all(other in new for other in it.others)
        assert it.kind is not ChangeKind.SPLIT or all(other in old for other in it.others)
    filters(session, found, since, as_of)
    lights(session, found, as_of)
    cells(session, new, as_of)


def shown(session, number):
    instant = at(number)
    query = select(Version).where(Version.known_from <= instant, Version.known_to > instant)
    return {it.initiative_id: (it.is_listed, values_of(it.values_json)) for it in session.scalars(query)}


def differ(one, other):
    if one is None or other is None:
        return one is not other
    return value_key(one) != value_key(other)


def filters(session, found, since, as_of):
    """A filter held against those that have ended alone says what one held against the whole of then says."""
    days = danish_day(at(since)), danish_day(at(as_of))
    now, then = read_snapshot(session, at(as_of), days[1]), read_snapshot(session, at(since), days[0])
    ended = read_ended(session, at(since), days[0], at(as_of))
    for criteria in CRITERIA:
        whole = within(found, choose(now, criteria), choose(then, criteria))
        brief = within(found, choose(now, criteria), choose(ended, criteria), is_of_ended=True)
        assert whole.of == brief.of


def lights(session, found, as_of):
    """Lights are better or worse in the same initiatives by the snapshot and by what is otherwise."""
    now = read_snapshot(session, at(as_of), danish_day(at(as_of)))
    steps = {it.initiative_id: worsening(it) for it in found if it.kind is ChangeKind.CHANGED}
    chosen, then = choose(now, Criteria()), held_against(now, found).comparable
    assert {*got_worse(chosen, then).ids.tolist()} == {id_ for id_, step in steps.items() if step > 0}
    assert {*got_better(chosen, then).ids.tolist()} == {id_ for id_, step in steps.items() if step < 0}


def cells(session, state, number):
    """Each value that a list states of a listed initiative has a place in a newest list."""
    places = read_places(session, state.keys(), at(number))
    assert {id_ for id_, (is_listed, _) in state.items() if is_listed} == {
        id_ for id_, name in places if not name
    }
