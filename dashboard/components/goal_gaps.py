"""Goals against municipalities: what is known to go on, what may, and where nothing is known."""

from dataclasses import dataclass

import numpy as np

from dashboard import data, measures
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.figure_card import Chart
from dashboard.components.heat import breakable
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Amount, Numbers, Word, counted
from dashboard.components.openings import opening
from dashboard.components.plain_table import Column, scroll_region
from dashboard.components.tally import named
from dashboard.format import danish_key, number
from dashboard.labels import organisation_label, organisations
from dashboard.structure import areas_in_use, members
from dashboard.texts import t
from portfolio.reference import Goal, load_reference
from portfolio.reference_rows import holds_on
from portfolio.selection import UNKNOWN_CODE, Chosen, Criteria
from portfolio.spread.balance import GoalGaps, Held, goal_gaps

Cells = list[Amount | Word | str]


@dataclass(frozen=True, slots=True, eq=False)
class AgreementGaps:
    """An agreement's goals against its region's municipalities."""

    id: str
    agreement: str
    chosen: Chosen
    gaps: GoalGaps


def agreement_gaps(chosen: Chosen, criteria: Criteria) -> list[AgreementGaps]:
    """Hold each agreement's goals against the municipalities of the areas that take part, in its region."""
    known, found = data.portfolio(), []
    areas = areas_in_use(known.snapshot)
    for agreement in load_reference().agreements:
        own = {it.id for it in areas if it.agreement == agreement.id}
        goals = [it for it in _goals() if it.focus_area in own]
        if goals:
            towns = _municipalities(known.chosen(criteria.unfiltered()), agreement.region, criteria)
            gaps = goal_gaps(chosen, goals, towns, lambda area: members([area]))
            found.append(AgreementGaps(agreement.id, agreement.name, chosen, gaps))
    return found


def _goals() -> list[Goal]:
    today = data.portfolio().today
    return [it for it in load_reference().goals if holds_on(it.first_date, it.last_date, today)]


def _municipalities(every: Chosen, region: str, criteria: Criteria) -> list[str]:
    """Give the municipalities of a region: members of the areas that take part, and who takes part."""
    codes = every.known.codes["organisation_id"].codes
    areas = named([codes[place] for place in np.unique(every.codes("organisation_id")).tolist()])
    towns = members(areas) | {
        row.municipality for row in measures.municipality_load(every) if row.municipality
    }
    asked = {it for it in criteria.municipalities if it != UNKNOWN_CODE}
    known = organisations()
    kept = [it for it in towns if known[it].region == region and (not asked or it in asked)]
    return sorted(kept, key=lambda it: danish_key(known[it].name))


def gap_card(found: AgreementGaps) -> Chart:
    """Show goals against municipalities; the table is its own numbers."""
    gaps = found.gaps
    caption = t("balance.gap_caption", agreement=found.agreement)
    return Chart(
        name=f"huller-{found.id}",
        message=_gap_message(found),
        subtitle=t("balance.gap_subtitle"),
        picture=_gap_table(found, caption),
        numbers=_gap_numbers(found, caption),
        key=_gap_key(gaps),
        is_table=True,
        after=[_goal_list(gaps)],
    )


def _gap_message(found: AgreementGaps) -> str:
    """Say in how many municipalities no goal is named, else of how many pairs nothing is known."""
    gaps = found.gaps
    by_goal = {
        it.number: sum(gaps.held(town, it.id) is Held.NOTHING for town in gaps.municipalities)
        for it in gaps.goals
    }
    nothing = sum(by_goal.values())
    pairs = len(gaps.goals) * len(gaps.municipalities)
    facts = {"agreement": found.agreement, "nothing": number(nothing), "pairs": number(pairs)}
    if not nothing:
        return t("balance.gap_none", agreement=found.agreement)
    empty = len(gaps.empty)
    if empty:
        towns = number(len(gaps.municipalities))
        return t("balance.gap_empty", agreement=found.agreement, number=number(empty), all=towns)
    most = max(by_goal.values())
    worst = [it for it, count in by_goal.items() if count == most]
    if len(worst) > 1:
        return t("balance.gap_tied", **facts)
    return t("balance.gap_message", count=nothing, goal=worst[0], most=number(most), **facts)


