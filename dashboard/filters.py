"""What the reader has chosen <-> the address's query.

Keys and words are Danish in ASCII: ``lys=roed,gul&kommune=0265&sort=-slut&side=2``. Several values stand with
commas between, or the key is repeated; ``ukendt`` asks for those where the value is missing. ``pr`` is the
moment that the portfolio is seen from, ``siden`` the one it is compared with: the end of a day, as
``2026-11-23``, a time of it, as ``2026-11-23T09.30``, or what a meeting looked at, as ``moede-12``.
``som-paa`` is the day by whose structure it is grouped. What cannot be used is left out and kept in
``Asked.ignored``, so that the page can say so.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import TypeVar
from urllib.parse import urlencode

from portfolio.moments import Moment, clock_time
from portfolio.reference import by_reference, load_reference
from portfolio.rules.gaps import GAP_LABELS, Gap
from portfolio.rules.likeness import fold
from portfolio.rules.months import DANISH_TIME
from portfolio.selection import UNKNOWN_CODE, Criteria
from portfolio.stand_ins import COMMON_CODE, OPEN_CODE, OTHER_CODE
from portfolio.vocabulary import LABELS, OrganisationKind, Phase, SpreadPotential, Status, TrafficLight

Query = Mapping[str, str | list[str]]
"""An address's query as Dash hands it to a layout: a key's one value, or the list of its values."""

Read = TypeVar("Read")

Addresses = Callable[..., str]
"""Gives an address for a code of each of some fields; None asks for those where it is missing."""

UNKNOWN = "ukendt"
OTHER = "andet"
_OPEN, _COMMON = "uafklaret", "faelles"
_LARGEST_NUMBER = 2**31 - 1  # an INTEGER of PostgreSQL
LIST = "/indsatser"
PAGE_SIZES = (25, 50, 100)
DEFAULT_SORT = "titel"
_TEXT_LENGTH = 200
_LARGEST_PAGE = 100_000

COLUMNS: dict[str, str] = {
    "nr": "key",
    "titel": "title",
    "lys": "traffic_light",
    "lyssiden": "light_since",
    "status": "status",
    "fase": "phase",
    "fokus": "focus_area",
    "klynge": "organisation",
    "kommuner": "municipalities",
    "maalgruppe": "target_group",
    "ejer": "owner",
    "tovholder": "lead",
    "hospital": "hospitals",
    "start": "start",
    "slut": "end",
    "spredning": "spread_potential",
    "prioritet": "priority",
    "faerdig": "completion_share",
    "budget": "budget_dkk",
    "naeste": "next_step",
    "bemaerkninger": "remarks",
    "maaned": "last_month",
    "kilder": "source_count",
}
"""The list's columns: the word in the address -> the field or frame column it shows."""

DEFAULT_COLUMNS = ("titel", "lys", "status", "fokus", "klynge", "tovholder", "slut")


@dataclass(frozen=True, slots=True)
class Ignored:
    """A key and value of the address that could not be used."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """All that an address asks for.

    Attributes:
        criteria: which initiatives.
        sort: word of the list's column to sort by, with a minus in front for the other way round.
        page: the list's page, from 1.
        page_size: rows on a page of the list.
        columns: words of the list's columns.
        own: keys that only one page knows, as they stand.
        ignored: what could not be used.
    """

    criteria: Criteria = field(default_factory=Criteria)
    sort: str = DEFAULT_SORT
    page: int = 1
    page_size: int = PAGE_SIZES[0]
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    own: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[Ignored, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A key of the address whose values come from a known list.

    ``words`` is that list, code -> word in the address, in the order in which people meet it.
    """

    key: str
    criterion: str
    words: Callable[[], Mapping[str, str]]
    has_unknown: bool = True


def _slug(text: str) -> str:
    return fold(text).replace(" ", "-")


@cache
def _code_words(codes: type[StrEnum]) -> dict[str, str]:
    return {str(code): _slug(LABELS[codes][code].da) for code in codes}


@cache
def _gap_words() -> dict[str, str]:
    return {str(gap): _slug(GAP_LABELS[gap].da) for gap in Gap}


@by_reference
def _focus_area_words() -> dict[str, str]:
    return {area.id: area.id for area in load_reference().focus_areas} | {OTHER_CODE: OTHER}


@by_reference
def _organisation_words() -> dict[str, str]:
    kinds = (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL)
    named = {it.id: it.id for it in load_reference().organisations if it.kind in kinds}
    return named | {OTHER_CODE: OTHER, OPEN_CODE: _OPEN, COMMON_CODE: _COMMON}


@by_reference
def _municipality_words() -> dict[str, str]:
    kind = OrganisationKind.MUNICIPALITY
    return {it.id: it.id for it in load_reference().organisations if it.kind is kind}


