"""What is otherwise about initiatives at one instant than at an earlier one: pure.

Values are held as the data that versions have them in; they are made when somebody asks for them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import cached_property
from itertools import compress
from operator import ne
from typing import NamedTuple

import msgspec
import numpy as np
from msgspec import Raw
from numpy.typing import NDArray

from portfolio.encoding import Json, Origin, value_of
from portfolio.fields import FIELDS, ValueKind
from portfolio.records import Value
from portfolio.rules.sameness import plain_text, value_key
from portfolio.selection import Chosen
from portfolio.snapshot import LIGHTS, UNREPORTED, Snapshot


class ChangeKind(StrEnum):
    """What has happened to an initiative between two instants; each has one of them.

    ``unclear``: all that differs in it cannot be compared (:class:`Why`). ``merged``: what was told of it is
    about another now; ``split``: what is told of it was about another then. ``entered`` and ``left``: it was
    on a list at both instants, but met the reader's filter at one of them alone.
    """

    NEW = "new"
    CHANGED = "changed"
    UNCLEAR = "unclear"
    GONE = "gone"
    BACK = "back"
    MERGED = "merged"
    SPLIT = "split"
    ENTERED = "entered"
    LEFT = "left"


class Why(StrEnum):
    """Why a difference tells of the lists, or of Tværblik, and not of the initiative."""

    COLUMN_NEW = "column_new"
    COLUMN_GONE = "column_gone"
    LIST_NEW = "list_new"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    UNCORRECTED = "uncorrected"


class Matter(IntEnum):
    """What a field is about, the weightiest first: that of its changes which an initiative stands under."""

    LIGHT = 0
    DATE = 1
    STATUS = 2
    TITLE = 3
    REST = 4


_STATUS_FIELDS = frozenset({"status", "phase", "process_step", "completion_share"})
_TEXTS_OF_DATES = frozenset({"milestones"})
_OF_THE_LIST = frozenset({"updated", "period"})


def _matter(name: str) -> Matter:
    field = FIELDS[name]
    if name.startswith("traffic_light"):
        return Matter.LIGHT
    if name in _STATUS_FIELDS:
        return Matter.STATUS
    if (field.kind is ValueKind.DATE and name not in _OF_THE_LIST) or name in _TEXTS_OF_DATES:
        return Matter.DATE
    return Matter.TITLE if name == "title" else Matter.REST


MATTERS: Mapping[str, Matter] = {name: _matter(name) for name in FIELDS}
"""What each field is about."""

_PLACE = {name: (MATTERS[name], place) for place, name in enumerate(FIELDS)}


class Changed(NamedTuple):
    """A field that differs; ``before`` and ``after`` are as JSON holds them, None where nothing was stated.

    ``why`` says what hinders holding them against each other; None: nothing does.
    """

    field: str
    before: Json
    after: Json
    why: Why | None = None

    @property
    def old(self) -> Value | None:
        """The value then."""
        return value_of(self.before)

    @property
    def new(self) -> Value | None:
        """The value now."""
        return value_of(self.after)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is otherwise about an initiative.

    Attributes:
        initiative_id: the initiative.
        kind: what has happened to it.
        title: its title now; of one that is not known any more, its last.
        former_title: its title then; None: it was not known.
        changes: the fields that differ, lights first, then dates, status, title and the rest.
        why: of one that is new: its list is (``LIST_NEW``); of one gone: its lists were withdrawn.
        others: of one merged, what it has become; of one split, what it was a part of.
        light: its light then, as its code; None where it had none or was not known.
        was_known: whether it was known then, and ``is_known`` whether it is now.
    """

    initiative_id: int
    kind: ChangeKind
    title: str
    former_title: str | None
    changes: tuple[Changed, ...] = ()
    why: Why | None = None
    others: tuple[int, ...] = ()
    light: str | None = None
    was_known: bool = True
    is_known: bool = True

    @property
    def matter(self) -> Matter:
        """The weightiest matter in which it has changed."""
        return min((MATTERS[it.field] for it in self.changes if it.why is None), default=Matter.REST)

    @property
    def is_renamed(self) -> bool:
        """Whether lists call it something else than then."""
        return any(it.field == "title" and it.why is None for it in self.changes) and self.kind in _STILL

    @property
    def is_telling(self) -> bool:
        """Whether something that can be compared has changed."""
        return any(it.why is None for it in self.changes)

    def changed(self, field: str) -> Changed | None:
        """Give what differs in a field."""
        return next((it for it in self.changes if it.field == field), None)


