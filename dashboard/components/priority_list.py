"""The candidates in their order: why each stands where it does, what it lacks, and how sure its place is."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from dashboard.components import markup as html
from dashboard.components.here import criteria
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.priority_asked import Ranking
from dashboard.components.priority_words import (
    ASSESSMENT,
    Want,
    place_words,
    potential_words,
    reason_words,
    sureness_words,
    wants_of,
)
from dashboard.components.spread_words import advice_cell, basis_words, evidence_label
from dashboard.filters import initiative_address
from dashboard.format import number
from dashboard.labels import area_label
from dashboard.texts import t
from portfolio.snapshot import Item
from portfolio.spread.ranking import Known, Span

_WANTS_SHOWN = 3

Kept = TypeVar("Kept")


def candidates_table(ranking: Ranking, shown: Sequence[tuple[Known, Span]], caption: str) -> Node:
    """Show some candidates in their order; those that share a place stand in one row with what they share."""
    names = ("candidate", "reason", "wants", "sureness")
    columns = [Column(t(f"priority.head_{name}"), look=f"candidate-{name}") for name in names]
    rows = [_row(ranking, span, [it for it, _ in them]) for span, them in groupby(shown, itemgetter(1))]
    return plain_table(caption, columns, rows, "plain labelled ranked")


def _row(ranking: Ranking, span: Span, them: Sequence[Known]) -> list[Cell]:
    """Give a row for those of a place: what is said of all of them once, what is said of one beside it."""
    items = [_item(ranking, known) for known in them]
    reasons = _shared([reason_words(ranking.rows, item) for item in items])
    wants = _shared([wants_of(known) for known in them])
    shifts = _shared([list(ranking.shifts.get(known.id, ())) for known in them])
    look = "sure" if not shifts else "unsure"
    return [
        _names(span, items, them),
        [html.Span(said, className="said") for said in reasons],
        _wants(wants, them[0].id if len(them) == 1 else None),
        [html.Span(said, className=f"said {look}") for said in sureness_words(them[0], shifts)],
    ]


def _shared(lists: Sequence[Sequence[Kept]]) -> list[Kept]:
    """Give what stands in all of some lists, in the first one's order."""
    first, *others = lists
    return [it for it in first if all(it in other for other in others)]


def _names(span: Span, items: Sequence[Item], them: Sequence[Known]) -> Cell:
    """Name those of a place; of several, each with the way to where it is assessed."""
    place = html.Span(place_words(span), className="rank")
    if span.first == span.last:
        (item,), (known,) = items, them
        titled = [initiative_link(known.id, known.title), html.Span(_where(item, known), className="under")]
        return html.Div([place, html.Div(titled)], className="placed")
    seen_by = criteria()
    names = [
        html.Li(
            [
                initiative_link(known.id, known.title),
                html.Span(_where(item, known), className="under"),
                html.Span(
                    link(t("priority.assess"), f"{initiative_address(known.id, seen_by)}#{ASSESSMENT}"),
                    className="under no-print",
                ),
            ]
        )
        for item, known in zip(items, them, strict=True)
    ]
    count = span.last - span.first + 1
    said = t("priority.share", count=count, number=number(count))
    if count > len(items):
        said = t("priority.share_part", said=said, shown=number(len(items)))
    told = html.P(said, className="under")
    return html.Div([place, html.Div([told, html.Ul(names, className="sharing")])], className="placed")


def _item(ranking: Ranking, known: Known) -> Item:
    place = ranking.chosen.known.place(known.id)
    assert place is not None  # noqa: S101 -- it was chosen among them
    return ranking.chosen.known.item(place)


def _where(item: Item, known: Known) -> str:
    """Say where it is and how many citizens it reaches, as far as lists say so."""
    area = area_label(item) if item.code("organisation_id") else ""
    reach = "" if known.citizens is None else t("priority.citizens", number=number(known.citizens))
    return " · ".join(filter(None, (area, reach)))


def _wants(wants: Sequence[Want], initiative_id: int | None) -> Cell:
    """Say what is missing; of a single initiative each leads to where it is mended."""
    if not wants:
        return html.Span(t("priority.lacks_nothing"), className="said")
    page = None if initiative_id is None else initiative_address(initiative_id, criteria())
    items = [html.Li(_want(it, page)) for it in wants]
    shown: list[Node] = [html.Ul(items[:_WANTS_SHOWN], className="lack-list")]
    rest = items[_WANTS_SHOWN:]
    if rest:
        more = t("priority.wants_more", count=len(rest), number=number(len(rest)))
        folded = html.Details(
            [html.Summary(more), html.Ul(rest, className="lack-list")], className="lack-more"
        )
        shown.append(folded)
    return shown


def _want(want: Want, page: str | None) -> Node:
    if page is None:
        return want.words
    return link(want.words, page + (f"#{want.part}" if want.part else ""))


def others_table(ranking: Ranking, items: Sequence[Item], caption: str) -> Node:
    """Show initiatives of a field that are no candidates."""
    names = ("initiative", "potential", "evidence", "citizens", "advice")
    columns = [Column(t(f"priority.head_{name}"), is_number=name == "citizens") for name in names]
    return plain_table(caption, columns, [_other(ranking, it) for it in items], "plain labelled others")


def _other(ranking: Ranking, item: Item) -> list[Cell]:
    potential, evidence = ranking.rows.priorities.placed(item.place)
    known = ranking.rows.known(item)
    documented = evidence_label(evidence.code)
    basis = basis_words(evidence)
    return [
        [initiative_link(item.id, item.title), html.Span(area_label(item), className="under")],
        potential_words(potential.code, basis_words(potential)),
        f"{documented} ({basis})" if basis else documented,
        number(known.citizens)
        if known.citizens is not None
        else html.Span(t("priority.not_stated"), className="missing"),
        advice_cell(*ranking.rows.advice(item)),
    ]
