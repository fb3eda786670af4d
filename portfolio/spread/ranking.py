"""Which initiatives to take further first: questions in order, unknown a place of its own in each (pure).

The order is a rule that can be read aloud, never a score: what people recommend comes first, then the
assessment, how well the effect is known, whether it is in operation, the spread model's checks, the mean, and
the weakest domain. An answer that nobody has given stands between those that speak for and against.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from portfolio.rules.order import danish_key
from portfolio.vocabulary import SpreadPotential

ENOUGH_ANSWERED = 5
"""A mean of fewer domains than this is shown, but nothing is placed by it."""

HIGH_MEAN, MEDIUM_MEAN = 2.0, 1.0
"""From these means of 0 to 3 a potential is high and medium."""

UNSURE_PLACES = 2
"""A place is unsure when leaving out one domain moves it by more than this."""

MEASURED_TIMES = 2
"""An indicator tells of an effect when it has been measured this often: before and after."""

EVIDENCE_DOMAIN = "evidence"
"""The domain of an assessment that says how well the effect is documented."""

RECOMMENDED, MORE_KNOWLEDGE, NOT_RECOMMENDED = "recommended", "more_knowledge", "not_recommended"


class Evidence(StrEnum):
    """How well the effect of an initiative is known, whether or not it is good; None: nobody knows."""

    STRONG = "strong"
    SOME = "some"
    WEAK = "weak"
    NONE = "none"


class Basis(StrEnum):
    """What a rung of the evidence, or a potential, is known from."""

    ASSESSED = "assessed"
    EVALUATED = "evaluated"
    MEASURED = "measured"
    TOLD = "told"
    LISTED = "listed"


EVIDENCE_RANK: Mapping[Evidence | None, int] = {
    Evidence.STRONG: 3,
    Evidence.SOME: 2,
    Evidence.WEAK: 1,
    None: 0,
    Evidence.NONE: -1,
}
"""Unknown lies above what is known to have no evidence: it is not zero."""

_BY_SCORE = (Evidence.NONE, Evidence.WEAK, Evidence.SOME, Evidence.STRONG)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an initiative when it is held against others.

    Attributes:
        id: its number.
        title: its title.
        listed: the potential in its list's own word.
        scores: each domain that somebody has answered, with the mean of the assessors' newest scores, 0 to 3.
        checks: the spread model's checks; None, or not there: nobody has said.
        recommendation: what people have chosen; None: nobody has.
        is_ripe: whether it is completed, in operation or evaluated; None: nobody says how far it is.
        is_stopped: whether it was stopped.
        is_told: whether a list tells of its effect or evaluation in words.
        measured: how often its best measured indicator has been measured.
        evaluated: how many evaluations have been held.
        citizens: how many citizens it reaches.
    """

    id: int
    title: str
    listed: SpreadPotential | None = None
    scores: Mapping[str, float] = field(default_factory=dict)
    checks: Mapping[str, bool | None] = field(default_factory=dict)
    recommendation: str | None = None
    is_ripe: bool | None = None
    is_stopped: bool = False
    is_told: bool = False
    measured: int = 0
    evaluated: int = 0
    citizens: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where something lies on an axis, and what that is known from; None: nobody knows."""

    code: str | None
    basis: Basis | None


def evidence_of(known: Known, without: str | None = None) -> Placed:
    """Say how well the effect of an initiative is known.

    People's assessment decides where there is one. Where there is none, an evaluation that was held is the
    strongest that can be seen, then an indicator measured before and after, then what a list tells in words.

    Args:
        known: the initiative.
        without: a domain to leave out.
    """
    score = None if without == EVIDENCE_DOMAIN else known.scores.get(EVIDENCE_DOMAIN)
    if score is not None:
        return Placed(_BY_SCORE[math.floor(score)], Basis.ASSESSED)
    if known.evaluated:
        return Placed(Evidence.STRONG, Basis.EVALUATED)
    if known.measured >= MEASURED_TIMES:
        return Placed(Evidence.SOME, Basis.MEASURED)
    return Placed(Evidence.WEAK, Basis.TOLD) if known.is_told else Placed(None, None)


def mean_of(known: Known, without: str | None = None) -> float | None:
    """Give the mean of the answered domains; None where they are too few to place anything by."""
    scores = [score for domain, score in known.scores.items() if domain != without]
    return sum(scores) / len(scores) if len(scores) >= ENOUGH_ANSWERED else None


def weakest_of(known: Known, without: str | None = None) -> float | None:
    """Give the lowest score of the answered domains; None where they are too few to place anything by."""
    scores = [score for domain, score in known.scores.items() if domain != without]
    return min(scores) if len(scores) >= ENOUGH_ANSWERED else None


def potential_of_mean(mean: float) -> SpreadPotential:
    """Give the word for a mean of 0 to 3."""
    if mean >= HIGH_MEAN:
        return SpreadPotential.HIGH
    return SpreadPotential.MEDIUM if mean >= MEDIUM_MEAN else SpreadPotential.LOW


def potential_of(known: Known) -> Placed:
    """Say where the potential lies: by the assessment, where enough is answered, else by the list's word."""
    mean = mean_of(known)
    if mean is not None:
        return Placed(potential_of_mean(mean), Basis.ASSESSED)
    return Placed(None, None) if known.listed is None else Placed(known.listed, Basis.LISTED)


