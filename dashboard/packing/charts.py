"""The charts of a pack, each with its conclusion and the same in words."""

from collections.abc import Callable, Mapping, Sequence

from dashboard import measures
from dashboard.components.tally import largest_first, named, row_totals
from dashboard.exports.pack.values import ChartKind, ChartSpec, Series
from dashboard.format import month, month_short, number
from dashboard.labels import Code, code_label, focus_area_label, organisation_label
from dashboard.packing.seen import NONE, Seen
from dashboard.texts import t
from dashboard.theme import LIGHT_ORDER
from portfolio.vocabulary import TrafficLight

_MONTHS = 12
_BARS = 14
"""So many bars at most; the rest are one bar."""


def charts_of(seen: Seen) -> tuple[ChartSpec, ...]:
    """Draw lights month by month, by focus area, and by cluster."""
    return (
        *_by_month(seen),
        _grouped(seen, "focus_area_id", "focus_areas", focus_area_label),
        _grouped(seen, "organisation_id", "organisations", organisation_label),
    )


def _grouped(seen: Seen, column: str, name: str, label: Callable[[Code], str]) -> ChartSpec:
    counts = measures.crossed(seen.chosen, column, "traffic_light")
    totals = row_totals(counts)
    codes = largest_first(totals)
    shown, rest = codes[:_BARS], codes[_BARS:]
    names = [label(code) for code in shown] + ([t("pack.other_bars", count=len(rest))] if rest else [])
    series = tuple(
        _series(light, [*(counts.get((code, light), 0) for code in shown), *_rest(counts, rest, light)])
        for light in LIGHT_ORDER
    )
    return _spec(
        seen, name, ChartKind.BARS, _most(name, totals, label), t(f"overview.{name}_corner"), names, series
    )


def _rest(counts: Mapping[tuple[Code, Code], int], rest: Sequence[Code], light: Code) -> list[int]:
    return [sum(counts.get((code, light), 0) for code in rest)] if rest else []


def _series(light: TrafficLight | None, values: Sequence[int]) -> Series:
    return Series(code_label(TrafficLight, light), light or NONE, tuple(values))


def _most(name: str, totals: Mapping[Code, int], label: Callable[[Code], str]) -> str:
    """Say where most are, and how many are nowhere."""
    known = named(largest_first(totals))
    if not known:
        return t(f"overview.{name}_none")
    most = totals[known[0]]
    said = t(f"overview.{name}_message", group=label(known[0]), most=number(most), count=most)
    unknown = totals.get(None, 0)
    return (
        f"{said}; {t(f'overview.{name}_unknown', count=unknown, shown=number(unknown))}" if unknown else said
    )


def _by_month(seen: Seen) -> tuple[ChartSpec, ...]:
    """Draw the lights of the newest months; one month alone tells nothing of time."""
    months = measures.reported_months(seen.chosen, _MONTHS)
    if len(months) < 2:
        return ()
    counts = measures.lights_by_month(seen.chosen, _MONTHS)
    series = tuple(_series(light, [counts.get((it, light), 0) for it in months]) for light in LIGHT_ORDER)
    last = {light: number(counts.get((months[-1], light), 0)) for light in TrafficLight}
    facts = {str(light): last[light] for light in (TrafficLight.GREEN, TrafficLight.YELLOW, TrafficLight.RED)}
    title = t("standing.months_message", month=month(months[-1]), **facts)
    names = [month_short(it) for it in months]
    return (_spec(seen, "months", ChartKind.COLUMNS, title, t("standing.month"), names, series),)


def _spec(
    seen: Seen,
    name: str,
    kind: ChartKind,
    title: str,
    corner: str,
    names: Sequence[str],
    series: Sequence[Series],
) -> ChartSpec:
    caption = t("standing.months_caption") if name == "months" else t(f"overview.{name}_caption")
    shown = tuple(it for it in series if any(it.values))
    return ChartSpec(
        key=name.replace("_", "-"),
        kind=kind,
        title=title,
        subtitle=f"{caption}. {seen.source()}",
        corner=corner,
        unit=t("overview.figure_all"),
        categories=tuple(names),
        series=shown,
        alt=alt_words(caption, names, shown),
        source=seen.source(),
    )


def alt_words(caption: str, names: Sequence[str], series: Sequence[Series]) -> str:
    """Say a chart in words: each category with its counts."""
    told = []
    for place, name in enumerate(names):
        parts = [f"{number(it.values[place])} {it.name.lower()}" for it in series if it.values[place]]
        told.append(f"{name}: {', '.join(parts) or '0'}")
    return f"{caption}. {'. '.join(told)}."
