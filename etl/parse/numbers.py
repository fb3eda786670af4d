"""Numbers as Danish lists write them: counts, shares, and the digits of amounts."""

import re
from dataclasses import dataclass

from etl.parse.normal import is_lone_sign, plain_letters
from etl.parse.parsed import Parsed, Remark
from etl.parse.texts import shown
from etl.read.grid import Raw
from portfolio.vocabulary import Severity

NUMBER = (
    r"\d{1,3}(?:[ .'’]\d{3})+(?:,\d+)?(?![\d])|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+(?:[.,]\d+)?"
)
"""One number with its separators; spaces, dots and apostrophes between groups of three."""

_LONGEST = 200
_LONGEST_DIGITS = 20
_ABOUT = (
    r"(?:ca|cirka|omkring|op til|over|under|mindst|min|max|maks|forventet|forv|i alt|ialt|samlet"
    r"|>|<|~|≈|≥|≤|n\s*=)"
)
_COUNT = re.compile(rf"(?:{_ABOUT}\.?\s*)*({NUMBER})(.*)")
_RANGE_TAIL = re.compile(r"\s*(?:[-x*×+/]|til|eller|og|a)\s*\d")
_PER_CENT = re.compile(rf"({NUMBER})\s*(?:%|pct\b\.?|procent\b)")
_MINUS = re.compile(r"\s*[-−–]\s?")
_OF = re.compile(r"(\d{1,6})\s*(?:/|af|ud af|of)\s*(\d{1,6})(?:\s+\D.*)?")
_ENGLISH_WHOLE = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
"""Of a whole number, three digits after a comma can only be thousands."""

_YEARLY = re.compile(r"\b(?:pr\.?|per|om)\s*aar(?:et)?\b|\baarligt?\b")
_NO_COUNT = re.compile(r"\s*(?:%|pct|procent|kr\b|mio|mill|t\.?kr|[/.:]\s*\d|aar\b)")


def number_of(text: str, *, decimal_comma: bool = True) -> float | None:
    """Read digits with their separators; None for what is no number.

    "1.250" is 1250 and "1,25" is 1.25 with decimal comma; a dot that cannot part thousands is a decimal sign.
    """
    digits = re.sub(r"(?<=\d)[ '’](?=\d{3})", "", text.strip())
    if len(digits) > _LONGEST_DIGITS or not re.fullmatch(r"-?\d[\d.,]*", digits):
        return None
    return _as_float(_with_point(digits, decimal_comma=decimal_comma))


def _with_point(digits: str, *, decimal_comma: bool) -> str:
    """Drop the thousands' separator and write a point for the decimal sign."""
    thousands, decimal = (".", ",") if decimal_comma else (",", ".")
    if "," in digits and "." in digits:
        decimal = max(".,", key=digits.rfind)
        thousands = "." if decimal == "," else ","
        return digits.replace(thousands, "").replace(decimal, ".")
    if digits.count(decimal) > 1 or (decimal not in digits and _parts_thousands(digits, thousands)):
        return re.sub(r"[.,]", "", digits)
    return digits.replace(",", ".")


def _parts_thousands(digits: str, separator: str) -> bool:
    return bool(re.fullmatch(rf"-?[1-9]\d{{0,2}}(?:{re.escape(separator)}\d{{3}})+", digits))


def _as_float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _warning(message_id: str, text: str) -> tuple[Remark, ...]:
    return (Remark(message_id, Severity.WARNING, {"text": text}),)


def _is_number(raw: Raw) -> bool:
    return isinstance(raw, (int, float)) and not isinstance(raw, bool) and abs(raw) < 1e15


def parse_count(raw: Raw, *, decimal_comma: bool = True) -> Parsed[int]:
    """Read a whole number of something ("ca. 1.200 borgere"); a range or a word gives no number."""
    text = shown(raw)
    if not text:
        return Parsed(None)
    if isinstance(raw, (int, float)) and _is_number(raw):
        return Parsed(int(raw)) if raw == int(raw) else Parsed(None, _warning("number.not_whole", text))
    if is_lone_sign(text):
        return Parsed(None, _warning("number.not_readable", text) if "?" in text else (), is_placeholder=True)
    return _count_of_text(text, decimal_comma=decimal_comma)


def _count_of_text(text: str, *, decimal_comma: bool) -> Parsed[int]:
    match = _COUNT.fullmatch(plain_letters(text)[:_LONGEST])
    if match is None or _NO_COUNT.match(match[2]):
        return Parsed(None, _warning("number.not_readable", text))
    if _RANGE_TAIL.match(match[2].replace("–", "-")):
        return Parsed(None, _warning("number.range", text))
    number = number_of(match[1], decimal_comma=decimal_comma and not _ENGLISH_WHOLE.fullmatch(match[1]))
    if number is None or number != int(number):
        return Parsed(None, _warning("number.not_whole", text))
    yearly = (Remark("number.yearly", Severity.INFO, {"text": text}),) if _YEARLY.search(match[2]) else ()
    return Parsed(int(number), yearly)


def parse_share(raw: Raw, *, as_percent: bool) -> Parsed[float]:
    """Read a share from 0 to 1.

    Args:
        raw: the cell.
        as_percent: a number without per cent sign counts per cent (62 is 0.62); else it is the share.
    """
    text = shown(raw)
    if not text:
        return Parsed(None)
    if isinstance(raw, (int, float)) and _is_number(raw):
        return _share(raw / 100 if as_percent else float(raw), text)
    if is_lone_sign(text):
        return Parsed(None, _warning("number.not_readable", text) if "?" in text else (), is_placeholder=True)
    return _share_of_text(text, as_percent=as_percent)


def _share_of_text(text: str, *, as_percent: bool) -> Parsed[float]:
    found = share_in_text(text)
    if found is not None:
        return Parsed(found.value)
    folded = plain_letters(text)[:_LONGEST]
    part = _OF.fullmatch(folded)
    if part and 0 < int(part[2]) >= int(part[1]):
        return Parsed(round(int(part[1]) / int(part[2]), 4))
    number = number_of(re.sub(rf"^{_ABOUT}\.?\s*", "", folded))
    if number is None:
        return Parsed(None, _warning("number.share_not_readable", text))
    return _share(number / 100 if as_percent else number, text)


def _share(value: float, text: str) -> Parsed[float]:
    if not 0 <= value <= 1:
        return Parsed(None, _warning("number.share_out_of_range", text))
    return Parsed(round(value, 6))


@dataclass(frozen=True, slots=True)
class ShareInText:
    """The only per cent in a text, the text without it, and whether it stands first."""

    value: float
    rest: str
    is_leading: bool


def share_in_text(text: str) -> ShareInText | None:
    """Find the per cent in a text; None where there is none, or several, or one above a hundred."""
    matches = list(_PER_CENT.finditer(text.casefold()[:2000]))
    if len(matches) != 1:
        return None
    number = number_of(matches[0][1])
    if number is None or number > 100:
        return None
    start, end = matches[0].span()
    if _MINUS.fullmatch(text[:start]):
        return None
    return ShareInText(round(number / 100, 6), f"{text[:start]} {text[end:]}".strip(" ,;:-–"), start == 0)