CHOICES = (
    Choice("fokus", "focus_areas", _focus_area_words),
    Choice("klynge", "organisations", _organisation_words),
    Choice("fra", "former", _organisation_words),
    Choice("kommune", "municipalities", _municipality_words),
    Choice("status", "statuses", lambda: _code_words(Status)),
    Choice("lys", "traffic_lights", lambda: _code_words(TrafficLight)),
    Choice("fase", "phases", lambda: _code_words(Phase)),
    Choice("spredning", "spread_potentials", lambda: _code_words(SpreadPotential)),
    Choice("mangler", "gaps", _gap_words, has_unknown=False),
)
"""The filters with a list to choose from, in the filter bar's order."""

CHOICE: dict[str, Choice] = {choice.criterion: choice for choice in CHOICES}

_TEXT, _LEFT, _SORT, _PAGE, _SIZE, _COLUMNS = "q", "udgaaede", "sort", "side", "antal", "kolonner"
_WITH_LEFT = "med"
AS_OF, SINCE, STRUCTURE = "pr", "siden", "som-paa"
_OTHER_KEYS = (_TEXT, _LEFT, _SORT, _PAGE, _SIZE, _COLUMNS, AS_OF, SINCE, STRUCTURE)
_DAY = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(rf"({_DAY.pattern})T(\d{{2}})[.:](\d{{2}})", re.ASCII)
_MEETING = "moede-"

MeetingMoments = Callable[[int], Moment | None]
"""Gives the moment that a meeting looked at, by its number; None: there is no such meeting."""


def word_of(choice: Choice, code: str) -> str:
    """Give the word in the address for a code of a choice."""
    return UNKNOWN if code == UNKNOWN_CODE else choice.words()[code]


def number_in(text: str) -> int | None:
    """Give the number of something kept, as addresses hold it; None where the text can be no such number."""
    if text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST_NUMBER)):
        return int(text) if int(text) <= _LARGEST_NUMBER else None
    return None


def no_meetings(_number: int) -> Moment | None:
    """Know of no meeting."""
    return None


def from_query(query: Query, own: Iterable[str] = (), meetings: MeetingMoments = no_meetings) -> Asked:
    """Read what an address asks for.

    Args:
        query: the address's query.
        own: keys that only this page knows.
        meetings: gives the moments of the meetings that addresses may name.
    """
    reading = _Reading(query, meetings)
    criteria = Criteria(
        **{choice.criterion: reading.codes(choice) for choice in CHOICES},  # type: ignore[arg-type]  # each choice names its criterion
        text=reading.text(),
        only_listed=reading.only_listed(),
        as_of=reading.moment(AS_OF),
        since=reading.moment(SINCE),
        structure_on=reading.day(STRUCTURE),
    )
    known = {*(choice.key for choice in CHOICES), *_OTHER_KEYS, *own}
    return Asked(
        criteria=criteria,
        sort=reading.sort(),
        page=reading.page(),
        page_size=reading.page_size(),
        columns=reading.columns(),
        own={key: values[0] for key in own if (values := reading.all(key))},
        ignored=(*reading.ignored, *reading.unknown_keys(known)),
    )


def seen_on(asked: Asked, today: dt.date) -> Asked:
    """Leave out moments that cannot be looked from: of a day to come, and a comparison with a later one."""
    criteria, ignored, last = asked.criteria, list(asked.ignored), Moment(today).instant
    if criteria.as_of is not None and criteria.as_of.instant > last:
        ignored.append(Ignored(AS_OF, moment_word(criteria.as_of)))
        criteria = criteria.but(as_of=None)
    if criteria.since is not None and criteria.since.instant > (criteria.as_of or Moment(today)).instant:
        ignored.append(Ignored(SINCE, moment_word(criteria.since)))
        criteria = criteria.but(since=None)
    return replace(asked, criteria=criteria, ignored=tuple(ignored))


def moment_word(moment: Moment) -> str:
    """Write a moment as addresses hold it."""
    if moment.meeting is not None:
        return f"{_MEETING}{moment.meeting}"
    if moment.at is None:
        return str(moment.day)
    return f"{moment.at.astimezone(DANISH_TIME):%Y-%m-%dT%H.%M}"


def to_query(asked: Asked) -> str:
    """Write what is asked for as an address's query, "?" included; "" when nothing is."""
    rest = urlencode([*_list_pairs(asked), *asked.own.items()], safe=",")
    parts = [part for part in (_criteria_text(asked.criteria), rest) if part]
    return f"?{'&'.join(parts)}" if parts else ""


def initiative_address(initiative_id: int, criteria: Criteria) -> str:
    """Give the address of an initiative's page, seen from the same moment in the same structure."""
    return f"{LIST}/{initiative_id}{_seen_from(criteria.as_of, criteria.structure_on)}"


