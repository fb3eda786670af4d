"""How the initiatives that meet the filters stand: what the page Status shows, and its workbook."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard import data, measures
from dashboard.filters import Asked
from dashboard.format import danish_key
from dashboard.labels import organisation_label
from dashboard.measures import Disagreement
from portfolio.milestones import Milestone, MilestoneBook, coming, late, moved
from portfolio.month_words import MonthWords, Retold
from portfolio.rules.gaps import Gap
from portfolio.snapshot import Item, Snapshot

STANDING_FILE = "/hent/status.xlsx"
ORDER_KEY = "orden"
WORST, LONGEST, BY_AREA = "vaerst", "laengst", "klynge"
ORDERS = (WORST, LONGEST, BY_AREA)
AHEAD = dt.timedelta(days=60)
"""So far ahead the next milestones are shown."""


@dataclass(frozen=True, eq=False)
class Stand:
    """How some initiatives stand.

    Attributes:
        chosen: the initiatives that meet the filters.
        known: the portfolio that they are of.
        earlier: the lights that they are compared with.
        words: what was said of every initiative month by month.
        book: all milestones.
    """

    chosen: data.Chosen
    known: data.Portfolio
    earlier: data.Earlier
    words: MonthWords
    book: MilestoneBook

    @property
    def today(self) -> dt.date:
        """The day that they are seen from."""
        return self.known.today

    @property
    def newest(self) -> dt.date | None:
        """The newest month of any list."""
        return self.known.newest_month

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that the initiatives are of."""
        return self.chosen.known

    @cached_property
    def worse(self) -> data.Chosen:
        """Those whose light is worse than before, worst first."""
        return measures.got_worse(self.chosen, self.earlier.comparable)

    @cached_property
    def better(self) -> data.Chosen:
        """Those whose light is better than before, worst first."""
        return measures.got_better(self.chosen, self.earlier.comparable)

    @cached_property
    def wordless(self) -> data.Chosen:
        """Those that are red without a word of why, the longest red first."""
        mask = self.snapshot.gaps[Gap.RED_UNEXPLAINED][self.chosen.places]
        return measures.longest_first(self.chosen.where(mask))

    @cached_property
    def overdue(self) -> data.Chosen:
        """Those past their end, the longest first."""
        return measures.overdue(self.chosen)

    @cached_property
    def retold(self) -> data.Chosen:
        """Those whose words repeat the month before: the longest first, then the worst."""
        told = measures.worst_first(self.chosen.where(self.words.counts[self.chosen.places] > 0))
        return told.sorted_by(-self.words.counts)

    @cached_property
    def moved_unsaid(self) -> data.Chosen:
        """Those whose light is another though the words are the same."""
        return self.retold.where(self.words.is_light_moved[self.retold.places])

    @cached_property
    def verbatim(self) -> data.Chosen:
        """Those whose words are word for word those of the month before."""
        return self.retold.where(~self.words.is_nearly[self.retold.places])

    @cached_property
    def nearly(self) -> data.Chosen:
        """Those whose words are those of the month before but for days and punctuation."""
        return self.retold.where(self.words.is_nearly[self.retold.places])

    def under_same_light(self, told: data.Chosen) -> data.Chosen:
        """Give those of some whose light has not moved."""
        return told.where(~self.words.is_light_moved[told.places])

    def told_again(self, initiative: Item) -> Retold:
        """Give how the words of one of these repeat those before."""
        return self.words.all_retold[initiative.place]

    @cached_property
    def milestones(self) -> Sequence[Milestone]:
        """The milestones of those that are not finished."""
        return self._milestones(self.book.of.values())

    @property
    def late(self) -> list[Milestone]:
        """The milestones that are late, the longest first."""
        return late(self.milestones, self.today)

    @property
    def moved(self) -> list[Milestone]:
        """The milestones that have another date than in the list before."""
        return moved(self.milestones)

    @property
    def coming(self) -> list[Milestone]:
        """The next milestones."""
        return coming(self.milestones, self.today, self.today + AHEAD)

    @property
    def gone(self) -> Sequence[Milestone]:
        """The milestones that left their list undone."""
        return self._milestones(self.book.gone.values())

    @cached_property
    def disagreements(self) -> Sequence[Disagreement]:
        """The months of which a list and a log name different lights."""
        return measures.disagreements(self.chosen)

    def item_of(self, initiative_id: int) -> Item:
        """Give an initiative by its id."""
        place = self.snapshot.place(initiative_id)
        assert place is not None  # noqa: S101 -- it is one of the chosen
        return self.snapshot.item(place)

    def _milestones(self, parts: Iterable[Sequence[Milestone]]) -> list[Milestone]:
        if not self.book.of and not self.book.gone:
            return []
        unfinished = set(self.chosen.where(~self.chosen.flag("is_finished")).ids.tolist())
        return [it for own in parts for it in own if it.initiative_id in unfinished]


def stand_of(asked: Asked) -> Stand:
    """Give how the initiatives that an address asks for stand."""
    known = data.portfolio()
    return Stand(
        known.chosen(asked.criteria),
        known,
        data.earlier(asked.criteria.since),
        data.month_words(),
        data.milestones(),
    )


def in_order(chosen: data.Chosen, order: str) -> data.Chosen:
    """Order initiatives for the grid, by a word of ``ORDERS``."""
    if order == LONGEST:
        return measures.longest_first(chosen)
    if order == BY_AREA:
        return measures.by_area(chosen, _area_key)
    return measures.worst_first(chosen)


def _area_key(code: str | None) -> tuple[bool, str]:
    return code is None, danish_key(organisation_label(code))
