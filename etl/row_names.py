"""The names of the rows in which a reading found something to say."""

from collections.abc import Collection, Iterator

from etl.convert.listed import ListedRecords
from portfolio.draft_result import MOST_FINDINGS
from portfolio.records import Reading, Report, TableReading
from portfolio.row_names import NamedRow, RowName, names_of, rows_asked
from portfolio.vocabulary import TableKind


def row_names(reading: Reading) -> dict[str, RowName]:
    """Give the names of the rows with findings, by their places; of long lists only those rows are made."""
    findings = reading.findings[:MOST_FINDINGS]
    wanted = frozenset(rows_asked(findings))
    if not wanted:
        return {}
    lists = (table for table in reading.tables if table.kind is TableKind.INITIATIVES)
    return names_of(findings, (named for table in lists for named in _named(table, wanted)))


def _named(table: TableReading, wanted: Collection[int]) -> Iterator[NamedRow]:
    for record in _records(table, wanted):
        name = RowName(record.title, record.key or "")
        yield NamedRow(record.sheet, record.row, record.column, name)


def _records(table: TableReading, wanted: Collection[int]) -> Iterator[Report]:
    records = table.records
    if not isinstance(records, ListedRecords):
        yield from records
        return
    yield from (records[n] for n, row in enumerate(records.rows) if row in wanted)
