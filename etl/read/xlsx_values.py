"""What a cell's value is, as a code: shared texts, whole numbers and days by number, others by a list."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from math import floor

import numpy as np
from numpy.typing import NDArray

from etl.read.clean import clean_values
from etl.read.grid import Raw
from etl.read.looks import NumberStyles
from etl.read.xlsx_texts import OtherFormError, written

Codes = NDArray[np.uint32]

TEXT, WHOLE, DAY, OTHER = range(4)
KIND = 28
"""A code's upper bits tell its kind; its lower bits, so many, count."""

EMPTY = 0xFFFFFFFF
MOST_STYLES = 100_000

_COUNT = (1 << KIND) - 1
_FIRST_DAY, _LAST_DAY = 61, 2_958_465
"""Days from March 1900, before which Excel counts a day that there never was, to the end of 9999."""

_DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's time has no zone
_DAY_MS = 86_400_000
_NUMBER = re.compile(rb"-?[0-9]{1,300}(?:\.[0-9]{1,300})?(?:[eE][-+]?[0-9]{1,2})?")
_OF_NUMBERS = b"0123456789.,-+eE"
_MOST_KNOWN = 100_000
_SHARED = re.compile(rb"[0-9]{1,8}")
_ERRORS = {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"}
_BOOLS = {b"1": True, b"0": False}
_CELL = re.compile(
    rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="(?P<kind>b|e|n|s|str|inlineStr)")? ?(?:/>|>'
    rb"(?P<formula><f(?: [^<>]*)?(?:/>|(?<!/)>[^<]*</f>))?"
    rb"(?:<v>(?P<value>[^<]*)</v>|(?P<nothing><v ?/>)"
    rb'|<is><t(?: xml:space="preserve")?>(?P<text>[^<]*)</t></is>)?'
    rb"</c>)"
)


class Values:
    """A sheet's values."""

    def __init__(self, shown: NumberStyles) -> None:
        self._days, self._unsure = style_flags(shown.days), style_flags(shown.unsure)
        self._others: list[Raw] = []
        self._known: dict[bytes, int] = {}
        self._signs: dict[Raw, int] = {}

    def of_numbers(self, numbers: NDArray[np.uint64], styles: NDArray[np.int64]) -> Codes:
        """Give the codes of whole numbers with their cells' styles.

        Raises:
            OtherFormError: one is shown as a day that there never was, or as nobody here knows what.
        """
        are_days = self._days[styles]
        days = numbers[are_days]
        is_known = not len(days) or (days.min() >= _FIRST_DAY and days.max() <= _LAST_DAY)
        if not is_known or self._unsure[styles].any():
            raise OtherFormError
        return coded(np.where(are_days, DAY, WHOLE), numbers)

    def of_written(self, texts: Sequence[bytes], styles: NDArray[np.int64]) -> Codes:
        """Give the codes of numbers that are not whole, or long, with their cells' styles.

        Raises:
            OtherFormError: one is none, or none that can be a day where its style shows one.
        """
        if self._unsure[styles].any():
            raise OtherFormError
        if self._days[styles].any():
            days = self._days[styles].tolist()
            numbers = [
                _day_of(text) if is_day else _number(text) for text, is_day in zip(texts, days, strict=True)
            ]
            return self._added(numbers)
        if b",".join(texts).translate(None, _OF_NUMBERS):
            raise OtherFormError
        try:
            floats, places = np.unique(np.array(list(map(float, texts))), return_inverse=True)
        except ValueError as error:
            raise OtherFormError from error
        if not np.isfinite(floats).all():
            raise OtherFormError
        return self._added(floats.tolist())[places]

    def of_texts(self, texts: Sequence[bytes]) -> Codes:
        """Give the codes of texts as cells have them; those that were met lately are known.

        Raises:
            OtherFormError: one is no text as it may be written.
        """
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > _MOST_KNOWN:
            self._known.clear()
            new = list(dict.fromkeys(texts))
        try:
            cleaned = clean_values([written(text.decode("utf-8")) for text in new])
        except UnicodeDecodeError as error:
            raise OtherFormError from error
        self._known.update(zip(new, self._added(cleaned).tolist(), strict=True))
        return np.array([self._known[text] for text in texts], np.uint32)

    def other(self, cell: bytes, style: int) -> tuple[int, bool, str | None]:
        """Give the code of a cell of another form, whether it has content, and its error.

        Raises:
            OtherFormError: it is in no form that is known here.
        """
        told = _CELL.fullmatch(cell)
        kind = b"" if told is None else told["kind"] or b"n"
        if told is None or (kind == b"inlineStr") != (told["text"] is not None):
            raise OtherFormError
        value = told["value"] if told["text"] is None else told["text"]
        has_formula = told["formula"] is not None
        if value or (value == b"" and kind in (b"str", b"inlineStr")):
            return self._code(kind, value, style), True, value.decode() if kind == b"e" else None
        is_empty_text = kind == b"str" and told["nothing"] is not None
        if is_empty_text or (value == b"" and kind != b"n"):
            raise OtherFormError
        has_content = has_formula or value is not None or told["nothing"] is not None
        return EMPTY, has_content, "" if has_formula else None

    def _code(self, kind: bytes, value: bytes, style: int) -> int:
        if kind == b"n":
            return self._code_of_number(value, style)
        if kind == b"s" and _SHARED.fullmatch(value):
            return TEXT << KIND | int(value)
        if kind in (b"str", b"inlineStr"):
            return int(self.of_texts([value])[0])
        if (kind == b"e" and value in _ERRORS) or (kind == b"b" and value in _BOOLS):
            raw = _BOOLS.get(value)
            if raw not in self._signs:
                self._signs[raw] = int(self._added([raw])[0])
            return self._signs[raw]
        raise OtherFormError

    def _code_of_number(self, text: bytes, style: int) -> int:
        if _SHARED.fullmatch(text):
            return int(self.of_numbers(np.array([int(text)], np.uint64), np.array([style]))[0])
        if self._unsure[style]:
            raise OtherFormError
        return int(self._added([_day_of(text) if self._days[style] else _number(text)])[0])

    def _added(self, raws: Sequence[Raw]) -> Codes:
        """Give new codes for values; some may have one already."""
        first = len(self._others)
        self._others += raws
        return np.arange(first, len(self._others), dtype=np.uint32) | np.uint32(OTHER << KIND)

    def of_codes(self, codes: Codes, texts: Sequence[str | None]) -> list[Raw]:
        """Give the values of codes.

        Args:
            codes: none of them of an empty cell.
            texts: the texts that sheets share; there are enough of them.
        """
        if not len(codes) or int(codes.max()) >> KIND == TEXT:
            return list(map(texts.__getitem__, codes.tolist()))
        of_kind: Sequence[Callable[[int], Raw]] = (
            texts.__getitem__,
            float,
            _day,
            self._others.__getitem__,
        )
        return [of_kind[code >> KIND](code & _COUNT) for code in codes.tolist()]


def coded(kinds: NDArray[np.int64], numbers: NDArray[np.uint64]) -> Codes:
    """Give numbers of some kinds as codes."""
    return (kinds.astype(np.uint32) << np.uint32(KIND)) | numbers.astype(np.uint32)


def style_flags(styles: frozenset[int]) -> NDArray[np.bool_]:
    """Give for each style whether it is one of these."""
    flags = np.zeros(MOST_STYLES, bool)
    flags[[style for style in styles if style < MOST_STYLES]] = True
    return flags


def _number(text: bytes) -> float:
    if not _NUMBER.fullmatch(text):
        raise OtherFormError
    return float(text)


def _day_of(text: bytes) -> Raw:
    number = _number(text)
    if not _FIRST_DAY <= number < _LAST_DAY:
        raise OtherFormError
    moment = _DAY_ZERO + dt.timedelta(milliseconds=floor(number * _DAY_MS + 0.5))
    return moment.date() if number.is_integer() else moment


def _day(serial: int) -> dt.date:
    return dt.date.fromordinal(_DAY_ZERO.toordinal() + serial)
