"""The portfolio at a moment as columns of numbers: what every page chooses among, counts and sorts.

A filter is a mask, a count a ``bincount``. An initiative is its place in the snapshot, by id. A code column
holds for each initiative the place of its code among the column's, the last of which is None: not stated.
Values come back as what they are (:class:`Item`) only for the few that a page names.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from portfolio.reference import Goal
from portfolio.rules.gaps import Gap
from portfolio.rules.goals import goals_named
from portfolio.rules.lateness import is_finished, is_overdue
from portfolio.rules.likeness import fold
from portfolio.rules.months import is_silent
from portfolio.rules.order import danish_key
from portfolio.stand_ins import OTHER_CODE
from portfolio.status_log import NO_LOG, LoggedMonth, StatusLog, words_in
from portfolio.vocabulary import Precision, TrafficLight

Code: TypeAlias = str | None
"""A code of a column; None where nothing is stated."""

Mask: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.intp]
Row: TypeAlias = Sequence[Any]

CODES = (
    "focus_area_id",  # a reference focus area, or OTHER_CODE
    "organisation_id",  # cluster, planning area or health council, or OTHER_CODE; see portfolio.transition
    "task_type",
    "process_type",
    "status",
    "phase",
    "traffic_light",
    "previous_traffic_light",  # in the newest earlier month that has it
    "spread_potential",
    "priority",
    "start_precision",
    "end_precision",  # "open": løbende
)
TEXTS = (
    "key",
    "title",
    "description",
    "focus_area",  # as the list says it
    "goal",
    "organisation",  # its name, else the text as the list says it
    "target_group",
    "owner",
    "lead",
    "hospitals",
    "next_step",
    "remarks",
)
DAYS = (
    "start_first",
    "start_last",
    "end_first",
    "end_last",
    "evaluation_last",
    "first_month",  # first day of the first reporting month
    "last_month",  # first day of the newest reporting month that has it
)
NUMBERS = (
    "completion_share",  # 0 to 1
    "budget_dkk",  # whole kroner
    "citizen_count",
    "source_count",
)
FLAGS = (
    "is_listed",  # False: gone from the newest list of every source that had it
    "has_conflict",  # two lists disagree in some field
)
COLUMNS = ("id", *CODES, *TEXTS, *DAYS, *NUMBERS, *FLAGS)
"""What a row about an initiative holds, in this order; the ids of places are the reference's own, or None."""

JUDGED = ("is_overdue", "is_silent", "is_finished")
"""Flags that depend on the day."""

SEARCHED = (
    "key",
    "title",
    "description",
    "focus_area",
    "goal",
    "organisation",
    "target_group",
    "owner",
    "lead",
    "hospitals",
    "next_step",
    "remarks",
)

FORMER = "former_organisation_id"
"""The column of a regrouped snapshot: each initiative's home in the structure before."""

STATED = "stated_organisation_id"
"""The column of a regrouped snapshot: the area that the lists name."""

LIGHTS: tuple[Code, ...] = (*map(str, TrafficLight), None)
UNREPORTED = -1
"""In a matrix of lights: no list has the initiative in the month."""

LAST = int(np.iinfo(np.intp).max)
"""The rank of what is missing."""

