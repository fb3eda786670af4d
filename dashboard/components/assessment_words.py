"""What is read of assessments: headings, who and when, disagreement, and what the data suggest of a check."""

from collections.abc import Mapping

from dashboard import data
from dashboard.components.domain_profile import domain_label
from dashboard.components.spread_words import mean_words, recommendation_label
from dashboard.data import Advice, Assessment, InitiativeRecord, Standing
from dashboard.format import date_short, number
from dashboard.labels import party_name
from dashboard.texts import t
from portfolio.effect.words import Verdict
from portfolio.rules.months import danish_day
from portfolio.spread.words import Domain, SpreadCheck
from portfolio.vocabulary import DecisionOutcome, DecisionSubject, Uptake

_APPROVED = {DecisionOutcome.APPROVED, DecisionOutcome.APPROVED_WITH_CHANGES}
_WANTS = {Uptake.PLANNED, Uptake.IN_PROGRESS}


def heading_words(standing: Standing | None, advice: Advice | None) -> str:
    """Say what is recommended and how the domains were scored, with how many and the weakest."""
    if standing is None and advice is None:
        return t("assessments.heading_none")
    said = [] if advice is None else [recommendation_label(advice.recommendation)]
    said += [t("assessments.heading_no_advice")] if advice is None else []
    if standing is None:
        return t("assessments.heading_advice_alone", said=said[0])
    return t("assessments.heading", said=said[0], mean=mean_words(standing))


def who_words(it: Assessment) -> str:
    """Say who assessed and when; where a list does not say when, since when it has said so."""
    if it.day is None:
        return t("assessments.who_known", who=it.who, day=date_short(danish_day(it.known_at)))
    return t("assessments.who", who=it.who, day=date_short(it.day))


def dispute_words(standing: Standing, domain: Domain) -> str:
    """Say who gave a domain which score, the highest first."""
    said = [
        (answer.score, it.who) for it, answer in standing.domains[domain].said if answer.score is not None
    ]
    ordered = sorted(said, key=lambda one: -one[0])
    given = ", ".join(t("assessments.gave", who=who, score=number(score)) for score, who in ordered)
    return t("assessments.dispute", domain=domain_label(domain), given=given)


def suggestions(record: InitiativeRecord) -> Mapping[SpreadCheck, str]:
    """Say what the data know that bears on a check; whether it is met is for people to say."""
    found = {
        SpreadCheck.CORE_DESCRIBED: _core(record),
        SpreadCheck.PULL: _wanted(record.id),
        SpreadCheck.STRATEGY: _decided(record.id),
        SpreadCheck.HELD_OVER_TIME: _held(record.id),
    }
    return {check: said for check, said in found.items() if said}


def _core(record: InitiativeRecord) -> str:
    core = data.cores().core(record.id)
    if core is not None:
        return t("assessments.knows_core", day=date_short(danish_day(core.at)), by=core.by)
    return t("assessments.knows_core_listed") if record.values.get("core") else ""


def _wanted(initiative_id: int) -> str:
    """Say who plans to take it into use or is on the way."""
    receivers = data.adoption().receivers.get(initiative_id, ())
    names = [party_name(it.organisation) for it in receivers if it.uptake in _WANTS]
    if not names:
        return ""
    return t("assessments.knows_wanted", count=len(names), number=number(len(names)), name=names[0])


def _decided(initiative_id: int) -> str:
    """Say that a body approved the spread."""
    decisions = data.processes().decisions.get(initiative_id, ())
    taken = [it for it in decisions if it.subject is DecisionSubject.SPREAD and it.outcome in _APPROVED]
    if not taken:
        return ""
    day = "" if taken[0].day is None else date_short(taken[0].day)
    return t("assessments.knows_decided", body=party_name(taken[0].body), day=day)


def _held(initiative_id: int) -> str:
    """Say how much has been measured, else when it was evaluated."""
    own = data.effect().of.get(initiative_id, ())
    most = max(own, key=lambda it: len(it.points), default=None)
    if most is not None:
        is_few, count = most.verdict is Verdict.TOO_FEW, len(most.points)
        words = "assessments.knows_few" if is_few else "assessments.knows_measured"
        return t(words, count=count, number=number(count), indicator=most.name)
    held = data.evaluations().held.get(initiative_id, ())
    return t("assessments.knows_evaluated", day=date_short(held[0].day)) if held else ""
