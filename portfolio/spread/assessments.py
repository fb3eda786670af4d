"""What assessors say of how far an initiative could be spread, put together (pure).

A score never stands alone: it is told with how many domains it rests on, the weakest of them, and where
assessors disagree. What nobody assessed is neither zero nor an average.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portfolio.process.course import ToldIn
from portfolio.rules.likeness import fold
from portfolio.rules.months import danish_day
from portfolio.spread.words import AssessmentForm, Domain, Recommendation, SpreadCheck

DISPUTED_FROM = 2
"""Scores this far apart are told as a disagreement: one step is within what two people mean by the same."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an assessor says of a domain.

    Attributes:
        score: 0 to 3; None: not assessed.
        reason: why.
        evidence: what it rests on.
        told_in: the cell of a list.
    """

    score: int | None
    reason: str | None = None
    evidence: str | None = None
    told_in: ToldIn | None = None


@dataclass(frozen=True, slots=True)
class OwnCriterion:
    """A score that a list gives under a name that is none of the ten domains."""

    name: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one assessor said of an initiative on one occasion.

    Attributes:
        id: the deed's number; None where a list says it.
        initiative_id: what it is about.
        day: when it was made; None where a list does not say.
        assessor: who made it, a role or an organisation; "" where a list does not say.
        form: how thorough it is.
        answers: what is said, by domain; a domain that is not there is not assessed.
        checks: what is said of the checks; None, or not there: not answered.
        recommendation: what the assessor recommends; None: nothing.
        text: the reason for the recommendation, or of the whole.
        known_at: when we came to know; of a list, since when it has said so without a break.
        by: who noted it; "" where a list says it.
        told_in: where a list says it.
        own: what a list scores under names of its own.
    """

    id: int | None
    initiative_id: int
    day: dt.date | None
    assessor: str
    form: AssessmentForm
    answers: Mapping[Domain, Answer]
    checks: Mapping[SpreadCheck, bool | None]
    recommendation: Recommendation | None
    text: str | None
    known_at: dt.datetime
    by: str = ""
    told_in: ToldIn | None = None
    own: tuple[OwnCriterion, ...] = ()

    @property
    def scores(self) -> dict[Domain, int]:
        """The scores that were given, in the domains' order."""
        found = {domain: self.answers[domain].score for domain in Domain if domain in self.answers}
        return {domain: score for domain, score in found.items() if score is not None}

    @property
    def who(self) -> str:
        """Who assessed; where a list does not say, the list's source."""
        return self.assessor or (self.told_in.source if self.told_in is not None else self.by)

    @property
    def said_on(self) -> dt.date:
        """The day it was made; where a list does not say, the day we came to know."""
        return self.day or danish_day(self.known_at)

    @property
    def order(self) -> tuple[dt.date, dt.datetime, int]:
        """What assessments are sorted by, the oldest first."""
        return self.said_on, self.known_at, self.id or 0


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation that somebody gave: with an assessment, or by itself.

    Attributes:
        recommendation: what is recommended.
        reason: why.
        who: who recommends, a role or an organisation.
        day: when.
        known_at: when we came to know.
        by: who noted it.
        id: the number of the recommendation where it was given by itself; None: it stands in an assessment.
        assessment_id: the assessment that it stands in.
    """

    recommendation: Recommendation
    reason: str | None
    who: str
    day: dt.date
    known_at: dt.datetime
    by: str
    id: int | None = None
    assessment_id: int | None = None


@dataclass(frozen=True, slots=True)
class DomainStanding:
    """What is said of a domain by the assessments that count.

    Attributes:
        domain: the domain.
        said: the assessments that say something of it, the newest first; a score may be None.
    """

    domain: Domain
    said: tuple[tuple[Assessment, Answer], ...]

    @property
    def scores(self) -> tuple[int, ...]:
        """The scores that were given."""
        return tuple(answer.score for _, answer in self.said if answer.score is not None)

    @property
    def mean(self) -> float | None:
        """The mean of the assessors' scores; None: nobody assessed it."""
        return sum(self.scores) / len(self.scores) if self.scores else None

    @property
    def is_disputed(self) -> bool:
        """Whether assessors are far apart."""
        return bool(self.scores) and max(self.scores) - min(self.scores) >= DISPUTED_FROM


