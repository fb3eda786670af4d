"""The trials of the initiatives that meet the filters, and those that ought to be tested by now."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import data
from dashboard.components.trial_words import TRIALS
from dashboard.data import Chosen, Trial
from dashboard.filters import Asked, Ignored, to_query
from portfolio.process.course import Course
from portfolio.snapshot import Item
from portfolio.trials.book import is_asked
from portfolio.trials.words import HowTested, TrialOutcome, TrialScale, TrialState
from portfolio.vocabulary import CourseState, StepKind

TRIALS_FILE = "/hent/proevehandlinger.xlsx"
SCALE_KEY, OUTCOME_KEY, STATE_KEY = "skala", "beslutning", "tilstand"
NONE_WORD = "ingen"
SCALE_WORDS: dict[str, TrialScale | None] = {
    "borger": TrialScale.CITIZEN,
    "team": TrialScale.TEAM,
    "enhed": TrialScale.UNIT,
    "flere": TrialScale.SEVERAL,
    NONE_WORD: None,
}
OUTCOME_WORDS: dict[str, TrialOutcome | None] = {
    "behold": TrialOutcome.ADOPT,
    "tilpas": TrialOutcome.ADAPT,
    "forkast": TrialOutcome.ABANDON,
    NONE_WORD: None,
}
STATE_WORDS: dict[str, TrialState | None] = {
    "planlagt": TrialState.PLANNED,
    "i-gang": TrialState.RUNNING,
    "afventer": TrialState.UNDECIDED,
    "afgjort": TrialState.DECIDED,
    NONE_WORD: None,
}
_REACHED = (CourseState.CURRENT, CourseState.DONE)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle, its place in its initiative's ramp from 1, and the initiative."""

    item: Item
    trial: Trial
    number: int


@dataclass(frozen=True, slots=True)
class Untested:
    """An initiative that is put to use, or on its way there, without being tested on a small scale."""

    item: Item
    tested: HowTested
    is_implementing: bool


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """The trials that an address asks for.

    Attributes:
        cycles: those shown, by initiative and in the order of its ramp.
        every: those of all initiatives that meet the filters, whatever the page's own choices.
        untested: the initiatives to ask about, the nearest to use first.
        asked_count: how many initiatives are put to use or on their way there.
        chosen: the initiatives that meet the filters.
        ignored: choices of the page's own that could not be read.
    """

    cycles: Sequence[Cycle]
    every: Sequence[Cycle]
    untested: Sequence[Untested]
    asked_count: int
    chosen: Chosen
    ignored: tuple[Ignored, ...] = ()

    @property
    def ramps(self) -> list[list[Cycle]]:
        """The cycles shown, an initiative at a time."""
        found: dict[int, list[Cycle]] = {}
        for it in self.cycles:
            found.setdefault(it.item.id, []).append(it)
        return list(found.values())


def trials_of(asked: Asked) -> Trials:
    """Give the trials that an address asks for."""
    known, book = data.portfolio(), data.trials()
    chosen = known.chosen(asked.criteria)
    every = [
        Cycle(item, trial, place)
        for item in chosen
        for place, trial in enumerate(book.of.get(item.id, ()), 1)
    ]
    ignored = tuple(
        Ignored(key, asked.own[key])
        for key, words in _CHOICES
        if key in asked.own and asked.own[key] not in words
    )
    shown = [it for it in every if _is_shown(it.trial, asked)]
    usable = [(item, is_implementing(item.id)) for item in chosen if is_to_be_tested(item)]
    untested = [
        Untested(item, book.how_tested(item.id), implementing)
        for item, implementing in usable
        if book.how_tested(item.id) is not HowTested.YES
    ]
    return Trials(shown, every, sorted(untested, key=_order), len(usable), chosen, ignored)


_CHOICES = ((SCALE_KEY, SCALE_WORDS), (OUTCOME_KEY, OUTCOME_WORDS), (STATE_KEY, STATE_WORDS))
OWN_KEYS = tuple(key for key, _ in _CHOICES)


def _is_shown(trial: Trial, asked: Asked) -> bool:
    today = data.portfolio().today
    said = {SCALE_KEY: trial.text.scale, OUTCOME_KEY: trial.text.outcome, STATE_KEY: trial.state(today)}
    return all(
        asked.own.get(key) not in words or words[asked.own[key]] == said[key] for key, words in _CHOICES
    )


def narrowed_address(asked: Asked, **own: str) -> str:
    """Give the address of the page with choices of its own."""
    return TRIALS + to_query(Asked(asked.criteria, own=own))


def is_implementing(initiative_id: int) -> bool:
    """Tell whether an initiative's process has reached the step in which receivers take it into use."""
    found = data.processes().courses.get(initiative_id)
    return found is not None and reaches_use(found.course)


def reaches_use(course: Course) -> bool:
    """Tell whether a course has reached the step in which receivers take it into use."""
    return any(it.step.kind is StepKind.IMPLEMENTATION and it.state in _REACHED for it in course.steps)


def is_to_be_tested(item: Item) -> bool:
    """Tell whether an initiative ought to be tested on a small scale by now."""
    return is_asked(item.code("phase"), item.code("status"), is_implementing(item.id))


_NEAREST = (
    HowTested.UNDER_WAY,
    HowTested.SCALE_UNKNOWN,
    HowTested.ONLY_LARGE,
    HowTested.ABANDONED,
    HowTested.WORDS_ALONE,
    HowTested.UNKNOWN,
)
_PHASES = ("implementation", "spread", "operation")


def _order(it: Untested) -> tuple[int, int, str]:
    """Put those on their way into use before those in operation, then those of which something is known."""
    phase = it.item.code("phase")
    place = _PHASES.index(phase) if phase in _PHASES else 0 if it.is_implementing else len(_PHASES)
    return (place, _NEAREST.index(it.tested), it.item.title)
