"""Months as monthly lists, status logs and tables of milestones tell of them, on both databases."""

import datetime as dt

import pytest

from portfolio.database import reading, writing
from portfolio.milestones import coming, late, moved
from portfolio.queries.measures import lights_by_month, reported_months
from portfolio.queries.milestones import read_milestones
from portfolio.queries.month_words import read_month_words
from portfolio.queries.snapshot import read_snapshot
from portfolio.queries.standing import (
    disagreements,
    got_better,
    got_worse,
    light_run,
    longest_first,
    red_months,
    told_months,
)
from portfolio.records import FuzzyDate
from portfolio.rules.gaps import Gap
from portfolio.rules.retelling import Retelling
from portfolio.selection import Criteria, select
from portfolio.store import load_upload, withdraw_upload
from portfolio.versions.derivation import derive
from portfolio.vocabulary import Precision, TableKind
from tests.builders.other_tables import log, milestones
from tests.builders.uploads import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    at,
    load,
    make_report,
    make_table,
    make_upload,
    merge,
    reading_of,
)

TODAY = dt.date(2026, 11, 28)
LATER = at(400)
JUNE, JULY, AUGUST = (dt.date(2026, month, 1) for month in (6, 7, 8))


def put(engine, month, on, *rows, tables=(), source="Randersklyngens projektliste", file="liste"):
    """Load a list of a month with other tables in the same file."""
    reports = [make_report(number, **row) for number, row in enumerate(rows, 2)]
    whole = reading_of(make_table(*reports), *tables, name=f"{file}-{month}-{on}.xlsx")
    with writing(engine) as session:
        new = make_upload(whole, month=month, now=at(on), source=source)
        return load_upload(session, new).upload_id


def known(engine, as_of=LATER, today=TODAY):
    with reading(engine) as session:
        return read_snapshot(session, as_of, today)


def words(engine, as_of=LATER):
    with reading(engine) as session:
        return read_month_words(session, read_snapshot(session, as_of, TODAY), as_of)


def book(engine, as_of=LATER):
    with reading(engine) as session:
        return read_milestones(session, as_of)


def everyone(engine):
    return select(known(engine), Criteria(only_listed=False))


def test_a_log_fills_months_that_no_list_has_and_says_since_when(engine):
    put(engine, OCTOBER, 30, {"title": "A", "traffic_light": "yellow"})
    told = log((JULY, "green"), (AUGUST, "yellow"), (SEPTEMBER, "yellow"))
    put(engine, NOVEMBER, 60, {"title": "A", "traffic_light": "yellow"}, tables=[told])

    it = known(engine).item(0)

    assert list(it.lights().items()) == [
        (JULY, "green"),
        (AUGUST, "yellow"),
        (SEPTEMBER, "yellow"),
        (OCTOBER, "yellow"),
        (NOVEMBER, "yellow"),
    ]
    assert it.months_of_log() == {JULY, AUGUST, SEPTEMBER}
    run = light_run(it)
    assert (run.told, run.since, run.count, run.before) == ("yellow", AUGUST, 4, "green")


def test_a_log_is_no_measure_of_how_many_were_reported(engine):
    told = log((AUGUST, "yellow"), (SEPTEMBER, "red"))
    put(engine, OCTOBER, 30, {"title": "A", "traffic_light": "red"}, {"title": "B"}, tables=[told])
    put(engine, NOVEMBER, 60, {"title": "A", "traffic_light": "red"}, {"title": "B"}, tables=[told])

    chosen = everyone(engine)

    assert reported_months(chosen) == [OCTOBER, NOVEMBER]
    assert told_months(chosen) == [AUGUST, SEPTEMBER, OCTOBER, NOVEMBER]
    assert {month for month, _ in lights_by_month(chosen)} == {OCTOBER, NOVEMBER}
    assert [(it.month, it.stays, it.new) for it in red_months(chosen)] == [(NOVEMBER, 1, 0)]


def test_where_both_name_a_light_the_list_stands_and_both_are_shown(engine):
    told = log((OCTOBER, "green", "Alt vel."), (NOVEMBER, "red"))
    put(engine, OCTOBER, 30, {"title": "A", "traffic_light": "yellow"})
    upload = put(engine, NOVEMBER, 60, {"title": "A"}, tables=[told])

    chosen = everyone(engine)
    (found,) = disagreements(chosen)

    assert chosen.known.item(0).lights() == {OCTOBER: "yellow", NOVEMBER: "red"}
    assert chosen.known.item(0).months_of_log() == {NOVEMBER}
    assert (found.month, found.stands, found.is_listed) == (OCTOBER, "yellow", True)
    (entry,) = found.others
    place = entry.told_in
    assert (entry.light, entry.text, place.sheet, place.cell) == ("green", "Alt vel.", "Statuslog", "C2")
    assert (place.upload_id, place.text) == (upload, "green")


