"""Potential against strength of evidence: a field a pair, an initiative a bubble by the citizens it reaches.

Unknown is a row and a column of its own, set apart from the axes. Each field's number is a link that shows
the initiatives in it.
"""

from collections.abc import Callable, Sequence

import numpy as np

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.figure_card import Chart
from dashboard.components.links import current, link
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Cell, Numbers, counted
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Column
from dashboard.components.priority_asked import Ranking
from dashboard.components.spread_words import evidence_label, potential_label
from dashboard.format import number
from dashboard.texts import t
from portfolio.snapshot import Places
from portfolio.spread.priorities import EVIDENCES, POTENTIALS, Priorities
from portfolio.spread.ranking import Evidence, Known
from portfolio.vocabulary import SpreadPotential

NAME = "potentiale-dokumentation"
_COLUMNS: tuple[Evidence | None, ...] = (None, *reversed(Evidence))
"""From the left: unknown, apart; then from none to strong, so that the best lies at the top right."""

_BUBBLES, _NAMED = 21, 3
_SMALLEST, _LARGEST, _UNKNOWN_SIZE = 7, 30, 9

Address = Callable[[SpreadPotential | None, Evidence | None], str]


def priority_grid(ranking: Ranking, address: Address) -> Chart:
    """Show where the initiatives lie.

    Args:
        ranking: the initiatives.
        address: gives the address that shows a field's initiatives; of the one that is shown, all again.
    """
    counts = ranking.rows.priorities.cells(ranking.chosen)
    drawn = _Drawn(ranking)
    caption = t("priority.grid_caption")
    axis = [html.Td(""), html.Th(t("priority.grid_axis"), scope="colgroup", colSpan=len(_COLUMNS))]
    head = [html.Th(t("priority.grid_corner"), scope="col"), *map(_head, _COLUMNS)]
    body = [_row(drawn, potential, counts, address) for potential in POTENTIALS]
    table = html.Table(
        [
            html.Caption(caption),
            html.Thead([html.Tr(axis, className="grid-axis"), html.Tr(head)]),
            html.Tbody(body),
        ],
        className="priority-grid",
    )
    return Chart(
        name=NAME,
        message=grid_message(counts, len(ranking.chosen)),
        subtitle=t("priority.grid_subtitle"),
        picture=table,
        numbers=_numbers(counts, address),
        key=_key(drawn),
        is_table=True,
    )


def grid_message(counts: dict[tuple[SpreadPotential | None, Evidence | None], int], total: int) -> str:
    """Say how many have high potential, of how many of those the effect is documented, and how many not."""
    high = {rung: counts.get((SpreadPotential.HIGH, rung), 0) for rung in EVIDENCES}
    all_high = sum(high.values())
    if not all_high:
        return t("priority.grid_message_none", all=number(total))
    return t(
        "priority.grid_message",
        count=all_high,
        number=number(all_high),
        all=number(total),
        documented=number(high[Evidence.STRONG] + high[Evidence.SOME]),
        unknown=number(high[None]),
    )


def _head(rung: Evidence | None) -> Node:
    look = "grid-apart" if rung is None else None
    return html.Th(
        evidence_label(rung), scope="col", className=look, title=t(f"priority.rung_{rung or 'unknown'}")
    )


class _Drawn:
    """What is drawn in the fields: their initiatives, the largest first, and the first candidates of each."""

    def __init__(self, ranking: Ranking) -> None:
        self.ranking, self.priorities = ranking, ranking.rows.priorities
        places, priorities = ranking.chosen.places, self.priorities
        citizens = np.nan_to_num(priorities.citizens[places], nan=-1.0)
        self.largest = float(citizens.max(initial=0.0))
        order = np.argsort(-citizens, kind="stable")
        fields = priorities.potential[places].astype(np.intp) * len(EVIDENCES) + priorities.evidence[places]
        by_field = order[np.argsort(fields[order], kind="stable")]
        self._places, self._fields = places[by_field], fields[by_field]
        self._named: dict[int, list[Known]] = {}
        for known, _ in ranking.ordered:
            place = priorities.snapshot.place(known.id) or 0
            field = int(priorities.potential[place]) * len(EVIDENCES) + int(priorities.evidence[place])
            own = self._named.setdefault(field, [])
            if len(own) < _NAMED:
                own.append(known)

    def places(self, field: int) -> Places:
        """Give the places of a field's initiatives, the largest first."""
        first, last = np.searchsorted(self._fields, [field, field + 1])
        found: Places = self._places[first:last]
        return found

    def named(self, field: int) -> list[Known]:
        """Give the first candidates in a field."""
        return self._named.get(field, [])


