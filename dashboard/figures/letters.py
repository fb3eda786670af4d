"""How wide a text is drawn, so that room for it can be set aside without asking the browser.

Plotly finds the room for an axis's labels by drawing the figure twice (``automargin``), which is half of what
a changed filter costs the reader.
"""

from dashboard.theme import FONT_SIZE

_WIDTHS = {
    236: " \u00a0",
    242: "'",
    250: "ijìíîï",
    272: ",.l",
    273: "‘’",
    284: "!¡",
    292: ":;",
    314: "|¦",
    317: "[]",
    324: "f",
    326: "·",
    335: "()",
    343: "{}",
    351: "t",
    367: "r",
    383: "/\\",
    399: "-",
    400: "IÌÍÎÏ",
    419: '"',
    450: "*",
    464: "z",
    475: "“”",
    477: "?",
    487: "s",
    492: "v",
    499: "yýÿ",
    501: "L",
    503: "cç",
    507: "x",
    513: "J«»",
    528: "kg",
    534: "aàáâãäå",
    549: "eèéêë",
    555: "ð",
    559: "F",
    560: "oòóôõö",
    572: "T_",
    580: "Zbdpqþ",
    583: "SEÈÉÊË",
    588: "–§",
    593: "YÝ",
    600: "+0123456789<=>^`~×÷",
    606: "PÞ",
    609: "V",
    613: "X",
    621: "CÇ",
    641: "KRßAÀÁÂÃÄÅ",
    653: "B",
    671: "DÐ",
    678: "UÙÚÛÜ",
    695: "G&",
    708: "HNÑOQÒÓÔÕÖØ#",
    768: "w",
    780: "—",
    803: "…",
    812: "M",
    864: "æ",
    873: "m",
    891: "@W",
    907: "Æ",
    927: "%",
}
"""Thousandths of the letters' size -> the letters that wide, in IBM Plex Sans (assets/fonts, 400)."""

_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_USUAL = 568  # hnuñøùúûü, and a guess for what is not ours


def text_width(text: str, size: int = FONT_SIZE) -> float:
    """Give the width of a text in pixels, in the regular weight."""
    return sum(_WIDTH.get(letter, _USUAL) for letter in text) * size / 1000
