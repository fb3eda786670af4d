"""The words of effect: directions, verdicts and phases, with what people read for them."""

from enum import StrEnum

from portfolio.vocabulary import LABELS, Label


class Direction(StrEnum):
    """Which way an indicator is wanted to go."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class Verdict(StrEnum):
    """What a series says, in the order in which it is looked at."""

    CONCERN = "concern"
    CHANGE = "change"
    IMPROVEMENT = "improvement"
    STEADY = "steady"
    TOO_FEW = "too_few"


class EffectPhase(StrEnum):
    """Where in an initiative's course a measurement lies."""

    BEFORE = "before"
    TRIAL = "trial"
    AFTER = "after"


class PhasesBy(StrEnum):
    """Whose days part a series into phases."""

    LISTS = "lists"
    OWN = "own"
    NONE = "none"


class SaidBy(StrEnum):
    """Who says what is known of an indicator."""

    PERSON = "person"
    LIST = "list"
    DATES = "dates"
    SERIES = "series"


LABELS.update(
    {
        Direction: {
            Direction.UP: Label("Højere er bedre", "Higher is better"),
            Direction.DOWN: Label("Lavere er bedre", "Lower is better"),
            Direction.NEUTRAL: Label("Ingen retning er bedre", "Neither way is better"),
        },
        Verdict: {
            Verdict.CONCERN: Label("Går den forkerte vej", "Goes the wrong way"),
            Verdict.CHANGE: Label("Har ændret sig", "Has changed"),
            Verdict.IMPROVEMENT: Label("Bliver bedre", "Gets better"),
            Verdict.STEADY: Label("Kun tilfældige udsving", "Chance only"),
            Verdict.TOO_FEW: Label("For få målinger", "Too few measurements"),
        },
        EffectPhase: {
            EffectPhase.BEFORE: Label("Før", "Before"),
            EffectPhase.TRIAL: Label("Afprøvning", "Trial"),
            EffectPhase.AFTER: Label("Efter", "After"),
        },
        PhasesBy: {
            PhasesBy.LISTS: Label(
                "Efter listen og indsatsens datoer", "By the list and the initiative's dates"
            ),
            PhasesBy.OWN: Label("Efter dage, der er valgt her", "By days chosen here"),
            PhasesBy.NONE: Label("Ingen faser", "No phases"),
        },
        SaidBy: {
            SaidBy.PERSON: Label("valgt her", "chosen here"),
            SaidBy.LIST: Label("fra listen", "from the list"),
            SaidBy.DATES: Label("efter indsatsens datoer", "by the initiative's dates"),
            SaidBy.SERIES: Label("efter målingerne", "by the measurements"),
        },
    }
)
