"""How many have taken an initiative, or several, into use over time; and where, on a map."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.drawing import drawn, image
from dashboard.components.figure_card import Chart
from dashboard.components.markup import Element, Node
from dashboard.components.matrix_words import LETTERS, SHAPES, state_word
from dashboard.components.numbers import Amount, Cell, Numbers
from dashboard.components.plain_table import Column
from dashboard.figures.adoption_map import OUTSIDE, StateArea, adoption_map, state_swatch
from dashboard.figures.municipality_map import frames_for
from dashboard.figures.uptake_curve import CurveWords, uptake_steps
from dashboard.format import date_short, date_text, number
from dashboard.labels import organisation_label, organisations
from dashboard.texts import t
from portfolio.spread.matrix import MatrixRow
from portfolio.spread.uptake_curve import UptakeCurve
from portfolio.vocabulary import OrganisationKind, Uptake

_ISLAND = "0400"
"""Bornholm lies apart: where nobody knows of it, the map is of the others."""


def curve_chart(
    name: str, curve: UptakeCurve, today: dt.date, axis: OrganisationKind | None, title: str = ""
) -> Chart:
    """Show how many use it over time, with the two numbers, the unknown and those without a day.

    Args:
        name: the chart's name.
        curve: the steps.
        today: until when it goes.
        axis: who uses it; None: it is of several initiatives.
        title: the initiative's, where it is of one.
    """
    words = CurveWords(
        whole=t("matrix.curve_whole", all=number(curve.asked)),
        last=number(curve.in_use),
        step=lambda day, count: t("matrix.curve_step", day=date_text(day), number=number(count)),
    )
    shape = uptake_steps(curve.steps, curve.asked, curve.undated, today, words)
    heads = [Column(t("matrix.curve_day")), Column(t("matrix.curve_count"), is_number=True)]
    rows: list[list[Cell]] = [[date_short(day), Amount(count, number(count))] for day, count in curve.steps]
    if curve.undated:
        rows.append([t("matrix.curve_no_day"), Amount(curve.in_use, number(curve.in_use))])
    caption = t("matrix.curve_caption_of", title=title) if title else t("matrix.curve_caption")
    return Chart(
        name=name,
        message=curve_message(curve, axis),
        subtitle=curve_subtitle(curve, today),
        picture=image(name, [drawn(shape)], "uptake-curves"),
        numbers=Numbers(caption, heads, rows),
    )


def curve_message(curve: UptakeCurve, axis: OrganisationKind | None) -> str:
    """Say the two numbers: in use, of how many it is relevant for; no axis: of several initiatives."""
    return t(f"matrix.curve_{axis or 'all'}", number=number(curve.in_use), all=number(curve.asked))


def curve_subtitle(curve: UptakeCurve, today: dt.date) -> str:
    """Say of how many nobody knows, how many have no day and so stand in no step, and until when it goes."""
    unknown = (
        t("matrix.curve_unknown", count=curve.unknown, number=number(curve.unknown)) if curve.unknown else ""
    )
    undated = (
        t("matrix.curve_undated", count=curve.undated, number=number(curve.undated)) if curve.undated else ""
    )
    return " ".join(filter(None, [t("matrix.curve_subtitle", day=date_text(today)), unknown, undated]))


def row_map(chart: str, row: MatrixRow, address: Callable[[str], str]) -> list[Node]:
    """Show how far municipalities are with an initiative, on a map with its key."""
    areas = [_area(it.id, row, address) for it in organisations().values() if _is_municipality(it.kind)]
    told = {
        it.code
        for it in areas
        if it.state not in (OUTSIDE, *((LETTERS[None],) if it.code == _ISLAND else ()))
    }
    whole, *close = frames_for(told)
    parts = [html.Div(drawn(adoption_map(whole, areas, has_close_up=bool(close))), className="map-part")]
    for frame in close:
        named = html.Span(t("map.close_up"), className="map-words")
        shape = drawn(adoption_map(frame, areas, has_close_up=False))
        parts.append(html.Div([named, shape], className="map-part"))
    caption = html.P(map_words(row), id=f"caption-{chart}", className="map-caption")
    return [caption, _key(areas), image(chart, parts, "maps" if close else "maps maps-single")]


def map_words(row: MatrixRow) -> str:
    """Say in a sentence what the map shows, for those who do not see it."""
    counts = row.counts([it.id for it in organisations().values() if _is_municipality(it.kind)])
    return t(
        "matrix.map", number=number(counts.in_use), all=number(counts.asked), unknown=number(counts.unknown)
    )


def _is_municipality(kind: OrganisationKind) -> bool:
    return kind is OrganisationKind.MUNICIPALITY


def _area(code: str, row: MatrixRow, address: Callable[[str], str]) -> StateArea:
    name, cell = organisation_label(code), row.cells.get(code)
    if cell is None and code not in row.meant:
        return StateArea(code, OUTSIDE, "", f"{name}: {t('matrix.outside')}")
    uptake = None if cell is None else cell.uptake
    day = "" if cell is None or cell.day is None else f", {date_short(cell.day)}"
    words = f"{name}: {state_word(uptake)}{day}"
    return StateArea(code, LETTERS[uptake], SHAPES[uptake], words, address(code))


def _key(areas: Sequence[StateArea]) -> Element:
    """Say what the patterns mean, and how many municipalities have each."""
    counts: Mapping[str, int] = {
        state: sum(1 for it in areas if it.state == state) for state in {it.state for it in areas}
    }
    states: Sequence[Uptake | None] = (*Uptake, None)
    items = [
        html.Li(
            [
                drawn(state_swatch(LETTERS[it])),
                f"{SHAPES[it]} {state_word(it)} ({number(counts[LETTERS[it]])})",
            ]
        )
        for it in states
        if LETTERS[it] in counts
    ]
    if OUTSIDE in counts:
        items.append(html.Li([drawn(state_swatch(OUTSIDE)), t("matrix.outside")]))
    return html.Ul(items, className="map-key")
