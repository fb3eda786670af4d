"""How what Tværblik adds to a sender's workbook is written, so that it is known when it comes back."""

import re

SHEET = "Svar fra Tværblik"
ID_HEADING = "Tværblik-nr."

HEADINGS = ("Spørgsmål", "Sted", "Hvad der skal stå", "Jeres svar", "Spørgsmålsnr.")
"""The columns of the list of questions."""

HIDDEN_HEADINGS = ("Ark", "Celle", "Farve før", ID_HEADING, "Indsats")
"""Columns beside it that only we read: each question's cell, the colour below ours, each id's title."""

FILL = "E6DFF8"
"""The fill of a cell with a question: a violet that is no traffic light."""

HATCH = "8064C8"
HATCH_PATTERN = "lightUp"
"""A cell with a colour of its own keeps it, below strokes of this violet."""

_NOTE_BEGIN = "Tværblik spørger:"
_NOTE_END = "Svar i cellen eller i arket “{sheet}”."
_NOTE = re.compile(
    r"\n*" + re.escape(_NOTE_BEGIN) + r".*?" + re.escape(_NOTE_END).replace(r"\{sheet\}", "[^”]{0,40}"),
    re.DOTALL,
)


def note(messages: list[str], sheet: str) -> str:
    """Write the note on a cell."""
    return "\n".join((_NOTE_BEGIN, *messages, _NOTE_END.format(sheet=sheet)))


def is_ours(text: str) -> bool:
    """Tell a note that we wrote, or wrote into."""
    return _NOTE.search(text) is not None


def is_sheet(name: str) -> bool:
    """Tell the name of a sheet of questions."""
    return re.fullmatch(re.escape(SHEET) + r"(?: \(\d+\))?", name) is not None


def without_note(text: str) -> str:
    """Give a note without what we wrote into it; "" where it was ours alone."""
    return _NOTE.sub("", text).strip()
