"""What the values of a column look like, measured on a sample of its rows."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TypeVar

from etl.parse.amounts import parse_amount
from etl.parse.dates import DateContext, completed, may_be_date, parse_date
from etl.parse.lights import Legend, light_of_colour, light_of_text, read_legend, with_column
from etl.parse.normal import fold, is_lone_sign
from etl.parse.numbers import parse_count
from etl.parse.organisations import recognise_organisation
from etl.parse.places import parse_municipalities
from etl.parse.texts import shown
from etl.parse.words import axes_of_status, parse_code
from etl.read.grid import Raw
from portfolio.reference import by_reference_at_most
from portfolio.vocabulary import TrafficLight

_CONTEXT = DateContext(year_hint=2020)
_NO_LEGEND = read_legend(())
REACHED = re.compile(r"\S+@\S+\.\S+|(?<![\d-])(?<!\d\.)(?:\+45\s*)?(?:\d\d\s?){3}\d\d(?!\d|-\d)")
_LINK = re.compile(r"https?://|www\.|[A-Z]:\\|\.(?:docx?|pdf|xlsx?)\b", re.IGNORECASE)
_HOSPITAL = re.compile(
    r"hospital|sygehus|afdeling|afsnit|klinik|ambulatori|\bahh\b|\bnoh\b|\bhgh\b|\bbfh\b|\baua?h\b|\bouh\b"
)
_ORGANISATION = re.compile(
    r"kommune|region|hospital|sekretariat|udvalg|direkt|\bplo\b|klynge|forvaltning|afdeling"
)
_PERCENT = re.compile(r"\d\s*(?:%|pct|procent)")
_PERSON = re.compile(r"[A-ZÆØÅ][a-zæøåé]+(?:[ -][A-ZÆØÅ][\w.]*){1,3}")
_EXPLANATION = re.compile(r"\S{1,5}\s*=\s*\S")
_KRONER = re.compile(r"^[^\d\n]*\d.*\b(?:t?kr|kroner|dkk|mio|mill)\b", re.IGNORECASE | re.MULTILINE)
_NUMBERED = re.compile(r"\W*(?:[^\W\d_]{1,10}\W{0,2})?\d[\d.\-/]*[a-z]?\W*", re.IGNORECASE)
_CODED = re.compile(r"(?=\D*\d)(?=[^-./_]*[-./_]|\d{8})[A-ZÆØÅ0-9][A-ZÆØÅ0-9.\-/_]{5,}")
"""A number of a case, an account or an approval ("29.30.00-P20-12-26"), which no word or amount is like."""

_LEAST_CODE = 10_000_000
_LEADING = 3
_PROSE_LENGTH, _LONGEST = 40, 200
_LONGEST_PERCENT, _LONGEST_DATE, _LONGEST_LIGHT = 10, 80, 80
_REMEMBERED = 20_000
_TICKS = {"x", "xx", "(x)", "✓", "✔", "☑", "√", "ü", "þ", "1", "●", "v"}
_CROSSES = _TICKS | {"ja", "nej", "j", "n", "true", "false", "sand", "falsk"}

_FEW_LETTERS = 5


@dataclass(frozen=True)
class Profile:
    """A column's sample: its raw values that are not empty, and what its cells look like.

    Attributes:
        values: raw values, without lone dashes and question marks.
        row_count: how many rows were looked at.
        fills: colours of the cells that have one.
        percent_count: how many cells are numbers shown as per cent.
    """

    values: tuple[Raw, ...]
    row_count: int
    fills: tuple[str, ...] = ()
    percent_count: int = 0

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Give the values that are texts."""
        return tuple(raw for raw in self.values if isinstance(raw, str))

    @cached_property
    def _counted(self) -> tuple[tuple[Raw, int], ...]:
        """Give each value once with how often it stands there: the same is asked of each many times."""
        counts = Counter((type(raw), raw) for raw in self.values)
        return tuple((raw, count) for (_, raw), count in counts.items())

    def _share(self, holds: Callable[[Raw], object]) -> float:
        held = sum(count for raw, count in self._counted if holds(raw))
        return held / len(self.values) if self.values else 0.0

    def _text_share(self, holds: Callable[[str], object]) -> float:
        return self._share(lambda raw: isinstance(raw, str) and holds(raw))

    def exceeds(self, holds: Callable[[str], object], limit: float) -> bool:
        """Tell whether something holds for more than a share of the values, all texts; it stops when sure."""
        return _exceeds(self.texts, holds, limit * len(self.values))

    def is_dated(self, limit: float) -> bool:
        """Tell whether more than a share of the values can be read as dates."""
        return _exceeds(self.values, reads_as_date, limit * len(self.values))

    @cached_property
    def filled(self) -> float:
        """Give the share of rows that have a value."""
        return len(self.values) / self.row_count if self.row_count else 0.0

    @cached_property
    def distinct(self) -> float:
        """Give the share of values that differ from all others."""
        return len({str(raw) for raw in self.values}) / len(self.values) if self.values else 0.0

    @cached_property
    def length(self) -> float:
        """Give the mean length of the texts."""
        return sum(map(len, self.texts)) / len(self.texts) if self.texts else 0.0

    @cached_property
    def text(self) -> float:
        """Give the share of values that are texts with letters."""
        return self._text_share(lambda text: any(letter.isalpha() for letter in text))

    @cached_property
    def prose(self) -> float:
        """Give the share of values that are longer texts."""
        return self._text_share(lambda text: len(text) > _PROSE_LENGTH)

    @cached_property
    def number(self) -> float:
        """Give the share of values that are numbers, also typed as text."""
        return self._share(lambda raw: parse_number(raw) is not None)

    @cached_property
    def real_date(self) -> float:
        """Give the share of values that are real dates."""
        return self._share(lambda raw: isinstance(raw, dt.date))

    @cached_property
    def date(self) -> float:
        """Give the share of values that can be read as dates."""
        return self._share(reads_as_date)

    def in_part(self, part: str) -> float:
        """Give the share of values that are numbers of weeks, months or other parts of a year."""
        return self._share(lambda raw: completed(raw, part) is not raw)

    @cached_property
    def amount(self) -> float:
        """Give the share of values that can be read as amounts."""
        return self._share(_is_amount)

    @cached_property
    def kroner(self) -> float:
        """Give the share of values that are amounts and say so ("450 t.kr.")."""
        return self._text_share(lambda text: _KRONER.search(text) and parse_amount(text).value is not None)

    @cached_property
    def count(self) -> float:
        """Give the share of values that can be read as whole numbers."""
        return self._share(_is_count)

    @cached_property
    def share(self) -> float:
        """Give the share of values that can be a part of a whole: per cents, or numbers up to 1 or 100."""
        if not self.values:
            return 0.0
        written = self._text_share(lambda text: _PERCENT.search(text))
        numbers = self._share(lambda raw: (number := parse_number(raw)) is not None and 0 <= number <= 100)
        return max(written, numbers, self.percent_count / len(self.values))

    @cached_property
    def percent(self) -> float:
        """Give the share of values that are written as per cents ("75 %")."""
        return self._text_share(lambda text: len(text) <= _LONGEST_PERCENT and _PERCENT.search(text))

    @cached_property
    def municipality(self) -> float:
        """Give the share of values that name municipalities."""
        return self._text_share(names_municipality)

    @cached_property
    def organisation(self) -> float:
        """Give the share of values that name a cluster, a planning area or a health council."""
        return self._text_share(_names_organisation)

    @cached_property
    def institution(self) -> float:
        """Give the share of values that name a body rather than a person."""
        return self._text_share(lambda text: _ORGANISATION.search(text.casefold()))

    @cached_property
    def hospital(self) -> float:
        """Give the share of values that name a hospital or a ward."""
        return self._text_share(names_hospital)

    @cached_property
    def person(self) -> float:
        """Give the share of values that look like people's names: two to four words with capitals."""
        return self._text_share(_PERSON.fullmatch)

    @cached_property
    def explanation(self) -> float:
        """Give the share of values that explain a sign ("G = grøn"), as a legend beside a list does."""
        return self._text_share(_EXPLANATION.match)

    @cached_property
    def reached(self) -> float:
        """Give the share of values that hold an e-mail address or a telephone number."""
        return self._text_share(REACHED.search)

    @cached_property
    def link(self) -> float:
        """Give the share of values that point at a document."""
        return self._text_share(_LINK.search)

    @cached_property
    def _legend(self) -> Legend:
        """Let G be green in a column that also has Y or A."""
        return with_column(_NO_LEGEND, self.texts)

    @cached_property
    def _lights(self) -> Sequence[TrafficLight | None]:
        if self._legend is _NO_LEGEND:
            return [_light(raw) for raw in self.values]
        return [light_of_text(raw, self._legend).value for raw in self.values]

    @cached_property
    def light(self) -> float:
        """Give the share of values that are the words or signs of a traffic light."""
        found = sum(light is not None for light in self._lights)
        return found / len(self.values) if self.values else 0.0

    @cached_property
    def has_lights(self) -> bool:
        """Tell whether values name at least two lights."""
        return len(set(self._lights) - {None}) > 1

    @cached_property
    def letter(self) -> float:
        """Give the share of values that are one letter each, of a few that come again."""
        is_few = len(set(self.texts)) <= _FEW_LETTERS and self.distinct < 1
        return self._text_share(lambda text: len(text) == 1 and text.isalpha()) if is_few else 0.0

    @cached_property
    def digit(self) -> float:
        """Give the share of values that are one digit each, of a few that come again."""
        few = {shown(raw) for raw in self.values}
        is_few = len(few) <= _FEW_LETTERS and self.distinct < 1
        return self._share(lambda raw: len(shown(raw)) == 1 and shown(raw).isdecimal()) if is_few else 0.0

    @cached_property
    def fill_light(self) -> float:
        """Give the share of rows whose cell is filled with the colour of a traffic light."""
        lights = [light for fill in self.fills if (light := light_of_colour(fill)) is not None]
        return len(lights) / self.row_count if self.row_count and len(set(lights)) > 1 else 0.0

    @cached_property
    def tick(self) -> float:
        """Give the share of values that are a cross or a tick, and no answer."""
        return self._share(lambda raw: shown(raw).casefold() in _TICKS)

    @cached_property
    def cross(self) -> float:
        """Give the share of values that only mark a row: a cross, a tick, yes or no."""
        return self._share(lambda raw: shown(raw).casefold() in _CROSSES)

    @cached_property
    def status(self) -> float:
        """Give the share of values that say a status, a phase or a light, alone or in prose."""
        return self._text_share(says_status)

    @cached_property
    def lifecycle(self) -> float:
        """Give the share of values that say a status proper ("I gang"), and no phase, light or step alone."""
        return self._text_share(lambda text: axes_of_status(text).status is not None)

    @cached_property
    def step(self) -> float:
        """Give the share of values that are a step of a process ("Sendt til kommentering")."""
        return self._text_share(lambda text: axes_of_status(text).process_step is not None)

    @cached_property
    def leading_status(self) -> float:
        """Give the share of values whose first words say a status, as a note on how it goes begins."""
        return self._text_share(lambda text: says_status(" ".join(text.split()[:_LEADING])))

    @cached_property
    def numbered(self) -> float:
        """Give the share of values that are a number, with at most a word before it ("Sag 4", "B-12")."""
        return self._share(lambda raw: _NUMBERED.fullmatch(str(raw)))

    @cached_property
    def coded(self) -> float:
        """Give the share of values that are long numbers of a system: of cases, accounts, approvals."""
        return self._share(_is_coded)

    def code(self, codes: type[StrEnum]) -> float:
        """Give the share of values that are words of a closed list."""
        return self._share(lambda raw: _is_code(codes, raw))

    def is_coded(self, codes: type[StrEnum], limit: float) -> bool:
        """Tell whether more than a share of the values are words of a closed list."""
        return _exceeds(self.values, lambda raw: _is_code(codes, raw), limit * len(self.values))


