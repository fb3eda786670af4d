"""What is decided of a row, what a person may be asked about it, and what people answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from portfolio.vocabulary import MatchMethod

ReportId: TypeAlias = tuple[int, int]
"""A report's upload, and its number in it."""

SURE = 22.0
"""A renamed row is followed unasked at so many points: the bits of its values, and 16 for the same words."""

POSSIBLE = 7.0
"""A row is asked about at so many points."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An initiative that a row may be about, for a person to say.

    Attributes:
        initiative_id: the initiative.
        title: what it is called now.
        sources: the names of the lists that tell of it.
        likeness: how likely it is the same, from 0 to 1.
        reasons: what speaks for it, as codes: "our_id", "key", "title", "parties", "lead", "focus_area",
            "target_group", "dates", "money", "numbers", "texts"; "split" when other rows may be about it too.
        is_same_source: whether the row's own source has told of it.
    """

    initiative_id: int
    title: str
    sources: tuple[str, ...]
    likeness: float
    reasons: tuple[str, ...]
    is_same_source: bool


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What a person has said of a row.

    Attributes:
        same_as: it is about this initiative; None: nothing is said of that.
        is_new: it is about an initiative that nobody knows yet, whatever it looks like.
        declined: initiatives that it is not about, to be remembered.
    """

    same_as: int | None = None
    is_new: bool = False
    declined: tuple[int, ...] = ()


NO_ANSWERS: Mapping[int, RowAnswer] = {}


@dataclass(frozen=True, slots=True)
class Suspect:
    """An initiative of the source that a row may be about, in points, and what speaks for it."""

    initiative_id: int
    points: float
    reasons: tuple[str, ...]

    @property
    def likeness(self) -> float:
        """Give the points as a number from 0 to 1: a half where it is as likely as not."""
        return round(1 / (1 + 2 ** ((SURE * 0.7 - self.points) / 3)), 2)


@dataclass(frozen=True, slots=True)
class Match:
    """The decision about a row: which initiative (None: new), how it was found, how alike the titles are.

    ``rests_on`` is the earlier report that the row was held to be like; ``suspects`` are initiatives of the
    source that a row that is taken for new may be about.
    """

    initiative_id: int | None
    method: MatchMethod
    likeness: float | None = None
    rests_on: ReportId | None = None
    suspects: tuple[Suspect, ...] = ()
