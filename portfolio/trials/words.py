"""The words of trials: how small, what was decided, how far a cycle is, whether an initiative is tested."""

from enum import StrEnum

from portfolio.vocabulary import LABELS, Label


class TrialOutcome(StrEnum):
    """What a trial led to."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"


class TrialScale(StrEnum):
    """How small a trial is, the smallest first."""

    CITIZEN = "citizen"
    TEAM = "team"
    UNIT = "unit"
    SEVERAL = "several"


SMALL = (TrialScale.CITIZEN, TrialScale.TEAM, TrialScale.UNIT)
"""What counts as small: all but several units at once."""


class TrialState(StrEnum):
    """How far a cycle is."""

    PLANNED = "planned"
    RUNNING = "running"
    UNDECIDED = "undecided"
    DECIDED = "decided"


class HowTested(StrEnum):
    """Whether an initiative is tested through on a small scale, and if not, what is known."""

    YES = "yes"
    UNDER_WAY = "under_way"
    SCALE_UNKNOWN = "scale_unknown"
    ONLY_LARGE = "only_large"
    ABANDONED = "abandoned"
    WORDS_ALONE = "words_alone"
    UNKNOWN = "unknown"


LABELS.update(
    {
        TrialOutcome: {
            TrialOutcome.ADOPT: Label("Behold", "Adopt"),
            TrialOutcome.ADAPT: Label("Tilpas", "Adapt"),
            TrialOutcome.ABANDON: Label("Forkast", "Abandon"),
        },
        TrialScale: {
            TrialScale.CITIZEN: Label("Én borger", "One citizen"),
            TrialScale.TEAM: Label("Ét team", "One team"),
            TrialScale.UNIT: Label("Én enhed", "One unit"),
            TrialScale.SEVERAL: Label("Flere enheder", "Several units"),
        },
        TrialState: {
            TrialState.PLANNED: Label("Planlagt", "Planned"),
            TrialState.RUNNING: Label("I gang", "Running"),
            TrialState.UNDECIDED: Label("Afventer beslutning", "Awaiting decision"),
            TrialState.DECIDED: Label("Afgjort", "Decided"),
        },
        HowTested: {
            HowTested.YES: Label("Gennemtestet i lille skala", "HowTested on a small scale"),
            HowTested.UNDER_WAY: Label("En afprøvning er ikke afgjort endnu", "A trial is not decided yet"),
            HowTested.SCALE_UNKNOWN: Label(
                "Afprøvet, men skalaen er ikke angivet", "Tried, scale not stated"
            ),
            HowTested.ONLY_LARGE: Label(
                "Kun afprøvet i flere enheder på én gang", "Tried in several units only"
            ),
            HowTested.ABANDONED: Label(
                "Det, der blev afprøvet i lille skala, er forkastet",
                "What was tried on a small scale was given up",
            ),
            HowTested.WORDS_ALONE: Label(
                "Listen nævner en prøvehandling, men ingen cyklus er beskrevet",
                "The list mentions a trial, but no cycle is described",
            ),
            HowTested.UNKNOWN: Label("Ingen afprøvning er beskrevet", "No trial is described"),
        },
    }
)
