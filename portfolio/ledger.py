"""Which initiative a list's row is about: found within its source, by number, key, title and values.

What is decided without asking must be right: see ``tests/integration/test_matching.py`` for how often it is.
All else is asked about.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Protocol, TypeAlias, TypeVar

from portfolio.records import Report
from portfolio.reference import by_reference_at_most
from portfolio.rules.evidence import NOTHING_KNOWN, Commonness, Evidence, Values, evidence, identifying
from portfolio.rules.likeness import (
    KEY_TITLE_LIKENESS,
    Title,
    are_swapped,
    differ_in_marks,
    fold,
    former_title,
    in_common,
    is_mark,
    likeness,
    title_of,
)
from portfolio.rules.wordings import Wordings
from portfolio.vocabulary import MatchMethod

Item = TypeVar("Item")

ReportId: TypeAlias = tuple[int, int]
"""A report's upload, and its number in it."""

SURE = 22.0
"""A renamed row is followed unasked at so many points: the bits of its values, and 16 for the same words."""

POSSIBLE = 7.0
"""A row is asked about at so many points."""

MARGIN = 5.0
"""What is followed without asking must be so many points ahead of the next best, on both sides."""

_POINTS_OF_A_TITLE = 16.0
_LEAST_COMMON = 0.15
"""A row whose title has nothing to do with the one before is asked about, whatever its values say."""

_POINTS_OF_MARKS = 12.0
_LEAST_OUR_ID = 0.35
"""How alike titles must be for our own number to be believed: cells slip a row when they are copied."""

_MOST_COMMON_OF_SWAPPED = 0.34
"""Titles with so much in common and each a word of its own are namesakes as often as one renamed."""

_POINTS_OF_A_KEY = 6.0
_STABLE_SHARE = 0.9
_MOST_SUSPECTS = 5
_FEW, _SEVERAL = 3, 3
_MOST_WEIGHED = 5000
_BATCH = 1000
_MOST_ASKED = 2000
"""When more rows are left than that, it is another list: nobody would answer."""