@lru_cache(maxsize=64)
def _seen_from(moment: Moment | None, structure_on: dt.date | None) -> str:
    return address("", Criteria(as_of=moment, structure_on=structure_on))


def address(path: str, criteria: Criteria) -> str:
    """Give the address of a page with only its filters set."""
    text = _criteria_text(criteria)
    return f"{path}?{text}" if text else path


def list_address(criteria: Criteria) -> str:
    """Give the address of the list of the initiatives that meet some criteria."""
    return address(LIST, criteria)


def narrowed(criteria: Criteria, **codes: str | None) -> Criteria:
    """Give the criteria with fields set to one code each; None asks for those where it is missing.

    ``narrowed(criteria, traffic_lights="red", focus_areas=None)`` is what a bar or a cell links to.
    """
    chosen = {name: (UNKNOWN_CODE if code is None else str(code),) for name, code in codes.items()}
    return criteria.but(**chosen)


def toggled(criteria: Criteria, **codes: str | None) -> Criteria:
    """Give the criteria with fields set to one code each; open where that is just how they are.

    What a click in a chart asks for: the same click again takes it away.
    """
    chosen = narrowed(criteria, **codes)
    return criteria.but(**dict.fromkeys(codes, ())) if chosen == criteria else chosen


def narrowing(path: str, criteria: Criteria, *fields: str) -> Addresses:
    """Give what writes a page's addresses narrowed by a code of each of some fields, in that order.

    A chart has hundreds: what they share is written once. Otherwise as ``address(path, narrowed(...))``.
    """
    pairs = dict(_criteria_pairs(criteria.but(**dict.fromkeys(fields, ()))))
    places = [(fields.index(it.criterion), it) for it in CHOICES if it.criterion in fields]
    kept = [*(choice.key for choice in CHOICES), *_OTHER_KEYS]
    open_keys = {choice.key for _, choice in places}
    parts = [
        f"{key}=%s" if key in open_keys else _fixed(key, pairs[key])
        for key in kept
        if key in open_keys or key in pairs
    ]
    written, words = f"{path}?{'&'.join(parts)}", [(place, _words_of(choice)) for place, choice in places]
    return lambda *codes: written % tuple(known[codes[place]] for place, known in words)


def _fixed(key: str, value: str) -> str:
    """Write a part of a query that stays, in a text whose per cent signs are gaps to fill."""
    return urlencode({key: value}, safe=",").replace("%", "%%")


def _words_of(choice: Choice) -> Mapping[str | None, str]:
    """Give the words of a choice's codes, and of None: those where it is missing."""
    return dict(choice.words()) | {UNKNOWN_CODE: UNKNOWN, None: UNKNOWN}


def toggling(path: str, criteria: Criteria, *fields: str) -> Addresses:
    """Give what writes the addresses that clicks in a chart ask for: as ``address(path, toggled(...))``."""
    narrow, now = narrowing(path, criteria, *fields), [getattr(criteria, field) for field in fields]
    if any(len(codes) != 1 for codes in now):
        return narrow
    picked = tuple(None if code == UNKNOWN_CODE else code for (code,) in now)
    whole = address(path, criteria.but(**dict.fromkeys(fields, ())))
    return lambda *codes: whole if codes == picked else narrow(*codes)


def without(criteria: Criteria, criterion: str, code: str) -> Criteria:
    """Give the criteria without one chosen code."""
    kept = tuple(other for other in getattr(criteria, criterion) if other != code)
    return criteria.but(**{criterion: kept})


def sorted_by(asked: Asked, column: str) -> Asked:
    """Give what is asked for sorted by a column: the other way round when it already was."""
    return replace(asked, sort=f"-{column}" if asked.sort == column else column, page=1)


@lru_cache(maxsize=4096)
def _criteria_text(criteria: Criteria) -> str:
    """Write criteria; a page has hundreds of addresses, and the same ones again and again."""
    return urlencode(_criteria_pairs(criteria), safe=",")


def _criteria_pairs(criteria: Criteria) -> list[tuple[str, str]]:
    pairs = []
    for choice in CHOICES:
        words = [word_of(choice, code) for code in getattr(criteria, choice.criterion)]
        pairs += [(choice.key, ",".join(words))] if words else []
    pairs += [(_TEXT, criteria.text)] if criteria.text else []
    pairs += [] if criteria.only_listed else [(_LEFT, _WITH_LEFT)]
    moments = ((AS_OF, criteria.as_of), (SINCE, criteria.since))
    pairs += [(key, moment_word(moment)) for key, moment in moments if moment is not None]
    return pairs if criteria.structure_on is None else [*pairs, (STRUCTURE, str(criteria.structure_on))]


