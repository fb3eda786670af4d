"""Whatever stands in a sheet is still there when it is handed back, as it was."""

import datetime as dt
import io
import string
import tempfile
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.handback import hand_back
from etl.read.grid import address, column_letters
from etl.read.guard import examine
from etl.read.workbook import read_workbook
from etl.returned import taken_back
from etl.schema.marks import FILL, HATCH, ID_HEADING, SHEET
from portfolio.handback import GivenId, ListPlace, SenderQuestion
from portfolio.vocabulary import Severity
from tests.builders.handbacks import parts_of

_ROWS, _COLUMNS = 12, 8
_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=20
).filter(lambda text: not text.startswith("="))
_VALUES = st.one_of(
    _TEXT,
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.booleans(),
    st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)),
)
_PLACES = st.tuples(st.integers(1, _ROWS), st.integers(1, _COLUMNS))
_SHEETS = st.dictionaries(_PLACES, _VALUES, max_size=40)
_COLOURED = st.dictionaries(_PLACES, st.sampled_from(("FF0000", "00B050", "FFFFFF")), max_size=5)
_NOTED = st.dictionaries(_PLACES, _TEXT, max_size=4)
_QUESTIONS = st.lists(
    st.builds(
        lambda place, message, severity: SenderQuestion(
            f"q{place}", message, "Ark", address(*place), severity
        ),
        _PLACES,
        st.text(string.printable + "æøå“”😀\x00<&{}", min_size=1, max_size=30),
        st.sampled_from(Severity),
    ),
    max_size=8,
)


def _made(values, colours, notes):
    """Make a workbook; its last cell holds something, so that all others are within the sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Ark"
    for (row, column), value in {**values, (_ROWS, _COLUMNS): "sidst"}.items():
        sheet.cell(row, column).value = value
    for (row, column), colour in colours.items():
        sheet.cell(row, column).fill = openpyxl.styles.PatternFill("solid", fgColor=colour)
    for (row, column), text in notes.items():
        sheet.cell(row, column).comment = openpyxl.comments.Comment(text, "A")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _read(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ark.xlsx")
        path.write_bytes(data)
        return read_workbook(path, examine(path, path.name))


def _list(rows):
    ids = tuple(GivenId(row, None, f"Titel {row}", 1000 + row) for row in rows)
    places = tuple(column_letters(column) for column in range(1, _COLUMNS + 1))
    return ListPlace("Ark", (1,), 2, _ROWS, places, ids)


@settings(max_examples=30, deadline=None)
@given(_SHEETS, _COLOURED, _NOTED, _QUESTIONS, st.sets(st.integers(2, _ROWS)))
def test_values_looks_and_notes_survive(values, colours, notes, questions, rows):
    data = _made(values, colours, notes)

    back = hand_back(data, "ark.xlsx", "xlsx", questions, [_list(rows)])

    assert not back.is_copy
    before, after = openpyxl.load_workbook(io.BytesIO(data)), openpyxl.load_workbook(io.BytesIO(back.data))
    asked = {question.cell for question in questions}
    for row in before["Ark"].iter_rows():
        for cell in row:
            now = after["Ark"][cell.coordinate]
            assert (now.value, now.number_format) == (cell.value, cell.number_format)
            assert cell.comment is None or now.comment.text.startswith(cell.comment.text)
            if cell.coordinate not in asked:
                assert now.fill.fgColor.rgb == cell.fill.fgColor.rgb
    for name in asked:
        assert after["Ark"][name].fill.fgColor.rgb in {f"FF{FILL}", f"FF{HATCH}"}
    found = {cell.value for row in after["Ark"].iter_rows() for cell in row} if rows else {ID_HEADING}
    assert {ID_HEADING, *(1000 + row for row in rows)} <= found
    same = {name for name, part in parts_of(data).items() if parts_of(back.data)[name] == part}
    assert {"docProps/core.xml", "docProps/app.xml", "xl/theme/theme1.xml", "_rels/.rels"} <= same


@settings(max_examples=30, deadline=None)
@given(_SHEETS, _COLOURED, _NOTED, _QUESTIONS, st.sets(st.integers(2, _ROWS)))
def test_what_is_taken_out_again_leaves_the_sheet_as_it_was(values, colours, notes, questions, rows):
    data = _made(values, colours, notes)
    back = hand_back(data, "ark.xlsx", "xlsx", questions, [_list(rows)])

    returned = taken_back(_read(back.data))

    own = _read(data).sheets[0]
    left = returned.workbook.sheets
    assert [sheet.name for sheet in left] == ["Ark"]
    assert [list(row) for row in left[0].rows] == [list(row) for row in own.rows]
    assert (left[0].fills, left[0].notes) == (own.fills, own.notes)
    assert [finding.sheet for finding in returned.findings] == [SHEET]
