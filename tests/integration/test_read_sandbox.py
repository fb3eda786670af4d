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
from tests.builders.hostile import BINARY, HOSTILE
from tests.builders.workbooks import make_csv, make_ods, make_xls, make_xlsx, make_zip

MIB = 1 << 20
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def refusal(path: Path) -> str:
    with pytest.raises(FileRefusedError) as caught:
        read_apart(path, path.name)
    assert caught.value.message("da")
    return caught.value.id


def size_mib() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / MIB


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
    heavy = HOSTILE["a text of 150 MiB that takes 600"].make(tmp_path)
    before = size_mib()

    assert refusal(path) == "file.damaged"
    assert refusal(heavy) == "file.too_heavy"
    assert size_mib() - before < 32
    assert capfd.readouterr() == ("", "")
    assert caplog.text == ""
