"""What moves where when one structure gives way to another: old areas by new ones, region by region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import measures
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.figure_card import Chart
from dashboard.components.heat import breakable, heat_step
from dashboard.components.home_words import listed, short_name
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Cell, Numbers, counted, numbers_table
from dashboard.components.plain_table import Column, scroll_region
from dashboard.components.tally import column_totals, largest_first, row_totals
from dashboard.data import Chosen, Transition
from dashboard.filters import LIST, Addresses, narrowing
from dashboard.format import danish_key, date_text, number
from dashboard.labels import Code, organisation_label
from dashboard.texts import t
from portfolio.rules.succession import Structure
from portfolio.selection import Criteria
from portfolio.snapshot import FORMER
from portfolio.vocabulary import OrganisationKind

Counts = Mapping[tuple[Code, Code], int]


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """How many initiatives move from which area to which.

    Attributes:
        transition: from which structure to which.
        counts: initiatives by (home before, home after).
        criteria: what the addresses of the lists behind numbers keep.
    """

    transition: Transition
    counts: Counts
    criteria: Criteria

    @property
    def before(self) -> Structure:
        """The structure before."""
        return self.transition.before.structure

    @property
    def after(self) -> Structure:
        """The structure of the day."""
        return self.transition.structure

    def addresses(self, *fields: str) -> Addresses:
        """Give what writes the addresses of the lists behind numbers."""
        return narrowing(LIST, self.criteria, *fields)

    def regions(self) -> list[str]:
        """Give the regions of the day that have areas before or after, those with most areas first."""
        areas = [self.after.region_of(area) for area in (*self.before.areas, *self.after.areas)]
        counts = {region: areas.count(region) for region in areas if region is not None}
        return sorted(counts, key=lambda it: (-counts[it], danish_key(organisation_label(it))))


def moves_of(transition: Transition, chosen: Chosen, criteria: Criteria) -> Moves:
    """Count what moves where among some initiatives of a transition's snapshot."""
    counts = measures.crossed(chosen, FORMER, "organisation_id")
    return Moves(transition, counts, criteria.but(structure_on=transition.day))


# --- A region


@dataclass(frozen=True, slots=True, eq=False)
class _Region:
    """A region's table: its areas before as rows, after as columns, and what else has its initiatives."""

    moves: Moves
    rows: Sequence[Code]
    columns: Sequence[Code]

    def count(self, row: Code, column: Code) -> int:
        return self.moves.counts.get((row, column), 0)

    @property
    def total(self) -> int:
        return sum(self.count(row, column) for row in self.rows for column in self.columns)

    def is_uncertain(self, row: Code) -> bool:
        """Tell whether nobody has confirmed an area, who its members are, or who takes over."""
        return row in self.moves.before.areas and bool(self.moves.after.route(str(row)).doubts)

    def leads(self, row: Code) -> Sequence[str]:
        """Give the areas that an area leads to, whether or not it has any initiatives."""
        if row is None or row not in self.moves.before.areas:
            return ()
        route = self.moves.after.route(row)
        return (route.organisation,) if route.organisation is not None else tuple(route.parts)


def region_charts(moves: Moves) -> list[Chart]:
    """Show each region's areas before by its areas after."""
    return [_chart(moves, region) for region in moves.regions()]


def _region(moves: Moves, region: str) -> _Region:
    own = [area for area in moves.before.areas if moves.after.region_of(area) == region]
    new = [area for area in moves.after.areas if moves.after.region_of(area) == region]
    unplaced = {row for row, column in moves.counts if row not in moves.before.areas and column in new}
    elsewhere = {column for row, column in moves.counts if row in own and column not in new}
    order = {area: place for place, area in enumerate(new)}
    rows = sorted(own, key=lambda area: _place(moves, order, area))
    return _Region(
        moves,
        [*rows, *largest_first(dict.fromkeys(unplaced, 0))],
        [*new, *largest_first(dict.fromkeys(elsewhere, 0))],
    )


def _place(moves: Moves, order: Mapping[str, int], area: str) -> tuple[int, str]:
    """Set the areas before in the order of what they become, so that the table's diagonal is what stays."""
    route = moves.after.route(area)
    led = [route.organisation] if route.organisation is not None else list(route.parts)
    return min((order.get(it, len(order)) for it in led), default=len(order)), organisation_label(area)


def _chart(moves: Moves, region: str) -> Chart:
    table = _region(moves, region)
    name = organisation_label(region)
    caption = t("succession.region_caption", region=name)
    split = [row for row in table.rows if len(table.leads(row)) > 1]
    text_id = "succession.region_message" if _is_reform(moves) else "succession.region_areas"
    return Chart(
        name=f"flytning-{region}",
        message=t(text_id, region=name, before=len(_own(table)), after=len(_new(table))),
        subtitle=_split_words(table, split),
        picture=_table(table, caption),
        numbers=_numbers(table, caption),
        is_table=True,
    )


def _is_reform(moves: Moves) -> bool:
    """Tell whether clusters give way to health councils."""
    kinds = OrganisationKind.CLUSTER, OrganisationKind.HEALTH_COUNCIL
    sides = zip((moves.before, moves.after), kinds, strict=True)
    return all(side.organisations[area].kind is kind for side, kind in sides for area in side.areas)


def _own(table: _Region) -> list[Code]:
    return [row for row in table.rows if row in table.moves.before.areas]


def _new(table: _Region) -> list[Code]:
    return [column for column in table.columns if column in table.moves.after.areas]


