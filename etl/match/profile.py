"""What the values of a column look like, measured on a sample of its rows."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from etl.parse.amounts import parse_amount
from etl.parse.dates import DateContext, completed, parse_date
from etl.parse.lights import Legend, light_of_colour, light_of_text, read_legend, with_column
from etl.parse.normal import fold, is_lone_sign
from etl.parse.numbers import parse_count
from etl.parse.organisations import recognise_organisation
from etl.parse.places import parse_municipalities
from etl.parse.texts import shown
from etl.parse.words import axes_of_status, parse_code
from etl.read.grid import Raw

_CONTEXT = DateContext(year_hint=2020)
_REACHED = re.compile(r"\S+@\S+\.\S+|(?:\+45\s*)?(?:\d\d\s?){4}")
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
_KRONER = re.compile(r"\d.*\b(?:t?kr|kroner|dkk|mio|mill)\b", re.IGNORECASE)
_PROSE_LENGTH, _LONGEST = 40, 500
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

    def _share(self, holds: Callable[[Raw], bool]) -> float:
        return sum(map(holds, self.values)) / len(self.values) if self.values else 0.0

    def _text_share(self, holds: Callable[[str], object]) -> float:
        return sum(bool(holds(text)) for text in self.texts) / len(self.values) if self.values else 0.0

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
        return self._share(lambda raw: _reads_as_date(raw))

    def in_part(self, part: str) -> float:
        """Give the share of values that are numbers of weeks, months or other parts of a year."""
        return self._share(lambda raw: completed(raw, part) is not raw)

    @cached_property
    def amount(self) -> float:
        """Give the share of values that can be read as amounts."""
        return self._share(lambda raw: not isinstance(raw, dt.date) and _is_amount(raw))

    @cached_property
    def kroner(self) -> float:
        """Give the share of values that are amounts and say so ("450 t.kr.")."""
        return self._text_share(lambda text: _KRONER.search(text) and parse_amount(text).value is not None)

    @cached_property
    def count(self) -> float:
        """Give the share of values that can be read as whole numbers."""
        return self._share(lambda raw: not isinstance(raw, dt.date) and parse_count(raw).value is not None)

    @cached_property
    def share(self) -> float:
        """Give the share of values that can be a part of a whole: per cents, or numbers up to 1 or 100."""
        if not self.values:
            return 0.0
        written = self._text_share(lambda text: _PERCENT.search(text))
        numbers = self._share(lambda raw: (number := parse_number(raw)) is not None and 0 <= number <= 100)
        return max(written, numbers, self.percent_count / len(self.values))

    @cached_property
    def municipality(self) -> float:
        """Give the share of values that name municipalities."""
        return self._text_share(lambda text: parse_municipalities(text, None).value or is_all(text))

    @cached_property
    def organisation(self) -> float:
        """Give the share of values that name a cluster, a planning area or a health council."""
        return self._text_share(lambda text: recognise_organisation(text, on=None, region=None).value)

    @cached_property
    def institution(self) -> float:
        """Give the share of values that name a body rather than a person."""
        return self._text_share(lambda text: _ORGANISATION.search(text.casefold()))

    @cached_property
    def hospital(self) -> float:
        """Give the share of values that name a hospital or a ward."""
        return self._text_share(lambda text: _HOSPITAL.search(text.casefold()))

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
        return self._text_share(_REACHED.search)

    @cached_property
    def link(self) -> float:
        """Give the share of values that point at a document."""
        return self._text_share(_LINK.search)

    @cached_property
    def _legend(self) -> Legend:
        """Let G be green in a column that also has Y or A."""
        return with_column(read_legend(()), self.texts)

    @cached_property
    def light(self) -> float:
        """Give the share of values that are the words or signs of a traffic light."""
        return self._share(lambda raw: light_of_text(raw, self._legend).value is not None)

    @cached_property
    def has_lights(self) -> bool:
        """Tell whether values name at least two lights."""
        return len({light_of_text(raw, self._legend).value for raw in self.values} - {None}) > 1

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
        return self._text_share(_says_status)

    def code(self, codes: type[StrEnum]) -> float:
        """Give the share of values that are words of a closed list."""
        return self._share(lambda raw: parse_code(codes, raw).value is not None)


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


def _reads_as_date(raw: Raw) -> bool:
    if isinstance(raw, dt.date):
        return True
    if isinstance(raw, int | float):
        return 1990 <= raw <= 2100
    if not isinstance(raw, str):
        return False
    parsed = parse_date(raw, _CONTEXT)
    return parsed.value is not None and all(remark.id != "date.in_text" for remark in parsed.remarks)


def _is_amount(raw: Raw) -> bool:
    return parse_number(raw) is not None or parse_amount(raw).value is not None


def _says_status(text: str) -> bool:
    axes = axes_of_status(text)
    told = (axes.status, axes.phase, axes.traffic_light, axes.completion_share, axes.process_step)
    return any(value is not None for value in told)
