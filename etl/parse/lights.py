"""Traffic lights: words, letters, digits, smileys and colours of fills."""

import colorsys
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from rapidfuzz import fuzz, process

from etl.parse.normal import fold, is_lone_sign, plain_letters
from etl.parse.parsed import Parsed, Remark
from etl.parse.texts import shown
from etl.read.grid import Raw
from etl.schema.words import words
from portfolio.vocabulary import LABELS, Severity, TrafficLight


@dataclass(frozen=True, slots=True)
class Legend:
    """What letters and digits mean in a list, as the list says itself.

    ``has_other_letters`` is set where its letters are not those of colours, so that A is no amber.
    """

    meanings: Mapping[str, TrafficLight] = field(default_factory=dict)
    has_other_letters: bool = False


_CLAUSES = re.compile(r"[.,;:!()\n]+|\s+[-–—]\s+")
_LONGEST_LETTERS = 3
_NEGATED = re.compile(r"\b(?:ikke|ej)\s+$")
_NEAR, _SHORTEST_MISSPELT, _LONGEST_MISSPELT = 74, 3, 12


@cache
def _meanings(section: str) -> dict[str, TrafficLight]:
    return {fold(word): TrafficLight(code) for code, all_of in words(section).items() for word in all_of}


@cache
def _signs() -> dict[str, TrafficLight]:
    """Give smileys and symbols as typed: folding would drop their punctuation."""
    return {
        word: TrafficLight(code) for code, all_of in words("traffic_light_signs").items() for word in all_of
    }


@cache
def _colour_word() -> re.Pattern[str]:
    longest = sorted(_meanings("traffic_light"), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(longest) + r")\b")


def _colours_in(text: str) -> set[TrafficLight]:
    """Give the colours named in a folded text, without those that are denied ("ikke grøn")."""
    matches = _colour_word().finditer(text)
    known = _meanings("traffic_light")
    return {known[match[0]] for match in matches if not _NEGATED.search(text[: match.start()])}


# Legends


@cache
def _legend_phrases() -> dict[str, TrafficLight]:
    """Give what legends say instead of colours ("kritisk"); very short words would match anything."""
    return {
        word: light
        for word, light in _meanings("traffic_light_whole").items()
        if len(word) > _LONGEST_LETTERS
    }


@cache
def _legend_pair() -> re.Pattern[str]:
    known = sorted({*_meanings("traffic_light"), *_legend_phrases()}, key=len, reverse=True)
    colours = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in known)
    signs = r"[a-z0-9]|[^\w\s,;:=()]{1,3}"
    return re.compile(
        rf"(?<![\w])(?P<sign>{signs})\s*(?:=|:|er|betyder|-|–|\()\s*(?P<colour>{colours})\b"
        rf"|\b(?P<colour2>{colours})\s*(?:=|:|er|\()\s*(?P<sign2>{signs})(?!\w)"
    )


def read_legend(texts: Iterable[str]) -> Legend:
    """Read what signs mean from "G = grøn, Y = gul, R = rød"; one explained in two ways is left out."""
    found: dict[str, set[TrafficLight]] = {}
    for text in texts:
        for match in _legend_pair().finditer(plain_letters(text)[:500]):
            sign, colour = match["sign"] or match["sign2"], match["colour"] or match["colour2"]
            known = _meanings("traffic_light") | _legend_phrases()
            found.setdefault(sign, set()).add(known[fold(colour)])
    return Legend({sign: lights.pop() for sign, lights in found.items() if len(lights) == 1})


def _letters(text: str) -> str:
    return plain_letters(text)


def with_column(legend: Legend, texts: Iterable[str]) -> Legend:
    """Add that G is green where the column also uses Y or A for yellow: then G cannot be "gul"."""
    used = {fold(text) for text in texts if len(text.strip()) == 1}
    if any(letter.isalpha() and letter not in _meanings("traffic_light_letters") for letter in used):
        return replace(legend, has_other_letters=True)
    if "g" in used and used & {"y", "a"} and "g" not in legend.meanings:
        return Legend({**legend.meanings, "g": TrafficLight.GREEN})
    return legend


# Texts


