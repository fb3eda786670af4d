"""Bytes of a text file as text, whatever wrote them: Unicode, Windows, an old Mac or a system from DOS."""

import re
from collections.abc import Iterator

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_EIGHT_BITS = ("cp1252", "mac_roman", "cp850")
_DANISH = re.compile("(?<=[A-Za-z])[æøåÆØÅ]|[æøåÆØÅ](?=[a-z])")
"""Danish letters as words have them: by them an encoding is known."""

_NOT_LETTERS = re.compile("[a-zæøå][\u0080-\u00bf†‡‰‹›‘“”•ŒœŠšŽžƒˆ˜\u2500-\u25ff][a-zæøå]")
_JUDGED = 200_000
_FEW_NULS = 0.2


def decode(data: bytes) -> str:
    """Decode by byte order mark or the look of UTF-16, else as UTF-8, else line by line by what gives Danish.

    What no encoding knows becomes the replacement character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :]) if encoding == "utf-8" else _wide(data[len(mark) :], encoding)
    wide = _unmarked_wide(data)
    return _wide(data, wide) if wide else _lines(data)


def _wide(data: bytes, encoding: str) -> str:
    return data[: len(data) // 2 * 2].decode(encoding, "replace")


def _unmarked_wide(data: bytes) -> str | None:
    """Name UTF-16 without a mark: every other byte of Danish text is zero then, and hardly any between."""
    first, second = data[:_JUDGED:2].count(0), data[1:_JUDGED:2].count(0)
    half = max(1, min(len(data), _JUDGED) // 2)
    if second > half / 2 and first < half * _FEW_NULS:
        return "utf-16-le"
    return "utf-16-be" if first > half / 2 and second < half * _FEW_NULS else None


def _lines(data: bytes) -> str:
    """Decode as UTF-8; where that fails, those lines alone as what the file's other bytes are."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _eight_bits(data)
        return "".join(_line(line, encoding) for line in data.splitlines(keepends=True))


def _line(line: bytes, encoding: str) -> str:
    text = line.decode("utf-8", "replace")
    unread = text.count("\ufffd")
    return text if unread < max(1, len(_DANISH.findall(text))) else line.decode(encoding, "replace")


def _eight_bits(data: bytes) -> str:
    """Choose the encoding that gives most Danish letters and fewest signs inside words."""
    judged = b"\n".join(_foreign_lines(data[:_JUDGED]))
    return max(_EIGHT_BITS, key=lambda encoding: _danish(judged.decode(encoding, "replace")))


def _foreign_lines(data: bytes) -> Iterator[bytes]:
    for line in data.splitlines():
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield line


def _danish(text: str) -> int:
    return len(_DANISH.findall(text)) - len(_NOT_LETTERS.findall(text)) - text.count("\ufffd")
