"""Where the matching of a list's rows stands: what is decided, what is free, what is in doubt."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from portfolio.ledger.matches import POSSIBLE, Match, RowAnswer, Suspect
from portfolio.ledger.naming import KnownNaming, Naming, Signature, newness
from portfolio.ledger.weighing import SEVERAL, Looks, Weighing
from portfolio.reference import by_reference_at_most
from portfolio.rules.likeness import is_mark
from portfolio.vocabulary import MatchMethod

POINTS_OF_A_TITLE = 16.0
MOST_SUSPECTS = 5
_STABLE_SHARE = 0.9


class Pairing:
    """Rows and initiatives that are still free, the pairs found so far, and those that are in doubt.

    Attributes:
        known: what the source's initiatives have gone by.
        rows: what the list's rows go by; everything else goes by their places, from 0.
        answers: what people have said of rows.
        weighing: how alike the values of a row and an initiative are.
        found: what is decided.
        taken: the initiatives that have a row.
        doubts: for each row the initiatives that it may be about.
    """

    def __init__(
        self,
        known: Sequence[KnownNaming],
        rows: Sequence[Naming],
        looks: Looks | None,
        answers: Mapping[int, RowAnswer],
    ) -> None:
        self.known = known
        self.rows = rows
        self.weighing = Weighing(looks)
        self.answers = {number - 1: answer for number, answer in answers.items()}
        self.found: dict[int, Match] = {}
        self.taken: set[int] = set()
        self.doubts: dict[int, dict[int, Suspect]] = defaultdict(dict)

    def matches(self) -> list[Match]:
        """Give the decision of every row, in order; what was not found is new."""
        open_doubts = [doubts for number, doubts in self.doubts.items() if number not in self.found]
        shared = Counter(id_ for doubts in open_doubts for id_ in doubts)
        return [self.found.get(number) or self._new(number, shared) for number in range(len(self.rows))]

    def _new(self, number: int, shared: Mapping[int, int]) -> Match:
        doubts = [
            item for item in self.doubts.get(number, {}).values() if item.initiative_id not in self.taken
        ]
        told = [
            replace(item, reasons=(*item.reasons, "split")) if shared[item.initiative_id] > 1 else item
            for item in sorted(doubts, key=lambda item: (-item.points, item.initiative_id))
        ]
        return Match(None, MatchMethod.NEW, suspects=tuple(told[:MOST_SUSPECTS]))

    def take(self, number: int, match: Match) -> bool:
        """Take a pair, unless either is taken or a person has said that it is none."""
        id_ = match.initiative_id
        if id_ is None or id_ in self.taken or number in self.found or self._is_declined(number, id_):
            return False
        self.found[number] = match
        self.taken.add(id_)
        return True

    def doubt(self, number: int, suspect: Suspect) -> None:
        """Note an initiative that a row may be about, unless a person has said that it is not."""
        if not self._is_declined(number, suspect.initiative_id):
            self.doubts[number].setdefault(suspect.initiative_id, suspect)

    def suspect(self, number: int, initiative_id: int, alike: float, reason: str) -> Suspect:
        """Give an initiative that a row may be about, with what its values say."""
        weighed = self.weighing.of(number, initiative_id)
        points = max(POSSIBLE, weighed.bits + POINTS_OF_A_TITLE * alike)
        return Suspect(initiative_id, points, (reason, *weighed.reasons))

    def free_initiatives(self, signature: Signature) -> dict[Hashable, dict[int, KnownNaming]]:
        """Give the initiatives that have no row yet, by what they share; of names the newest."""
        free: dict[Hashable, dict[int, KnownNaming]] = defaultdict(dict)
        for item in self.known:
            shared = signature(item.naming)
            if _is_told(shared) and item.initiative_id not in self.taken:
                before = free[shared].get(item.initiative_id)
                if before is None or newness(before) < newness(item):
                    free[shared][item.initiative_id] = item
        return {shared: dict(sorted(initiatives.items())) for shared, initiatives in free.items()}

    def free_rows(self, signature: Signature) -> dict[Hashable, list[int]]:
        """Give the rows that are not decided yet, by what they have in common."""
        free: dict[Hashable, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            shared = signature(row)
            if _is_told(shared) and number not in self.found:
                free[shared].append(number)
        return free

    def is_on_anothers_sheet(self, number: int, item: KnownNaming) -> bool:
        """Tell whether a row's sheet and the one before are named after different places."""
        one, other = _places_in(self.rows[number].sheet), _places_in(item.naming.sheet)
        return bool(one - other) and bool(other - one)

    @cached_property
    def has_stable_keys(self) -> bool:
        """Tell whether rows keep their keys: those found by title alone have the keys that they had."""
        keys: dict[int, set[str]] = defaultdict(set)
        for item in self.known:
            if item.naming.key and item.is_current:
                keys[item.initiative_id].add(item.naming.key)
        found = self.found.items()
        pairs = [(self.rows[number].key, keys.get(match.initiative_id or 0)) for number, match in found]
        kept = [key in known for key, known in pairs if key and known]
        return len(kept) >= SEVERAL and sum(kept) >= _STABLE_SHARE * len(kept)

    def _is_declined(self, number: int, initiative_id: int | None) -> bool:
        return number in self.answers and initiative_id in self.answers[number].declined


@by_reference_at_most(1 << 10)
def _places_in(sheet: str) -> frozenset[str]:
    """Give the words of a sheet's name that name a place; numbers and months are new each month."""
    return frozenset(word for word in sheet.split() if is_mark(word) and word.isalpha() and len(word) > 1)


def _is_told(signature: Hashable) -> bool:
    return signature is not None and signature != ""
