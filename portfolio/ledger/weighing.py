"""Values of rows and initiatives, weighed against each other when it is asked how alike they are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from portfolio.rules.evidence import NOTHING_KNOWN, Commonness, Evidence, Values, evidence, identifying

MOST_ASKED = 2000
"""When more rows are left than that, it is another list: nobody would answer."""

SEVERAL = 3
"""So many say something together that one alone may say by chance."""

_FEW = 3


class Looks(Protocol):
    """Gives the values of rows and of what is known, when they are asked for."""

    def row(self, number: int) -> Values:
        """Give the values of a row, by its place from 0."""

    def known(self, initiative_ids: Collection[int]) -> Mapping[int, Values]:
        """Give the values of initiatives as the source told of them last."""

    def common(self) -> Commonness:
        """Give how common values are in the list."""


class Weighing:
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
        if len(self._known) > MOST_ASKED:
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
            yield from ((number, id_) for id_, count in shared.items() if count >= SEVERAL)