_MOST_PAIRED = 40
"""Of more namesakes than that, values are not weighed: they keep their order."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An initiative that a row may be about, for a person to say.

    Attributes:
        initiative_id: the initiative.
        title: what it is called now.
        sources: the names of the lists that tell of it.
        likeness: how likely it is the same, from 0 to 1.
        reasons: what speaks for it, as codes: "our_id", "key", "title", "parties", "lead", "focus_area",
            "target_group", "dates", "money", "numbers", "texts"; "split" when other rows may be about it too.
        is_same_source: whether the row's own source has told of it.
    """

    initiative_id: int
    title: str
    sources: tuple[str, ...]
    likeness: float
    reasons: tuple[str, ...]
    is_same_source: bool


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What a person has said of a row.

    Attributes:
        same_as: it is about this initiative; None: nothing is said of that.
        is_new: it is about an initiative that nobody knows yet, whatever it looks like.
        declined: initiatives that it is not about, to be remembered.
    """

    same_as: int | None = None
    is_new: bool = False
    declined: tuple[int, ...] = ()


_NO_ANSWERS: Mapping[int, RowAnswer] = {}


@dataclass(frozen=True, slots=True)
class Naming:
    """What a row goes by, folded: key and title, and what tells namesakes apart: its place and its sheet.

    ``place`` is its cluster and municipalities; ``former`` is the title it says it had before; ``our_id`` is
    the initiative's number here, from a workbook that was handed back.
    """

    key: str | None
    title: str
    place: str = ""
    former: str | None = None
    sheet: str = ""
    text: str = ""
    our_id: int | None = None


@dataclass(frozen=True, slots=True)
class KnownNaming:
    """What a known initiative has gone by in a source; one initiative may have had several.

    ``report`` is the newest report that named it so; ``is_current`` tells whether that stands in the list
    that the new one follows, ``is_decided`` whether a person has said that it is about the initiative.
    """

    initiative_id: int
    naming: Naming
    report: ReportId | None = None
    is_current: bool = True
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Suspect:
    """An initiative of the source that a row may be about, in points, and what speaks for it."""

    initiative_id: int
    points: float
    reasons: tuple[str, ...]

    @property
    def likeness(self) -> float:
        """Give the points as a number from 0 to 1: a half where it is as likely as not."""
        return round(1 / (1 + 2 ** ((SURE * 0.7 - self.points) / 3)), 2)


@dataclass(frozen=True, slots=True)
class Match:
    """The decision about a row: which initiative (None: new), how it was found, how alike the titles are.

    ``rests_on`` is the earlier report that the row was held to be like; ``suspects`` are initiatives of the
    source that a row that is taken for new may be about.
    """

    initiative_id: int | None
    method: MatchMethod
    likeness: float | None = None
    rests_on: ReportId | None = None
    suspects: tuple[Suspect, ...] = ()


class Looks(Protocol):
    """Gives the values of rows and of what is known, when they are asked for."""

    def row(self, number: int) -> Values:
        """Give the values of a row, by its place from 0."""

    def known(self, initiative_ids: Collection[int]) -> Mapping[int, Values]:
        """Give the values of initiatives as the source told of them last."""

    def common(self) -> Commonness:
        """Give how common values are in the list."""


_fold = lru_cache(maxsize=1 << 13)(fold)
"""Folds what many rows have in common: places and sheets."""

Signature = Callable[[Naming], Hashable]


def naming_of(report: Report) -> Naming:
    """Give what a report goes by."""
    cluster, codes = report.values.get("cluster"), report.values.get("municipalities")
    municipalities = sorted(codes.value) if codes and isinstance(codes.value, tuple) else []
    place = " ".join([cluster.text if cluster else "", *municipalities])
    found = naming(report.key, report.title, place, report.sheet or "")
    return found if report.our_id is None else replace(found, our_id=report.our_id)


def naming(key: str | None, title: str, place: str, sheet: str = "") -> Naming:
    """Fold key, title, place and sheet; a title of signs alone keeps them, so that two such are not one."""
    folded = fold(title) or title.strip()
    return Naming(fold(key or "") or None, folded, _fold(place), former_title(title), _fold(sheet), title)


def match_rows(
    known: Sequence[KnownNaming],
    rows: Sequence[Naming],
    answers: Mapping[int, RowAnswer] = _NO_ANSWERS,
    looks: Looks | None = None,
    titles: Mapping[int, Sequence[str]] | None = None,
) -> list[Match]:
    """Decide for each row of an upload which initiative of its source it is about, the surest first.

    What people have said of a row, by its number from 1, comes before all. Then our own number, unless the
    title is plainly another; then same key and title, same title in the same place, same title; a title that
    it had before ("tidl. ..."); the same key with titles alike (a running number may have been given anew); a
    title that a person decided about; at last titles and values that together leave no doubt. A row whose
    title is found elsewhere (no municipality in common, another cluster) is asked about, as are titles that
    differ in what tells namesakes apart. Else it is new. No initiative gets two rows, unless a person says
    so.

    Args:
        known: what the source's initiatives have gone by.
        rows: what the list's rows go by.
        answers: what people have said, by the row's number from 1.
        looks: the values; None: nothing but names is weighed.
        titles: titles of initiatives that only other sources know, for rows that name our number.
    """
    matching = _Matching(known, rows, looks, answers)
    matching.answer()
    if not known and not titles:
        return matching.matches()
    matching.pair_our_ids(titles or {})
    matching.pair(
        MatchMethod.KEY, lambda row: (row.key, row.title, row.place, row.sheet) if row.key else None
    )
    matching.pair(MatchMethod.KEY, lambda row: (row.key, row.title, row.place) if row.key else None)
    matching.pair(MatchMethod.KEY, lambda row: (row.key, row.title) if row.key else None, is_weighed=True)
    matching.pair(MatchMethod.TITLE, lambda row: (row.title, row.place, row.sheet))
    matching.pair(MatchMethod.TITLE, lambda row: (row.title, row.place))
    matching.pair(MatchMethod.TITLE, lambda row: row.title, is_unique_only=True, is_weighed=True)
    matching.pair_former()
    matching.pair_same_key()
    matching.pair(MatchMethod.TITLE, lambda row: row.title, is_weighed=True)
    matching.pair_decided()
    matching.pair_alike()
    matching.doubt_keys()
    return matching.matches()


class _Matching:
    """Rows and initiatives that are still free, the pairs found so far, and those that are in doubt."""

    def __init__(
        self,
        known: Sequence[KnownNaming],
        rows: Sequence[Naming],
        looks: Looks | None,
        answers: Mapping[int, RowAnswer],
    ) -> None:
        self._known = known
        self._rows = rows
        self._weighing = _Weighing(looks)
        self._answers = {number - 1: answer for number, answer in answers.items()}
        self._found: dict[int, Match] = {}
        self._taken: set[int] = set()
        self._doubts: dict[int, dict[int, Suspect]] = defaultdict(dict)

    def matches(self) -> list[Match]:
        """Give the decision of every row, in order; what was not found is new."""
        open_doubts = [doubts for number, doubts in self._doubts.items() if number not in self._found]
        shared = Counter(id_ for doubts in open_doubts for id_ in doubts)
        return [self._found.get(number) or self._new(number, shared) for number in range(len(self._rows))]

    def _new(self, number: int, shared: Mapping[int, int]) -> Match:
        doubts = [
            item for item in self._doubts.get(number, {}).values() if item.initiative_id not in self._taken
        ]
        told = [
            replace(item, reasons=(*item.reasons, "split")) if shared[item.initiative_id] > 1 else item
            for item in sorted(doubts, key=lambda item: (-item.points, item.initiative_id))
        ]
        return Match(None, MatchMethod.NEW, suspects=tuple(told[:_MOST_SUSPECTS]))

    def answer(self) -> None:
        """Take what people have said; they may say of several rows that they are about one initiative."""
        for number, answer in self._answers.items():
            if answer.same_as is not None:
                self._found[number] = Match(answer.same_as, MatchMethod.PERSON)
                self._taken.add(answer.same_as)
            elif answer.is_new:
                self._found[number] = Match(None, MatchMethod.NEW)

    def pair_our_ids(self, titles: Mapping[int, Sequence[str]]) -> None:
        """Pair rows that name our number, unless their title is plainly another; of several the likeliest."""
        numbers = [number for number, row in enumerate(self._rows) if row.our_id is not None]
        if not numbers:
            return
        own: dict[int, list[KnownNaming]] = defaultdict(list)
        for item in self._known:
            own[item.initiative_id].append(item)
        for number in numbers:
            self._doubt_our_id(number, own, titles)
        named = [(doubt, number) for number in numbers for doubt in self._doubts.get(number, {}).values()]
        for doubt, number in sorted(named, key=lambda pair: (-pair[0].points, pair[1])):
            id_, alike = doubt.initiative_id, doubt.points / _POINTS_OF_A_TITLE
            if alike >= (_LEAST_OUR_ID if id_ in own else KEY_TITLE_LIKENESS):
                report = max(own[id_], key=_newness).report if id_ in own else None
                self._take(number, Match(id_, MatchMethod.OUR_ID, round(alike, 3), report))

    def _doubt_our_id(
        self, number: int, own: Mapping[int, Sequence[KnownNaming]], titles: Mapping[int, Sequence[str]]
    ) -> None:
        our_id = self._rows[number].our_id
        if our_id is None:
            return
        texts = [item.naming.text for item in own.get(our_id, ())] or titles.get(our_id, ())
        alike = [_closeness(text, self._rows[number].text) for text in texts]
        if alike:
            self._doubt(number, Suspect(our_id, max(alike) * _POINTS_OF_A_TITLE, ("our_id",)))

    def pair(
        self,
        method: MatchMethod,
        signature: Signature,
        *,
        is_unique_only: bool = False,
        is_weighed: bool = False,
    ) -> None:
        """Pair rows and initiatives with the same signature; of several, those whose values are most alike.

        Where values are weighed, rows that are about another place are left in doubt.
        """
        if len(self._found) == len(self._rows):
            return
        initiatives = self._free_initiatives(signature)
        pairs = []
        for shared, numbers in self._free_rows(signature).items():
            candidates = initiatives.get(shared, {})
            if is_unique_only and (len(numbers) > 1 or len(candidates) > 1):
                continue
            pairs += [(number, candidates[id_]) for number, id_ in self._assigned(numbers, candidates)]
        for part in _parts(pairs):
            if is_weighed:
                self._weighing.fetch(item.initiative_id for _, item in part)
            for number, item in part:
                id_ = item.initiative_id
                is_doubtful = is_weighed and self._is_elsewhere(number, id_, method)
                if is_doubtful or self._is_on_anothers_sheet(number, item):
                    self._doubt(number, self._suspect(number, id_, 1.0, method.value))
                else:
                    self._take(number, Match(id_, method, 1.0, item.report))

    def _assigned(self, numbers: Sequence[int], candidates: Mapping[int, object]) -> list[tuple[int, int]]:
        """Pair namesakes: those whose values are most alike first, else in order."""
        ids = list(candidates)
        in_order = list(zip(numbers, ids, strict=False))
        is_plain = len(numbers) == len(ids) == 1 or len(numbers) > _MOST_PAIRED or len(ids) > _MOST_PAIRED
        if is_plain or not in_order:
            return in_order
        self._weighing.fetch(ids)
        weighed = [
            (-self._weighing.of(number, id_).bits, abs(place - other), number, id_)
            for place, number in enumerate(numbers)
            for other, id_ in enumerate(ids)
        ]
        found: dict[int, int] = {}
        for *_, number, id_ in sorted(weighed):
            if number not in found and id_ not in found.values():
                found[number] = id_
        return sorted(found.items())

    def _is_elsewhere(self, number: int, initiative_id: int, method: MatchMethod) -> bool:
        """Tell whether a row is about another place; one with its number may have come to another cluster."""
        found = self._weighing.of(number, initiative_id)
        return found.has_other_municipalities if method is MatchMethod.KEY else found.is_elsewhere

    def _is_on_anothers_sheet(self, number: int, item: KnownNaming) -> bool:
        """Tell whether a row's sheet and the one before are named after different places."""
        one, other = _places_in(self._rows[number].sheet), _places_in(item.naming.sheet)
        return bool(one - other) and bool(other - one)

    @cached_property
    def _has_stable_keys(self) -> bool:
        """Tell whether rows keep their keys: those found by title alone have the keys that they had."""
        keys: dict[int, set[str]] = defaultdict(set)
        for item in self._known:
            if item.naming.key and item.is_current:
                keys[item.initiative_id].add(item.naming.key)
        found = self._found.items()
        pairs = [(self._rows[number].key, keys.get(match.initiative_id or 0)) for number, match in found]
        kept = [key in known for key, known in pairs if key and known]
        return len(kept) >= _SEVERAL and sum(kept) >= _STABLE_SHARE * len(kept)

    def pair_former(self) -> None:
        """Pair rows that name their former title with the one initiative that went by it."""
        former_titles = {row.former for row in self._rows} - {None}
        initiatives = self._free_initiatives(lambda row: row.title) if former_titles else {}
        for former, numbers in self._free_rows(lambda row: row.former).items():
            if len(numbers) == len(initiatives.get(former, ())) == 1:
                ((id_, item),) = initiatives[former].items()
                self._take(numbers[0], Match(id_, MatchMethod.TITLE, 1.0, item.report))

    def pair_same_key(self) -> None:
        """Pair rows and initiatives with the same key whose titles are alike, the most alike first."""
        pairs = sorted(self._same_keys(), key=lambda pair: (-pair[0], pair[1], pair[2].initiative_id))
        self._weighing.fetch(item.initiative_id for *_, item in pairs)
        for alike, number, item in pairs:
            found = self._weighing.of(number, item.initiative_id)
            titles = title_of(self._rows[number].text), title_of(item.naming.text)
            are_others = differ_in_marks(*titles) or are_swapped(*titles, _plainly)
            if found.is_elsewhere or found.bits < 0 or are_others or self._is_on_anothers_sheet(number, item):
                self._doubt(number, self._suspect(number, item.initiative_id, alike, "key"))
            elif number not in self._found:
                self._take(number, Match(item.initiative_id, MatchMethod.KEY, round(alike, 3), item.report))

    def doubt_keys(self) -> None:
        """Ask about rows that have no more than the key of an initiative, where rows keep their keys."""
        if len(self._found) == len(self._rows) or not self._has_stable_keys:
            return
        by_key = self._free_rows(lambda row: row.key)
        left = [item for item in self._known if item.is_current and item.initiative_id not in self._taken]
        pairs = [(number, item) for item in left for number in by_key.get(item.naming.key, ())[:1]]
        self._weighing.fetch(item.initiative_id for _, item in pairs)
        for number, item in pairs:
            self._doubt(number, self._suspect(number, item.initiative_id, 0.0, "key"))

    def _same_keys(self) -> list[tuple[float, int, KnownNaming]]:
        by_key = self._free_rows(lambda row: row.key)
        pairs = [
            (likeness(item.naming.title, self._rows[number].title), number, item)
            for item in self._known
            if item.initiative_id not in self._taken and item.naming.key
            for number in by_key.get(item.naming.key, ())[:_MOST_PAIRED]
        ]
        return [pair for pair in pairs if pair[0] >= KEY_TITLE_LIKENESS]

    def pair_decided(self) -> None:
        """Pair rows that go by a name that a person decided about, also as an initiative's second row."""
        decided: dict[Hashable, dict[int, KnownNaming]] = defaultdict(dict)
        for item in self._known:
            if item.is_decided:
                decided[item.naming.title, item.naming.place][item.initiative_id] = item
                decided[item.naming.title][item.initiative_id] = item
        rows = self._free_rows(lambda row: (row.title, row.place)) if decided else {}
        for signature, numbers in rows.items():
            title = self._rows[numbers[0]].title
            found = decided.get(signature) or decided.get(title, {})
            if len(found) != 1 or len(numbers) != 1:
                continue
            ((id_, item),) = found.items()
            if not self._has_taken(id_, title):
                self._found[numbers[0]] = Match(id_, MatchMethod.TITLE, 1.0, item.report)

    def _has_taken(self, initiative_id: int, title: str) -> bool:
        """Tell whether a row with this title is held to be about an initiative already."""
        return initiative_id in self._taken and any(
            match.initiative_id == initiative_id and self._rows[number].title == title
            for number, match in self._found.items()
        )

    def pair_alike(self) -> None:
        """Pair what is left by titles and values together, where they leave no doubt."""
        numbers = [number for number in range(len(self._rows)) if number not in self._found]
        left = [item for item in self._known if item.initiative_id not in self._taken]
        if not left or not 0 < len(numbers) <= _MOST_ASKED:
            return
        pairs = self._pairs(numbers, left)
        best = _Best(pairs)
        for pair in sorted(pairs, key=lambda pair: (-pair.points, pair.number, pair.item.initiative_id)):
            id_ = pair.item.initiative_id
            match = Match(id_, MatchMethod.LIKENESS, round(pair.in_common, 3), pair.item.report)
            if pair.is_sure and best.is_ahead(pair) and self._take(pair.number, match):
                continue
            if pair.points >= POSSIBLE:
                self._doubt(pair.number, Suspect(id_, pair.points, pair.reasons))

    def _pairs(self, numbers: Sequence[int], left: Sequence[KnownNaming]) -> list["_Pair"]:
        """Give the pairs worth a look: titles with words in common, or several values that few rows have."""
        weigher = Wordings([title_of(item.naming.text) for item in self._known[:_MOST_WEIGHED]])
        wordings = Wordings([title_of(item.naming.text) for item in left])
        found: dict[tuple[int, int], KnownNaming] = {}
        for number in numbers:
            for place, _ in wordings.alike(title_of(self._rows[number].text), 2 * _MOST_SUSPECTS):
                found.setdefault((number, left[place].initiative_id), left[place])
        newest = {item.initiative_id: item for item in sorted(left, key=_newness)}
        current = [id_ for id_, item in newest.items() if item.is_current][:_MOST_ASKED]
        for number, id_ in self._weighing.sharing(numbers, current):
            found.setdefault((number, id_), newest[id_])
        self._weighing.fetch(id_ for _, id_ in found)
        return [self._pair(number, item, weigher) for (number, _), item in found.items()]

    def _pair(self, number: int, item: KnownNaming, weigher: Wordings) -> "_Pair":
        weighed = self._weighing.of(number, item.initiative_id)
        one, other = title_of(self._rows[number].text), title_of(item.naming.text)
        shared = in_common(one, other, weigher.weight)
        has_other_marks = differ_in_marks(one, other)
        points = weighed.bits + _POINTS_OF_A_TITLE * shared - (_POINTS_OF_MARKS if has_other_marks else 0)
        is_elsewhere = weighed.is_elsewhere or self._is_on_anothers_sheet(number, item)
        is_possible = item.is_current and not is_elsewhere and not has_other_marks
        is_swapped = shared >= _MOST_COMMON_OF_SWAPPED and are_swapped(one, other, weigher.weight)
        is_told = shared >= _LEAST_COMMON and points >= SURE and not is_swapped
        is_worded_alike = _is_worded_alike(one, other) and weighed.bits >= 0
        has_its_key = self._has_stable_keys and item.naming.key == self._rows[number].key is not None
        points += _POINTS_OF_A_KEY if has_its_key else 0
        reasons = (("title",) if shared >= _LEAST_COMMON else ()) + (("key",) if has_its_key else ())
        return _Pair(
            number=number,
            item=item,
            points=points,
            in_common=shared,
            reasons=(*reasons, *weighed.reasons),
            is_sure=is_possible and (is_told or is_worded_alike),
        )

    def _suspect(self, number: int, initiative_id: int, alike: float, reason: str) -> Suspect:
        weighed = self._weighing.of(number, initiative_id)
        points = max(POSSIBLE, weighed.bits + _POINTS_OF_A_TITLE * alike)
        return Suspect(initiative_id, points, (reason, *weighed.reasons))

    def _doubt(self, number: int, suspect: Suspect) -> None:
        if not self._is_declined(number, suspect.initiative_id):
            self._doubts[number].setdefault(suspect.initiative_id, suspect)

    def _is_declined(self, number: int, initiative_id: int | None) -> bool:
        return number in self._answers and initiative_id in self._answers[number].declined

    def _free_initiatives(self, signature: Signature) -> dict[Hashable, dict[int, KnownNaming]]:
        free: dict[Hashable, dict[int, KnownNaming]] = defaultdict(dict)
        for item in self._known:
            shared = signature(item.naming)
            if _is_told(shared) and item.initiative_id not in self._taken:
                before = free[shared].get(item.initiative_id)
                if before is None or _newness(before) < _newness(item):
                    free[shared][item.initiative_id] = item
        return {shared: dict(sorted(initiatives.items())) for shared, initiatives in free.items()}

    def _free_rows(self, signature: Signature) -> dict[Hashable, list[int]]:
        free: dict[Hashable, list[int]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            shared = signature(row)
            if _is_told(shared) and number not in self._found:
                free[shared].append(number)
        return free

    def _take(self, number: int, match: Match) -> bool:
        """Take a pair, unless either is taken or a person has said that it is none."""
        id_ = match.initiative_id
        if id_ is None or id_ in self._taken or number in self._found or self._is_declined(number, id_):
            return False
        self._found[number] = match
        self._taken.add(id_)
        return True


@dataclass(frozen=True, slots=True)
class _Pair:
    """A row and an initiative that are held against each other."""

    number: int
    item: KnownNaming
    points: float
    in_common: float
    reasons: tuple[str, ...]
    is_sure: bool


class _Best:
    """The best points of each row and of each initiative, and the next best."""

    def __init__(self, pairs: Iterable[_Pair]) -> None:
        self._points: dict[tuple[bool, int], list[float]] = defaultdict(list)
        for pair in pairs:
            for side in _sides(pair):
                self._points[side].append(pair.points)

    def is_ahead(self, pair: _Pair) -> bool:
        """Tell whether a pair is the best of both its row and its initiative, by far."""
        return all(
            sum(points > pair.points - MARGIN for points in self._points[side]) == 1 for side in _sides(pair)
        )


def _sides(pair: _Pair) -> tuple[tuple[bool, int], tuple[bool, int]]:
    return (True, pair.number), (False, pair.item.initiative_id)


class _Weighing:
    """Values of rows and initiatives, fetched as they are needed and weighed once."""

    def __init__(self, looks: Looks | None) -> None:
        self._looks = looks
        self._known: dict[int, Values] = {}
        self._weighed: dict[tuple[int, int], Evidence] = {}

    @cached_property
    def _common(self) -> Commonness:
        return self._looks.common() if self._looks else Commonness(())

    def fetch(self, initiative_ids: Iterable[int]) -> None:
        """Fetch the values of initiatives; no more than some are kept."""
        missing = sorted(set(initiative_ids) - self._known.keys())
        if self._looks is None or not missing:
            return
        if len(self._known) > _MOST_ASKED:
            self._known.clear()
        self._known |= self._looks.known(missing)

    def of(self, number: int, initiative_id: int) -> Evidence:
        """Weigh the values of a row against those of an initiative."""
        if self._looks is None or initiative_id not in self._known:
            return NOTHING_KNOWN
        asked = (number, initiative_id)
        if asked not in self._weighed:
            self._weighed[asked] = evidence(self._looks.row(number), self._known[initiative_id], self._common)
        return self._weighed[asked]

    def sharing(self, numbers: Sequence[int], initiative_ids: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Give the rows and initiatives that share several values that few rows have."""
        if self._looks is None:
            return
        self.fetch(initiative_ids)
        having: dict[Hashable, list[int]] = defaultdict(list)
        for id_ in initiative_ids:
            for value in identifying(self._known.get(id_, {})):
                having[value].append(id_)
        for number in numbers:
            shared = Counter(
                id_
                for value in identifying(self._looks.row(number))
                if len(having.get(value, ())) <= _FEW
                for id_ in having.get(value, ())
            )
            yield from ((number, id_) for id_, count in shared.items() if count >= _SEVERAL)


def _closeness(one: str, other: str) -> float:
    """Tell how alike two titles are, from 0 to 1; those that differ as namesakes do hardly are."""
    titles = title_of(one), title_of(other)
    alike = max(in_common(*titles, _plainly), likeness(titles[0].folded, titles[1].folded))
    return 0.2 if differ_in_marks(*titles) else alike


@by_reference_at_most(1 << 10)
def _places_in(sheet: str) -> frozenset[str]:
    """Give the words of a sheet's name that name a place; numbers and months are new each month."""
    return frozenset(word for word in sheet.split() if is_mark(word) and word.isalpha() and len(word) > 1)


def _plainly(_: str) -> float:
    return 1.0


def _is_told(signature: Hashable) -> bool:
    return signature is not None and signature != ""


def _is_worded_alike(one: Title, other: Title) -> bool:
    """Tell whether titles have the same words in any order and form, or the same letters in other words."""
    return one.wording == other.wording or one.folded.replace(" ", "") == other.folded.replace(" ", "")


def _newness(item: KnownNaming) -> ReportId:
    return item.report or (0, 0)


def _parts(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    return (items[at : at + _BATCH] for at in range(0, len(items), _BATCH))
