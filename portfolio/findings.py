"""A finding: what a reading has to say about a cell, a row, a table or a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portfolio.messages import sentence
from portfolio.vocabulary import Severity

Fact = str | int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a list's keeper should look at. It is data, not an exception.

    Attributes:
        id: the message id, such as ``row.title_missing``; its sentence stands in ``portfolio/messages``.
        severity: must be mended, should be looked at, good to know.
        sheet: the sheet's name; None for csv and for the file as a whole.
        cell: the address as Excel shows it, taken when the cell was read; None for a sheet or the file.
        facts: what the sentence mentions.
    """

    id: str
    severity: Severity
    sheet: str | None = None
    cell: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def message(self, language: str = "da") -> str:
        """Say it in a sentence: what stands there, what was expected, what to do."""
        return sentence(self.id, self.facts, language)
