"""Which initiatives have a described core, and which are spread or assessed high without one."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from dashboard import data
from dashboard.components.followed import followed
from dashboard.data import Adopter, Advice, Chosen, Core, Standing
from dashboard.format import danish_key
from dashboard.labels import party_name
from portfolio.process.adoption import IN_USE
from portfolio.selection import Criteria
from portfolio.snapshot import Item, Mask
from portfolio.spread.ranking import ENOUGH_ANSWERED
from portfolio.spread.words import Recommendation
from portfolio.vocabulary import OrganisationKind, SpreadPotential, Uptake

CORES_FILE = "/hent/kerner.xlsx"
HIGH_FROM = 2.0
"""A mean from here on, on enough domains, is high: "to some extent" or more."""


@dataclass(frozen=True, slots=True)
class DescribedCore:
    """An initiative's core with who has told of its parts.

    Attributes:
        item: the initiative.
        core: the core.
        adopters: who has told what they did with the parts.
        silent: who has taken the initiative into use and told nothing of the parts.
    """

    item: Item
    core: Core
    adopters: tuple[Adopter, ...]
    silent: tuple[str, ...]

    @property
    def parted(self) -> tuple[Adopter, ...]:
        """Those who changed or left out a fixed part."""
        return tuple(it for it in self.adopters if it.deviations(self.core.text))


@dataclass(frozen=True, slots=True)
class MissingCore:
    """An initiative without a described core, and why it should have one.

    Attributes:
        item: the initiative.
        in_use: who has taken it into use.
        partly: who has done so in part.
        advice: that somebody recommends it spread.
        standing: how it is assessed, where that is high.
        is_listed_high: its list says that the potential is high.
    """

    item: Item
    in_use: tuple[str, ...]
    partly: tuple[str, ...]
    advice: Advice | None
    standing: Standing | None
    is_listed_high: bool

    @property
    def is_telling(self) -> bool:
        """Whether more than the list's own word calls for a core."""
        return bool(self.in_use or self.partly or self.advice or self.standing)


def users_of(initiative_id: int, *uptakes: Uptake) -> tuple[str, ...]:
    """Give who is so far with an initiative, by name: municipalities as the matrix counts, and others."""
    row = data.spread_matrix(OrganisationKind.MUNICIPALITY).rows.get(initiative_id)
    found = () if row is None else row.where(*uptakes)
    return tuple(sorted(found, key=lambda it: danish_key(party_name(it))))


def silent_of(initiative_id: int) -> tuple[str, ...]:
    """Give who has taken an initiative into use, also in part, and told nothing of its core's parts, by name.

    Those are asked who said it themselves: a cluster is asked, not each of its municipalities.
    """
    told = {it.organisation for it in data.cores().adopters(initiative_id)}
    found = data.adoption().receivers.get(initiative_id, ())
    using = (it.organisation for it in found if it.uptake in (*IN_USE, Uptake.PARTLY))
    return tuple(sorted((it for it in using if it not in told), key=party_name))


def described_cores(criteria: Criteria) -> list[DescribedCore]:
    """Give the cores of the initiatives that meet the filters, by title."""
    book = data.cores()
    found = _among(followed(criteria), book.versions)
    return [
        DescribedCore(it, core, book.adopters(it.id), silent_of(it.id))
        for it in found
        if (core := book.core(it.id)) is not None
    ]


def missing_cores(criteria: Criteria) -> list[MissingCore]:
    """Give those that are spread or assessed high without a core, the most urgent first."""
    chosen, said = followed(criteria), data.assessments()
    may_be = [*data.adoption().receivers, *said.of, *said.advice]
    is_called_for = _is_one_of(chosen, may_be) | chosen.has("spread_potential", SpreadPotential.HIGH)
    called = chosen.where(is_called_for & ~_is_one_of(chosen, data.cores().versions))
    found = filter(None, map(_missing, called.sorted_by(chosen.known.title_rank)))
    return sorted(found, key=_urgency)


def _among(chosen: Chosen, ids: Iterable[int]) -> Chosen:
    return chosen.where(_is_one_of(chosen, ids)).sorted_by(chosen.known.title_rank)


def _is_one_of(chosen: Chosen, ids: Iterable[int]) -> Mask:
    return np.isin(chosen.ids, np.array([*ids], dtype=np.int64))


def _missing(item: Item) -> MissingCore | None:
    """Give what a core is missed for; None where nothing calls for one."""
    book = data.assessments()
    advice, standing = book.advised(item.id), book.standing(item.id)
    is_recommended = advice is not None and advice.recommendation is Recommendation.RECOMMENDED
    is_high = (
        standing is not None
        and standing.mean is not None
        and standing.mean >= HIGH_FROM
        and standing.answered >= ENOUGH_ANSWERED
    )
    one = MissingCore(
        item=item,
        in_use=users_of(item.id, *IN_USE),
        partly=users_of(item.id, Uptake.PARTLY),
        advice=advice if is_recommended else None,
        standing=standing if is_high else None,
        is_listed_high=item.code("spread_potential") == SpreadPotential.HIGH,
    )
    return one if one.is_telling or one.is_listed_high else None


def _urgency(it: MissingCore) -> tuple[bool, bool, int, int]:
    """Recommended first, then assessed high, then the most spread."""
    return it.advice is None, it.standing is None, -len(it.in_use), -len(it.partly)
