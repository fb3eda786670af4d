"""What moved on the page Status: better and worse with the words that explain, and red without words."""

import datetime as dt
from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column
from dashboard.components.run_words import gap_words, light_words, month_seen_from, same_words
from dashboard.components.standing_asked import Stand
from dashboard.components.standing_tables import (
    clipped,
    folding,
    lights_cell,
    named,
    none_said,
    title_cell,
)
from dashboard.data import Chosen
from dashboard.filters import list_address
from dashboard.format import moment_short, moment_text, number
from dashboard.labels import unknown_label
from dashboard.measures import light_run
from dashboard.texts import t
from portfolio.moments import Moment
from portfolio.month_words import Retold
from portfolio.rules.gaps import Gap
from portfolio.rules.retelling import Retelling
from portfolio.selection import Criteria
from portfolio.snapshot import Item
from portfolio.vocabulary import TrafficLight

SHOWN_MOVES, SHOWN_WORDLESS = 6, 6


def moves_card(stand: Stand) -> Node:
    """Show those whose light is worse or better than before, each with what its list says of it."""
    area, date = since_words(stand.earlier.since)
    content: list[Node] = []
    for name, moves in (("worse", stand.worse), ("better", stand.better)):
        content.append(html.H3(t(f"standing.{name}_count", count=len(moves), number=number(len(moves)))))
        content += _moves_table(stand, t(f"standing.{name}"), t(f"standing.none_{name}"), moves)
    message = moves_message(len(stand.worse), len(stand.better), stand.earlier.since)
    return card(
        message, [html.Div(content, className="uncaptioned moves")], t(f"{area}.moves_subtitle", **date)
    )


def moves_message(worse: int, better: int, since: Moment | None) -> str:
    """Say how many lights got worse and how many better; None: since the report before."""
    area, date = since_words(since)
    if not worse and not better:
        return t(f"{area}.moves_message_none", **date)
    return t(f"{area}.moves_message", worse=number(worse), better=number(better), **date)


def since_words(since: Moment | None) -> tuple[str, dict[str, str]]:
    """Give where the texts stand, and the moment they mention where one is asked for."""
    return ("standing", {}) if since is None else ("moment", {"date": moment_text(since)})


def _moves_table(stand: Stand, caption: str, none: str, moves: Chosen) -> list[Node]:
    if not len(moves):
        return [none_said(none)]
    columns = [
        Column(t("standing.initiative")),
        Column(t("standing.from_to"), look="lights"),
        Column(t("standing.words"), look="words"),
    ]
    rows = [_move(stand, it) for it in moves.first(named(len(moves)))]
    return folding(caption, columns, rows, SHOWN_MOVES, len(moves), "plain standing-table")


def _move(stand: Stand, it: Item) -> list[Cell]:
    now = it.code("traffic_light")
    lights = lights_cell(stand.earlier.light(it), now, moved_when(stand, it))
    return [title_cell(it), lights, words_cell(it, stand.words.retold(it))]


def moved_when(stand: Stand, it: Item) -> str:
    """Say from when to when a light moved: the two months, or since the day that is asked for."""
    since = stand.earlier.since
    if since is not None and since != stand.known.usual_since:
        return t("standing.since_day", date=moment_short(since))
    told = list(it.lights())[-2:]
    if len(told) < 2:
        return ""
    return t("standing.month_to_month", first=month_seen_from(told[0], told[1]), last=told_month(told[1]))


def told_month(at: dt.date) -> str:
    """Name a month by its name alone."""
    return month_seen_from(at, at)


def words_cell(it: Item, retold: Retold | None) -> list[Node]:
    """Give the words of the newest month, and say where they are those of the month before, or none."""
    said = words_of(it)
    parts: list[Node] = [html.Span([*_by(name), clipped(text)], className="said") for name, text in said]
    if not said:
        look = "muted" if it.code("traffic_light") == TrafficLight.GREEN else "flag-empty"
        parts.append(html.Span(t("standing.no_words"), className=look))
    if retold is not None:
        parts.append(html.Span(retold_words(retold), className="tag-same"))
    return parts


def _by(name: str) -> list[Node]:
    return [html.Span(name, className="said-by"), " "] if name else []


def words_of(it: Item) -> list[tuple[str, str]]:
    """Give what the newest lists say in words of an initiative: remarks, next step, else its status log."""
    named_fields = (("", it.text("remarks")), (t("standing.next_step"), it.text("next_step")))
    said = [(name, text) for name, text in named_fields if text]
    if said:
        return said
    lights, logged = it.lights(), it.logged_months()
    newest = max(lights, default=None)
    text = logged[newest].text if newest in logged else None
    return [(t("standing.from_log"), text)] if text else []


def retold_words(retold: Retold) -> str:
    """Say since when words are the same: word for word, or nearly."""
    text_id = "run.words" if retold.kind is Retelling.VERBATIM else "run.words_nearly"
    gaps = gap_words(retold.run)
    said = same_words(retold.run, text_id)
    return f"{said}, {gaps}" if gaps else said


def wordless_card(stand: Stand, criteria: Criteria) -> Node:
    """Show those that are red without a word of why."""
    found = stand.wordless
    if not len(found):
        return card(t("standing.wordless_none"), [], t("standing.wordless_subtitle"))
    columns = [Column(t(f"standing.{name}")) for name in ("initiative", "light_since", "asked_of")]
    rows = [_wordless(it, stand.newest) for it in found.first(named(len(found)))]
    caption, look = t("standing.wordless_caption"), "plain standing-table"
    table = folding(caption, columns, rows, SHOWN_WORDLESS, len(found), look)
    address = list_address(criteria.but(gaps=tuple(dict.fromkeys((*criteria.gaps, Gap.RED_UNEXPLAINED)))))
    way_on = html.P(link(t("standing.show_all", count=len(found)), address), className="way-on")
    message = t("standing.wordless_message", count=len(found), number=number(len(found)))
    content = [html.Div(table, className="uncaptioned"), way_on]
    return card(message, content, t("standing.wordless_subtitle"))


def _wordless(it: Item, newest: dt.date | None) -> Sequence[Cell]:
    return [title_cell(it), since_cell(it, newest), asked_of(it)]


def asked_of(it: Item) -> str:
    """Name who is asked about an initiative: its lead, else its owner."""
    return it.text("lead") or it.text("owner") or unknown_label()


def since_cell(it: Item, newest: dt.date | None) -> list[Node]:
    """Say since when an initiative has had its newest light, and which months told nothing."""
    run = light_run(it)
    if run is None:
        return [html.Span(t("run.none"), className="muted")]
    gaps = gap_words(run, newest)
    current = it.code("traffic_light")
    other = [] if current in (None, run.told) else [html.Span(t("standing.by_lists"), className="under")]
    under = [html.Span(gaps, className="under")] if gaps else []
    return [*other, html.Span(light_words(run), className="light-since"), *under]
