"""A table on a sheet, and what a right reading of it gives, filled by the same calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from parts.cells import Cell, Look, Note, Truth
from parts.sheets import Sheet, address, letters
from parts.values import Write, plain

HEAD: Look = {"bold": True, "fill": "DDEBF7", "wrap": True, "border": True}
SECTION: Look = {"bold": True, "fill": "F2F2F2"}


@dataclass(frozen=True)
class Column:
    """A column of a table: heading, our field (None: nobody knows it), how its cells are written.

    ``source`` is the column of the list's table behind it where that is not the field's name.
    """

    heading: str
    field: str | None
    write: Write = plain
    width: float = 16
    group: str | None = None
    source: str | None = None

    def cell(self, values: Mapping[str, str], row: int) -> Cell | None:
        """Write the column's cell of one line; None where the line has nothing."""
        notation = values.get(self.source or self.field or "", "")
        return self.write(notation, row) if notation else None


@dataclass
class Table:
    """A table on a sheet, and what a right reading of it gives."""

    sheet: Sheet
    columns: Sequence[Column]
    kind: str = "initiatives"
    header_rows: list[int] = field(default_factory=list)
    next_row: int = 1
    record_rows: list[int] = field(default_factory=list)
    records: list[Truth] = field(default_factory=list)
    left_rows: list[tuple[int, str]] = field(default_factory=list)
    rejected: list[int] = field(default_factory=list)
    context: dict[str, Truth] = field(default_factory=dict)
    findings: list[Truth] = field(default_factory=list)

    # ---------------------------------------------------------------------------------------- headings

    def headings(self, row: int) -> None:
        """Write the heading row, two where columns have groups, and go on below."""
        is_grouped = any(column.group for column in self.columns)
        for at, column in enumerate(self.columns, 1):
            self.sheet.widths[at] = column.width
            self.sheet.put(row + bool(column.group), at, column.heading, **HEAD)
            if not column.group:
                self.sheet.merge(row, at, row + is_grouped, at)
        self._groups(row)
        self.header_rows = [row, row + 1] if is_grouped else [row]
        self.next_row = self.header_rows[-1] + 1

    def _groups(self, row: int) -> None:
        first = 1
        groups = [column.group for column in self.columns]
        for n, group in enumerate(groups):
            at = n + 1
            if n and group != groups[n - 1]:
                first = at
            if group and (n + 1 == len(groups) or groups[n + 1] != group):
                self.sheet.put(row, first, group, **HEAD, center=True)
                self.sheet.merge(row, first, row, at)

    def repeat_headings(self) -> None:
        """Write the heading once more inside the table, as after a page break."""
        row = self._next()
        for at, column in enumerate(self.columns, 1):
            self.sheet.put(row, at, column.heading, **HEAD)
        self._leave(row, "row.repeated_heading")

    # -------------------------------------------------------------------------------------------- rows

    def add(self, values: Mapping[str, str], identity: str, **look: object) -> int:
        """Write one record's row; ``identity`` is which initiative it really is."""
        row = self._next()
        found, extra = self._write(row, values, look)
        for name, value in self.context.items():
            found.setdefault(name, dict(value))
        self.record_rows.append(row)
        record: Truth = {"row": row, "values": found, "identity": identity}
        self.records.append({**record, "extra": extra} if extra else record)
        return row

    def reject(self, values: Mapping[str, str]) -> None:
        """Write a row that looks like a record but has no title."""
        row = self._next()
        self._write(row, values, {})
        self.rejected.append(row)
        self.expect("error", row, "title", "Rækken har ingen titel, men er udfyldt.")

    def section(self, raw: str) -> str:
        """Write a section row over the table's whole width; give its address."""
        row = self._next()
        self.sheet.put(row, 1, raw, **SECTION)
        self.sheet.merge(row, 1, row, len(self.columns))
        self._leave(row, "row.section_heading")
        return address(row, 1)

    def leave(self, cells: Mapping[int, Cell | str | float], reason: str, **look: object) -> None:
        """Write a row that is no record, with its reason."""
        row = self._next()
        for at, cell in cells.items():
            self.sheet.put(row, at, cell, **look)
        self._leave(row, reason)

    def inherit(self, name: str, value: object, cell: str | None, read_from: str, **more: object) -> None:
        """Let the rows that follow have a value which stands outside them."""
        self.context[name] = {"value": value, "cell": cell, "read_from": read_from, **more}

    def blank(self) -> None:
        """Leave a row empty."""
        self.next_row += 1

    def column_of(self, field_name: str) -> int:
        """Give the number of a field's column."""
        return 1 + [column.field for column in self.columns].index(field_name)

    def total(self, field_name: str) -> int:
        """Sum a field's amounts over the records."""
        values = (_values(record).get(field_name, {}).get("value") for record in self.records)
        return sum(value for value in values if isinstance(value, int))

    def _next(self) -> int:
        row, self.next_row = self.next_row, self.next_row + 1
        return row

    def _leave(self, row: int, reason: str) -> None:
        self.left_rows.append((row, reason))

    def _write(
        self, row: int, values: Mapping[str, str], look: Look
    ) -> tuple[dict[str, Truth], dict[str, str]]:
        found: dict[str, Truth] = {}
        extra: dict[str, str] = {}
        for at, column in enumerate(self.columns, 1):
            written = column.cell(values, row)
            if written is None:
                continue
            cell = self.sheet.put(row, at, written, **look)
            for note in cell.notes:
                self._expect(note, address(row, at))
            if column.field is None:
                extra[letters(at)] = str(cell.raw)
            else:
                found.update(_entries(column.field, cell, address(row, at)))
        return found, extra

    def expect(self, severity: str, row: int, field_name: str, what: str, *, required: bool = True) -> None:
        """Expect a finding about a field's cell in a row."""
        self._expect(Note(severity, what, required), address(row, self.column_of(field_name)))

    def _expect(self, note: Note, where: str) -> None:
        found: Truth = {"severity": note.severity, "cell": where, "what": note.what}
        self.findings.append(found if note.required else {**found, "required": False})

    # ------------------------------------------------------------------------------------------- truth

    def truth(self) -> Truth:
        """Give the table's part of the truth file."""
        first, last = min(self.record_rows), max(self.record_rows)
        inside = [left for left in self.left_rows if first <= left[0] <= last]
        around = [left for left in self.left_rows if left not in inside]
        out: Truth = {
            "kind": self.kind,
            "header_rows": self.header_rows,
            "first_row": first,
            "last_row": last,
            "columns": [self._described(n, column) for n, column in enumerate(self.columns, 1)],
            "rows": self._counts(len(inside)),
            "skipped": list(map(_left, inside)),
            "around": list(map(_left, around)),
        }
        return {**out, **self._hidden(), **self._rejections(), "records": self.records}

    def _counts(self, skipped: int) -> Truth:
        accepted, rejected = len(self.records), len(self.rejected)
        read = accepted + skipped + rejected
        return {"read": read, "accepted": accepted, "merged": 0, "skipped": skipped, "rejected": rejected}

    def _described(self, at: int, column: Column) -> Truth:
        described: Truth = {"column": letters(at), "heading": column.heading, "field": column.field}
        return {**described, "group": column.group} if column.group else described

    def _hidden(self) -> Truth:
        rows = sorted(self.sheet.hidden_rows)
        return {"hidden": {"rows": rows, "columns": []}} if rows else {}

    def _rejections(self) -> Truth:
        return {"rejected": [{"row": row} for row in self.rejected]} if self.rejected else {}


def _left(row_and_reason: tuple[int, str]) -> Truth:
    return dict(zip(("row", "reason"), row_and_reason, strict=True))


def _values(record: Truth) -> dict[str, Truth]:
    values = record["values"]
    return values if isinstance(values, dict) else {}


def _entries(name: str, cell: Cell, where: str) -> dict[str, Truth]:
    if cell.fields is not None:
        return {field: _entry(replace(cell, value=value), where) for field, value in cell.fields.items()}
    found = {name: _entry(cell, where)}
    for end in ("start", "end"):
        if name == "period" and end in cell.more:
            found[end] = {"value": cell.more[end], "cell": where, "read_from": "period"}
    return found


def _entry(cell: Cell, where: str) -> Truth:
    more = {key: value for key, value in cell.more.items() if key not in ("start", "end")}
    told: Truth = {"value": cell.value, "cell": where}
    if cell.raw is None or isinstance(cell.raw, str):
        told["text"] = cell.raw or ""
    return {**told, **more}
