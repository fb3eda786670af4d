"""The list of initiatives as a real table: columns chosen, sorted by links, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

import numpy as np

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.badges import light_badge, word_badge
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import scroll_region
from dashboard.data import Chosen
from dashboard.filters import COLUMNS, LIST, Asked, sorted_by, to_query
from dashboard.format import danish_key, fuzzy, kroner, month, number, share
from dashboard.labels import focus_area_label, organisation_label, unknown_label
from dashboard.texts import language, t
from dashboard.theme import LIGHT_ORDER
from portfolio.fields import FIELDS
from portfolio.records import FuzzyDate
from portfolio.snapshot import LAST, Item, Snapshot
from portfolio.vocabulary import Phase, Precision, Priority, SpreadPotential, Status

Content = Node | list[Node]
_LONGEST_TEXT = 160
_NUMBERS = frozenset({"faerdig", "budget", "kilder"})
_DATES = frozenset({"start", "slut", "maaned"})
_CODES: dict[str, type[StrEnum]] = {
    "status": Status,
    "fase": Phase,
    "spredning": SpreadPotential,
    "prioritet": Priority,
}
_SORT_COLUMNS = {"slut": "end_last", "start": "start_first", "maaned": "last_month"}


def column_label(column: str) -> str:
    """Give a column's heading."""
    name = COLUMNS[column]
    return FIELDS[name].label.text(language()) if name in FIELDS else t(f"list.column_{name}")


def sort_rows(chosen: Chosen, sort: str) -> Chosen:
    """Sort initiatives by a column of the list; where it is missing they stand last, either way round."""
    column, is_backwards = sort.removeprefix("-"), sort.startswith("-")
    rank, by_title = chosen.known.rank(column, _KEYS[column]), chosen.known.rank("titel", _KEYS["titel"])
    return chosen.sorted_by(np.where(rank == LAST, rank, -rank) if is_backwards else rank, by_title)


def initiative_table(rows: Chosen, asked: Asked) -> Node:
    """Lay out rows, already sorted and cut to a page, with the columns that are asked for."""
    head = html.Tr([_head(column, asked) for column in asked.columns])
    body = [_row(row, asked) for row in rows]
    caption = html.Caption(t("list.caption"), className="visually-hidden")
    table = html.Table([caption, html.Thead(head), html.Tbody(body)], className="plain")
    return html.Div(scroll_region(table, t("list.caption")), className="list-table")


def _head(column: str, asked: Asked) -> Node:
    is_sorted = asked.sort.removeprefix("-") == column
    is_backwards = asked.sort.startswith("-")
    mark = html.Span("▾" if is_backwards else "▴", className="sort-mark") if is_sorted else ""
    if isinstance(mark, Element):
        with_attributes(mark, {"aria-hidden": "true"})
    address = LIST + to_query(sorted_by(asked, column))
    sort = link([column_label(column), mark], address, id=f"sort-{column}", className="sort")
    head = html.Th(sort, scope="col", className="number" if column in _NUMBERS else None)
    direction = "descending" if is_backwards else "ascending"
    return with_attributes(head, {"aria-sort": direction}) if is_sorted else head


def _row(initiative: Item, asked: Asked) -> Node:
    cells = [
        _title(initiative) if column == "titel" else _cell(column, initiative) for column in asked.columns
    ]
    return html.Tr(cells)


def _title(initiative: Item) -> Node:
    flags = [
        html.Span(t(text_id), className=f"flag {tone}")
        for name, expected, text_id, tone in _FLAGS
        if initiative.flag(name) is expected
    ]
    return html.Th([initiative_link(initiative.id, initiative.title), *flags], scope="row")


_FLAGS = (
    ("is_listed", False, "list.flag_gone", "flag-quiet"),
    ("has_conflict", True, "list.flag_conflict", "flag-quiet"),
)


def _cell(column: str, initiative: Item) -> Node:
    if column in _CODES:
        return html.Td(word_badge(_CODES[column], initiative.code(COLUMNS[column])))
    content = _CONTENTS.get(column, _as_text(column))(initiative)
    shown = content if content else html.Span(unknown_label(), className="missing")
    return html.Td(shown, className=_looks(column))


def _looks(column: str) -> str | None:
    if column in _NUMBERS:
        return "number"
    return "cell-date" if column in _DATES else None


