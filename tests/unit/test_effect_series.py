"""Series: what their points, phases, targets and words beside them say together."""

import datetime as dt
import re

import pytest

from portfolio.effect.book import Beside, Said, effect_book, phase_named, unit_key
from portfolio.effect.dimensions import dimension_named, dimensions, suggested
from portfolio.effect.numbers import typed_number
from portfolio.effect.series import PhaseDays, Sourced, Value, slug_of
from portfolio.effect.words import Direction, EffectPhase, SaidBy, Verdict
from portfolio.process.course import ToldIn
from portfolio.process.deeds import ProcessRefusedError
from tests.builders.effect import KNOWN_AT, period, series

DOWN = Sourced(Direction.DOWN, SaidBy.PERSON)
UP = Sourced(Direction.UP, SaidBy.PERSON)
LOW_THEN_HIGH = [1, 2, 1, 2, 1, 2, 1, 2, 1, 9, 8, 9, 8, 9, 8, 9, 8, 9]


@pytest.mark.parametrize(
    ("direction", "verdict"), [(UP, Verdict.IMPROVEMENT), (DOWN, Verdict.CONCERN), (None, Verdict.CHANGE)]
)
def test_the_newest_long_run_decides_by_the_wanted_direction(direction, verdict):
    assert series(LOW_THEN_HIGH, direction=direction).verdict is verdict


@pytest.mark.parametrize(
    ("direction", "verdict"), [(UP, Verdict.CONCERN), (DOWN, Verdict.IMPROVEMENT), (None, Verdict.CHANGE)]
)
def test_a_long_run_at_the_beginning_is_what_the_series_has_left(direction, verdict):
    found = series([9] * 8 + [5, 1, 5, 1, 1, 9, 1, 1, 1, 5, 1], direction=direction)

    assert (found.chart.is_at_first, found.chart.is_on_the_way) == (True, False)
    assert found.verdict is verdict


def test_a_long_run_on_the_way_there_and_back_is_a_change_of_no_direction():
    found = series([1, 9, 1, 1, *[9] * 9, 1, 1, 1, 9, 1, 1, 1, 5, 5], direction=UP)

    assert found.chart.is_on_the_way
    assert found.verdict is Verdict.CHANGE


def test_one_crossing_alone_tells_the_way_and_two_do_not():
    assert series([1, 2, 1, 2, 1, 8, 9, 8, 9, 8], direction=UP).verdict is Verdict.IMPROVEMENT
    assert series([1] * 3 + [9] * 6 + [1] * 3, direction=UP).verdict is Verdict.CHANGE


def test_chance_is_called_chance_and_nine_points_too_few():
    assert series([1, 2] * 5, direction=UP).verdict is Verdict.STEADY
    assert series([1, 2] * 4 + [1], direction=UP).verdict is Verdict.TOO_FEW


def test_limits_are_worked_out_from_twelve_points_on():
    assert series([1, 2] * 5 + [1]).xmr is None
    assert series([1, 2] * 6).xmr is not None


def test_a_month_without_a_measurement_is_a_gap_and_no_point():
    found = series([1, None, 2, 3, None, None, 4])

    assert found.numbers == (1, 2, 3, 4)
    assert found.gaps == (0, 2)


def test_a_period_belongs_to_the_phase_of_its_middle_day():
    days = Sourced(PhaseDays(dt.date(2025, 3, 10), dt.date(2025, 6, 20)), SaidBy.PERSON)

    found = series([1, 2, 3, 4, 5, 6, 7], days=days).phases

    assert [(it.phase, it.first, it.last) for it in found] == [
        (EffectPhase.BEFORE, 0, 1),
        (EffectPhase.TRIAL, 2, 5),
        (EffectPhase.AFTER, 6, 6),
    ]
    assert [it.chart.median for it in found] == [1.5, 4.5, 7]


def test_one_phase_is_none():
    days = Sourced(PhaseDays(dt.date(2020, 1, 1), None), SaidBy.DATES)

    assert series([1, 2, 3], days=days).phases == ()


def test_the_baseline_is_what_is_said_else_the_median_before_else_the_first():
    days = Sourced(PhaseDays(dt.date(2025, 4, 1), None), SaidBy.PERSON)

    assert series([5, 7, 6, 1, 2], days=days).baseline == Sourced(6, SaidBy.SERIES)
    assert series([5, 7, 6]).baseline == Sourced(5, SaidBy.SERIES)
    assert series([5, 7], baseline_said=Sourced(4.0, SaidBy.LIST)).change == 3
    assert series([5]).baseline is None


def test_a_target_is_met_by_the_newest_value_in_the_wanted_direction():
    eight = Sourced(8.0, SaidBy.LIST)

    assert series([9, 8], target=eight, direction=DOWN).is_target_met is True
    assert series([9, 8.1], target=eight, direction=DOWN).is_target_met is False
    assert series([7, 8], target=eight, direction=UP).is_target_met is True
    assert series([7, 8], target=eight).is_target_met is None
    assert series([7, 8], direction=UP).is_target_met is None


