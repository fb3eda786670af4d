"""Strangers' files read apart: there is always an answer, and this process lives and stays small."""

import os
import resource
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from etl.read import sandbox
from etl.read.guard import examine
from etl.read.sandbox import read_apart
from etl.read.workbook import read_workbook
from portfolio.errors import FileRefusedError
from tests.builders.grids import trimmed
from tests.builders.workbooks import make_csv, make_ods, make_raw_xlsx, make_xls, make_xlsx, make_zip

MIB = 1 << 20
LAST_ROW = 1_048_576
ONE_CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
BINARY = '<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def sheet(rows: str) -> str:
    return f"<sheetData>{rows}</sheetData>"


def endless_text() -> str:
    """Write a text that takes four bytes a letter, and so more than the memory that reading may take."""
    return sheet(f'<row r="1"><c r="A1" t="str"><v>&#128512;{"a" * (150 * MIB)}</v></c></row>')


def styles(formats: str) -> str:
    return f"<styleSheet><cellXfs>{formats}</cellXfs></styleSheet>"


def shared(texts: str) -> dict[str, str]:
    return {"xl/sharedStrings.xml": f"<sst>{texts}</sst>"}


def stray(cell: str) -> str:
    row = "".join(filter(str.isdigit, cell))
    return sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}"><v>2</v></c></row>')


def repeat_bomb(folder: Path) -> Path:
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value="1" office:value-type="float"/>'
    )
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    names = " ".join(
        f'xmlns:{it}="urn:oasis:names:tc:opendocument:xmlns:{it}:1.0"' for it in ("office", "table")
    )
    body = f"<office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet>"
    content = f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    return make_zip(folder / "bombe.xlsx", parts)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
REFUSED = {
    "a stray cell in the last corner": (lambda it: make_raw_xlsx(it, stray("XFD1048576")), "file.far_cell"),
    "a column past the last": (lambda it: make_raw_xlsx(it, stray("ZZZZZZ5")), "file.far_cell"),
    "a row past the last": (lambda it: make_raw_xlsx(it, stray("A99999999999")), "file.far_cell"),
    "a mountain of blanks": (
        lambda it: make_raw_xlsx(it, sheet(" " * (201 * MIB))),
        "file.too_heavy",
    ),
    "thirty million cells": (
        lambda it: make_raw_xlsx(it, sheet(f"<row>{'<c/>' * 10_000}</row>" * 3_000)),
        "file.too_many_cells",
    ),
    "twenty million shared texts": (
        lambda it: make_raw_xlsx(it, ONE_CELL, more=shared("<si/>" * 20_000_000)),
        "file.too_heavy",
    ),
    "millions of cell formats": (
        lambda it: make_raw_xlsx(it, ONE_CELL, styles=styles('<xf numFmtId="0"/>' * 2_000_000)),
        "file.damaged",
    ),
    "billion laughs": (lambda it: make_raw_xlsx(it, LAUGHS), "file.damaged"),
    "repeated cells under another name": (repeat_bomb, "file.damaged"),
    "a broken binary workbook": (
        lambda it: make_zip(
            it / "liste.xlsb",
            {"[Content_Types].xml": BINARY, "xl/workbook.bin": b"\xff" * 999},
        ),
        "file.damaged",
    ),
}
READ = {
    "formats to the last row": sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        + "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(2, LAST_ROW + 1))
    ),
    "one merge over everything": ONE_CELL + '<mergeCells><mergeCell ref="M1:XFD1048576"/></mergeCells>',
    "overlapping merges": ONE_CELL
    + "<mergeCells>"
    + "".join(f'<mergeCell ref="A1:ZZ{row}"/>' for row in range(2, 3_002))
    + "</mergeCells>",
    "a false dimension": '<dimension ref="A1:XFD1048576"/>' + ONE_CELL,
    "a million attributes": "<x "
    + " ".join(f'a{number}="1"' for number in range(1_000_000))
    + "/>"
    + ONE_CELL,
    "nested elements": "<x>" * 400_000 + "</x>" * 400_000 + ONE_CELL,
    "a number of thousands of digits": '<sheetData><row r="1"><c r="A1"><v>1</v></c>'
    f'<c r="B1"><v>{"9" * 6_000}</v></c><c r="C1"><v>NaN</v></c></row></sheetData>',
}


