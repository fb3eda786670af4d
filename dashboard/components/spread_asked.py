"""What lists and people say of the potential for spread of the initiatives that meet the filters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from dashboard import data
from dashboard.data import Advice, AssessmentBook, Chosen, Priorities, Standing
from dashboard.filters import Asked, Ignored
from portfolio.moments import Moment
from portfolio.selection import Criteria
from portfolio.snapshot import Item, Mask
from portfolio.spread.priorities import POTENTIALS
from portfolio.spread.ranking import MORE_KNOWLEDGE, NOT_RECOMMENDED, RECOMMENDED, Known
from portfolio.vocabulary import SpreadPotential

SPREAD_FILE = "/hent/spredning.xlsx"
SHOW_KEY = "kun"
ASSESSED, LISTED, NEITHER = "vurderede", "liste", "ingen"
CHOSEN: Mapping[str, str] = {
    "anbefalet": RECOMMENDED,
    "mangler-viden": MORE_KNOWLEDGE,
    "anbefales-ikke": NOT_RECOMMENDED,
}
"""Words in the address for what people have chosen."""

READY = "klar"
SHOWS = (ASSESSED, LISTED, NEITHER, *CHOSEN, READY)


@dataclass(frozen=True, eq=False)
class SpreadRows:
    """Some initiatives with what is said of their potential.

    Attributes:
        chosen: the initiatives.
        priorities: where all lie by potential and evidence.
        book: all assessments and recommendations.
    """

    chosen: Chosen
    priorities: Priorities
    book: AssessmentBook

    @cached_property
    def assessed(self) -> Chosen:
        """Those that somebody has assessed or recommended anything of, by title."""
        return self._by_title(self._is_assessed)

    @cached_property
    def listed(self) -> Chosen:
        """Those of which only their list has a word, the highest potential first."""
        found = self.chosen.where(~self._is_assessed & ~self._is_unlisted)
        order = np.array([POTENTIALS.index(_word(it)) for it in found.known.codes["spread_potential"].codes])
        at = order[found.known.codes["spread_potential"].at]
        return found.sorted_by(at, found.known.title_rank)

    @cached_property
    def neither(self) -> Chosen:
        """Those of which nobody says anything, by title."""
        return self._by_title(~self._is_assessed & self._is_unlisted)

    @cached_property
    def ready(self) -> Chosen:
        """Those that could be spread now, by title."""
        return self._by_title(self.priorities.is_ready[self.chosen.places])

    def advised(self, code: str) -> Chosen:
        """Give those that people have chosen something of, by title."""
        recommended = self.priorities.facts.recommended
        return self._by_title(
            np.array([recommended.get(int(id_)) == code for id_ in self.chosen.ids], dtype=bool)
        )

    def standing(self, item: Item) -> Standing | None:
        """Say how an initiative is assessed."""
        return self.book.standing(item.id)

    def advice(self, item: Item) -> tuple[Advice | None, Sequence[Advice]]:
        """Give what is recommended of an initiative, and what others say otherwise."""
        return self.book.advised(item.id), self.book.other_advice(item.id)

    def known(self, item: Item) -> Known:
        """Give what an initiative is placed by."""
        return self.priorities.known(item.place)

    @cached_property
    def _is_assessed(self) -> Mask:
        return np.isin(self.chosen.ids, np.array([*self.book.of, *self.book.advice], dtype=np.int64))

    @cached_property
    def _is_unlisted(self) -> Mask:
        return self.chosen.has("spread_potential", None)

    def _by_title(self, mask: Mask) -> Chosen:
        return self.chosen.where(mask).sorted_by(self.chosen.known.title_rank)


def _word(code: str | None) -> SpreadPotential | None:
    return None if code is None else SpreadPotential(code)


def spread_rows(criteria: Criteria) -> SpreadRows:
    """Give what is said of the initiatives that meet some criteria."""
    return SpreadRows(data.portfolio().chosen(criteria), data.priorities(), data.assessments())


def spread_rows_then(criteria: Criteria, since: Moment) -> SpreadRows:
    """Give what was said of them at an earlier moment."""
    return SpreadRows(
        data.portfolio_at(since).chosen(criteria), data.priorities_then(since), data.assessments_then(since)
    )


def shown_of(rows: SpreadRows, show: str) -> list[tuple[str, Chosen]]:
    """Give the parts of the table that are asked for, each with its name: all, or one alone."""
    parts: dict[str, Callable[[], Chosen]] = {
        ASSESSED: lambda: rows.assessed,
        LISTED: lambda: rows.listed,
        NEITHER: lambda: rows.neither,
        READY: lambda: rows.ready,
        **{word: partial(rows.advised, code) for word, code in CHOSEN.items()},
    }
    return [(name, parts[name]()) for name in ([show] if show else (ASSESSED, LISTED, NEITHER))]


def read_show(asked: Asked) -> tuple[str, list[Ignored]]:
    """Read which part of the table is asked for, and what could not be used."""
    word = asked.own.get(SHOW_KEY, "")
    return (word, []) if word in ("", *SHOWS) else ("", [Ignored(SHOW_KEY, word)])
