"""An initiative's trials on its page: the ramp, its cycles, whether it is tested, and a new one."""

from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.origin import origin
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_forms import Asked, folded_forms
from dashboard.components.states import note
from dashboard.components.trial_forms import new_form
from dashboard.components.trial_ramp import is_drawn, ramp_image, ramp_key
from dashboard.components.trial_words import (
    BLANK,
    scale_cell,
    state_cell,
    state_word,
    tested_words,
    trial_address,
    when_words,
)
from dashboard.components.trials_asked import is_to_be_tested
from dashboard.data import InitiativeRecord, Trial
from dashboard.format import instant, number
from dashboard.server.processes import NUMBERS
from dashboard.server.trials import ROUTE
from dashboard.texts import t
from portfolio.trials.words import HowTested
from portfolio.vocabulary import StepKind

FOCUS = "proevehandlinger"


def trial_card(record: InitiativeRecord) -> list[Node]:
    """Show an initiative's trials; nothing on a past day that knew none."""
    book, today = data.trials(), data.portfolio().today
    trials, has_words = book.of.get(record.id, ()), record.id in book.words
    back = data.trials_taken_back(record.id)
    if not (trials or has_words or back or data.is_present()):
        return []
    tested = book.how_tested(record.id)
    is_late = tested is not HowTested.YES and _ought_to_be_tested(record.id)
    asked = Asked(record.id, today, FOCUS, FOCUS, ROUTE) if data.is_present() else None
    content: list[Node] = []
    if is_late:
        content.append(
            note([html.Strong(t("trials.asked_note")), " ", tested_words(tested, trials)], "warning")
        )
    elif trials:
        content.append(html.P(tested_words(tested, trials)))
    if is_drawn(trials):
        content += [ramp_image(trials, today), ramp_key(trials)]
    content += [_table(trials)] if trials else [html.P(t("trials.none_why"), className="muted")]
    content += _said_by_list(record)
    if asked is not None:
        content.append(folded_forms([(t("trials.new_fold"), new_form(asked, trials))]))
        content.append(html.P(_empty_sheet(record.id), className="no-print"))
    content += _taken_back(back)
    shown = card(heading(trials), content)
    return [html.Div(shown, id=FOCUS, tabIndex=-1, className="process follow trials-card")]


def heading(trials: Sequence[Trial]) -> str:
    """Say how many cycles there are, and how far the newest is."""
    if not trials:
        return t("trials.none")
    last = trials[-1]
    state = state_word(last.text, last.state(data.portfolio().today)).lower()
    return t("trials.card_heading", count=len(trials), number=number(len(trials)), state=state)


def untested_note(initiative_id: int) -> list[Node]:
    """Ask where a process stands at its implementing step, and nothing small was tried and kept."""
    found = data.processes().courses.get(initiative_id)
    step = None if found is None else found.course.template.step(found.course.current)
    if step is None or step.kind is not StepKind.IMPLEMENTATION:
        return []
    if data.trials().how_tested(initiative_id) is HowTested.YES:
        return []
    return [
        note([t("trials.process_note"), " ", html.A(t("trials.process_link"), href=f"#{FOCUS}")], "warning")
    ]


def _ought_to_be_tested(initiative_id: int) -> bool:
    known = data.portfolio().snapshot
    place = known.place(initiative_id)
    return place is not None and is_to_be_tested(known.item(place))


def _table(trials: Sequence[Trial]) -> Node:
    heads = [Column(t(f"trials.head_{name}")) for name in ("cycle", "scale", "when", "state", "learning")]
    befores = [None, *trials]
    rows = [_row(it, place, befores[place - 1]) for place, it in enumerate(trials, 1)]
    return plain_table(t("trials.caption"), heads, rows, "plain trials labelled")


def _row(it: Trial, place: int, before: Trial | None) -> list[Cell]:
    state = it.state(data.portfolio().today)
    learnt: Cell = html.Span(it.text.learning or "", className="round-text") if it.text.learning else ""
    return [
        cycle_cell(it, place, before),
        scale_cell(it.text.scale),
        when_words(it.text),
        state_cell(it.text, state),
        learnt,
    ]


def cycle_cell(it: Trial, place: int, before: Trial | None = None) -> list[Node]:
    """Name a cycle by its number and what is tried, with where a list tells of it.

    Its aim is named where it is another than that of the cycle before.
    """
    lines: list[Node] = [link(f"{place}. {it.text.what}", trial_address(it.key))]
    if it.text.aim and (before is None or before.text.aim != it.text.aim):
        lines.append(html.Span(it.text.aim, className="under"))
    if it.told_in is not None:
        lines.append(html.Span(t("trials.from_list", source=it.told_in.source), className="under"))
    return lines


def _said_by_list(record: InitiativeRecord) -> list[Node]:
    """Show what a list says of trials in a cell of its own, with the cell."""
    claims = record.claims.get("trials", ())
    if not claims:
        return []
    said = html.Q(str(record.values.get("trials") or claims[0].text), className="claim-text")
    place = origin(claims, is_only_source=len(record.sources) == 1)
    return [html.Div([html.P([t("trials.list_says"), " ", said]), place], className="trial-words")]


def _empty_sheet(initiative_id: int) -> Node:
    return link(t("trials.empty_sheet"), trial_address(f"{BLANK}-{initiative_id}"))


def _taken_back(back: Sequence[Trial]) -> list[Node]:
    if not back:
        return []
    items = [
        html.Li(t("trials.was_taken_back", what=it.text.what, by=it.made_by, at=instant(it.made_at)))
        for it in back
    ]
    summary = html.Summary(t("trials.taken_back", count=len(back), number=number(len(back))))
    return [html.Details([summary, html.Ul(items, className="process-history")], className="ledger")]


def undo_form(asked: Asked, trial: Trial) -> Element:
    """Offer to take a whole cycle back."""
    return deed_form(
        asked.address("fortryd"),
        [html.P(t("trials.undo_hint"), className="field-hint"), deed_button(t("trials.undo"))],
        hidden={NUMBERS: str(trial.id)},
        focus=asked.focus,
    )
