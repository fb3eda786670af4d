"""The list of initiatives as a table of a workbook: the columns that are shown, or all that is known."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from dashboard.components.area_words import area_text
from dashboard.components.list_rows import CODES, ListRow, Stated, column_label
from dashboard.data import Place
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.format import danish_key, fuzzy
from dashboard.labels import code_label, organisation_label, unknown_label
from dashboard.texts import language, t
from portfolio.fields import FIELDS, Field, ValueKind
from portfolio.records import FuzzyDate
from portfolio.records import Value as FieldValue
from portfolio.vocabulary import Precision

_KINDS = {
    "faerdig": Kind.SHARE,
    "budget": Kind.KRONER,
    "kilder": Kind.WHOLE,
    "maaned": Kind.MONTH,
    "start": Kind.DAY,
    "slut": Kind.DAY,
}
_FIELD_KINDS = {
    ValueKind.DATE: Kind.DAY,
    ValueKind.INTEGER: Kind.WHOLE,
    ValueKind.SHARE: Kind.SHARE,
    ValueKind.AMOUNT: Kind.KRONER,
}
_SAID_WHEN_MISSING = frozenset({*CODES, "fokus", "klynge", "kommuner"})
"""Columns to sort and count by: there a missing value is a value of its own. Elsewhere the cell is empty."""

COLUMNS_BESIDE_FIELDS = ("fokus", "klynge", "maaned", "kilder")
"""What the list knows beside the fields: all that is known is exported with these."""


def list_sheet(
    rows: Sequence[ListRow], columns: Sequence[str], name: str, changes: Mapping[int, str] | None = None
) -> SheetTable:
    """Give rows with the columns that the list shows, and its flags in words where any row has one.

    ``changes`` says what is otherwise about initiatives, where the list compares.
    """
    writers = {column: _stating(column) for column in columns}
    made = [[write(row.values[column]) for column, write in writers.items()] for row in rows]
    flags = [_flags(row) for row in rows]
    heads = [SheetColumn(column_label(column), _KINDS.get(column, Kind.TEXT)) for column in columns]
    if any(flags):
        heads.append(SheetColumn(t("export.flags")))
        made = [[*values, said] for values, said in zip(made, flags, strict=True)]
    if changes:
        heads.append(SheetColumn(t("export.change")))
        made = [[*values, changes.get(row.id)] for values, row in zip(made, rows, strict=True)]
    return SheetTable(name, heads, made)


def whole_sheet(
    rows: Sequence[ListRow],
    values: Mapping[int, Mapping[str, FieldValue]],
    places: Mapping[int, Place],
    address: Callable[[int], str],
    name: str,
) -> SheetTable:
    """Give rows with every field that any of them states, and the newest cell that each stands in.

    Args:
        rows: with the columns of ``COLUMNS_BESIDE_FIELDS``.
        values: an initiative's values by field.
        places: where each stands in the newest list that has it.
        address: gives an initiative's address.
        name: the sheet's.
    """
    known = [(row, values.get(row.id, {}), places.get(row.id)) for row in rows]
    fields = [column for field in FIELDS.values() for column in _field_columns(field, known)]
    columns = [*fields, *_list_columns(), *_trace_columns(address)]
    return SheetTable(
        name,
        [column for column, _ in columns],
        [[give(*one) for _, give in columns] for one in known],
    )


# --- What the list shows ------------------------------------------------------------------------------------


def _stating(column: str) -> Callable[[Stated], Value]:
    """Give what writes a column's values; its words are looked up once."""
    unknown = unknown_label() if column in _SAID_WHEN_MISSING else None
    codes = CODES.get(column, ())
    words = {str(code): code_label(CODES[column], code) for code in codes}

    def write(value: Stated) -> Value:
        if value is None:
            return unknown
        if words:
            return words.get(str(value), unknown)
        if isinstance(value, FuzzyDate):
            return _date(value)
        return ", ".join(value) if isinstance(value, tuple) else value

    return write


