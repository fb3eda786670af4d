"""Section rows: what a heading inside a table says of the rows below it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.parse.normal import fold, tidy
from etl.parse.organisations import recognise_organisation
from etl.parse.place_book import place_book
from etl.parse.words import axes_of_status
from etl.read.grid import Raw
from etl.schema.folding import folded
from etl.schema.headings import concepts_of, heading_scores
from portfolio.reference import by_reference_at_most, load_reference
from portfolio.vocabulary import Status

_YEAR = re.compile(r"(?:\D*\b)?((?:19|20)\d\d)\b\D*")
_PREFIX = re.compile(r"(?P<label>[^:–\d]{3,30}?)\s*(?P<number>\d+(?:\.\d+)?)?\s*[:–]\s*(?P<value>\S.*)")
_COUNT = re.compile(r"\s*\(\d{1,4}(?: [^\W\d]+)?\)$")
_REGION = re.compile(r"region (?:hovedstaden|sjaelland|syddanmark|midtjylland|nordjylland|oestdanmark)")
_ABOUT = re.compile(r"(\S+)\s+(?:til|i|pr|hos|fra|med)\b", re.IGNORECASE)
"""A status and what it is about ("Idéer til senere", "Afsluttede i 2025")."""

_LACKING = {"uden", "ingen", "ikke", "without", "no", "not"}
"""How a section begins that gathers what the others leave ("Uden frist")."""

_LONGEST = 90
_YEARS = range(1990, 2101)
_WORDS_BESIDE = 3
_MOST_STATUS_WORDS = 6


@dataclass(frozen=True, slots=True)
class Section:
    """What a section's heading says.

    Attributes:
        text: the heading as typed.
        field: the field that it gives the rows below; None where it gives a year alone or nothing.
        value: the field's value: a code for a status or phase, else the text.
        year: the year that it names.
    """

    text: str
    field: str | None
    value: str
    year: int | None = None


@by_reference_at_most(2_000)
def read_section(text: str) -> Section:
    """Read a section's heading: a status, a focus area, an organisation, a year, or a name of its own."""
    year = _year(text)
    labelled = _labelled(text)
    if labelled is not None:
        return Section(text, labelled[0], _coded(*labelled), year)
    status = status_named(text) or _status_about(text)
    if status is not None:
        return Section(text, "status", str(status), year)
    name = without_count(text)
    if recognise_organisation(name, on=None, region=None).value is not None:
        return Section(text, "cluster", name, year)
    if place_book().municipality(name) is not None:
        return Section(text, "municipalities", name, year)
    if fold(name) in place_book().hospital_ids:
        return Section(text, "hospitals", name, year)
    if _REGION.fullmatch(folded(name)):
        return Section(text, None, text, year)
    is_name = len(text) <= _LONGEST and not concepts_of(text) & {"thing", "other"}
    is_name = is_name and folded(text).split(" ", 1)[0] not in _LACKING
    is_only_year = year is not None and len(folded(text).split()) <= _WORDS_BESIDE
    return Section(text, "focus_area" if is_name and not is_only_year else None, name, year)


def without_count(text: str) -> str:
    """Give a section's name without how many stand below it ("Randersklyngen (3)")."""
    return _COUNT.sub("", text) or text


def _coded(field: str, value: str) -> str:
    """Give a labelled status or phase as its code, "" where none is understood; other values as they are."""
    if field == "status":
        return str(status_named(value) or "")
    return str(axes_of_status(value).phase or "") if field == "phase" else value


@lru_cache(maxsize=4_000)
def status_named(text: str) -> Status | None:
    """Give the status that a heading names, alone or with the initiatives ("Afsluttede projekter 2025")."""
    words = folded(text).split()
    if not 0 < len(words) <= _MOST_STATUS_WORDS:
        return None
    rest = " ".join(word for word in re.split(r"[\s:()]+", text) if word and not _is_aside(word))
    return axes_of_status(rest).status if len(rest.split()) <= _WORDS_BESIDE else None


def _status_about(text: str) -> Status | None:
    """Give the status that begins a section and says what it is of; "Opstart i 2025" names a year instead."""
    about = _ABOUT.match(text)
    named = axes_of_status(about[1]).status if about and len(text.split()) <= _MOST_STATUS_WORDS else None
    return None if named is Status.PLANNED and _year(text) is not None else named


def _is_aside(word: str) -> bool:
    """Tell a word beside a status: the initiatives, a year, a count."""
    return bool(_YEAR.fullmatch(word)) or word.isdigit() or concepts_of(word) == {"thing"}


def says_section(raw: Raw) -> bool:
    """Tell whether a lone cell speaks as a section does: a status, a labelled name, a year, a focus area."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return raw in _YEARS
    if not isinstance(raw, str) or not 0 < len(raw) <= _LONGEST:
        return False
    text = tidy(raw)
    is_year = _year(text) is not None and len(folded(text).split()) <= _WORDS_BESIDE
    return (
        text.endswith(":")
        or is_year
        or _labelled(text) is not None
        or status_named(text) is not None
        or _is_focus_area(text)
    )


def _labelled(text: str) -> tuple[str, str] | None:
    """Split "Fokusområde 1: Sammen om ældre" into its field and value."""
    found = _PREFIX.fullmatch(text)
    if found is None:
        return None
    scores = heading_scores(found["label"])
    field, score = max(scores.items(), key=lambda item: item[1], default=("", 0.0))
    return (
        (field, found["value"])
        if score >= 0.7 and field in {"focus_area", "cluster", "status", "phase"}
        else None
    )


def _is_focus_area(text: str) -> bool:
    names = {folded(name) for area in load_reference().focus_areas for name in (area.name, area.short_name)}
    return folded(text).lstrip("0123456789 ") in names


def _year(text: str) -> int | None:
    found = _YEAR.fullmatch(text)
    return int(found[1]) if found else None