_MONTH_LENGTH = len("2026-11-01")
_TEXTS_KEPT = 32
_IN_EARNEST = 0.1

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True, eq=False)
class CodeColumn:
    """A column of codes.

    Attributes:
        codes: the codes by their letters, None the last of them.
        at: for each initiative the place of its code among them.
    """

    codes: tuple[Code, ...]
    at: NDArray[np.int16]

    def mask(self, codes: Iterable[Code]) -> Mask:
        """Mark the initiatives that have one of some codes."""
        asked = set(codes)
        is_asked = np.fromiter((code in asked for code in self.codes), dtype=bool, count=len(self.codes))
        found: Mask = is_asked[self.at]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Initiatives and what each has several of, one entry a pair.

    Attributes:
        names: what there is.
        initiative: each pair's initiative, by its place.
        name: each pair's other part, as its place among the names.
    """

    names: tuple[str, ...]
    initiative: NDArray[np.int32]
    name: NDArray[np.int16]

    def mask(self, names: Iterable[str], count: int) -> Mask:
        """Mark those of so many initiatives that have at least one of some names."""
        asked = set(names)
        is_asked = np.fromiter((name in asked for name in self.names), dtype=bool, count=len(self.names))
        found = np.zeros(count, dtype=bool)
        found[self.initiative[is_asked[self.name]]] = True
        return found

    def sizes(self, count: int) -> NDArray[np.intp]:
        """Give how many each of so many initiatives has."""
        return np.bincount(self.initiative, minlength=count)


class Snapshot:
    """Every initiative known at a moment.

    Attributes:
        today: the day that lateness and silence are judged on.
        ids: the initiatives' ids, rising.
        codes: the columns of ``CODES``.
        texts: the columns of ``TEXTS``; None where nothing is stated.
        days: the columns of ``DAYS``; ``NaT`` where nothing is stated.
        numbers: the columns of ``NUMBERS``; None where nothing is stated.
        flags: the columns of ``FLAGS`` and ``JUDGED``, ``has_unknown_place``, and ``is_copied``: whether it
            stands in ``copied``.
        municipalities: which take part in what.
        gaps: what is missing, a mask a ``Gap``.
        log: what lists' own status logs say of months.
        months: the first days of the months that a list or a status log tells of, the oldest first.
        listed_months: those of them that a monthly list has.
        lights: month by initiative, the place of a light in ``LIGHTS``, or ``UNREPORTED``. A status log fills
            the places of months in which no list has the initiative, or has it without a light.
        is_logged: month by initiative, whether the light, or its lack, is a status log's.
        copied: the text of those whose newest report says, word for word, what the one before said, by place.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        participation: Sequence[Row],
        lights: Sequence[Row],
        texts: Callable[[Sequence[dt.date]], Iterable[Row]],
        today: dt.date,
        unplaced: Iterable[int] = (),
        log: StatusLog = NO_LOG,
    ) -> None:
        """Take the rows of a moment apart.

        Args:
            rows: ``COLUMNS`` of each initiative, by id.
            participation: initiative's id and municipality.
            lights: initiative's id, and each month that a list in force has it in, its light right behind:
                "2026-10-01red,2026-11-01" (none stated in November).
            texts: gives initiative's id, month and what was said in some months, by id and month.
            today: the day that lateness and silence are judged on.
            unplaced: ids of initiatives in whose newest list a municipality stands that nobody knows.
            log: what status logs say of months.
        """
        columns = dict(zip(COLUMNS, _turned(rows, len(COLUMNS)), strict=True))
        self.today = today
        self.ids = np.array(columns["id"], dtype=np.int64)
        self._place_of = {id_: place for place, id_ in enumerate(columns["id"])}
        columns["focus_area_id"] = _or_other(columns["focus_area_id"], columns["focus_area"])
        columns["organisation_id"] = _or_other(columns["organisation_id"], columns["organisation"])
        self.codes = {name: _code_column(columns[name]) for name in CODES}
        self.texts = {name: _text_column(columns[name]) for name in TEXTS}
        self.days = {name: np.array(columns[name], dtype="datetime64[D]") for name in DAYS}
        self.numbers = {name: _objects(columns[name]) for name in NUMBERS}
        self.flags = {name: np.array(columns[name], dtype=bool) for name in FLAGS} | _judged(columns, today)
        self.flags["has_unknown_place"] = np.isin(self.ids, list(unplaced))
        self.municipalities = self._pairs(participation)
        self.log = log
        self.listed_months, listed = self._months(lights)
        self.months, self.lights, self.is_logged = self._filled(listed)
        self.flags["is_silent"] &= ~self._has_log_of(lambda month: not is_silent(month, today))
        self.gaps: Mapping[Gap, Mask] = {gap: mask(self) for gap, mask in _GAP_MASKS.items()}
        self.copied = self._copied(texts(self._newest_two_months()))
        self.flags["is_copied"] = np.zeros(len(self), dtype=bool)
        self.flags["is_copied"][list(self.copied)] = True
        self._kept: dict[object, Any] = {}
        self.with_words = lru_cache(maxsize=_TEXTS_KEPT)(self._with_words)

    def __len__(self) -> int:
        return len(self.ids)

    def regrouped(self, columns: Mapping[str, CodeColumn], organisations: Sequence[str | None]) -> "Snapshot":
        """Give the same initiatives under other areas; all that does not rest on areas is shared.

        Texts are still searched as the lists say them.

        Args:
            columns: columns of codes to put in the place of ours, or beside them.
            organisations: the name of each initiative's area.
        """
        other = copy(self)
        other.codes = self.codes | dict(columns)
        other.texts = self.texts | {"organisation": _text_column(organisations)}
        other._kept = {}  # noqa: SLF001 -- its own class
        return other

    def place(self, initiative_id: int) -> int | None:
        """Give the place of an initiative; None: there is none with this id."""
        return self._place_of.get(initiative_id)

    def item(self, place: int) -> "Item":
        """Give one initiative with its values as what they are."""
        return Item(self, int(place))

    def light_in(self, month: int, places: Places) -> NDArray[np.int8]:
        """Give the lights of some initiatives in a month, counted from the oldest."""
        found: NDArray[np.int8] = self.lights[month].take(places)
        return found

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Give each initiative's texts in one, for searching."""
        fold_once = _remembered(fold)
        parts = [[fold_once(text) if text else "" for text in self.texts[name]] for name in SEARCHED]
        return tuple(" ".join(filter(None, texts)) for texts in zip(*parts, strict=True))

    @cached_property
    def lights_before(self) -> NDArray[np.int8]:
        """Give, for each initiative, the light of the newest earlier month that has it."""
        column = self.codes["previous_traffic_light"]
        lights = np.array([LIGHTS.index(code) for code in column.codes], dtype=np.int8)[column.at]
        for place in np.flatnonzero(self.is_logged.any(axis=0)).tolist():
            lights[place] = self._light_before(place)
        return lights

    @cached_property
    def measured_months(self) -> frozenset[dt.date]:
        """Give the months that are a measure of all: those with a list, from when the lists came in earnest.

        Left out are the first months, while they tell of less than a tenth of what the fullest month does.
        """
        told = {month: int((self.lights[row] >= 0).sum()) for row, month in enumerate(self.months)}
        counts = [told[month] for month in self.listed_months]
        enough = max(counts, default=0) * _IN_EARNEST
        first = next((place for place, count in enumerate(counts) if count >= enough), 0)
        return frozenset(self.listed_months[first:])

    @cached_property
    def lights_until(self) -> NDArray[np.int8]:
        """Give, month by initiative, the light of its newest report until then."""
        known = self.lights.copy()
        for before, now in pairwise(range(len(known))):
            np.copyto(known[now], known[before], where=known[now] == UNREPORTED)
        return known

    @cached_property
    def title_rank(self) -> NDArray[np.intp]:
        """Give each initiative's place by title, as Danes look things up."""
        return _ranks([danish_key(title) for title in self.texts["title"]])

    def _with_words(self, text: str) -> Mask:
        """Mark the initiatives in whose texts all the words of a folded text stand, in any order.

        The last few answers are kept: a page asks more than once, and its next pages ask again.
        """
        places = list(range(len(self)))
        for word in sorted(text.split(), key=len, reverse=True):
            texts = self.folded
            places = [place for place in places if word in texts[place]]
        mask = np.zeros(len(self), dtype=bool)
        mask[places] = True
        return mask

    def rank(self, column: str, key: Callable[["Snapshot"], Sequence[Any]]) -> NDArray[np.intp]:
        """Give each initiative's place in a column sorted by keys; ``LAST`` where the key is None.

        The keys are reckoned once for each column.
        """
        return self.kept(("rank", column), lambda: _ranks(key(self)))

    def naming(self, goals: tuple[Goal, ...]) -> Pairs:
        """Give which initiatives name which of some goals."""
        names = tuple(goal.id for goal in goals)
        return self.kept(("goals", names), lambda: self._naming(goals))

    def kept(self, key: object, make: Callable[[], Kept]) -> Kept:
        """Give what was made for a key, making it first where nobody has."""
        if key not in self._kept:
            self._kept[key] = make()
        found: Kept = self._kept[key]
        return found

    def _naming(self, goals: tuple[Goal, ...]) -> Pairs:
        named: Callable[[str], tuple[str, ...]] = _remembered(lambda text: goals_named(text, goals))
        place_of = {goal.id: place for place, goal in enumerate(goals)}
        texts = enumerate(self.texts["goal"])
        pairs = [(place, place_of[goal]) for place, text in texts if text for goal in named(text)]
        return _pairs(tuple(place_of), pairs)

    def _pairs(self, participation: Sequence[Row]) -> Pairs:
        names = tuple(sorted({name for _, name in participation}))
        place_of = {name: place for place, name in enumerate(names)}
        return _pairs(names, [(self._place_of[id_], place_of[name]) for id_, name in participation])

    def _months(self, lights: Sequence[Row]) -> tuple[tuple[dt.date, ...], NDArray[np.int8]]:
        met: dict[str, int] = {}  # each month with its light, numbered as they are met
        told = [[met.setdefault(part, len(met)) for part in text.split(",")] for _, text in lights]
        months = sorted({part[:_MONTH_LENGTH] for part in met})
        row_of = np.array([months.index(part[:_MONTH_LENGTH]) for part in met], dtype=np.intp)
        light_of = np.array([LIGHTS.index(part[_MONTH_LENGTH:] or None) for part in met], dtype=np.int8)
        parts = np.fromiter(chain.from_iterable(told), dtype=np.intp)
        places = np.array([self._place_of[id_] for id_, _ in lights], dtype=np.intp)
        matrix = np.full((len(months), len(self)), UNREPORTED, dtype=np.int8)
        matrix[row_of[parts], np.repeat(places, [len(own) for own in told])] = light_of[parts]
        return tuple(map(dt.date.fromisoformat, months)), matrix

    def _light_before(self, place: int) -> int:
        """Give the light of the newest month that tells of an initiative before its newest list does."""
        last = self.days["last_month"][place].item()
        rows = np.flatnonzero(self.lights[:, place] != UNREPORTED).tolist()
        before = [row for row in rows if last is None or self.months[row] < last]
        return int(self.lights[before[-1], place]) if before else LIGHTS.index(None)

    def _filled(
        self, listed: NDArray[np.int8]
    ) -> tuple[tuple[dt.date, ...], NDArray[np.int8], NDArray[np.bool_]]:
        """Give months and lights with what status logs say where the lists say nothing."""
        logs = {self._place_of[id_]: own for id_, own in self.log.of.items() if id_ in self._place_of}
        months = tuple(sorted({*self.listed_months, *chain.from_iterable(logs.values())}))
        at = {month: row for row, month in enumerate(months)}
        lights = np.full((len(months), len(self)), UNREPORTED, dtype=np.int8)
        lights[[at[month] for month in self.listed_months]] = listed
        is_logged = np.zeros(lights.shape, dtype=bool)
        for place, own in logs.items():
            for month, said in own.items():
                row, light = at[month], LIGHTS.index(said.light)
                now = lights[row, place]
                if now == UNREPORTED or (now == LIGHTS.index(None) and said.light is not None):
                    lights[row, place], is_logged[row, place] = light, True
        return months, lights, is_logged

    def _has_log_of(self, is_heard: Callable[[dt.date], bool]) -> Mask:
        """Mark those of which a log says something of a month that is not long ago."""
        found = np.zeros(len(self), dtype=bool)
        for id_, own in self.log.of.items():
            place = self._place_of.get(id_)
            if place is not None:
                found[place] = any(map(is_heard, own))
        return found

    def has_words_in_log(self) -> Mask:
        """Mark those of whose newest month, which no list tells more of, a log has words."""
        found = np.zeros(len(self), dtype=bool)
        for id_, own in self.log.of.items():
            place = self._place_of.get(id_)
            if place is not None:
                newest = self.months[int(np.flatnonzero(self.lights[:, place] != UNREPORTED)[-1])]
                found[place] = newest in own and own[newest].text is not None
        return found

    def _newest_two_months(self) -> list[dt.date]:
        """Give the months of each initiative's two newest reports."""
        reported = self.lights != UNREPORTED
        still_newer = np.cumsum(reported[::-1], axis=0)[::-1]
        is_one = (reported & (still_newer <= 2)).any(axis=1)
        return [self.months[place] for place in np.flatnonzero(is_one).tolist()]

    def _copied(self, texts: Iterable[Row]) -> Mapping[int, str]:
        newest: dict[int, tuple[str | None, str | None]] = {}
        logs, told = self.log.of, dict[int, dict[dt.date, str | None]]()
        for id_, month, text in texts:
            if id_ in logs:
                told.setdefault(id_, {})[month] = text
            else:
                newest[id_] = (newest.get(id_, (None, None))[1], text)
        newest |= {id_: self._newest_words(id_, told.get(id_, {})) for id_ in logs if id_ in self._place_of}
        same = {id_: text for id_, (before, text) in newest.items() if text is not None and text == before}
        return {self._place_of[id_]: text for id_, text in same.items()}

    def _newest_words(self, id_: int, listed: Mapping[dt.date, str | None]) -> tuple[str | None, str | None]:
        """Give what was said of one that a log tells of in its two newest months, the list first."""
        logged = self.log.of[id_]
        rows = np.flatnonzero(self.lights[:, self._place_of[id_]] != UNREPORTED)[-2:].tolist()
        said = [words_in(self.months[row], listed, logged) for row in rows]
        return (said[0] if len(said) > 1 else None), said[-1]