def _date(value: FuzzyDate) -> Value:
    """Give a day as a date, and what is less exact in its own words."""
    is_exact = value.precision is Precision.DAY and value.first is not None and value.first == value.last
    return value.first if is_exact else fuzzy(value)


def _flags(row: ListRow) -> str:
    said = (
        (not row.is_listed, "list.flag_gone"),
        (row.has_conflict, "list.flag_conflict"),
        (row.is_overdue, "export.overdue"),
    )
    return ", ".join(t(text_id) for holds, text_id in said if holds)


# --- All that is known --------------------------------------------------------------------------------------

_Known = tuple[ListRow, Mapping[str, FieldValue], Place | None]
_Give = Callable[[ListRow, Mapping[str, FieldValue], Place | None], Value]
_Column = tuple[SheetColumn, _Give]


def _field_columns(field: Field, known: Iterable[_Known]) -> list[_Column]:
    """Give a field's column where any states it; dates that are not all days have first and last day too."""
    found = [values[field.name] for _, values, _ in known if field.name in values]
    if not found:
        return []
    label, name = field.label.text(language()), field.name
    column = SheetColumn(label, _FIELD_KINDS.get(field.kind, Kind.TEXT))
    write = _writer(field)
    columns: list[_Column] = [(column, lambda _row, values, _: write(values.get(name)))]
    if any(isinstance(_date(value), str) for value in found if isinstance(value, FuzzyDate)):
        first, last = (
            SheetColumn(t(f"export.date_{end}", field=label), Kind.DAY) for end in ("first", "last")
        )
        columns += [
            (first, lambda _row, values, _: getattr(values.get(name), "first", None)),
            (last, lambda _row, values, _: getattr(values.get(name), "last", None)),
        ]
    return columns


def _writer(field: Field) -> Callable[[FieldValue | None], Value]:
    """Give what writes a field's values; the words of its codes are looked up once."""
    if field.codes is None:
        return _value
    words = {str(code): code_label(field.codes, code) for code in field.codes}
    return lambda value: words.get(str(value), unknown_label())


def _value(value: FieldValue | None) -> Value:
    if isinstance(value, FuzzyDate):
        return _date(value)
    if isinstance(value, tuple):
        return ", ".join(sorted(map(organisation_label, value), key=danish_key))
    return value


def _list_columns() -> list[_Column]:
    """Give what Tværblik knows beside the fields."""
    listed: list[_Column] = [
        (SheetColumn(area_text(f"export.{column}"), _KINDS.get(column, Kind.TEXT)), _of_list(column))
        for column in COLUMNS_BESIDE_FIELDS
    ]
    flags: list[tuple[str, Callable[[ListRow], bool]]] = [
        ("is_listed", lambda row: row.is_listed),
        ("has_conflict", lambda row: row.has_conflict),
        ("is_overdue", lambda row: row.is_overdue),
    ]
    return [*listed, *((SheetColumn(t(f"export.{name}")), _yes_or_no(holds)) for name, holds in flags)]


def _of_list(column: str) -> _Give:
    write = _stating(column)
    return lambda row, _values, _place: write(row.values[column])


def _yes_or_no(holds: Callable[[ListRow], bool]) -> _Give:
    yes, no = t("export.yes"), t("export.no")
    return lambda row, _values, _place: yes if holds(row) else no


def _trace_columns(address: Callable[[int], str]) -> list[_Column]:
    """Give where each initiative newest stands: list, month, file, sheet, cell; and its own address."""
    return [
        (SheetColumn(t("export.source")), _of_place(lambda place: place.source)),
        (SheetColumn(t("export.month"), Kind.MONTH), _of_place(lambda place: place.month)),
        (SheetColumn(t("export.file")), _of_place(lambda place: place.file_name)),
        (SheetColumn(t("export.sheet")), _of_place(lambda place: place.sheet)),
        (SheetColumn(t("export.cell")), _of_place(lambda place: place.cell)),
        (SheetColumn(t("export.initiative_address")), lambda row, _values, _place: address(row.id)),
    ]


def _of_place(give: Callable[[Place], str | dt.date | None]) -> _Give:
    return lambda _row, _values, place: None if place is None else give(place)
