"""Which characters our typeface can show; PDF/UA allows no others.

What a list says may hold any character. One that the typeface has no shape for stands as ``MISSING``, so that
it is seen that something stood there.
"""

import re
import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
MISSING = "�"
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SEGMENTED, _LAST_OF_SEGMENTS = 4, 0xFFFF


def shown(text: str) -> str:
    """Give a text as the typeface can show it, its lines parted by plain ends of lines."""
    plain = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    known = _characters()
    if known.issuperset(plain):
        return plain
    return "".join(char if char in known else MISSING for char in plain)


@cache
def _characters() -> frozenset[str]:
    """Give the characters that all our weights have."""
    found = [_mapped(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*found) - {"\0", "\r"} | {"\n"}


def _mapped(font: bytes) -> frozenset[str]:
    """Read a font's table of characters (``cmap``, format 4)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = (struct.unpack_from(">4sIII", font, 12 + 16 * nth) for nth in range(count))
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    for nth in range(struct.unpack_from(">H", font, start + 2)[0]):
        at = start + struct.unpack_from(">HHI", font, start + 4 + 8 * nth)[2]
        if struct.unpack_from(">H", font, at)[0] == _SEGMENTED:
            return frozenset(map(chr, _codes(font, at)))
    raise ValueError(MISSING)


def _codes(font: bytes, at: int) -> list[int]:
    width = struct.unpack_from(">H", font, at + 6)[0]
    many = width // 2
    ends = struct.unpack_from(f">{many}H", font, at + 14)
    starts = struct.unpack_from(f">{many}H", font, at + 16 + width)
    deltas = struct.unpack_from(f">{many}H", font, at + 16 + 2 * width)
    base = at + 16 + 3 * width
    offsets = struct.unpack_from(f">{many}H", font, base)
    found = []
    for nth in range(many):
        for code in range(starts[nth], min(ends[nth], _LAST_OF_SEGMENTS - 1) + 1):
            if offsets[nth] == 0:
                glyph = (code + deltas[nth]) & 0xFFFF
            else:
                place = base + 2 * nth + offsets[nth] + 2 * (code - starts[nth])
                glyph = struct.unpack_from(">H", font, place)[0]
            if glyph:
                found.append(code)
    return found
