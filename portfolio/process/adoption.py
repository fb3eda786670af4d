"""How far receivers have taken an initiative into use, as people and lists say it (pure).

Unknown is not no: who has said nothing is counted as unknown, and who is not meant is not counted.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portfolio.process.course import ToldIn
from portfolio.vocabulary import Uptake

IN_USE = (Uptake.YES,)
"""Who counts as having taken it into use, wherever that is counted; partly is told beside it."""


@dataclass(frozen=True, slots=True)
class AdoptionClaim:
    """What a person or a list says of a receiver.

    Attributes:
        uptake: how far it is; None: that nobody knows.
        day: since when, or when it is planned for.
        known_at: when we came to know; of a list, since when it has said so without a break.
        evidence: what it is known from.
        text: a note, or the text of the cell.
        id: the deed's number; None where a list says it.
        by: the person who says it; "" where a list does.
        told_in: the place in a list.
    """

    uptake: Uptake | None
    day: dt.date | None
    known_at: dt.datetime
    evidence: str | None = None
    text: str | None = None
    id: int | None = None
    by: str = ""
    told_in: ToldIn | None = None


@dataclass(frozen=True, slots=True)
class Receiver:
    """A receiver of an initiative: a cluster, municipality, council or other, by id or by name.

    Attributes:
        organisation: its id, or its name.
        claim: what counts.
        others: what others say otherwise, the newest first.
    """

    organisation: str
    claim: AdoptionClaim
    others: tuple[AdoptionClaim, ...] = ()

    @property
    def uptake(self) -> Uptake | None:
        """How far it is, as it counts."""
        return self.claim.uptake


def receiver_of(organisation: str, claims: Sequence[AdoptionClaim]) -> Receiver:
    """Give what counts of what is said of a receiver: the newest that says how far it is.

    That somebody does not know takes nothing away from what another knows.
    """
    if len(claims) == 1:
        return Receiver(organisation, claims[0])
    newest = sorted(claims, key=lambda it: (it.known_at, it.id or 0), reverse=True)
    counts = next((it for it in newest if it.uptake is not None), newest[0])
    others = tuple(it for it in newest if it is not counts and it.uptake not in (None, counts.uptake))
    return Receiver(organisation, counts, others)


@dataclass(frozen=True, slots=True)
class AdoptionCounts:
    """How many receivers are how far.

    Attributes:
        asked: how many are meant.
        by_uptake: how many of them are how far; None: nobody knows.
        not_meant: how many it is not relevant for.
        disputed: of how many a list or person says otherwise.
    """

    asked: int
    by_uptake: Mapping[Uptake | None, int]
    not_meant: int
    disputed: int

    @property
    def in_use(self) -> int:
        """How many have taken it into use."""
        return sum(self.by_uptake.get(it, 0) for it in IN_USE)

    @property
    def partly(self) -> int:
        """How many have taken it into use in part."""
        return self.by_uptake.get(Uptake.PARTLY, 0)

    @property
    def unknown(self) -> int:
        """Of how many nobody knows."""
        return self.by_uptake.get(None, 0)


def counts_of(receivers: Iterable[Receiver]) -> AdoptionCounts:
    """Count receivers; each once, however many areas it belongs to."""
    known = list({it.organisation: it for it in receivers}.values())
    meant = [it for it in known if it.uptake is not Uptake.NOT_RELEVANT]
    return AdoptionCounts(
        asked=len(meant),
        by_uptake=Counter(it.uptake for it in meant),
        not_meant=len(known) - len(meant),
        disputed=sum(1 for it in known if it.others),
    )


def reached(receivers: Iterable[Receiver], members: Mapping[str, Iterable[str]]) -> dict[str, Uptake | None]:
    """Give how far each municipality is: by its own word, else by that of the areas that it belongs to.

    A municipality in two areas is told once; where they differ, it is partly there if one of them is.

    Args:
        receivers: what is known of receivers.
        members: an area's municipalities, by its id.
    """
    known = {it.organisation: it.uptake for it in receivers}
    by_area: dict[str, list[Uptake | None]] = {}
    for area, towns in members.items():
        if area in known:
            for town in set(towns):
                by_area.setdefault(town, []).append(known[area])
    found = {town: _together(said) for town, said in by_area.items()}
    areas = set(members)
    own = {it: uptake for it, uptake in known.items() if it not in areas}
    return found | {town: uptake for town, uptake in own.items() if uptake is not None or town not in found}


def _together(said: Sequence[Uptake | None]) -> Uptake | None:
    if len(set(said)) == 1:
        return said[0]
    stated = {it for it in said if it is not None}
    if stated & {Uptake.YES, Uptake.PARTLY}:
        return Uptake.PARTLY
    return Uptake.IN_PROGRESS if Uptake.IN_PROGRESS in stated else None
