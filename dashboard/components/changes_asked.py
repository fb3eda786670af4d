"""What is otherwise since a moment, in parts, each with a word in the address; each change is in one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard import data
from dashboard.data import ChangeKind, Difference, Differences, Matter
from dashboard.filters import Asked, Ignored, to_query
from dashboard.format import danish_key
from portfolio.moments import Moment
from portfolio.selection import Criteria

SINCE_PAGE = "/siden"
CHANGE_KEY = "aendring"
CHANGES_FILE = "/hent/aendringer.xlsx"


class Part(StrEnum):
    """The parts of a comparison, in the order in which they are read; each has its word in the address."""

    LIGHT = "lys"
    DATE = "datoer"
    STATUS = "status"
    RENAMED = "omdoebt"
    REST = "andet"
    NEW = "ny"
    BACK = "tilbage"
    GONE = "udgaaet"
    MERGED = "sammenlagt"
    SPLIT = "delt"
    ENTERED = "ind"
    LEFT = "ud"
    UNCLEAR = "uklar"

    @property
    def text_id(self) -> str:
        """What the texts of the part are called."""
        return self.name.lower()


CHANGED = "aendret"
"""The word for all that has changed and can be compared."""

CHANGED_PARTS = (Part.LIGHT, Part.DATE, Part.STATUS, Part.RENAMED, Part.REST)

_MATTERS = {
    Matter.LIGHT: Part.LIGHT,
    Matter.DATE: Part.DATE,
    Matter.STATUS: Part.STATUS,
    Matter.TITLE: Part.RENAMED,
    Matter.REST: Part.REST,
}

_RATED = {"green": 1, "yellow": 2, "red": 3}

_HOLDS: Mapping[str, Callable[[Difference], bool]] = {
    CHANGED: lambda it: it.kind is ChangeKind.CHANGED,
    Part.RENAMED: lambda it: it.is_renamed,
}
"""Words that ask for more than what stands in a part of the name."""


def since_address(criteria: Criteria, kind: ChangeKind) -> str:
    """Give the address of what has happened in one way to the initiatives that meet some criteria."""
    word = CHANGED if kind is ChangeKind.CHANGED else str(Part[kind.name])
    return SINCE_PAGE + to_query(Asked(criteria=criteria, own={CHANGE_KEY: word}))


def part_of(it: Difference) -> Part:
    """Give the part that a difference stands in: a change stands under its weightiest matter."""
    return _MATTERS[it.matter] if it.kind is ChangeKind.CHANGED else Part[it.kind.name]


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """What an address asks for of a comparison.

    Attributes:
        since: the moment that is compared with.
        every: all that is otherwise about what meets the filters, by part.
        shown: what the words of the address leave of it, by part; parts without any are left out.
        words: the words, in order.
    """

    since: Moment
    every: Mapping[Part, Sequence[Difference]]
    shown: Mapping[Part, Sequence[Difference]]
    words: tuple[str, ...]

    def count(self, *parts: Part) -> int:
        """Count what stands in some parts; without any named in all."""
        return sum(len(self.every[part]) for part in parts or Part)

    def of_word(self, word: str) -> int:
        """Count what a word asks for."""
        if word == CHANGED:
            return self.count(*CHANGED_PARTS)
        if word != Part.RENAMED:
            return len(self.every[Part(word)])
        return sum(it.is_renamed for items in self.every.values() for it in items)

    @property
    def shown_items(self) -> list[Difference]:
        """What is shown, in the order of the page."""
        return [it for items in self.shown.values() for it in items]


def holding(word: str) -> Callable[[Difference], bool]:
    """Give what tells whether a word of the address asks for a difference."""
    return _HOLDS.get(word, lambda it: part_of(it) == word)


def since_of(asked: Asked) -> Moment | None:
    """Give the moment to compare with: the reader's own, or the end of the month before the newest."""
    return asked.criteria.since or data.portfolio().month_before


def words_of(asked: Asked) -> tuple[tuple[str, ...], list[Ignored]]:
    """Give the words of the address for kinds of change, and those that are none."""
    given = dict.fromkeys(word.strip() for word in asked.own.get(CHANGE_KEY, "").split(",") if word.strip())
    known = (CHANGED, *Part)
    words = tuple(str(word) for word in known if str(word) in given)
    return words, [Ignored(CHANGE_KEY, word) for word in given if word not in words]


def changes_of(asked: Asked, since: Moment) -> Changes:
    """Give what is otherwise about the initiatives that meet the filters of an address."""
    every = _parts(data.differences(asked.criteria, since))
    words, _ = words_of(asked)
    asks = [holding(word) for word in words]
    shown = {
        part: [it for it in items if not asks or any(holds(it) for holds in asks)]
        for part, items in every.items()
    }
    return Changes(since, every, {part: items for part, items in shown.items() if items}, words)


def _parts(found: Differences) -> dict[Part, list[Difference]]:
    parts: dict[Part, list[Difference]] = {part: [] for part in Part}
    for it in found:
        parts[part_of(it)].append(it)
    for part, items in parts.items():
        items.sort(key=_by_light if part is Part.LIGHT else _by_title)
    return parts


def _by_title(it: Difference) -> tuple[str, int]:
    return danish_key(it.title), it.initiative_id


def _by_light(it: Difference) -> tuple[int, int, str, int]:
    """Set what got worse first, the worst on top, then what got better, then what was not rated once."""
    steps = worsening(it)
    return -1 if steps > 0 else int(steps == 0), -(_rated_now(it) or 0), *_by_title(it)


def worsening(it: Difference) -> int:
    """Tell by how many steps a light has become worse; below 0: better; 0: it was not rated at both times."""
    change = it.changed("traffic_light")
    if change is None or change.why is not None:
        return 0
    before, after = _RATED.get(str(change.before)), _RATED.get(str(change.after))
    return 0 if before is None or after is None else after - before


def _rated_now(it: Difference) -> int | None:
    change = it.changed("traffic_light")
    return None if change is None else _RATED.get(str(change.after))