def _list_pairs(asked: Asked) -> list[tuple[str, str]]:
    pairs = {
        _SORT: (asked.sort, DEFAULT_SORT),
        _PAGE: (str(asked.page), "1"),
        _SIZE: (str(asked.page_size), str(PAGE_SIZES[0])),
        _COLUMNS: (",".join(asked.columns), ",".join(DEFAULT_COLUMNS)),
    }
    return [(key, value) for key, (value, default) in pairs.items() if value != default]


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text if _DAY.fullmatch(text) else "")


class _Reading:
    """A query being read: gives each part and collects what could not be used."""

    def __init__(self, query: Query, meetings: MeetingMoments) -> None:
        self._query, self._meetings = query, meetings
        self.ignored: list[Ignored] = []

    def all(self, key: str) -> list[str]:
        """Give a key's values as they stand, without the empty ones."""
        value = self._query.get(key, [])
        found = [value] if isinstance(value, str) else value
        return [text.strip() for text in found if text and text.strip()]

    def codes(self, choice: Choice) -> tuple[str, ...]:
        """Give a choice's codes in the order of its list, the unknown last."""
        code_of = {word: code for code, word in choice.words().items()}
        if choice.has_unknown:
            code_of[UNKNOWN] = UNKNOWN_CODE
        chosen = {code_of[word] for word in self._words(choice.key, code_of)}
        return tuple(code for code in code_of.values() if code in chosen)

    def text(self) -> str:
        """Give the text searched for, with single spaces."""
        text = " ".join(" ".join(self.all(_TEXT)).split())
        if len(text) <= _TEXT_LENGTH:
            return text
        self.ignored.append(Ignored(_TEXT, f"{text[:40]}…"))
        return ""

    def day(self, key: str) -> dt.date | None:
        """Give a day, as 2026-11-23."""
        return self._read(key, _day)

    def moment(self, key: str) -> Moment | None:
        """Give the end of a day, a time of it as 2026-11-23T09.30, or a meeting's moment as moede-12."""
        return self._read(key, self._moment)

    def _moment(self, text: str) -> Moment:
        if text.startswith(_MEETING):
            number = number_in(text.removeprefix(_MEETING))
            found = None if number is None else self._meetings(number)
            if found is None:
                raise ValueError
            return found
        timed = _TIME.fullmatch(text)
        if timed is None:
            return Moment(_day(text))
        return clock_time(_day(timed[1]), int(timed[2]), int(timed[3]))

    def _read(self, key: str, read: Callable[[str], Read]) -> Read | None:
        """Read a key's last value; what cannot be read raises ValueError and is ignored."""
        value = self._last(key)
        if value is None:
            return None
        try:
            return read(value)
        except ValueError:
            self.ignored.append(Ignored(key, value))
            return None

    def only_listed(self) -> bool:
        """Tell whether initiatives that have left their lists are to be left out."""
        return not self._words(_LEFT, (_WITH_LEFT,))

    def sort(self) -> str:
        """Give the column to sort by."""
        return self._one(_SORT, {*COLUMNS, *(f"-{column}" for column in COLUMNS)}, DEFAULT_SORT)

    def page(self) -> int:
        """Give the list's page."""
        value = self._last(_PAGE)
        if value is None:
            return 1
        if value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= _LARGEST_PAGE and len(value) < 9:
            return int(value)
        self.ignored.append(Ignored(_PAGE, value))
        return 1

    def page_size(self) -> int:
        """Give the number of rows on a page."""
        return int(self._one(_SIZE, {str(size) for size in PAGE_SIZES}, str(PAGE_SIZES[0])))

    def columns(self) -> tuple[str, ...]:
        """Give the columns chosen, in the list's order and always with the title."""
        chosen = set(self._words(_COLUMNS, COLUMNS))
        return tuple(it for it in COLUMNS if it in chosen or it == "titel") if chosen else DEFAULT_COLUMNS

    def unknown_keys(self, known: Iterable[str]) -> list[Ignored]:
        """Give the keys that no page knows."""
        names = set(known)
        return [Ignored(key, ", ".join(self.all(key))) for key in self._query if key not in names]

    def _words(self, key: str, known: Iterable[str]) -> list[str]:
        words = [word.strip() for value in self.all(key) for word in value.split(",") if word.strip()]
        allowed = set(known)
        self.ignored += [Ignored(key, word) for word in words if word not in allowed]
        return [word for word in words if word in allowed]

    def _last(self, key: str) -> str | None:
        values = self.all(key)
        return values[-1] if values else None

    def _one(self, key: str, known: Iterable[str], default: str) -> str:
        value = self._last(key)
        if value is None or value in set(known):
            return value or default
        self.ignored.append(Ignored(key, value))
        return default
