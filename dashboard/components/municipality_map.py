"""The municipalities on a map: how many initiatives each takes part in, and what the tints mean."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.drawing import drawn, image
from dashboard.components.markup import Element, Node
from dashboard.figures.drawing import Shape
from dashboard.figures.municipality_map import Area, Frame, Step, frames_for, map_drawing, steps, swatch
from dashboard.format import number
from dashboard.labels import organisation_label, organisations
from dashboard.texts import t
from portfolio.vocabulary import OrganisationKind


@dataclass(frozen=True, slots=True)
class MapContent:
    """What a map of municipalities shows.

    Attributes:
        counts: number of initiatives by municipality; none has 0.
        awaited: municipalities of the clusters shown.
        picked: municipalities that the reader has chosen.
        address: the initiatives behind a municipality.
    """

    counts: Mapping[str, int]
    awaited: AbstractSet[str]
    picked: AbstractSet[str]
    address: Callable[[str], str]


def map_picture(chart: str, content: MapContent) -> Element:
    """Show the map, and where it is needed the municipalities around Copenhagen enlarged beside it."""
    areas = map_areas(content)
    whole, *close = frames_for({*content.counts, *content.awaited})
    parts = [_part(whole, areas, has_close_up=bool(close))]
    parts += [_part(frame, areas, has_close_up=False, words=t("map.close_up")) for frame in close]
    return image(chart, parts, "maps" if close else "maps maps-single")


def _part(frame: Frame, areas: Sequence[Area], *, has_close_up: bool, words: str = "") -> Node:
    told = [html.Span(words, className="map-words")] if words else []
    return html.Div([*told, drawn(map_drawing(frame, areas, has_close_up))], className="map-part")


def map_areas(content: MapContent) -> list[Area]:
    """Give all municipalities with what is shown and told of each."""
    codes = [it.id for it in organisations().values() if it.kind is OrganisationKind.MUNICIPALITY]
    return [_area(code, content) for code in codes]


def _area(code: str, content: MapContent) -> Area:
    count, is_awaited = content.counts.get(code, 0), code in content.awaited
    name = organisation_label(code)
    if count:
        words = t("map.words", municipality=name, count=count, number=number(count))
        is_picked = code in content.picked
        return Area(code, count, words, content.address(code), is_awaited, is_picked)
    words = t("map.words_awaited" if is_awaited else "map.words_outside", municipality=name)
    return Area(code, 0, words, None, is_awaited)


def map_key(content: MapContent) -> Element:
    """Say in words what each tint means, and how many municipalities have it."""
    areas = map_areas(content)
    classes = steps(max((area.count for area in areas), default=0))
    items = [_step_item(step, areas) for step in classes if _within(step, areas)]
    awaited = sum(not area.count and area.is_awaited for area in areas)
    if awaited:
        words = t("map.key_awaited", count=awaited, number=number(awaited))
        items.append(_item(swatch(None, is_awaited=True), words))
    if any(not area.count and not area.is_awaited for area in areas):
        items.append(_item(swatch(None), t("map.key_outside")))
    return html.Ul(items, className="map-key")


def _within(step: Step, areas: Sequence[Area]) -> int:
    return sum(step.first <= area.count <= step.last for area in areas)


def _step_item(step: Step, areas: Sequence[Area]) -> Node:
    found = _within(step, areas)
    alone = step.first == step.last
    span = number(step.first) if alone else f"{number(step.first)}–{number(step.last)}"
    counted = t("map.key_count", count=step.last, span=span)
    words = t("map.key_step", span=counted, count=found, number=number(found))
    return _item(swatch(step.tint), words)


def _item(box: Shape, words: str) -> Node:
    return html.Li([drawn(box), html.Span(words)])
