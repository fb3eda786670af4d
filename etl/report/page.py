"""The report as one page to mail: self-contained, no script, nothing fetched from anywhere."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

from etl.report.markup import Markup, Node, document, element, joined
from etl.report.picture import Flags, picture
from etl.report.summary import (
    ColumnSummary,
    FileSummary,
    GroupSummary,
    LeftSummary,
    TableSummary,
    closing,
    written_on,
)
from etl.report.words import SIGNS, number, say, short
from portfolio.findings import Alike
from portfolio.places import places_of
from portfolio.vocabulary import Severity

_MOST_ALIKE, _MOST_PLACES = 100, 40
_LONGEST_SAID = 160
_STEPS = 5
_COUNTED = re.compile(r"(\d) ")
_HEADINGS = {
    Severity.ERROR: "errors_heading",
    Severity.WARNING: "warnings_heading",
    Severity.INFO: "infos_heading",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(files: Sequence[FileSummary], *, on: dt.date, version: str, language: str = "da") -> str:
    """Give the page about one or several files.

    Args:
        files: what there is to tell of each; at least one.
        on: the day it is written.
        version: of Tværblik.
        language: of the page.
    """
    made = _Page(language, is_alone=len(files) == 1)
    return document(language, made.head(files), _style(), made.body(files, on, version))


@cache
def _style() -> str:
    return resources.files("etl.report").joinpath("page.css").read_text(encoding="utf-8")


class _Page:
    """Builds the parts of a page in one language."""

    def __init__(self, language: str, *, is_alone: bool) -> None:
        self._language = language
        self._is_alone = is_alone

    def _say(self, message_id: str, **facts: str | int) -> str:
        return say(message_id, self._language, **facts)

    def _heading(self, level: int, *content: Node, **attributes: str) -> Markup:
        """Build a heading, one level further down where the page has several files."""
        return element(f"h{level if self._is_alone else level + 1}", *content, **attributes)

    def head(self, files: Sequence[FileSummary]) -> Markup:
        """Build what a browser and a mail reader need to know first."""
        return joined(
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("meta", name="referrer", content="no-referrer"),
            element("title", self._title(files)),
        )

    def _title(self, files: Sequence[FileSummary]) -> str:
        if self._is_alone:
            return self._say("page_title", name=files[0].name)
        return self._say("page_title_many", count=len(files))

    def body(self, files: Sequence[FileSummary], on: dt.date, version: str) -> Markup:
        """Build what is seen."""
        name = element("strong", "Tværblik")
        mark = element("span", class_="mark", aria_hidden="true")
        top = element("header", mark, name, element("span", written_on(on, version, self._language)))
        overview = () if self._is_alone else self._overview(files)
        sections = [self._file(n, file) for n, file in enumerate(files, 1)]
        return element("body", top, element("main", *overview, *sections))

    # Several files

    def _overview(self, files: Sequence[FileSummary]) -> Iterator[Markup]:
        """Say how the files went together, each with a way to its own part."""
        yield element("h1", closing(files, self._language))
        heads = ("file", "rows", "content_short", "count_errors", "count_warnings")
        is_count = (False, True, False, True, True)
        rows = [self._overview_row(n, file) for n, file in enumerate(files, 1)]
        yield self._table_of(self._say("overview"), heads, is_count, rows, "overview")

    def _overview_row(self, n: int, file: FileSummary) -> list[Node]:
        link = element("a", file.name, href=f"#fil-{n}")
        counts = file.counts
        if file.is_refused:
            return [link, "", self._say("not_read"), "", ""]
        shown = (counts.rows, counts.errors, counts.warnings)
        rows, errors, warnings = (number(count, self._language) for count in shown)
        return [link, rows, file.found, errors, warnings]

    def _table_of(
        self,
        caption: str,
        heads: Sequence[str],
        is_count: Sequence[bool],
        rows: Iterable[Sequence[Node]],
        class_: str,
    ) -> Markup:
        """Build a table that becomes a list of cards on a narrow screen and stays a table for everyone."""
        classes = ["count" if count else None for count in is_count]
        names = [self._say(head) for head in heads]
        titles = [
            element("th", name, scope="col", role="columnheader", class_=kind)
            for name, kind in zip(names, classes, strict=True)
        ]
        body = [
            element("tr", *(_cell(*it) for it in zip(row, names, classes, strict=True)), role="row")
            for row in rows
        ]
        return element(
            "table",
            element("caption", caption),
            element("thead", element("tr", *titles, role="row"), role="rowgroup"),
            element("tbody", *body, role="rowgroup"),
            class_=f"cards {class_}",
            role="table",
        )

    # One file

    def _file(self, n: int, file: FileSummary) -> Markup:
        state = "refused" if file.is_refused else file.worst or "fine"
        name = element("p", file.name, class_="kicker")
        verdict = self._heading(1, _kept_together(file.verdict), id=f"fil-{n}")
        about = element("p", file.about, class_="about") if file.about else None
        reason = element("p", file.reason, class_="reason") if file.is_refused else None
        parts = () if file.is_refused else (self._findings(n, file), self._tables(file))
        content = (name, verdict, about, reason, self._receipt(file), *parts)
        return element("section", *content, class_=f"file {state}", aria_labelledby=f"fil-{n}")

    def _receipt(self, file: FileSummary) -> Markup:
        lines = (element("div", element("dt", name), " ", element("dd", said)) for name, said in file.receipt)
        return element("dl", *lines, class_="receipt")

    # Findings

    def _findings(self, n: int, file: FileSummary) -> Markup:
        """Build the findings, the gravest first, with a tally that leads to each."""
        heading = self._heading(2, self._say("findings"))
        if not file.groups:
            return element("section", heading, element("p", self._say("no_findings")), class_="findings")
        counted = [(severity, [it for it in file.groups if it.severity is severity]) for severity in Severity]
        there = [(severity, groups) for severity, groups in counted if groups]
        parts = [self._severity(n, severity, groups) for severity, groups in there]
        return element("section", heading, *parts, class_="findings")

    def _severity(self, n: int, severity: Severity, groups: Sequence[GroupSummary]) -> Markup:
        count = number(sum(group.count for group in groups), self._language)
        tally = element("span", f"({count})", class_="tally")
        heading = self._heading(
            3, _sign(severity), self._say(_HEADINGS[severity]), " ", tally, id=f"{severity}-{n}"
        )
        items = [self._group(group) for group in groups]
        return element(
            "section", heading, element("ul", *items, class_="groups"), class_=f"severity {severity}"
        )

    def _group(self, group: GroupSummary) -> Markup:
        """Build what some findings have in common, then what each says and where."""
        shown, rest = group.alike[:_MOST_ALIKE], len(group.alike) - _MOST_ALIKE
        items = [self._alike(alike) for alike in shown]
        items += [element("li", self._say("more_alike", count=rest))] if rest > 0 else []
        kind = "alike many" if len(items) > 1 else "alike"
        return element("li", element("p", group.said), element("ul", *items, class_=kind))

    def _alike(self, alike: Alike) -> Markup:
        where = places_of(alike.findings, _MOST_PLACES)
        text = where.text or self._say("whole_file")
        more = element("span", self._say("and_more", count=where.more)) if where.more else None
        said = (
            joined(element("span", short(alike.said, _LONGEST_SAID), class_="said"), " ")
            if alike.said
            else None
        )
        return element("li", said, element("span", text, class_="place"), " " if more else None, more)

    # Tables

    def _tables(self, file: FileSummary) -> Markup:
        flags = flags_of(file.groups)
        heading = self._heading(2, self._say("content"))
        return element(
            "section", heading, *(self._table(table, flags) for table in file.tables), class_="tables"
        )

    def _table(self, table: TableSummary, flags: Flags) -> Markup:
        name = f"{table.name}, {table.place}"
        return element(
            "section",
            self._heading(3, table.name, element("span", f" · {table.place}", class_="quiet")),
            self._account(table),
            picture(table.picture, table, flags, self._language) if table.picture else None,
            self._columns(table, name),
            element("p", table.counted, class_="more") if table.counted else None,
            self._left(table) if table.left else None,
            class_="table",
        )

    def _account(self, table: TableSummary) -> Markup:
        """Write the rows' account, with a bar of the same."""
        bar = [
            element("span", class_=part.name, style=f"flex-grow:{part.count}")
            for part in table.parts
            if part.count
        ]
        return element(
            "div",
            element("p", table.account, f". {table.gave}" if table.gave else "."),
            element("div", *bar, class_="bar", aria_hidden="true"),
            class_="account",
        )

    def _columns(self, table: TableSummary, name: str) -> Markup:
        heads = ("column", "heading", "field", "sureness", "filled_heading", "values")
        rows = [self._column(column) for column in table.columns]
        return self._table_of(self._say("table_caption", table=name), heads, (False,) * 6, rows, "columns")

    def _column(self, column: ColumnSummary) -> list[Node]:
        place = element("strong", column.place) if column.place else "–"
        if column.field is None:
            unknown = element("span", self._say("not_recognised"), class_="quiet")
            return [place, column.heading, unknown, "", "", ""]
        heading = column.heading if column.place else element("span", column.heading, class_="quiet")
        return [place, heading, column.field, self._sureness(column), column.filled, column.told]

    def _sureness(self, column: ColumnSummary) -> Node:
        sure = column.sureness
        if sure is None:
            return ""
        steps = [element("i", class_="on" if n < sure.steps else None) for n in range(_STEPS)]
        kind = "sureness doubtful" if sure.is_doubtful else "sureness"
        return element(
            "span", element("span", *steps, class_="steps", aria_hidden="true"), sure.word, class_=kind
        )

    def _left(self, table: TableSummary) -> Markup:
        heads, is_count = ("reason", "count", "rows_column", "where"), (False, True, False, False)
        rows = [self._left_row(left) for left in table.left]
        return self._table_of(self._say("left_caption"), heads, is_count, rows, "left")

    def _left_row(self, left: LeftSummary) -> list[Node]:
        where = self._say("outside_rows" if left.is_outside else "skipped_rows")
        return [left.reason, number(left.count, self._language), left.rows, where]


def flags_of(groups: Iterable[GroupSummary]) -> Flags:
    """Give the gravest finding of each cell."""
    found: dict[tuple[str | None, str], Severity] = {}
    for group in groups:
        for alike in group.alike:
            for finding in alike.findings:
                if finding.cell is not None:
                    found.setdefault((finding.sheet, finding.cell), group.severity)
    return found


def _kept_together(text: str) -> str:
    """Keep a number and what it counts on one line."""
    return _COUNTED.sub("\\1\u00a0", text)


def _sign(severity: Severity) -> Markup:
    return element("span", SIGNS[severity], class_="sign", aria_hidden="true")


def _cell(content: Node, name: str, kind: str | None) -> Markup:
    """Build a cell; its column's name goes with it, for when the table is a list of cards."""
    is_empty = content in ("", None)
    classes = " ".join(part for part in (kind, "empty" if is_empty else None) if part)
    return element("td", content, role="cell", class_=classes or None, data_name=name)