def _gap_table(found: AgreementGaps, caption: str) -> Element:
    gaps = found.gaps
    heads = [html.Th(t("balance.municipality"), scope="col")]
    heads += [html.Th(_goal_head(it), scope="col", title=it.text) for it in gaps.goals]
    heads.append(html.Th(t("balance.aimless"), scope="col"))
    empty = gaps.empty
    body = [_gap_row(found, town) for town in gaps.municipalities if town not in empty]
    body.append(_unplaced_row(found))
    shown = scroll_region(_heat(heads, body, caption), caption)
    if not empty:
        return shown
    words = t("balance.empty_rows", number=number(len(empty)), all=number(len(gaps.municipalities)))
    rows = [_gap_row(found, town) for town in empty]
    folded = html.Details(
        [html.Summary(words), scroll_region(_heat(heads, rows, words), words)], className="ledger"
    )
    return html.Div([shown, folded], className="uncaptioned")


def _heat(heads: list[Element], body: list[Element], caption: str) -> Element:
    return html.Table(
        [html.Caption(caption), html.Thead(html.Tr(heads)), html.Tbody(body)], className="heat gaps-grid"
    )


def _goal_head(goal: Goal) -> list[Node]:
    return [
        t("balance.goal", number=goal.number),
        html.Span(breakable(_short(goal.text)), className="heat-note"),
    ]


def _short(text: str) -> str:
    words, most = text.split(), 5
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def _gap_row(found: AgreementGaps, town: str) -> Element:
    gaps = found.gaps
    cells = [_gap_cell(found, town, it.id) for it in gaps.goals]
    aimless = found.chosen.where(gaps.aimless[town])
    cells.append(html.Td(opening(aimless) if len(aimless) else html.Span("0"), className="heat-unknown"))
    return html.Tr([html.Th(organisation_label(town), scope="row"), *cells])


def _gap_cell(found: AgreementGaps, town: str, goal: str) -> Element:
    held = found.gaps.held(town, goal)
    if held is Held.SOME:
        some = found.chosen.where(found.gaps.places[town, goal])
        return html.Td(opening(some), className=f"gap-some heat-{min(3, len(some))}")
    words = html.Span(t(f"balance.held_{held}"))
    return html.Td(words, className=f"gap-{held}")


def _unplaced_row(found: AgreementGaps) -> Element:
    """Give those that name a goal and no municipality: they may go on where it is empty above."""
    cells = []
    for goal in found.gaps.goals:
        some = found.chosen.where(found.gaps.unplaced[goal.id])
        cells.append(html.Td(opening(some) if len(some) else html.Span("0"), className="heat-unknown"))
    head = html.Th(t("balance.unplaced"), scope="row")
    return html.Tr([head, *cells, html.Td(html.Span(""), className="heat-unknown")], className="gap-unplaced")


def _gap_numbers(found: AgreementGaps, caption: str) -> Numbers:
    gaps = found.gaps
    columns = [Column(t("balance.municipality"))]
    columns += [Column(f"{it.number} {it.text}", is_number=True) for it in gaps.goals]
    columns.append(Column(t("balance.aimless"), is_number=True))
    rows: list[Cells] = []
    for town in gaps.municipalities:
        cells: Cells = [organisation_label(town)]
        cells += [_gap_amount(gaps, town, it.id) for it in gaps.goals]
        rows.append([*cells, counted(int(gaps.aimless[town].sum()))])
    unplaced = [counted(int(gaps.unplaced[it.id].sum())) for it in gaps.goals]
    return Numbers(caption, columns, [*rows, [t("balance.unplaced"), *unplaced, ""]])


def _gap_amount(gaps: GoalGaps, town: str, goal: str) -> Amount | str:
    held = gaps.held(town, goal)
    return counted(int(gaps.places[town, goal].sum())) if held is Held.SOME else t(f"balance.held_{held}")


def _gap_key(gaps: GoalGaps) -> Node:
    """Say what the cells mean, and how many there are of each."""
    items = []
    for held in Held:
        count = gaps.count(held)
        sign = with_attributes(html.Span(className=f"gap-sign gap-{held}"), {"aria-hidden": "true"})
        items.append(html.Li([sign, t(f"balance.key_{held}", number=number(count))]))
    return html.Ul(items, className="gap-key")


def _goal_list(gaps: GoalGaps) -> Node:
    items = [html.Li(f"{it.number} {it.text}") for it in gaps.goals]
    return html.Details([html.Summary(t("balance.goals")), html.Ul(items)], className="ledger")