# --- Words of lists


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Befolkningens sundhed", "population"),
        ("1. befolkningens sundhedstilstand", "population"),
        ("Borgeroplevet kvalitet (LUP)", "experience"),
        ("Omkostninger: færre sengedage", "cost"),
        ("Omkostninger pr. borger", "cost"),
        ("Arbejdsmiljø", "staff"),
        ("Sundhed og økonomi", None),
        ("Noget andet", None),
        ("", None),
        (None, None),
    ],
)
def test_a_dimension_is_read_only_where_a_list_names_it(text, found):
    named = dimension_named(text)

    assert (named and named.id) == found


@pytest.mark.parametrize(
    ("name", "unit", "found"),
    [
        ("Genindlæggelser inden 30 dage", "antal", "population"),
        ("Andel trygge borgere", "%", "experience"),
        ("Sengedage pr. borger", "dage", "cost"),
        ("Udgift til hjemmepleje", "kr", "cost"),
        ("Sygefravær blandt medarbejdere", "%", "staff"),
        ("Tilfredshed og genindlæggelser", "", None),
        ("Antal møder", "", None),
    ],
)
def test_a_name_may_suggest_a_dimension_and_two_suggest_none(name, unit, found):
    hinted = suggested(name, unit)

    assert (hinted and hinted.id) == found


def test_a_suggestion_is_never_what_an_indicator_is_taken_for():
    (found,) = book(Said(1, "Akutteam", "Genindlæggelser", "antal", value(0, 3)))

    assert found.dimension is None


def test_three_dimensions_are_always_shown():
    assert [it.id for it in dimensions() if it.is_always_shown] == ["population", "experience", "cost"]


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("Før", EffectPhase.BEFORE),
        ("baseline", EffectPhase.BEFORE),
        ("Afprøvning", EffectPhase.TRIAL),
        ("under indsatsen", EffectPhase.TRIAL),
        ("Efter", EffectPhase.AFTER),
        ("Drift", EffectPhase.AFTER),
        ("fase 2", None),
        ("", None),
    ],
)
def test_a_phase_is_read_where_a_list_names_one(text, phase):
    assert phase_named(text) is phase


CELL = ToldIn("Liste", 1, "a.xlsx", "Målinger", "F2", "")


def value(place, number, known_at=KNOWN_AT):
    return Value(period(place), number, str(number), None, known_at)


def book(*said):
    return effect_book(said, ()).indicators


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("ned", Direction.DOWN),
        ("Lavere er bedre", Direction.DOWN),
        ("op", Direction.UP),
        ("↑", Direction.UP),
        ("stigende", Direction.UP),
        ("neutral", Direction.NEUTRAL),
        ("op eller ned", None),
        ("ved ikke", None),
    ],
)
def test_a_direction_is_read_where_a_lists_words_are_of_one_way(text, direction):
    (found,) = book(Said(1, "A", "B", "", value(0, 3), {"direction": Beside(text, CELL)}))

    assert (found.direction and found.direction.value) is direction


def test_what_stands_beside_the_newest_measurement_counts():
    (found,) = book(
        Said(1, "A", "B", "", value(0, 3), {"target": Beside(5, CELL)}),
        Said(1, "A", "B", "", value(1, 3), {"target": Beside(6, CELL)}),
        Said(1, "A", "B", "", value(2, 3)),
    )

    assert found.target is not None
    assert found.target.value == 6


def test_units_that_mean_the_same_make_one_series():
    assert unit_key("Pct.") == unit_key("%") == unit_key("procent")
    assert unit_key("antal") == unit_key("") == ""
    assert len(book(Said(1, "A", "B", "%", value(0, 3)), Said(1, "A", "b", "pct.", value(1, 4)))) == 1


def test_of_two_values_in_one_list_the_last_counts():
    (found,) = book(Said(1, "A", "B", "", value(0, 3)), Said(1, "A", "B", "", value(0, 4)))

    assert found.numbers == (4,)
    assert [it.number for it in found.points[0].said] == [4, 3]


# --- Numbers as people type them


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("1.234", 1234),
        ("1.234,5", 1234.5),
        ("1 234", 1234),
        ("-3", -3),
        ("−3", -3),
        ("85 %", 85),
        ("0,05", 0.05),
        ("", None),
        ("  ", None),
    ],
)
def test_a_number_is_read_as_people_in_denmark_type_it(text, number):
    assert typed_number(text) == number


@pytest.mark.parametrize("text", ["<5", "ca. 9", "tolv", "1,2,3", "1.23.4", "9" * 50, "nan", "inf", "1e5"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ProcessRefusedError):
        typed_number(text)


def test_long_names_that_begin_alike_have_addresses_of_their_own():
    name = "Andel af borgere med KOL, der er genindlagt på hospitalet inden for {} dage"
    slugs = [slug_of(1, name.format(days)) for days in (30, 90)]

    assert len(set(slugs)) == 2
    assert all(re.fullmatch(r"[a-z0-9-]{1,60}", it) for it in slugs)
    assert slug_of(1, name.format(30)) == slugs[0]
