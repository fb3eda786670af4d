"""Lists gone wrong: real files changed at random, in their bytes, their parts or their cells."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import openpyxl
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders.numbers import FORMS, cpr_numbers, written

_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"1048576",
    b"16384",
    b"99999999999",
    b"4294967295",
    b"1e308",
    b"NaN",
)
_PIECES = (
    *(b"<", b">", b"/", b'"', b"&", b"&amp;", b"]]>", b"<!--", b"<c>", b"</c>", b"<row>", b"</row>", b"<v>"),
    *(b"</v>", b"<![CDATA[", b"<!DOCTYPE x>", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"&#0;", b"&#128512;"),
    *(b"<is><t>x</t></is>", b'<mergeCell ref="A1:XFD9"/>', b' t="e"', b' t="s"', b' s="999999"'),
    *(b' hidden="1"', b'xml:space="preserve"'),
)
TEXTS = (
    *(
        "",
        " ",
        "-",
        "?",
        "n/a",
        "x",
        "Ja",
        "100 %",
        "12.000",
        "1,5 mio.",
        "uge 32",
        "ultimo 2026",
        "01.02.2026",
    ),
    *("31-02-2026", "#REF!", "=1+1", "Titel", "Status", "Total", "I alt", "Note: se næste ark", "Grøn", "1"),
    *("æøå" * 50, "a\nb\nc", '"', ";", "\t", "9" * 400, "1e999", "\u202eabc", "_x000D_", "99-99-9999", "🙂"),
    *("a" * 5_000, "(" * 3_000, "1.1-1/1 " * 600, "uge 1-" * 800, "Viborg, " * 400, "a" + " " * 5_000 + "b"),
)

_FAR_SHARE, _SECRET_SHARE, _HALF = 0.05, 0.15, 0.5


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed file.

    Attributes:
        name: what it is called.
        data: its bytes.
        recipe: what was done to it.
        secret: the ten digits of an invalid number that it was given as a certain CPR number.
    """

    name: str
    data: bytes
    recipe: str
    secret: str | None = None


def mutant(seed: int, sources: Sequence[Path]) -> Mutant:
    """Change one of the files; the same seed and files give the same mutant."""
    random = Random(seed)
    source = random.choice(sources)
    data = source.read_bytes()
    ways = _WAYS.get(source.suffix, (_bytes,))
    way = random.choice(ways)
    if way is None:
        return _with_cells(random, source)
    return Mutant(source.name, way(random, data), f"{way.__name__.strip('_')} of {source.name}")


def _bytes(random: Random, data: bytes) -> bytes:
    """Change the file as it lies on the disk."""
    return _noise(random, data, random.choice((1, 1, 2, 5, 20)))


def _parts(random: Random, data: bytes) -> bytes:
    """Change some parts inside an archive, and pack it again so that its sums are right."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        name = random.choice(
            [it for it in parts if random.random() < 0.3 or "sheet" in it or "content" in it] or [*parts]
        )
        if random.random() < 0.03:
            del parts[name]
        elif random.random() < 0.03:
            parts[name] = parts[random.choice([*parts])]
        else:
            parts[name] = _noise(random, parts[name], random.choice((1, 1, 2, 5)), is_xml=True)
        if not parts:
            break
    return packed(parts)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return out.getvalue()


def _written_anew(random: Random, data: bytes) -> bytes:
    """Write a text file with other letters, separators, quotes or line ends, then change some bytes."""
    text = data.decode("utf-8", "replace") if b"\xc3" in data else data.decode("cp1252", "replace")
    if random.random() < _HALF:
        text = text.replace(";", random.choice((",", "\t", "|", " ; ", '";"')))
    if random.random() < _HALF:
        text = re.sub("\r?\n", lambda _: random.choice(("\n", "\r", "\r\n", "\n\n")), text)
    if random.random() < _HALF:
        text = random.choice(("sep=;\n", "\n\n", '"', "Oversigt;;\n")) + text
    encoding = random.choice(("utf-8", "utf-8-sig", "cp1252", "mac_roman", "cp850", "utf-16", "utf-16-le"))
    return _noise(random, text.encode(encoding, "replace"), random.choice((0, 1, 3)))


def _noise(random: Random, data: bytes, times: int, *, is_xml: bool = False) -> bytes:
    for _ in range(times):
        data = random.choice(_XML_NOISES if is_xml and random.random() < 0.8 else _NOISES)(random, data)
    return data


def _marked_up(random: Random, data: bytes) -> bytes:
    """Change elements and attributes of a web page."""
    return _noise(random, data, random.choice((1, 3, 10)), is_xml=True)


def _flip(random: Random, data: bytes) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + bytes([random.randrange(256)]) + data[place + 1 :]


def _insert(random: Random, data: bytes) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + random.choice(_PIECES) + data[place:]


def _cut(random: Random, data: bytes) -> bytes:
    begin, length = random.randrange(len(data) + 1), random.choice((1, 4, 64, 1024, 100_000))
    return data[:begin] + data[begin + length :]


def _double(random: Random, data: bytes) -> bytes:
    begin, length = random.randrange(len(data) + 1), random.choice((1, 4, 64, 1024, 20_000))
    return data[: begin + length] + data[begin:]


def _end(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _number(random: Random, data: bytes) -> bytes:
    """Make one of the numbers in it another."""
    found = list(islice(re.finditer(rb"\d+", data, 0), 20_000))
    if not found:
        return data
    match = random.choice(found)
    return data[: match.start()] + random.choice(_NUMBERS) + data[match.end() :]


def _element(random: Random, data: bytes) -> bytes:
    """Drop, double or move an element's mark."""
    found = list(islice(re.finditer(rb"<[^<>]*>", data), 50_000))
    if not found:
        return data
    first, second = random.choice(found), random.choice(found)
    way = random.randrange(3)
    if way == 0:
        return data[: first.start()] + data[first.end() :]
    if way == 1:
        return data[: second.start()] + first[0] + data[second.start() :]
    return data[: first.start()] + second[0] + data[first.end() :]


