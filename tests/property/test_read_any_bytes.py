"""Whatever bytes a text file holds, it is read or refused, and no cell of a tidy one is lost."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.read.decoding import decode
from etl.read.guard import examine
from etl.read.workbook import read_workbook
from portfolio.errors import FileRefusedError
from tests.builders.grids import trimmed

LETTERS = "abdefgilmnoprstuvæøåÆØÅ .,-0123456789%/()"
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(lambda text: len(text) > 1)
ROWS = st.lists(st.lists(WORDS, min_size=4, max_size=4), min_size=4, max_size=9)
PIECES = st.sampled_from(
    [
        b"<table>",
        b"<tr>",
        b"<td>",
        b"</td>",
        b"<td colspan=3 rowspan=2>",
        b"</table>",
        b"<!--",
        b"-->",
        b"&amp;",
    ]
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("any") / "liste.csv"


def read(path, data):
    path.write_bytes(data)
    try:
        return read_workbook(path, examine(path, path.name))
    except FileRefusedError:
        return None


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_read_or_refused(path, data):
    read(path, data)
    assert isinstance(decode(data), str)


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(PIECES | st.binary(max_size=6), max_size=30))
def test_any_web_page_is_read_or_refused(path, pieces):
    read(path, b"<table><tr><td>x</td></tr>" + b"".join(pieces))


@settings(max_examples=200, deadline=None)
@given(
    rows=ROWS,
    separator=st.sampled_from(";\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]),
    end=st.sampled_from(["\r\n", "\n"]),
)
def test_every_cell_of_a_tidy_file_is_read(path, rows, separator, encoding, end):
    rows = [["Indsats", "Status", "Målgruppe", "Kommune på Sjælland"], *rows]
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)

    book = read(path, text.getvalue().encode(encoding))

    assert book is not None
    assert trimmed(book.sheets[0].rows) == rows
    assert book.findings == ()


@settings(max_examples=100, deadline=None)
@given(rows=ROWS, encoding=st.sampled_from(["mac_roman", "cp850", "cp865"]))
def test_danish_letters_of_other_machines_come_right(path, rows, encoding):
    rows = [["Indsats", "Målgruppe", "Beløb på året", "Kommuner på Sjælland"], *rows]
    kept = [[cell.replace("¢", "") for cell in row] for row in rows]

    book = read(path, "\n".join(";".join(row) for row in kept).encode(encoding, "ignore"))

    assert book is not None
    assert list(book.sheets[0].rows[0]) == rows[0]