def _as_text(column: str) -> Callable[[Item], Content]:
    def content(initiative: Item) -> Content:
        text = initiative.text(COLUMNS[column]) or ""
        return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT].rsplit(' ', 1)[0]} …"

    return content


def _focus_area(initiative: Item) -> Content:
    code = initiative.code("focus_area_id")
    return focus_area_label(code) if code else initiative.text("focus_area") or ""


def _organisation(initiative: Item) -> Content:
    code = initiative.code("organisation_id")
    return organisation_label(code) if code else initiative.text("organisation") or ""


def _end(initiative: Item) -> Content:
    shown = _date(initiative, "end")
    if not shown or not initiative.flag("is_overdue"):
        return shown
    return [shown, html.Span(t("list.flag_overdue"), className="flag")]


def _date(initiative: Item, name: str) -> str:
    precision = initiative.code(f"{name}_precision")
    if precision is None:
        return ""
    days = (initiative.day(f"{name}_first"), initiative.day(f"{name}_last"))
    return fuzzy(FuzzyDate(*days, Precision(precision)))


def _month(initiative: Item) -> str:
    day = initiative.day("last_month")
    return "" if day is None else month(day)


def _number(name: str, write: Callable[[float], str]) -> Callable[[Item], Content]:
    def content(initiative: Item) -> Content:
        value = initiative.number(name)
        return "" if value is None else write(value)

    return content


def _municipalities(initiative: Item) -> str:
    return ", ".join(sorted(map(organisation_label, initiative.municipalities()), key=danish_key))


_CONTENTS: dict[str, Callable[[Item], Content]] = {
    "lys": lambda it: light_badge(it.code("traffic_light")),
    "fokus": _focus_area,
    "klynge": _organisation,
    "kommuner": _municipalities,
    "start": lambda it: _date(it, "start"),
    "slut": _end,
    "faerdig": _number("completion_share", share),
    "budget": _number("budget_dkk", lambda value: kroner(int(value))),
    "maaned": _month,
    "kilder": _number("source_count", lambda value: number(int(value))),
}


# --- What the rows are sorted by: for each column a key an initiative, None where it is missing

Keys = Callable[[Snapshot], Sequence[Any]]


def _keys_of(column: str) -> Keys:
    name = COLUMNS[column]
    if column in _PLACES:
        return lambda known: _by_place(known, name, _PLACES[column])
    if column in _DATES:
        days = _SORT_COLUMNS[column]
        return lambda known: known.days[days].tolist()
    if column in _NUMBERS:
        return lambda known: known.numbers[name].tolist()
    return lambda known: [None if text is None else danish_key(text) for text in known.texts[name]]


def _by_place(known: Snapshot, name: str, codes: Sequence[str]) -> list[int | None]:
    column = known.codes[name]
    place_of = {code: place for place, code in enumerate(codes)}
    places = [None if code is None else place_of[code] for code in column.codes]
    return [places[at] for at in column.at.tolist()]


def _municipality_keys(known: Snapshot) -> list[str | None]:
    items = (known.item(place) for place in range(len(known)))
    return [danish_key(_municipalities(it)) or None for it in items]


_PLACES: dict[str, Sequence[str]] = {
    "lys": [str(light) for light in LIGHT_ORDER if light is not None],
    **{column: [str(code) for code in codes] for column, codes in _CODES.items()},
}
_KEYS: dict[str, Keys] = {column: _keys_of(column) for column in COLUMNS} | {"kommuner": _municipality_keys}


def column_choice(asked: Asked) -> Node:
    """Offer every column as a link that shows it or takes it away; the title always stands."""
    items = [html.Li(_column_toggle(asked, column)) for column in COLUMNS if column != "titel"]
    names = html.Ul(items, className="column-choice")
    return html.Details([html.Summary(t("list.columns")), names], className="numbers no-print")


def _column_toggle(asked: Asked, column: str) -> Node:
    is_shown = column in asked.columns
    kept = tuple(it for it in COLUMNS if (it in asked.columns) != (it == column))
    said = html.Span(t("list.column_hide" if is_shown else "list.column_show"), className="visually-hidden")
    mark = with_attributes(html.Span("✓" if is_shown else "+"), {"aria-hidden": "true"})
    address = LIST + to_query(replace(asked, columns=kept))
    looks = "toggle toggle-on" if is_shown else "toggle"
    return link([mark, said, column_label(column)], address, id=f"column-{column}", className=looks)
