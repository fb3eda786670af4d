"""Days and meetings as a calendar file (RFC 5545) that Outlook and others read, once or again and again.

A calendar that subscribes asks for the file each few hours. So what stands in it is made of rows alone: an
entry has its name (UID) for good, and is stamped with when its row was last said, never with the clock of
whoever asks; the same rows give the same bytes.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

MEDIA_TYPE = "text/calendar; charset=utf-8"
_LONGEST_LINE = 75
"""Octets of a line, its end not counted; what is longer is folded."""

_ZONE = "Europe/Copenhagen"
_ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""Danish time since 1996, when the European Union's summer time got its present end."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day with something on it.

    Attributes:
        uid: names it for good, so that a calendar that reads the file again moves it instead of doubling it.
        day: the day.
        summary: what it is, in a line.
        description: more, in lines.
        address: where it stands.
        said_at: when what it rests on was last said, aware; None: when the file was made.
    """

    uid: str
    day: dt.date
    summary: str
    description: str
    address: str
    said_at: dt.datetime | None = None

    def times(self) -> Iterator[str]:
        """Give the lines that say when it is, and that nobody is busy with it."""
        yield f"DTSTART;VALUE=DATE:{self.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{self.day + dt.timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"


@dataclass(frozen=True, slots=True)
class CalendarMeeting:
    """Something that people meet for, in Danish time.

    Attributes:
        uid: names it for good; it stays when the meeting is moved.
        begins: when it begins, as the clock on the wall says (naive).
        minutes: how long it is.
        summary: what it is, in a line.
        description: more, in lines.
        address: where it stands.
        place: where people meet; "" where nobody has said.
        said_at: when what it rests on was last said, aware.
        is_cancelled: whether it was called off; calendars then strike it out.
        changes: how often it was moved or called off; rises, so that calendars take the newer of two.
    """

    uid: str
    begins: dt.datetime
    minutes: int
    summary: str
    description: str
    address: str
    place: str = ""
    said_at: dt.datetime | None = None
    is_cancelled: bool = False
    changes: int = 0

    def times(self) -> Iterator[str]:
        """Give the lines that say when and where it is."""
        ends = self.begins + dt.timedelta(minutes=self.minutes)
        yield f"DTSTART;TZID={_ZONE}:{self.begins:%Y%m%dT%H%M%S}"
        yield f"DTEND;TZID={_ZONE}:{ends:%Y%m%dT%H%M%S}"
        yield f"SEQUENCE:{self.changes}"
        yield f"STATUS:{'CANCELLED' if self.is_cancelled else 'CONFIRMED'}"
        if self.place:
            yield f"LOCATION:{_escaped(self.place)}"


Entry = CalendarDay | CalendarMeeting


_FOLLOWED = ("REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H")


def calendar_file(
    entries: Iterable[Entry], *, name: str, host: str, made_at: dt.datetime, is_followed: bool = False
) -> bytes:
    """Write a calendar.

    Args:
        entries: what stands in it.
        name: what it is called.
        host: makes each entry's name the only one of its kind in the world.
        made_at: when it was made, aware; the stamp of entries that have none.
        is_followed: whether a calendar subscribes to it, and is told how often to look.
    """
    every = list(entries)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tværblik//Tværblik//DA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        *(_FOLLOWED if is_followed else ()),
        *_zone(every),
        *(line for entry in every for line in _event(entry, host, made_at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _zone(entries: Sequence[Entry]) -> Sequence[str]:
    """Tell what Danish time is where an entry is in it; Outlook knows no zone by name alone."""
    return _ZONE_LINES if any(isinstance(it, CalendarMeeting) for it in entries) else ()


def _event(it: Entry, host: str, made_at: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{it.uid}@{host}"
    yield f"DTSTAMP:{(it.said_at or made_at).astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield from it.times()
    yield f"SUMMARY:{_escaped(it.summary)}"
    yield f"DESCRIPTION:{_escaped(it.description)}"
    yield f"URL:{it.address}"
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
