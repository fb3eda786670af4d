"""What is said of trials: how far a cycle is, when it was, and whether an initiative is tested."""

from collections.abc import Mapping
from urllib.parse import quote

from dashboard.components import markup as html
from dashboard.components.drawing import drawn
from dashboard.components.here import criteria
from dashboard.components.markup import Node
from dashboard.figures.ramp import mark_sign
from dashboard.filters import address
from dashboard.format import date_short, month_short, number
from dashboard.labels import unknown_label
from dashboard.texts import language, t
from portfolio.trials.book import Trial, TrialText
from portfolio.trials.words import HowTested, TrialOutcome, TrialScale, TrialState
from portfolio.vocabulary import label

TRIALS = "/proevehandlinger"
BLANK = "tom"
"""What the key of an initiative's empty sheet begins with: ``tom-12``."""

_LOOKS: Mapping[TrialOutcome | None, str] = {
    TrialOutcome.ADOPT: "adopt",
    TrialOutcome.ADAPT: "adapt",
    TrialOutcome.ABANDON: "abandon",
    None: "open",
}


def trial_address(key: str) -> str:
    """Give the address of a cycle's sheet, seen from the same moment."""
    return address(f"{TRIALS}/{quote(key)}", criteria().unfiltered())


def look_of(text: TrialText) -> str:
    """Give what a cycle looks like: what was decided, or that nothing was."""
    return _LOOKS[text.outcome]


def state_word(text: TrialText, state: TrialState | None) -> str:
    """Say a cycle's decision, or how far it is."""
    if text.outcome is not None:
        return label(text.outcome, language())
    return unknown_label() if state is None else label(state, language())


def state_cell(text: TrialText, state: TrialState | None) -> Node:
    """Show a cycle's decision, or how far it is: a shape and a word."""
    sign = drawn(mark_sign(look_of(text)))
    looks = "trial-state" if state is not None else "trial-state missing"
    return html.Span([sign, state_word(text, state)], className=looks)


def scale_word(scale: TrialScale | None) -> str:
    """Say how small a cycle is."""
    return unknown_label() if scale is None else label(scale, language())


def scale_cell(scale: TrialScale | None) -> Node:
    """Show how small a cycle is."""
    return html.Span(scale_word(scale), className="missing" if scale is None else None)


def when_words(text: TrialText) -> str:
    """Say when a cycle was or is to be; "" where nobody says."""
    start, end = text.start_date, text.end_date
    if start is None and end is None:
        return ""
    if start is None or end is None:
        name = "trials.until" if start is None else "trials.from"
        day = start or end
        return "" if day is None else t(name, day=date_short(day))
    return date_short(start) if start == end else f"{date_short(start)} – {date_short(end)}"


def month_words(text: TrialText) -> str:
    """Say in which month a cycle began, in brief."""
    day = text.start_date or text.end_date
    return t("trials.undated") if day is None else month_short(day)


def tested_words(tested: HowTested, trials: tuple[Trial, ...]) -> str:
    """Say plainly whether an initiative is tested on a small scale."""
    if tested is HowTested.YES:
        small = sum(1 for it in trials if it.is_small and it.text.outcome is not None)
        return t("trials.tested_yes", count=small, number=number(small))
    return t(f"trials.tested_{tested}")


def tested_label(tested: HowTested) -> str:
    """Say in few words whether an initiative is tested on a small scale."""
    return label(tested, language())