def test_of_two_logs_the_newer_list_speaks_and_both_are_shown(engine):
    rows = [{"title": "A"}]
    put(engine, OCTOBER, 30, *rows, tables=[log((SEPTEMBER, "red"))])
    put(engine, NOVEMBER, 60, *rows, tables=[log((SEPTEMBER, "green"))], source="En anden liste", file="ny")
    with writing(engine) as session:
        merge(session, {1, 2}, at(61))

    (found,) = disagreements(everyone(engine))

    assert (found.month, found.stands, found.is_listed) == (SEPTEMBER, "green", False)
    assert [it.light for it in found.others] == ["red"]


def test_a_newer_log_speaks_for_its_months_and_leaves_those_before_to_the_older(engine):
    first = log((JULY, "red"), (AUGUST, "red"), (SEPTEMBER, "red"))
    put(engine, OCTOBER, 30, {"title": "A"}, tables=[first])
    put(engine, NOVEMBER, 60, {"title": "A"}, tables=[log((AUGUST, "yellow"), (OCTOBER, "green"))])

    it = known(engine).item(0)

    assert it.lights() == {JULY: "red", AUGUST: "yellow", OCTOBER: "green", NOVEMBER: None}


@pytest.mark.parametrize("is_newest_on_top", [False, True])
def test_of_two_rows_about_a_month_the_one_furthest_on_speaks(engine, is_newest_on_top):
    rows = [(AUGUST, "green"), (SEPTEMBER, "green"), (OCTOBER, "yellow"), (OCTOBER, "red")]
    told = log(*(rows[::-1] if is_newest_on_top else rows))
    put(engine, NOVEMBER, 60, {"title": "A", "traffic_light": "red"}, tables=[told])

    assert known(engine).item(0).lights()[OCTOBER] == "red"


def test_a_withdrawn_log_says_nothing_and_the_past_is_as_it_was(engine):
    put(engine, OCTOBER, 30, {"title": "A", "traffic_light": "red"})
    upload = put(engine, NOVEMBER, 60, {"title": "A"}, tables=[log((AUGUST, "yellow"))])
    with writing(engine) as session:
        withdraw_upload(session, upload, now=at(70), by="konsulent")

    assert known(engine).item(0).lights() == {OCTOBER: "red"}
    assert known(engine, at(65)).item(0).lights() == {AUGUST: "yellow", OCTOBER: "red", NOVEMBER: None}
    assert known(engine, at(40)).item(0).lights() == {OCTOBER: "red"}


def test_a_log_follows_its_initiative_through_a_merge(engine):
    put(engine, OCTOBER, 30, {"title": "A", "traffic_light": "red"})
    table = log((AUGUST, "yellow"), title="B")
    put(engine, NOVEMBER, 60, {"title": "B"}, tables=[table], source="En anden liste", file="ny")
    with writing(engine) as session:
        merge(session, {1, 2}, at(61))

    assert known(engine).item(known(engine).place(1)).lights()[AUGUST] == "yellow"


def test_rows_of_no_initiative_or_no_single_month_are_counted(engine):
    quarter = FuzzyDate(dt.date(2026, 7, 1), dt.date(2026, 9, 30), Precision.QUARTER)
    spanning = make_report(9, title="A", month=quarter, traffic_light="red")
    table = log((AUGUST, "yellow", "Ord", "Ukendt"), (AUGUST, "red"))
    both = make_table(*table.records, spanning, kind=TableKind.STATUS_LOG, sheet="Statuslog")
    put(engine, OCTOBER, 30, {"title": "A"}, tables=[both])

    found = known(engine)

    assert found.log.loose == 2
    assert found.item(0).lights() == {AUGUST: "red", OCTOBER: None}


def test_what_moved_is_held_against_the_month_that_a_log_tells_of(engine):
    put(engine, SEPTEMBER, 10, {"title": "A", "traffic_light": "red"})
    put(engine, NOVEMBER, 60, {"title": "A", "traffic_light": "yellow"}, tables=[log((OCTOBER, "green"))])

    chosen = everyone(engine)

    assert got_worse(chosen).ids.tolist() == [1]
    assert not len(got_better(chosen))


