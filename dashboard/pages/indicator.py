"""An indicator: its chart, what the rules say, its phases, every measurement with its cell, and its forms."""

from collections.abc import Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.effect_asked import dimension_of, indicator_address
from dashboard.components.effect_forms import choice_form, effect_history, measure_form
from dashboard.components.effect_words import (
    EFFECT,
    assurance_words,
    baseline_words,
    change_words,
    chart_words,
    digits_of,
    dimension_words,
    direction_words,
    finding_words,
    headline,
    indicator_mark,
    label_words,
    period_words,
    plain_number,
    rule_lines,
    said_by_words,
    target_words,
    title_words,
    value_words,
)
from dashboard.components.figure_card import Chart
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.components.numbers import Amount, Numbers
from dashboard.components.openings import initiative_link
from dashboard.components.origin import cell_place, typed
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_forms import Asked as DeedAsked
from dashboard.components.process_forms import folded_forms
from dashboard.components.run_chart import large_run, large_xmr
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.states import empty_state, note
from dashboard.components.view import Page, View
from dashboard.filters import Asked, Ignored, address
from dashboard.format import date_short, date_text, instant, number
from dashboard.server.effects import ROUTE
from dashboard.texts import language, t
from portfolio.effect.series import Indicator, Point, Value
from portfolio.effect.words import Verdict
from portfolio.effect.xmr import FEWEST_POINTS, XmrChart
from portfolio.rules.likeness import fold
from portfolio.vocabulary import label

CHART_KEY, XMR = "diagram", "xmr"
FOCUS = "indikator"


def layout(slug: str = "", **query: str | list[str]) -> Component:
    """Lay out the page of the indicator with this name in addresses."""
    path = f"{EFFECT}/{slug}"
    asked = arrive(path, query, (CHART_KEY,))
    return lay_out_view(path, asked, view(slug, asked), help_id="help.indicator")


def register(_app: Dash) -> None:
    """Give the page its addresses."""
    register_numbered_page(__name__, f"{EFFECT}/<slug>", "effect.window", layout, page=_page)


def _page(slug: str) -> Page:
    """Give an indicator's page, for those who take its numbers away."""
    return Page(
        f"{EFFECT}/{slug}",
        "nav.effect",
        lambda asked: view(slug, asked),
        has_filters=False,
        own_keys=(CHART_KEY,),
        has_help=False,
    )


def view(slug: str, asked: Asked) -> View:
    """Show an indicator; one that is not there with the way back."""
    it = data.effect().by_slug.get(slug)
    if it is None:
        to_all = link(t("effect.to_all"), address(EFFECT, asked.criteria), className="btn-main")
        key = "effect.missing" if data.is_present() else "effect.missing_then"
        return View(t(key), t("effect.missing_why"), [to_all])
    chosen = asked.own.get(CHART_KEY)
    ignored = [Ignored(CHART_KEY, chosen)] if chosen not in {None, XMR} else []
    xmr = it.xmr if chosen == XMR else None
    return View(
        title=title_words(it),
        subtitle=_subtitle(it),
        body=_body(it, asked, xmr),
        lead_in=[html.P(link(t("effect.back"), address(EFFECT, asked.criteria)), className="page-lead")],
        ignored=ignored,
        window=it.name,
    )


def _subtitle(it: Indicator) -> str:
    count = t("effect.count", count=len(it.points), number=number(len(it.points)))
    # Where the title says what has come of it, the rule behind that stands below.
    rule = [] if headline(it) in title_words(it) else [headline(it)]
    return " · ".join([it.title, count, t("effect.as_of", date=date_text(data.portfolio().today)), *rule])


