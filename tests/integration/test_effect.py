"""Measurements from real workbooks, and what people say of indicators, on both databases."""

import datetime as dt

import pytest

from etl.load import load_file
from portfolio.database import reading, writing
from portfolio.effect.deeds import (
    Chosen,
    Measured,
    choose,
    measure,
    undo_choices,
    undo_measurements,
)
from portfolio.effect.words import Direction, EffectPhase, PhasesBy, SaidBy, Verdict
from portfolio.identity import InitiativeUnknownError
from portfolio.process.deeds import DeedUnknownError, ProcessRefusedError
from portfolio.queries.effect import read_effect, read_listed_measurements
from portfolio.queries.portfolio import stamps
from portfolio.store import withdraw_upload
from tests.builders.effect import INITIATIVES, LONG, long_rows, month_text, save_workbook
from tests.builders.uploads import NOVEMBER, OCTOBER, at, merge

LATER = at(400)
STEADY = [12, 13, 11, 12, 14, 12, 11, 13, 12, 11, 13, 12]


class Desk:
    """Lists that come, what a consultant says of them, and what is read of it all."""

    def __init__(self, engine, folder) -> None:
        self.engine, self.folder, self._count = engine, folder, 0

    def load(self, *, source="Klyngens liste", month=OCTOBER, now=40, **sheets):
        self._count += 1
        path = save_workbook(self.folder / f"{self._count}.xlsx", **sheets)
        return load_file(
            self.engine, path, name=path.name, source=source, month=month, now=at(now), by="konsulent"
        )

    def measured(self, *rows, **more):
        return self.load(Liste=INITIATIVES, Målinger=[LONG, *rows], **more)

    def do(self, deed, *args, now=60):
        with writing(self.engine) as session:
            return deed(session, *args, now=at(now), by="konsulent")

    def merge(self):
        with writing(self.engine) as session:
            merge(session, {1, 2}, at(30))

    def book(self, as_of=LATER):
        with reading(self.engine) as session:
            return read_effect(session, as_of, read_listed_measurements(session, as_of))

    def loose(self, as_of=LATER):
        with reading(self.engine) as session:
            return read_listed_measurements(session, as_of).loose

    def one(self, as_of=LATER):
        (found,) = self.book(as_of).indicators
        return found

    def stamp(self):
        with reading(self.engine) as session:
            return stamps(session).effect


@pytest.fixture
def desk(engine, tmp_path):
    return Desk(engine, tmp_path)


def numbers(indicator):
    return list(indicator.numbers)


# --- Read from lists


def test_a_long_table_gives_a_series_with_the_cell_of_each_value(desk):
    desk.measured(*long_rows(STEADY))

    found = desk.one()

    assert (found.title, found.name, found.unit, found.initiative_id) == (
        "Akutteam",
        "Genindlæggelser",
        "antal",
        1,
    )
    assert numbers(found) == STEADY
    assert [it.counts.told_in.cell for it in found.points[:3]] == ["E2", "E3", "E4"]
    assert {it.counts.told_in.sheet for it in found.points} == {"Målinger"}
    assert found.points[0].period.first == dt.date(2025, 1, 1)
    assert found.points[-1].period.last == dt.date(2025, 12, 31)


def test_a_wide_table_gives_the_same_series(desk):
    head = ["Indsats", "Indikator", "Enhed", "Triple Aim", "Baseline", "Mål", "Retning"]
    head += [month_text(n) for n in range(12)]
    row = ["Akutteam", "Sengedage pr. borger", "dage", "Omkostninger pr. borger", 12, 9, "ned", *STEADY]
    desk.load(Liste=INITIATIVES, Målinger=[head, row])

    found = desk.one()

    assert numbers(found) == STEADY
    assert [it.counts.told_in.cell for it in found.points[:2]] == ["H2", "I2"]
    assert (found.dimension.value, found.dimension.by, found.dimension.told_in.cell) == (
        "cost",
        SaidBy.LIST,
        "D2",
    )
    assert (found.target.value, found.baseline.value, found.direction.value) == (9, 12, Direction.DOWN)


def test_quarters_and_months_of_several_years_stand_in_order_of_time(desk):
    rows = [["Akutteam", "Ventetid", "dage", text, n] for n, text in enumerate(_QUARTERS)]
    desk.load(Liste=INITIATIVES, Målinger=[["Indsats", "Indikator", "Enhed", "Periode", "Værdi"], *rows])

    found = desk.one()

    assert [it.period.first for it in found.points] == [
        dt.date(2024, 10, 1),
        dt.date(2025, 1, 1),
        dt.date(2025, 4, 1),
        dt.date(2025, 7, 1),
    ]
    assert numbers(found) == [3, 0, 1, 2]


_QUARTERS = ["1. kvt. 2025", "2. kvt. 2025", "3. kvt. 2025", "4. kvt. 2024"]


