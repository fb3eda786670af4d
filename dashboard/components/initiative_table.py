"""The list of initiatives as a real table: columns chosen, sorted by links, a page at a time.

On a narrow screen the same table is read as cards (``assets/40-list.css``); so each cell carries its heading.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.badges import light_badge, word_badge
from dashboard.components.change_cards import shown_value
from dashboard.components.change_kinds import mark_words
from dashboard.components.links import link
from dashboard.components.list_rows import CODES, DATES, NUMBERS, ListRow, Stated, column_label
from dashboard.components.markup import Element, Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import scroll_region
from dashboard.data import Difference
from dashboard.filters import COLUMNS, LIST, Asked, sorted_by, to_query
from dashboard.format import fuzzy, kroner, month, number, share
from dashboard.labels import unknown_label
from dashboard.texts import t
from portfolio.records import FuzzyDate

SHORT_TEXT, LONGEST_TEXT = 40, 160
SHOWN_MUNICIPALITIES = 2
COLUMNS_THAT_FIT = 8
"""So many columns are no wider than a usual screen: then the head sticks to the window itself."""


def initiative_table(
    rows: Sequence[ListRow], asked: Asked, changes: Mapping[int, Difference] | None = None
) -> Node:
    """Lay out rows, already sorted and cut to a page, with the columns that are asked for.

    ``changes`` is what is otherwise about some of them: those are marked, with the old value under the new.
    """
    head = html.Tr([_head(column, asked) for column in asked.columns])
    with_attributes(head, {"data-label": t("list.sort_by")})
    labels = {column: column_label(column) for column in asked.columns}
    body = [_row(row, labels, (changes or {}).get(row.id)) for row in rows]
    caption = html.Caption(t("list.caption"), className="visually-hidden")
    table = html.Table([caption, html.Thead(head), html.Tbody(body)], className="plain")
    fits = " list-fits" if len(asked.columns) <= COLUMNS_THAT_FIT else ""
    return html.Div(scroll_region(table, t("list.caption")), className=f"list-table{fits}")


def _head(column: str, asked: Asked) -> Node:
    is_sorted = asked.sort.removeprefix("-") == column
    is_backwards = asked.sort.startswith("-")
    mark = html.Span("▾" if is_backwards else "▴", className="sort-mark") if is_sorted else ""
    if isinstance(mark, Element):
        with_attributes(mark, {"aria-hidden": "true"})
    address = LIST + to_query(sorted_by(asked, column))
    sort = link([column_label(column), mark], address, id=f"sort-{column}", className="sort")
    head = html.Th(sort, scope="col", className=_looks(column))
    direction = "descending" if is_backwards else "ascending"
    return with_attributes(head, {"aria-sort": direction}) if is_sorted else head


def _row(row: ListRow, labels: Mapping[str, str], change: Difference | None) -> Node:
    return html.Tr(
        [
            _title(row, change) if column == "titel" else _cell(column, label, row, change)
            for column, label in labels.items()
        ]
    )


def _title(row: ListRow, change: Difference | None) -> Node:
    flags = [
        *([] if row.is_listed else [t("list.flag_gone")]),
        *([t("list.flag_conflict")] if row.has_conflict else []),
    ]
    shown = [html.Span(flag, className="flag flag-quiet") for flag in flags]
    if change is not None:
        shown += [html.Span(mark, className="flag flag-change") for mark in mark_words(change)]
        shown += _former("titel", change)
    title = initiative_link(row.id, str(row.values["titel"]))
    return html.Th([title, *shown], scope="row", className="col-title")


def _cell(column: str, label: str, row: ListRow, change: Difference | None) -> Node:
    value = row.values[column]
    if column == "lys":
        content: Node | list[Node] = light_badge(value if isinstance(value, str) else None)
    elif column in CODES:
        content = word_badge(CODES[column], value if isinstance(value, str) else None)
    elif value is None:
        content = html.Span(unknown_label(), className="missing")
    else:
        content = [_shown(column, value), *_passed(column, row)]
    before = [] if change is None else _former(column, change)
    if before:
        content = [*(content if type(content) is list else [content]), *before]
    return with_attributes(html.Td(content, className=_looks(column)), {"data-label": label})


def _former(column: str, change: Difference) -> list[Element]:
    """Show what a cell said before, under what it says now."""
    field = _FIELDS.get(column, COLUMNS[column])
    found = change.changed(field)
    if found is None:
        return []
    said = html.Span(f"{t('changes.before')} ", className="visually-hidden")
    if column == "lys":
        light = light_badge(None if found.before is None else str(found.before))
        return [html.Span([t("changes.before"), " ", light], className="was-value")]
    look = "was-value old-value" if found.before is not None else "was-value muted"
    return [html.Span([said, shown_value(field, found.old)], className=look)]


_FIELDS = {"klynge": "cluster"}
"""Columns that show something else than the field of their name."""


def _looks(column: str) -> str | None:
    if column == "titel":
        return "col-title"
    if column in NUMBERS:
        return "number"
    if column in DATES:
        return "cell-date"
    return "cell-code" if column in CODES else None


def _shown(column: str, value: Stated) -> Node:
    if isinstance(value, FuzzyDate):
        return fuzzy(value)
    if isinstance(value, tuple):
        return _names(value)
    if isinstance(value, dt.date):
        return month(value)
    if isinstance(value, int | float):
        return _NUMBERS[column](value)
    text = str(value)
    return text if len(text) <= SHORT_TEXT else html.Span(_cut(text), className="clamp")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT].rsplit(' ', 1)[0]} …"


_NUMBERS: Mapping[str, Callable[[float], str]] = {
    "faerdig": share,
    "budget": lambda value: kroner(int(value)),
    "kilder": lambda value: number(int(value)),
}


def _names(names: Sequence[str]) -> str:
    """Name a few municipalities and count the rest, so that rows stay calm; the initiative names all."""
    if len(names) <= SHOWN_MUNICIPALITIES + 1:
        return ", ".join(names)
    rest = len(names) - SHOWN_MUNICIPALITIES
    return t("list.and_more", names=", ".join(names[:SHOWN_MUNICIPALITIES]), count=rest)


def _passed(column: str, row: ListRow) -> list[Node]:
    if column != "slut" or not row.is_overdue:
        return []
    return [html.Span(t("list.flag_overdue"), className="flag")]
