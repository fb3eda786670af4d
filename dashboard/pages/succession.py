"""Overgang: what moves where when one structure gives way to the next, and what has no home in it yet."""

from collections import Counter
from collections.abc import Sequence

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import KeyFigure, card, columns, key_figures
from dashboard.components.emptiness import empty_view
from dashboard.components.figure_card import Chart
from dashboard.components.home_groups import HomeGroup, home_groups, leads_words
from dashboard.components.home_words import certainty_words, doubts_words, listed, why_words
from dashboard.components.homes_list import HOWS, Waiting, waiting_of
from dashboard.components.markup import Node
from dashboard.components.moves import Moves, accounts_chart, moves_of, region_charts
from dashboard.components.numbers import Cell as NumberCell
from dashboard.components.numbers import Numbers, Word, counted, numbers_table
from dashboard.components.plain_table import Column
from dashboard.components.shell import lay_out, register_page
from dashboard.components.structure_choice import SUCCESSION, WORK_LIST
from dashboard.components.view import Page, View
from dashboard.filters import Asked, address, list_address
from dashboard.format import danish_key, date_text, moment_text, number
from dashboard.labels import organisation_label
from dashboard.texts import t
from portfolio.rules.succession import Doubt, How
from portfolio.selection import Criteria
from portfolio.vocabulary import Certainty

_FOUND = (How.SAME, How.SUCCESSION)


def view(asked: Asked) -> View:
    """Show the transition to the structure that the address asks for."""
    criteria = asked.criteria.unfiltered()
    waiting = waiting_of(criteria)
    days = {"before": date_text(waiting.transition.before.structure.day), "date": date_text(waiting.day)}
    subtitle = t("succession.subtitle", as_of=moment_text(data.portfolio().moment), **days)
    if not len(waiting.chosen):
        return empty_view(t("succession.title"), subtitle, 0, SUCCESSION)
    moves = moves_of(waiting.transition, waiting.chosen, criteria)
    body = [
        key_figures(_figures(waiting, moves)),
        *_tables(moves),
        *_unsettled(waiting, criteria),
        _uncertain(waiting),
    ]
    return View(heading(waiting), subtitle, [html.Div(body, className="succession")])


def _tables(moves: Moves) -> list[Node]:
    """Set the widest region alone, and the others with the sums side by side."""
    first, *others = [*region_charts(moves), accounts_chart(moves)]
    pairs = [others[place : place + 2] for place in range(0, len(others), 2)]
    return [first, *(columns(*pair) for pair in pairs)]


PAGE = Page(SUCCESSION, "nav.succession", view, has_filters=False)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(waiting: Waiting) -> str:
    """Say how many have a home, and how many wait for a decision."""
    open_ = waiting.count("mangler")
    settled = len(waiting.chosen) - open_ - waiting.count("uden")
    facts = {"settled": number(settled), "all": number(len(waiting.chosen)), "date": date_text(waiting.day)}
    if not open_:
        return t("succession.heading_none", **facts)
    return t("succession.heading", count=open_, open=number(open_), **facts)


# --- Key figures


def _figures(waiting: Waiting, moves: Moves) -> list[KeyFigure]:
    clear = waiting.in_state("klar").places.tolist()
    hows = Counter(waiting.transition.homes[place].how for place in clear)
    whole, own = sum(hows[how] for how in _FOUND), hows[How.MEMBERS]
    plain, list_ = waiting.chosen, moves.criteria
    total = t("succession.figure_all_note", areas=number(len(moves.after.areas)))
    whole_list, own_list = (f"{_tab(list_, 'klar')}&hvordan={word}" for word in HOWS)
    return [
        KeyFigure(number(len(plain)), t("succession.figure_all"), total, list_address(list_)),
        KeyFigure(
            number(whole),
            t("succession.figure_whole"),
            t("succession.figure_whole_note"),
            whole_list,
            tone="green",
        ),
        KeyFigure(
            number(own), t("succession.figure_own"), t("succession.figure_own_note"), own_list, tone="green"
        ),
        _figure(waiting, list_, "afgjort", "green"),
        _figure(waiting, list_, "mangler", "yellow"),
        _figure(waiting, list_, "uden", "grey"),
    ]


def _figure(waiting: Waiting, criteria: Criteria, word: str, tone: str) -> KeyFigure:
    name, note = t(f"succession.figure_{word}"), t(f"succession.figure_{word}_note")
    return KeyFigure(number(waiting.count(word)), name, note, _tab(criteria, word), tone=tone)


