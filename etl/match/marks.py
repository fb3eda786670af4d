"""Crosses under words: columns beside each other that are headed by the codes of one field."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.find.sections import status_named
from etl.match.column import Column
from etl.parse.lights import light_of_text
from etl.parse.words import axes_of_status

_FEWEST, _HALF, _SURE, _ONE_A_ROW = 2, 0.5, 0.9, 1.1


def with_marks(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Let columns of crosses under "Planlagt", "I gang", "Afsluttet" say one field together."""
    for name in ("traffic_light", "status", "phase"):
        if any(column.field == name and column.profile.cross <= _HALF for column in columns):
            continue
        run = next((run for run in _runs(columns, name) if _is_marked(run)), None)
        if run is not None:
            codes = {column.number: code_of_heading(name, column) for column in run}
            columns = tuple(
                replace(column, field=name, confidence=_SURE, is_double=False, member=codes[column.number])
                if column.number in codes
                else column
                for column in columns
            )
    return columns


def _runs(columns: Sequence[Column], name: str) -> Iterator[list[Column]]:
    """Give the runs of columns whose headings are each another code of a field."""
    run: list[Column] = []
    for column in columns:
        code = code_of_heading(name, column) if _may_be_marked(column) else None
        if code is not None and code not in {code_of_heading(name, other) for other in run}:
            run.append(column)
            continue
        yield run
        run = []
    yield run


def _may_be_marked(column: Column) -> bool:
    return column.member is None and (not column.profile.values or column.profile.tick > _HALF)


def _is_marked(run: Sequence[Column]) -> bool:
    """Tell whether columns of a run hold crosses, hardly ever two in a row; some may be empty."""
    filled = sum(column.profile.filled for column in run)
    return len(run) >= _FEWEST and 0 < filled <= _ONE_A_ROW


def code_of_heading(name: str, column: Column) -> str | None:
    """Give the code that a heading is a word for."""
    if name == "traffic_light":
        light = light_of_text(column.heading, None).value
        return None if light is None else str(light)
    if name == "status":
        status = status_named(column.heading)
        return None if status is None else str(status)
    phase = axes_of_status(column.heading).phase
    return None if phase is None else str(phase)
