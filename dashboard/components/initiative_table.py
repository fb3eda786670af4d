"""The list of initiatives as a real table: columns chosen, sorted by links, a page at a time."""

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import pandas as pd

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.badges import light_badge, word_badge
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.plain_table import scroll_region
from dashboard.filters import COLUMNS, LIST, Asked, sorted_by, to_query
from dashboard.format import danish_key, fuzzy, kroner, month, number, share
from dashboard.labels import focus_area_label, organisation_label, unknown_label
from dashboard.texts import language, t
from dashboard.theme import LIGHT_ORDER
from portfolio.fields import FIELDS
from portfolio.records import FuzzyDate
from portfolio.vocabulary import Phase, Precision, Priority, SpreadPotential, Status

Row = Mapping[Hashable, Any]
"""One initiative as a frame's row: the declared columns of ``portfolio.frames.INITIATIVES``."""

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


@dataclass(frozen=True, slots=True)
class Listing:
    """What the table needs beside its rows: what is asked for, and who takes part in each."""

    asked: Asked
    municipalities: Mapping[int, str]


def column_label(column: str) -> str:
    """Give a column's heading."""
    name = COLUMNS[column]
    return FIELDS[name].label.text(language()) if name in FIELDS else t(f"list.column_{name}")


def sort_rows(frame: pd.DataFrame, sort: str, municipalities: Mapping[int, str]) -> pd.DataFrame:
    """Sort initiatives by a column of the list; where it is missing they stand last, either way round."""
    column, is_backwards = sort.removeprefix("-"), sort.startswith("-")
    keys = _sort_keys(frame, column, municipalities)
    by_title = frame.assign(_key=keys, _title=frame["title"].map(danish_key)).sort_values(
        "_title", kind="stable"
    )
    ordered = by_title.sort_values("_key", ascending=not is_backwards, kind="stable", na_position="last")
    return ordered.drop(columns=["_key", "_title"])


def initiative_table(rows: pd.DataFrame, listing: Listing) -> Node:
    """Lay out rows, already sorted and cut to a page, with the columns that are asked for."""
    head = html.Tr([_head(column, listing.asked) for column in listing.asked.columns])
    body = [_row(row, listing) for row in rows.to_dict("records")]
    caption = html.Caption(t("list.caption"), className="visually-hidden")
    table = html.Table([caption, html.Thead(head), html.Tbody(body)], className="plain")
    return html.Div(scroll_region(table, t("list.caption")), className="list-table")


def _sort_keys(frame: pd.DataFrame, column: str, municipalities: Mapping[int, str]) -> "pd.Series[Any]":
    if column == "kommuner":
        return frame["id"].map(municipalities).map(danish_key, na_action="ignore")
    values = frame[_SORT_COLUMNS.get(column, COLUMNS[column])]
    if column == "lys":
        place = {light: number for number, light in enumerate(map(str, filter(None, LIGHT_ORDER)))}
        return values.map(place)
    if column in _CODES:
        return values.map({str(code): number for number, code in enumerate(_CODES[column])})
    is_text = column not in _NUMBERS | _DATES
    return values.map(danish_key, na_action="ignore") if is_text else values


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


def _row(row: Row, listing: Listing) -> Node:
    cells = [
        _title(row) if column == "titel" else _cell(column, row, listing) for column in listing.asked.columns
    ]
    return html.Tr(cells)


def _title(row: Row) -> Node:
    flags = [
        html.Span(t(text_id), className=f"flag {tone}")
        for column, expected, text_id, tone in _FLAGS
        if bool(row[column]) is expected
    ]
    return html.Th([link(str(row["title"]), f"{LIST}/{row['id']}"), *flags], scope="row")


_FLAGS = (
    ("is_listed", False, "list.flag_gone", "flag-quiet"),
    ("has_conflict", True, "list.flag_conflict", "flag-quiet"),
)


def _cell(column: str, row: Row, listing: Listing) -> Node:
    if column in _CODES:
        return html.Td(word_badge(_CODES[column], _text(row[COLUMNS[column]])))
    content = _CONTENTS.get(column, _as_text(column))(row, listing)
    shown = content if content else html.Span(unknown_label(), className="missing")
    return html.Td(shown, className=_looks(column))


def _looks(column: str) -> str | None:
    if column in _NUMBERS:
        return "number"
    return "cell-date" if column in _DATES else None


def _as_text(column: str) -> Callable[[Row, Listing], Content]:
    def content(row: Row, _listing: Listing) -> Content:
        text = _text(row[COLUMNS[column]]) or ""
        return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT].rsplit(' ', 1)[0]} …"

    return content


def _focus_area(row: Row, _listing: Listing) -> Content:
    code = _text(row["focus_area_id"])
    return focus_area_label(code) if code else _text(row["focus_area"]) or ""


def _organisation(row: Row, _listing: Listing) -> Content:
    code = _text(row["organisation_id"])
    return organisation_label(code) if code else _text(row["organisation"]) or ""


def _end(row: Row, _listing: Listing) -> Content:
    shown = _date(row, "end")
    if not shown or not row["is_overdue"]:
        return shown
    return [shown, html.Span(t("list.flag_overdue"), className="flag")]


def _date(row: Row, name: str) -> str:
    precision = _text(row[f"{name}_precision"])
    if precision is None:
        return ""
    return fuzzy(FuzzyDate(_day(row[f"{name}_first"]), _day(row[f"{name}_last"]), Precision(precision)))


def _day(value: pd.Timestamp) -> dt.date | None:
    return None if _is_missing(value) else value.date()


def _month(row: Row) -> str:
    day = _day(row["last_month"])
    return "" if day is None else month(day)


def _is_missing(value: object) -> bool:
    return bool(pd.isna(value))  # type: ignore[call-overload]  # a frame's cell may be any scalar


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


_CONTENTS: dict[str, Callable[[Row, Listing], Content]] = {
    "lys": lambda row, _: light_badge(_text(row["traffic_light"])),
    "fokus": _focus_area,
    "klynge": _organisation,
    "kommuner": lambda row, listing: listing.municipalities.get(row["id"], ""),
    "start": lambda row, _: _date(row, "start"),
    "slut": _end,
    "faerdig": lambda row, _: "" if _is_missing(row["completion_share"]) else share(row["completion_share"]),
    "budget": lambda row, _: "" if _is_missing(row["budget_dkk"]) else kroner(int(row["budget_dkk"])),
    "maaned": lambda row, _: _month(row),
    "kilder": lambda row, _: number(int(row["source_count"])),
}


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
