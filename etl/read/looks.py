"""What a style says about a cell: the colour people see, date formats, struck text, symbol fonts."""

import colorsys
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from etl.read.grid import Place

_SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "zapf dingbats", "zapfdingbats", "marlett")
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_LABEL = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\\?([^\W\d_](?!\w*\])|[€£$])')
_SCALED = re.compile(r"[0#](,{1,3})(?![0#,])")
_MONEY = re.compile(
    r"[€£$]|\b(?:eur|usd|sek|nok|gbp|mio|mill|mia|mrd|million|milliard|mkr|mdkk|tkr|kkr|tdkk|t\.?\s?kr)",
    re.IGNORECASE,
)
_WHITE = "FFFFFF"
_LEAST_BRIGHT = 90
_LONGEST_SIGN = 3
BOLD_ROWS = 60
"""Bold type is noted so far down."""

DEFAULT_THEME = (
    *("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D"),
    *("9BBB59", "8064A2", "4BACC6", "F79646", "0000FF", "800080"),
)
"""Office's own colours, for a workbook without a theme, in the order that styles count them."""

_FIRST_INDEXED = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
INDEXED = (
    *_FIRST_INDEXED,
    *_FIRST_INDEXED,
    *("800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080"),
    *("9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF"),
    *("000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF"),
    *("00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99"),
    *("3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696"),
    *("003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333"),
)
"""The palette of old workbooks; numbers above it are the window's own colours."""


BUILT_IN_FORMATS = {
    9: "0%",
    10: "0.00%",
    14: "dd-mm-yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd-mm-yyyy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
}
"""Formats that files name by number only; those of days as Danish Excel shows them."""


_TEXT_IN_FORMAT = r'"[^"]*"|\\.|_.'
_DAY_FORMAT = re.compile(
    rf"(?:\[\$-[0-9A-F]+\])?(?=[^hs]*[dmy])(?:[dmyhs]+|[-/., :]|{_TEXT_IN_FORMAT})+(?:;@)?", re.IGNORECASE
)
_NUMBER_FORMAT = re.compile(
    rf"(?:general|standard|[0#?.,%;()+/@ €£$kr-]|E[+-]|\*.|{_TEXT_IN_FORMAT}"
    r"|\[(?:\$[^\]]*|[<>=]+-?[0-9.]+|Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color ?[0-9]+)\])*",
    re.IGNORECASE,
)
"""Formats that surely show days, and others that surely do not; what else there is nobody needs to know."""


class Shown(Enum):
    """As what a number is shown."""

    NUMBER = "number"
    DAY = "day"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class NumberStyles:
    """As what styles show numbers, where not as numbers.

    Attributes:
        days: the styles that show a day.
        unsure: those that show a time, or something that is not known here.
    """

    days: frozenset[int] = frozenset()
    unsure: frozenset[int] = frozenset()


ALL_NUMBERS = NumberStyles()


@dataclass(frozen=True, slots=True)
class Style:
    """The looks of cells of one style; empty where they say nothing. ``ink`` is the font's bright colour.

    Bold type is decoration: it is noted of a sheet's first rows only, where people look for the headings.
    """

    fill: str | None = None
    number_format: str | None = None
    is_struck: bool = False
    symbol_font: str | None = None
    ink: str | None = None
    is_bold: bool = False

    def is_telling(self) -> bool:
        """Tell whether any look is more than decoration."""
        return replace(self, is_bold=False) != _PLAIN


_PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Palette:
    """Where colours that are not written out are looked up."""

    theme: Sequence[str] = DEFAULT_THEME
    indexed: Sequence[str] = field(default=INDEXED)

    def colour(self, told: Mapping[str, str]) -> str | None:
        """Give a colour as "RRGGBB"; None for automatic and unknown ones."""
        base = self._base(told)
        return None if base is None else tinted(base, _number(told.get("tint", "0")))

    def _base(self, told: Mapping[str, str]) -> str | None:
        if "rgb" in told:
            rgb = told["rgb"][-6:].upper()
            return rgb if re.fullmatch("[0-9A-F]{6}", rgb) else None
        if "theme" in told:
            return _at(self.theme, told["theme"])
        return _at(self.indexed, told["indexed"]) if "indexed" in told else None


