"""The report in a terminal: readable at 80 columns and wide, with and without colours."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from etl.report.summary import ColumnSummary, FileSummary, GroupSummary, LeftSummary, TableSummary, closing
from etl.report.words import SIGNS, number, plain, say, short
from portfolio.findings import Alike
from portfolio.places import places_of
from portfolio.vocabulary import Severity

_MOST_PLACES, _MOST_ALIKE = 6, 6
_LONGEST_SAID, _LONGEST_ROWS = 60, 60
_WIDE = 100
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_PLAIN_SIGNS = {Severity.ERROR: "!", Severity.WARNING: "*", Severity.INFO: "-"}
_HEADINGS = {
    Severity.ERROR: "errors_heading",
    Severity.WARNING: "warnings_heading",
    Severity.INFO: "infos_heading",
}


def print_summary(file: FileSummary, console: Console, language: str = "da") -> None:
    """Print what was understood of a file: the verdict, its tables, then the findings, the gravest first."""
    console.print(_Page(console, language).file(file))


def print_files(files: Sequence[FileSummary], console: Console, language: str = "da") -> None:
    """Print a table of several files, and how they went together."""
    console.print(_Page(console, language).closing(files))


class _Page:
    """Lays out the parts for one terminal and language."""

    def __init__(self, console: Console, language: str) -> None:
        self._language = language
        self._is_wide = console.width >= _WIDE
        self._is_plain = console.options.ascii_only
        self._arrow = "->" if self._is_plain else "→"

    def file(self, file: FileSummary) -> RenderableType:
        """Lay out a file."""
        parts: list[RenderableType] = [Text(file.name, style="bold"), self._verdict(file)]
        parts += [Text(file.reason)] if file.is_refused else []
        parts += [Text(file.about, style="dim")] if file.about else []
        for table in file.tables:
            parts += [Text(), *self._table(table)]
        if not file.is_refused:
            parts += self._findings(file.groups)
        return Group(*parts, Text())

    def closing(self, files: Sequence[FileSummary]) -> RenderableType:
        """Lay out the closing table."""
        table = Table(box=None, pad_edge=False, header_style="bold", title=None, padding=(0, 2, 0, 0))
        table.add_column(self._say("file"), overflow="fold", min_width=20)
        table.add_column(self._say("rows"), justify="right")
        table.add_column(self._say("content_short"), overflow="fold")
        for name in ("count_errors", "count_warnings"):
            table.add_column(self._say(name), justify="right")
        for file in files:
            table.add_row(*self._closing_row(file))
        return Group(Text(closing(files, self._language), style="bold"), table)

    def _closing_row(self, file: FileSummary) -> Iterator[RenderableType]:
        yield Text(file.name)
        counts = file.counts
        if file.is_refused:
            yield from (Text(""), Text(self._say("not_read"), style="red"), Text(""), Text(""))
            return
        yield Text(number(counts.rows, self._language))
        yield Text(file.found)
        yield from (Text(number(count, self._language)) for count in (counts.errors, counts.warnings))

    def _say(self, message_id: str, **facts: str | int) -> str:
        return say(message_id, self._language, **facts)

    def _sign(self, severity: Severity) -> str:
        return (_PLAIN_SIGNS if self._is_plain else SIGNS)[severity]

    def _verdict(self, file: FileSummary) -> Text:
        if file.worst is None:
            return Text(file.verdict, style="green")
        return Text(file.verdict, style=_STYLES[file.worst])

    def _table(self, table: TableSummary) -> Iterator[RenderableType]:
        """Lay out a table: where it is, what became of its rows, its columns, the rows left out."""
        yield Text.assemble((table.name, "bold"), f" · {table.place}")
        yield Text(table.account)
        if table.gave:
            yield Text(table.gave)
        yield Text()
        yield self._columns(table.columns)
        if table.counted:
            yield Text(table.counted, style="dim")
        if table.left:
            yield Text()
        for title, is_outside in (("skipped_rows", False), ("outside_rows", True)):
            left = [rows for rows in table.left if rows.is_outside is is_outside]
            if left:
                yield self._left(self._say(title), left)

    def _left(self, title: str, rows: Iterable[LeftSummary]) -> Text:
        told = " · ".join(f"{left.reason}: {short(left.rows, _LONGEST_ROWS)}" for left in rows)
        return Text(f"{title}: {told}", style="dim")

    def _columns(self, columns: Sequence[ColumnSummary]) -> Table:
        """Lay out the columns; in a narrow terminal a column's values stand below its name."""
        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
        table.add_column(self._say("column"), no_wrap=True)
        heading, field = self._say("heading"), self._say("field")
        if self._is_wide:
            table.add_column(heading, overflow="fold", max_width=28)
            table.add_column(field, overflow="fold", max_width=24, min_width=16)
        else:
            table.add_column(f"{heading} {self._arrow} {field.lower()}", overflow="fold", max_width=24)
        table.add_column(self._say("sureness"), no_wrap=True)
        table.add_column(self._say("values"), overflow="fold", ratio=1)
        for column in columns:
            table.add_row(*self._column(column))
        return table

    def _column(self, column: ColumnSummary) -> Iterator[Text]:
        yield Text(column.place or "–", style="" if column.place else "dim")
        field = Text(self._say("not_recognised"), style="dim") if column.field is None else Text(column.field)
        if self._is_wide:
            yield from (Text(column.heading), field)
        else:
            yield _in_one(column, field, self._arrow)
        yield self._sureness(column)
        filled = f"{column.filled}: " if column.filled and column.told else column.filled
        yield Text.assemble((filled, "dim"), plain(column.told))

    def _sureness(self, column: ColumnSummary) -> Text:
        sure = column.sureness
        if sure is None:
            return Text("")
        full, empty = ("#", ".") if self._is_plain else ("■", "□")
        bar = full * sure.steps + empty * (5 - sure.steps)
        return Text(f"{bar} {sure.word}", style="yellow" if sure.is_doubtful else "")

    def _findings(self, groups: Sequence[GroupSummary]) -> Iterator[RenderableType]:
        """Lay out the findings under a heading for each severity."""
        if not groups:
            yield from (Text(), Text(self._say("no_findings"), style="green"))
        for severity in Severity:
            of_it = [group for group in groups if group.severity is severity]
            if of_it:
                yield Text()
                count = number(sum(group.count for group in of_it), self._language)
                yield Text(f"{self._say(_HEADINGS[severity])} ({count})", style=f"bold {_STYLES[severity]}")
                for group in of_it:
                    yield from self._group(group)

    def _group(self, group: GroupSummary) -> Iterator[RenderableType]:
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_row(Text(self._sign(group.severity), style=_STYLES[group.severity]), Text(group.said))
        yield grid
        yield Padding(self._alike(group.alike[:_MOST_ALIKE]), (0, 0, 0, 2))
        rest = len(group.alike) - _MOST_ALIKE
        if rest > 0:
            yield Padding(Text(self._say("more_alike", count=rest), style="dim"), (0, 0, 0, 2))

    def _alike(self, found: Sequence[Alike]) -> Table:
        """Lay out what findings say one by one, beside where they are."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        for alike in found:
            where = places_of(alike.findings, _MOST_PLACES)
            places = (
                self._say("more_places", places=where.text, count=where.more) if where.more else where.text
            )
            cells = [Text(plain(places) or self._say("whole_file"), style="bold")]
            if any(it.said for it in found):
                cells.insert(0, Text(short(alike.said, _LONGEST_SAID)))
            grid.add_row(*cells)
        return grid


def _in_one(column: ColumnSummary, field: Text, arrow: str) -> Text:
    """Write heading and field as one, where they are not the same word."""
    if field.plain == column.heading or not column.heading:
        return field
    return Text.assemble(column.heading, (f"\n{arrow} ", "dim"), field)
