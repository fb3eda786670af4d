"""Reading a file ends, however it was made: its texts are bounded, and so is the time that it may take."""

import pytest

from etl.parse import budget
from portfolio.errors import FileRefusedError
from tests.builders.grids import WORDS, make_sheet, read, titles

HEADER = ["Indsats", "Status", "Start", "Budget"]
LIST = [HEADER, *([word, "I gang", "1.2.2026", 1000] for word in WORDS)]


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(budget, "SECONDS", 0)

    with pytest.raises(FileRefusedError) as caught:
        read(LIST)

    assert caught.value.id == "file.too_long"
    assert "Intet er indlæst" in caught.value.message("da")


def test_time_is_counted_anew_for_each_file(monkeypatch):
    monkeypatch.setattr(budget, "SECONDS", 0)
    with pytest.raises(FileRefusedError):
        read(LIST)
    monkeypatch.undo()

    assert titles(read(LIST)) == list(WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 30_000,
        "a" + " " * 30_000 + "b",
        "1.1-1/1 " * 3_000,
        "uge 1-" * 5_000,
        "2025/26 " * 3_000,
        "1" * 30_000,
    ],
)
def test_a_text_made_to_take_long_is_read_with_its_list(text):
    rows = [*LIST, [f"{text}{WORDS[0]}", f"{text} x", f"{text}1", f"{text}2"]]

    assert len(titles(read(rows))) == len(WORDS) + 1


@pytest.mark.parametrize("text", ["a" * 20_000, "Aa" * 10_000, "1x" * 10_000, "(" * 20_000, "a, " * 7_000])
def test_headings_titles_and_names_made_to_take_long_are_read_past(text):
    rows = [
        [text],
        ["x", text],
        [],
        [f"Indsats {text}", *HEADER],
        *([None, *row] for row in LIST[1:]),
        ["", text],
    ]

    assert titles(read(make_sheet(rows, text), name=f"{text[:200]}.xlsx")) == list(WORDS)