def _attribute(random: Random, data: bytes) -> bytes:
    """Give an attribute another's value."""
    found = list(islice(re.finditer(rb'="([^"]*)"', data), 50_000))
    if not found:
        return data
    first, second = random.choice(found), random.choice(found)
    return data[: first.start(1)] + second[1] + data[first.end(1) :]


_NOISES: tuple[Callable[[Random, bytes], bytes], ...] = (_flip, _flip, _insert, _cut, _double, _end)
_XML_NOISES: tuple[Callable[[Random, bytes], bytes], ...] = (
    _number,
    _number,
    _element,
    _element,
    _attribute,
    _insert,
)


def _with_cells(random: Random, source: Path) -> Mutant:
    """Change a workbook as people do: rows, columns, cells, merges, sheets, formats."""
    book = openpyxl.load_workbook(source)
    done = []
    for _ in range(random.choice((1, 2, 3, 6, 12))):
        sheet = random.choice(book.worksheets)
        change = random.choice(_CHANGES)
        change(random, sheet)
        done.append(change.__name__.strip("_"))
    if random.random() < _FAR_SHARE:
        _far(random, random.choice(book.worksheets))  # last: moving rows costs openpyxl as many as there are
        done.append("far")
    secret = _plant(random, book) if random.random() < _SECRET_SHARE else None
    book.worksheets[0].sheet_state = "visible"
    out = io.BytesIO()
    book.save(out)
    return Mutant(source.name, out.getvalue(), f"{', '.join(done)} in {source.name}", secret)


def _row(random: Random, sheet: Worksheet) -> int:
    return random.randint(1, max(1, min(sheet.max_row, 400)))


def _column(random: Random, sheet: Worksheet) -> int:
    return random.randint(1, max(1, min(sheet.max_column, 60)))


def _put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        cell.value = value


def _drop_rows(random: Random, sheet: Worksheet) -> None:
    sheet.delete_rows(_row(random, sheet), random.choice((1, 1, 2, 5)))


def _drop_columns(random: Random, sheet: Worksheet) -> None:
    sheet.delete_cols(_column(random, sheet))


def _blank_rows(random: Random, sheet: Worksheet) -> None:
    sheet.insert_rows(_row(random, sheet), random.choice((1, 1, 2, 30)))


def _blank_columns(random: Random, sheet: Worksheet) -> None:
    sheet.insert_cols(_column(random, sheet), random.choice((1, 1, 2)))


def _double_row(random: Random, sheet: Worksheet) -> None:
    row, to = _row(random, sheet), _row(random, sheet)
    for column in range(1, min(sheet.max_column, 60) + 1):
        _put(sheet, to, column, sheet.cell(row, column).value)


def _swap_rows(random: Random, sheet: Worksheet) -> None:
    first, second = _row(random, sheet), _row(random, sheet)
    for column in range(1, min(sheet.max_column, 60) + 1):
        values = sheet.cell(first, column).value, sheet.cell(second, column).value
        _put(sheet, second, column, values[0])
        _put(sheet, first, column, values[1])


def _swap_columns(random: Random, sheet: Worksheet) -> None:
    first, second = _column(random, sheet), _column(random, sheet)
    for row in range(1, min(sheet.max_row, 400) + 1):
        values = sheet.cell(row, first).value, sheet.cell(row, second).value
        _put(sheet, row, second, values[0])
        _put(sheet, row, first, values[1])


