"""A calendar file, read again by hand as RFC 5545 says: folded lines, escaped texts, whole days."""

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.calendar import CalendarDay, calendar_file

NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))


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
            events[-1][name.split(";")[0]] = plain if name in ("SUMMARY", "DESCRIPTION") else value
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
