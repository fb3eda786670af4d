"""CPR numbers anywhere in a file: a certain one refuses it, a possible one is hidden from all that follows.

What is left of a file after this is safe to read, show and keep; no text, message or error holds the digits.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property

from etl.parse.cpr import MASK, Certainty, Number, masked, numbers_like_cpr
from etl.read.coding import coded
from etl.read.grid import Aside, Column, Place, Raw, Sheet, Workbook, address, column_letters
from portfolio.errors import FileRefusedError, TypedTextRefusedError
from portfolio.findings import Fact, Finding
from portfolio.records import FileFacts
from portfolio.vocabulary import Severity

_SHOWN_PLACES = 5
_LEAST_DIGITS, _MOST = 100_000_000, 9_999_999_999
_LONGEST_LABEL = 60
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST_COUNTED = 6
"""So many numbers in a column, and fewer than half with a checksum, are a running number; by chance 1.2 %."""


@dataclass(frozen=True, slots=True)
class Screened:
    """A file's name and sheets without numbers that may be CPR numbers, and where they stood."""

    facts: FileFacts
    workbook: Workbook
    findings: tuple[Finding, ...]


def screen_name(name: str, today: dt.date) -> str:
    """Give a file's name with what may be a CPR number hidden.

    Raises:
        FileRefusedError: it certainly holds one.
    """
    hidden = masked(name, today)
    if _is_certain(name, today):
        raise FileRefusedError("file.cpr", count=1, cells=hidden)
    return hidden


def ensure_no_cpr(text: str, today: dt.date) -> None:
    """See that a text that somebody typed holds nothing like a CPR number, so that none is ever stored.

    Raises:
        TypedTextRefusedError: it does; the error does not repeat it.
    """
    if any(number.certainty for number in numbers_like_cpr(text, today)):
        raise TypedTextRefusedError


def screen(workbook: Workbook, facts: FileFacts, today: dt.date) -> Screened:
    """Look for CPR numbers in every cell, note and name of a workbook.

    Raises:
        FileRefusedError: some certainly are.
    """
    name = screen_name(facts.name, today)
    screens = [_SheetScreen(sheet, today) for sheet in workbook.sheets]
    certain = [place for it in screens for place in it.certain()]
    if workbook.asides:
        known = {digits for it in screens for digits in it.digits()}
        certain += _certain_beside(workbook.asides, known, today)
    if certain:
        shown = ", ".join(certain[:_SHOWN_PLACES]) + (" …" if len(certain) > _SHOWN_PLACES else "")
        raise FileRefusedError("file.cpr", count=len(certain), cells=shown)
    of_name = [Finding("file.perhaps_cpr", Severity.WARNING)] if MASK in name else []
    findings = (*of_name, *(finding for it in screens for finding in it.findings()))
    sheets = tuple(it.hidden() for it in screens)
    return Screened(replace(facts, name=name), replace(workbook, sheets=sheets), findings)


def _is_certain(text: str, today: dt.date) -> bool:
    return any(number.certainty is Certainty.CERTAIN for number in numbers_like_cpr(text, today))


def _certain_beside(asides: Iterable[Aside], known: AbstractSet[str], today: dt.date) -> list[str]:
    """Name where texts outside the cells hold a certain CPR number.

    One that stands in a cell too was judged there, by its heading and column; ten digits without a separator
    or a word are as likely a measure or an id.
    """
    found: dict[str, None] = {}
    for aside in asides:
        numbers = list(numbers_like_cpr(aside.text, today))
        sure = (
            it for it in numbers if it.certainty is Certainty.CERTAIN and (it.has_separator or it.has_word)
        )
        if any(_digits(aside.text, it) not in known for it in sure):
            found[aside.where] = None
    return list(found)


