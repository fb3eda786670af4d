"""Writers of the other kinds of value: texts, amounts, counts, shares, codes, traffic lights."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from parts.cells import Cell, placeholder, text, unread

Write = Callable[[str, int], Cell | None]
"""Writes a cell from its notation in the list's table and the number of its row."""

NATIVE = "native"
LIGHTS = {"g": "green", "y": "yellow", "r": "red", "-": "grey"}
FILLS = {"green": "00B050", "yellow": "FFC000", "red": "C00000", "grey": "BFBFBF"}
PALE_FILLS = {"green": "C6EFCE", "yellow": "FFEB9C", "red": "FFC7CE", "grey": "D9D9D9"}

STATUS = {
    "idea": ("Idé",),
    "planned": ("Planlagt",),
    "active": ("I gang",),
    "paused": ("På pause",),
    "completed": ("Afsluttet",),
    "in_operation": ("I drift",),
    "stopped": ("Stoppet",),
}
LIGHT_WORDS = {"green": ("Grøn",), "yellow": ("Gul",), "red": ("Rød",), "grey": ("Ikke vurderet",)}
SPREAD = {"high": ("Stort",), "medium": ("Mellem",), "low": ("Lille",), "none": ("Intet",)}
PHASE = {
    "idea": ("Idé",),
    "clarification": ("Afklaring",),
    "planning": ("Planlægning",),
    "testing": ("Afprøvning",),
    "implementation": ("Implementering",),
    "spread": ("Spredning",),
    "operation": ("Drift",),
    "evaluation": ("Evaluering",),
    "closed": ("Afsluttet",),
}
PRIORITY = {"high": ("Høj",), "medium": ("Mellem",), "low": ("Lav",)}


def plain(notation: str, _row: int) -> Cell:
    """Write a text as it stands; a lone dash is a placeholder, a bar a line break in the cell."""
    return placeholder(notation) if notation in ("-", "?") else text(notation.replace("|", "\n"))


def key(notation: str, _row: int) -> Cell:
    """Write a list's own number, as a number where it is one."""
    return Cell(int(notation) if notation.isdigit() else notation, notation)


def coded(words: Mapping[str, tuple[str, ...]]) -> Write:
    """Write a code as one of its words; of several words the rows take turns."""

    def write(notation: str, row: int) -> Cell:
        return Cell(words[notation][row % len(words[notation])], notation)

    return write


def named(names: Mapping[str, str]) -> Write:
    """Write a short name's long form, as text."""

    def write(notation: str, _row: int) -> Cell:
        return text(names[notation])

    return write


def lamp(words: Mapping[str, tuple[str, ...]] = LIGHT_WORDS) -> Write:
    """Write a traffic light in words."""

    def write(notation: str, row: int) -> Cell:
        code = LIGHTS[notation]
        return Cell(words[code][row % len(words[code])], code)

    return write


def numbered_lamp(notation: str, _row: int) -> Cell | None:
    """Write a traffic light as the number that the sheet's legend explains; not rated is left empty."""
    numbers = {"g": 1, "y": 2, "r": 3}
    return Cell(numbers[notation], LIGHTS[notation]) if notation in numbers else None


def filled_lamp(fills: Mapping[str, str] = FILLS) -> Write:
    """Write a traffic light as nothing but the cell's colour."""

    def write(notation: str, _row: int) -> Cell:
        code = LIGHTS[notation]
        return Cell(None, code, look={"fill": fills[code]}, more={"read_from": "fill"})

    return write


def said(words: Mapping[str, tuple[str, ...]]) -> Write:
    """Write an overloaded status: a code in words, ``60 %``, ``phase:testing`` or ``prose => status``.

    In prose the code behind the arrow is what a reader should see in it.
    """

    def write(notation: str, row: int) -> Cell:
        prose, arrow, code = notation.partition(" => ")
        if arrow:
            return Cell(prose, None, fields={"status": code}, more={"open": ["value"]})
        if notation.endswith("%"):
            return Cell(notation, None, fields={"completion_share": int(notation.rstrip(" %")) / 100})
        if notation.startswith("phase:"):
            phase = notation.removeprefix("phase:")
            return Cell(PHASE[phase][0], None, fields={"phase": phase})
        return Cell(words[notation][row % len(words[notation])], None, fields={"status": notation})

    return write


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _in_units(amount: int, unit: int) -> str:
    shown = f"{amount / unit:.3f}".rstrip("0").rstrip(".").replace(".", ",")
    if round(float(shown.replace(",", ".")) * unit) != amount:
        raise ValueError(f"{amount} cannot be written in units of {unit}")
    return shown


AMOUNT_STYLES: dict[str, Callable[[int], str]] = {
    "1.250.000 kr.": lambda n: f"{_dots(n)} kr.",
    "1.250.000": _dots,
    "kr. 1.250.000": lambda n: f"kr. {_dots(n)}",
    "500.000,-": lambda n: f"{_dots(n)},-",
    "1.250.000,00": lambda n: f"{_dots(n)},00",
    "1,25 mio. kr.": lambda n: f"{_in_units(n, 10**6)} mio. kr.",
    "500 t.kr.": lambda n: f"{_in_units(n, 1000)} t.kr.",
    "500 tkr.": lambda n: f"{_in_units(n, 1000)} tkr.",
    "ca. 300.000 kr.": lambda n: f"ca. {_dots(n)} kr.",
}


def kroner(*styles: str) -> Write:
    """Write an amount in whole kroner; ``?text`` is a text that is no amount."""
    styles = styles or (NATIVE,)

    def write(notation: str, row: int) -> Cell:
        if notation.startswith("?"):
            said = notation[1:] or notation
            return unread(said, f"Intet beløb kan læses af “{said}”.")
        amount, style = int(notation), styles[row % len(styles)]
        if style == NATIVE:
            return Cell(amount, amount, "#,##0")
        return Cell(AMOUNT_STYLES[style](amount), amount)

    return write


def thousands(notation: str, row: int) -> Cell | None:
    """Write an amount as a number of thousands, as the column's heading says."""
    if notation.startswith("?"):
        return kroner()(notation, row)
    amount = int(notation)
    return Cell(amount // 1000 if amount % 1000 == 0 else amount / 1000, amount, "#,##0")


def percent(notation: str, _row: int) -> Cell:
    """Write a share as a bare number of per cent, in text."""
    return Cell(notation, int(notation) / 100)


def count(notation: str, _row: int) -> Cell:
    """Write a number as a number."""
    return Cell(int(notation), int(notation))


def written_count(notation: str, row: int) -> Cell:
    """Write a number of citizens the way people type it."""
    number = int(notation)
    return Cell((str(number), f"ca. {_dots(number)}", f"{_dots(number)} borgere")[row % 3], number)