def refusal(path: Path) -> str:
    with pytest.raises(FileRefusedError) as caught:
        read_apart(path, path.name)
    assert caught.value.message("da")
    return caught.value.id


def size_mib() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / MIB


@pytest.mark.parametrize("kind", REFUSED)
def test_a_hostile_file_is_refused_with_its_reason(tmp_path, kind):
    make, expected = REFUSED[kind]

    assert refusal(make(tmp_path)) == expected


@pytest.mark.parametrize("kind", READ)
def test_a_file_that_only_looks_bad_is_read(tmp_path, kind):
    path = make_raw_xlsx(tmp_path, READ[kind])

    _, workbook = read_apart(path, path.name)

    assert trimmed(workbook.sheets[0].rows) == [[1.0]]


@pytest.mark.parametrize(
    "make", [make_xlsx, make_xls, make_ods, lambda it: make_csv(it, "Indsats;Status\nFælles;I drift")]
)
def test_a_file_read_apart_is_the_same_as_one_read_here(tmp_path, make):
    path = make(tmp_path)
    facts = examine(path, "liste")

    assert read_apart(path, "liste") == (facts, read_workbook(path, facts))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "ingen.xlsx") == "file.missing"


def test_files_are_read_one_after_the_other_by_the_same_process(tmp_path):
    path = make_xlsx(tmp_path)
    read_apart(path, path.name)
    first = list(sandbox._idle)

    read_apart(path, path.name)

    assert sandbox._idle == first


def test_many_may_ask_at_once_and_two_are_read_at_a_time(tmp_path):
    path = make_xlsx(tmp_path)

    with ThreadPoolExecutor(8) as threads:
        read = list(threads.map(lambda _: read_apart(path, path.name), range(24)))

    assert all(it == read[0] for it in read)
    assert len(sandbox._idle) <= sandbox.AT_ONCE


@linux
def test_a_file_that_never_ends_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.5)
    os.mkfifo(tmp_path / "liste.csv")

    assert refusal(tmp_path / "liste.csv") == "file.too_heavy"


@linux
@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (signal.SIGABRT, "file.too_heavy"),
        (signal.SIGXCPU, "file.too_heavy"),
        (signal.SIGKILL, "file.too_heavy"),
        (signal.SIGSEGV, "file.damaged"),
    ],
)
def test_a_process_that_is_ended_gives_a_refusal_and_the_next_file_is_read(tmp_path, end, expected):
    path = make_xlsx(tmp_path)
    read_apart(path, path.name)
    os.mkfifo(tmp_path / "liste.csv")

    with ThreadPoolExecutor(1) as threads:
        refused = threads.submit(refusal, tmp_path / "liste.csv")
        with (tmp_path / "liste.csv").open("wb"):  # opens when the file's reader has opened it too
            os.kill(reader_of(os.getpid()), end)

    assert refused.result() == expected
    assert read_apart(path, path.name)[1].sheets


def reader_of(process: int) -> int:
    """Give the one process that a child of this one has begun for a file."""
    readers = [reader for child in children(process) if reads_files(child) for reader in children(child)]
    assert len(readers) == 1
    return readers[0]


def reads_files(process: int) -> bool:
    return b"etl.read.child" in Path(f"/proc/{process}/cmdline").read_bytes()


def children(process: int) -> list[int]:
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return [int(number) for it in threads for number in it.read_text(encoding="ascii").split()]


@linux
def test_a_heavy_file_leaves_this_process_small_and_says_nothing(tmp_path, capfd, caplog):
    path = make_zip(
        tmp_path / "liste.xlsb", {"[Content_Types].xml": BINARY, "xl/workbook.bin": b"hemmelig" * 99}
    )
    heavy = make_raw_xlsx(tmp_path, endless_text())
    before = size_mib()

    assert refusal(path) == "file.damaged"
    assert refusal(heavy) == "file.too_heavy"
    assert size_mib() - before < 32
    assert capfd.readouterr() == ("", "")
    assert caplog.text == ""