def is_candidate(known: Known) -> bool:
    """Tell whether an initiative is one to be ranked.

    It is neither stopped nor advised against, and either recommended, assessed high, or high in its list's
    word. Where list and assessment disagree it stands there with both, for people to decide.
    """
    if known.is_stopped or known.recommendation == NOT_RECOMMENDED:
        return False
    if known.recommendation == RECOMMENDED or known.listed is SpreadPotential.HIGH:
        return True
    mean = mean_of(known)
    return mean is not None and mean >= HIGH_MEAN


# --- The order ----------------------------------------------------------------------------------------------

Merit = tuple[int, int, int, int, int, float, float]
"""The answers that an initiative is ordered by, the higher the further up; see ``merit_of``."""


def merit_of(known: Known, without: str | None = None) -> Merit:
    """Give the answers to the questions in their order.

    Recommended; assessed high or low; evidence; in operation; checks said yes less those said no; mean; the
    weakest domain.
    """
    mean, weakest = mean_of(known, without), weakest_of(known, without)
    said = known.checks.values()
    return (
        int(known.recommendation == RECOMMENDED),
        0 if mean is None else 1 if mean >= HIGH_MEAN else -1,
        EVIDENCE_RANK[_evidence(evidence_of(known, without))],
        _said(known.is_ripe),
        sum(map(_said, said)),
        0.0 if mean is None else mean,
        0.0 if weakest is None else weakest,
    )


def _evidence(placed: Placed) -> Evidence | None:
    return None if placed.code is None else Evidence(placed.code)


def _said(answer: bool | None) -> int:
    return 0 if answer is None else 1 if answer else -1


@dataclass(frozen=True, slots=True)
class Span:
    """The places that initiatives share which nothing tells apart; most have one of their own."""

    first: int
    last: int

    def apart(self, other: "Span") -> int:
        """Give how many places lie from one to the other; 0 where they overlap."""
        return max(0, other.first - self.last, self.first - other.last)


def in_order(known: Iterable[Known], without: str | None = None) -> list[tuple[Known, Span]]:
    """Order initiatives, the first to take further on top; those alike by title, sharing their places."""
    ordered = sorted(known, key=lambda it: (danish_key(it.title), it.id))
    merits = {it.id: merit_of(it, without) for it in ordered}
    ordered.sort(key=lambda it: merits[it.id], reverse=True)  # stable also in reverse: titles stay in order
    found: list[tuple[Known, Span]] = []
    for _, alike in groupby(ordered, key=lambda it: merits[it.id]):
        group = list(alike)
        span = Span(len(found) + 1, len(found) + len(group))
        found += [(it, span) for it in group]
    return found


