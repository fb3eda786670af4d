"""Kommentering: all rounds of comments, the open ones first, who has not answered, and what is in time."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.follow_history import follow_history
from dashboard.components.followed import followed, followed_total, title_cell
from dashboard.components.letter import letter
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.paged_groups import PagedGroups, paged_groups
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_words import listed
from dashboard.components.round_card import (
    PARTY_KEY,
    ROUND_KEY,
    ROUNDS,
    round_address,
    round_part,
)
from dashboard.components.round_forms import FOCUS, asked_of
from dashboard.components.round_words import (
    answered_words,
    meeting_words,
    names_of,
    reminder_subject,
    reminder_text,
    standing_words,
)
from dashboard.components.rounds_asked import ROUNDS_FILE, Rounds, rounds_of
from dashboard.components.shell import arrive, lay_out, lay_out_view, register_page
from dashboard.components.states import empty_state
from dashboard.components.view import Page, View
from dashboard.filters import Asked, Ignored, address, number_in, to_query
from dashboard.format import date_short, date_text, number
from dashboard.labels import party_name
from dashboard.texts import t
from portfolio.process.rounds import Party, Round
from portfolio.vocabulary import RoundState


def view(asked: Asked) -> View:
    """Show all rounds, or the one that the address asks for."""
    chosen, one = asked.own.get(ROUND_KEY), _chosen(asked)
    if one is not None:
        return _round_view(asked, one)
    found, today = rounds_of(asked), data.portfolio().today
    paged = paged_groups(replace(asked, own={}), _groups(found, today), ROUNDS)
    unknown = [] if chosen is None else [Ignored(ROUND_KEY, chosen)]
    return View(
        title=heading(found),
        subtitle=t("round.page_subtitle", date=date_text(today)),
        body=_body(asked, found, paged),
        chosen_count=found.chosen_count,
        total_count=followed_total(),
        has_left=True,
        ignored=[*unknown, *paged.ignored],
    )


def _chosen(asked: Asked) -> Round | None:
    """Give the one round that an address asks for."""
    return data.rounds().rounds.get(number_in(asked.own.get(ROUND_KEY, "")) or 0)


PAGE = Page(ROUNDS, "nav.rounds", view, own_keys=(ROUND_KEY, PARTY_KEY))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address; one round has no filters."""
    asked = arrive(ROUNDS, query, PAGE.own_keys)
    if _chosen(asked) is None:
        return lay_out(PAGE, query)
    return lay_out_view(ROUNDS, asked, view(asked), help_id=PAGE.help_id)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(found: Rounds) -> str:
    """Say how many rounds are open, who is awaited, and how many are past their due day."""
    today = data.portfolio().today
    states = [it.state(today) for it in found.rounds]
    open_ = [it for it, state in zip(found.rounds, states, strict=True) if state is not RoundState.CLOSED]
    if not found.rounds:
        return t("round.heading_none")
    if not open_:
        return t("round.heading_closed", count=len(states), number=number(len(states)))
    waiting = sum(len(it.silent) for it in open_)
    said = t("round.heading", count=len(open_), number=number(len(open_)))
    awaited = t("round.waiting", count=waiting, number=number(waiting)) if waiting else t("round.all_in")
    late = sum(1 for state in states if state is RoundState.OVERDUE)
    behind = t("round.heading_late", count=late, number=number(late)) if late else ""
    opened = t("round.heading_of_them", said=said, late=behind) if behind else said
    return f"{opened}, {awaited}"


def _groups(found: Rounds, today: dt.date) -> list[Sequence[Any]]:
    """Give the cards' rows in the order of the page: open rounds, initiatives without one, closed rounds."""
    is_closed = RoundState.CLOSED
    return [
        [it for it in found.rounds if it.state(today) is not is_closed],
        found.without,
        [it for it in found.rounds if it.state(today) is is_closed],
    ]


def _body(asked: Asked, found: Rounds, paged: PagedGroups) -> list[Node]:
    if not found.rounds and not found.without:
        return [
            empty_state(t("round.empty"), link(t("round.to_list"), address("/indsatser", asked.criteria)))
        ]
    cards = [_open_card(found, paged), _without_card(paged), _closed_card(found, paged)]
    shown = [one for cards_of in cards for one in cards_of]
    file = [_file_link(asked)] if found.rounds else []
    return [*paged.tools(), *shown, *paged.turning(), *file]


def _file_link(asked: Asked) -> Node:
    where = ROUNDS_FILE + to_query(replace(asked, own={}, page=1))
    file = html.A(t("round.file"), href=where, className="download", download="")
    return html.P(file, className="no-print")


def _subtitle(words: str, paged: PagedGroups, place: int) -> str:
    return " ".join(filter(None, [words, paged.part_words(place)]))


def _open_card(found: Rounds, paged: PagedGroups) -> list[Node]:
    shown, count = paged.part(0), len(paged.groups[0])
    if not shown:
        return []
    heads = [
        Column(t(f"round.head_{name}")) for name in ("initiative", "due", "answered", "awaited", "meeting")
    ]
    rows = [_open_row(it, found) for it in shown]
    table = plain_table(t("round.open_caption"), heads, rows, "plain rounds labelled")
    said = t("round.open_heading", count=count, number=number(count))
    return [card(said, [table], _subtitle(t("round.open_subtitle"), paged, 0))]


