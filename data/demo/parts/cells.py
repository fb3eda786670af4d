"""A cell: what stands in the file and what it means, made together.

A meaning is never read back out of a text, so the truth files cannot inherit a misreading.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

Raw = str | int | float | dt.date | None
Truth = dict[str, object]
Look = dict[str, object]


@dataclass(frozen=True)
class Note:
    """A finding that a reader is expected to have about a cell."""

    severity: str
    what: str
    required: bool = True


@dataclass(frozen=True)
class Cell:
    """A cell of a file.

    Attributes:
        raw: what is written.
        value: what it means; None for a text that means nothing in its column.
        number_format: Excel's number format.
        look: fill, bold, italic, strike, wrap, border, center, size.
        more: what else the truth file says of it (read_from, optional, open, start, end, organisation).
        notes: findings to expect.
        fields: what the cell says of several fields at once, instead of ``value``.
        comment: a cell comment.
    """

    raw: Raw = None
    value: object = None
    number_format: str | None = None
    look: Look = field(default_factory=dict)
    more: Truth = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    fields: Truth | None = None
    comment: str | None = None

    def looking(self, look: Look) -> Cell:
        """Give the same cell with another look below its own."""
        return replace(self, look={**look, **self.look})

    def having(self, **more: object) -> Cell:
        """Give the same cell with more to say in the truth file."""
        return replace(self, more={**self.more, **more})

    def noting(self, severity: str, what: str, *, required: bool = True) -> Cell:
        """Give the same cell with a finding to expect."""
        return replace(self, notes=(*self.notes, Note(severity, what, required)))


def tidy(raw: str) -> str:
    """Collapse white space and drop soft hyphens: how texts are compared."""
    return re.sub(r"\s+", " ", raw.replace("\u00ad", "").replace("\u00a0", " ")).strip()


def text(raw: str) -> Cell:
    """Say what a plain text says."""
    return Cell(raw, tidy(raw))


def unread(raw: str, what: str) -> Cell:
    """Write a text that means nothing definite in its column: no value, and a finding."""
    return Cell(raw, None, notes=(Note("warning", what),))


def placeholder(raw: str) -> Cell:
    """Write a dash where somebody had nothing to write: no value, or no entry at all."""
    note = Note("info", "Pladsholder, ingen værdi.", required=False)
    return Cell(raw, None, more={"optional": True}, notes=(note,))


def as_cell(content: Cell | str | float | None) -> Cell:
    """Take a bare text or number for a cell that means what it says."""
    if isinstance(content, Cell):
        return content
    return text(content) if isinstance(content, str) else Cell(content, content)
