"""What is stored of a list is the same whether its records are told one by one or from their columns."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from etl.convert import convert_table
from etl.read.grid import Workbook
from etl.read.sandbox import read_apart
from portfolio.database import writing
from portfolio.records import ByColumn, RecordColumns, Report
from portfolio.store import load_upload
from portfolio.stored_rows import BATCH, Speaker, told_each, told_in_turn
from portfolio.tables import Base
from portfolio.versions import derive
from tests.builders.big_lists import big_rows
from tests.builders.grids import make_workbook
from tests.builders.grids import read as read_sheets
from tests.builders.uploads import make_upload
from tests.integration.test_listed_records import FILES, MONTH, lists

SPEAKERS = [Speaker(3, "rm-randers", is_listed=True), Speaker(4, None, is_listed=False)]
PLAIN = {
    "Nr.": st.integers(1, 40).map(float) | st.sampled_from(["A1", None]),
    "Titel": st.sampled_from(
        ["Fælles akutteam", "Fald hos ældre", "Hjerterehabilitering", "  to  mellemrum "]
    ),
    "Beskrivelse": st.sampled_from(['Æble\t"og" \\ pære', "\U0001f600 \x7f", "0", 12.0, "-", None]),
    "Status": st.sampled_from(["I gang", "Planlagt", "I gng", "-", None]),
    "Fase": st.sampled_from(["Idé", "Drift", None]),
    "Trafiklys": st.sampled_from(["Grøn", "Gul", "-", None]),
    "Klynge": st.sampled_from(["Randersklyngen", "Midtklyngen", "Et sted", "-", None]),
    "Kommuner": st.sampled_from(["Randers, Favrskov", "Odder; Odder", "-", None]),
    "Startdato": st.sampled_from(["1.3.2026", dt.date(2026, 3, 1), "marts 2026", "snarest", None]),
    "Evalueringsdato": st.sampled_from(["1.3.2027", "uge 5", "-", None]),
    "Budget (kr.)": st.sampled_from([250.0, "1.250,50", "20 EUR", "ukendt", None]),
    "Næste skridt": st.sampled_from(["Møde", "-", None]),
    "Bemærkninger": st.sampled_from(["Venter på data", "", None]),
    "Afdelingens egen rubrik": st.sampled_from(["<a>", "ja\nnej", True, 1.5, None]),
}


TITLES = [[], [("Midtklyngens projekter", None), (None, None)], [("Sammen om ældre", None), (None, None)]]


def records_in(workbook: Workbook, name: str = "liste.xlsx") -> list[Sequence[Report]]:
    tables = (convert_table(matched, workbook, name, MONTH).table for matched in lists(workbook))
    return [table.records for table in tables if table is not None]


def columns_of(records: Sequence[Report]) -> RecordColumns | None:
    return records.by_column() if isinstance(records, ByColumn) else None


def hold(records: Sequence[Report]) -> None:
    """Hold what is told of records in turn against what is told of them one by one."""
    for speaker in SPEAKERS:
        told = list(told_in_turn([records], speaker))
        alone = told_each(tuple(records), speaker)
        for part in ("reports", "states"):
            columns = [getattr(batch, part) for batch in told]
            for name, column in getattr(alone, part).items():
                assert [value for batch in columns for value in batch[name]] == column, name
        assert [codes for batch in told for codes in batch.municipalities] == alone.municipalities


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:3])
def test_the_samples_are_told_the_same_either_way(path):
    _, workbook = read_apart(path, path.name)

    for records in records_in(workbook, path.name):
        hold(records)


def test_a_samples_sheet_that_names_its_cluster_is_told_from_its_columns():
    path = next(path for path in FILES if path.name.startswith("10b"))
    _, workbook = read_apart(path, path.name)
    (columns,) = map(columns_of, records_in(workbook, path.name))

    assert columns is not None
    assert set(columns.fixed) == {"cluster"}
    assert len(columns.apart) < len(columns.rows)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(*PLAIN.values()), min_size=3, max_size=14), st.sampled_from(TITLES))
def test_any_list_is_told_the_same_either_way(rows, titles):
    (records,) = records_in(make_workbook([*titles, tuple(PLAIN), *rows]))

    assert columns_of(records) is not None
    hold(records)


def test_most_of_a_long_list_is_told_from_its_columns_over_the_ends_of_batches():
    (records,) = records_in(make_workbook(list(big_rows(2 * BATCH + 1))))
    columns = columns_of(records)

    assert columns is not None
    assert 0 < len(columns.apart) < BATCH / 10
    hold(records)


def test_a_list_is_stored_the_same_either_way_and_what_follows_is_what_would_be_derived(engine):
    read = read_sheets(list(big_rows(BATCH + 200)), list(big_rows(50, seed=8)), name="stor.xlsx")
    one_by_one = [replace(table, records=tuple(table.records)) for table in read.tables]
    assert [columns_of(table.records) is None for table in (*read.tables, *one_by_one)] == [
        False,
        False,
        True,
        True,
    ]

    with writing(engine) as session:
        load_upload(session, make_upload(read))
        found = rows_of(session)
        derive(session)
        assert rows_of(session) == found
        session.rollback()  # which leaves sequences as they are
    with writing(engine) as session:
        count_anew(session)
        load_upload(session, make_upload(replace(read, tables=tuple(one_by_one))))
        assert rows_of(session) == found


TABLES = (
    "upload",
    "report",
    "match_decision",
    "initiative",
    "version",
    "version_municipality",
    "initiative_listing",
    "initiative_month",
)


def rows_of(session: Session) -> dict[str, list[str]]:
    tables = (Base.metadata.tables[name] for name in TABLES)
    return {table.name: sorted(map(repr, session.execute(select(table)))) for table in tables}


def count_anew(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        for name in ("source", "upload", "initiative", "match_decision"):
            session.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, 'id'), 1, false)"), {"name": name}
            )