@dataclass(frozen=True, slots=True)
class Styles:
    """A workbook's styles: those of cells, the fills that conditional formats give, and its palette.

    ``shown`` says which show a number as a day, and which as what nobody here knows.
    """

    cells: Sequence[Style] = ()
    rule_fills: Sequence[str | None] = ()
    rule_inks: Sequence[str | None] = ()
    palette: Palette = field(default_factory=Palette)
    shown: NumberStyles = ALL_NUMBERS

    def telling(self) -> frozenset[int]:
        """Give the numbers of the styles that say something."""
        return frozenset(number for number, style in enumerate(self.cells) if style.is_telling())

    def fills(self) -> dict[int, str]:
        """Give the fill of each style that has one."""
        return {number: style.fill for number, style in enumerate(self.cells) if style.fill}

    def number_formats(self) -> dict[int, str]:
        """Give the format of each style that shows dates, times or shares."""
        return {number: style.number_format for number, style in enumerate(self.cells) if style.number_format}

    def symbol_fonts(self) -> dict[int, str]:
        """Give the font of each style that draws symbols."""
        return {number: style.symbol_font for number, style in enumerate(self.cells) if style.symbol_font}

    def inks(self) -> dict[int, str]:
        """Give the colour of each style whose text is coloured."""
        return {number: style.ink for number, style in enumerate(self.cells) if style.ink}

    def bold(self) -> frozenset[int]:
        """Give the numbers of the styles in bold type."""
        return frozenset(number for number, style in enumerate(self.cells) if style.is_bold)

    def struck(self) -> dict[int, str]:
        """Give the styles that strike text out."""
        return {number: "" for number, style in enumerate(self.cells) if style.is_struck}


@dataclass(slots=True)
class SheetLooks:
    """What a pass over a sheet found beside its values.

    Attributes:
        styles: number of the style of each cell whose style says something.
        number_formats: formats that cells tell themselves, where no style does.
        errors: cells with an error, and ("") formulas whose value was never stored.
        notes: cell comments.
        hidden_columns: first and last column of hidden runs.
        widths: first and last column of runs of one width, and the width in digits.
    """

    styles: dict[Place, int] = field(default_factory=dict)
    number_formats: dict[Place, str] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    widths: list[tuple[int, int, float]] = field(default_factory=list)


def tinted(colour: str, tint: float) -> str:
    """Make a colour lighter (tint up to 1) or darker (down to -1), as Excel does: by its lightness alone."""
    if not tint:
        return colour
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts)


def telling_fill(colour: str | None) -> str | None:
    """Give the colour unless it is white, which looks like no fill at all."""
    return None if colour == _WHITE else colour


def telling_ink(colour: str | None) -> str | None:
    """Give the colour of a font where it is bright enough for a light; black, grey and blue are none."""
    if colour is None or not re.fullmatch("[0-9A-F]{6}", colour):
        return None
    parts = [int(colour[place : place + 2], 16) for place in (0, 2, 4)]
    return colour if max(parts) - min(parts) >= _LEAST_BRIGHT and parts[2] < max(parts) else None


def is_sign(text: str, font: str | None) -> bool:
    """Tell whether a text is a sign alone, such as a dot or a flag, whose colour may be all that it says."""
    return len(text) <= _LONGEST_SIGN and (font is not None or not any(map(str.isalnum, text)))


def telling_format(code: str) -> str | None:
    """Give a number format if it shows shares, times, less of a date than its day, or a unit of money."""
    letters = set(_NOT_CODE.sub("", code).casefold())
    if code.casefold() in ("general", "standard") or letters >= set("dmy"):
        return None
    if letters & set("%dmyhs"):
        return code
    return code if format_scale(code) > 1 or _MONEY.search(format_label(code)) else None


def format_label(code: str) -> str:
    """Give what a number format writes beside the number: "mio. kr." of ``0.00" mio. kr."``."""
    first = code.split(";")[0]
    parts = _LABEL.findall(first)
    return "".join(quoted or currency or sign for quoted, currency, sign in parts).strip()


def format_scale(code: str) -> int:
    """Give by how much a number format shows a number smaller than it is: 1000 for each comma at its end."""
    match = _SCALED.search(code.split(";")[0])
    return 1000 ** len(match[1]) if match else 1


def shows(code: str) -> Shown:
    """Tell as what a number format shows a number."""
    if _DAY_FORMAT.fullmatch(code):
        return Shown.DAY
    return Shown.NUMBER if _NUMBER_FORMAT.fullmatch(code) else Shown.UNSURE


def symbol_font(name: str) -> str | None:
    """Give the font's name if its letters are drawn as symbols."""
    return name if name.casefold().startswith(_SYMBOL_FONTS) else None


def _at(colours: Sequence[str], place: str) -> str | None:
    return colours[int(place)] if place.isdecimal() and int(place) < len(colours) else None


def _number(text: str) -> float:
    try:
        return min(1.0, max(-1.0, float(text)))
    except ValueError:
        return 0.0