def profile(raws: Sequence[Raw], fills: tuple[str, ...] = (), percent_count: int = 0) -> Profile:
    """Measure a column by its cells in some rows."""
    values = tuple(
        raw[:_LONGEST] if isinstance(raw, str) else raw
        for raw in raws
        if raw is not None and not (isinstance(raw, str) and is_lone_sign(raw[:_LONGEST]))
    )
    return Profile(values, len(raws), fills, percent_count)


def parse_number(raw: Raw) -> float | None:
    """Read a bare number, also one typed as text."""
    if isinstance(raw, bool | dt.date) or raw is None:
        return None
    if isinstance(raw, int | float):
        return float(raw)
    plain = str(raw).strip().removesuffix("%").strip().replace(",", ".")
    return float(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def is_all(text: str) -> bool:
    """Tell whether a text says "all" of something, or what it is about stands elsewhere."""
    return fold(text).split(" ", 1)[0] in {"alle", "samtlige", "hele", "all"}


_T = TypeVar("_T")


def _exceeds(values: Sequence[_T], holds: Callable[[_T], object], needed: float) -> bool:
    left, found = len(values), 0
    for value in values:
        if found > needed or found + left <= needed:
            break
        found += bool(holds(value))
        left -= 1
    return found > needed


# What single values say; a text stands in many rows, columns and lists, and is looked at once


def reads_as_date(raw: Raw) -> bool:
    """Tell whether a value is a date and little else."""
    if isinstance(raw, dt.date):
        return True
    if isinstance(raw, int | float):
        return 1990 <= raw <= 2100
    return isinstance(raw, str) and len(raw) <= _LONGEST_DATE and _is_date_text(raw)


@lru_cache(maxsize=_REMEMBERED)
def _is_date_text(text: str) -> bool:
    if not may_be_date(text):
        return False
    parsed = parse_date(text, _CONTEXT)
    return parsed.value is not None and all(remark.id != "date.in_text" for remark in parsed.remarks)


def _is_code(codes: type[StrEnum], raw: Raw) -> bool:
    return _is_code_text(codes, raw) if isinstance(raw, str) else parse_code(codes, raw).value is not None


@lru_cache(maxsize=_REMEMBERED)
def _is_code_text(codes: type[StrEnum], text: str) -> bool:
    return parse_code(codes, text).value is not None


def _is_amount(raw: Raw) -> bool:
    if isinstance(raw, str):
        return _is_amount_text(raw)
    return not isinstance(raw, dt.date) and (
        parse_number(raw) is not None or parse_amount(raw).value is not None
    )


@lru_cache(maxsize=_REMEMBERED)
def _is_amount_text(text: str) -> bool:
    return parse_number(text) is not None or parse_amount(text).value is not None


def _is_count(raw: Raw) -> bool:
    if isinstance(raw, str):
        return _is_count_text(raw)
    return not isinstance(raw, dt.date) and parse_count(raw).value is not None


@lru_cache(maxsize=_REMEMBERED)
def _is_count_text(text: str) -> bool:
    return parse_count(text).value is not None


@by_reference_at_most(_REMEMBERED)
def names_municipality(text: str) -> bool:
    """Tell whether a text names municipalities, or all of them."""
    return bool(parse_municipalities(text, None).value) or is_all(text)


def _light(raw: Raw) -> TrafficLight | None:
    if isinstance(raw, str):
        return _light_of_text(raw) if len(raw) <= _LONGEST_LIGHT else None
    return light_of_text(raw, _NO_LEGEND).value


@lru_cache(maxsize=_REMEMBERED)
def _light_of_text(text: str) -> TrafficLight | None:
    return light_of_text(text, _NO_LEGEND).value


@by_reference_at_most(_REMEMBERED)
def _names_organisation(text: str) -> bool:
    return recognise_organisation(text, on=None, region=None).value is not None


def _is_coded(raw: Raw) -> bool:
    if isinstance(raw, str):
        return _CODED.fullmatch(raw) is not None and not reads_as_date(raw)
    return isinstance(raw, float) and raw.is_integer() and raw >= _LEAST_CODE


def names_hospital(text: str) -> bool:
    """Tell whether a text names a hospital or a ward."""
    return bool(_HOSPITAL.search(text.casefold()))


@lru_cache(maxsize=_REMEMBERED)
def says_status(text: str) -> bool:
    """Tell whether a text says a status, a phase or a light, alone or in prose."""
    axes = axes_of_status(text)
    told = (axes.status, axes.phase, axes.traffic_light, axes.completion_share, axes.process_step)
    return any(value is not None for value in told)