@dataclass(frozen=True, slots=True)
class Item:
    """One initiative of a snapshot."""

    known: Snapshot
    place: int

    @property
    def id(self) -> int:
        """Its id."""
        return int(self.known.ids[self.place])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.known.texts["title"][self.place])

    def code(self, name: str) -> Code:
        """Give its code in a column of ``CODES``."""
        column = self.known.codes[name]
        return column.codes[int(column.at[self.place])]

    def text(self, name: str) -> str | None:
        """Give its text in a column of ``TEXTS``."""
        text: object = self.known.texts[name][self.place]
        return text if isinstance(text, str) else None

    def day(self, name: str) -> dt.date | None:
        """Give its day in a column of ``DAYS``."""
        day: dt.date | None = self.known.days[name][self.place].item()
        return day

    def number(self, name: str) -> float | None:
        """Give its number in a column of ``NUMBERS``."""
        number: float | None = self.known.numbers[name][self.place]
        return number

    def flag(self, name: str) -> bool:
        """Tell whether a flag of ``FLAGS`` or ``JUDGED`` holds."""
        return bool(self.known.flags[name][self.place])

    def municipalities(self) -> tuple[str, ...]:
        """Give the codes of the municipalities that take part, in order."""
        pairs = self.known.municipalities
        first, last = np.searchsorted(pairs.initiative, [self.place, self.place + 1])
        return tuple(pairs.names[name] for name in pairs.name[first:last])

    def lights(self) -> dict[dt.date, Code]:
        """Give its light in each month that some list has it in."""
        found = zip(self.known.months, self.known.lights[:, self.place].tolist(), strict=True)
        return {month: LIGHTS[light] for month, light in found if light != UNREPORTED}

    def logged_months(self) -> dict[dt.date, LoggedMonth]:
        """Give what status logs say of its months."""
        return dict(self.known.log.of.get(self.id, {}))

    def months_of_log(self) -> frozenset[dt.date]:
        """Give the months whose light is a status log's."""
        rows = np.flatnonzero(self.known.is_logged[:, self.place]).tolist()
        return frozenset(self.known.months[row] for row in rows)


