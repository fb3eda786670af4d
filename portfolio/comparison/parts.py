"""Rows some at a time: bounds memory, and the number of parameters of a statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")

_BATCH = 1000


def parts(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Give items in order, a thousand at most at a time."""
    left = iter(items)
    while part := list(islice(left, _BATCH)):
        yield part
