"""Prøvehandlinger: cycles as ramps, what each led to, and what is put to use without being tested."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.area_words import area_text
from dashboard.components.badges import word_badge
from dashboard.components.cards import KeyFigure, card, key_figures
from dashboard.components.drawing import image
from dashboard.components.emptiness import empty_view
from dashboard.components.figure_card import Chart
from dashboard.components.here import criteria
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Numbers, Word
from dashboard.components.openings import initiative_link
from dashboard.components.paged_groups import PagedGroups, paged_groups
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.shell import lay_out, register_page
from dashboard.components.since_figures import moved
from dashboard.components.states import empty_state, note
from dashboard.components.trial_card import FOCUS, cycle_cell
from dashboard.components.trial_ramp import is_drawn, ramp_key, ramp_picture
from dashboard.components.trial_words import (
    TRIALS,
    scale_cell,
    scale_word,
    state_cell,
    state_word,
    tested_label,
    trial_address,
    when_words,
)
from dashboard.components.trials_asked import (
    OUTCOME_KEY,
    OUTCOME_WORDS,
    OWN_KEYS,
    SCALE_KEY,
    SCALE_WORDS,
    STATE_KEY,
    STATE_WORDS,
    TRIALS_FILE,
    Cycle,
    Trials,
    Untested,
    narrowed_address,
    trials_of,
)
from dashboard.components.view import Page, View
from dashboard.filters import Asked, address, initiative_address, to_query
from dashboard.format import date_text, number
from dashboard.labels import code_label
from dashboard.texts import language, t
from portfolio.selection import Criteria
from portfolio.trials.words import TrialOutcome, TrialScale, TrialState
from portfolio.vocabulary import Phase, Status, label

MOST_RAMPS = 8
UNTESTED = "uafproevede"


def view(asked: Asked) -> View:
    """Show the trials of the initiatives that the address asks for."""
    found, known = trials_of(asked), data.portfolio()
    total = len(known.chosen(Criteria()))
    subtitle = t("trials.page_subtitle", date=date_text(known.today))
    if not len(found.chosen):
        return empty_view(t("trials.heading_none"), subtitle, total, TRIALS)
    paged = paged_groups(asked, [found.cycles, found.untested], TRIALS)
    body: list[Node] = [_figures(asked, found), *_narrowed_note(asked, found)]
    if not found.every:
        body.append(_empty(asked))
    ramps = [them for them in found.ramps if is_drawn([it.trial for it in them])]
    body += [_ramps_chart(ramps)] if ramps else []
    body += _cycles_card(paged)
    body += [_outcome_card(asked, found)] if found.every else []
    body += _untested_card(paged, found)
    body += [*paged.turning(), _files(asked)]
    ignored = [*found.ignored, *paged.ignored]
    return View(heading(found), subtitle, body, len(found.chosen), total, ignored=ignored)


PAGE = Page(TRIALS, "nav.trials", view, own_keys=OWN_KEYS)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(found: Trials) -> str:
    """Say how many cycles there are in how many initiatives, and how many are put to use untested."""
    count, initiatives = len(found.every), len({it.item.id for it in found.every})
    untested = len(found.untested)
    late = t("trials.heading_untested", count=untested, number=number(untested)) if untested else ""
    if not count:
        return (
            " ".join(filter(None, [t("trials.heading_none") + ".", late]))
            if late
            else t("trials.heading_none")
        )
    facts = {
        "number": number(count),
        "initiatives": t("count.initiatives", count=initiatives, number=number(initiatives)),
    }
    return " ".join(filter(None, [t("trials.heading", count=count, **facts), late]))


def _state_count(cycles: Sequence[Cycle], *states: TrialState | None) -> int:
    today = data.portfolio().today
    return sum(1 for it in cycles if it.trial.state(today) in states)


def _figures(asked: Asked, found: Trials) -> Node:
    """Show the figures of the page, each with its way to the rows, and how it has moved since."""
    running, undecided = (_state_count(found.every, it) for it in (TrialState.RUNNING, TrialState.UNDECIDED))
    tested = found.asked_count - len(found.untested)
    facts = {"tested": number(tested), "all": number(found.asked_count)}
    figures = [
        _figure(asked, len(found.every), "cycles", narrowed_address(asked)),
        _figure(asked, running, "running", narrowed_address(asked, **{STATE_KEY: "i-gang"})),
        _figure(asked, undecided, "undecided", narrowed_address(asked, **{STATE_KEY: "afventer"})),
        KeyFigure(
            number(len(found.untested)),
            t("trials.figure_untested"),
            t("trials.figure_untested_note", **facts),
            f"{narrowed_address(asked)}#{UNTESTED}",
        ),
    ]
    return key_figures(figures)


def _figure(asked: Asked, count: int, name: str, where: str) -> KeyFigure:
    since = asked.criteria.since
    if since is None:
        return KeyFigure(number(count), t(f"trials.figure_{name}"), t(f"trials.figure_{name}_note"), where)
    return KeyFigure(
        number(count), t(f"trials.figure_{name}"), moved(count, _then(asked, name), since), where
    )


def _then(asked: Asked, name: str) -> int:
    """Count the same as it was at the moment that is compared with, among those that met the filters then."""
    since = asked.criteria.since
    assert since is not None  # noqa: S101 -- asked for only then
    book = data.trials_at(since)
    cycles = [
        it for item in data.portfolio_at(since).chosen(asked.criteria) for it in book.of.get(item.id, ())
    ]
    if name == "cycles":
        return len(cycles)
    wanted = TrialState.RUNNING if name == "running" else TrialState.UNDECIDED
    return sum(1 for it in cycles if it.state(since.day) is wanted)


def _narrowed_note(asked: Asked, found: Trials) -> list[Node]:
    """Say which cycles alone are shown, with the way back to all."""
    chosen = [_own_words(key, asked.own[key]) for key in OWN_KEYS if asked.own.get(key) in _WORDS[key]]
    if not chosen:
        return []
    count = len(found.cycles)
    said = t("trials.narrowed", count=count, number=number(count), what=", ".join(chosen))
    return [note([said, " ", link(t("trials.narrowed_all"), narrowed_address(asked))])]


_Codes = Mapping[str, TrialScale | TrialOutcome | TrialState | None]
_WORDS: Mapping[str, _Codes] = {
    SCALE_KEY: SCALE_WORDS,
    OUTCOME_KEY: OUTCOME_WORDS,
    STATE_KEY: STATE_WORDS,
}


def _own_words(key: str, word: str) -> str:
    code = _WORDS[key][word]
    name = t(f"trials.own_{key}")
    return f"{name}: {t('trials.own_none') if code is None else label(code, language()).lower()}"


def _empty(asked: Asked) -> Node:
    to_list = link(t("trials.to_list"), address("/indsatser", asked.criteria), className="btn-main")
    return empty_state(t("trials.empty"), to_list)


# --- Ramps


def _ramps_chart(ramps: Sequence[Sequence[Cycle]]) -> Chart:
    """Draw a ramp for each initiative with several cycles, the longest first."""
    ordered = sorted(ramps, key=lambda them: (-len(them), them[0].item.title))
    shown = ordered[:MOST_RAMPS]
    every = [it.trial for them in shown for it in them]
    parts: list[Node] = [html.Ul([html.Li(_panel(them)) for them in shown], className="ramps")]
    return Chart(
        name="ramper",
        message=_ramps_message(ordered),
        subtitle=t("trials.ramps_subtitle") + _more(len(ordered) - len(shown)),
        picture=image("ramper", parts, "ramps-picture"),
        numbers=_numbers(shown),
        key=ramp_key(every),
    )


def _more(rest: int) -> str:
    return f" {t('trials.ramps_more', count=rest, number=number(rest))}" if rest else ""


def _ramps_message(ramps: Sequence[Sequence[Cycle]]) -> str:
    longest = ramps[0]
    adopted = sum(1 for them in ramps if them[-1].trial.text.outcome is TrialOutcome.ADOPT)
    facts = {"title": longest[0].item.title, "cycles": number(len(longest)), "adopted": number(adopted)}
    return t("trials.ramps_message", count=len(ramps), number=number(len(ramps)), **facts)


def _panel(cycles: Sequence[Cycle]) -> list[Node]:
    trials = [it.trial for it in cycles]
    return [
        html.P(cycles[0].item.title, className="ramp-title"),
        ramp_picture(trials, data.portfolio().today),
    ]


def _numbers(ramps: Sequence[Sequence[Cycle]]) -> Numbers:
    heads = ("initiative", "number", "what", "scale", "when", "state")
    return Numbers(
        t("trials.ramps_caption"),
        [Column(t(f"trials.head_{it}"), is_number=it == "number") for it in heads],
        [_number_row(it) for them in ramps for it in them],
    )


def _number_row(it: Cycle) -> list[str | Word]:
    text, state = it.trial.text, it.trial.state(data.portfolio().today)
    return [
        Word(it.item.title, initiative_link(it.item.id, it.item.title)),
        str(it.number),
        Word(text.what, link(text.what, trial_address(it.trial.key))),
        scale_word(text.scale),
        when_words(text),
        Word(state_word(text, state), state_cell(text, state)),
    ]


# --- Cycles


def _cycles_card(paged: PagedGroups) -> list[Node]:
    shown: Sequence[Cycle] = paged.part(0)
    if not shown:
        return []
    count = len(paged.groups[0])
    names = ("initiative", "cycle", "scale", "when", "state", "learning")
    heads = [Column(t(f"trials.head_{it}")) for it in names]
    befores = [None, *shown]
    rows = [_cycle_row(it, before) for it, before in zip(shown, befores, strict=False)]
    table = plain_table(t("trials.caption"), heads, rows, "plain trials labelled")
    subtitle = " ".join(filter(None, [t("trials.cycles_subtitle"), paged.part_words(0)]))
    return [card(t("trials.cycles_heading", count=count, number=number(count)), [table], subtitle)]


def _cycle_row(it: Cycle, above: Cycle | None) -> list[Cell]:
    before = above.trial if above is not None and above.item.id == it.item.id else None
    text = it.trial.text
    learnt: Cell = html.Span(text.learning, className="round-text") if text.learning else ""
    return [
        initiative_link(it.item.id, it.item.title),
        cycle_cell(it.trial, it.number, before),
        scale_cell(text.scale),
        when_words(text),
        state_cell(text, it.trial.state(data.portfolio().today)),
        learnt,
    ]


# --- What trials led to


def _outcome_card(asked: Asked, found: Trials) -> Node:
    """Set how small cycles were against what was decided; each number opens its cycles."""
    outcomes = list(OUTCOME_WORDS.items())
    heads = [
        Column(t("trials.head_scale")),
        *(Column(_outcome_name(it), is_number=True) for _, it in outcomes),
    ]
    rows = [_outcome_row(asked, found, word, scale) for word, scale in SCALE_WORDS.items()]
    decided = [it for it in found.every if it.trial.text.outcome is not None]
    kept = sum(1 for it in decided if it.trial.text.outcome is TrialOutcome.ADOPT)
    dropped = sum(1 for it in decided if it.trial.text.outcome is TrialOutcome.ABANDON)
    facts = {"kept": number(kept), "dropped": number(dropped)}
    message = t("trials.outcome_message", count=len(decided), number=number(len(decided)), **facts)
    table = plain_table(t("trials.outcome_caption"), heads, rows, "plain outcome")
    return card(message, [table], t("trials.outcome_subtitle"))


def _outcome_name(outcome: TrialOutcome | None) -> str:
    return t("trials.not_decided") if outcome is None else label(outcome, language())


def _outcome_row(asked: Asked, found: Trials, word: str, scale: TrialScale | None) -> list[Cell]:
    row: list[Cell] = [scale_word(scale)]
    for outcome_word, outcome in OUTCOME_WORDS.items():
        count = sum(
            1 for it in found.every if (it.trial.text.scale, it.trial.text.outcome) == (scale, outcome)
        )
        where = narrowed_address(asked, **{SCALE_KEY: word, OUTCOME_KEY: outcome_word})
        row.append((number(count), where) if count else "0")
    return row


# --- What is put to use untested


def _untested_card(paged: PagedGroups, found: Trials) -> list[Node]:
    if not found.asked_count:
        return []
    count = len(found.untested)
    tested = found.asked_count - count
    if not count:
        said = t("trials.all_tested", count=tested, number=number(tested))
        return [html.Div(card(said, [html.P(t("trials.untested_subtitle"), className="muted")]), id=UNTESTED)]
    shown: Sequence[Untested] = paged.part(1)
    message = t("trials.untested_heading", count=count, number=number(count), all=number(found.asked_count))
    content: Element | Node
    if shown:
        heads = [Column(t("trials.head_initiative")), Column(area_text("clusters.cluster"))]
        heads += [Column(t(f"trials.head_{it}")) for it in ("stands", "tested", "do")]
        rows = map(_untested_row, shown)
        content = plain_table(t("trials.untested_caption"), heads, rows, "plain untested labelled")
    else:
        first = len(paged.groups[0]) // paged.asked.page_size + 1
        where = TRIALS + to_query(replace(paged.asked, page=first))
        content = html.P(link(t("trials.untested_on_page", page=number(first)), f"{where}#{UNTESTED}"))
    subtitle = " ".join(filter(None, [t("trials.untested_subtitle"), paged.part_words(1) if shown else ""]))
    return [html.Div(card(message, [content], subtitle), id=UNTESTED)]


def _untested_row(it: Untested) -> list[Cell]:
    where = initiative_address(it.item.id, criteria())
    stands: list[Node] = [word_badge(Phase, it.item.code("phase"))]
    status = it.item.code("status")
    words = t("trials.at_implementing") if it.is_implementing else code_label(Status, status)
    stands.append(html.Span(words, className="under"))
    return [
        initiative_link(it.item.id, it.item.title),
        it.item.text("organisation") or html.Span(t("trials.no_area"), className="missing"),
        stands,
        html.Span(tested_label(it.tested), className="" if it.tested.value != "unknown" else "missing"),
        link(t("trials.describe"), f"{where}#{FOCUS}"),
    ]


def _files(asked: Asked) -> Node:
    file = html.A(
        t("trials.file"),
        href=TRIALS_FILE + to_query(replace(asked, page=1)),
        className="download",
        download="",
    )
    return html.P(file, className="no-print")
