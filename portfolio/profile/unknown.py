"""Words in columns of codes that the reader did not understand, each once, with what it may mean."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from portfolio.fields import FIELDS
from portfolio.findings import Finding
from portfolio.profile.lookup import text_key
from portfolio.records import Reading
from portfolio.vocabulary import LABELS

_NOT_UNDERSTOOD = {
    "light.digit", "light.letter_g", "light.not_known", "light.several", "status.late",
    "status.not_understood", "word.not_known", "word.perhaps", "word.several",
}  # fmt: skip
_LONGEST_WORD, _MOST_CELLS, _MOST_SUGGESTIONS, _NEAR = 60, 3, 3, 60
_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of a column of codes that was not understood.

    Attributes:
        field: the column's field.
        text: the word as typed, where it first stands.
        count: how many cells it stands in.
        cells: the first of them, each with its sheet.
        suggestions: codes that it may mean, the likeliest first.
    """

    field: str
    text: str
    count: int
    cells: tuple[tuple[str | None, str], ...]
    suggestions: tuple[str, ...]


def unknown_words(reading: Reading) -> tuple[UnknownWord, ...]:
    """Give the words nobody understood, those of most cells first; prose stands for no code."""
    found: dict[tuple[str, str], list[Finding]] = {}
    fields = _fields(reading)
    for finding in reading.findings:
        if finding.id not in _NOT_UNDERSTOOD:
            continue
        field, text = _field_of(finding, fields), str(finding.facts.get("text", ""))
        if field is not None and 0 < len(text) <= _LONGEST_WORD:
            found.setdefault((field, text_key(text)), []).append(finding)
    words = (_word(field, findings) for (field, _), findings in found.items())
    return tuple(sorted(words, key=lambda word: -word.count))


Fields = Mapping[tuple[str | None, str], str]
"""The field of codes that each column (or, transposed, row) of each sheet holds."""


def _fields(reading: Reading) -> Fields:
    return {
        (table.sheet, column.place): column.field
        for table in reading.tables
        for column in table.columns
        if column.field in FIELDS and FIELDS[column.field].codes is not None
    }


def _field_of(finding: Finding, fields: Fields) -> str | None:
    found = _CELL.fullmatch(finding.cell or "")
    places = found.groups() if found else ()
    return next((fields[finding.sheet, place] for place in places if (finding.sheet, place) in fields), None)


def _word(field: str, findings: list[Finding]) -> UnknownWord:
    cells = tuple((it.sheet, it.cell) for it in findings[:_MOST_CELLS] if it.cell is not None)
    text = str(findings[0].facts["text"])
    near = dict.fromkeys((*_named(field, findings[0]), *_near(field, text)))
    return UnknownWord(field, text, len(findings), cells, tuple(near)[:_MOST_SUGGESTIONS])


def _named(field: str, finding: Finding) -> Iterator[str]:
    """Give the code that the reader itself asked whether it was meant."""
    said = str(finding.facts.get("suggestion", "")).casefold()
    yield from (code for code, label in _labels(field) if said and label == said)


def _near(field: str, text: str) -> Iterator[str]:
    """Give the codes whose labels are spelt nearly so."""
    labels = dict(_labels(field))
    found = process.extract(text.casefold(), labels, scorer=fuzz.WRatio, limit=None, score_cutoff=_NEAR)
    yield from (code for _, _, code in found)


def _labels(field: str) -> Iterator[tuple[str, str]]:
    codes = FIELDS[field].codes
    for code, label in (LABELS[codes] if codes is not None else {}).items():
        yield str(code), label.da.casefold()