# --- How sure a place is ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shift:
    """Where an initiative would stand if a domain were left out."""

    domain: str
    span: Span


def shifts_of(known: Sequence[Known]) -> dict[int, tuple[Shift, ...]]:
    """Give the places that rest on one domain: those that move by more than ``UNSURE_PLACES`` without it.

    Each domain that any of them has an answer of is left out in turn. The largest move comes first.
    """
    now = {it.id: span for it, span in in_order(known)}
    found: dict[int, list[Shift]] = {}
    for domain in sorted({domain for it in known for domain in it.scores}):
        for it, span in in_order(known, domain):
            if now[it.id].apart(span) > UNSURE_PLACES:
                found.setdefault(it.id, []).append(Shift(domain, span))
    return {
        id_: tuple(sorted(shifts, key=lambda it: (-now[id_].apart(it.span), it.domain)))
        for id_, shifts in found.items()
    }


# --- What is missing to move up -----------------------------------------------------------------------------


class Lack(StrEnum):
    """What is missing for an initiative to move up, in the order of the questions."""

    NOT_CHOSEN = "not_chosen"
    MORE_KNOWLEDGE = "more_knowledge"
    NOT_ASSESSED = "not_assessed"
    FEW_ANSWERS = "few_answers"
    LOW_MEAN = "low_mean"
    EVIDENCE_UNKNOWN = "evidence_unknown"
    EVIDENCE_WEAK = "evidence_weak"
    STAGE_UNKNOWN = "stage_unknown"
    NOT_RIPE = "not_ripe"
    CHECK_UNKNOWN = "check_unknown"
    CHECK_NO = "check_no"
    WEAK_DOMAIN = "weak_domain"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is missing; ``about`` is the check or domain that it is about."""

    lack: Lack
    about: str = ""


def missing_of(known: Known, checks: Sequence[str]) -> list[Missing]:
    """Say what is missing for an initiative to move up, in the order of the questions.

    Args:
        known: the initiative.
        checks: the checks that there are.
    """
    return [
        *_of_people(known),
        *_of_evidence(known),
        *_of_stage(known),
        *_of_checks(known, checks),
        *_of_domains(known),
    ]


def _of_people(known: Known) -> Iterable[Missing]:
    if known.recommendation is None:
        yield Missing(Lack.NOT_CHOSEN)
    elif known.recommendation == MORE_KNOWLEDGE:
        yield Missing(Lack.MORE_KNOWLEDGE)
    mean = mean_of(known)
    if not known.scores:
        yield Missing(Lack.NOT_ASSESSED)
    elif mean is None:
        yield Missing(Lack.FEW_ANSWERS)
    elif mean < HIGH_MEAN:
        yield Missing(Lack.LOW_MEAN)


def _of_evidence(known: Known) -> Iterable[Missing]:
    placed = evidence_of(known)
    if placed.code is None:
        yield Missing(Lack.EVIDENCE_UNKNOWN)
    elif placed.code in (Evidence.WEAK, Evidence.NONE):
        yield Missing(Lack.EVIDENCE_WEAK)


def _of_stage(known: Known) -> Iterable[Missing]:
    if known.is_ripe is None:
        yield Missing(Lack.STAGE_UNKNOWN)
    elif not known.is_ripe:
        yield Missing(Lack.NOT_RIPE)


def _of_checks(known: Known, checks: Sequence[str]) -> Iterable[Missing]:
    said = [(check, known.checks.get(check)) for check in checks]
    yield from (Missing(Lack.CHECK_NO, check) for check, answer in said if answer is False)
    yield from (Missing(Lack.CHECK_UNKNOWN, check) for check, answer in said if answer is None)


def _of_domains(known: Known) -> Iterable[Missing]:
    weak = [domain for domain, score in known.scores.items() if score < MEDIUM_MEAN]
    yield from (Missing(Lack.WEAK_DOMAIN, domain) for domain in weak if domain != EVIDENCE_DOMAIN)
