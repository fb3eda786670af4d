"""Questions to a list's sender, our ids of the rows, and the workbook that carries both back."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from portfolio.findings import Finding
from portfolio.records import Report, TableReading
from portfolio.row_names import RowName, RowNames, name_at
from portfolio.vocabulary import Severity

_TELLS_TO = re.compile(
    r"(?<=[.:?])\s+(?=(?:Skriv|Ret|Slet|Giv|Kontrollér|Lad|Vis|Åbn|Vælg|Sæt|Udfyld|Fjern|Flyt|Del|Gem|Saml|Skal)\b)"
)
_ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class SenderQuestion:
    """Something the sender is asked about a cell, a sheet or the whole file.

    Attributes:
        id: the same for the same question each time it is asked; the answer comes back with it.
        message: what stands there and why it is asked about, in Danish.
        wanted: what to write; "" where the message says all.
        sheet: the sheet's name; None for csv and for the file as a whole.
        cell: the address as Excel shows it; None for a sheet or the file.
        severity: how much it matters.
        about: the initiative that the cell's row is about; "" where it has none.
    """

    id: str
    message: str
    sheet: str | None = None
    cell: str | None = None
    severity: Severity = Severity.WARNING
    wanted: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class GivenId:
    """Our id of an accepted row: ``row`` is the sheet's own, or ``column`` names it in a transposed list."""

    row: int | None
    column: str | None
    title: str
    our_id: int


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a list stands in its sheet, and the ids of its rows.

    Attributes:
        sheet: the sheet's name; None for csv.
        header_rows: the rows of its heading; none for a transposed list.
        first_row: the first of its rows.
        last_row: the last of its rows.
        places: its columns by their letters; for a transposed list the rows by their numbers.
        ids: one for each accepted row.
        is_transposed: tells a list laid on its side.
    """

    sheet: str | None
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    places: tuple[str, ...]
    ids: tuple[GivenId, ...]
    is_transposed: bool = False


@dataclass(frozen=True, slots=True)
class HandBack:
    """A workbook to send back.

    Attributes:
        name: what the file is called.
        data: its bytes, an xlsx workbook.
        is_copy: it is a copy with the same contents, since the sender's own file could not carry the answer.
        notes: what the one who sends it should know.
    """

    name: str
    data: bytes
    is_copy: bool
    notes: tuple[Finding, ...] = ()


def question_of(finding: Finding, names: RowNames = MappingProxyType({})) -> SenderQuestion:
    """Make a question of a finding: its message cut where it begins to tell what to do."""
    message, *wanted = _TELLS_TO.split(finding.message(), maxsplit=1)
    return SenderQuestion(
        question_id(finding),
        message,
        finding.sheet,
        finding.cell,
        finding.severity,
        "".join(wanted),
        _about(name_at(names, finding)),
    )


def _about(name: RowName | None) -> str:
    if name is None:
        return ""
    return f"{name.title} (nr. {name.key})" if name.key else name.title


def question_id(finding: Finding) -> str:
    """Name a finding so that the same one has the same name in every reading of the same file."""
    told = [finding.id, finding.sheet, finding.cell, sorted(finding.facts.items())]
    text = json.dumps(told, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_ID_LENGTH]


def list_place(table: TableReading, ids: Sequence[int | None]) -> ListPlace:
    """Say where a table stands, with the id of each of its records in order; None for one without."""
    given = (_given(record, our_id) for record, our_id in zip(table.records, ids, strict=True) if our_id)
    return ListPlace(
        table.sheet,
        table.header_rows or (),
        table.first_row,
        table.last_row,
        tuple(column.place for column in table.columns),
        tuple(given),
        is_transposed=table.orientation is not None,
    )


def _given(record: Report, our_id: int) -> GivenId:
    return GivenId(record.row, record.column, record.title, our_id)
