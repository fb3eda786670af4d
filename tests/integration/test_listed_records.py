"""A record made column by column, or when it is asked for, is the one that its row gives by itself."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.convert import convert_table
from etl.convert.context import context_of
from etl.convert.fills import light_column
from etl.convert.joining import filling_columns
from etl.convert.records import RowReader
from etl.convert.setting import setting_of
from etl.convert.table import continued
from etl.find import find_tables
from etl.find.rows import read_rows
from etl.match import Matched, match_columns
from etl.read.grid import Workbook
from etl.read.sandbox import read_apart
from portfolio.findings import Finding
from portfolio.ledger import naming_of
from portfolio.records import InTurn, Report
from portfolio.vocabulary import RowReason, TableKind
from tests.builders.grids import WORDS, make_workbook

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".xlsx", ".xls", ".ods", ".csv"})
MONTH = dt.date(2026, 10, 1)


def lists(workbook: Workbook) -> list[Matched]:
    found = (table for table in find_tables(workbook) if table.kind is TableKind.INITIATIVES)
    matched = (match_columns(table) for table in found)
    return [table for table in matched if table.column_of("title") is not None]


def each_by_itself(matched: Matched, workbook: Workbook, name: str) -> tuple[list[Report], list[Finding]]:
    """Read every row of a table by itself, in order."""
    columns: dict[str, int] = {}
    for column in matched.columns:
        if column.field is not None:
            columns.setdefault(column.field, column.number)
    rows = read_rows(matched.found, columns)
    setting = setting_of(matched.found, rows, workbook, name, MONTH)
    records = [row.number for row in rows if row.is_record]
    coloured = light_column(matched, rows)
    filling = filling_columns(matched, records)
    reader = RowReader(matched, setting, filling, coloured.number if coloured else None)
    context = context_of(setting, set(columns))
    reports: dict[int, Report] = {}
    for row in rows:
        if row.reason is RowReason.SECTION_HEADING:
            context.enter(reader.view, row)
        elif row.is_record:
            reports[row.number] = reader.report(row, context)
        elif row.into in reports:
            reports[row.into] = continued(reader, reports[row.into], row, context)
    return list(reports.values()), reader.findings


def hold(workbook: Workbook, name: str) -> int:
    """Hold the records and findings of all lists in a workbook against those read by themselves."""
    tables = lists(workbook)
    for matched in tables:
        reports, findings = each_by_itself(matched, workbook, name)
        converted = convert_table(matched, workbook, name, MONTH)
        records = converted.table.records if converted.table else []
        assert list(records) == reports
        assert [naming_of(it) for it in InTurn([records]).named()] == [naming_of(it) for it in reports]
        assert [finding for finding in findings if finding not in converted.findings] == []
    return len(tables)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:3])
def test_every_record_of_the_samples_is_the_same_either_way(path):
    _, workbook = read_apart(path, path.name)

    hold(workbook, path.name)


CELLS = {
    "Nr.": st.integers(1, 40).map(float) | st.sampled_from(["A1", "a1", None, "-"]),
    "Titel": st.sampled_from([*WORDS, *(f"{word} II" for word in WORDS), "- delopgave", None]),
    "Status": st.sampled_from(["I gang", "I gng", "50 %", "Afventer svar", "Rød, i gang", "?", "", None]),
    "Fase": st.sampled_from(["Idé", "Drift", "fase 9", None]),
    "Trafiklys": st.sampled_from(["Grøn", "G", "Y", "2", "?", "-", None]),
    "Klynge": st.sampled_from(["Randersklyngen", "Midtklyngen", "Et sted", None]),
    "Kommuner": st.sampled_from(["alle", "Randers, Favrskov", "Randrs", "Alle undtagen Odder", "-", None]),
    "Start": st.sampled_from(["1/3", "marts 2026", "snarest", "uge 5", dt.date(2026, 3, 1), 46000.0, None]),
    "Slut": st.sampled_from(["1/1", "2025", "løbende", "31.02.2026", dt.date(2026, 1, 1), "?", None]),
    "Tidsramme": st.sampled_from(["2025-2026", "fra marts", "forår 2026", None]),
    "Budget (t.kr.)": st.sampled_from([250.0, "1.250,50", "2 mio.", "ukendt", "12", None]),
    "Bemærkninger": st.sampled_from(["Venter på data", "?", None]),
}
LIST = st.lists(st.tuples(*CELLS.values()), min_size=3, max_size=14)
SECTION = st.sampled_from([None, "Randersklyngen", "2025", "Afsluttede"])


@settings(max_examples=60, deadline=None)
@given(LIST, LIST, SECTION)
def test_every_record_of_any_list_is_the_same_either_way(first, second, section):
    width = len(CELLS)
    divided = [] if section is None else [(section, *[None] * (width - 1))]
    rows = [tuple(CELLS), *first, *divided, *second]

    assert hold(make_workbook(rows), "liste.xlsx") == 1