def test_a_log_of_late_breaks_the_silence_and_gives_red_its_words(engine):
    rows = [{"title": "A", "traffic_light": "red"}, {"title": "B", "traffic_light": "red"}]
    put(engine, SEPTEMBER, 10, *rows)
    other = [log((NOVEMBER, "red", "Læge mangler."))]
    put(engine, NOVEMBER, 60, {"title": "C"}, source="En anden liste", file="ny")
    silent_before = everyone(engine).flag("is_silent").tolist()
    put(engine, SEPTEMBER, 61, *rows, tables=other, file="igen")

    chosen = everyone(engine)

    assert silent_before == [False, False, False]
    at_new_year = select(known(engine, today=dt.date(2026, 12, 15)), Criteria(only_listed=False))
    assert at_new_year.flag("is_silent").tolist() == [False, True, False]
    assert chosen.known.gaps[Gap.RED_UNEXPLAINED].tolist() == [False, True, False]


def test_the_longest_in_the_same_light_stands_first(engine):
    old = [(JULY, "yellow", None, "B"), (AUGUST, "yellow", None, "B"), (AUGUST, "green", None, "C")]
    lights = {"A": "red", "B": "yellow", "C": "red", "D": None}
    rows = [{"title": title, "traffic_light": light} for title, light in lights.items()]
    put(engine, OCTOBER, 30, *rows, tables=[log(*old)])

    assert [it.title for it in longest_first(everyone(engine))] == ["B", "A", "C", "D"]


# --- Words


def test_words_that_go_on_are_counted_by_the_months_that_told_them(engine):
    for on, (month, text) in enumerate(
        [(AUGUST, "Opstart."), (SEPTEMBER, "Venter på lokaler."), (NOVEMBER, "Venter på lokaler.")], 1
    ):
        put(engine, month, 20 * on, {"title": "A", "traffic_light": "yellow", "remarks": text})

    it = known(engine).item(0)
    found = words(engine).retold(it)

    assert (found.kind, found.run.since, found.run.count) == (Retelling.VERBATIM, SEPTEMBER, 2)
    assert found.run.unreported == (OCTOBER,)
    assert not found.is_light_moved
    assert words(engine).of(it) == {
        AUGUST: "Opstart.",
        SEPTEMBER: "Venter på lokaler.",
        NOVEMBER: "Venter på lokaler.",
    }


def test_a_light_that_moves_under_the_same_words_is_told(engine):
    put(engine, OCTOBER, 30, {"title": "A", "traffic_light": "yellow", "remarks": "Venter på lokaler."})
    put(engine, NOVEMBER, 60, {"title": "A", "traffic_light": "red", "remarks": "Venter på lokaler."})

    found = words(engine).retold(known(engine).item(0))

    assert (found.light_before, found.light, found.is_light_moved) == ("yellow", "red", True)


def test_words_but_for_a_day_are_nearly_the_same_and_never_word_for_word(engine):
    for on, (month, text) in enumerate(
        [
            (SEPTEMBER, "Møde holdt 3. september."),
            (OCTOBER, "Møde holdt 3. september."),
            (NOVEMBER, "Møde holdt 7. november"),
        ],
        1,
    ):
        put(engine, month, 20 * on, {"title": "A", "remarks": f"{text} Venter."})

    found, snapshot = words(engine).retold(known(engine).item(0)), known(engine)

    assert (found.kind, found.run.count, found.run.since) == (Retelling.NEARLY, 3, SEPTEMBER)
    assert snapshot.copied == {}


def test_words_of_a_log_stand_between_those_of_lists(engine):
    same = {"title": "A", "remarks": "Venter på lokaler."}
    put(engine, SEPTEMBER, 10, same)
    put(engine, NOVEMBER, 60, same, tables=[log((OCTOBER, "red", "Lokaler er fundet."))])

    it = known(engine).item(0)

    assert words(engine).of(it)[OCTOBER] == "Lokaler er fundet."
    assert words(engine).retold(it) is None
    assert known(engine).copied == {}


def test_a_month_without_words_ends_what_goes_on(engine):
    for on, (month, text) in enumerate(
        [(AUGUST, "Venter."), (SEPTEMBER, None), (OCTOBER, "Venter."), (NOVEMBER, "Venter.")], 1
    ):
        put(engine, month, 20 * on, {"title": "A", "remarks": text})

    found = words(engine).retold(known(engine).item(0))

    assert (found.run.since, found.run.count) == (OCTOBER, 2)


def test_word_for_word_is_what_the_snapshot_calls_copied(engine):
    for on, month in enumerate((SEPTEMBER, OCTOBER, NOVEMBER), 1):
        rows = [{"title": "A", "remarks": "Ens."}, {"title": "B", "remarks": f"Ny {on}."}, {"title": "C"}]
        put(engine, month, 20 * on, *rows)

    told = words(engine)

    verbatim = {place for place, it in told.all_retold.items() if it.kind is Retelling.VERBATIM}
    assert verbatim == set(known(engine).copied) == {0}