def test_gaps_are_gaps_and_texts_are_told_with_their_cells(desk):
    values = [12, 13, "ikke opgjort", None, "<5", "ca. 9", "-", 11, 10, 12, 11, 12]
    desk.measured(*long_rows(values))

    found = desk.one()

    assert numbers(found) == [12, 13, 9, 11, 10, 12, 11, 12]
    assert [(it.text, it.told_in.cell, it.period.first.month) for it in found.texts] == [
        ("ikke opgjort", "E4", 3),
        ("<5", "E6", 5),
    ]
    assert found.gaps == (1, 2)


def test_numbers_that_a_workbook_reckons_are_taken_as_they_are_shown(desk):
    desk.measured(*long_rows([0.7 + n / 100 for n in range(12)], unit="%"))

    assert numbers(desk.one())[:4] == [0.7, 0.71, 0.72, 0.73]


def test_the_newest_list_speaks_from_its_first_period_on_and_older_ones_for_what_was_before(desk):
    desk.measured(*long_rows([1, 2, 3, 4]), now=10)
    rows = long_rows([None, None, 30, 40, 50])[2:]
    desk.measured(*rows, month=NOVEMBER, now=70)

    assert numbers(desk.one()) == [1, 2, 30, 40, 50]
    assert numbers(desk.one(at(20))) == [1, 2, 3, 4]


def test_a_withdrawn_list_speaks_no_more(desk):
    desk.measured(*long_rows([1, 2, 3, 4]), now=10)
    receipt = desk.measured(*long_rows([5, 6, 7, 8]), month=NOVEMBER, now=50)
    desk.do(lambda session, *, now, by: withdraw_upload(session, receipt.upload_id, now=now, by=by), now=55)

    assert numbers(desk.one()) == [1, 2, 3, 4]


def test_two_lists_of_the_same_period_are_both_kept_and_the_newer_counts(desk):
    desk.measured(*long_rows([12, 13, 14]), now=10)
    desk.measured(*long_rows([12, 99, 14]), source="Kommunens liste", now=20)
    desk.merge()

    found = desk.one()

    assert numbers(found) == [12, 99, 14]
    (disputed,) = found.disputed
    assert [(it.number, it.told_in.source) for it in disputed.said] == [
        (99, "Kommunens liste"),
        (13, "Klyngens liste"),
    ]


def test_the_same_number_from_two_lists_is_no_dispute(desk):
    desk.measured(*long_rows([12, 13, 14]), now=10)
    desk.measured(*long_rows([12, 13, 14]), source="Kommunens liste", now=20)
    desk.merge()

    found = desk.one()

    assert not found.disputed
    assert {len(it.said) for it in found.points} == {2}


def test_one_name_with_two_units_is_two_indicators(desk):
    desk.measured(*long_rows([1, 2, 3], unit="dage"), *long_rows([24, 48, 72], unit="timer"))

    found = desk.book().indicators

    assert [(it.unit, numbers(it)) for it in found] == [("dage", [1, 2, 3]), ("timer", [24, 48, 72])]
    assert len({it.slug for it in found}) == 2


def test_a_title_of_no_initiative_is_kept_and_told(desk):
    desk.measured(*long_rows([1, 2, 3]), *long_rows([1, 2, 3], title="Noget helt andet"))

    assert {it.initiative_id for it in desk.book().indicators} == {1, None}
    assert [(it.title, it.rows) for it in desk.loose()] == [("Noget helt andet", 3)]


def test_phases_that_a_list_names_part_its_series(desk):
    head = [*LONG, "Fase"]
    rows = [[*row, "Før" if n < 6 else "Afprøvning"] for n, row in enumerate(long_rows(STEADY))]
    desk.load(Liste=INITIATIVES, Målinger=[head, *rows])

    found = desk.one()

    assert [(it.phase, it.first, it.last) for it in found.phases] == [
        (EffectPhase.BEFORE, 0, 5),
        (EffectPhase.TRIAL, 6, 11),
    ]
    assert (found.baseline.value, found.is_baseline_median) == (12, True)


def test_an_initiatives_own_days_part_a_series_whose_list_names_no_phases(desk):
    initiatives = [INITIATIVES[0], ["Akutteam", "I gang", dt.date(2025, 4, 1), dt.date(2025, 9, 30)]]
    desk.load(Liste=initiatives, Målinger=[LONG, *long_rows(STEADY)])

    found = desk.one()

    assert [(it.phase, it.first, it.last) for it in found.phases] == [
        (EffectPhase.BEFORE, 0, 2),
        (EffectPhase.TRIAL, 3, 8),
        (EffectPhase.AFTER, 9, 11),
    ]
    assert found.days.by is SaidBy.DATES


# --- Said by people


def test_a_choice_goes_before_the_list_and_is_undone(desk):
    head = [*LONG, "Triple Aim", "Mål"]
    rows = [[*row, "Borgeroplevet kvalitet", 10] for row in long_rows(STEADY)]
    desk.load(Liste=INITIATIVES, Målinger=[head, *rows])
    before = desk.stamp()

    number = desk.do(
        choose,
        1,
        Chosen("Genindlæggelser", "antal", dimension="population", direction=Direction.DOWN, target=8),
    )
    found = desk.one()

    assert desk.stamp() != before
    assert (found.dimension.value, found.dimension.by) == ("population", SaidBy.PERSON)
    assert (found.direction.value, found.target.value) == (Direction.DOWN, 8)
    assert desk.one(at(50)).dimension.value == "experience"

    desk.do(undo_choices, [number], now=70)

    assert (desk.one().dimension.value, desk.one().target.value, desk.one().direction) == (
        "experience",
        10,
        None,
    )
    assert desk.one(at(65)).dimension.value == "population"


