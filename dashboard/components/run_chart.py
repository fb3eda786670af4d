"""Run charts on a page: small ones side by side, and one large with its scale and names."""

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.drawing import drawn
from dashboard.components.effect_words import (
    bracket_words,
    date_words,
    finding_words,
    label_words,
    phase_words,
    plain_number,
    point_words,
    text_words,
    value_words,
)
from dashboard.components.markup import Element
from dashboard.figures.runs import Drawn, RunWords, XmrWords, run_drawing, small_run, xmr_drawing
from dashboard.texts import t
from portfolio.effect.series import Indicator, Point
from portfolio.effect.xmr import XmrChart


def large_run(indicator: Indicator, chart: str) -> Element:
    """Show an indicator's run chart, named by the caption of the card ``chart``."""
    unit = indicator.unit
    median, target = indicator.chart.median, indicator.target
    median_name = "effect.line_median_whole" if indicator.phases else "effect.line_median"
    words = RunWords(
        value=plain_number,
        point=lambda it: point_words(it, unit),
        text=text_words,
        date=date_words,
        median="" if median is None else t(median_name, value=plain_number(median)),
        target="" if target is None else t("effect.line_target", value=plain_number(target.value)),
        phase=phase_words,
        run=bracket_words(indicator.chart),
    )
    return _shown(run_drawing(indicator, words), chart)


def large_xmr(indicator: Indicator, xmr: XmrChart, chart: str) -> Element:
    """Show an indicator's XmR chart, named by the caption of the card ``chart``."""
    target, wanted = indicator.target, indicator.wanted

    def told(point: Point, place: int) -> str:
        said = point_words(point, indicator.unit)
        why = label_words(xmr.labels[place], wanted)
        return f"{said}. {why}" if why else said

    words = XmrWords(
        value=plain_number,
        point=told,
        date=date_words,
        mean=t("effect.line_mean", value=plain_number(round(xmr.mean, 2))),
        lower=t("effect.line_lower", value=plain_number(round(xmr.lower, 2))),
        upper=t("effect.line_upper", value=plain_number(round(xmr.upper, 2))),
        target="" if target is None else t("effect.line_target", value=plain_number(target.value)),
    )
    return _shown(xmr_drawing(indicator, xmr, wanted, words), chart)


def _shown(found: Drawn, chart: str) -> Element:
    scale = [] if found.scale is None else [html.Div(drawn(found.scale), className="run-scale")]
    plot = html.Div(drawn(found.plot), className="run-plot")
    names = html.Div(drawn(found.names), className="run-names")
    box = html.Div([*scale, plot, names], role="img", className="drawing run-chart")
    return with_attributes(box, {"aria-labelledby": f"caption-{chart}"})


def small_chart(indicator: Indicator) -> Element:
    """Show an indicator small, said in words to those who hear the page."""

    def words(value: float) -> str:
        return value_words(value, indicator.unit) if len(indicator.unit) <= _SHORT else plain_number(value)

    median = indicator.chart.median
    name = "" if median is None else t("effect.line_median", value=plain_number(median))
    found = small_run(indicator, words, name)
    plot = html.Div(drawn(found.plot), className="run-plot")
    names = html.Div(drawn(found.names), className="run-names")
    box = html.Div([plot, names], role="img", className="drawing run-chart run-small")
    return with_attributes(
        box, {"aria-label": t("effect.small_said", name=indicator.name, finding=finding_words(indicator))}
    )


_SHORT = 4
"""So long a unit has room behind a number at a small chart's edge."""