def _body(it: Indicator, asked: Asked, xmr: XmrChart | None) -> list[Node]:
    history = [
        entry
        for entry in data.effect_history(it.initiative_id or 0)
        if fold(entry.indicator) == fold(it.name)
    ]
    parts: list[Node] = [_marks(it), *_notes(it)]
    if it.points:
        parts += [_chart(it, asked, xmr), *_phases(it)]
    else:
        parts.append(empty_state(t("effect.no_numbers_why")))
    parts += [_values(it), *_texts(it), *_forms(it, history)]
    return [html.Div(parts, id=FOCUS, tabIndex=-1, className="indicator follow")]


# --- What is known


def _marks(it: Indicator) -> Node:
    """Say what the indicator is of, and where it stands against its baseline and target."""
    newest = it.newest
    pairs: list[tuple[str, list[Node]]] = [
        (t("effect.head_initiative"), [initiative_link(it.initiative_id or 0, it.title)]),
        (
            t("effect.head_dimension"),
            _said(dimension_words(dimension_of(it)), said_by_words(it.dimension)),
        ),
        (
            t("effect.field_direction"),
            _said(direction_words(it.direction) or t("effect.not_chosen"), said_by_words(it.direction)),
        ),
        (
            t("effect.head_baseline"),
            _said(_number(None if it.baseline is None else it.baseline.value, it.unit), baseline_words(it)),
        ),
        (
            t("effect.head_target"),
            _said(_number(None if it.target is None else it.target.value, it.unit), _target_under(it)),
        ),
        (
            t("effect.head_newest"),
            _said(
                _number(None if newest is None else newest.number, it.unit),
                "" if newest is None else period_words(newest.period),
            ),
        ),
        (t("effect.head_change"), _said(change_words(it) or t("effect.unstated"), "")),
        (t("effect.head_finding"), [indicator_mark(it)]),
    ]
    items = [html.Div([html.Dt(head), html.Dd(said)]) for head, said in pairs]
    return html.Dl(items, className="indicator-facts")


def _said(words: str, under: str) -> list[Node]:
    is_missing = words in {t("effect.unstated"), t("effect.no_dimension"), t("effect.not_chosen")}
    shown = html.Span(words, className="missing" if is_missing else None)
    return [shown, html.Span(under, className="under")] if under else [shown]


def _number(value: float | None, unit: str) -> str:
    return t("effect.unstated") if value is None else value_words(value, unit)


def _target_under(it: Indicator) -> str:
    return " · ".join(filter(None, (said_by_words(it.target), target_words(it))))


def _notes(it: Indicator) -> list[Node]:
    """Tell of periods of which different numbers are said, and of numbers of no period."""
    notes = []
    if it.disputed:
        count = len(it.disputed)
        periods = ", ".join(period_words(point.period) for point in it.disputed[:3])
        notes.append(
            note(t("effect.disputed", count=count, number=number(count), periods=periods), "warning")
        )
    if it.undated:
        count = len(it.undated)
        notes.append(note(t("effect.undated", count=count, number=number(count)), "warning"))
    return notes


# --- The chart


def _chart(it: Indicator, asked: Asked, xmr: XmrChart | None) -> Chart:
    name = "forloeb"
    picture = large_run(it, name) if xmr is None else large_xmr(it, xmr, name)
    return Chart(
        name=name,
        message=finding_words(it) if xmr is None else _xmr_message(it, xmr),
        subtitle=_chart_subtitle(it, xmr),
        picture=picture,
        numbers=_point_numbers(it, xmr),
        key=_switch(it, asked, xmr),
        after=[_rules(it, xmr)],
    )


def _chart_subtitle(it: Indicator, xmr: XmrChart | None) -> str:
    facts = {"unit": it.unit or t("effect.bare_count"), "first": period_words(it.points[0].period)}
    key = "effect.run_subtitle" if xmr is None else "effect.xmr_subtitle"
    return t(key, **facts, last=period_words(it.points[-1].period))


def _xmr_message(it: Indicator, xmr: XmrChart) -> str:
    out = sum(1 for found in xmr.labels if found is not None)
    said = t("effect.xmr_none") if not out else t("effect.xmr_some", count=out, number=number(out))
    target = assurance_words(xmr.assurance(None if it.target is None else it.target.value, it.wanted))
    return f"{said}. {target}" if target else said


