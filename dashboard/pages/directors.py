"""Direktørforum: one page for those who meet once or twice a year, on screen and on one sheet of paper."""

from dash import Dash
from dash.development.base_component import Component

from dashboard import data, measures
from dashboard.components import markup as html
from dashboard.components.directors import DIRECTORS_FILE, decisions, figures, questions
from dashboard.components.emptiness import empty_view
from dashboard.components.heat import Heat, HeatWords, heat_chart
from dashboard.components.markup import Node
from dashboard.components.shell import lay_out, register_page
from dashboard.components.tally import column_totals, largest_first, row_totals
from dashboard.components.view import Page, View
from dashboard.exports.pack.directors_values import DirectorsSheet
from dashboard.exports.pack.values import ChartSpec
from dashboard.filters import LIST, Asked, narrowing, to_query
from dashboard.labels import Category, code_label, focus_area_label
from dashboard.packing.directors import PATH, Forum, build_sheet, forum_of, since_of
from dashboard.texts import t
from portfolio.selection import Criteria
from portfolio.vocabulary import Status


def view(asked: Asked) -> View:
    """Show the page for its address."""
    criteria = asked.criteria.unfiltered()
    known = data.portfolio()
    if not len(known.chosen(criteria)):
        return empty_view(t("directors.title"), "", 0, PATH)
    sheet, forum = build_sheet(criteria, ""), forum_of(data.meetings(), known.today)
    return View(
        title=sheet.cover.message,
        subtitle=_subtitle(sheet),
        body=[_body(sheet, asked, forum)],
        since=since_of(forum, known)[0],
    )


PAGE = Page(PATH, "nav.directors", view, has_filters=False)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def _subtitle(sheet: DirectorsSheet) -> str:
    said = t("directors.subtitle", date=sheet.cover.as_of_words, since=sheet.cover.since_words)
    return f"{said} {t('directors.next', day=sheet.next_meeting)}" if sheet.next_meeting else said


def _body(sheet: DirectorsSheet, asked: Asked, forum: Forum) -> Node:
    asks = decisions(sheet.decisions, forum.next, has_forms=data.is_present())
    pictures = [] if sheet.picture is None else [_picture(sheet.picture, asked.criteria.unfiltered())]
    file = html.A(
        t("directors.pdf"), href=DIRECTORS_FILE + to_query(asked), className="download", download=""
    )
    return html.Div(
        [
            figures(sheet.figures),
            html.Div([*pictures, asks], className="directors-middle"),
            questions(sheet.blocks),
            html.P(file, className="no-print"),
        ],
        className="directors",
    )


def _picture(spec: ChartSpec, criteria: Criteria) -> Node:
    """Show focus areas against status, each count with its initiatives behind it."""
    cross = measures.crossed(data.portfolio().chosen(criteria), "focus_area_id", "status")
    columns = column_totals(cross)
    heat = Heat(
        rows=[Category(area, focus_area_label(area)) for area in largest_first(row_totals(cross))],
        columns=[Category(it, code_label(Status, it)) for it in (*Status, None) if columns.get(it)],
        counts=cross,
        link=narrowing(LIST, criteria, "focus_areas", "statuses"),
        row_link=narrowing(LIST, criteria, "focus_areas"),
    )
    words = HeatWords(t("directors.picture_caption"), spec.corner, t("pack.word_total"))
    return heat_chart(spec.key, heat, words, spec.title, spec.subtitle)
