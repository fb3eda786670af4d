"""The candidates in their order: why each stands where it does, what it lacks, and how sure its place is."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.here import criteria
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.priority_asked import Ranking
from dashboard.components.priority_words import (
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


def candidates_table(ranking: Ranking, shown: Sequence[tuple[Known, Span]], caption: str) -> Node:
    """Show some candidates in their order."""
    names = ("candidate", "reason", "wants", "sureness")
    columns = [Column(t(f"priority.head_{name}")) for name in names]
    rows = [_row(ranking, known, span) for known, span in shown]
    return plain_table(caption, columns, rows, "plain labelled candidates")


def _row(ranking: Ranking, known: Known, span: Span) -> list[Cell]:
    item = _item(ranking, known)
    shifts = ranking.shifts.get(known.id, ())
    look = "sure" if not shifts else "unsure"
    return [
        [
            html.Span(place_words(span), className="place"),
            html.Span(
                [initiative_link(known.id, known.title), html.Span(_where(item, known), className="under")],
                className="placed",
            ),
        ],
        [html.Span(said, className="said") for said in reason_words(ranking.rows, item)],
        _wants(wants_of(known), known.id),
        [html.Span(said, className=f"said {look}") for said in sureness_words(known, shifts)],
    ]


def _item(ranking: Ranking, known: Known) -> Item:
    place = ranking.chosen.known.place(known.id)
    assert place is not None  # noqa: S101 -- it was chosen among them
    return ranking.chosen.known.item(place)


def _where(item: Item, known: Known) -> str:
    """Say where it is, and how many citizens it reaches."""
    reach = (
        t("priority.citizens_unknown")
        if known.citizens is None
        else t("priority.citizens", number=number(known.citizens))
    )
    return f"{area_label(item)} · {reach}"


def _wants(wants: Sequence[Want], initiative_id: int) -> Cell:
    if not wants:
        return html.Span(t("priority.lacks_nothing"), className="said")
    page = initiative_address(initiative_id, criteria())
    items = [html.Li(link(it.words, page + (f"#{it.part}" if it.part else ""))) for it in wants]
    shown: list[Node] = [html.Ul(items[:_WANTS_SHOWN], className="wants")]
    rest = items[_WANTS_SHOWN:]
    if rest:
        more = t("priority.wants_more", count=len(rest), number=number(len(rest)))
        shown.append(
            html.Details([html.Summary(more), html.Ul(rest, className="wants")], className="wants-more")
        )
    return shown


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
