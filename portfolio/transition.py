"""The portfolio by the structure of another day: each initiative at its home then, counted once.

What a list says of an area leads to the same home for all that it is said of, so a snapshot is regrouped by
mapping codes; only initiatives of an area that parts, and those that a person has decided about, are looked
at one by one, and alike ones once.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from portfolio.homes import HomeEntry, StatedPlace, standing_on, token
from portfolio.reference import Reference
from portfolio.rules.succession import (
    Decided,
    Home,
    How,
    Stated,
    Structure,
    day_before_change,
    structure_of,
)
from portfolio.snapshot import FORMER, STATED, Code, CodeColumn, Item, Mask, Snapshot
from portfolio.stand_ins import COMMON_CODE, OPEN_CODE, OTHER_CODE

Decisions = Mapping[int, Sequence[Decided]]
"""What people have decided and not undone, by initiative, the oldest first."""


class Homes:
    """The homes of a snapshot's initiatives on a day.

    Attributes:
        known: the snapshot, grouped as its lists say.
        structure: the areas of the day.
        decisions: what people have decided.
    """

    def __init__(self, known: Snapshot, structure: Structure, decisions: Decisions) -> None:
        self.known = known
        self.structure = structure
        self.decisions = decisions
        self._found: dict[
            tuple[Code, str | None, tuple[str, ...], str | None, tuple[Decided, ...]], Home
        ] = {}

    def home(self, place: int) -> Home:
        """Give the home of the initiative at a place; alike ones are reckoned once."""
        item = self.known.item(place)
        decided = tuple(self.decisions.get(item.id, ()))
        texts = (item.text("organisation"), item.text("hospitals"))
        key = (item.code("organisation_id"), texts[0], item.municipalities(), texts[1], decided)
        if key not in self._found:
            self._found[key] = self.structure.home(self.stated(item), decided)
        return self._found[key]

    def stated(self, item: Item) -> Stated:
        """Give what is known of an initiative's place."""
        code, parties = item.code("organisation_id"), item.text("hospitals")
        return Stated(
            organisation=None if code == OTHER_CODE else code,
            text="" if code is None else item.text("organisation") or "",
            municipalities=item.municipalities(),
            hospitals=self.structure.hospitals_in(parties),
            parties=parties or "",
        )

    def column(self) -> CodeColumn:
        """Give the home of each initiative as a code; what has none keeps what its lists say."""
        stated = self.known.codes["organisation_id"]
        plain = [self._plain(code) for code in stated.codes]
        whole = np.array([code for code, _ in plain], dtype=object)[stated.at]
        is_alone = np.array([is_alone for _, is_alone in plain], dtype=bool)[stated.at]
        is_alone |= np.isin(self.known.ids, list(self.decisions))
        for place in np.flatnonzero(is_alone).tolist():
            whole[place] = self.code(place)
        return _column(whole)

    def code(self, place: int) -> Code:
        """Give the code of the home of the initiative at a place."""
        home = self.home(place)
        if home.organisation is not None:
            return home.organisation
        if home.how is How.NONE:
            return self.known.item(place).code("organisation_id")
        return COMMON_CODE if home.how is How.DECIDED else OPEN_CODE

    def _plain(self, code: Code) -> tuple[Code, bool]:
        """Give what a code leads to, and whether each of its initiatives is to be looked at by itself."""
        if code is None or code == OTHER_CODE or self.structure.is_area(code):
            return code, False
        if not self.structure.is_kind_of_area(code):
            return code, False
        led = self.structure.route(code).organisation
        return led, led is None


class Stand(StrEnum):
    """How far an initiative's home in the structure of a day is settled."""

    OPEN = "open"
    AGAIN = "again"
    DECIDED = "decided"
    PLACELESS = "placeless"
    CLEAR = "clear"


