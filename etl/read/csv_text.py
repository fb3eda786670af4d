"""Read text files with separated values: Danish ones, from Excel, from systems and from hands."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from etl.read.clean import clean_sheet
from etl.read.grid import Workbook
from portfolio.errors import FileRefusedError

_SEPARATORS = ";\t,|"
_RECORDS_TO_JUDGE = 50
_MOST_OPEN_QUOTES = 100
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MARK = re.compile('"?sep=([;,\t|])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def read_csv(path: Path) -> Workbook:
    """Read the one table of a text file; every value is text.

    Raises:
        FileRefusedError: the text cannot be taken apart into records.
    """
    text = decode(path.read_bytes())
    if text is None:
        raise FileRefusedError("file.damaged")
    try:
        text, chosen = _without_mark(text)
        sheet = clean_sheet(None, _records(text, chosen or separator(text)))
    except csv.Error as error:  # a cell of more than 128 kB
        raise FileRefusedError("file.damaged") from error
    return Workbook((sheet,))


def decode(data: bytes) -> str | None:
    """Decode by byte order mark, else as UTF-8, else as Windows-1252; None where it is none of them."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    text = _decoded(data, "utf-8")
    return _decoded(data, "cp1252") if text is None else text


def separator(text: str) -> str:
    """Choose the separator that divides the first records most evenly into most columns."""
    return max(_SEPARATORS, key=lambda candidate: _evenness(text, candidate))


def _without_mark(text: str) -> tuple[str, str | None]:
    """Take the line ``sep=;`` away, as Excel does: it is no row, but names the separator."""
    match = _MARK.match(text)
    return (text[match.end() :], match[1]) if match else (text, None)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _records(text: str, candidate: str) -> Iterator[list[str]]:
    """Take the text apart; a quote that is never closed is part of its text and swallows no other record.

    Each open quote has the rest read once more, so after a hundred of them quotes are taken for plain signs.
    """
    lines = io.StringIO(text, newline="").readlines()
    begin = open_count = 0
    while begin < len(lines):
        if open_count == _MOST_OPEN_QUOTES:
            yield from csv.reader(lines[begin:], delimiter=candidate, quoting=csv.QUOTE_NONE)
            return
        open_count += 1
        reader = csv.reader(lines[begin:], delimiter=candidate)
        begin_of_record = begin
        for record in reader:
            end = begin + reader.line_num
            if _is_open(lines[begin_of_record:end], is_last=end == len(lines)):
                break
            yield record
            begin_of_record = end
        if begin_of_record < len(lines):
            yield from csv.reader([lines[begin_of_record]], delimiter=candidate, quoting=csv.QUOTE_NONE)
        begin = begin_of_record + 1


def _is_open(lines: Sequence[str], *, is_last: bool) -> bool:
    return is_last and len(lines) > 1 and sum(line.count('"') for line in lines) % 2 == 1


def _evenness(text: str, candidate: str) -> tuple[float, int]:
    """Give the share of records with the most common width above one, and that width."""
    widths: Counter[int] = Counter()
    for record, _ in zip(_records(text, candidate), range(_RECORDS_TO_JUDGE), strict=False):
        widths[len(record)] += any(record)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 1
    width = max(wide, key=lambda width: (wide[width], width))
    return wide[width] / max(1, widths.total()), width
