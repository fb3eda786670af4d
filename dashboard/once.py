"""Things that take a moment to make, made once however many ask for them at the same time."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

Key = ParamSpec("Key")
Made = TypeVar("Made")


@dataclass(slots=True)
class _Place(Generic[Made]):
    """Where an answer stands; who asks while it is being made waits for the lock."""

    lock: Lock = field(default_factory=Lock)
    answers: list[Made] = field(default_factory=list)


class Once(Generic[Key, Made]):
    """A function whose answers are kept.

    The first part of a key is the state that it holds for: when a new state comes, what was made for another
    is let go; beyond ``size``, the one least lately asked for. An error is not kept: the next to ask tries.
    """

    def __init__(self, make: Callable[Key, Made], size: int) -> None:
        self._make = make
        self._size = size
        self._places: OrderedDict[tuple[object, ...], _Place[Made]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, *key: Key.args, **none: Key.kwargs) -> Made:
        """Give the answer, making it first where nobody has."""
        place = self._place(key)
        with place.lock:
            if not place.answers:
                place.answers.append(self._make(*key, **none))
            return place.answers[0]

    def _place(self, key: tuple[object, ...]) -> _Place[Made]:
        with self._lock:
            if key not in self._places:
                self._make_room(key[0])
                self._places[key] = _Place()
            self._places.move_to_end(key)
            return self._places[key]

    def _make_room(self, state: object) -> None:
        for other in [other for other in self._places if other[0] != state]:
            del self._places[other]
        while len(self._places) >= self._size:
            self._places.popitem(last=False)
