"""What lists' own status logs say of months: a light and words for an initiative in a month.

A monthly list speaks for its own month. Where it says nothing of a light, or no list has the initiative in
the month, the log speaks. Where both name a light and they differ, the list's stands and both are shown.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from portfolio.process.course import ToldIn


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What a row of a status log says of an initiative in a month.

    Attributes:
        month: the month's first day.
        light: the light; None: it names none.
        text: the words; None: it has none.
        told_in: where it stands: the light's cell, else that of the words.
    """

    month: dt.date
    light: str | None
    text: str | None
    told_in: ToldIn


@dataclass(frozen=True, slots=True)
class LoggedMonth:
    """What logs say of an initiative in a month.

    Attributes:
        light: the light of the newest entry that names one.
        text: the words of the newest entry that has some.
        entries: all that is said, the one that speaks first.
    """

    light: str | None
    text: str | None
    entries: tuple[LogEntry, ...]

    @property
    def is_split(self) -> bool:
        """Whether the entries name different lights."""
        return len({entry.light for entry in self.entries if entry.light is not None}) > 1

    def entry_of(self, light: str | None) -> LogEntry | None:
        """Give the first entry that names a light."""
        return next((it for it in self.entries if it.light == light), None)


def words_in(
    month: dt.date, listed: Mapping[dt.date, str | None], logged: Mapping[dt.date, LoggedMonth]
) -> str | None:
    """Give the words of a month: the list's, else the log's."""
    said = listed.get(month)
    return said if said is not None or month not in logged else logged[month].text


def logged(entries: tuple[LogEntry, ...]) -> LoggedMonth:
    """Give what some entries say of a month together, the newest first."""
    light = next((it.light for it in entries if it.light is not None), None)
    return LoggedMonth(light, next((it.text for it in entries if it.text is not None), None), entries)


@dataclass(frozen=True, slots=True, eq=False)
class StatusLog:
    """What all logs say.

    Attributes:
        of: what they say of each initiative's months.
        loose: how many rows have a title that is no initiative's, or name no single month.
    """

    of: Mapping[int, Mapping[dt.date, LoggedMonth]] = field(default_factory=dict)
    loose: int = 0


NO_LOG = StatusLog()
