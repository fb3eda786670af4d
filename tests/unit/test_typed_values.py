"""What is offered to choose among is what the model knows by that name; what a form says is read back."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from dashboard.components.value_field import value_field
from dashboard.labels import focus_areas
from dashboard.typed_values import typed_value
from portfolio.corrections import CorrectionRefusedError, check_value
from portfolio.encoding import value_data
from portfolio.fields import FIELDS
from portfolio.records import FuzzyDate
from portfolio.reference import load_reference
from portfolio.versions.states import AREA_KINDS, CorrectionFacts, focus_area_of, state_of
from portfolio.vocabulary import Precision, Status
from tests.builders.components import text_of

TODAY = dt.date(2026, 11, 23)
AT = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


@pytest.mark.parametrize("area", focus_areas().values(), ids=lambda area: area.id)
def test_a_focus_area_is_recognised_by_the_name_that_is_offered(area):
    assert focus_area_of(area.name) == area.id


@pytest.mark.parametrize(
    "area",
    [row for row in load_reference().organisations if row.kind in AREA_KINDS and row.exists_on(TODAY)],
    ids=lambda row: row.id,
)
def test_a_cluster_is_recognised_by_the_name_that_is_offered(area):
    named = CorrectionFacts(1, "cluster", area.name, AT)

    assert state_of([], [named], is_listed=True).organisation_id is not None


def test_what_a_field_says_and_is_none_of_those_known_is_still_offered():
    assert "Klynge Ukendt" in text_of(value_field(FIELDS["cluster"], "Klynge Ukendt", TODAY))


def written(field, value) -> MultiDict[str, str]:
    """Fill in the form of a field as a person would."""
    name = FIELDS[field].name
    if isinstance(value, FuzzyDate) and value.first is not None:
        parts = {"aar": str(value.first.year)}
        if value.precision is not Precision.YEAR:
            parts["maaned"] = str(value.first.month)
        if value.precision is Precision.DAY:
            parts["dag"] = str(value.first.day)
        return MultiDict({f"{name}-{part}": text for part, text in parts.items()})
    if isinstance(value, tuple):
        return MultiDict([(f"{name}-kommune", code) for code in value])
    return MultiDict({f"{name}-vaerdi": str(value)})


days = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
exact = days.map(lambda day: ("start", FuzzyDate(day, day, Precision.DAY)))
years = days.map(
    lambda day: ("end", FuzzyDate(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), Precision.YEAR))
)
codes = st.sampled_from(list(Status)).map(lambda code: ("status", code.value))
amounts = st.integers(0, 10**12).map(lambda amount: ("budget_dkk", amount))
places = st.sets(st.sampled_from(["0751", "0779", "0791"]), min_size=1).map(
    lambda found: ("municipalities", tuple(sorted(found)))
)


@given(st.one_of(exact, years, codes, amounts, places))
def test_what_is_filled_in_is_what_is_read(said):
    field, value = said

    assert check_value(field, typed_value(FIELDS[field], written(field, value))) == value


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=30))
def test_any_text_is_read_or_refused_and_what_is_read_can_be_stored(field, text):
    parts = ("vaerdi", "kommune", "aar", "maaned", "dag")
    form = MultiDict({f"{field}-{part}": text for part in parts})
    with suppress(CorrectionRefusedError):
        value_data(check_value(field, typed_value(FIELDS[field], form)))
