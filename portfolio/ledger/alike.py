"""What is left: rows whose title and values together leave no doubt, and those that are asked about."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portfolio.ledger.matches import POSSIBLE, SURE, Match, Suspect
from portfolio.ledger.naming import KnownNaming, newness
from portfolio.ledger.pairing import MOST_SUSPECTS, POINTS_OF_A_TITLE, Pairing
from portfolio.ledger.weighing import MOST_ASKED
from portfolio.rules.likeness import Title, are_swapped, differ_in_marks, in_common, title_of
from portfolio.rules.wordings import Wordings
from portfolio.vocabulary import MatchMethod

MARGIN = 5.0
"""What is followed without asking must be so many points ahead of the next best, on both sides."""

_LEAST_COMMON = 0.15
"""A row whose title has nothing to do with the one before is asked about, whatever its values say."""

_MOST_COMMON_OF_SWAPPED = 0.34
"""Titles with so much in common and each a word of its own are namesakes as often as one renamed."""

_POINTS_OF_MARKS = 12.0
_POINTS_OF_A_KEY = 6.0
_MOST_WEIGHED = 5000


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


def pair_alike(pairing: Pairing) -> None:
    """Pair what is left by titles and values together, where they leave no doubt."""
    numbers = [number for number in range(len(pairing.rows)) if number not in pairing.found]
    left = [item for item in pairing.known if item.initiative_id not in pairing.taken]
    if not left or not 0 < len(numbers) <= MOST_ASKED:
        return
    pairs = _pairs(pairing, numbers, left)
    best = _Best(pairs)
    for pair in sorted(pairs, key=lambda pair: (-pair.points, pair.number, pair.item.initiative_id)):
        id_ = pair.item.initiative_id
        match = Match(id_, MatchMethod.LIKENESS, round(pair.in_common, 3), pair.item.report)
        if pair.is_sure and best.is_ahead(pair) and pairing.take(pair.number, match):
            continue
        if pair.points >= POSSIBLE:
            pairing.doubt(pair.number, Suspect(id_, pair.points, pair.reasons))


def _pairs(pairing: Pairing, numbers: Sequence[int], left: Sequence[KnownNaming]) -> list[_Pair]:
    """Give the pairs worth a look: titles with words in common, or several values that few rows have."""
    weigher = Wordings([title_of(item.naming.text) for item in pairing.known[:_MOST_WEIGHED]])
    wordings = Wordings([title_of(item.naming.text) for item in left])
    found: dict[tuple[int, int], KnownNaming] = {}
    for number in numbers:
        for place, _ in wordings.alike(title_of(pairing.rows[number].text), 2 * MOST_SUSPECTS):
            found.setdefault((number, left[place].initiative_id), left[place])
    newest = {item.initiative_id: item for item in sorted(left, key=newness)}
    current = [id_ for id_, item in newest.items() if item.is_current][:MOST_ASKED]
    for number, id_ in pairing.weighing.sharing(numbers, current):
        found.setdefault((number, id_), newest[id_])
    pairing.weighing.fetch(id_ for _, id_ in found)
    return [_pair(pairing, number, item, weigher) for (number, _), item in found.items()]


def _pair(pairing: Pairing, number: int, item: KnownNaming, weigher: Wordings) -> _Pair:
    weighed = pairing.weighing.of(number, item.initiative_id)
    one, other = title_of(pairing.rows[number].text), title_of(item.naming.text)
    shared = in_common(one, other, weigher.weight)
    has_other_marks = differ_in_marks(one, other)
    points = weighed.bits + POINTS_OF_A_TITLE * shared - (_POINTS_OF_MARKS if has_other_marks else 0)
    is_elsewhere = weighed.is_elsewhere or pairing.is_on_anothers_sheet(number, item)
    is_possible = item.is_current and not is_elsewhere and not has_other_marks
    is_swapped = shared >= _MOST_COMMON_OF_SWAPPED and are_swapped(one, other, weigher.weight)
    is_told = shared >= _LEAST_COMMON and points >= SURE and not is_swapped
    is_worded_alike = _is_worded_alike(one, other) and weighed.bits >= 0
    has_its_key = pairing.has_stable_keys and item.naming.key == pairing.rows[number].key is not None
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


def _is_worded_alike(one: Title, other: Title) -> bool:
    """Tell whether titles have the same words in any order and form, or the same letters in other words."""
    return one.wording == other.wording or one.folded.replace(" ", "") == other.folded.replace(" ", "")
