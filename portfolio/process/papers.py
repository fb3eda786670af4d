"""Papers as files: what is known of one (pure)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

FORMATS = ("pdf", "docx", "xlsx", "pptx", "odt", "txt", "png", "jpg")
"""What a paper may be, by its content."""

LIMIT_MIB = 24


class PaperOwner(StrEnum):
    """What a paper may be put with, other than a step."""

    ROUND = "round"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper that has come in and lies among the kept files.

    Attributes:
        name: what its sender calls it.
        format: one of ``FORMATS``.
        size_bytes: how large it is.
        sha256: its hash.
    """

    name: str
    format: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PaperNote:
    """A paper that stands with something; ``id`` is its number."""

    id: int
    name: str
    size_bytes: int
    made_at: dt.datetime
    made_by: str
