"""What a heading across a matrix stands for: an organisation, a month, a step of a process."""

import re
from functools import cache, lru_cache

from etl.parse.normal import fold
from etl.parse.organisations import recognise_organisation
from etl.parse.place_book import place_book
from etl.schema.folding import folded
from etl.schema.kinds import step_of_words
from etl.schema.words import words
from portfolio.reference import by_reference_at_most

_STEP = re.compile(
    r"(?:(?:proces)?trin|step|fase)?\s*(?P<number>\d{1,2})\s*\.?\s*(?P<letter>[a-d](?![a-zæøå]))?\s*(?P<end>[.):–-]?)"
    r"\s*(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)
_STEP_WORD = re.compile(r"\s*(proces)?(trin|step)\s*\d", re.IGNORECASE)
_HIGHEST_STEP = 12
_MONTH_DATE = re.compile(r"(?:\d{1,2}[-/.])?\d{1,2}[-/.](19|20)\d{2}|(19|20)\d{2}[-/. ](0?[1-9]|1[0-2])")
_QUARTER = re.compile(
    r"(?:[kq]\s?[1-4]|[1-4]\s?\.?\s?(?:kvt|kvartal|kv)\.?)\W*(?:(?:19|20)\d\d|\d\d)?"
    r"|(?:19|20)\d\d\W*(?:[kq]\s?[1-4]|[1-4]\s?\.?\s?(?:kvt|kvartal|kv)\.?)",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?:[12]\s?\.?\s?halvår|h[12]|(?:første|andet)\s(?:halvår|halvdel af))\W*(?:(?:19|20)\d\d|\d\d)?"
    r"|(?:19|20)\d\d\W*(?:h[12]|[12]\.\s?halvår)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(19|20)\d\d")
_WEEK = re.compile(r"(?:uge|u|week|wk)\.?\s?(?:[1-9]|[1-4]\d|5[0-3])(?:\W+(?:19|20)?\d\d)?", re.IGNORECASE)
_KIND_OF_BODY = re.compile(
    r"(?P<hospital>hospital|sygehus)|klynge|planomraade|sundhedsraad|samordningsudvalg"
)
_OTHER_PART = re.compile(
    r"region (?:hovedstaden|sjaelland|midtjylland|midt|nordjylland|nord|syddanmark|oestdanmark)"
    r"|almen praksis|plo(?: \w+)?|psykiatrien|praktiserende laeger"
    r"|rigshospitalet|rh|rhf|rhp|pc \w+|psykiatrisk center \w+|region \w+s psykiatri"
)
_LONGEST, _ENDING = 40, 3


@by_reference_at_most(4_000)
def is_municipality(text: str) -> bool:
    """Tell whether a heading is a municipality's name, also a short one."""
    return len(text) <= _LONGEST and place_book().municipality(text) is not None


@by_reference_at_most(4_000)
def is_organisation(text: str) -> bool:
    """Tell whether a text is one organisation's name: a municipality, a hospital, a cluster."""
    if not 0 < len(text) <= _LONGEST:
        return False
    kind = _KIND_OF_BODY.search(folded(text))
    if kind is None and _OTHER_PART.fullmatch(folded(text)):
        return True
    if kind is None:
        return is_municipality(text) or fold(text) in place_book().hospital_ids
    is_only_kind = len(folded(text)) <= len(kind[0]) + _ENDING
    if is_only_kind or kind["hospital"]:
        return not is_only_kind
    return recognise_organisation(text, on=None, region=None).value is not None


@lru_cache(maxsize=4_000)
def is_month(text: str) -> bool:
    """Tell whether a heading is a month, with or without its year."""
    first, *more = folded(text).split() or [""]
    return bool(_MONTH_DATE.fullmatch(text.strip())) or (
        first in _month_names() and all(map(str.isdigit, more))
    )


@lru_cache(maxsize=4_000)
def is_quarter(text: str) -> bool:
    """Tell whether a heading is a quarter of a year, with or without the year."""
    return bool(_QUARTER.fullmatch(text.strip()))


@lru_cache(maxsize=4_000)
def is_half_year(text: str) -> bool:
    """Tell whether a heading is a half year, with or without the year."""
    return bool(_HALF.fullmatch(text.strip()))


def is_year(text: str) -> bool:
    """Tell whether a heading is a year."""
    return bool(_YEAR.fullmatch(text.strip()))


@lru_cache(maxsize=4_000)
def is_week(text: str) -> bool:
    """Tell whether a heading is a week of a year ("uge 34", "U34-2026")."""
    return bool(_WEEK.fullmatch(text.strip()))


def is_span(text: str) -> bool:
    """Tell whether a heading is a week, a month, a quarter, a half year or a year."""
    return is_part_of_year(text) or is_year(text) or is_week(text)


def is_part_of_year(text: str) -> bool:
    """Tell whether a heading is a month, a quarter or a half year."""
    return is_month(text) or is_quarter(text) or is_half_year(text)


@cache
def _month_names() -> frozenset[str]:
    return frozenset(folded(name) for names in words("months").values() for name in names)


@lru_cache(maxsize=4_000)
def step_number(text: str) -> str | None:
    """Give the step that a text numbers ("1.a Igangsat af SSG", "Trin 7"); None where it numbers none."""
    found = _STEP.fullmatch(text.strip())
    if found is None or not 1 <= int(found["number"]) <= _HIGHEST_STEP:
        return None
    says_more = bool(found["words"]) and not found["words"][0].isdigit()
    is_named = bool(_STEP_WORD.match(text))
    if found["words"] and not says_more:
        return None
    if not (is_named or says_more or found["letter"]):
        return None
    letter = f".{found['letter'].lower()}" if found["letter"] else ""
    return f"{int(found['number'])}{letter}"


def is_step(text: str) -> bool:
    """Tell whether a heading numbers a step."""
    return step_number(text) is not None


@lru_cache(maxsize=4_000)
def names_step(text: str) -> bool:
    """Tell whether a heading without a number has the words of a step of either process."""
    return len(text) <= _LONGEST and any(
        step_of_words(process, text) is not None for process in ("agreement", "development")
    )