def _open_row(it: Round, found: Rounds) -> list[Cell]:
    today = data.portfolio().today
    is_late = it.state(today) is RoundState.OVERDUE
    look = "under under-warning" if is_late else "under"
    due: list[Node] = [
        link(date_short(it.due_on), round_address(it.id)),
        html.Span(standing_words(it, today), className=look),
    ]
    is_too_late = it.margin_days is not None and it.margin_days < 0
    meeting = html.Span(meeting_words(it), className="under-warning" if is_too_late else None)
    sent = html.Span(t("round.sent", day=date_short(it.sent_on)), className="under")
    return [
        title_cell(found.items[it.initiative_id]),
        due,
        [answered_words(it), sent],
        names_of(it.silent),
        meeting,
    ]


def _without_card(paged: PagedGroups) -> list[Node]:
    shown, count = paged.part(1), len(paged.groups[1])
    if not shown:
        return []
    items = [
        html.Li([initiative_link(item.id, item.title), html.Span(step, className="under")])
        for item, step in shown
    ]
    said = t("round.without", count=count, number=number(count))
    listed_items = html.Ul(items, className="plain-list")
    return [card(said, [listed_items], _subtitle(t("round.without_subtitle"), paged, 1))]


def _closed_card(found: Rounds, paged: PagedGroups) -> list[Node]:
    shown, count = paged.part(2), len(paged.groups[2])
    if not shown:
        return []
    heads = [
        Column(t(f"round.head_{name}")) for name in ("initiative", "closed", "answered", "silent", "meeting")
    ]
    table = plain_table(
        t("round.closed_caption"), heads, [_closed_row(it, found) for it in shown], "plain labelled"
    )
    said = t("round.closed_heading", count=count, number=number(count))
    return [card(said, [table], _subtitle(t("round.closed_subtitle"), paged, 2))]


def _closed_row(it: Round, found: Rounds) -> list[Cell]:
    day = "" if it.closed_on is None else date_short(it.closed_on)
    return [
        title_cell(found.items[it.initiative_id]),
        link(day, round_address(it.id)),
        answered_words(it),
        names_of(it.silent) or t("round.nobody"),
        listed([it.meeting_body or "", "" if it.meeting_on is None else date_short(it.meeting_on)]),
    ]


# --- One round ----------------------------------------------------------------------------------------------


def _round_view(asked: Asked, it: Round) -> View:
    """Show a round in full, with the reminder to those that have not answered."""
    today = data.portfolio().today
    title = _title(it.initiative_id)
    back = ROUNDS + to_query(replace(asked, own={}))
    named = asked.own.get(PARTY_KEY)
    party = next((one for one in it.silent if one.party == named), None)
    parts = round_part(it, today, is_present=data.is_present(), is_alone=True)
    shown = card(t("round.parties_heading"), [*parts, *_history(it)])
    body: list[Node] = [html.Div(shown, id=FOCUS, tabIndex=-1, className="process follow")]
    if it.silent and it.closed_on is None:
        body.append(_reminder(it, title, party))
    lead = [html.P([link(t("round.back"), back)], className="page-lead")]
    is_lost = named is not None and party is None
    ignored = [Ignored(PARTY_KEY, named)] if is_lost and named is not None else []
    return View(
        title=t("round.view_title", said=listed([answered_words(it), standing_words(it, today)])),
        subtitle=t("round.view_subtitle", title=title, date=date_text(today)),
        body=[_about(it, title), *body],
        chosen_count=len(followed(asked.criteria)),
        total_count=followed_total(),
        has_left=True,
        lead_in=lead,
        ignored=ignored,
    )


def _history(it: Round) -> list[Node]:
    """Tell what people have said of the round, with the way to take it back."""
    today = data.portfolio().today
    asked = asked_of(it.initiative_id, today, f"runde-{it.id}") if data.is_present() else None
    entries = [entry for entry in data.follow_history(it.initiative_id) if entry.round_id == it.id]
    return follow_history(asked, entries)


def _title(initiative_id: int) -> str:
    known = data.portfolio().snapshot
    place = known.place(initiative_id)
    return (
        t("round.unknown_initiative", number=str(initiative_id)) if place is None else known.item(place).title
    )


def _about(it: Round, title: str) -> Node:
    return html.P([t("round.about"), " ", initiative_link(it.initiative_id, title)])


def _reminder(it: Round, title: str, party: Party | None) -> Node:
    """Show the reminder to all that have not answered, or to one; with the way to each."""
    today = data.portfolio().today
    ways: list[Node] = []
    if len(it.silent) > 1:
        links: list[Node] = [
            link(party_name(one.party), round_address(it.id, one.party)) for one in it.silent
        ]
        every = [link(t("round.mail_to_all"), round_address(it.id))] if party is not None else []
        items = [html.Li(one) for one in (*every, *links)]
        ways = [html.P(t("round.mail_to")), html.Ul(items, className="mail-ways")]
    subject, text = reminder_subject(it, title, today), reminder_text(it, title, today, party)
    content = [html.Div(ways, className="no-print"), *letter(subject, text)]
    return card(t("round.mail"), content, t("round.mail_subtitle"))
