"""A calendar file, read again by hand as RFC 5545 says: folded lines, escaped texts, days, Danish times."""

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.calendar import CalendarDay, CalendarMeeting, calendar_file
from portfolio.rules.months import DANISH_TIME

NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
SAID = dt.datetime(2026, 10, 1, 7, 30, tzinfo=dt.UTC)
TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION")


def make_day(**changes):
    facts = {
        "uid": "evaluering-1-1",
        "day": dt.date(2026, 12, 31),
        "summary": "Evaluering: Fælles gravidteam",
        "description": "Efter Triple Aim",
        "address": "https://tvaerblik.example/indsatser/1?pr=2026-11-23",
    }
    return CalendarDay(**(facts | changes))


def written(*days):
    return calendar_file(days, name="Evalueringer; alle", host="tvaerblik.example", made_at=NOW)


def lines_of(file: bytes) -> list[str]:
    """Unfold: a line's end followed by a space goes on."""
    assert file.endswith(b"\r\n")
    return file.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def read(file: bytes) -> list[dict[str, str]]:
    """Give the events' properties; texts unescaped, parameters left out."""
    events: list[dict[str, str]] = []
    for line in lines_of(file):
        name, value = line.split(":", 1)
        if (name, value) == ("BEGIN", "VEVENT"):
            events.append({})
        elif events and name != "END":
            plain = re.sub(r"\\(.)", lambda it: "\n" if it[1] in "nN" else it[1], value)
            events[-1][name.split(";")[0]] = plain if name in TEXTS else value
    return events


def test_an_event_is_a_whole_day_that_has_a_name_of_its_own():
    (event,) = read(written(make_day()))

    assert (event["DTSTART"], event["DTEND"]) == ("20261231", "20270101")
    assert event["DTSTAMP"] == "20261123T090000Z"
    assert event["UID"] == "evaluering-1-1@tvaerblik.example"
    assert event["URL"] == "https://tvaerblik.example/indsatser/1?pr=2026-11-23"


def test_a_calendar_is_framed_and_named():
    lines = lines_of(written())

    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert "X-WR-CALNAME:Evalueringer\\; alle" in lines


@given(st.text(), st.text())
def test_any_text_comes_back_and_no_line_is_too_long(summary, description):
    file = written(make_day(summary=summary, description=description), make_day(uid="2"))

    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    first, second = read(file)
    assert first["SUMMARY"] == kept(summary)
    assert first["DESCRIPTION"] == kept(description)
    assert second["SUMMARY"] == "Evaluering: Fælles gravidteam"


def kept(text: str) -> str:
    clean = text.replace("\r\n", "\n")
    return "".join(char for char in clean if char == "\n" or (char >= " " and char != "\x7f"))


def test_a_text_cannot_add_lines_of_its_own():
    file = written(make_day(summary="A\r\nEND:VEVENT\r\nBEGIN:VALARM"))

    assert lines_of(file).count("END:VEVENT") == 1
    assert "BEGIN:VALARM" not in lines_of(file)


def make_meeting(**changes):
    facts = {
        "uid": "moede-12",
        "begins": dt.datetime(2026, 12, 14, 9, 30),  # noqa: DTZ001 -- as the clock on the wall says
        "minutes": 90,
        "summary": "Forum for koordination",
        "description": "Dagsorden: 7 punkter",
        "address": "https://tvaerblik.example/moeder/12",
        "place": "Rådhuset, lokale 4; bag receptionen",
        "said_at": SAID,
    }
    return CalendarMeeting(**(facts | changes))


def test_a_meeting_has_its_place_and_its_time_as_the_clock_on_the_wall_says():
    file = written(make_meeting())
    (event,) = read(file)

    assert "DTSTART;TZID=Europe/Copenhagen:20261214T093000" in lines_of(file)
    assert "DTEND;TZID=Europe/Copenhagen:20261214T110000" in lines_of(file)
    assert event["LOCATION"] == "Rådhuset, lokale 4; bag receptionen"
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", "0")
    assert "TRANSP" not in event


def test_what_is_told_of_danish_time_is_what_the_zone_says():
    """The zone's own lines give the same difference from UTC as the system's, all through four decades."""
    lines = lines_of(written(make_meeting()))
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert zone.count("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU") == 1
    assert zone.count("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU") == 1
    for year in range(2000, 2038):
        summer, winter = last_sunday(year, 3, 2), last_sunday(year, 10, 3)
        for turn, before, after in ((summer, 1, 2), (winter, 2, 1)):
            minute = dt.timedelta(minutes=1)
            instant = (turn - dt.timedelta(hours=before)).replace(tzinfo=dt.UTC)
            assert (instant - minute).astimezone(DANISH_TIME).utcoffset() == dt.timedelta(hours=before)
            assert instant.astimezone(DANISH_TIME).utcoffset() == dt.timedelta(hours=after)


def last_sunday(year: int, month: int, hour: int) -> dt.datetime:
    day = dt.datetime(year, month, 31, hour)  # noqa: DTZ001 -- both months have 31 days
    return day - dt.timedelta(days=(day.weekday() + 1) % 7)


def test_days_alone_need_no_zone():
    assert "BEGIN:VTIMEZONE" not in lines_of(written(make_day()))


def test_a_meeting_that_was_moved_or_called_off_keeps_its_name():
    (moved,) = read(written(make_meeting(begins=dt.datetime(2027, 1, 4, 9), changes=1)))  # noqa: DTZ001
    (gone,) = read(written(make_meeting(is_cancelled=True, changes=2)))

    assert moved["UID"] == gone["UID"] == "moede-12@tvaerblik.example"
    assert (moved["SEQUENCE"], moved["STATUS"]) == ("1", "CONFIRMED")
    assert (gone["SEQUENCE"], gone["STATUS"]) == ("2", "CANCELLED")


def test_an_entry_is_stamped_with_its_row_and_never_with_the_clock():
    later = NOW + dt.timedelta(days=30)
    entries = [make_meeting(), make_day(said_at=SAID)]
    files = {calendar_file(entries, name="Møder", host="h", made_at=at) for at in (NOW, later)}

    assert len(files) == 1
    assert [event["DTSTAMP"] for event in read(files.pop())] == ["20261001T073000Z"] * 2


def test_a_calendar_that_is_followed_says_how_often_to_look():
    followed = calendar_file([], name="Møder", host="h", made_at=NOW, is_followed=True)

    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines_of(followed)
    assert not [line for line in lines_of(written()) if "PT6H" in line]
