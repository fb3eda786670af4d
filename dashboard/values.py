"""A field's value as people read it."""

from dashboard.format import danish_key, fuzzy, kroner, number, share
from dashboard.labels import code_label, organisation_label
from portfolio.fields import FIELDS, Field, ValueKind
from portfolio.records import FuzzyDate, Value


def value_text(name: str, value: Value) -> str:
    """Write a field's value: words for codes, names for municipalities, dates as exact as stated."""
    field = FIELDS[name]
    if isinstance(value, FuzzyDate):
        return fuzzy(value)
    if isinstance(value, tuple):
        return ", ".join(sorted(map(organisation_label, value), key=danish_key))
    return _number_text(field.kind, value) if isinstance(value, int | float) else _word_text(field, value)


def _number_text(kind: ValueKind, value: float) -> str:
    if kind is ValueKind.SHARE:
        return share(value)
    return kroner(round(value)) if kind is ValueKind.AMOUNT else number(round(value))


def _word_text(field: Field, value: str) -> str:
    return value if field.codes is None else code_label(field.codes, value)