def _tab(criteria: Criteria, word: str) -> str:
    """Give the work list with those in a state."""
    plain = address(WORK_LIST, criteria)
    return plain if word == "mangler" else f"{plain}{'&' if '?' in plain else '?'}tilstand={word}"


# --- What has no home yet


def _unsettled(waiting: Waiting, criteria: Criteria) -> list[Node]:
    """Show what waits for a decision and what names no area, by what they have in common."""
    groups = [
        *((group, "mangler") for group in home_groups(waiting.transition, waiting.in_state("mangler"))),
        *((group, "uden") for group in _by_why(home_groups(waiting.transition, waiting.in_state("uden")))),
    ]
    if not groups:
        return []
    heads = [Column(t("succession.group")), Column(t("succession.why")), Column(t("home.choices"))]
    to = criteria.but(structure_on=waiting.day)
    rows = [_group_row(group, _tab(to, word)) for group, word in groups]
    caption = t("succession.unsettled_caption")
    numbers = Numbers(caption, [*heads, Column(t("succession.count"), is_number=True)], rows)
    count = waiting.count("mangler")
    return [
        Chart(
            name="uden-hjemsted",
            message=t("succession.unsettled", count=count, number=number(count)),
            subtitle=t("succession.unsettled_subtitle"),
            picture=html.Div(numbers_table(numbers, "plain labelled"), className="uncaptioned"),
            numbers=numbers,
            is_table=True,
        )
    ]


def _by_why(groups: Sequence[HomeGroup]) -> list[HomeGroup]:
    """Gather those that name no area by why alone: where their municipalities lie decides nothing."""
    found: dict[str | None, list[HomeGroup]] = {}
    for group in groups:
        found.setdefault(group.why, []).append(group)
    return [
        HomeGroup(None, same[0].why, (), tuple(place for it in same for place in it.places))
        for same in found.values()
    ]


def _group_row(group: HomeGroup, to: str) -> list[NumberCell]:
    name = t("home.no_area") if group.area is None else organisation_label(group.area)
    leads = leads_words(group.leads)
    return [name, why_words(group.why), leads, counted(len(group.places), to)]


# --- What is uncertain


def _uncertain(waiting: Waiting) -> Node:
    """Tell which facts of the reference data nobody has confirmed, and how many initiatives rest on each."""
    found = _doubts(waiting)
    ordered = sorted(found, key=lambda it: (-len(found[it][1]), danish_key(organisation_label(it))))
    caption = t("succession.uncertain_caption")
    heads = [Column(t("succession.fact")), Column(t("succession.resting"), is_number=True)]
    rows: list[list[NumberCell]] = [[_marked(found[it][0]), counted(len(found[it][1]))] for it in ordered]
    numbers = Numbers(caption, heads, rows)
    if not rows:
        return card(t("succession.certain"), [html.P(_sources(waiting))])
    return Chart(
        name="usikkert",
        message=t("succession.uncertain", count=len(rows), number=number(len(rows))),
        subtitle=_sources(waiting),
        picture=html.Div(numbers_table(numbers, "plain labelled"), className="uncaptioned"),
        numbers=numbers,
        is_table=True,
    )


def _doubts(waiting: Waiting) -> dict[str, tuple[set[Doubt], set[int]]]:
    """Give what is unconfirmed of each area that gives way, and the initiatives that rest on it."""
    found: dict[str, tuple[set[Doubt], set[int]]] = {}
    for area in waiting.transition.before.structure.areas:
        for doubt in waiting.transition.structure.route(area).doubts:
            found.setdefault(doubt.organisation, (set(), set()))[0].add(doubt)
    for place in waiting.chosen.places.tolist():
        for doubt in waiting.transition.homes[place].doubts:
            doubts, resting = found.setdefault(doubt.organisation, (set(), set()))
            doubts.add(doubt)
            resting.add(place)
    return found


def _marked(doubts: set[Doubt]) -> Word:
    words = doubts_words(sorted(doubts, key=lambda it: (it.kind, it.other or "")))
    return Word(words, html.Span([html.Span("? ", className="doubt"), words]))


def _sources(waiting: Waiting) -> str:
    """Say how sure the areas of the day are themselves."""
    structure = waiting.transition.structure
    kinds: dict[Certainty, int] = {}
    for area in structure.areas:
        certainty = structure.organisations[area].certainty
        kinds[certainty] = kinds.get(certainty, 0) + 1
    said = listed([f"{number(count)} {certainty_words(it)}" for it, count in kinds.items()])
    return t("succession.sources", date=date_text(waiting.day), said=said)