def _row(
    drawn: _Drawn,
    potential: SpreadPotential | None,
    counts: dict[tuple[SpreadPotential | None, Evidence | None], int],
    address: Address,
) -> Node:
    cells = [_cell(drawn, potential, rung, counts.get((potential, rung), 0), address) for rung in _COLUMNS]
    look = "grid-below" if potential is None else None
    return html.Tr([html.Th(potential_label(potential), scope="row"), *cells], className=look)


def _cell(
    drawn: _Drawn,
    potential: SpreadPotential | None,
    rung: Evidence | None,
    count: int,
    address: Address,
) -> Node:
    is_shown = drawn.ranking.cell == ((potential,), (rung,))
    looks = ["grid-field"]
    looks += ["grid-apart"] if rung is None else []
    looks += ["grid-best"] if potential is SpreadPotential.HIGH and rung is Evidence.STRONG else []
    looks += ["grid-shown"] if is_shown else []
    if not count:
        return html.Td(html.Span("0", className="grid-count"), className=" ".join(looks))
    told = t("priority.field", potential=potential_label(potential), evidence=evidence_label(rung))
    number_link = with_attributes(
        link(number(count), address(potential, rung), className="grid-count"),
        {"aria-label": f"{number(count)}: {told}"},
    )
    shown = current(number_link, "true") if is_shown else number_link
    return html.Td([shown, *_bubbles(drawn, potential, rung, count)], className=" ".join(looks))


def _bubbles(
    drawn: _Drawn, potential: SpreadPotential | None, rung: Evidence | None, count: int
) -> list[Node]:
    """Draw a field's initiatives: the first candidates by name, the others as bubbles, the largest first."""
    field = POTENTIALS.index(potential) * len(EVIDENCES) + EVIDENCES.index(rung)
    priorities, named = drawn.priorities, drawn.named(field)
    at = {it.id: priorities.snapshot.place(it.id) or 0 for it in named}
    names = [
        html.Li([_bubble(priorities, at[it.id], drawn.largest), initiative_link(it.id, it.title)])
        for it in named
    ]
    places = drawn.places(field)[: _BUBBLES + _NAMED].tolist()
    rest = [place for place in places if place not in at.values()][:_BUBBLES]
    hidden = count - len(named) - len(rest)
    dots: list[Node] = [_bubble(priorities, place, drawn.largest) for place in rest]
    dots += [html.Span(t("priority.more", number=number(hidden)), className="grid-more")] if hidden else []
    parts: list[Node] = [html.Ul(names, className="grid-names")] if names else []
    if dots:
        parts.append(with_attributes(html.Div(dots, className="bubbles"), {"aria-hidden": "true"}))
    return parts


def _bubble(priorities: Priorities, place: int, largest: float) -> Element:
    citizens = float(priorities.citizens[place])
    is_known = not np.isnan(citizens)
    share = (citizens / largest) ** 0.5 if is_known and largest else 0.0
    size = round(_SMALLEST + (_LARGEST - _SMALLEST) * share) if is_known else _UNKNOWN_SIZE
    looks = ["bubble", "bubble-assessed" if priorities.is_assessed[place] else "bubble-listed"]
    looks += [] if is_known else ["bubble-unknown"]
    item = priorities.snapshot.item(place)
    reach = (
        t("priority.citizens", number=number(int(citizens))) if is_known else t("priority.citizens_unknown")
    )
    look = {"width": f"{size}px", "height": f"{size}px"}
    made = html.Span([], className=" ".join(looks), style=look, title=f"{item.title}: {reach}")
    return with_attributes(made, {"aria-hidden": "true"})


def _key(drawn: _Drawn) -> Node:
    """Say what the bubbles mean."""
    most = int(drawn.largest)
    items: list[Sequence[Node]] = [
        [html.Span([], className="bubble bubble-assessed"), t("priority.key_assessed")],
        [html.Span([], className="bubble bubble-listed"), t("priority.key_listed")],
        [html.Span([], className="bubble bubble-listed bubble-unknown"), t("priority.key_unknown")],
    ]
    if most:
        items.append([t("priority.key_size", most=number(most))])
    return html.Ul([html.Li(it) for it in items], className="grid-key")


def _numbers(counts: dict[tuple[SpreadPotential | None, Evidence | None], int], address: Address) -> Numbers:
    heads = [
        Column(t("priority.grid_corner")),
        *(Column(evidence_label(it), is_number=True) for it in _COLUMNS),
    ]
    rows: list[list[Cell]] = []
    for potential in POTENTIALS:
        found = [(rung, counts.get((potential, rung), 0)) for rung in _COLUMNS]
        cells = [counted(count, address(potential, rung) if count else None) for rung, count in found]
        rows.append([potential_label(potential), *cells])
    return Numbers(t("priority.grid_caption"), heads, rows)
