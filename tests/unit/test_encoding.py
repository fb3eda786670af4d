"""Values as canonical JSON, and back."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from portfolio.encoding import (
    canonical_json,
    cells_json,
    cells_of,
    origins_json,
    origins_of,
    value_data,
    value_of,
    values_json,
    values_of,
)
from portfolio.records import CellValue, FuzzyDate
from portfolio.vocabulary import Precision, ReadFrom

days = st.none() | st.dates()
dates = st.builds(FuzzyDate, days, days, st.sampled_from(Precision), st.sampled_from([(), ("year",)]))
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
values = st.one_of(
    texts, st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.tuples(texts, texts), dates
)
same = st.shared(texts)  # often the text is the value too
cells = st.builds(
    CellValue,
    st.none() | values | same,
    texts | same,
    st.none() | st.just("B6"),
    st.none() | st.sampled_from(ReadFrom),
    st.none() | st.just("EUR"),
    st.none() | st.just("rh-syd"),
)


@given(values)
def test_a_value_that_is_written_reads_back(value):
    assert value_of(value_data(value)) == value


@given(st.dictionaries(texts, cells, max_size=5))
def test_cells_that_are_written_read_back(row):
    assert cells_of(cells_json(row)) == row


@given(st.dictionaries(texts, values, max_size=5))
def test_the_same_values_give_the_same_bytes_in_any_order(row):
    backwards = dict(reversed(row.items()))

    assert values_json(backwards) == values_json(row)
    assert values_of(values_json(row)) == row


def told(cell):
    if cell.text and cell.text == cell.value:
        return {"told": cell.text}
    value = {} if cell.value is None else {"value": value_data(cell.value)}
    return value | ({"text": cell.text} if cell.text else {})


@given(st.dictionaries(st.text(st.characters(exclude_categories=("Cs",))), cells, max_size=5))
def test_cells_are_written_as_the_plain_encoder_writes_them(row):
    parts = ("cell", "currency", "organisation", "read_from")
    plain = {
        name: {part: getattr(cell, part) for part in parts if getattr(cell, part)} | told(cell)
        for name, cell in row.items()
    }

    assert cells_json(row) == canonical_json(plain)
    assert values_json({name: cell.value for name, cell in row.items()}) == canonical_json(
        {name: value_data(cell.value) for name, cell in row.items()}
    )


places = st.sampled_from([("source", 1), ("source", 2), ("correction", 1)])


@given(st.dictionaries(texts, places, min_size=1, max_size=5))
def test_where_values_are_from_reads_back(origins):
    assert origins_of(origins_json(origins), origins) == origins


def test_every_sign_is_written_as_the_plain_encoder_writes_it():
    signs = "".join(map(chr, range(0x3000))) + "\U0001f600"

    assert values_json({signs: signs}) == canonical_json({signs: signs})


def test_letters_stay_as_they_are():
    assert canonical_json({"b": "Ærø", "a": [1, None]}) == '{"a":[1,null],"b":"Ærø"}'


def test_a_date_is_written_as_the_check_document_has_it():
    date = FuzzyDate(dt.date(2026, 3, 1), dt.date(2026, 3, 31), Precision.MONTH)

    assert value_data(date) == {"from": "2026-03-01", "to": "2026-03-31", "precision": "month"}
