"""Indicators in words: numbers with their units, periods, and what the rules say of a series."""

import calendar
import datetime as dt
from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Node
from dashboard.format import date_short, decimal, fuzzy, month_short, number
from dashboard.texts import language, t
from portfolio.effect.book import unit_key
from portfolio.effect.dimensions import dimension
from portfolio.effect.runchart import FEWEST_USEFUL, RunChart, RunSignal
from portfolio.effect.series import Indicator, Period, PhasePart, Point, Sourced, Value
from portfolio.effect.words import Direction, SaidBy, Verdict
from portfolio.effect.xmr import Assurance, PointLabel, PointSignal
from portfolio.records import FuzzyDate
from portfolio.rules.likeness import fold
from portfolio.vocabulary import Precision, label

EFFECT = "/effekt"
UNMEASURED = "uden-maalinger"
"""Where the page Effekt names the initiatives without measurements."""

EFFECT_FILE = "/hent/effekt.xlsx"
_SIGNS = {
    Verdict.CONCERN: "!",
    Verdict.CHANGE: "≠",
    Verdict.IMPROVEMENT: "✓",
    Verdict.STEADY: "≈",
    Verdict.TOO_FEW: "…",
}
"""A sign before a verdict's word, so that no colour is needed."""

_MONTHS_OF = {1: Precision.MONTH, 3: Precision.QUARTER, 6: Precision.HALF_YEAR, 12: Precision.YEAR}


def plain_number(value: float) -> str:
    """Write a number with as many decimals as it has, two at most."""
    return with_digits(value, digits_of([value]))


def digits_of(values: Sequence[float]) -> int:
    """Give how many decimals some numbers have, two at most: those that stand in a column have the same."""
    return next((digits for digits in (0, 1) if all(_fits(it, digits) for it in values)), 2)


def _fits(value: float, digits: int) -> bool:
    return abs(value - round(value, digits)) < 1e-9


def with_digits(value: float, digits: int) -> str:
    """Write a number with so many decimals."""
    return decimal(value, digits) if digits else number(round(value))


def value_words(value: float, unit: str, digits: int | None = None) -> str:
    """Write a number with its unit: "12,5 dage", "80 %"; a bare count has none."""
    said = plain_number(value) if digits is None else with_digits(value, digits)
    return said if not unit_key(unit) else t("effect.value", number=said, unit=unit)


def change_words(indicator: Indicator) -> str:
    """Say how far the newest is from the baseline: "−2,5 dage (−21 %)"; "" where nobody can say."""
    change, baseline = indicator.change, indicator.baseline
    if change is None or baseline is None:
        return ""
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    said = f"{sign}{value_words(abs(change), indicator.unit)}"
    if not baseline.value or unit_key(indicator.unit) == "%":
        return said
    part = abs(change / baseline.value) * 100
    return t("effect.change_share", change=said, share=f"{sign}{decimal(part, 0)}")


def period_words(period: Period | None) -> str:
    """Write a period as exactly as it is: "marts 2025", "2. kvartal 2025", a day."""
    if period is None:
        return t("effect.no_period")
    return fuzzy(FuzzyDate(period.first, period.last, _precision(period)))


def _precision(period: Period) -> Precision:
    if period.first == period.last:
        return Precision.DAY
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    is_whole = period.first.day == 1 and period.last.day == _last_day(period.last)
    in_turn = months > 1 and (period.first.month - 1) % months
    if is_whole and not in_turn and months in _MONTHS_OF:
        return _MONTHS_OF[months]
    is_week = period.days == 7 and period.first.weekday() == 0
    return Precision.WEEK if is_week else Precision.RANGE


