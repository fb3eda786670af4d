"""The page that ``tvaerblik check`` prints for people: what was understood, and what to look at."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from etl.run import shown_name
from etl.schema.kinds import kind_label
from portfolio.errors import TvaerblikError
from portfolio.fields import FIELDS
from portfolio.findings import Finding
from portfolio.messages import sentence
from portfolio.records import ColumnReading, LeftRow, Reading, TableReading
from portfolio.vocabulary import Label, Severity, label

_MOST_PLACES = 6
_SURE, _LIKELY = 0.8, 0.6
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def print_reading(reading: Reading, console: Console, language: str = "da") -> None:
    """Print what was understood of a file: tables, columns, rows, findings."""
    console.print(Text(reading.file.name, style="bold"))
    for table in reading.tables:
        console.print(Group(*_table(table, language)))
    console.print(Group(*_findings(reading.findings, language)))


def print_refusal(name: str, error: TvaerblikError, console: Console, language: str = "da") -> None:
    """Print why a file was refused."""
    console.print(Text(shown_name(name), style="bold"))
    console.print(Text(error.message(language), style="red"))


def _say(message_id: str, language: str, **facts: str | int) -> str:
    return sentence(f"report.{message_id}", facts, language)


def _table(table: TableReading, language: str) -> Iterable[RenderableType]:
    sheet = table.sheet or _say("no_sheet", language)
    kind = label(table.kind, language)
    yield Text()
    yield Text(
        _say("table", language, sheet=sheet, kind=kind, first=table.first_row, last=table.last_row),
        style="bold",
    )
    rows = table.rows
    counts = {"read": rows.read, "accepted": rows.accepted, "merged": rows.merged}
    yield Text(_say("rows", language, **counts, skipped=rows.skipped, rejected=rows.rejected))
    yield from _left_rows("skipped", table.skipped, language)
    yield from _left_rows("outside", table.outside, language)
    yield _columns(table.columns, language)


def _left_rows(message_id: str, rows: Sequence[LeftRow], language: str) -> Iterable[RenderableType]:
    """Say which rows gave no record, reason by reason."""
    ordered = sorted(rows, key=lambda left: (left.reason, left.row))
    parts = [
        f"{label(reason, language)}: {_first([str(left.row) for left in group])}"
        for reason, group in groupby(ordered, key=lambda left: left.reason)
    ]
    if parts:
        yield Text(_say(message_id, language, rows=" · ".join(parts)), style="dim")


def _first(places: Sequence[str]) -> str:
    """Give the first places of many."""
    shown = ", ".join(places[:_MOST_PLACES])
    return f"{shown} … ({len(places)})" if len(places) > _MOST_PLACES else shown


def _columns(columns: Sequence[ColumnReading], language: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("column", "heading", "field", "sureness"):
        table.add_column(_say(name, language), overflow="fold")
    for column in columns:
        table.add_row(column.place, column.heading, *_understood(column, language))
    return table


def _understood(column: ColumnReading, language: str) -> tuple[str, Text]:
    """Say a column's field, and in a word how sure that is."""
    if column.field is None:
        return "–", Text(_say("not_recognised", language), style="dim")
    word, style = ("sure", "green") if column.confidence >= _SURE else ("unsure", "yellow")
    if _LIKELY <= column.confidence < _SURE:
        word, style = "likely", ""
    return _label(column.field).text(language), Text(
        f"{_say(word, language)} ({column.confidence:.2f})", style=style
    )


def _label(field: str) -> Label:
    """Give what people read for a field of an initiative or of another kind of table."""
    return FIELDS[field].label if field in FIELDS else kind_label(field)


def _findings(findings: Sequence[Finding], language: str) -> Iterable[RenderableType]:
    """Group findings by what they say, the gravest first; each with its count and first places."""
    yield Text()
    if not findings:
        yield Text(_say("no_findings", language), style="green")
    order = list(Severity)
    ordered = sorted(findings, key=lambda finding: (order.index(finding.severity), finding.id))
    for (severity, _), group in groupby(ordered, key=lambda finding: (finding.severity, finding.id)):
        alike = list(group)
        yield Text(f"{label(severity, language)} · {len(alike)} · {_places(alike)}", style=_STYLES[severity])
        yield Text(f"  {alike[0].message(language)}")


def _places(findings: Sequence[Finding]) -> str:
    return _first([_place(finding) for finding in findings if finding.cell or finding.sheet]) or "–"


def _place(finding: Finding) -> str:
    return "!".join(part for part in (finding.sheet, finding.cell) if part)
