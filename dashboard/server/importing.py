"""What the pages know of the import: how a file is put aside, and whom to tell of a job."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from portfolio.drafts import ReceivedFile
from portfolio.handback import HandBack, ListPlace, SenderQuestion
from portfolio.process.papers import NewPaper
from portfolio.records import Value


class Received(Protocol):
    """What came in with one file: itself, or the lists of a zip."""

    @property
    def files(self) -> tuple[ReceivedFile, ...]:
        """The files put aside."""
        ...

    @property
    def skipped(self) -> tuple[str, ...]:
        """The names of what in a zip is no list."""
        ...


class HandBackOf(Protocol):
    """What makes a hand-back."""

    def __call__(
        self,
        file: Path,
        name: str,
        kind: str,
        questions: Sequence[SenderQuestion],
        lists: Sequence[ListPlace],
    ) -> HandBack:
        """Give the sender's own workbook with questions and ids in it."""
        ...


class TemplateOf(Protocol):
    """What makes a template."""

    def __call__(self, *, rows: Iterable[tuple[Mapping[str, Value], int | None]], title: str) -> bytes:
        """Give a workbook to fill in."""
        ...


@dataclass(frozen=True, slots=True)
class Importer:
    """The import as the pages are handed it.

    Attributes:
        receive: puts a file aside in the folder of drafts, under the name it came with.
        forget: deletes a file put aside, by its place; None is nothing to delete.
        tell: tells the worker of a job, by its id, after the commit.
        drafts: the folder of files that have come in and are not confirmed yet.
        kept: the folder where loaded files are kept as they came.
        hand_back: makes a sender's own workbook with questions and ids in it.
        template: makes a workbook to fill in, with what is known of a source.
        examine_paper: sees what a paper is, under the name it came with.
        keep_paper: keeps a paper's file by its hash.
        screen: refuses a typed text that seems to hold a CPR number, seen from a day.
    """

    receive: Callable[[Path, str], Received]
    forget: Callable[[str | None], None]
    tell: Callable[[str], None]
    drafts: Path
    kept: Path
    hand_back: HandBackOf
    template: TemplateOf
    examine_paper: Callable[[Path, str], NewPaper]
    keep_paper: Callable[[Path, NewPaper], None]
    screen: Callable[[str, dt.date], None]