_GAP_MASKS: Mapping[Gap, Callable[[Snapshot], Mask]] = {
    Gap.RESPONSIBLE: lambda it: _stateless(it.texts["owner"]) & _stateless(it.texts["lead"]),
    Gap.TRAFFIC_LIGHT: lambda it: it.codes["traffic_light"].mask([None]),
    Gap.STATUS: lambda it: it.codes["status"].mask([None]),
    Gap.END_PASSED: lambda it: it.flags["is_overdue"],
    Gap.END: lambda it: (
        np.isnat(it.days["end_last"])
        & ~it.codes["end_precision"].mask([Precision.OPEN])
        & ~it.flags["is_finished"]
    ),
    Gap.FOCUS_AREA: lambda it: it.codes["focus_area_id"].mask([None]),
    Gap.MUNICIPALITIES: lambda it: it.municipalities.sizes(len(it)) == 0,
    Gap.SILENT: lambda it: it.flags["is_silent"],
    Gap.RED_UNEXPLAINED: lambda it: (
        it.codes["traffic_light"].mask([TrafficLight.RED])
        & _stateless(it.texts["remarks"])
        & _stateless(it.texts["next_step"])
        & ~it.has_words_in_log()
    ),
    Gap.EVALUATION: lambda it: np.isnat(it.days["evaluation_last"]) & ~it.flags["is_finished"],
    Gap.UNKNOWN_PLACE: lambda it: it.flags["has_unknown_place"],
}