@dataclass(frozen=True, slots=True)
class Standing:
    """How an initiative stands: each assessor's newest assessment counts, all alike.

    Attributes:
        counted: those assessments, the newest first.
        domains: all ten, in their order.
    """

    counted: tuple[Assessment, ...]
    domains: Mapping[Domain, DomainStanding]

    @property
    def means(self) -> dict[Domain, float]:
        """The mean of each domain that somebody assessed."""
        found = {domain: it.mean for domain, it in self.domains.items()}
        return {domain: mean for domain, mean in found.items() if mean is not None}

    @property
    def mean(self) -> float | None:
        """The mean of the domains' means, none weighing more than another; None: no domain is assessed."""
        return _mean(self.means.values())

    @property
    def answered(self) -> int:
        """How many of the ten domains are assessed."""
        return len(self.means)

    @property
    def unanswered(self) -> tuple[Domain, ...]:
        """The domains that nobody assessed."""
        return tuple(domain for domain in Domain if domain not in self.means)

    @property
    def weakest(self) -> tuple[Domain, ...]:
        """The domains with the lowest mean; none where all that are assessed are alike, and more than one."""
        means = self.means
        lowest = min(means.values(), default=None)
        found = tuple(domain for domain, mean in means.items() if mean == lowest)
        return () if len(means) > 1 and len(found) == len(means) else found

    @property
    def disputed(self) -> tuple[Domain, ...]:
        """The domains that assessors are far apart on."""
        return tuple(domain for domain, it in self.domains.items() if it.is_disputed)

    def mean_without(self, domain: Domain) -> float | None:
        """Give the mean as it is without a domain; None where no other is assessed."""
        return _mean(mean for it, mean in self.means.items() if it is not domain)

    def checked(self, check: SpreadCheck) -> bool | None:
        """Give the newest answer to a check; None: nobody has answered."""
        said = (it.checks.get(check) for it in self.counted)
        return next((answer for answer in said if answer is not None), None)


def standing_of(assessments: Iterable[Assessment]) -> Standing | None:
    """Put an initiative's assessments together; None where there is none."""
    newest = newest_first(assessments)
    counted: dict[str, Assessment] = {}
    for it in newest:
        counted.setdefault(fold(it.who), it)
    if not counted:
        return None
    chosen = tuple(counted.values())
    domains = {
        domain: DomainStanding(
            domain, tuple((it, it.answers[domain]) for it in chosen if domain in it.answers)
        )
        for domain in Domain
    }
    return Standing(chosen, domains)


def newest_first(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Give assessments by day, the newest first."""
    return tuple(sorted(assessments, key=lambda it: it.order, reverse=True))


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None


@dataclass(frozen=True, slots=True)
class AssessmentBook:
    """All assessments and recommendations that stand.

    Attributes:
        of: initiative -> its assessments, the newest first.
        advice: initiative -> the recommendations that were given, the newest first.
    """

    of: Mapping[int, tuple[Assessment, ...]]
    advice: Mapping[int, tuple[Advice, ...]]
    _standings: dict[int, Standing | None] = field(default_factory=dict, compare=False, repr=False)

    def standing(self, initiative_id: int) -> Standing | None:
        """Say how an initiative stands; None: nobody has assessed it."""
        if initiative_id not in self._standings:
            self._standings[initiative_id] = standing_of(self.of.get(initiative_id, ()))
        return self._standings[initiative_id]

    def advised(self, initiative_id: int) -> Advice | None:
        """Give the newest recommendation, whoever gave it; None: there is none."""
        return next(iter(self.advice.get(initiative_id, ())), None)

    def other_advice(self, initiative_id: int) -> tuple[Advice, ...]:
        """Give what others recommend otherwise: each one's newest, where it differs from what counts."""
        given = self.advice.get(initiative_id, ())
        by_who: dict[str, Advice] = {}
        for it in given:
            by_who.setdefault(fold(it.who), it)
        counts = self.advised(initiative_id)
        return tuple(
            it
            for it in by_who.values()
            if counts is not None and it.recommendation is not counts.recommendation
        )


def advice_in(assessments: Sequence[Assessment]) -> list[Advice]:
    """Give the recommendations that assessments hold."""
    return [
        Advice(it.recommendation, it.text, it.who, it.said_on, it.known_at, it.by, None, it.id)
        for it in assessments
        if it.recommendation is not None
    ]
