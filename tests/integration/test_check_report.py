"""What check tells people of every sample list: nothing is left out, in either form and language."""

import datetime as dt
import io
import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from rich.console import Console

from etl.report import page, print_summary, summary_of
from etl.run import read_file
from portfolio.records import Reading

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
LISTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".xlsx", ".xls", ".ods", ".csv"))
LANGUAGES = ("da", "en")


@cache
def reading_of(path: Path) -> Reading:
    return read_file(path, path.name, None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem[:3])
def test_every_list_is_told_in_a_terminal(path, language):
    told = io.StringIO()

    print_summary(summary_of(reading_of(path), language), Console(file=told, width=80), language)

    text = " ".join(told.getvalue().split())
    assert path.name in told.getvalue()
    assert "…:" not in text
    for table in reading_of(path).tables:
        assert f"{table.first_row}-{table.last_row}" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem[:3])
def test_every_finding_and_column_of_every_list_is_on_its_page(path, language):
    reading = reading_of(path)

    whole = page([summary_of(reading, language)], on=dt.date(2026, 11, 27), version="1", language=language)

    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", whole)).split())
    for finding in reading.findings:
        assert finding.cell is None or finding.cell in text or f":{finding.cell}" in text, finding
    for table in reading.tables:
        assert len(table.seen) > len(table.header_rows or ())
        assert all(row.row <= table.last_row for row in table.seen)
