"""The words of each month about each initiative, and which of them say the same as the month before."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from portfolio.rules.retelling import Retelling, retelling
from portfolio.rules.runs import Run, run_of
from portfolio.snapshot import Code, Item, Mask, Snapshot
from portfolio.status_log import words_in

Row = tuple[int, dt.date, str | None]
"""An initiative's id, a month that a list has it in, and the list's words."""


@dataclass(frozen=True, slots=True)
class Retold:
    """An initiative whose newest words are those of the month before.

    Attributes:
        kind: word for word, or but for days and punctuation.
        run: since when, and in how many months they have been so; ``told`` is the newest words.
        light: the newest month's light, and ``light_before`` that of the month before it.
    """

    kind: Retelling
    run: Run[str]
    light: Code
    light_before: Code

    @property
    def is_light_moved(self) -> bool:
        """Whether the light is another than the month before, though the words are the same."""
        return None not in (self.light, self.light_before) and self.light != self.light_before


class MonthWords:
    """What was said of the initiatives of a snapshot, month by month."""

    def __init__(self, known: Snapshot, rows: Iterable[Row]) -> None:
        """Take the words.

        Args:
            known: the snapshot.
            rows: by id and month; of an initiative that no log tells of, those alone whose words are other
                than the month's before.
        """
        self.known = known
        self._listed: dict[int, dict[dt.date, str | None]] = {}
        for id_, month, text in rows:
            self._listed.setdefault(id_, {})[month] = text

    def of(self, initiative: Item) -> dict[dt.date, str | None]:
        """Give the words of each month that tells of an initiative; None: it has none."""
        listed, logged = self._listed.get(initiative.id, {}), initiative.logged_months()
        if logged:
            return {month: words_in(month, listed, logged) for month in initiative.lights()}
        found: dict[dt.date, str | None] = {}
        text: str | None = None
        for month in initiative.lights():
            text = listed.get(month, text)
            found[month] = text
        return found

    def retold(self, initiative: Item) -> Retold | None:
        """Tell how an initiative's newest words repeat those before; None: they do not."""
        return self._retold(self.known.item(initiative.place))

    @cached_property
    def all_retold(self) -> Mapping[int, Retold]:
        """Give all whose newest words repeat those before, by place."""
        found: dict[int, Retold] = {}
        for place in range(len(self.known)):
            told = self._retold(self.known.item(place))
            if told is not None:
                found[place] = told
        return found

    @cached_property
    def counts(self) -> NDArray[np.int32]:
        """Give in how many months each one's words have been the same; 0: they are not those before."""
        found = np.zeros(len(self.known), dtype=np.int32)
        for place, told in self.all_retold.items():
            found[place] = told.run.count
        return found

    @cached_property
    def is_nearly(self) -> Mask:
        """Mark those whose words are nearly those before, and not word for word."""
        return self._marked(lambda told: told.kind is Retelling.NEARLY)

    @cached_property
    def is_light_moved(self) -> Mask:
        """Mark those whose light is another though the words are the same."""
        return self._marked(lambda told: told.is_light_moved)

    def _marked(self, holds: Callable[[Retold], bool]) -> Mask:
        found = np.zeros(len(self.known), dtype=bool)
        found[[place for place, told in self.all_retold.items() if holds(told)]] = True
        return found

    def _retold(self, initiative: Item) -> Retold | None:
        words = list(self.of(initiative).items())[-2:]
        kind = retelling(words[0][1], words[1][1]) if len(words) > 1 else None
        if kind is None:
            return None
        run = run_of(_until_silence(self.of(initiative)), None if kind is Retelling.VERBATIM else _is_near)
        if run is None:
            return None
        lights = initiative.lights()
        return Retold(kind, run, lights[words[1][0]], lights[words[0][0]])


def _until_silence(words: Mapping[dt.date, str | None]) -> dict[dt.date, str | None]:
    """Leave out what was said before a month without words: words that come back are said anew."""
    found: dict[dt.date, str | None] = {}
    for month, text in reversed(list(words.items())):
        if text is None:
            break
        found[month] = text
    return found


def _is_near(before: str, now: str) -> bool:
    return retelling(before, now) is not None
