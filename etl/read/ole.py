"""Old office files: a small file system of their own, whose chains may bite their tails."""

import struct
from collections.abc import Iterator, Sequence

_HEADER = struct.Struct("<30xHH10xII4xIIIII436s")
_ENTRY_SIZE = 128
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on mark ends and free places."""


class DamagedOleError(Exception):
    """The file's tables contradict themselves."""


class OleFile:
    """An old office file: the names in it, and the bytes of its streams.

    Raises:
        DamagedOleError: a table runs in a circle, or past the end.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER.size:
            raise DamagedOleError
        told = _HEADER.unpack_from(data)
        self._shift, small_shift, tables, directory, self._cutoff, small_first, _, more_first, more, first = (
            told
        )
        if (self._shift, small_shift) not in ((9, 6), (12, 6)):
            raise DamagedOleError
        if (tables + more) << self._shift > len(data):
            raise DamagedOleError
        self._data = data
        self._next = self._table(struct.unpack("<109I", first), tables, more_first, more)
        self._small_next = _numbers(self._chained(small_first))
        self._entries = list(self._read_entries(self._chained(directory)))
        root = next((start for _, kind, start, _ in self._entries if kind == _ROOT), _LAST_SECTOR)
        self._small_data = self._chained(root)

    def names(self) -> set[str]:
        """Give the names of all streams and folders."""
        return {name for name, kind, _, _ in self._entries if kind in (_STORAGE, _STREAM)}

    def stream(self, *names: str) -> bytes:
        """Give the bytes of the first stream with one of these names; none where there is none."""
        for name, kind, start, size in self._entries:
            if kind == _STREAM and name in names:
                return self._bytes(start, size)[:size]
        return b""

    def check(self) -> None:
        """Follow the chain of every stream to its end; no two may share a sector.

        Raises:
            DamagedOleError: one has no end, or leads into another.
        """
        steps = small_steps = 0
        for _, kind, start, size in self._entries:
            if kind == _STREAM and size >= self._cutoff:
                steps += len(_chain(start, self._next))
            elif kind == _STREAM and size:
                small_steps += len(_chain(start, self._small_next))
            if steps > len(self._next) or small_steps > len(self._small_next):
                raise DamagedOleError

    def _bytes(self, start: int, size: int) -> bytes:
        if size >= self._cutoff:
            return self._chained(start)
        places = _chain(start, self._small_next)
        return b"".join(self._small_data[place << 6 : (place + 1) << 6] for place in places)

    def _read_entries(self, directory: bytes) -> Iterator[tuple[str, int, int, int]]:
        for place in range(0, len(directory) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
            name, length, kind, start, size = struct.unpack_from("<64sHB49xII4x", directory, place)
            yield name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), kind, start, size

    def _table(self, first: Sequence[int], tables: int, more_first: int, more: int) -> Sequence[int]:
        """Read the table that says which sector follows which; its own sectors are listed in the header."""
        sectors = list(first)
        place, seen = more_first, 0
        while place < _LAST_SECTOR and seen < more:
            numbers = _numbers(self._sector(place))
            if not numbers:
                raise DamagedOleError
            sectors += numbers[:-1]
            place, seen = numbers[-1], seen + 1
        used = [sector for sector in sectors[:tables] if sector < _LAST_SECTOR]
        return _numbers(b"".join(map(self._sector, used)))

    def _chained(self, start: int) -> bytes:
        return b"".join(map(self._sector, _chain(start, self._next)))

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) << self._shift
        return self._data[begin : begin + (1 << self._shift)]


def _chain(start: int, following: Sequence[int]) -> list[int]:
    places: list[int] = []
    while start < _LAST_SECTOR:
        if start >= len(following) or len(places) > len(following):
            raise DamagedOleError
        places.append(start)
        start = following[start]
    return places


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