def test_chosen_days_part_a_series_and_can_be_taken_away(desk):
    desk.measured(*long_rows(STEADY))
    own = Chosen("Genindlæggelser", phases=PhasesBy.OWN, trial=dt.date(2025, 5, 1), after=dt.date(2025, 9, 1))

    desk.do(choose, 1, own)
    assert [it.phase for it in desk.one().phases] == list(EffectPhase)

    desk.do(choose, 1, Chosen("Genindlæggelser", phases=PhasesBy.NONE), now=61)
    assert desk.one().phases == ()


@pytest.mark.parametrize(
    ("chosen", "id_"),
    [
        (Chosen(" "), "effect.indicator_missing"),
        (Chosen("…"), "effect.indicator_missing"),
        (Chosen("A", dimension="luck"), "effect.dimension_unknown"),
        (Chosen("A", phases=PhasesBy.OWN), "effect.days_missing"),
        (
            Chosen("A", phases=PhasesBy.OWN, trial=dt.date(2025, 2, 1), after=dt.date(2025, 1, 1)),
            "effect.days_in_turn",
        ),
        (
            Chosen("A", phases=PhasesBy.OWN, trial=dt.date(2025, 2, 1), after=dt.date(2025, 2, 1)),
            "effect.days_in_turn",
        ),
        (Chosen("A", phases=PhasesBy.OWN, trial=dt.date(202, 2, 1)), "effect.days_unlikely"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(desk, chosen, id_):
    desk.measured(*long_rows(STEADY))

    with pytest.raises(ProcessRefusedError) as refused:
        desk.do(choose, 1, chosen)

    assert refused.value.id == id_


def test_a_typed_measurement_is_a_point_beside_the_lists_and_is_undone(desk):
    desk.measured(*long_rows(STEADY))
    january = Measured(
        "Genindlæggelser", "antal", dt.date(2026, 1, 1), dt.date(2026, 1, 31), 7, "LPR", "Foreløbig"
    )

    number = desk.do(measure, 1, january)
    found = desk.one()

    assert numbers(found) == [*STEADY, 7]
    assert (found.newest.counts.by, found.newest.counts.note) == ("konsulent", "LPR · Foreløbig")
    assert found.newest.counts.told_in is None
    assert numbers(desk.one(at(50))) == STEADY

    desk.do(undo_measurements, [number], now=70)

    assert numbers(desk.one()) == STEADY
    with pytest.raises(DeedUnknownError):
        desk.do(undo_measurements, [number], now=71)


def test_a_typed_measurement_of_a_period_that_a_list_has_is_a_dispute(desk):
    desk.measured(*long_rows(STEADY))

    desk.do(measure, 1, Measured("genindlæggelser", "", dt.date(2025, 2, 1), dt.date(2025, 2, 28), 15))
    (disputed,) = desk.one().disputed

    assert [it.number for it in disputed.said] == [15, 13]


def test_an_initiative_without_a_list_of_measurements_can_be_measured(desk):
    desk.load(Liste=INITIATIVES)

    desk.do(measure, 1, Measured("Tryghed", "%", dt.date(2026, 9, 1), None, 82.5))

    found = desk.one()
    assert (found.title, found.name, numbers(found), found.verdict) == (
        "Akutteam",
        "Tryghed",
        [82.5],
        Verdict.TOO_FEW,
    )


@pytest.mark.parametrize(
    ("measured", "id_"),
    [
        (Measured("", "", dt.date(2026, 9, 1), None, 1), "effect.indicator_missing"),
        (Measured("A", "", dt.date(2026, 9, 1), None, None), "effect.number_missing"),
        (Measured("A", "", None, None, 1), "effect.period_missing"),
        (Measured("A", "", dt.date(2026, 9, 1), dt.date(2026, 8, 1), 1), "effect.period_backwards"),
        (Measured("A", "", dt.date(2010, 9, 1), dt.date(2026, 8, 1), 1), "effect.period_long"),
        (Measured("A", "", dt.date(2027, 9, 1), None, 1), "steps.day_impossible"),
    ],
)
def test_a_measurement_that_cannot_be_is_refused_in_words(desk, measured, id_):
    desk.load(Liste=INITIATIVES)

    with pytest.raises(ProcessRefusedError) as refused:
        desk.do(measure, 1, measured)

    assert refused.value.id == id_


def test_nothing_is_said_of_an_initiative_that_is_not_there(desk):
    with pytest.raises(InitiativeUnknownError):
        desk.do(measure, 7, Measured("A", "", dt.date(2026, 9, 1), None, 1))
