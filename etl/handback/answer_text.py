"""The sheet of questions as the XML of a worksheet."""

from collections.abc import Sequence

from etl.handback.answer_sheet import (
    HEADING_ROW,
    HIDDEN_WIDTH,
    WIDTHS,
    AnswerCell,
    AnswerRow,
    Asked,
    Kind,
    answer_rows,
    height,
)
from etl.handback.style_text import StyleText
from etl.handback.xml_text import cell_text, quoted
from etl.read.grid import address
from etl.schema.marks import HIDDEN_HEADINGS

_FONTS = {
    "plain": ("", 11, "1A1A1A"),
    "title": ("<{}b/>", 16, "0B5563"),
    "head": ("<{}b/>", 11, "FFFFFF"),
    "grave": ("<{}b/>", 11, "1A1A1A"),
    "link": ("<{}u/>", 11, "0B5563"),
    "small": ("", 8, "6B6B6B"),
}
"""Each font's weight or line, size and colour."""

_FILLS = {"head": "0B5563", "answer": "FFF9E0"}
_LINE = b'<{}%s style="thin"><{}color rgb="FFBFC5C9"/></{}%s>'
_KINDS = {
    Kind.TITLE: ("title", None, False),
    Kind.PLAIN: ("plain", None, False),
    Kind.HEADING: ("head", "head", True),
    Kind.TEXT: ("plain", None, True),
    Kind.GRAVE: ("grave", None, True),
    Kind.LINK: ("link", None, True),
    Kind.ANSWER: ("plain", "answer", True),
    Kind.SMALL: ("small", None, False),
}
"""Each kind's font, fill, and whether it has lines around."""


def answer_sheet_xml(asked: Asked, styles: StyleText, space: str) -> bytes:
    """Write the sheet; its styles are added to the workbook's."""
    numbers = {kind: _style(styles, kind) for kind in Kind}
    rows = list(answer_rows(asked))
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = (
        f'{start}<worksheet xmlns="{space}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'.encode(),
        _view(),
        _columns(),
        b"<sheetData>",
        *(_row(row, numbers) for row in rows),
        b"</sheetData>",
        _links(rows),
        b'<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
        b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
    )
    return b"".join(parts)


def id_style(styles: StyleText) -> int:
    """Give the style of our ids beside the sender's lists: small and grey."""
    return _style(styles, Kind.SMALL)


def _style(styles: StyleText, kind: Kind) -> int:
    font, fill, has_lines = _KINDS[kind]
    border = styles.add("borders", _lines() if has_lines else _NO_LINES)
    told = {"numFmtId": 0, "fontId": _font(styles, font), "fillId": _fill(styles, fill), "borderId": border}
    applied = ("Font", "Fill", "Border", "Alignment", "Protection")
    attributes = "".join(f' {name}="{value}"' for name, value in told.items())
    attributes += "".join(f' apply{name}="1"' for name in applied)
    inside = f'<{{}}alignment vertical="top"{_WRAP if has_lines else ""}/>'
    inside += '<{}protection locked="0"/>' if kind is Kind.ANSWER else ""
    return styles.add("cellXfs", f"<{{}}xf{attributes}>{inside}</{{}}xf>".encode())


def _font(styles: StyleText, name: str) -> int:
    look, size, colour = _FONTS[name]
    sized = f'{look}<{{}}sz val="{size}"/><{{}}color rgb="FF{colour}"/>'
    named = '<{}name val="Calibri"/><{}family val="2"/>'
    return styles.add("fonts", f"<{{}}font>{sized}{named}</{{}}font>".encode())


_WRAP = ' wrapText="1"'
_NO_LINES = b"<{}border><{}left/><{}right/><{}top/><{}bottom/><{}diagonal/></{}border>"


def _lines() -> bytes:
    sides = b"".join(_LINE % (side, side) for side in (b"left", b"right", b"top", b"bottom"))
    return b"<{}border>" + sides + b"<{}diagonal/></{}border>"


def _fill(styles: StyleText, name: str | None) -> int:
    if name is None:
        return 0
    inside = f'patternType="solid"><{{}}fgColor rgb="FF{_FILLS[name]}"/><{{}}bgColor indexed="64"/>'.encode()
    return styles.add("fills", b"<{}fill><{}patternFill " + inside + b"</{}patternFill></{}fill>")


def _view() -> bytes:
    below = f'ySplit="{HEADING_ROW}" topLeftCell="A{HEADING_ROW + 1}"'
    pane = f'<pane {below} activePane="bottomLeft" state="frozen"/>'
    return (
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{pane}</sheetView></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/>'
    ).encode()


def _columns() -> bytes:
    shown = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS, 1)
    )
    first, last = len(WIDTHS) + 1, len(WIDTHS) + len(HIDDEN_HEADINGS)
    kept = f'<col min="{first}" max="{last}" width="{HIDDEN_WIDTH}" hidden="1" customWidth="1"/>'
    return f"<cols>{shown}{kept}</cols>".encode()


def _row(row: AnswerRow, styles: dict[Kind, int]) -> bytes:
    number, cells = row
    high = height(cells)
    told = "" if high is None else f' ht="{high:g}" customHeight="1"'
    return (
        f'<row r="{number}"{told}>'.encode()
        + b"".join(_cell(number, cell, styles) for cell in cells)
        + b"</row>"
    )


def _cell(row: int, cell: AnswerCell, styles: dict[Kind, int]) -> bytes:
    start = f'<c r="{address(row, cell.column)}" s="{styles[cell.kind]}"'.encode()
    if isinstance(cell.value, int):
        return start + f"><v>{cell.value}</v></c>".encode()
    if not cell.value:
        return start + b"/>"
    return start + b' t="inlineStr"><is><t xml:space="preserve">' + cell_text(cell.value) + b"</t></is></c>"


def _links(rows: Sequence[AnswerRow]) -> bytes:
    links = [
        b"<hyperlink ref=" + quoted(address(number, cell.column)) + b" location=" + quoted(cell.link) + b"/>"
        for number, cells in rows
        for cell in cells
        if cell.link is not None
    ]
    return b"<hyperlinks>" + b"".join(links) + b"</hyperlinks>" if links else b""
