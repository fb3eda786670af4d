"""A zip package with some members changed: all others keep their very bytes, packed as they were."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_LENGTH, _NAME_LENGTHS_AT = 30, 26
_UTF8, _HAS_DESCRIPTOR = 0x800, 0x8
_VERSION = 20
_LEVELS, _MUCH = (4, 6, 9), 10
"""Where a tenth or more may be added, quick packing is surely small enough."""

_MOST_BYTES, _MOST_MEMBERS = 0xFFFFFFFF, 0xFFFF


class TooLargeError(Exception):
    """The package would be larger than a plain zip archive can be."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A member as it is to be written: its name, its packed bytes, and what is said of them."""

    name: bytes
    packed: bytes
    crc: int
    size: int
    method: int
    flags: int
    time: int
    date: int
    attributes: int


class ZipPatch:
    """An archive that was let in, and what is to be changed in it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._names = {name.casefold(): name for name in self._archive.namelist()}
        self._changed: dict[str, bytes] = {}
        self._added: dict[str, bytes] = {}

    def has(self, name: str) -> bool:
        """Tell whether there is a member of a name, however its letters are written."""
        return name.casefold() in self._names or name in self._added

    def names(self) -> Iterator[str]:
        """Give the names of all members."""
        yield from self._names.values()
        yield from self._added

    def read(self, name: str) -> bytes:
        """Give a member as it is by now; b"" where there is none."""
        if name in self._added:
            return self._added[name]
        own = self._names.get(name.casefold())
        if own is None:
            return b""
        return self._changed[own] if own in self._changed else self._archive.read(own)

    def write(self, name: str, data: bytes) -> None:
        """Change a member, or add one."""
        own = self._names.get(name.casefold())
        if own is None:
            self._added[name] = data
        else:
            self._changed[own] = data

    def saved(self) -> bytes:
        """Give the archive as it is by now.

        Raises:
            TooLargeError: it would be too large.
        """
        local: list[bytes] = []
        central: list[bytes] = []
        at = 0
        for member in self._members():
            header = _header(member)
            central.append(_central(member, at))
            local += (header, member.packed)
            at += len(header) + len(member.packed)
        directory = b"".join(central)
        if at + len(directory) > _MOST_BYTES or len(central) > _MOST_MEMBERS:
            raise TooLargeError
        return b"".join((*local, directory, _end(len(central), len(directory), at)))

    def _members(self) -> Iterator[_Member]:
        for info in self._archive.infolist():
            name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")
            if info.filename in self._changed:
                yield _packed(name, self._changed[info.filename], info.flag_bits & _UTF8, info)
            else:
                yield self._kept(name, info)
        model = self._archive.infolist()[0]
        for added, data in self._added.items():
            yield _packed(added.encode(), data, 0, model)

    def _kept(self, name: bytes, info: zipfile.ZipInfo) -> _Member:
        lengths = info.header_offset + _NAME_LENGTHS_AT
        name_length, extra_length = struct.unpack_from("<HH", self._data, lengths)
        begin = info.header_offset + _LOCAL_LENGTH + name_length + extra_length
        return _Member(
            name,
            self._data[begin : begin + info.compress_size],
            info.CRC,
            info.file_size,
            info.compress_type,
            info.flag_bits & ~_HAS_DESCRIPTOR,
            *_moment(info),
            info.external_attr,
        )


def _packed(name: bytes, data: bytes, flags: int, like: zipfile.ZipInfo) -> _Member:
    """Pack changed bytes: no member may grow by more than what was written into it."""
    slack = max(0, len(data) - like.file_size)
    most = slack + like.compress_size
    packed = b""
    for level in _LEVELS[slack * _MUCH < like.compress_size :]:
        packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(data) + packer.flush()
        if len(packed) <= most:
            break
    return _Member(name, packed, zlib.crc32(data), len(data), zipfile.ZIP_DEFLATED, flags, *_moment(like), 0)


def _moment(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, max(0, year - 1980) << 9 | month << 5 | day


def _said(member: _Member) -> bytes:
    """Give what is said of a member both before it and in the directory."""
    return struct.pack(
        "<HHHHHLLLH",
        _VERSION,
        member.flags,
        member.method,
        member.time,
        member.date,
        member.crc,
        len(member.packed),
        member.size,
        len(member.name),
    )


def _header(member: _Member) -> bytes:
    return _LOCAL + _said(member) + struct.pack("<H", 0) + member.name


def _central(member: _Member, at: int) -> bytes:
    rest = struct.pack("<HHHHLL", 0, 0, 0, 0, member.attributes, at)
    return _CENTRAL + struct.pack("<H", _VERSION) + _said(member) + rest + member.name


def _end(members: int, length: int, at: int) -> bytes:
    return _END + struct.pack("<HHHHLLH", 0, 0, members, members, length, at, 0)
