"""A field's value as a form says it: the names of its controls, and what they mean together.

``vaerdi`` holds a text, a code or a number, ``kommune`` each municipality, ``dag``, ``maaned`` and ``aar`` a
date as exact as it is known, ``loebende`` that it has no end, ``ikke`` that nothing is stated.
"""

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from typing import Protocol

from portfolio.corrections import CorrectionRefusedError
from portfolio.fields import Field, ValueKind
from portfolio.records import FuzzyDate, Value
from portfolio.vocabulary import Precision

VALUE, PLACES, UNSTATED = "vaerdi", "kommune", "ikke"
DAY, MONTH, YEAR, OPEN = "dag", "maaned", "aar", "loebende"
UNTIL = "til-"
"""Stands before the parts of the day that a period ends on."""

PERIOD = "period"
"""The field whose value is two dates."""

_YEAR = re.compile(r"\d{4}")
_GROUPED = re.compile(r"-?(?:\d+|\d{1,3}(?:[.,\u00a0 ]\d{3})+)")
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?")


class Form(Protocol):
    """What a form says, by the names of its controls."""

    def get(self, key: str, default: str) -> str:
        """Give the first value of a name."""
        ...

    def getlist(self, key: str) -> Sequence[str]:
        """Give all values of a name."""
        ...


def control(field: Field, part: str) -> str:
    """Name a control of a field."""
    return f"{field.name}-{part}"


def typed_value(field: Field, form: Form, *, blank_is_unstated: bool = False) -> Value | None:
    """Read what a form says of a field; None: that it is not stated.

    Args:
        field: the field.
        form: what was sent.
        blank_is_unstated: whether controls that stand empty say that too, and not just the box for it.

    Raises:
        CorrectionRefusedError: it cannot be read, or nothing is said.
    """
    if form.get(control(field, UNSTATED), ""):
        return None
    value = _READERS[field.kind](field, form)
    if value is None and not (blank_is_unstated or _has_empty_choice(field)):
        raise CorrectionRefusedError("correction.empty")
    return value


def _has_empty_choice(field: Field) -> bool:
    """Tell whether a field is chosen from a list that has "not stated" in it."""
    return field.kind is ValueKind.CODE or field.name in CHOSEN


CHOSEN = ("cluster", "focus_area")
"""Texts that are chosen among what is known."""


def _said(field: Field, form: Form, part: str = VALUE) -> str:
    return form.get(control(field, part), "").strip()


def _text(field: Field, form: Form) -> Value | None:
    return _said(field, form) or None


def _places(field: Field, form: Form) -> Value | None:
    return tuple(form.getlist(control(field, PLACES))) or None


def _whole(field: Field, form: Form) -> Value | None:
    text = re.sub(r"(?i)\s*(?:kr\.?|dkk)\s*$", "", _said(field, form))
    if not text:
        return None
    if not _GROUPED.fullmatch(text):
        raise CorrectionRefusedError("correction.number_unreadable")
    return int(re.sub(r"[^\d-]", "", text))


def _share(field: Field, form: Form) -> Value | None:
    text = _said(field, form).removesuffix("%").strip()
    if not text:
        return None
    if not _SHARE.fullmatch(text):
        raise CorrectionRefusedError("correction.share_unreadable")
    return round(float(text.replace(",", ".")) / 100, 6)


def _date(field: Field, form: Form) -> Value | None:
    begun = _span(field, form, "")
    if form.get(control(field, OPEN), ""):
        return FuzzyDate(None if begun is None else begun.first, None, Precision.OPEN)
    ended = _span(field, form, UNTIL) if field.name == PERIOD else None
    if ended is None:
        return begun
    return FuzzyDate(None if begun is None else begun.first, ended.last, Precision.RANGE)


def _span(field: Field, form: Form, before: str) -> FuzzyDate | None:
    """Read a day, a month or a year, as much of it as is said."""
    day, month, year = (_said(field, form, before + part) for part in (DAY, MONTH, YEAR))
    if not (day or month or year):
        return None
    if not _YEAR.fullmatch(year) or (day and not month):
        raise CorrectionRefusedError("correction.date_unreadable")
    try:
        return _exact(int(year), int(month) if month else None, int(day) if day else None)
    except (ValueError, calendar.IllegalMonthError):
        raise CorrectionRefusedError("correction.date_unreadable") from None


def _exact(year: int, month: int | None, day: int | None) -> FuzzyDate:
    if month is None:
        return FuzzyDate(dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR)
    if day is None:
        last = calendar.monthrange(year, month)[1]
        return FuzzyDate(dt.date(year, month, 1), dt.date(year, month, last), Precision.MONTH)
    exact = dt.date(year, month, day)
    return FuzzyDate(exact, exact, Precision.DAY)


_READERS = {
    ValueKind.TEXT: _text,
    ValueKind.CODE: _text,
    ValueKind.MUNICIPALITIES: _places,
    ValueKind.DATE: _date,
    ValueKind.INTEGER: _whole,
    ValueKind.AMOUNT: _whole,
    ValueKind.SHARE: _share,
}
