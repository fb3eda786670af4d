"""What a person should be asked about a reading: doubtful columns and words that nobody understood."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portfolio.drift import DriftKind, drift
from portfolio.profile import ColumnRule, Known, Profile, WordRule, numbered, text_key
from portfolio.profile.learning import lists_of
from portfolio.profile.unknown import unknown_words
from portfolio.records import CellValue, ColumnReading, FuzzyDate, Reading, Report, TableReading

DOUBTED = 0.8
"""A column is asked about where fewer such columns are right.

Of columns of lists read for the first time nearly three in four are right below it, more than nine in ten up
to 0.9, and 99 in 100 above (``etl.match.trust``): here one answer in four changes something, above it one
in ten. It costs 0.6 questions a list (437 of the 5,766 columns of 698 made-up lists).
"""

_LOOKED_AT, _MOST_EXAMPLES, _LONGEST_EXAMPLE = 40, 3, 80
_CELL = re.compile(r"([A-Z]+)(\d+)")


class QuestionKind(StrEnum):
    """What is asked."""

    COLUMN_DOUBTFUL = "column_doubtful"
    COLUMN_UNKNOWN = "column_unknown"
    WORD_UNKNOWN = "word_unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask.

    Attributes:
        kind: which field a column holds, whether it is one of ours at all, or what a word means.
        sheet: the sheet it stands in first.
        place: a column's letters; transposed, its row; "" for a word.
        text: the heading, or the word as typed.
        group: the heading above.
        nth: the how manieth column of that name it is.
        field: the field it was read as, or whose word it is; None for a column that is none.
        confidence: how often such columns are right.
        suggestions: fields, or for a word codes, that it may be, the likeliest first.
        count: how many cells a word stands in.
        cells: some of the cells.
        examples: what stands in them.
    """

    kind: QuestionKind
    sheet: str | None
    place: str
    text: str
    group: str = ""
    nth: int = 1
    field: str | None = None
    confidence: float = 0.0
    suggestions: tuple[str, ...] = ()
    count: int = 0
    cells: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


def questions(reading: Reading, profile: Profile) -> tuple[Question, ...]:
    """Say what to ask, columns in the order of the sheets and then words; nothing settled is asked again."""
    known = Known(profile, [sheet.name for sheet in reading.sheets])
    renamed = {
        (it.sheet, it.place): it.former_field
        for it in drift(profile, reading)
        if it.kind is DriftKind.COLUMN_RENAMED and it.former_field not in {None, it.field}
    }
    columns = (asked for table in lists_of(reading) for asked in _of_table(table, known, renamed))
    return (*columns, *_words(reading, profile))


def as_read(question: Question, by: str) -> ColumnRule | WordRule:
    """Give the rule that answers a question as the reading has it: the column's field; a word is nothing."""
    if question.kind is QuestionKind.WORD_UNKNOWN:
        return WordRule(question.field or "", question.text, "", by)
    sheet = question.sheet or ""
    return ColumnRule(sheet, question.text, question.group, question.field, by, question.nth)


Renamed = Mapping[tuple[str | None, str | None], str | None]
"""The field that each renamed column held before, where it is now read as something else."""


def _of_table(table: TableReading, known: Known, renamed: Renamed) -> Iterator[Question]:
    rules = known.columns(table.sheet)
    taken = {column.field for column in table.columns}
    keys = numbered((column.heading, column.group) for column in table.columns)
    for column, key in zip(table.columns, keys, strict=True):
        former = renamed.get((table.sheet, column.place))
        kind = _asked(column, rules.of(key), former, taken)
        if kind is None:
            continue
        cells = tuple(_examples(table, column.place))
        if cells or kind is QuestionKind.COLUMN_DOUBTFUL:
            yield Question(
                kind,
                table.sheet,
                column.place,
                column.heading,
                column.group,
                key[2],
                column.field,
                column.confidence,
                tuple(dict.fromkeys((former, *column.suggestions) if former else column.suggestions)),
                cells=tuple(cell for cell, _ in cells),
                examples=tuple(text for _, text in cells),
            )


def _asked(
    column: ColumnReading, rule: ColumnRule | None, former: str | None, taken: Collection[str | None]
) -> QuestionKind | None:
    """Tell what there is to ask of a column; one that no longer is what it was is doubtful.

    One that nobody recognised is asked about where it may be a field that no other column holds.
    """
    if column.by is not None:
        return None
    was = former or (rule.field if rule is not None else None)
    is_changed = column.field is not None and was not in {None, column.field}
    if is_changed or (column.field is not None and column.confidence < DOUBTED):
        return QuestionKind.COLUMN_DOUBTFUL
    may_be = {was, *column.suggestions} - {None, *taken}
    return QuestionKind.COLUMN_UNKNOWN if column.field is None and may_be else None


def _examples(table: TableReading, place: str) -> Iterator[tuple[str, str]]:
    """Give some different texts of a column, each with its cell."""
    seen: dict[str, str] = {}
    for cell, text in _cells(table.records[:_LOOKED_AT], place):
        if len(seen) < _MOST_EXAMPLES:
            seen.setdefault(text, cell)
    yield from ((cell, text) for text, cell in seen.items())


def _cells(records: Sequence[Report], place: str) -> Iterator[tuple[str, str]]:
    for record in records:
        told = [(value.cell, _text(value)) for value in record.values.values()]
        told += [(extra.cell, extra.text) for extra in record.extra]
        for cell, text in told:
            found = _CELL.fullmatch(cell or "")
            if cell is not None and found is not None and place in found.groups() and text:
                yield cell, text


def _text(value: CellValue) -> str:
    """Give what stands in a cell, shortened; of a number or a date what was understood."""
    text = value.text or ("" if value.value is None else _written(value))
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_EXAMPLE else f"{line[: _LONGEST_EXAMPLE - 1].rstrip()}…"


def _written(value: CellValue) -> str:
    if isinstance(value.value, FuzzyDate):
        day = value.value.first or value.value.last
        return "" if day is None else f"{day:%d.%m.%Y}"
    return ", ".join(value.value) if isinstance(value.value, tuple) else str(value.value)


def _words(reading: Reading, profile: Profile) -> Iterable[Question]:
    known = {(rule.field, text_key(rule.word)) for rule in profile.words}
    for word in unknown_words(reading):
        if (word.field, text_key(word.text)) not in known:
            yield Question(
                QuestionKind.WORD_UNKNOWN,
                word.cells[0][0] if word.cells else None,
                "",
                word.text,
                field=word.field,
                suggestions=word.suggestions,
                count=word.count,
                cells=tuple(cell for _, cell in word.cells),
            )
