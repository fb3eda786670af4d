"""What the pages know of the import: how a file is put aside, and whom to tell of a job."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from portfolio.drafts import ReceivedFile


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


@dataclass(frozen=True, slots=True)
class Importer:
    """The import as the pages are handed it.

    Attributes:
        receive: puts a file aside in the folder of drafts, under the name it came with.
        forget: deletes a file put aside, by its place; None is nothing to delete.
        tell: tells the worker of a job, by its id, after the commit.
        kept: the folder where loaded files are kept as they came.
    """

    receive: Callable[[Path, str], Received]
    forget: Callable[[str | None], None]
    tell: Callable[[str], None]
    kept: Path
