"""Read the styles and the theme of an xlsx file: what each style number makes a cell look like."""

from collections.abc import Callable

from etl.read.looks import (
    BUILT_IN_FORMATS,
    DEFAULT_THEME,
    INDEXED,
    NumberStyles,
    Palette,
    Shown,
    Style,
    Styles,
    shows,
    symbol_font,
    telling_fill,
    telling_format,
    telling_ink,
)
from etl.read.xml_stream import Attributes, BadXmlError, Chunks, parse
from etl.schema.marks import HATCH, HATCH_PATTERN

_DEEPEST = 50
_FIRST_OWN_FORMAT = 164
_PLAIN_FORMATS = frozenset((*range(5), *range(9, 14), *range(37, 45), 48, 49))
_MOST_STYLES = 65_536
"""Excel itself keeps no more; files that claim more are made to choke readers."""

_SCHEME_ORDER = ("lt1", "dk1", "lt2", "dk2")
"""A theme is written dark first, but styles count it light first."""


class _Fill:
    """A fill while it is read: only solid ones have a colour that people see as one."""

    def __init__(self) -> None:
        self.pattern: str | None = None
        self.front: Attributes = {}
        self.back: Attributes = {}

    def colour(self, palette: Palette) -> str | None:
        """Give the colour that the fill is seen in: below our own strokes it is the one behind them."""
        if self.pattern == HATCH_PATTERN and self.front.get("rgb", "")[-6:].upper() == HATCH:
            return telling_fill(palette.colour(self.back))
        return telling_fill(palette.colour(self.front)) if self.pattern == "solid" else None


class _StyleSheet:
    """Collects a style sheet's lists; what counts is which list an element stands in."""

    def __init__(self) -> None:
        self.formats = dict(BUILT_IN_FORMATS)
        self.fonts: list[Attributes] = []
        self.fills: list[_Fill] = []
        self.cells: list[Attributes] = []
        self.inks: list[Attributes] = []
        self.rules: list[_Fill] = []
        self.rule_inks: list[Attributes] = []
        self.indexed: list[str] = []
        self._path: list[str] = []
        self._actions: dict[tuple[str, str], Callable[[Attributes], None]] = {
            ("numFmts", "numFmt"): self._format,
            ("fonts", "font"): self._font,
            ("fills", "fill"): lambda _: self.fills.append(_Fill()),
            ("dxfs", "dxf"): self._rule,
            ("cellXfs", "xf"): self.cells.append,
            ("indexedColors", "rgbColor"): lambda told: self.indexed.append(told.get("rgb", "")[-6:].upper()),
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """Take an element's beginning."""
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if len(self._path) > _DEEPEST or len(self.cells) > _MOST_STYLES:
            raise BadXmlError
        action = self._actions.get((parent, name))
        if action is not None:
            action(attributes)
        elif "font" in self._path:
            self._font_part(name, attributes)
        elif "fill" in self._path:
            self._fill_part(name, attributes)

    def end(self, _: str) -> None:
        """Take an element's end."""
        self._path.pop()

    def _format(self, told: Attributes) -> None:
        self.formats[_number(told, "numFmtId")] = told.get("formatCode", "")

    def _font(self, _: Attributes) -> None:
        self.fonts.append({})
        self.inks.append({})

    def _rule(self, _: Attributes) -> None:
        self.rules.append(_Fill())
        self.rule_inks.append({})

    def _font_part(self, name: str, told: Attributes) -> None:
        inks = self.rule_inks if "dxfs" in self._path else self.inks
        if name == "color" and inks:
            inks[-1] = told
        if "fonts" not in self._path or not self.fonts:
            return
        if name == "name":
            self.fonts[-1]["name"] = told.get("val", "")
        elif name in ("strike", "b") and told.get("val", "1") not in ("0", "false"):
            self.fonts[-1][name] = "1"

    def _fill_part(self, name: str, told: Attributes) -> None:
        fills = self.rules if "dxfs" in self._path else self.fills
        if not fills:
            return
        if name == "patternFill":
            fills[-1].pattern = told.get("patternType")
        elif name == "fgColor":
            fills[-1].front = told
        elif name == "bgColor":
            fills[-1].back = told


def read_styles(style_sheet: Chunks, theme: Chunks) -> Styles:
    """Read what each style number and each conditional format looks like."""
    sheet = _StyleSheet()
    parse(style_sheet, sheet.start, sheet.end)
    palette = Palette(_theme(theme), sheet.indexed or INDEXED)
    fills = [fill.colour(palette) for fill in sheet.fills]
    return Styles(
        [_style(cell, sheet, fills, palette) for cell in sheet.cells],
        [_rule_fill(fill, palette) for fill in sheet.rules],
        [telling_ink(palette.colour(ink)) for ink in sheet.rule_inks],
        palette,
        _shown(sheet),
    )


def _shown(sheet: _StyleSheet) -> NumberStyles:
    """Tell as what each style shows numbers; a format whose number another program knows too must agree."""
    found: dict[Shown, set[int]] = {shown: set() for shown in Shown}
    for style, cell in enumerate(sheet.cells):
        number = _number(cell, "numFmtId")
        shown = shows(sheet.formats.get(number, ""))
        is_known = number >= _FIRST_OWN_FORMAT or shown is _shown_by(number)
        found[shown if is_known else Shown.UNSURE].add(style)
    return NumberStyles(frozenset(found[Shown.DAY]), frozenset(found[Shown.UNSURE]))


def _shown_by(number: int) -> Shown:
    """Tell as what a format without a code shows numbers; some differ from country to country."""
    if number in _PLAIN_FORMATS:
        return Shown.NUMBER
    return shows(BUILT_IN_FORMATS[number]) if number in BUILT_IN_FORMATS else Shown.UNSURE


def _style(cell: Attributes, sheet: _StyleSheet, fills: list[str | None], palette: Palette) -> Style:
    fill, font = _number(cell, "fillId"), _number(cell, "fontId")
    told = sheet.fonts[font] if font < len(sheet.fonts) else {}
    return Style(
        fill=fills[fill] if fill < len(fills) else None,
        number_format=telling_format(sheet.formats.get(_number(cell, "numFmtId"), "")),
        is_struck="strike" in told,
        is_bold="b" in told,
        symbol_font=symbol_font(told.get("name", "")),
        ink=telling_ink(palette.colour(sheet.inks[font])) if font < len(sheet.inks) else None,
    )


def _rule_fill(fill: _Fill, palette: Palette) -> str | None:
    """Give a rule's colour: unlike a cell's it stands behind the pattern, which need not be named."""
    if fill.pattern not in (None, "solid"):
        return None
    return palette.colour(fill.back or fill.front)


def _theme(chunks: Chunks) -> list[str]:
    found: dict[str, str] = {}
    path: list[str] = []

    def start(name: str, told: Attributes) -> None:
        if len(path) > 1 and path[-2] == "clrScheme" and name in ("srgbClr", "sysClr"):
            found[path[-1]] = told.get("lastClr" if name == "sysClr" else "val", "").upper()
        path.append(name)

    def end(_: str) -> None:
        path.pop()

    parse(chunks, start, end)
    first = [found.get(name, default) for name, default in zip(_SCHEME_ORDER, DEFAULT_THEME, strict=False)]
    accents = (f"accent{number}" for number in range(1, 7))
    rest = zip((*accents, "hlink", "folHlink"), DEFAULT_THEME[4:], strict=True)
    return first + [found.get(name, default) for name, default in rest]


def _number(told: Attributes, name: str) -> int:
    text = told.get(name, "0")
    return int(text) if text.isdecimal() else 0
