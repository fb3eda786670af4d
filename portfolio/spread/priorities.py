"""Where every initiative of a snapshot lies by potential and evidence, and which are candidates (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from portfolio.selection import Chosen
from portfolio.snapshot import Mask, Places, Snapshot
from portfolio.spread.ranking import (
    RECOMMENDED,
    UNSURE_PLACES,
    Basis,
    Evidence,
    Known,
    Merit,
    Placed,
    Shift,
    Span,
    evidence_of,
    is_candidate,
    mean_of,
    merit_of,
    potential_of_mean,
)
from portfolio.vocabulary import Phase, SpreadPotential, Status

POTENTIALS: tuple[SpreadPotential | None, ...] = (*SpreadPotential, None)
"""The places of the axis of potential, the highest first; unknown is one of its own."""

EVIDENCES: tuple[Evidence | None, ...] = (*Evidence, None)
"""The rungs of the evidence, the strongest first; unknown is one of its own."""

RIPE_STATUSES = (Status.COMPLETED, Status.IN_OPERATION)
RIPE_PHASES = (Phase.OPERATION, Phase.EVALUATION)

CORE_CHECK = "core_described"


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What is known of initiatives beside the snapshot, by their numbers.

    Attributes:
        scores: the mean of each domain that somebody has answered.
        checks: the answers to the spread model's checks.
        recommended: what people have chosen.
        told: those whose list tells of an effect or an evaluation in words.
        cored: those whose core is described, on a card or in a list.
        measured: how often the best measured indicator has been measured.
        evaluated: how many evaluations have been held.
    """

    scores: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    checks: Mapping[int, Mapping[str, bool | None]] = field(default_factory=dict)
    recommended: Mapping[int, str] = field(default_factory=dict)
    told: frozenset[int] = frozenset()
    cored: frozenset[int] = frozenset()
    measured: Mapping[int, int] = field(default_factory=dict)
    evaluated: Mapping[int, int] = field(default_factory=dict)

    @property
    def of_evidence(self) -> Iterable[int]:
        """Those of whose effect anything may be known."""
        return {*self.told, *self.measured, *self.evaluated, *self.scores}


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates in their order, and where those would stand whose place rests on a domain."""

    ordered: Sequence[tuple[Known, Span]]
    shifts: Mapping[int, Sequence[Shift]]


Spans = tuple[NDArray[np.intp], NDArray[np.intp]]
"""The first and the last places that some candidates share."""


class Priorities:
    """What is known of all initiatives of a snapshot when they are held against each other.

    Attributes:
        facts: what is known beside the snapshot.
        potential: each initiative's place in ``POTENTIALS``, by its place in the snapshot.
        is_assessed: whether that place is an assessment's, not a list's word.
        evidence: each initiative's place in ``EVIDENCES``.
        is_candidate: whether it is one to be ranked.
        is_ready: candidates that are recommended, or are completed, in operation or evaluated.
        citizens: how many citizens each reaches; NaN where nobody says.
    """

    def __init__(self, snapshot: Snapshot, facts: Facts) -> None:
        self.snapshot, self.facts = snapshot, facts
        self._known: dict[int, Known] = {}
        self.potential, self.is_assessed = self._potentials()
        self.evidence = self._evidences()
        self.is_candidate = self._candidates()
        self.is_ready = self._ready()
        stated = (np.nan if it is None else it for it in snapshot.numbers["citizen_count"].tolist())
        self.citizens = np.fromiter(stated, dtype=np.float64, count=len(snapshot))

    def known(self, place: int) -> Known:
        """Give what is known of an initiative, by its place."""
        if place not in self._known:
            self._known[place] = self._make(place)
        return self._known[place]

    def candidates(self, chosen: Chosen) -> list[Known]:
        """Give those of some initiatives that are to be ranked, in the order they came."""
        return [self.known(place) for place in chosen.places[self.is_candidate[chosen.places]].tolist()]

    def ranked(self, chosen: Chosen) -> Ranked:
        """Order the candidates among some initiatives, and leave each domain out in turn.

        As ``in_order`` and ``shifts_of`` of those alone: all are ranked once, some of them by those ranks.
        """
        own = chosen.places[self.is_candidate[chosen.places]]
        domains, ranks = self._ranks
        at = np.searchsorted(self._candidate_places, own)
        spans = [_spans(by_domain[at]) for by_domain in ranks]
        (first, last), *others = spans
        order = np.lexsort((own, self.snapshot.title_rank[own], ranks[0][at]))
        ordered = [(self.known(int(own[it])), Span(int(first[it]), int(last[it]))) for it in order.tolist()]
        return Ranked(ordered, self._shifts(own, (first, last), zip(domains, others, strict=True)))

    def _shifts(
        self, own: Places, now: Spans, others: Iterable[tuple[str, Spans]]
    ) -> dict[int, tuple[Shift, ...]]:
        moves: dict[int, list[tuple[int, Shift]]] = {}
        for domain, (first, last) in others:
            apart = np.maximum(first - now[1], now[0] - last)
            for it in np.flatnonzero(apart > UNSURE_PLACES).tolist():
                shift = Shift(domain, Span(int(first[it]), int(last[it])))
                moves.setdefault(int(self.snapshot.ids[own[it]]), []).append((-int(apart[it]), shift))
        return {
            id_: tuple(shift for _, shift in sorted(them, key=lambda it: (it[0], it[1].domain)))
            for id_, them in moves.items()
        }

    @cached_property
    def _candidate_places(self) -> Places:
        return np.flatnonzero(self.is_candidate)

    @cached_property
    def _ranks(self) -> tuple[list[str], list[NDArray[np.intp]]]:
        """Rank all candidates, and again with each domain left out that any has an answer of.

        Those alike have the same rank, the first the lowest.
        """
        known = [self.known(place) for place in self._candidate_places.tolist()]
        domains = sorted({domain for it in known for domain in it.scores})
        plain = [merit_of(it) for it in known]
        found = [_dense(plain)]
        for domain in domains:
            merits = [
                merit_of(it, domain) if domain in it.scores else merit
                for it, merit in zip(known, plain, strict=True)
            ]
            found.append(_dense(merits))
        return domains, found

    def ready(self, chosen: Chosen) -> list[Known]:
        """Give those of some initiatives that a forum could spread now, in the order they came."""
        return [self.known(place) for place in chosen.places[self.is_ready[chosen.places]].tolist()]

    def cells(self, chosen: Chosen) -> dict[tuple[SpreadPotential | None, Evidence | None], int]:
        """Count some initiatives by potential and evidence; a pair that none has is not there."""
        width = len(EVIDENCES)
        both = self.potential[chosen.places].astype(np.intp) * width + self.evidence[chosen.places]
        found = np.bincount(both, minlength=len(POTENTIALS) * width)
        places = np.flatnonzero(found).tolist()
        return {(POTENTIALS[at // width], EVIDENCES[at % width]): int(found[at]) for at in places}

    def in_cell(
        self, chosen: Chosen, potentials: Sequence[SpreadPotential | None], rungs: Sequence[Evidence | None]
    ) -> Chosen:
        """Give those of some initiatives that lie in one of some cells; no places ask for all of an axis."""
        mask = np.ones(len(chosen), dtype=bool)
        if potentials:
            mask &= np.isin(self.potential[chosen.places], [POTENTIALS.index(it) for it in potentials])
        if rungs:
            mask &= np.isin(self.evidence[chosen.places], [EVIDENCES.index(it) for it in rungs])
        return chosen.where(mask)

    def placed(self, place: int) -> tuple[Placed, Placed]:
        """Give where an initiative lies on both axes, and what that is known from."""
        known = self.known(place)
        code, is_assessed = POTENTIALS[int(self.potential[place])], bool(self.is_assessed[place])
        basis = None if code is None else Basis.ASSESSED if is_assessed else Basis.LISTED
        return Placed(code, basis), evidence_of(known)

    # --- How it is made

    def _places(self, ids: Iterable[int]) -> Iterable[int]:
        found = (self.snapshot.place(id_) for id_ in ids)
        return (place for place in found if place is not None)

    def _make(self, place: int) -> Known:
        item, facts = self.snapshot.item(place), self.facts
        said, evaluated = dict(facts.checks.get(item.id, {})), facts.evaluated.get(item.id, 0)
        if said.get(CORE_CHECK) is None and item.id in facts.cored:
            said[CORE_CHECK] = True
        listed, citizens = item.code("spread_potential"), item.number("citizen_count")
        return Known(
            id=item.id,
            title=item.title,
            listed=None if listed is None else SpreadPotential(listed),
            scores=facts.scores.get(item.id, {}),
            checks=said,
            recommendation=facts.recommended.get(item.id),
            is_ripe=_is_ripe(item.code("status"), item.code("phase"), evaluated),
            is_stopped=item.code("status") == Status.STOPPED,
            is_told=item.id in facts.told,
            measured=facts.measured.get(item.id, 0),
            evaluated=evaluated,
            citizens=None if citizens is None else int(citizens),
        )

    def _potentials(self) -> tuple[NDArray[np.int8], Mask]:
        column = self.snapshot.codes["spread_potential"]
        at = [POTENTIALS.index(None if it is None else SpreadPotential(it)) for it in column.codes]
        found = np.array(at, dtype=np.int8)[column.at]
        is_assessed = np.zeros(len(self.snapshot), dtype=bool)
        for place in self._places(self.facts.scores):
            mean = mean_of(self.known(place))
            if mean is not None:
                found[place], is_assessed[place] = POTENTIALS.index(potential_of_mean(mean)), True
        return found, is_assessed

    def _evidences(self) -> NDArray[np.int8]:
        found = np.full(len(self.snapshot), EVIDENCES.index(None), dtype=np.int8)
        facts = self.facts
        is_plain = facts.told - {*facts.measured, *facts.evaluated, *facts.scores}
        found[list(self._places(is_plain))] = EVIDENCES.index(Evidence.WEAK)
        for place in self._places(set(facts.of_evidence) - is_plain):
            code = evidence_of(self.known(place)).code
            found[place] = EVIDENCES.index(None if code is None else Evidence(code))
        return found

    def _candidates(self) -> Mask:
        """Mark the candidates; only those that a list or people say something good of can be one."""
        found = np.zeros(len(self.snapshot), dtype=bool)
        may_be = self.snapshot.codes["spread_potential"].mask([SpreadPotential.HIGH])
        may_be[list(self._places({*self.facts.scores, *self.facts.recommended}))] = True
        for place in np.flatnonzero(may_be).tolist():
            found[place] = is_candidate(self.known(place))
        return found

    def _ready(self) -> Mask:
        found = np.zeros(len(self.snapshot), dtype=bool)
        for place in np.flatnonzero(self.is_candidate).tolist():
            known = self.known(place)
            found[place] = known.recommendation == RECOMMENDED or known.is_ripe is True
        return found


def _dense(merits: Sequence[Merit]) -> NDArray[np.intp]:
    place_of = {merit: place for place, merit in enumerate(sorted(set(merits), reverse=True))}
    return np.fromiter(map(place_of.__getitem__, merits), dtype=np.intp, count=len(merits))


def _spans(ranks: NDArray[np.intp]) -> Spans:
    """Give the first and the last place of each, of those that share one."""
    ordered = np.sort(ranks)
    return np.searchsorted(ordered, ranks, "left") + 1, np.searchsorted(ordered, ranks, "right")


def _is_ripe(status: str | None, phase: str | None, evaluated: int) -> bool | None:
    """Tell whether something has been carried through; None: nobody says how far it is."""
    if status in RIPE_STATUSES or phase in RIPE_PHASES or evaluated:
        return True
    return None if status is None and phase is None else False
