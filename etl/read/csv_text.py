"""Read text files with separated values: Danish ones, from Excel, from systems and from hands."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from etl.read.clean import clean_sheet
from etl.read.decoding import decode
from etl.read.grid import Sheet, Workbook, address
from portfolio.errors import FileRefusedError
from portfolio.findings import Fact, Finding
from portfolio.vocabulary import Severity

_SEPARATORS = ";\t,|"
_RECORDS_TO_JUDGE = 50
_MOST_OPEN_QUOTES = 100
_MARK = re.compile('"?sep=([;,\t|])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_UNREADABLE = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_LONGEST_LINE = 1 << 20
_MOST_RAGGED = 5
_USUALLY, _FEWEST_COLUMNS = 0.6, 2


def read_csv(path: Path) -> Workbook:
    """Read the one table of a text file; every value is text.

    Raises:
        FileRefusedError: a line is longer than any row of a list.
    """
    text, chosen = _without_mark(decode(path.read_bytes()))
    plain = _CONTROL.sub("", text)
    lines = _LINE.findall(plain)
    if any(len(line) > _LONGEST_LINE for line in lines):
        raise FileRefusedError("file.damaged")
    taken = _Taken()
    sheet = clean_sheet(None, _records(lines, chosen or _separator(lines), taken))
    return Workbook((sheet,), (*_signs(text, plain), *_quotes(taken), *_ragged(taken.widths, sheet)))


def separator(text: str) -> str:
    """Choose the separator that divides the first records most evenly into most columns."""
    return _separator(_LINE.findall(text))


def _separator(lines: Sequence[str]) -> str:
    return max(_SEPARATORS, key=lambda candidate: _evenness(lines, candidate))


def _without_mark(text: str) -> tuple[str, str | None]:
    """Take the line ``sep=;`` away, as Excel does: it is no row, but names the separator."""
    match = _MARK.match(text)
    return (text[match.end() :], match[1]) if match else (text, None)


@dataclass(slots=True)
class _Taken:
    """What was met on the way: how wide each record is, and which have a quote that is never closed."""

    widths: list[int] = field(default_factory=list)
    open_quotes: list[int] = field(default_factory=list)


def _records(lines: Sequence[str], candidate: str, taken: _Taken) -> Iterator[list[str]]:
    """Take the lines apart; a quote that is never closed is part of its text and swallows no other record.

    Each open quote has the lines after it read once more, so after a hundred of them quotes are plain signs.
    """
    begin = 0
    while begin < len(lines):
        if len(taken.open_quotes) == _MOST_OPEN_QUOTES:
            yield from _plain(lines[begin:], candidate, taken)
            return
        for record, end in _quoted(lines, begin, candidate):
            taken.widths.append(len(record))
            begin = end
            yield record
        if begin < len(lines):
            taken.open_quotes.append(len(taken.widths) + 1)
            yield from _plain(lines[begin : begin + 1], candidate, taken)
            begin += 1


def _quoted(lines: Sequence[str], begin: int, candidate: str) -> Iterator[tuple[list[str], int]]:
    """Give records, each with the line after it, as long as every quote is closed."""
    start = begin
    reader = csv.reader(islice(lines, begin, None), delimiter=candidate)
    while True:
        try:
            record = next(reader, None)
        except csv.Error:  # a cell of more than 128 kB: its quote was never closed
            return
        end = start + reader.line_num
        if record is None or _is_open(lines[begin:end], is_last=end == len(lines)):
            return
        yield record, end
        begin = end


def _plain(lines: Iterable[str], candidate: str, taken: _Taken) -> Iterator[list[str]]:
    for line in lines:
        record = line.rstrip("\r\n").split(candidate)
        taken.widths.append(len(record))
        yield record


def _is_open(lines: Sequence[str], *, is_last: bool) -> bool:
    return is_last and len(lines) > 1 and sum(line.count('"') for line in lines) % 2 == 1


def _evenness(lines: Sequence[str], candidate: str) -> tuple[float, int]:
    """Give the share of records with the most common width above one, and that width."""
    widths: Counter[int] = Counter()
    for record in islice(_records(lines, candidate, _Taken()), _RECORDS_TO_JUDGE):
        widths[len(record)] += any(record)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 1
    width = max(wide, key=lambda width: (wide[width], width))
    return wide[width] / max(1, widths.total()), width


def _signs(text: str, plain: str) -> Iterator[Finding]:
    """Mention signs that could not be read, and control characters that were taken out."""
    unreadable = plain.count(_UNREADABLE)
    if unreadable:
        yield Finding("file.unreadable_signs", Severity.WARNING, facts={"count": unreadable})
    if len(plain) < len(text):
        yield Finding("file.control_signs", Severity.INFO, facts={"count": len(text) - len(plain)})


def _quotes(taken: _Taken) -> Iterator[Finding]:
    """Mention the first quote that is never closed: from there on rows may have been cut wrongly."""
    if taken.open_quotes:
        row, count = taken.open_quotes[0], len(taken.open_quotes)
        yield Finding("row.open_quote", Severity.WARNING, None, address(row, 1), {"row": row, "count": count})


def _ragged(widths: Sequence[int], sheet: Sheet) -> Iterator[Finding]:
    """Mention rows with more values than there are columns: a separator stands inside one of their texts."""
    usual, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
    if usual < _FEWEST_COLUMNS or count < len(widths) * _USUALLY:
        return
    filled = {row for column in sheet.columns[usual:] for row, code in enumerate(column.codes, 1) if code}
    if filled:
        wide = sorted(filled)
        shown = ", ".join(map(str, wide[:_MOST_RAGGED])) + (" …" if len(wide) > _MOST_RAGGED else "")
        facts: dict[str, Fact] = {"count": len(wide), "rows": shown, "columns": usual}
        yield Finding("row.too_many_values", Severity.WARNING, None, address(wide[0], 1), facts)
