"""A page an initiative: key facts with their cells, lights by month, last decision, what comes next."""

from collections.abc import Callable, Iterator, Mapping

from dashboard import data
from dashboard.components.effect_words import measured_words
from dashboard.components.evaluation_words import clock_words
from dashboard.components.process_words import where_words
from dashboard.components.spread_words import assessment_words
from dashboard.exports.pack.values import Fact, InitiativePage, MonthLight
from dashboard.format import month_short
from dashboard.labels import field_label
from dashboard.packing.rows import Exceptions, unreported
from dashboard.packing.seen import light_of, place_of, since_words
from dashboard.texts import t
from dashboard.values import value_text
from portfolio.records import Value
from portfolio.snapshot import Item
from portfolio.vocabulary import EvaluationState

FACTS = (
    "status",
    "phase",
    "focus_area",
    "goal",
    "municipalities",
    "hospitals",
    "general_practice",
    "target_group",
    "citizen_count",
    "owner",
    "lead",
    "start",
    "end",
    "period",
    "completion_share",
    "budget_dkk",
    "funding",
    "mandate",
    "spread_potential",
    "effect",
    "risks",
)
"""What a page tells of an initiative, in this order; what nobody has stated is left out."""

_MONTHS = 12
_EVERY = 25

Progress = Callable[[float], None]
"""Is told how much of the work is done, from 0 to 1."""


def pages_of(
    exceptions: Exceptions,
    values: Mapping[int, Mapping[str, Value]],
    last: Mapping[int, str],
    progress: Progress,
) -> tuple[InitiativePage, ...]:
    """Give a page for each of the chosen: the exceptions first, in their order, then the others by title."""
    items = _in_order(exceptions)
    cells = data.value_cells([item.id for item in items])
    writer = _Writer(exceptions, values, cells, last)
    pages = []
    for nth, item in enumerate(items):
        pages.append(writer.page(item))
        if nth % _EVERY == 0:
            progress(nth / len(items))
    return tuple(pages)


def _in_order(exceptions: Exceptions) -> list[Item]:
    seen = exceptions.seen
    places = [item.place for chosen in exceptions.kinds.values() for item in chosen]
    rest = seen.chosen.sorted_by(seen.known.snapshot.title_rank).places.tolist()
    return [seen.known.snapshot.item(place) for place in dict.fromkeys([*places, *rest])]


class _Writer:
    def __init__(
        self,
        exceptions: Exceptions,
        values: Mapping[int, Mapping[str, Value]],
        cells: Mapping[int, data.ValueCells],
        last: Mapping[int, str],
    ) -> None:
        self.exceptions, self.seen = exceptions, exceptions.seen
        self.values, self.cells, self.last = values, cells, last
        self.courses, self.evaluations = data.processes().courses, data.evaluations()
        self.assessments = data.assessments()
        self.effect = data.effect()
        self.months = self.seen.known.snapshot.months[-_MONTHS:]
        self.labels = {name: field_label(name) for name in FACTS}
        self.month_names = {month: month_short(month) for month in self.months}

    def page(self, item: Item) -> InitiativePage:
        """Give an initiative's page."""
        course = self.courses.get(item.id)
        values = self.values.get(item.id, {})
        return InitiativePage(
            id=item.id,
            title=item.title,
            place=place_of(item),
            light=light_of(item.code("traffic_light")),
            light_since=since_words(item),
            description=item.text("description") or "",
            facts=tuple(self._facts(item.id, values)),
            words=item.text("remarks") or "",
            next_step=item.text("next_step") or "",
            months=tuple(self._lights(item)),
            process="" if course is None else where_words(course.course, self.seen.today),
            decision=self.last.get(item.id) or _text(values.get("decision")),
            evaluation=self._evaluation(item, values),
            reasons=self.exceptions.reasons(item),
            origin=self.seen.origin(item.id),
            address=self.seen.page(item.id),
        )

    def _facts(self, id_: int, values: Mapping[str, Value]) -> Iterator[Fact]:
        found = self.cells.get(id_)
        for name in FACTS:
            if name in values:
                yield Fact(self.labels[name], value_text(name, values[name]), _cell(found, name))
            if name == "effect" and (measured := measured_words(self.effect.of.get(id_, ()))):
                yield Fact(t("pack.measured"), measured, "")
            if name == "spread_potential" and (said := assessment_words(self.assessments, id_)):
                yield Fact(t("pack.spread_assessment"), said, "")

    def _lights(self, item: Item) -> Iterator[MonthLight]:
        lights = item.lights()
        for month in self.months:
            light = light_of(lights[month]) if month in lights else unreported()
            yield MonthLight(month, self.month_names[month], light)

    def _evaluation(self, item: Item, values: Mapping[str, Value]) -> str:
        clock = self.evaluations.clock(item.id, self.seen.today)
        if clock.state is not EvaluationState.UNPLANNED:
            return clock_words(clock)
        stated = values.get("evaluation_date")
        return (
            "" if stated is None else t("pack.evaluation_listed", day=value_text("evaluation_date", stated))
        )


def _cell(found: data.ValueCells | None, name: str) -> str:
    if found is None:
        return ""
    return t("pack.corrected") if name in found.corrected else found.cells.get(name, "")


def _text(value: Value | None) -> str:
    return value if isinstance(value, str) else ""
