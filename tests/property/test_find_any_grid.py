"""Whatever stands in a sheet, reading it ends, and no filled row is lost without a reason."""

import datetime as dt
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.document import document
from portfolio.errors import FileRefusedError
from portfolio.records import Reading
from tests.builders.grids import WORDS, make_sheet, make_workbook, read
from tests.builders.invariants import broken

HEADINGS = [
    "Nr.",
    "Projekt",
    "Tovholder",
    "Status",
    "Kommuner",
    "Start",
    "Slut",
    "Budget (t.kr.)",
    "Lys",
    "Tema",
    "Noget",
]
FIRST, LAST = dt.datetime.fromisoformat("1990-01-01"), dt.datetime.fromisoformat("2100-01-01")
CELLS = st.one_of(
    st.none(),
    st.none(),
    st.sampled_from(
        [
            *HEADINGS,
            *WORDS,
            "I gang",
            "Afsluttede projekter",
            "2026",
            "-",
            "?",
            "I alt",
            "x",
            "* note",
            "1/3-26",
            "Ishøj",
            "",
        ]
    ),
    st.text(max_size=12),
    st.integers(-5, 60_000),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(FIRST.date(), LAST.date()),
    st.datetimes(FIRST, LAST),
    st.times(),
    st.timedeltas(),
)
BODIES = st.lists(st.lists(CELLS, max_size=7), max_size=14)
HEADERS = st.lists(st.sampled_from(HEADINGS), min_size=3, max_size=7)
BLOCKS = st.tuples(st.integers(1, 12), st.integers(1, 5), st.integers(0, 3), st.integers(0, 3))


def merged(blocks: list[tuple[int, int, int, int]]) -> list[str]:
    """Give blocks that do not overlap as ranges."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, column, down, right in blocks:
        cells = {(r, c) for r in range(row, row + down + 1) for c in range(column, column + right + 1)}
        if not cells & taken:
            taken |= cells
            found.append(f"{chr(64 + column)}{row}:{chr(64 + column + right)}{row + down}")
    return found


@settings(max_examples=200, deadline=None)
@given(top=BODIES, header=HEADERS, body=BODIES, blocks=st.lists(BLOCKS, max_size=4))
def test_any_sheet_is_read_or_refused_and_every_row_has_its_place(top, header, body, blocks):
    sheet = make_sheet([*top[:3], ["Projekt", *header], *body], merges=merged(blocks))
    try:
        reading = read(sheet)
    except FileRefusedError:
        return

    json.dumps(document(reading))
    for number, row in enumerate(sheet.rows, 1):
        if any(raw is not None and raw != "" for raw in row):
            assert is_placed(reading, number), (number, row)
    assert broken(reading, make_workbook(sheet)) == []


def is_placed(reading: Reading, number: int) -> bool:
    """Tell whether each table either holds a row or says why not."""
    return all(
        number in (table.header_rows or ())
        or table.first_row <= number <= table.last_row
        or number in {left.row for left in table.outside}
        for table in reading.tables
    )