def light_of_text(raw: Raw, legend: Legend | None) -> Parsed[TrafficLight]:
    """Read a traffic light from a word, a sign, a letter or, where a legend explains it, a digit."""
    text = shown(raw)
    if not text:
        return Parsed(None)
    light = _explained(text, legend)
    is_letter = len(text) == 1 and text.isalpha()
    if light is None and not (legend and legend.has_other_letters and is_letter):
        light = _of_whole(text)
    if light is not None:
        return Parsed(light)
    if is_lone_sign(text):
        return Parsed(None, is_placeholder=True)
    colours = _colours_in(fold(text))
    if len(colours) == 1:
        return Parsed(colours.pop())
    return Parsed(None, (_remark(text, colours),))


def _explained(text: str, legend: Legend | None) -> TrafficLight | None:
    if legend is None:
        return None
    return legend.meanings.get(plain_letters(text).strip(" .")) or legend.meanings.get(fold(text))


def _of_whole(text: str) -> TrafficLight | None:
    folded = fold(text)
    for section in ("traffic_light", "traffic_light_whole"):
        if folded in _meanings(section):
            return _meanings(section)[folded]
    light = _meanings("traffic_light_letters").get(folded)
    return _of_sign(text) if light is None or folded == "g" else light


def _of_sign(text: str) -> TrafficLight | None:
    """Read a text that is only signs of one meaning ("🟢", ":-)", "🟢🟢")."""
    sign = text.casefold().replace("\ufe0f", "").strip()
    exact = _signs().get(sign)
    if exact is not None:
        return exact
    meant = {_signs().get(part) for part in sign}
    return meant.pop() if len(meant) == 1 else None


def _remark(text: str, colours: set[TrafficLight]) -> Remark:
    if len(colours) > 1:
        return Remark("light.several", Severity.WARNING, {"text": text})
    if fold(text) == "g":
        return Remark("light.letter_g", Severity.WARNING, {"text": text})
    if re.fullmatch(r"\d", text):
        return Remark("light.digit", Severity.WARNING, {"text": text})
    near = _nearest(text)
    if near is not None:
        facts = {"text": text, "suggestion": LABELS[TrafficLight][near].da.lower()}
        return Remark("word.perhaps", Severity.WARNING, facts)
    return Remark("light.not_known", Severity.WARNING, {"text": text})


def _nearest(text: str) -> TrafficLight | None:
    """Give the colour whose word a short text is nearly spelt like."""
    folded, known = fold(text), _meanings("traffic_light")
    known = {word: light for word, light in known.items() if light is not TrafficLight.GREY}
    if not _SHORTEST_MISSPELT <= len(folded) <= _LONGEST_MISSPELT or not folded.isalpha():
        return None
    near = process.extractOne(folded, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return known[near[0]] if near else None


def light_of_clauses(text: str) -> TrafficLight | None:
    """Read a light from running text: only where a colour is a clause of its own and the only one named."""
    if _of_sign(text) not in (None, TrafficLight.GREY):
        return _of_sign(text)
    colours = _colours_in(fold(text))
    own = {fold(clause) for clause in _CLAUSES.split(text)} & set(_meanings("traffic_light"))
    return colours.pop() if len(colours) == 1 and own else None


# Colours

_PALEST, _DARKEST, _LEAST_CHROMA = 0.93, 0.2, 0.06
_BROWN_BELOW = 0.55


def light_of_colour(rgb: str) -> TrafficLight | None:
    """Tell which light a colour stands for, by hue and saturation; white, black and blue stand for none."""
    digits = rgb.lstrip("#")[-6:]
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
        return None
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, _, value = colorsys.rgb_to_hsv(red, green, blue)
    if max(red, green, blue) - min(red, green, blue) < _LEAST_CHROMA:
        return TrafficLight.GREY if _DARKEST < value < _PALEST else None
    return _light_of_hue(hue * 360, value)


def _light_of_hue(hue: float, value: float) -> TrafficLight | None:
    if value < _DARKEST:
        return None
    if hue < 18 or hue > 335:
        return TrafficLight.RED
    if hue < 70:
        return TrafficLight.YELLOW if value >= _BROWN_BELOW else None
    return TrafficLight.GREEN if hue < 165 else None
