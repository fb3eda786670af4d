"""What holds of every reading: rows add up, none is lost, and cells hold what is said of them."""

from collections.abc import Iterator

from etl.parse.texts import shown
from etl.read.grid import Sheet, Workbook
from portfolio.records import CellValue, Reading, Report, TableReading
from tests.builders.grids import place


def broken(reading: Reading, workbook: Workbook) -> list[str]:
    """Name what does not hold of a reading of a workbook, which is as the reader's own screen left it."""
    sheets: dict[str | None, Sheet] = {sheet.name: sheet for sheet in workbook.sheets}
    found: list[str] = []
    for number, table in enumerate(reading.tables, 1):
        where = f"table {number} ({table.kind}, sheet {table.sheet!r})"
        found += [f"{where}: {fault}" for fault in _of_table(table, sheets[table.sheet])]
    for finding in reading.findings:
        finding.message("da"), finding.message("en")
        if finding.cell is not None and finding.sheet in sheets and not _is_inside(finding.cell):
            found.append(f"finding {finding.id} at {finding.cell}")
    return found


def _of_table(table: TableReading, sheet: Sheet) -> Iterator[str]:
    if table.orientation is None:
        yield from _rows(table, sheet)
    for record in (*table.records, *table.row_values):
        for name, value in record.values.items():
            yield from _value(record, name, value, sheet)
        for extra in record.extra:
            if extra.text != shown(sheet.value(*place(extra.cell))):
                yield f"extra {extra.cell} does not hold what is said"


def _rows(table: TableReading, sheet: Sheet) -> Iterator[str]:
    """See that each row with content is a heading, a record, merged, left or outside: one of them."""
    filled = {
        row
        for row, cells in enumerate(sheet.rows, sheet.first_row)
        if any(it not in (None, "") for it in cells)
    }
    span = set(range(table.first_row, table.last_row + 1))
    records = {it.row for it in (*table.records, *table.row_values) if it.row is not None}
    skipped, outside = [it.row for it in table.skipped], [it.row for it in table.outside]
    heading = set(table.header_rows or ())
    inside, counts = filled & span, table.rows
    merged = inside - records - set(skipped)
    lost = filled - span - set(outside) - heading
    promises = {
        f"{len(inside)} rows hold something": counts.read == len(inside),
        f"{len(records)} rows have records": counts.accepted == len(records),
        f"{len(skipped)} rows are left": counts.skipped + counts.rejected == len(skipped),
        f"{sorted(merged)[:5]} are in no record": counts.merged == len(merged),
        f"{sorted(lost)[:5]} are lost without a reason": not lost,
        "a row is left twice": len({*skipped, *outside}) == len(skipped) + len(outside),
        "a row is left on the wrong side of the span": set(skipped) <= span and not set(outside) & span,
        "a record's row is left too": not records & set(skipped) and records <= span,
        "a heading is left too": not set(outside) & heading,
    }
    yield from (f"{promise}; {counts}" for promise, is_kept in promises.items() if not is_kept)


def _value(record: Report, name: str, value: CellValue, sheet: Sheet) -> Iterator[str]:
    if value.cell is None:
        return
    if not _is_inside(value.cell):
        yield f"{name} of row {record.row} is at {value.cell}, outside any sheet"
        return
    raw = sheet.value(*place(value.cell))
    error = sheet.errors.get(place(value.cell))
    if not value.text or value.text == error:
        return
    first = value.text.split("\n")[0]
    if first not in shown(raw) and first not in str(raw) and shown(raw) not in value.text:
        yield f"{name} of row {record.row}: {value.cell} does not hold what is said"


def _is_inside(cell: str) -> bool:
    row, column = place(cell)
    return 1 <= row <= 1_048_576 and 1 <= column <= 16_384