def _split_words(table: _Region, split: Sequence[Code]) -> str:
    total = t("count.initiatives", count=table.total, number=number(table.total))
    if not split:
        return t("succession.region_whole", total=total)
    names = listed([organisation_label(it) for it in split])
    return t("succession.region_split", count=len(split), names=names, total=total)


def _table(table: _Region, caption: str) -> Element:
    largest = max((table.count(row, column) for row in table.rows for column in table.columns), default=0)
    heads = [html.Th(breakable(short_name(column)), scope="col") for column in table.columns]
    first, last = html.Th(t("succession.before_corner"), scope="col"), html.Th(t("focus.total"), scope="col")
    body = [_row(table, row, largest) for row in table.rows]
    parts = [
        html.Caption(caption),
        html.Thead(html.Tr([first, *heads, last])),
        html.Tbody([*body, _sums(table)]),
    ]
    return scroll_region(html.Table(parts, className="heat moves labelled"), caption)


def _row(table: _Region, row: Code, largest: int) -> Node:
    to, leads = table.moves.addresses("former", "organisations"), table.leads(row)
    cells = [_cell(table, row, it, to(row, it), largest, is_led=it in leads) for it in table.columns]
    total = sum(table.count(row, column) for column in table.columns)
    last = _named(_number(total, table.moves.addresses("former")(row)), "heat-total", t("focus.total"))
    name: list[Node] = [organisation_label(row)]
    notes = [t("succession.is_split")] if len(leads) > 1 else []
    notes += [f"? {t('succession.is_uncertain')}"] if table.is_uncertain(row) else []
    if notes:
        name.append(html.Span(" · ".join(notes), className="heat-note"))
    return html.Tr([html.Th(name, scope="row"), *cells, last])


def _cell(table: _Region, row: Code, column: Code, address: str, largest: int, *, is_led: bool) -> Node:
    """Show a number; a nought where the way is there and nobody goes it, a dot where there is no way."""
    count = table.count(row, column)
    if not count and not is_led:
        return html.Td(html.Span("·", className="no-way"), className="heat-0")
    is_settled = column in table.moves.after.areas
    look = f"heat-{heat_step(count, largest)}" if is_settled or not count else "heat-unsettled"
    return _named(_number(count, address), look, short_name(column))


def _named(shown: Node, look: str, head: str) -> Node:
    """Lay out a cell that stands under its column's heading on a narrow screen."""
    return with_attributes(html.Td(shown, className=look), {"data-head": head})


def _number(count: int, address: str) -> Node:
    return link(number(count), address) if count else html.Span("0")


def _sums(table: _Region) -> Node:
    """Add up the columns; a sum opens its list where the list holds just what the sum counts."""
    sums = [sum(table.count(row, column) for row in table.rows) for column in table.columns]
    every, to = column_totals(table.moves.counts), table.moves.addresses("organisations")
    cells = [
        _named(
            _number(own, to(column)) if own == every.get(column) else html.Span(number(own)),
            "heat-total",
            short_name(column),
        )
        for own, column in zip(sums, table.columns, strict=True)
    ]
    whole = _named(html.Span(number(table.total)), "heat-total", t("focus.total"))
    return html.Tr([html.Th(t("focus.total"), scope="row"), *cells, whole])


def _numbers(table: _Region, caption: str) -> Numbers:
    heads = [Column(t("succession.before_corner"))]
    heads += [Column(organisation_label(it), is_number=True) for it in table.columns]
    to = table.moves.addresses("former", "organisations")
    rows: list[list[Cell]] = []
    for row in table.rows:
        counts = [table.count(row, column) for column in table.columns]
        cells = [counted(it, to(row, column)) for it, column in zip(counts, table.columns, strict=True)]
        rows.append([organisation_label(row), *cells, counted(sum(counts))])
    return Numbers(caption, [*heads, Column(t("focus.total"), is_number=True)], rows)


# --- Before and after


def accounts_chart(moves: Moves) -> Chart:
    """Set counts before and after side by side: what is in an area, what is not, and that they agree."""
    before = row_totals(moves.counts)
    after = column_totals(moves.counts)
    caption = t("succession.accounts_caption")
    heads = [
        Column(t("succession.accounts_kind")),
        Column(t("succession.accounts_on", date=date_text(moves.before.day)), is_number=True),
        Column(t("succession.accounts_on", date=date_text(moves.after.day)), is_number=True),
    ]
    others = sorted({*before, *after} - {*moves.before.areas, *moves.after.areas}, key=_last)
    areas = (_within(before, moves.before), _within(after, moves.after))
    own, to = moves.addresses("former"), moves.addresses("organisations")
    rows: list[list[Cell]] = [[t("succession.accounts_areas"), *map(counted, areas)]]
    for code in others:
        counts = (before.get(code, 0), after.get(code, 0))
        rows.append([organisation_label(code), counted(counts[0], own(code)), counted(counts[1], to(code))])
    total = (sum(before.values()), sum(after.values()))
    rows.append([t("focus.total"), *map(counted, total)])
    numbers = Numbers(caption, heads, rows)
    return Chart(
        name="regnskab",
        message=t(
            "succession.accounts_message", count=total[1], before=number(total[0]), after=number(total[1])
        ),
        subtitle=t("succession.accounts_subtitle"),
        picture=_accounts_table(numbers),
        numbers=numbers,
        is_table=True,
    )


def _last(code: Code) -> tuple[bool, str]:
    return code is None, code or ""


def _within(totals: Mapping[Code, int], structure: Structure) -> int:
    return sum(count for code, count in totals.items() if structure.is_area(code))


def _accounts_table(numbers: Numbers) -> Element:
    return html.Div(numbers_table(numbers, "plain labelled"), className="uncaptioned sums")
