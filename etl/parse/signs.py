"""What a list says of its own signs and amounts: "Status: 0 = ikke startet, 1 = i gang", "beløb i t.kr."."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from etl.parse.amounts import unit_of_heading
from etl.parse.normal import fold, plain_letters
from etl.parse.words import parse_code
from etl.schema.words import words
from portfolio.vocabulary import Code

_SIGN = r"(?:[A-Za-zÆØÅæøå]{1,2}|\d{1,2})"
_IS = r"\s*(?:=|:|–|-|\(|betyder\b)\s*"
_PAIR = re.compile(
    rf"(?<![\w.])(?P<sign>{_SIGN}){_IS}(?P<word>[^=;,/|\n()]+?)\)?\s*"
    rf"(?=$|[;,/|\n]|\s+(?:og\s+)?{_SIGN}\s*(?:=|:|\())"
)
_TURNED = re.compile(rf"(?P<word>[^=;,/|\n():]+?)\s*(?:=|\()\s*(?P<sign>{_SIGN})(?!\w)\)?")
_MOST_TEXTS = 40
_SAME = 4
"""Two words with so many first letters alike mean the same heading: "Prioritering" and "Prioritet"."""

_UNIT = (
    r"(?:hele\s+)?(?P<unit>t\.?\s?kr\.?|tkr\.?|1[.,\s]?000\s?kr\.?|tusinde?\s?kr\w*\.?"
    r"|mio\.?\s?kr\.?|mill?\.?\s?kr\.?|mia\.?\s?kr\.?)"
)
_IN_UNITS = re.compile(
    rf"\b(?:beloeb|tal|oekonomi|budget|priser|udgift|bevilling|forbrug)\w*\b[^.;]{{0,40}}?\bi\s+{_UNIT}(?!\w)"
    rf"|\(?(?:alle\s+)?i\s+{_UNIT.replace('?P<unit>', '?P<alone>')}\)?"
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What one legend says: sign -> words, and what it is about, if it says so."""

    words_of: Mapping[str, str]
    about: str = ""


def read_signs(texts: Iterable[str]) -> tuple[Signs, ...]:
    """Read the legends of a list; pairs that stand in a cell each are one legend."""
    found: list[Signs] = []
    lone: dict[str, str] = {}
    for text in list(texts)[:_MOST_TEXTS]:
        matches = list(_PAIR.finditer(text)) or list(_TURNED.finditer(text))
        pairs = {fold(match["sign"]): match["word"].strip() for match in matches}
        if len(pairs) > 1:
            found.append(Signs(pairs, fold(text[: matches[0].start()].strip(" :-–("))))
        else:
            lone |= pairs
    return (*found, Signs(lone)) if len(lone) > 1 else tuple(found)


def codes_of_signs(codes: type[Code], legends: Iterable[Signs], heading: str) -> Mapping[str, Code]:
    """Give what signs mean in a column: of legends that say only words of its list, and are about it."""
    found: dict[str, Code] = {}
    for legend in legends:
        read = {sign: parse_code(codes, word).value for sign, word in legend.words_of.items()}
        known = {sign: code for sign, code in read.items() if code is not None}
        if len(known) == len(read) and len(set(known.values())) > 1 and _is_about(legend.about, heading):
            found = known | found
    return found


def _is_about(about: str, heading: str) -> bool:
    """Tell whether a legend may be about a column: it names it, or names nothing but that it is a legend."""
    named = [word for word in _words_in(about) if word not in _neutral()]
    own = [word[:_SAME] for word in _words_in(fold(heading))]
    return not named or any(word[:_SAME] in own for word in named)


def _words_in(folded: str) -> Iterator[str]:
    return (word for word in re.findall(r"\w+", folded) if len(word) >= _SAME)


def _neutral() -> frozenset[str]:
    return frozenset(map(fold, words("legend_words")["legend"]))


def unit_of_notes(texts: Iterable[str]) -> int:
    """Give the kroner that one unit stands for where a note says it of the whole list ("beløb i t.kr.")."""
    for text in texts:
        folded = plain_letters(text)
        match = _IN_UNITS.search(folded)
        if match and (match["unit"] or match.span() == (0, len(folded))):
            return unit_of_heading(match["unit"] or match["alone"])
    return 1