def _switch(it: Indicator, asked: Asked, xmr: XmrChart | None) -> Node:
    """Offer the other chart, where there are points enough for it."""
    if it.xmr is None:
        return html.P(t("effect.xmr_too_few", needed=number(FEWEST_POINTS)), className="field-hint no-print")
    own = {CHART_KEY: XMR}
    run = link(t("effect.chart_run"), indicator_address(it.slug, asked))
    limits = link(t("effect.chart_xmr"), indicator_address(it.slug, asked, **own))
    shown = [current(run), limits] if xmr is None else [run, current(limits)]
    return html.Nav(shown, className="structure-tabs run-switch no-print")


def _rules(it: Indicator, xmr: XmrChart | None) -> Node:
    """Explain how the chart is read, in plain words, with this series' own numbers."""
    if xmr is None:
        parts: list[Node] = [html.P(t("effect.explain_run"))]
        parts.append(html.Ul([html.Li(line) for line in rule_lines(it.chart)]))
        parts.append(html.P(t("effect.explain_source")))
    else:
        parts = [html.P(t("effect.explain_xmr"))]
        parts.append(
            html.Ul([html.Li(t(f"effect.explain_{it}")) for it in ("outside", "trend", "two", "shift")])
        )
        parts.append(html.P(t("effect.explain_xmr_source")))
    is_open = it.verdict is not Verdict.TOO_FEW
    return html.Details(
        [html.Summary(t("effect.explain")), *parts], className="numbers explain", open=is_open
    )


def _phases(it: Indicator) -> list[Node]:
    """Show each phase with its own median, and how far that moved."""
    if not it.phases:
        return []
    columns = [
        Column(t("effect.head_phase")),
        Column(t("effect.head_period")),
        Column(t("effect.head_points"), is_number=True),
        Column(t("effect.head_median"), is_number=True),
        Column(t("effect.head_said")),
    ]
    rows: list[list[Cell]] = [
        [
            label(part.phase, language()),
            f"{period_words(it.points[part.first].period)} – {period_words(it.points[part.last].period)}",
            number(part.last - part.first + 1),
            _number(part.chart.median, it.unit),
            chart_words(part.chart),
        ]
        for part in it.phases
    ]
    table = plain_table(t("effect.phases_caption"), columns, rows, "plain labelled")
    return [card(_phases_message(it), [table], _phases_subtitle(it))]


def _phases_message(it: Indicator) -> str:
    first, last = it.phases[0], it.phases[-1]
    facts = {"before": label(first.phase, language()).lower(), "after": label(last.phase, language()).lower()}
    values = {"from": _number(first.chart.median, it.unit), "to": _number(last.chart.median, it.unit)}
    return t("effect.phases_message", **facts, first=values["from"], last=values["to"])


def _phases_subtitle(it: Indicator) -> str:
    if it.days is None:
        return t("effect.phases_by_list")
    trial, after = it.days.value.trial, it.days.value.after
    days = [t("effect.phase_from", day=date_short(trial))] if trial else []
    days += [t("effect.phase_over", day=date_short(after))] if after else []
    return t("effect.phases_subtitle", by=label(it.days.by, language()), days=", ".join(days))


# --- The values


_VALUE_HEADS = ("period", "value", "side", "source", "note")


def _point_numbers(it: Indicator, xmr: XmrChart | None) -> Numbers:
    """Give every point with what is said of it."""
    heads = [
        Column(t("effect.head_period")),
        Column(t("effect.head_value"), is_number=True),
        Column(t("effect.head_side")),
    ]
    rows = [_point_row(it, point, xmr, place) for place, point in enumerate(it.points)]
    return Numbers(t("effect.points_caption", name=it.name), heads, rows)