class Transition:
    """The portfolio from one structure to the next: each initiative's home before and after, and how found.

    Attributes:
        after: the homes in the structure of a day.
        before: the homes in the structure before.
        snapshot: the initiatives grouped by the structure of the day.
        entries: what people have decided and not undone, by initiative, the oldest first.
    """

    def __init__(self, after: Homes, before: Homes, entries: Mapping[int, Sequence[HomeEntry]]) -> None:
        self.after = after
        self.before = before
        self.entries = entries
        self.snapshot = _regrouped(after, before)

    @property
    def day(self) -> dt.date:
        """The day whose structure it leads to."""
        return self.after.structure.day

    @property
    def structure(self) -> Structure:
        """The areas of the day."""
        return self.after.structure

    def entry(self, place: int) -> HomeEntry | None:
        """Give the decision about the initiative at a place that counts on the day."""
        entries = self.entries.get(int(self.snapshot.ids[place]), ())
        counts = standing_on(self.structure, [entry.decided for entry in entries])
        return next((entry for entry in entries if entry.id == counts), None)

    def stated(self, place: int) -> StatedPlace:
        """Give what the lists say of an initiative's place."""
        item = self.after.known.item(place)
        code = item.code("organisation_id")
        return StatedPlace(None if code == OTHER_CODE else code, item.municipalities())

    def token(self, place: int) -> str:
        """Give the token of what is known of an initiative's home, for whoever decides about it."""
        entry = self.entry(place)
        return token(None if entry is None else entry.id, self.stated(place))

    def is_moved(self, place: int) -> bool:
        """Tell whether lists say something else of its place than when it was decided about.

        Lists that have come to name the very area that was decided on confirm it.
        """
        entry, stated = self.entry(place), self.stated(place)
        if entry is None or (entry.organisation is not None and entry.organisation == stated.organisation):
            return False
        return entry.stated != stated

    @cached_property
    def stands(self) -> NDArray[np.int8]:
        """Give how far each initiative's home is settled, as its place in ``Stand``."""
        column = self.snapshot.codes["organisation_id"]
        kinds = [_PLACE_OF[_STANDS.get(code, Stand.CLEAR)] for code in column.codes]
        found: NDArray[np.int8] = np.array(kinds, dtype=np.int8)[column.at]
        for id_ in self.entries:
            place = self.snapshot.place(id_)
            if place is not None and self.entry(place) is not None:
                found[place] = _PLACE_OF[Stand.AGAIN if self.is_moved(place) else Stand.DECIDED]
        return found

    @cached_property
    def homes(self) -> Sequence[Home]:
        """Give each initiative's home on the day."""
        return [self.after.home(place) for place in range(len(self.snapshot))]

    def stand(self, place: int) -> Stand:
        """Give how far the home of the initiative at a place is settled."""
        return tuple(Stand)[int(self.stands[place])]

    def mask(self, *stands: Stand) -> Mask:
        """Mark the initiatives whose homes are settled so far."""
        found: Mask = np.isin(self.stands, [_PLACE_OF[it] for it in stands])
        return found


_PLACE_OF: Mapping[Stand, int] = {stand: place for place, stand in enumerate(Stand)}
_STANDS: Mapping[Code, Stand] = {
    OPEN_CODE: Stand.OPEN,
    COMMON_CODE: Stand.DECIDED,
    OTHER_CODE: Stand.PLACELESS,
    None: Stand.PLACELESS,
}


def make_transition(
    known: Snapshot, reference: Reference, day: dt.date, entries: Mapping[int, Sequence[HomeEntry]]
) -> Transition:
    """Give where the initiatives of a snapshot belong in the structure of a day, and in the one before."""
    decisions = {id_: [entry.decided for entry in of_one] for id_, of_one in entries.items()}
    after = Homes(known, structure_of(reference, day), decisions)
    before = Homes(known, structure_of(reference, day_before_change(reference, day)), decisions)
    return Transition(after, before, entries)


def _regrouped(after: Homes, before: Homes) -> Snapshot:
    column, known = after.column(), after.known
    columns = {"organisation_id": column, FORMER: before.column(), STATED: known.codes["organisation_id"]}
    return known.regrouped(columns, _names(known, after.structure, column))


def _names(known: Snapshot, structure: Structure, column: CodeColumn) -> list[str | None]:
    """Give the name of each initiative's area; where it has none, what its lists say."""
    known_as = {id_: one.name for id_, one in structure.organisations.items()}
    names = [known_as.get(code or "") for code in column.codes]
    stated = known.texts["organisation"].tolist()
    return [names[at] or text for at, text in zip(column.at.tolist(), stated, strict=True)]


def _column(codes: NDArray[np.object_]) -> CodeColumn:
    found: list[Code] = codes.tolist()
    words: tuple[Code, ...] = (*sorted({code for code in found if code is not None}), None)
    place_of = {code: place for place, code in enumerate(words)}
    return CodeColumn(words, np.fromiter(map(place_of.__getitem__, found), dtype=np.int16, count=len(found)))
