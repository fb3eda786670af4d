"""The candidates for spread among the initiatives that meet the filters, in order, and the part asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.components.spread_asked import SpreadRows, spread_rows
from dashboard.data import Chosen
from dashboard.filters import Asked, Ignored
from portfolio.snapshot import Code
from portfolio.spread.priorities import Ranked
from portfolio.spread.ranking import Evidence, Known, Shift, Span
from portfolio.vocabulary import SpreadPotential

POTENTIAL_KEY, EVIDENCE_KEY = "potentiale", "dokumentation"
_UNKNOWN = "ukendt"
_POTENTIAL_WORDS: Mapping[str, SpreadPotential | None] = {
    "stort": SpreadPotential.HIGH,
    "mellem": SpreadPotential.MEDIUM,
    "lille": SpreadPotential.LOW,
    "intet": SpreadPotential.NONE,
    _UNKNOWN: None,
}
_EVIDENCE_WORDS: Mapping[str, Evidence | None] = {
    "staerk": Evidence.STRONG,
    "nogen": Evidence.SOME,
    "svag": Evidence.WEAK,
    "ingen": Evidence.NONE,
    _UNKNOWN: None,
}
Cell = tuple[tuple[SpreadPotential | None, ...], tuple[Evidence | None, ...]]
"""Places of both axes that are asked for; none of an axis ask for all of it."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """The candidates among some initiatives.

    Attributes:
        rows: the initiatives, with what is said of them.
        cell: the part of the picture that is asked for.
    """

    rows: SpreadRows
    cell: Cell

    @property
    def chosen(self) -> Chosen:
        """The initiatives that meet the filters."""
        return self.rows.chosen

    @cached_property
    def _ranked(self) -> Ranked:
        return self.rows.priorities.ranked(self.chosen)

    @property
    def ordered(self) -> Sequence[tuple[Known, Span]]:
        """The candidates in their order, with their places among all that meet the filters."""
        return self._ranked.ordered

    @property
    def shifts(self) -> Mapping[int, Sequence[Shift]]:
        """Where candidates would stand if a domain were left out, of those whose place rests on one."""
        return self._ranked.shifts

    @cached_property
    def within(self) -> Chosen:
        """Those that lie in the part of the picture that is asked for."""
        return self.rows.priorities.in_cell(self.chosen, *self.cell)

    @cached_property
    def shown(self) -> Sequence[tuple[Known, Span]]:
        """The candidates in the part that is asked for, in their order."""
        if not self.has_cell:
            return self.ordered
        ids = set(self.within.ids.tolist())
        return [(it, span) for it, span in self.ordered if it.id in ids]

    @cached_property
    def others(self) -> Chosen:
        """Those in the part that is asked for that are no candidates, by title."""
        is_candidate = self.rows.priorities.is_candidate[self.within.places]
        return self.within.where(~is_candidate).sorted_by(self.within.known.title_rank)

    @property
    def has_cell(self) -> bool:
        """Whether a part of the picture is asked for."""
        return any(self.cell)


def ranking_of(asked: Asked) -> tuple[Ranking, list[Ignored]]:
    """Give the candidates among what an address asks for, and what of it could not be used."""
    cell, ignored = read_cell(asked)
    return Ranking(spread_rows(asked.criteria), cell), ignored


def read_cell(asked: Asked) -> tuple[Cell, list[Ignored]]:
    """Read which part of the picture is asked for, and what could not be used."""
    ignored: list[Ignored] = []
    found: list[tuple[Code, ...]] = []
    for key, words in ((POTENTIAL_KEY, _POTENTIAL_WORDS), (EVIDENCE_KEY, _EVIDENCE_WORDS)):
        word = asked.own.get(key)
        if word is not None and word not in words:
            ignored.append(Ignored(key, word))
        found.append((words[word],) if word in words else ())  # type: ignore[index]  # it is a word of theirs
    potentials, rungs = found
    return (potentials, rungs), ignored  # type: ignore[return-value]  # each has its own words


def cell_words(potential: SpreadPotential | None, evidence: Evidence | None) -> dict[str, str]:
    """Give a cell as the address holds it."""
    return {
        POTENTIAL_KEY: _word(_POTENTIAL_WORDS, potential),
        EVIDENCE_KEY: _word(_EVIDENCE_WORDS, evidence),
    }


def _word(words: Mapping[str, Code], code: Code) -> str:
    return next(word for word, it in words.items() if it == code)