_STILL = frozenset({ChangeKind.CHANGED, ChangeKind.BACK, ChangeKind.ENTERED, ChangeKind.LEFT})


class Differences:
    """All that is otherwise, by initiative."""

    def __init__(self, found: Iterable[Difference]) -> None:
        self.of: dict[int, Difference] = {it.initiative_id: it for it in found}

    def __len__(self) -> int:
        return len(self.of)

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.of.values())

    @cached_property
    def by_kind(self) -> Mapping[ChangeKind, tuple[Difference, ...]]:
        """What has happened, by kind; kinds without any have an empty tuple."""
        found: dict[ChangeKind, list[Difference]] = {kind: [] for kind in ChangeKind}
        for it in self:
            found[it.kind].append(it)
        return {kind: tuple(items) for kind, items in found.items()}


_read = msgspec.json.Decoder().decode


class Seen(NamedTuple):
    """A version as a comparison sees it.

    Attributes:
        is_listed: it stands in the newest list of a source.
        organisation_id: its area as recognised.
        written: a field's value by name, as it is written: what is written the same is not read.
        origins: where each is from, "source" or "correction" and its id; or the one place that all are from.
    """

    is_listed: bool
    organisation_id: str | None
    written: Mapping[str, Raw]
    origins: Mapping[str, Origin] | Origin

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.value("title"))

    def value(self, name: str) -> Json:
        """Give a field's value, as JSON holds it; None: nothing is stated."""
        written = self.written.get(name)
        return None if written is None else _read(written)

    def origin(self, name: str) -> Origin | None:
        """Give where a field's value is from; None: nothing is stated."""
        if isinstance(self.origins, tuple):
            return self.origins if name in self.written else None
        return self.origins.get(name)

    @property
    def sources(self) -> set[int]:
        """The sources that any of its values is from."""
        every = (self.origins,) if isinstance(self.origins, tuple) else self.origins.values()
        return {id_ for kind, id_ in every if kind == "source"}


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What is different in a snapshot from an earlier instant.

    Attributes:
        differences: what is otherwise, also about initiatives that are not in it.
        lights: each initiative's light as known then, its place in ``LIGHTS``; ``UNREPORTED``: it was not.
        comparable: the same, but ``UNREPORTED`` also where the light of then cannot be held against that of
            now: a person corrected it, or its list came only since, or was away.
    """

    differences: Differences
    lights: NDArray[np.int8]
    comparable: NDArray[np.int8]


def held_against(known: Snapshot, differences: Differences) -> Comparison:
    """Hold a snapshot against an earlier instant, of which it is known what was otherwise."""
    column = known.codes["traffic_light"]
    lights = np.array([LIGHTS.index(code) for code in column.codes], dtype=np.int8)[column.at]
    comparable = lights.copy()
    for it in differences:
        place = known.place(it.initiative_id)
        if place is not None:
            lights[place] = LIGHTS.index(it.light) if it.was_known else UNREPORTED
            comparable[place] = lights[place] if _has_comparable_light(it) else UNREPORTED
    return Comparison(differences, lights, comparable)


def _has_comparable_light(it: Difference) -> bool:
    light = it.changed("traffic_light")
    return light is None or (it.kind is ChangeKind.CHANGED and light.why is None)


def within(differences: Differences, now: Chosen, then: Chosen, *, is_of_ended: bool = False) -> Differences:
    """Give what is otherwise about the initiatives that meet a filter now, or met it then.

    Args:
        differences: all that is otherwise.
        now: those that meet the filter now.
        then: those that met it then, in the snapshot of that instant.
        is_of_ended: whether that snapshot has only those about which something else is known now; of all
            others the filter says the same as then.
    """
    meets, met = frozenset(now.ids.tolist()), frozenset(then.ids.tolist())
    if is_of_ended:
        met |= meets - frozenset(then.known.ids.tolist())
    found = [_within(it, meets, met) for it in differences]
    found += [
        _unchanged(side, id_, kind)
        for side, ids, kind in (
            (now, meets - met, ChangeKind.ENTERED),
            (then, met - meets, ChangeKind.LEFT),
        )
        for id_ in sorted(ids - differences.of.keys())
        if all(known.place(id_) is not None for known in (now.known, then.known))
    ]
    return Differences(it for it in found if it is not None)


def _within(it: Difference, meets: frozenset[int], met: frozenset[int]) -> Difference | None:
    does, did = it.initiative_id in meets, it.initiative_id in met
    if it.kind in _COME:
        return it if does else None
    if it.kind in _WENT:
        return it if did else None
    if does and did:
        return it
    if not does and not did:
        return None
    return replace(it, kind=ChangeKind.ENTERED if does else ChangeKind.LEFT)


def _unchanged(side: Chosen, initiative_id: int, kind: ChangeKind) -> Difference:
    """Tell of one that has not changed but meets the filter at one instant alone: time itself has passed."""
    place = side.known.place(initiative_id)
    title = "" if place is None else side.known.item(place).title
    return Difference(initiative_id, kind, title, title)


_COME = frozenset({ChangeKind.NEW, ChangeKind.BACK, ChangeKind.SPLIT})
_WENT = frozenset({ChangeKind.GONE, ChangeKind.MERGED})


@dataclass(frozen=True)
class Lists:
    """What is known of the lists at both instants, for telling what cannot be compared.

    Attributes:
        before: a source's columns then, by its id; a source without a list then is missing.
        after: the same now.
        withdrawn: sources whose list of then has been withdrawn since.
        typed: sources that Tværblik keeps itself: their columns are those of what was typed.
    """

    before: Mapping[int, Collection[str]]
    after: Mapping[int, Collection[str]]
    withdrawn: frozenset[int] = frozenset()
    typed: frozenset[int] = frozenset()

    @cached_property
    def whole(self) -> frozenset[object]:
        """The sources that nothing has come between, as where a value is from: no list was withdrawn."""
        known = {*self.before, *self.after} - self.withdrawn
        return frozenset(("source", it) for it in known)


def difference(
    initiative_id: int, old: Seen | None, new: Seen | None, lists: Lists, others: Sequence[int] = ()
) -> Difference | None:
    """Tell what is otherwise about an initiative; None: nothing, or it was on no list at either instant.

    Args:
        initiative_id: the initiative.
        old: how it was known then; None: it was not.
        new: how it is known now.
        lists: what is known of the lists.
        others: where one that is not known any more went, or one that was not known then came from.
    """
    either = new or old
    kind = _kind(old, new, others)
    if either is None or kind is None:
        return None
    changes = _changes(old, new, lists) if old is not None and new is not None else ()
    if kind is ChangeKind.CHANGED:
        if not changes:
            return None
        kind = ChangeKind.UNCLEAR if all(it.why is not None for it in changes) else kind
    title = either.title
    is_called_the_same = old is not None and old.written["title"] == either.written["title"]
    return Difference(
        initiative_id=initiative_id,
        kind=kind,
        title=title,
        former_title=title if is_called_the_same else None if old is None else old.title,
        changes=changes,
        why=_why(kind, old, new, lists),
        others=tuple(others) if kind in (ChangeKind.MERGED, ChangeKind.SPLIT) else (),
        light=None if old is None else _code(old),
        was_known=old is not None,
        is_known=new is not None,
    )


def _kind(old: Seen | None, new: Seen | None, others: Sequence[int]) -> ChangeKind | None:
    was, is_ = old is not None and old.is_listed, new is not None and new.is_listed
    if was and is_:
        return ChangeKind.CHANGED
    if is_:
        if old is not None:
            return ChangeKind.BACK
        return ChangeKind.SPLIT if others else ChangeKind.NEW
    if not was:
        return None
    return ChangeKind.MERGED if new is None and others else ChangeKind.GONE


def _why(kind: ChangeKind, old: Seen | None, new: Seen | None, lists: Lists) -> Why | None:
    if kind is ChangeKind.NEW and new is not None:
        sources = new.sources
        return Why.LIST_NEW if sources and all(it not in lists.before for it in sources) else None
    if kind is ChangeKind.GONE and old is not None:
        sources = old.sources
        return Why.WITHDRAWN if sources and sources <= lists.withdrawn else None
    return None


def _changes(old: Seen, new: Seen, lists: Lists) -> tuple[Changed, ...]:
    names = _differing(old.written, new.written)
    if not names:
        return ()
    one = old.origins
    is_one_list = isinstance(one, tuple) and one == new.origins and one in lists.whole
    found = []
    for name in sorted(filter(_PLACE.__contains__, names), key=_PLACE.__getitem__):
        before, after = old.value(name), new.value(name)
        if before is None or after is None:
            found.append(Changed(name, before, after, _hindrance(name, old, new, lists)))
        elif not _is_alike(name, before, after, old, new):
            why = None if is_one_list else _hindrance(name, old, new, lists)
            found.append(Changed(name, before, after, why))
    return tuple(found)


def _differing(before: Mapping[str, Raw], after: Mapping[str, Raw]) -> list[str]:
    """Give the fields whose values are not written the same; names stand in their order on both sides."""
    if before.keys() == after.keys():
        return list(compress(after, map(ne, before.values(), after.values())))
    names = [name for name, data in after.items() if before.get(name) != data]
    return [*names, *(before.keys() - after.keys())]


def _is_alike(name: str, before: Json, after: Json, old: Seen, new: Seen) -> bool:
    """Tell whether two values that are written otherwise say the same."""
    if name in _CODES:
        return False
    if name == "cluster" and old.organisation_id is not None and old.organisation_id == new.organisation_id:
        return True
    if before.__class__ is str and after.__class__ is str:
        return plain_text(str(before)) == plain_text(str(after))
    one, other = value_of(before), value_of(after)
    return one is not None and other is not None and value_key(one) == value_key(other)


_CODES = frozenset(name for name, field in FIELDS.items() if field.kind is ValueKind.CODE)


def _hindrance(name: str, old: Seen, new: Seen, lists: Lists) -> Why | None:
    """Say what hinders holding a field's values against each other."""
    was, is_ = old.origin(name), new.origin(name)
    if is_ is not None and is_[0] == "correction":
        return Why.CORRECTED
    if was is not None and was[0] == "correction":
        return Why.UNCORRECTED
    if was is not None and was[1] in lists.withdrawn:
        return Why.WITHDRAWN
    if was is None and is_ is not None:
        return _newly_stated(name, is_[1], lists)
    if is_ is None and was is not None and was[1] not in lists.typed:
        left = lists.before.get(was[1], ()), lists.after.get(was[1], ())
        return Why.COLUMN_GONE if name in left[0] and name not in left[1] and left[1] else None
    return None


def _newly_stated(name: str, source: int, lists: Lists) -> Why | None:
    if source in lists.typed:
        return None
    if source not in lists.before:
        return Why.LIST_NEW
    is_new = name in lists.after.get(source, ()) and name not in lists.before[source]
    return Why.COLUMN_NEW if is_new else None


def _code(seen: Seen) -> str | None:
    light = seen.value("traffic_light")
    return None if light is None else str(light)
