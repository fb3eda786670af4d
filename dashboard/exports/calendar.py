"""Days as a calendar file (RFC 5545) that Outlook and others read."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MEDIA_TYPE = "text/calendar; charset=utf-8"
_LONGEST_LINE = 75
"""Octets of a line, its end not counted; what is longer is folded."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day with something on it.

    Attributes:
        uid: names it for good, so that a calendar that reads the file again moves it instead of doubling it.
        day: the day.
        summary: what it is, in a line.
        description: more, in lines.
        address: where it stands.
    """

    uid: str
    day: dt.date
    summary: str
    description: str
    address: str


def calendar_file(days: Iterable[CalendarDay], *, name: str, host: str, made_at: dt.datetime) -> bytes:
    """Write a calendar.

    Args:
        days: what stands in it.
        name: what it is called.
        host: makes each day's name the only one of its kind in the world.
        made_at: when it was made, aware.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tværblik//Tværblik//DA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        *(line for day in days for line in _event(day, host, made_at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(it: CalendarDay, host: str, made_at: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{it.uid}@{host}"
    yield f"DTSTAMP:{made_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{it.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{it.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(it.summary)}"
    yield f"DESCRIPTION:{_escaped(it.description)}"
    yield f"URL:{it.address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """Escape what means something in a text; control characters have no place in one."""
    clean = "".join(
        char for char in text.replace("\r\n", "\n") if char == "\n" or (char >= " " and char != "\x7f")
    )
    for char in ("\\", ";", ","):
        clean = clean.replace(char, f"\\{char}")
    return clean.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Give a line as several, none of them too long, no character divided."""
    room, part, used = _LONGEST_LINE, "", 0
    for char in line:
        size = len(char.encode())
        if used + size > room:
            yield part
            part, used = " ", 1
        part, used = part + char, used + size
    yield part
