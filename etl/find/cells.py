"""What a cell holds, as tables of other kinds than initiatives have it: dates, states, scores, figures."""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from etl.find.axes import is_month, is_organisation, is_quarter, names_step, step_number
from etl.parse.dates import DateContext, parse_date
from etl.parse.lights import light_of_text
from etl.parse.normal import is_lone_sign
from etl.parse.words import StepState, parse_code
from etl.read.grid import Raw
from portfolio.vocabulary import Code, Uptake

_SCORE = re.compile(r"[0-3](?:\s*[-–:=(].*)?")
_HIGHEST_SCORE = 3
_LONGEST_MEETING = 60
_DATES = DateContext(year_hint=2020)


def is_span_of_time(raw: Raw) -> bool:
    """Tell a month or a quarter as a section names it ("Januar 2026", "Status for 1. kvartal 2026")."""
    if isinstance(raw, dt.date):
        return True
    text = str(raw)
    return is_month(text) or is_quarter(text) or _precision(raw) in {"month", "quarter"}


def names_day(raw: Raw) -> bool:
    """Tell a text with a day in it ("Møde i SSG den 12. marts 2026")."""
    if isinstance(raw, dt.date):
        return True
    return _precision(raw) == "day"


def _precision(raw: Raw) -> str | None:
    """Give how precise the date in a short text is."""
    return _precision_of(raw) if isinstance(raw, str) and len(raw) <= _LONGEST_MEETING else None


@lru_cache(maxsize=20_000)
def _precision_of(text: str) -> str | None:
    found = parse_date(text, _DATES).value
    return None if found is None else str(found.precision)


def codes_of(codes: type[Code]) -> Callable[[Raw], bool]:
    """Give what tells a cell that holds a code of a closed list."""
    return lambda raw: _holds(codes, raw)


def _holds(codes: type[Code], raw: Raw) -> bool:
    return _text_holds(codes, raw) if isinstance(raw, str) else parse_code(codes, raw).value is not None


@lru_cache(maxsize=40_000)
def _text_holds(codes: type[Code], text: str) -> bool:
    return parse_code(codes, text).value is not None


def is_place(raw: Raw) -> bool:
    """Tell the name of one organisation."""
    return isinstance(raw, str) and is_organisation(raw)


def is_uptake(raw: Raw) -> bool:
    """Tell how far an organisation is, in a word, a sign or a date."""
    return _holds(Uptake, raw) or is_time(raw) or str(raw).strip() in {"?", "-"}


def is_step_state(raw: Raw) -> bool:
    """Tell whether a step is reached, in a word, a sign or a date."""
    return _holds(StepState, raw) or is_time(raw) or str(raw).strip() in {"?", "-"}


def is_figure(raw: Raw) -> bool:
    """Tell a figure, also with a sign or a unit."""
    if isinstance(raw, bool | dt.date):
        return False
    return (
        isinstance(raw, int | float) or bool(re.match(r"\W*\d", str(raw))) or str(raw).strip() in {"-", "–"}
    )


def is_time(raw: Raw) -> bool:
    """Tell a date or another span of time."""
    return isinstance(raw, dt.date) or _is_time(raw)


@lru_cache(maxsize=10_000)
def _is_time(raw: str | float | None) -> bool:
    text = str(raw)
    return is_month(text) or is_quarter(text) or parse_date(raw, _DATES).value is not None


def is_day(raw: Raw) -> bool:
    """Tell a day, as a date or in a text that says nothing else, or a month or quarter."""
    if isinstance(raw, str) and (is_month(raw) or is_quarter(raw)):
        return True
    return isinstance(raw, dt.date) or (isinstance(raw, str) and raw[:1].isdigit() and names_day(raw))


def is_step(raw: Raw) -> bool:
    """Tell a step of a process, by number or words."""
    text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
    return (
        bool(re.fullmatch(r"\d{1,2}(\.?[a-d])?\.?", text))
        or step_number(text) is not None
        or names_step(text)
    )


def is_score(raw: Raw) -> bool:
    """Tell a score from 0 to 3, also with words after it."""
    if isinstance(raw, bool):
        return False
    if isinstance(raw, int | float):
        return raw in range(_HIGHEST_SCORE + 1)
    return isinstance(raw, str) and bool(_SCORE.fullmatch(raw.strip()))


def is_score_or_dash(raw: Raw) -> bool:
    """Tell a score, or a sign where none is given."""
    return is_score(raw) or (isinstance(raw, str) and is_lone_sign(raw))


def is_light(raw: Raw) -> bool:
    """Tell a traffic light in a word, a sign or a letter."""
    return isinstance(raw, str) and (light_of_text(raw, None).value is not None or raw.strip() in {"G", "g"})
