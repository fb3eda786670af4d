"""Reading a file ends, however it was made: its texts are bounded, and so is the time that it may take."""

import pytest

from etl.parse import budget
from portfolio.errors import FileRefusedError
from tests.builders.grids import WORDS, read, titles

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