def _point_row(it: Indicator, point: Point, xmr: XmrChart | None, place: int) -> list[Amount | str]:
    said = _side(it, point) if xmr is None else label_words(xmr.labels[place], it.wanted)
    return [period_words(point.period), Amount(point.number, plain_number(point.number)), said]


def _side(it: Indicator, point: Point) -> str:
    """Say on which side of the median a point lies."""
    median = it.chart.median
    if median is None or point.number == median:
        return t("effect.side_on")
    return t("effect.side_above" if point.number > median else "effect.side_below")


def _values(it: Indicator) -> Node:
    """Show every measurement with its cell, the newest first; disputed ones with all that is said."""
    if not it.points:
        return html.Div([])
    heads = _VALUE_HEADS if any(map(_remark, it.points)) else _VALUE_HEADS[:-1]
    columns = [Column(t(f"effect.head_{name}"), is_number=name == "value") for name in heads]
    digits = digits_of(it.numbers)
    rows = [_value_row(it, point, digits)[: len(heads)] for point in reversed(it.points)]
    table = plain_table(t("effect.values_caption", name=it.name), columns, rows, "plain labelled")
    count = len(it.points)
    return card(t("effect.values", count=count, number=number(count)), [table], t("effect.values_subtitle"))


def _value_row(it: Indicator, point: Point, digits: int) -> list[Cell]:
    others = [said for said in point.said if said.number != point.number]
    value: list[Node] = [value_words(point.number, it.unit, digits)]
    value += [
        html.Span(
            t("effect.also_said", value=value_words(said.number or 0.0, it.unit)),
            className="under under-warning",
        )
        for said in others
    ]
    sources: list[Node] = [html.Div(_source(said)) for said in point.said]
    return [period_words(point.period), value, _side(it, point), sources, _remark(point)]


def _remark(point: Point) -> str:
    """Give what the list says of a point's phase, and the remarks of all who tell of it."""
    notes = dict.fromkeys(said.note for said in point.said if said.note)
    return " · ".join(filter(None, (point.counts.phase_text, *notes)))


def _source(said: Value) -> list[Node]:
    """Say where a value stands: the list's file and cell, or who typed it."""
    if said.told_in is None:
        return [t("effect.typed_by", by=said.by, at=instant(said.known_at))]
    told = said.told_in
    place = f"{told.source}, {cell_place(told.sheet, told.cell)}"
    quoted: list[Node] = (
        [" ", typed(told.text)] if told.text and told.text != plain_number(said.number or 0.0) else []
    )
    return [link(place, f"/indlaes/{told.upload_id}"), *quoted]


def _texts(it: Indicator) -> list[Node]:
    """Show what stands where a number was expected, with its cell: it is no point, and no zero."""
    if not it.texts and not it.undated:
        return []
    columns = [
        Column(t("effect.head_period")),
        Column(t("effect.head_text")),
        Column(t("effect.head_source")),
    ]
    rows: list[list[Cell]] = [
        [period_words(said.period), typed(said.text), _source(replace(said, number=None))]
        for said in (*it.texts, *it.undated)
    ]
    table = plain_table(t("effect.texts_caption"), columns, rows, "plain labelled")
    count = len(rows)
    return [card(t("effect.texts", count=count, number=number(count)), [table], t("effect.texts_subtitle"))]


# --- What can be done


def _forms(it: Indicator, history: Sequence[data.EffectEntry]) -> list[Node]:
    if it.initiative_id is None:
        return []
    asked = None
    if data.is_present():
        asked = DeedAsked(it.initiative_id, data.present_day(), FOCUS, "effekt", ROUTE)
    content: list[Node] = []
    if asked is not None:
        forms = [
            (t("effect.choice_fold"), choice_form(asked, it)),
            (t("effect.measure_fold"), measure_form(asked, it)),
        ]
        content.append(folded_forms(forms))
    content += effect_history(asked, history)
    return [card(t("effect.change_heading"), content)] if content else []