def _digits(text: str, number: Number) -> str:
    return "".join(filter(str.isdigit, text[number.begin : number.end]))


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A cell with numbers like CPR numbers."""

    place: Place
    text: str
    numbers: tuple[Number, ...]

    @property
    def is_bare(self) -> bool:
        """Tell whether a number stands alone, with no word that says what it is."""
        return self.numbers[0].is_alone and not self.numbers[0].has_word

    @property
    def certainty(self) -> Certainty:
        return max(number.certainty for number in self.numbers)


class _SheetScreen:
    """Looks through one sheet."""

    def __init__(self, sheet: Sheet, today: dt.date) -> None:
        self._sheet = sheet
        self._today = today
        self._labels: dict[int, tuple[int, str]] = {}
        self._name = None if sheet.name is None else masked(sheet.name, today)

    def certain(self) -> Iterator[str]:
        """Name each place with a certain CPR number."""
        if self._sheet.name is not None and _is_certain(self._sheet.name, self._today):
            yield f"{self._name}!"
        for it in (*self._told, *self._notes):
            if it.certainty is Certainty.CERTAIN:
                yield "!".join(part for part in (self._name, address(*it.place)) if part)

    def digits(self) -> Iterator[str]:
        """Give the digits of every number like a CPR number in a cell or note."""
        for it in (*self._told, *self._notes):
            yield from (_digits(it.text, number) for number in it.numbers)

    def findings(self) -> Iterator[Finding]:
        """Mention each cell with a possible one; a column of running numbers once."""
        if self._name != self._sheet.name:
            yield Finding("sheet.perhaps_cpr", Severity.WARNING, self._name)
        for column in sorted(self._counters):
            alike = [it for it in self._told if it.place[1] == column and it.certainty and it.is_bare]
            if alike:
                facts: dict[str, Fact] = {"column": column_letters(column), "count": len(alike)}
                cell = address(*alike[0].place)
                yield Finding("column.perhaps_cpr", Severity.WARNING, self._name, cell, facts)
        for place in sorted(self._single):
            yield Finding("cell.perhaps_cpr", Severity.WARNING, self._name, address(*place))

    def hidden(self) -> Sheet:
        """Give the sheet with them hidden."""
        found = [it for it in self._told if it.certainty]
        if not found and not self._notes and self._name == self._sheet.name:
            return self._sheet
        rows = self._sheet.rows
        for it in found:
            i, j = it.place[0] - self._sheet.first_row, it.place[1] - self._sheet.first_column
            rows[i] = (*rows[i][:j], _hidden(it), *rows[i][j + 1 :])
        notes = dict(self._sheet.notes) | {it.place: _hidden(it) for it in self._notes}
        return replace(self._sheet, name=self._name, columns=coded(rows), notes=notes)

    @property
    def _single(self) -> set[Place]:
        told = (it for it in self._told if not (it.is_bare and it.place[1] in self._counters))
        return {it.place for it in (*told, *self._notes) if it.certainty}

    @cached_property
    def _told(self) -> tuple[_Sighting, ...]:
        """Give what was seen in cells; in a column of running numbers none is certain."""
        return tuple(
            _counted(it) if it.is_bare and it.place[1] in self._counters else it for it in self._seen
        )

    @cached_property
    def _counters(self) -> frozenset[int]:
        """Give the columns whose bare numbers have a checksum no more often than chance gives one."""
        columns: dict[int, list[bool]] = defaultdict(list)
        for it in self._seen:
            if it.is_bare:
                columns[it.place[1]].append(it.numbers[0].has_checksum)
        return frozenset(
            column
            for column, sums in columns.items()
            if len(sums) >= _FEWEST_COUNTED and 2 * sum(sums) < len(sums)
        )

    @cached_property
    def _seen(self) -> tuple[_Sighting, ...]:
        columns = enumerate(self._sheet.columns, self._sheet.first_column)
        seen = (it for number, column in columns for it in self._seen_in(number, column))
        return tuple(sorted(seen, key=lambda it: it.place))

    def _seen_in(self, number: int, column: Column) -> Iterator[_Sighting]:
        """Look at each distinct value of a column once; hardly any is worth a second look."""
        suspect = {
            code: text
            for code, value in enumerate(column.values)
            if (value.__class__ is not str or "0" in value or "1" in value) and (text := self._suspect(value))
        }
        for row, code in enumerate(column.codes if suspect else (), self._sheet.first_row):
            if code in suspect:
                place, text = (row, number), suspect[code]
                numbers = tuple(numbers_like_cpr(text, self._today, self._heading(place)))
                yield _Sighting(place, text, numbers)

    def _suspect(self, raw: Raw) -> str | None:
        """Give a value as text where some number in it may be a CPR number."""
        if isinstance(raw, str):
            text = raw
        elif isinstance(raw, int | float) and _LEAST_DIGITS <= raw <= _MOST and raw == int(raw):
            text = f"{int(raw):010d}"
        else:
            return None
        return None if next(numbers_like_cpr(text, self._today), None) is None else text

    @cached_property
    def _notes(self) -> tuple[_Sighting, ...]:
        seen: Mapping[Place, tuple[Number, ...]] = {
            place: tuple(numbers_like_cpr(text, self._today)) for place, text in self._sheet.notes.items()
        }
        return tuple(
            _Sighting(place, self._sheet.notes[place], numbers) for place, numbers in seen.items() if numbers
        )

    def _heading(self, place: Place) -> str:
        """Give the nearest label over a cell, and the one just left of it where it names CPR numbers."""
        row, column = place
        begin, label = self._labels.get(column, (self._sheet.first_row - 1, ""))
        for above in range(row - 1, begin, -1):
            found = self._label(above, column)
            if found:
                label = found
                break
        self._labels[column] = row, label
        left = self._label(row, column - 1)
        return f"{left} {label}" if "cpr" in left.casefold() else label

    def _label(self, row: int, column: int) -> str:
        """Give a cell's text where it may say what stands under it or beside it."""
        raw = self._sheet.value(row, column)
        if not isinstance(raw, str) or len(raw) > _LONGEST_LABEL or not _LETTER.search(raw):
            return ""
        return "" if next(numbers_like_cpr(raw, self._today), None) else raw


def _counted(sighting: _Sighting) -> _Sighting:
    """Take numbers for running numbers: those written as CPR numbers are may still be some."""
    numbers = tuple(replace(number, certainty=Certainty(number.has_separator)) for number in sighting.numbers)
    return replace(sighting, numbers=numbers)


def _hidden(sighting: _Sighting) -> str:
    text = sighting.text
    for number in reversed(sighting.numbers):
        if number.certainty:
            text = text[: number.begin] + MASK + text[number.end :]
    return text
