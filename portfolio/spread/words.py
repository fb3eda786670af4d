"""Words of spread: what is assessed, checked and recommended, and what becomes of a core's parts.

The ten domains are the topics of Milat et al. 2020 (Health Research Policy and Systems 18:1) under working
names of our own; no text of the guide is used. The checks are those of the spread model that
Sundhedsstyregruppen approved on 1 September 2016, and of Dansk Selskab for Patientsikkerhed (held over time).
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from portfolio.rules.likeness import fold
from portfolio.vocabulary import LABELS, Label


class Domain(StrEnum):
    """What is looked at when the potential for spread is assessed; in the article's order."""

    PROBLEM = "problem"
    INTERVENTION = "intervention"
    CONTEXT = "context"
    EVIDENCE = "evidence"
    COSTS = "costs"
    CORE = "core"
    REACH = "reach"
    SETTING = "setting"
    INFRASTRUCTURE = "infrastructure"
    SUSTAINABILITY = "sustainability"


class Recommendation(StrEnum):
    """What a person recommends."""

    RECOMMENDED = "recommended"
    MORE_KNOWLEDGE = "more_knowledge"
    NOT_RECOMMENDED = "not_recommended"


class SpreadCheck(StrEnum):
    """What has to be in place before anything is spread."""

    CORE_DESCRIBED = "core_described"
    PULL = "pull"
    PUSH = "push"
    RESOURCES = "resources"
    CAPACITY = "capacity"
    STRATEGY = "strategy"
    HELD_OVER_TIME = "held_over_time"


class AssessmentForm(StrEnum):
    """How thorough an assessment is; one that stands in a list has the list's own form."""

    SHORT = "short"
    FULL = "full"
    LISTED = "listed"


class PartUse(StrEnum):
    """What a receiver did with a part of the core."""

    TAKEN = "taken"
    ADAPTED = "adapted"
    LEFT_OUT = "left_out"


LABELS.update(
    {
        Domain: {
            Domain.PROBLEM: Label("Problemet", "The problem"),
            Domain.INTERVENTION: Label("Indsatsen", "The initiative itself"),
            Domain.CONTEXT: Label("Strategisk og politisk sammenhæng", "Strategic and political context"),
            Domain.EVIDENCE: Label("Dokumentation for virkning", "Evidence that it works"),
            Domain.COSTS: Label("Omkostninger og gevinster", "Costs and gains"),
            Domain.CORE: Label("Kerne og tilpasning", "Core and adaptation"),
            Domain.REACH: Label("Rækkevidde og accept", "Reach and acceptance"),
            Domain.SETTING: Label("Rammer og bemanding", "Setting and staff"),
            Domain.INFRASTRUCTURE: Label(
                "Infrastruktur til implementering", "Infrastructure for implementation"
            ),
            Domain.SUSTAINABILITY: Label("Holdbarhed i drift", "Lasting in operation"),
        },
        Recommendation: {
            Recommendation.RECOMMENDED: Label("Anbefales spredt", "Recommended for spread"),
            Recommendation.MORE_KNOWLEDGE: Label(
                "Lovende, men mangler viden", "Promising, more knowledge needed"
            ),
            Recommendation.NOT_RECOMMENDED: Label("Anbefales ikke", "Not recommended"),
        },
        SpreadCheck: {
            SpreadCheck.CORE_DESCRIBED: Label("Kernen er beskrevet", "The core is described"),
            SpreadCheck.PULL: Label("Nogen efterspørger den", "Somebody asks for it"),
            SpreadCheck.PUSH: Label("Nogen tilbyder den", "Somebody offers it"),
            SpreadCheck.RESOURCES: Label("Der er ressourcer til det", "There are resources"),
            SpreadCheck.CAPACITY: Label(
                "Modtagerne kan rumme forandringen", "Receivers have room for change"
            ),
            SpreadCheck.STRATEGY: Label("Der er en plan for spredningen", "There is a plan for the spread"),
            SpreadCheck.HELD_OVER_TIME: Label(
                "Data viser, at virkningen holder", "Data show that the effect lasts"
            ),
        },
        AssessmentForm: {
            AssessmentForm.SHORT: Label("Kort vurdering", "Short assessment"),
            AssessmentForm.FULL: Label("Fuld vurdering", "Full assessment"),
            AssessmentForm.LISTED: Label("Fra en liste", "From a list"),
        },
        PartUse: {
            PartUse.TAKEN: Label("Taget med", "Taken along"),
            PartUse.ADAPTED: Label("Tilpasset", "Adapted"),
            PartUse.LEFT_OUT: Label("Udeladt", "Left out"),
        },
    }
)

ARTICLE = "Milat et al. 2020, Health Research Policy and Systems 18:1"
"""Whose topics the ten domains are."""

HIGHEST_SCORE = 3
SCORE_LABELS = (
    Label("Slet ikke", "Not at all"),
    Label("I ringe grad", "To a small extent"),
    Label("I nogen grad", "To some extent"),
    Label("I høj grad", "To a large extent"),
)
"""What a score means, from 0 to 3."""

NOT_ASSESSED = Label("Ikke vurderet", "Not assessed")

_LETTERED = re.compile(r"(?:domaene |domain )?(?P<letter>[ab]) ?(?P<number>\d{1,2})\b.*")
_BY_LETTER = {
    **{f"a{number}": domain for number, domain in enumerate(list(Domain)[:5], 1)},
    **{f"b{number}": domain for number, domain in enumerate(list(Domain)[5:], 1)},
}
_BEGINNINGS: Mapping[Domain, str] = {
    Domain.PROBLEM: r"problem|behov|need",
    Domain.INTERVENTION: r"indsats|loesning|intervention|initiativ",
    Domain.CONTEXT: r"strateg|politi|sammenhaeng|kontekst|context|ledelsesopbak",
    Domain.EVIDENCE: r"virkning|dokumentation|evidens|evidence|effekt|effectiveness",
    Domain.COSTS: r"omkostning|gevinst|oekonomi|driftsoekonomi|cost|benefit|udgift",
    Domain.CORE: r"kerne|tilpas|fidelity|adaptation|core",
    Domain.REACH: r"raekkevidde|accept|reach",
    Domain.SETTING: r"ramme|bemanding|workforce|setting|personale|medarbejder",
    Domain.INFRASTRUCTURE: r"infrastruktur|infrastructure",
    Domain.SUSTAINABILITY: r"holdbar|drift\b|driften\b|sustainab|baeredygtig|levedygtig|forankring",
}
_MEANS = {domain: re.compile(rf"\b(?:{words})") for domain, words in _BEGINNINGS.items()}


def domain_of(text: str) -> Domain | None:
    """Give the domain that a list's own words mean; None where they may mean several, or none of the ten.

    A list may use the working names, the article's letter and number ("A4"), or words of its own that begin
    as those do. Nothing is guessed beyond that.
    """
    whole = fold(text)
    for domain in Domain:
        label = LABELS[Domain][domain]
        if whole in {fold(label.da), fold(label.en)}:
            return domain
    lettered = _LETTERED.fullmatch(whole)
    if lettered is not None:
        return _BY_LETTER.get(lettered["letter"] + lettered["number"])
    meant = {domain for domain, means in _MEANS.items() if means.search(whole)}
    return meant.pop() if len(meant) == 1 else None