def _write(random: Random, sheet: Worksheet) -> None:
    for _ in range(random.choice((1, 3, 20))):
        _put(sheet, _row(random, sheet), _column(random, sheet), random.choice(TEXTS).replace("\x00", ""))


def _retype(random: Random, sheet: Worksheet) -> None:
    """Make a column's numbers and dates texts, or texts that are numbers numbers."""
    column = _column(random, sheet)
    for row in range(1, min(sheet.max_row, 400) + 1):
        value = sheet.cell(row, column).value
        if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
            _put(sheet, row, column, int(value))
        elif value is not None:
            _put(sheet, row, column, str(value))


def _empty_column(random: Random, sheet: Worksheet) -> None:
    column = _column(random, sheet)
    for row in range(_row(random, sheet), min(sheet.max_row, 400) + 1):
        _put(sheet, row, column, None)


def _merge(random: Random, sheet: Worksheet) -> None:
    row, column = _row(random, sheet), _column(random, sheet)
    sheet.merge_cells(
        start_row=row,
        start_column=column,
        end_row=row + random.choice((0, 0, 1, 5)),
        end_column=column + random.choice((0, 1, 3, 30)),
    )


def _hide(random: Random, sheet: Worksheet) -> None:
    sheet.row_dimensions[_row(random, sheet)].hidden = True
    sheet.column_dimensions[chr(65 + random.randrange(20))].hidden = True


def _paint(random: Random, sheet: Worksheet) -> None:
    fill = PatternFill("solid", fgColor=random.choice(("FF0000", "00B050", "FFC000", "FFFF00", "808080")))
    column = _column(random, sheet)
    for row in range(_row(random, sheet), min(sheet.max_row, 400) + 1):
        sheet.cell(row, column).fill = fill


def _format(random: Random, sheet: Worksheet) -> None:
    column = _column(random, sheet)
    for row in range(1, min(sheet.max_row, 400) + 1):
        sheet.cell(row, column).number_format = random.choice(
            ("0%", "mmm-yy", "@", "yyyy", "#,##0", '"uge" 0')
        )


def _far(random: Random, sheet: Worksheet) -> None:
    _put(sheet, random.choice((5_000, 60_000, 1_048_576)), random.choice((1, 300, 16_384)), "her")


def _formula(random: Random, sheet: Worksheet) -> None:
    _put(sheet, _row(random, sheet), _column(random, sheet), random.choice(("=1/0", "=A1", "=SUM(A1:A9)")))


def _extra_sheet(random: Random, sheet: Worksheet) -> None:
    book = sheet.parent
    copied = (
        book.copy_worksheet(sheet)
        if random.random() < 0.5
        else book.create_sheet(random.choice(("Ark", "2026", "Lister")))
    )
    copied.sheet_state = random.choice(("visible", "hidden"))


def _drop_sheet(random: Random, sheet: Worksheet) -> None:
    if len(sheet.parent.worksheets) > 1:
        sheet.parent.remove(sheet)


_CHANGES: tuple[Callable[[Random, Worksheet], None], ...] = (
    *(_drop_rows, _drop_columns, _blank_rows, _blank_columns, _double_row, _swap_rows, _swap_columns),
    *(_write, _write, _retype, _empty_column, _merge, _hide, _paint, _format, _formula),
    *(_extra_sheet, _drop_sheet),
)  # fmt: skip


def _plant(random: Random, book: Workbook) -> str:
    """Write a number with a wrong checksum where a word makes it a certain CPR number."""
    digits = next(cpr_numbers(random.randrange(10**6), oldest=80, youngest=20, has_checksum=False))
    text = f"{random.choice(('CPR', 'cpr-nr.', 'Personnummer'))} {written(digits, random.choice(FORMS))}"
    sheet = random.choice(book.worksheets)
    row, column = _row(random, sheet), _column(random, sheet)
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell) or random.random() < 0.3:
        free = sheet.cell(sheet.max_row + 1, 1)
        free.comment = Comment(f"Se {text}", "X")
    else:
        cell.value = f"Ring til {text} i morgen"
    return digits


_WAYS: Mapping[str, tuple[Callable[[Random, bytes], bytes] | None, ...]] = {
    ".xlsx": (_bytes, _parts, _parts, None, None, None),
    ".ods": (_bytes, _parts, _parts, _parts),
    ".csv": (_bytes, _written_anew),
    ".html": (_bytes, _marked_up, _marked_up),
}
"""How files of each format are changed: their bytes; None is a workbook's cells, as people change them."""
