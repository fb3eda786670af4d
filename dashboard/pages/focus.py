"""Fokusområder: the agreement's focus areas and goals, with and without initiatives, and where they lie."""

import datetime as dt
from collections.abc import Iterable, Mapping

import numpy as np
from dash import Dash
from dash.development.base_component import Component

from dashboard import data, measures
from dashboard.components import markup as html
from dashboard.components.balance_link import to_balance
from dashboard.components.cards import card
from dashboard.components.emptiness import empty_view
from dashboard.components.heat import Heat, HeatWords, heat_chart
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import opening
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.shell import lay_out, register_page
from dashboard.components.since_figures import Measure, having, named_codes, since_figures
from dashboard.components.tally import column_totals, largest_first, named, row_totals
from dashboard.components.view import Page, View
from dashboard.filters import LIST, Asked, list_address, narrowed, narrowing
from dashboard.format import moment_text, number
from dashboard.labels import Category, Code, focus_area_label, organisation_label, organisations
from dashboard.structure import areas_in_use
from dashboard.texts import t
from portfolio.reference import FocusArea, Goal, load_reference
from portfolio.reference_rows import holds_on
from portfolio.selection import Criteria
from portfolio.snapshot import Mask

PATH = "/fokusomraader"


def view(asked: Asked) -> View:
    """Show the focus areas of what the address asks for."""
    known = data.portfolio()
    chosen, total = known.chosen(asked.criteria), len(known.chosen(Criteria()))
    subtitle = t("focus.subtitle", date=moment_text(known.moment))
    if not len(chosen):
        return empty_view(t("focus.title"), subtitle, total, PATH)
    by_goal = measures.initiatives_by_goal(chosen, current_goals(known.today))
    cross = measures.crossed(chosen, "focus_area_id", "organisation_id")
    body = [
        _heat_card(cross, asked.criteria, known.today, known.structure_on or known.today),
        _goals_card(chosen, by_goal, asked.criteria, known.today),
        _reach_card(chosen, known.today),
    ]
    empty_goals = sum(1 for mask in by_goal.values() if not mask.any())
    moved = since_figures(asked, _MEASURES)
    return View(
        heading(row_totals(cross), empty_goals),
        subtitle,
        [*moved, *body, to_balance(asked.criteria)],
        len(chosen),
        total,
    )


_MEASURES = (
    Measure("moment.figure_all", len),
    Measure("focus.figure_areas", named_codes("focus_area_id")),
    Measure("focus.figure_none", having("focus_area_id", None)),
)
"""What is held against the moment that a reader compares with."""


PAGE = Page(PATH, "nav.focus", view)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(totals: Mapping[Code, int], empty_goals: int) -> str:
    """Say which focus area has the most initiatives, and how many goals have none."""
    known = named(largest_first(totals))
    if not known:
        return t("focus.heading_none")
    facts = {"area": focus_area_label(known[0]), "most": number(totals[known[0]])}
    all_text = number(sum(totals.values()))
    if not empty_goals:
        return t("focus.heading", all=all_text, **facts)
    return t("focus.heading_goals", all=all_text, count=empty_goals, **facts)


def current_areas(day: dt.date) -> list[FocusArea]:
    """Give the focus areas that hold on a day, in the agreements' order.

    Of several regions' agreements, those under which any initiative stands.
    """
    areas = areas_in_use(data.portfolio().snapshot)
    return [it for it in areas if holds_on(it.first_date, it.last_date, day)]


def current_goals(day: dt.date) -> list[Goal]:
    """Give the goals of the current focus areas that hold on a day, in the agreements' order."""
    areas = {area.id for area in current_areas(day)}
    goals = [it for it in load_reference().goals if it.focus_area in areas]
    return [it for it in goals if holds_on(it.first_date, it.last_date, day)]


# --- Focus area by cluster


def _heat_card(
    cross: Mapping[tuple[Code, Code], int], criteria: Criteria, day: dt.date, structure_on: dt.date
) -> Node:
    heat = focus_area_heat(cross, criteria, day, structure_on)
    caption = t("focus.heat_caption")
    words = HeatWords(caption, t("focus.heat_corner"), t("focus.total"))
    return heat_chart("fokus-klynger", heat, words, heat_message(heat), t("focus.heat_subtitle"))


def focus_area_heat(
    cross: Mapping[tuple[Code, Code], int],
    criteria: Criteria,
    day: dt.date,
    structure_on: dt.date | None = None,
) -> Heat:
    """Set focus areas, those without initiatives too, against the clusters that have any."""
    areas: list[Code] = [area.id for area in current_areas(day)]
    left_over = [area for area in largest_first(row_totals(cross)) if area not in areas]
    clusters, regions = largest_first(column_totals(cross)), _regions(day)
    return Heat(
        rows=[Category(area, _area_name(area), regions.get(area, "")) for area in [*areas, *left_over]],
        columns=[
            Category(cluster, organisation_label(cluster), _period(cluster, structure_on or day))
            for cluster in clusters
        ],
        counts=cross,
        link=narrowing(LIST, criteria, "focus_areas", "organisations"),
        row_link=narrowing(LIST, criteria, "focus_areas"),
    )


