"""A ramp of trials on a page: the drawing beside the names of its lanes, and the same in words."""

import datetime as dt
from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.drawing import drawn
from dashboard.components.markup import Element, Node
from dashboard.components.process_words import listed
from dashboard.components.trial_words import (
    look_of,
    month_words,
    scale_word,
    state_word,
    trial_address,
    when_words,
)
from dashboard.figures.ramp import RampMark, mark_sign, ramp_drawing
from dashboard.texts import language, t
from portfolio.trials.book import Trial
from portfolio.trials.words import TrialOutcome, TrialScale, TrialState
from portfolio.vocabulary import label

_FEWEST, _MANY = 2, 6


def is_drawn(trials: Sequence[Trial]) -> bool:
    """Tell whether there are enough cycles for a ramp."""
    return len(trials) >= _FEWEST


def ramp_picture(trials: Sequence[Trial], today: dt.date, here: str = "") -> Element:
    """Draw an initiative's cycles; ``here`` is the key of the one that the page is about."""
    lanes: list[TrialScale | None] = [*reversed(TrialScale)]
    if any(it.text.scale is None for it in trials):
        lanes.append(None)
    numbers = {it.id: place for place, it in enumerate(trials, 1) if it.id is not None}
    marks = [
        RampMark(
            number=place,
            lane=lanes.index(it.text.scale),
            look=look_of(it.text),
            word=_short(it, today),
            when=month_words(it.text),
            title=_title(it, place, today),
            address=None if it.key == here else trial_address(it.key),
            builds_on=None if it.after is None else numbers.get(it.after),
            is_here=it.key == here,
        )
        for place, it in enumerate(trials, 1)
    ]
    names = html.Ul([html.Li(scale_word(it)) for it in lanes], className="ramp-names")
    look = "ramp ramp-many" if len(marks) > _MANY else "ramp"
    return html.Div([names, drawn(ramp_drawing(marks, len(lanes)))], className=look)


def ramp_image(trials: Sequence[Trial], today: dt.date, here: str = "") -> Element:
    """Show a ramp as one image that says in words what it shows."""
    image = html.Div(ramp_picture(trials, today, here), role="img", className="drawing")
    return with_attributes(image, {"aria-label": ramp_words(trials, today)})


def ramp_words(trials: Sequence[Trial], today: dt.date) -> str:
    """Say what a ramp shows: each cycle's scale and decision in order."""
    steps = [
        t(
            "trials.ramp_step",
            number=str(place),
            scale=scale_word(it.text.scale).lower(),
            state=_lower(it, today),
        )
        for place, it in enumerate(trials, 1)
    ]
    return t("trials.ramp_words", count=len(trials), number=str(len(trials)), steps="; ".join(steps))


def ramp_key(trials: Sequence[Trial]) -> Node:
    """Say what the shapes mean, those that are seen."""
    seen = {look_of(it.text) for it in trials}
    words = [(str(it), label(it, language())) for it in TrialOutcome]
    words.append(("open", t("trials.not_decided")))
    items = [html.Li([drawn(mark_sign(look)), said]) for look, said in words if look in seen]
    return html.Ul(items, className="ramp-key")


def _lower(it: Trial, today: dt.date) -> str:
    return state_word(it.text, it.state(today)).lower()


def _short(it: Trial, today: dt.date) -> str:
    state = it.state(today)
    if state is TrialState.UNDECIDED:
        return t("trials.undecided_short")
    return "" if state is None else state_word(it.text, state)


def _title(it: Trial, place: int, today: dt.date) -> str:
    facts = [scale_word(it.text.scale), when_words(it.text), state_word(it.text, it.state(today))]
    return f"{place}. {it.text.what}: {listed(facts)}"
