"""What the reading of a draft said, as pages show it: kept as JSON beside the draft, without its records."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from portfolio.comparison import ComparedRow, ListComparison, RowKind
from portfolio.contents import Contents
from portfolio.drift import Drift
from portfolio.findings import Finding
from portfolio.guess import Guess
from portfolio.questions import Question
from portfolio.records import FileFacts, Muted, Reading, SenderAnswer, SheetPicture, TableReading
from portfolio.row_names import RowNames

MOST_ROWS = 2_000
"""So many rows of a comparison are kept to be shown; all are counted."""

MOST_FINDINGS = 5_000


@dataclass(frozen=True, slots=True)
class Understood:
    """What is told of a reading beside its tables.

    Attributes:
        contents: what the file holds, in figures.
        questions: what a person should be asked of columns and words.
        drift: what is otherwise than the source's earlier lists taught.
    """

    contents: Contents
    questions: tuple[Question, ...]
    drift: tuple[Drift, ...]


@dataclass(frozen=True, slots=True)
class DraftResult:
    """What was understood of a draft's file, and what storing it would change.

    Attributes:
        file: what the file is.
        month: the reporting month that the file itself speaks of; None: it does not.
        guess: whose list it seems to be.
        tables: its tables, without their records.
        findings: what there is to say, no more than ``MOST_FINDINGS``.
        finding_count: how many findings there are.
        comparison: what storing it would change; of rows that change nothing, none are kept.
        row_counts: how many rows there are of each kind.
        renamed_count: how many rows have another title than before.
        moved_count: how many rows stand in another place than before.
        understood: what else is told of the reading.
        pictures: how the sheets look, with what became of each row.
        muted: findings that the source's profile says not to tell again.
        answers: what the sender wrote about questions that went back with an earlier list.
        names: which initiatives the rows with findings are about, by the rows' places.
    """

    file: FileFacts
    month: dt.date | None
    guess: Guess
    tables: tuple[TableReading, ...]
    findings: tuple[Finding, ...]
    finding_count: int
    comparison: ListComparison
    row_counts: Mapping[RowKind, int]
    renamed_count: int
    moved_count: int
    understood: Understood
    pictures: tuple[SheetPicture, ...] = ()
    muted: tuple[Muted, ...] = ()
    answers: tuple[SenderAnswer, ...] = ()
    names: RowNames = field(default_factory=dict)

    def count(self, kind: RowKind) -> int:
        """Count the rows of a kind."""
        return self.row_counts.get(kind, 0)

    @property
    def row_count(self) -> int:
        """How many rows are compared."""
        return sum(self.row_counts.values())


def draft_result(
    reading: Reading,
    guess: Guess,
    comparison: ListComparison,
    understood: Understood,
    names: RowNames,
) -> DraftResult:
    """Gather what pages show of a reading and its comparison."""
    rows = tuple(row for row in comparison.rows if _is_shown(row))[:MOST_ROWS]
    return DraftResult(
        file=reading.file,
        month=reading.month,
        guess=guess,
        tables=tuple(replace(table, records=[], row_values=()) for table in reading.tables),
        findings=reading.findings[:MOST_FINDINGS],
        finding_count=len(reading.findings),
        comparison=replace(comparison, rows=rows),
        row_counts=Counter(row.kind for row in comparison.rows),
        renamed_count=len(comparison.renamed),
        moved_count=len(comparison.moved),
        understood=understood,
        pictures=reading.pictures,
        muted=reading.muted,
        answers=reading.answers,
        names=names,
    )


def result_json(result: DraftResult) -> str:
    """Write a result as JSON."""
    return msgspec.json.encode(result).decode()


def result_of(text: str) -> DraftResult:
    """Read what :func:`result_json` wrote."""
    return msgspec.json.decode(text, type=DraftResult)


def _is_shown(row: ComparedRow) -> bool:
    return (
        row.kind is not RowKind.UNCHANGED
        or row.former_title is not None
        or row.former_place is not None
        or bool(row.candidates)
    )