def heat_message(heat: Heat) -> str:
    """Say how many pairs of a known focus area and a known cluster have no initiative."""
    known = [(row.code, column.code) for row in heat.rows for column in heat.columns]
    known = [pair for pair in known if len(named(pair)) == len(pair)]
    known = [pair for pair in known if heat.counts.get(pair) or _is_of_one_region(*pair)]
    empty = sum(1 for pair in known if not heat.counts.get(pair))
    if not empty:
        return t("focus.heat_message_full")
    return t("focus.heat_message", empty=number(empty), all=number(len(known)))


def _is_of_one_region(area: Code, cluster: Code) -> bool:
    """Tell whether a cluster lies in the region whose agreement a focus area is of."""
    agreements = {it.id: it.region for it in load_reference().agreements}
    regions = {it.id: agreements[it.agreement] for it in load_reference().focus_areas}
    known = organisations().get(cluster or "")
    region = regions.get(area or "")
    return known is None or region is None or known.region is None or known.region == region


def _area_name(area: Code) -> str:
    return t("focus.no_area") if area is None else focus_area_label(area)


def _regions(day: dt.date) -> dict[Code, str]:
    """Give the region of each current focus area's agreement, where they are several regions'."""
    agreements = {it.id: it.region for it in load_reference().agreements}
    found: dict[Code, str] = {it.id: agreements[it.agreement] for it in current_areas(day)}
    several = len(set(found.values())) > 1
    return {area: organisation_label(region) for area, region in found.items()} if several else {}


def _period(organisation: Code, day: dt.date) -> str:
    """Say that an organisation no longer is, so that its name is not taken for its successor's."""
    known = organisations().get(organisation or "")
    if known is None or known.last_date is None or known.last_date >= day:
        return ""
    return t("focus.until", year=known.last_date.year)


# --- Goals


def _goals_card(chosen: data.Chosen, by_goal: Mapping[str, Mask], criteria: Criteria, day: dt.date) -> Node:
    with_goal = int(_any_of(chosen, by_goal.values()).sum())
    columns = [
        Column(t("focus.area_or_goal")),
        Column(t("focus.count"), is_number=True),
        Column(t("focus.unfinished"), is_number=True),
    ]
    rows = [row for area in current_areas(day) for row in _area_rows(area, chosen, by_goal, criteria, day)]
    message = t("focus.goals_message", with_goal=number(with_goal), all=number(len(chosen)))
    return card(message, [plain_table(t("focus.goals_caption"), columns, rows)], t("focus.goals_subtitle"))


def _area_rows(
    area: FocusArea,
    chosen: data.Chosen,
    by_goal: Mapping[str, Mask],
    criteria: Criteria,
    day: dt.date,
) -> list[list[Cell]]:
    """Give a focus area's row, its goals' rows, and the row of those that name no goal."""
    is_own = chosen.has("focus_area_id", area.id)
    own = chosen.where(is_own)
    address = list_address(narrowed(criteria, focus_areas=area.id))
    region = _regions(day).get(area.id)
    under = [] if region is None else [html.Span(region, className="under")]
    head: list[Cell] = [
        [html.Span(area.name, className="area-name"), *under],
        link(number(len(own)), address),
        _unfinished(own),
    ]
    goals = [goal for goal in current_goals(day) if goal.focus_area == area.id]
    rest = chosen.where(is_own & ~_any_of(chosen, (by_goal[goal.id] for goal in goals)))
    return [
        head,
        *(_goal_row(goal, chosen.where(by_goal[goal.id])) for goal in goals),
        [html.Span(t("focus.no_goal"), className="goal-name goal-none"), opening(rest), _unfinished(rest)],
    ]


def _any_of(chosen: data.Chosen, masks: Iterable[Mask]) -> Mask:
    """Mark those that at least one of some masks marks."""
    found: Mask = np.logical_or.reduce([np.zeros(len(chosen), dtype=bool), *masks])
    return found


def _goal_row(goal: Goal, initiatives: data.Chosen) -> list[Cell]:
    name = html.Span(f"{goal.number} {goal.text}", className="goal-name")
    if not len(initiatives):
        return [name, html.Span(t("focus.goal_empty"), className="flag-empty"), ""]
    return [name, opening(initiatives), _unfinished(initiatives)]


def _unfinished(initiatives: data.Chosen) -> str:
    return number(int((~initiatives.flag("is_finished")).sum()))


# --- Local and common


def _reach_card(chosen: data.Chosen, day: dt.date) -> Node:
    reach = measures.municipality_reach(chosen)
    codes: list[Code] = [measures.REACH_ONE, measures.REACH_SEVERAL, None]
    columns = [Column(t("focus.heat_corner"))]
    columns += [Column(t(f"focus.reach_{code or 'unknown'}"), is_number=True) for code in codes]
    areas: list[Code] = [*(area.id for area in current_areas(day)), None]
    rows: list[list[Cell]] = [
        [
            _area_name(area),
            *(opening(chosen.where(chosen.has("focus_area_id", area) & reach[code])) for code in codes),
        ]
        for area in areas
    ]
    table = plain_table(t("focus.reach_caption"), columns, rows)
    missing = int(reach[None].sum())
    unknown = t("count.initiatives", count=missing, number=number(missing))
    return card(reach_message(reach), [table], t("focus.reach_subtitle", unknown=unknown))


def reach_message(reach: Mapping[Code, Mask]) -> str:
    """Say how many of the initiatives whose municipalities are known span several."""
    common = int(reach[measures.REACH_SEVERAL].sum())
    known = int(reach[measures.REACH_ONE].sum()) + common
    if not known:
        return t("focus.reach_message_none")
    return t("focus.reach_message", common=number(common), known=number(known))
