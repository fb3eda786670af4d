"""A traffic light that stands nowhere but in the fill of the status, the title or the whole row."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import accumulate

from etl.find.rows import Row
from etl.find.view import View
from etl.match import Column, Matched
from etl.parse.lights import light_of_colour
from etl.parse.texts import shown
from etl.read.grid import Place
from portfolio.vocabulary import ReadFrom, RowReason, TrafficLight

_WHERE = ("status", "title", "key")
_LIGHTS = {TrafficLight.GREEN, TrafficLight.YELLOW, TrafficLight.RED}
_LEAST_SHARE = 0.5
_WHITE = 0xF0


def light_of_cell(view: View, place: Place) -> tuple[TrafficLight, ReadFrom] | None:
    """Give the light that a cell's colour shows; a conditional format's colour covers the cell's own."""
    sheet = view.sheet
    for colours, read_from in (
        (sheet.conditional, ReadFrom.CONDITIONAL_FORMAT),
        (sheet.fills, ReadFrom.FILL),
    ):
        light = light_of_colour(colours[place]) if place in colours else None
        if light is not None:
            return light, read_from
    return None


def light_column(matched: Matched, rows: Sequence[Row]) -> Column | None:
    """Give the column whose fills show each row's light, where no column is headed as one.

    Fills count when they are green, yellow and red alone, stand in most rows, and do not only say again what
    a column or the sections say, such as the status or the focus area.
    """
    if matched.column_of("traffic_light") is not None:
        return None
    columns = (column for name in _WHERE if (column := matched.column_of(name)) is not None)
    return next((column for column in columns if _shows_lights(matched, rows, column.number)), None)


def _shows_lights(matched: Matched, rows: Sequence[Row], column: int) -> bool:
    view = matched.found.view
    records = [row.number for row in rows if row.is_record]
    lights = {row: found[0] for row in records if (found := light_of_cell(view, (row, column))) is not None}
    shown_lights = [light for light in lights.values() if light in _LIGHTS]
    if len(set(shown_lights)) < 2 or len(shown_lights) < _LEAST_SHARE * len(records):
        return False
    is_other = any(_is_other_colour(view, (row, column)) for row in records if row not in lights)
    return not is_other and not any(_follows(lights, groups) for groups in _groupings(matched, rows))


def _is_other_colour(view: View, place: Place) -> bool:
    """Tell a fill such as blue, which is no light and not white."""
    colour = view.sheet.conditional.get(place) or view.sheet.fills.get(place)
    return colour is not None and any(int(colour[at : at + 2], 16) < _WHITE for at in (0, 2, 4))


def _groupings(matched: Matched, rows: Sequence[Row]) -> Iterator[dict[int, Hashable]]:
    """Give what each record's cell says in each column, and the section it stands in."""
    view, records = matched.found.view, [row.number for row in rows if row.is_record]
    for column in matched.columns:
        texts = {row: shown(view.raw(row, column.number)) for row in records}
        yield {row: text for row, text in texts.items() if text}
    sections = accumulate(row.reason is RowReason.SECTION_HEADING for row in rows)
    yield {row.number: section for row, section in zip(rows, sections, strict=True) if row.is_record}


def _follows(lights: dict[int, TrafficLight], groups: dict[int, Hashable]) -> bool:
    """Tell whether the colour is the same throughout each of several groups, so that it only marks them."""
    found: dict[Hashable, set[TrafficLight]] = defaultdict(set)
    for row, light in lights.items():
        if row in groups:
            found[groups[row]].add(light)
    rows = sum(row in groups for row in lights)
    is_grouping = rows > len(lights) / 2 and 1 < len(found) <= rows / 2
    return is_grouping and all(len(of_group) == 1 for of_group in found.values())