def _turned(rows: Sequence[Row], width: int) -> Sequence[tuple[Any, ...]]:
    """Give rows as columns; no rows are so many empty ones."""
    return list(zip(*rows, strict=True)) or [()] * width


def _or_other(codes: Sequence[Code], stated: Sequence[str | None]) -> tuple[Code, ...]:
    """Tell what is stated but not ours from what is not stated at all."""
    return tuple(code or (OTHER_CODE if text else None) for code, text in zip(codes, stated, strict=True))


def _code_column(codes: Sequence[Code]) -> CodeColumn:
    words: tuple[Code, ...] = (*sorted({str(code) for code in codes if code is not None}), None)
    place_of = {code: place for place, code in enumerate(words)}
    return CodeColumn(words, np.fromiter(map(place_of.__getitem__, codes), dtype=np.int16, count=len(codes)))


def _text_column(texts: Sequence[str | None]) -> NDArray[np.object_]:
    """Hold texts, those that are alike once."""
    known: dict[str | None, str | None] = {}
    return _objects([known.setdefault(text, text) for text in texts])


def _objects(values: Sequence[object]) -> NDArray[np.object_]:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _judged(columns: Mapping[str, Sequence[Any]], today: dt.date) -> dict[str, Mask]:
    names = ("end_last", "end_precision", "status", "last_month")
    rows = list(zip(*(columns[name] for name in names), strict=True))
    late = [is_overdue(end, precision, status, today) for end, precision, status, _ in rows]
    finished = [is_finished(status) for _, _, status, _ in rows]
    silent_in: Callable[[dt.date], bool] = _remembered(lambda month: is_silent(month, today))
    silent = [not is_finished(status) and silent_in(last) for _, _, status, last in rows]
    judged = (late, silent, finished)
    return {name: np.array(marks, dtype=bool) for name, marks in zip(JUDGED, judged, strict=True)}


def _pairs(names: tuple[str, ...], pairs: Sequence[tuple[int, int]]) -> Pairs:
    ordered = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    return Pairs(names, ordered[:, 0].copy(), ordered[:, 1].astype(np.int16))


def _stateless(texts: NDArray[np.object_]) -> Mask:
    return np.array([text is None for text in texts], dtype=bool)


def _ranks(keys: Sequence[Any]) -> NDArray[np.intp]:
    known = sorted({key for key in keys if key is not None})
    place_of: dict[Any, int] = {key: place for place, key in enumerate(known)} | {None: LAST}
    return np.fromiter(map(place_of.__getitem__, keys), dtype=np.intp, count=len(keys))


Given = TypeVar("Given")
Found = TypeVar("Found")


def _remembered(make: Callable[[Given], Found]) -> Callable[[Given], Found]:
    """Give a function that reckons each thing once."""
    known: dict[Given, Found] = {}

    def remembered(given: Given) -> Found:
        if given not in known:
            known[given] = make(given)
        return known[given]

    return remembered
