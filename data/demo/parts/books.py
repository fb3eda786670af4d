"""A file: its sheets, its tables, and the truth about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parts.cells import Truth
from parts.sheets import Sheet
from parts.tables import Column, Table


@dataclass
class Book:
    """A file.

    Attributes:
        organisation: the id of the organisation whose list it is, as a reader can know it.
        shows: what is hard about it, in a sentence.
        stated_at: sheets and cells that say whose list it is.
        not_tables: sheets that must give no records, and why.
    """

    file_name: str
    sender: str
    month: str
    organisation: str
    shows: str
    stated_at: tuple[tuple[str, str], ...] = ()
    sheets: list[Sheet] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    not_tables: list[Truth] = field(default_factory=list)

    @property
    def format(self) -> str:
        """The file's format, by its ending."""
        return self.file_name.rsplit(".", 1)[1]

    def sheet(self, name: str, *, is_hidden: bool = False, freeze: tuple[int, int] | None = None) -> Sheet:
        """Add a sheet."""
        sheet = Sheet(name, is_hidden=is_hidden, freeze=freeze)
        self.sheets.append(sheet)
        return sheet

    def table(self, sheet: Sheet, columns: Sequence[Column], kind: str = "initiatives") -> Table:
        """Add a table on a sheet: of initiatives, or of another kind."""
        table = Table(sheet, columns, kind)
        self.tables.append(table)
        return table

    def truth(self) -> Truth:
        """Give the truth file's content."""
        stated = [{"sheet": sheet, "cell": cell} for sheet, cell in self.stated_at]
        findings = [found for table in self.tables for found in self._findings(table)]
        has_error = any(found["severity"] == "error" for found in findings)
        return {
            "file": {"name": self.file_name, "format": self.format},
            "sender": self.sender,
            "shows": self.shows,
            "month": self.month,
            "context": {"organisation": self.organisation, "stated_at": stated},
            "refused": None,
            "exit_status": [int(has_error)],
            "tables": [{"sheet": self._sheet_name(table), **table.truth()} for table in self.tables],
            "not_tables": self.not_tables,
            "findings": findings,
        }

    def _findings(self, table: Table) -> list[Truth]:
        return [{"sheet": self._sheet_name(table), **found} for found in table.findings]

    def _sheet_name(self, table: Table) -> str | None:
        return None if self.format == "csv" else table.sheet.name
