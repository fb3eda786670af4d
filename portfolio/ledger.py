"""Which initiative a list's row is about: matched within its source, by key and by title."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from portfolio.records import Report
from portfolio.rules.likeness import KEY_TITLE_LIKENESS, fold, former_title, likeness
from portfolio.vocabulary import MatchMethod


@dataclass(frozen=True, slots=True)
class Naming:
    """What a row goes by, folded: key and title, and its place (sheet, cluster) to tell namesakes apart.

    ``former`` is the title it says it had before.
    """

    key: str | None
    title: str
    place: str = ""
    former: str | None = None


@dataclass(frozen=True, slots=True)
class KnownNaming:
    """What a known initiative has gone by in a source; one initiative may have had several."""

    initiative_id: int
    naming: Naming


@dataclass(frozen=True, slots=True)
class Candidate:
    """An initiative that a row may be about, for a person to say.

    Attributes:
        initiative_id: the initiative.
        title: what it is called now.
        sources: the names of the lists that tell of it.
        likeness: how likely it is the same, from 0 to 1.
        reasons: what speaks for it, as codes.
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


@dataclass(frozen=True, slots=True)
class Match:
    """The decision about a row: which initiative (None: new), how it was found, how alike the titles are.

    ``candidates`` are other initiatives it may be about, for a person to say.
    """

    initiative_id: int | None
    method: MatchMethod
    likeness: float | None = None
    candidates: tuple[Candidate, ...] = ()


_NO_ANSWERS: Mapping[int, RowAnswer] = {}

Signature = Callable[[Naming], str | tuple[str, ...] | None]


def naming_of(report: Report) -> Naming:
    """Give what a report goes by."""
    cluster = report.values.get("cluster")
    place = f"{report.sheet or ''} {cluster.text if cluster else ''}"
    return naming(report.key, report.title, place)


def naming(key: str | None, title: str, place: str) -> Naming:
    """Fold key, title and place; a title of signs alone keeps them, so that two such are not one."""
    return Naming(fold(key or "") or None, fold(title) or title.strip(), fold(place), former_title(title))


def match_rows(
    known: Sequence[KnownNaming], rows: Sequence[Naming], answers: Mapping[int, RowAnswer] = _NO_ANSWERS
) -> list[Match]:
    """Decide for each row of an upload which initiative of its source it is about, the surest first.

    What people have said of a row, by its number from 1, comes before all. Then same key and title; else same
    title in the same place; else a title that only one row and one initiative has, now or before it was
    renamed ("tidl. ..."); else the same key with titles alike (a running number may have been given anew);
    else the same title, in order; else new. No initiative gets two rows, unless a person says so.
    """
    matching = _Matching(known, rows)
    matching.answer(answers)
    matching.pair(MatchMethod.KEY, lambda row: (row.key, row.title, row.place) if row.key else None)
    matching.pair(MatchMethod.KEY, lambda row: (row.key, row.title) if row.key else None)
    matching.pair(MatchMethod.TITLE, lambda row: (row.title, row.place))
    matching.pair(MatchMethod.TITLE, lambda row: row.title, is_unique_only=True)
    matching.pair_former()
    matching.pair_alike()
    matching.pair(MatchMethod.TITLE, lambda row: row.title)
    return matching.matches()


class _Matching:
    """Rows and initiatives that are still free, and the pairs found so far."""

    def __init__(self, known: Sequence[KnownNaming], rows: Sequence[Naming]) -> None:
        self._known = known
        self._rows = rows
        self._found: dict[int, Match] = {}
        self._taken: set[int] = set()

    def matches(self) -> list[Match]:
        """Give the decision of every row, in order; what was not found is new."""
        return [self._found.get(number, Match(None, MatchMethod.NEW)) for number in range(len(self._rows))]

    def answer(self, answers: Mapping[int, RowAnswer]) -> None:
        """Take what people have said; they may say of several rows that they are about one initiative."""
        for number, answer in answers.items():
            if answer.same_as is not None:
                self._found[number - 1] = Match(answer.same_as, MatchMethod.PERSON)
                self._taken.add(answer.same_as)
            elif answer.is_new:
                self._found[number - 1] = Match(None, MatchMethod.NEW)

    def pair(self, method: MatchMethod, signature: Signature, *, is_unique_only: bool = False) -> None:
        """Pair rows and initiatives with the same signature, in order where there are several."""
        initiatives = self._free_initiatives(signature)
        for shared, numbers in self._free_rows(signature).items():
            candidates = initiatives.get(shared, [])
            if is_unique_only and (len(numbers) > 1 or len(candidates) > 1):
                continue
            for number, initiative in zip(numbers, candidates, strict=False):
                self._take(number, Match(initiative, method, 1.0))

    def pair_former(self) -> None:
        """Pair rows that name their former title with the one initiative that went by it."""
        initiatives = self._free_initiatives(lambda row: row.title)
        for former, numbers in self._free_rows(lambda row: row.former).items():
            if len(numbers) == len(initiatives.get(former, ())) == 1:
                self._take(numbers[0], Match(initiatives[former][0], MatchMethod.TITLE, 1.0))

    def pair_alike(self) -> None:
        """Pair rows and initiatives with the same key whose titles are alike, the most alike first."""
        pairs = sorted(self._alike(), key=lambda pair: (-pair[0], pair[1], pair[2]))
        for alike, number, initiative in pairs:
            if number not in self._found:
                self._take(number, Match(initiative, MatchMethod.KEY, round(alike, 3)))

    def _alike(self) -> list[tuple[float, int, int]]:
        by_key = self._free_rows(lambda row: row.key)
        pairs = [
            (likeness(item.naming.title, self._rows[number].title), number, item.initiative_id)
            for item in self._known
            if item.initiative_id not in self._taken and item.naming.key
            for number in by_key.get(item.naming.key, ())
        ]
        return [pair for pair in pairs if pair[0] >= KEY_TITLE_LIKENESS]

    def _free_initiatives(self, signature: Signature) -> dict[str | tuple[str, ...], list[int]]:
        free: dict[str | tuple[str, ...], dict[int, None]] = defaultdict(dict)
        for item in self._known:
            shared = signature(item.naming)
            if shared and item.initiative_id not in self._taken:
                free[shared][item.initiative_id] = None
        return {shared: sorted(initiatives) for shared, initiatives in free.items()}

    def _free_rows(self, signature: Signature) -> dict[str | tuple[str, ...], list[int]]:
        free: dict[str | tuple[str, ...], list[int]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            shared = signature(row)
            if shared and number not in self._found:
                free[shared].append(number)
        return free

    def _take(self, number: int, match: Match) -> None:
        if match.initiative_id is not None and match.initiative_id not in self._taken:
            self._found[number] = match
            self._taken.add(match.initiative_id)
