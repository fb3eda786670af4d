"""The indicators of the initiatives that an address asks for, sorted by what they say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard import data
from dashboard.components.effect_words import EFFECT, dimension_word
from dashboard.data import Chosen
from dashboard.filters import Asked, Ignored, to_query
from dashboard.format import danish_key
from portfolio.effect.dimensions import Dimension, dimensions
from portfolio.effect.series import Indicator
from portfolio.effect.words import Verdict
from portfolio.rules.likeness import fold
from portfolio.snapshot import Item
from portfolio.vocabulary import LABELS

DIMENSION_KEY, VERDICT_KEY = "dimension", "fund"
UNCHOSEN = "ikke-valgt"
_CHANGED = {Verdict.CONCERN, Verdict.CHANGE, Verdict.IMPROVEMENT}


@dataclass(frozen=True, eq=False)
class Effects:
    """The indicators of the initiatives that meet the filters.

    Attributes:
        chosen: the initiatives.
        every: their indicators with a number at least, sorted by what they say.
        shown: those of them in the dimension and with the verdict that the address asks for.
        mute: their indicators without any number.
        ignored: what of the address names no dimension and no verdict.
    """

    chosen: Chosen
    every: Sequence[Indicator]
    shown: Sequence[Indicator]
    mute: Sequence[Indicator]
    ignored: tuple[Ignored, ...] = ()

    @cached_property
    def of(self) -> Mapping[int, Sequence[Indicator]]:
        """Initiative -> its indicators."""
        found: dict[int, list[Indicator]] = {}
        for it in self.every:
            found.setdefault(it.initiative_id or 0, []).append(it)
        return found

    @property
    def measured(self) -> list[Item]:
        """The initiatives that have an indicator, by title."""
        return [it for it in self.chosen if it.id in self.of]

    @property
    def unmeasured(self) -> list[Item]:
        """The initiatives that have none, by title."""
        return [it for it in self.chosen if it.id not in self.of]

    @property
    def changed(self) -> list[Indicator]:
        """The indicators that say more than chance."""
        return [it for it in self.every if it.verdict in _CHANGED]

    def in_dimension(self, id_: str | None) -> list[Indicator]:
        """Give the indicators of a dimension; None: of none."""
        return [it for it in self.every if dimension_of(it) == id_]

    def initiatives_in(self, id_: str | None) -> set[int]:
        """Give the initiatives with an indicator of a dimension."""
        return {it.initiative_id or 0 for it in self.in_dimension(id_)}

    @property
    def dimensions(self) -> list[Dimension]:
        """The dimensions to show: those that are always, and those in use."""
        return [it for it in dimensions() if it.is_always_shown or self.in_dimension(it.id)]

    @property
    def in_all(self) -> int:
        """How many initiatives have an indicator in each of the three."""
        three = [it for it in dimensions() if it.is_always_shown]
        found = [self.initiatives_in(it.id) for it in three]
        return len(set.intersection(*found)) if found else 0

    def verdicts(self, indicators: Sequence[Indicator]) -> Counter[Verdict]:
        """Count indicators by what they say."""
        return Counter(it.verdict for it in indicators)


def dimension_of(indicator: Indicator) -> str | None:
    """Give the code of an indicator's dimension; None: nobody has said."""
    return None if indicator.dimension is None else indicator.dimension.value


def verdict_word(verdict: Verdict) -> str:
    """Give a verdict's word in addresses."""
    return fold(LABELS[Verdict][verdict].da).replace(" ", "-")


def effects_of(asked: Asked) -> Effects:
    """Give the indicators that an address asks for."""
    chosen = data.portfolio().chosen(asked.criteria)
    ids = set(chosen.ids.tolist())
    own = [it for it in data.effect().indicators if it.initiative_id in ids]
    order = list(Verdict)
    every = sorted(
        (it for it in own if it.points),
        key=lambda it: (order.index(it.verdict), danish_key(it.title), danish_key(it.name)),
    )
    wanted, verdict, ignored = _wanted(asked)
    shown = [
        it
        for it in every
        if (wanted is None or (dimension_of(it) or UNCHOSEN) == wanted) and verdict in {None, it.verdict}
    ]
    return Effects(chosen, every, shown, [it for it in own if not it.points], ignored)


def _wanted(asked: Asked) -> tuple[str | None, Verdict | None, tuple[Ignored, ...]]:
    ignored = []
    by_word = {dimension_word(it.id): it.id for it in dimensions()} | {UNCHOSEN: UNCHOSEN}
    verdicts = {verdict_word(it): it for it in Verdict}
    word, fund = asked.own.get(DIMENSION_KEY), asked.own.get(VERDICT_KEY)
    if word is not None and word not in by_word:
        ignored.append(Ignored(DIMENSION_KEY, word))
    if fund is not None and fund not in verdicts:
        ignored.append(Ignored(VERDICT_KEY, fund))
    return by_word.get(word or ""), verdicts.get(fund or ""), tuple(ignored)


def effect_address(asked: Asked, *, dimension: str | None = "", verdict: Verdict | None = None) -> str:
    """Give the page's address narrowed to a dimension and a verdict; None: to those of no dimension."""
    own = {}
    if dimension != "":
        own[DIMENSION_KEY] = UNCHOSEN if dimension is None else dimension_word(dimension)
    if verdict is not None:
        own[VERDICT_KEY] = verdict_word(verdict)
    return EFFECT + to_query(replace(asked, own=own, page=1))


def indicator_address(slug: str, asked: Asked, **own: str) -> str:
    """Give an indicator's page, seen from the same moment."""
    criteria = asked.criteria
    seen = type(criteria)(as_of=criteria.as_of, structure_on=criteria.structure_on)
    return f"{EFFECT}/{slug}" + to_query(Asked(criteria=seen, own=own))