# --- Milestones


def test_milestones_are_late_next_and_moved(engine):
    before = milestones(
        ("Opstart", "2026-09-01", "completed"), ("Evaluering", "2026-10-15"), ("Drift", "2027-01-01")
    )
    now = milestones(
        ("Opstart", "2026-09-01", "completed"), ("Evaluering", "2026-11-20"), ("Drift", "2027-01-01")
    )
    put(engine, OCTOBER, 30, {"title": "A"}, tables=[before])
    put(engine, NOVEMBER, 60, {"title": "A"}, tables=[now])

    found = book(engine).of[1]

    assert [it.name for it in found] == ["Opstart", "Evaluering", "Drift"]
    assert [it.name for it in late(found, TODAY)] == ["Evaluering"]
    assert [it.name for it in coming(found, TODAY, dt.date(2027, 2, 1))] == ["Drift"]
    (one,) = moved(found)
    assert (one.name, one.days_moved, one.before.date.last) == ("Evaluering", 36, dt.date(2026, 10, 15))
    assert (one.now.told_in.sheet, one.now.told_in.cell) == ("Milepæle", "C3")
    assert one.before.told_in.upload_id < one.now.told_in.upload_id


def test_a_milestone_that_is_moved_again_and_again_tells_all_its_days(engine):
    days = [(SEPTEMBER, "2026-10-01"), (OCTOBER, "2026-11-01"), (NOVEMBER, "2026-12-01")]
    for on, (month, day) in enumerate(days, 1):
        put(engine, month, 20 * on, {"title": "A"}, tables=[milestones(("Drift", day))])

    (one,) = book(engine).of[1]

    assert [str(it.date.last) for it in one.earlier] == ["2026-11-01", "2026-10-01"]
    assert one.first_told.date.last == dt.date(2026, 10, 1)


def test_two_milestones_of_a_name_are_told_apart_by_their_order(engine):
    both = (("Møde", "2026-10-01"), ("Møde", "2026-12-01"))
    put(engine, OCTOBER, 30, {"title": "A"}, tables=[milestones(*both)])
    put(engine, NOVEMBER, 60, {"title": "A"}, tables=[milestones(*both)])

    assert not moved(book(engine).of[1])
    assert len(book(engine).of[1]) == 2


def test_a_milestone_that_left_the_list_undone_is_told(engine):
    put(
        engine,
        OCTOBER,
        30,
        {"title": "A"},
        tables=[milestones(("Drift", "2026-12-01"), ("Start", "2026-01-01", "completed"))],
    )
    put(engine, NOVEMBER, 60, {"title": "A"}, tables=[milestones(("Evaluering", "2027-01-01"))])

    found = book(engine)

    assert [it.name for it in found.gone[1]] == ["Drift"]
    assert [it.name for it in found.of[1]] == ["Evaluering"]


def test_an_unknown_day_is_neither_late_nor_next(engine):
    put(engine, NOVEMBER, 60, {"title": "A"}, tables=[milestones(("Drift", None))])

    (one,) = book(engine).of[1]

    assert not one.is_late(TODAY)
    assert coming([one], TODAY, dt.date(2030, 1, 1)) == []


def test_milestones_as_of_an_instant_and_of_a_withdrawn_list(engine):
    put(engine, OCTOBER, 30, {"title": "A"}, tables=[milestones(("Drift", "2026-12-01"))])
    upload = put(engine, NOVEMBER, 60, {"title": "A"}, tables=[milestones(("Drift", "2027-02-01"))])
    with writing(engine) as session:
        withdraw_upload(session, upload, now=at(70), by="konsulent")

    def day(as_of):
        return str(book(engine, as_of).of[1][0].now.date.last)

    assert (day(at(40)), day(at(65)), day(LATER)) == ("2026-12-01", "2027-02-01", "2026-12-01")
    assert not moved(book(engine).of[1])


def test_milestones_of_no_initiative_are_counted(engine):
    put(engine, NOVEMBER, 60, {"title": "A"}, tables=[milestones(("Drift", "2026-12-01"), title="Ukendt")])

    assert (book(engine).loose, dict(book(engine).of)) == (1, {})


def test_lists_without_other_tables_cost_little(engine):
    load(engine, {"title": "A"})

    assert known(engine).log.of == {}
    assert dict(book(engine).of) == {}


def test_derived_again_the_log_says_the_same(engine):
    put(engine, NOVEMBER, 60, {"title": "A", "traffic_light": "red"}, tables=[log((AUGUST, "yellow"))])
    before = known(engine).item(0).lights()
    with writing(engine) as session:
        derive(session, None)

    assert known(engine).item(0).lights() == before
