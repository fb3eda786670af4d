"""The figures of a pack, with how they have moved."""

from dashboard import measures
from dashboard.components.tally import named
from dashboard.exports.pack.values import Figure
from dashboard.filters import narrowed
from dashboard.format import moment_short, number, share
from dashboard.packing.seen import Seen
from dashboard.texts import language, t
from portfolio.rules.gaps import GAP_LABELS, Gap
from portfolio.vocabulary import TrafficLight


def figures_of(seen: Seen) -> tuple[Figure, ...]:
    """Count what a forum asks first: how many, red, yellow, late, silent, without words."""
    return (
        _all(seen),
        light_figure(seen, TrafficLight.RED),
        light_figure(seen, TrafficLight.YELLOW),
        gap_figure(seen, Gap.END_PASSED, "yellow"),
        gap_figure(seen, Gap.RED_UNEXPLAINED, "red"),
        gap_figure(seen, Gap.SILENT, "grey"),
    )


def _all(seen: Seen) -> Figure:
    before = None if seen.then is None else len(seen.then.chosen(seen.criteria))
    return _figure(seen, "all", t("overview.figure_all"), len(seen.chosen), before)


def light_figure(seen: Seen, light: TrafficLight) -> Figure:
    """Count those with a light, and how many of them had it then."""
    count = int(seen.chosen.has("traffic_light", light).sum())
    before = measures.count_lit(seen.chosen, seen.earlier.lights, light)
    to = seen.at(narrowed(seen.criteria, traffic_lights=light))
    return _figure(seen, str(light), t(f"overview.figure_{light}"), count, before, str(light), to)


def gap_figure(seen: Seen, gap: Gap, tone: str) -> Figure:
    """Count those that something is missing about, and how many it was then."""
    count = measures.missing_information(seen.chosen)[gap]
    before = None
    if seen.then is not None:
        before = measures.missing_information(seen.then.chosen(seen.criteria))[gap]
    to = seen.at(seen.criteria.but(gaps=(gap,)))
    return _figure(seen, str(gap), GAP_LABELS[gap].text(language()), count, before, tone, to)


def _figure(
    seen: Seen, key: str, label: str, count: int, before: int | None, tone: str = "plain", to: str = ""
) -> Figure:
    total = len(seen.chosen)
    part = t("pack.share", share=share(count / total)) if total else ""
    if key == "all":
        places = len(named(measures.counts(seen.chosen, "organisation_id")))
        part = t("overview.figure_all_note", count=places)
    return Figure(
        key=key,
        label=label,
        value=count,
        shown=number(count),
        before=before,
        change="" if before is None else change_words(seen, count - before),
        note=part,
        tone=tone,
        source=seen.source(),
        address=to or seen.at(seen.criteria),
    )


def change_words(seen: Seen, difference: int) -> str:
    """Say how a count has moved."""
    way = "more" if difference > 0 else "fewer" if difference else "same"
    moved, since = number(abs(difference)), seen.earlier.since
    if since is None:
        return t(f"overview.figure_{way}", number=moved)
    return t(f"moment.{way}", number=moved, date=moment_short(since))