def _last_day(day: dt.date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def date_words(day: dt.date) -> str:
    """Write a day under a line of time."""
    return month_short(day)


# --- What is known of an indicator


def dimension_words(id_: str | None) -> str:
    """Name a dimension; nobody has chosen one."""
    found = dimension(id_)
    return t("effect.no_dimension") if found is None else found.name.text(language())


def dimension_word(id_: str) -> str:
    """Give a dimension's word in addresses."""
    found = dimension(id_)
    return id_ if found is None else fold(found.name.da).replace(" ", "-")


def direction_words(direction: Sourced[Direction] | None) -> str:
    """Say which way is better; "" where nobody has."""
    return "" if direction is None else label(direction.value, language())


def said_by_words(said: Sourced[object] | None) -> str:
    """Say who says what is known, with the cell where a list does."""
    if said is None:
        return ""
    if said.told_in is None or not said.told_in.cell:
        return label(said.by, language())
    return t("effect.said_in", source=said.told_in.source, cell=said.told_in.cell)


def baseline_words(indicator: Indicator) -> str:
    """Say what the baseline is: said, the median before the trial, or the first measurement."""
    if indicator.baseline is None:
        return ""
    if indicator.baseline.by is not SaidBy.SERIES:
        return said_by_words(indicator.baseline)
    return t("effect.baseline_median" if indicator.is_baseline_median else "effect.baseline_first")


# --- What the rules say


def title_words(it: Indicator) -> str:
    """Say in a title which way an indicator went, that it is no chance, and whether that is good."""
    change, baseline, is_up = it.change, it.baseline, it.chart.is_up
    if not change or baseline is None or is_up is None or is_up is not (change > 0):
        return t("effect.indicator_title", name=it.name, finding=headline(it))
    unit = f" {it.unit}" if unit_key(it.unit) else ""
    said = t(
        "effect.title_up" if is_up else "effect.title_down",
        name=it.name,
        first=plain_number(baseline.value),
        newest=plain_number(it.numbers[-1]),
        unit=unit,
    )
    if it.direction is None:
        return t("effect.title_open", said=said)
    if it.verdict is Verdict.CHANGE:
        return said
    return t(f"effect.title_{it.verdict}", said=said)


def indicator_mark(it: Indicator) -> Node:
    """Show an indicator's verdict; of a change where nobody has chosen a direction, that too."""
    if it.verdict is Verdict.CHANGE and it.direction is None:
        return _mark(it.verdict, t("effect.change_open"))
    return verdict_mark(it.verdict)


def verdict_mark(verdict: Verdict) -> Node:
    """Show a verdict: a sign and its word."""
    return _mark(verdict, label(verdict, language()))


def _mark(verdict: Verdict, words: str) -> Node:
    sign = with_attributes(html.Span(_SIGNS[verdict], className="verdict-sign"), {"aria-hidden": "true"})
    return html.Span([sign, words], className=f"verdict verdict-{verdict}")


def finding_words(indicator: Indicator) -> str:
    """Say in one sentence what the rules say of a whole series."""
    return chart_words(indicator.chart) if indicator.points else t("effect.no_numbers")


def chart_words(chart: RunChart) -> str:
    """Say what the two rules say of points held against their median."""
    if chart.signal is RunSignal.TOO_FEW:
        return t("effect.too_few", useful=number(chart.useful), needed=number(FEWEST_USEFUL))
    parts = []
    if chart.broken is not None:
        parts.append(run_words(chart))
    if chart.is_stiff:
        facts = {"crossings": number(chart.crossings), "fewest": number(chart.fewest_crossings)}
        parts.append(t("effect.stiff", count=chart.crossings, **facts))
    return ". ".join(parts) if parts else t("effect.steady")


def headline(indicator: Indicator) -> str:
    """Say of a series what says most, in one short sentence."""
    chart = indicator.chart
    return run_words(chart) if chart.broken is not None else finding_words(indicator)


def run_words(chart: RunChart) -> str:
    """Say which run breaks the median: "Medianen er brudt: 9 målinger i træk over"."""
    broken = chart.broken
    if broken is None:
        return ""
    side = "effect.run_above" if broken.is_above else "effect.run_below"
    said = t(side, length=number(broken.length))
    if chart.is_at_first:
        return t("effect.run_at_first", said=said)
    return t("effect.run_on_the_way", said=said) if chart.is_on_the_way else said


def bracket_words(chart: RunChart) -> str:
    """Say shortly beside the run itself what it is: "9 i træk over"."""
    broken = chart.broken
    if broken is None:
        return ""
    side = "effect.bracket_above" if broken.is_above else "effect.bracket_below"
    return t(side, length=number(broken.length))


def detail_words(indicator: Indicator) -> str:
    """Say beside its verdict what the rules say of a series, without saying the verdict again."""
    chart = indicator.chart
    if chart.signal is RunSignal.TOO_FEW:
        return t("effect.too_few_detail", useful=number(chart.useful), needed=number(FEWEST_USEFUL))
    if chart.signal is not RunSignal.NONE:
        return chart_words(chart)
    longest = chart.longest
    return t(
        "effect.steady_detail",
        longest=number(0 if longest is None else longest.length),
        allowed=number(chart.longest_allowed),
        crossings=number(chart.crossings),
        fewest=number(chart.fewest_crossings),
    )


def rule_lines(chart: RunChart) -> list[str]:
    """Say what each rule found and what it allows, a line a rule."""
    longest = chart.longest
    return [
        t("effect.rule_useful", useful=number(chart.useful), needed=number(FEWEST_USEFUL)),
        t(
            "effect.rule_run",
            longest=number(0 if longest is None else longest.length),
            allowed=number(chart.longest_allowed),
        ),
        t(
            "effect.rule_crossings",
            crossings=number(chart.crossings),
            fewest=number(chart.fewest_crossings),
        ),
    ]


def phase_words(part: PhasePart) -> tuple[str, str]:
    """Name a phase, and its median: "Før", "median 12"."""
    name, median = label(part.phase, language()), part.chart.median
    return name, "" if median is None else t("effect.phase_median", median=plain_number(median))


def target_words(indicator: Indicator) -> str:
    """Say whether the newest value has reached the target."""
    if indicator.is_target_met is None:
        return ""
    return t("effect.target_met" if indicator.is_target_met else "effect.target_missed")


def point_words(point: Point, unit: str) -> str:
    """Say what is told of a point."""
    said = t("effect.point", period=period_words(point.period), value=value_words(point.number, unit))
    others = [it.number for it in point.said if it.number is not None and it.number != point.number]
    if not others:
        return said
    return t("effect.point_disputed", point=said, others=_listed_values(others, unit))


def _listed_values(values: Sequence[float], unit: str) -> str:
    return ", ".join(value_words(it, unit) for it in dict.fromkeys(values))


def text_words(value: Value) -> str:
    """Say what stands where a number was expected."""
    return t("effect.text_instead", period=period_words(value.period), text=value.text)


_SIGNAL_IDS = {
    PointSignal.OUTSIDE: "outside",
    PointSignal.TREND: "trend",
    PointSignal.TWO_OF_THREE: "two_of_three",
    PointSignal.SHIFT: "shift",
}


def label_words(found: PointLabel | None, direction: Direction) -> str:
    """Say why a point stands out and what that means; "" where it does not."""
    if found is None:
        return ""
    way = "up" if found.is_up else "down"
    said = t(f"effect.signal_{_SIGNAL_IDS[found.signal]}_{way}")
    return t("effect.signal", why=said, verdict=label(found.verdict(direction), language()).lower())


def assurance_words(assurance: Assurance | None) -> str:
    """Say whether the target will be met while nothing changes; "" where nobody can say."""
    return "" if assurance is None else t(f"effect.assurance_{assurance}")


def day_words(day: dt.date) -> str:
    """Write the first day of a phase."""
    return date_short(day)


def strength(own: Sequence[Indicator]) -> int:
    """Rank some indicators by the strongest verdict among those that are measured; the least says most."""
    order = list(Verdict)
    return min((order.index(it.verdict) for it in own if it.points), default=len(order))


def measured_words(own: Sequence[Indicator]) -> str:
    """Say of an initiative's indicators the one that says most: its values, and what the rules find in it."""
    measured = [it for it in own if it.points]
    if not measured:
        return ""
    it = min(measured, key=lambda it: strength([it]))
    said = _from_to(it)
    return f"{said}. {headline(it)}" if it.chart.is_judged else said


def _from_to(it: Indicator) -> str:
    """Say where an indicator began and where it is; of one measurement only that."""
    newest = it.numbers[-1]
    if len(it.points) < 2 or it.baseline is None:
        return f"{it.name}: {value_words(newest, it.unit)}"
    unit = f" {it.unit}" if unit_key(it.unit) else ""
    facts = {"first": plain_number(it.baseline.value), "newest": plain_number(newest), "unit": unit}
    return t("directors.measured", indicator=it.name, **facts)
