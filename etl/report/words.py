"""Numbers, days and labels as the report writes them, in its language."""

import datetime as dt
import re
from collections.abc import Iterable
from itertools import groupby

from etl.schema.kinds import has_label, kind_label
from portfolio.fields import FIELDS
from portfolio.messages import count_in, sentence
from portfolio.vocabulary import Severity, TableKind

Fact = str | int

SIGNS = {Severity.ERROR: "■", Severity.WARNING: "▲", Severity.INFO: "○"}
"""A shape for each severity, so that it is told without colour."""

_MONTHS = {
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that no one sees and that may turn a terminal or a line of text around."""

_COUNTED = frozenset({"count", "total", "warnings"})
_KIB, _MIB = 1024, 1024 * 1024


def say(message_id: str, language: str, **facts: Fact) -> str:
    """Say one of the report's own sentences; what is counted is written with its thousands apart."""
    written = {
        name: count_in(language, fact)
        for name, fact in facts.items()
        if name in _COUNTED and isinstance(fact, int)
    }
    return sentence(f"report.{message_id}", facts | written, language)


def plain(text: str) -> str:
    """Give a text of a file without what cannot be seen."""
    return _UNSEEN.sub("", text)


def short(text: str, most: int) -> str:
    """Give a text in one line, cut where it is long."""
    line = " ".join(plain(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def number(value: float, language: str) -> str:
    """Write a number: 1.234.567 or 12,5."""
    text = f"{value:,}" if isinstance(value, int) or not value.is_integer() else f"{int(value):,}"
    return text.translate(str.maketrans(",.", ".,")) if language == "da" else text


def kroner(value: int, language: str) -> str:
    """Write whole kroner: 1.234.567 kr."""
    return f"{number(value, language)} kr."


def percent(share: float, language: str) -> str:
    """Write a share of one: 30 %."""
    text = number(round(100 * share, 1), language)
    return f"{text} %" if language == "da" else f"{text}%"


def day(date: dt.date) -> str:
    """Write a day in a table: 22.11.2026."""
    return f"{date:%d.%m.%Y}"


def day_in_text(date: dt.date, language: str) -> str:
    """Write a day in a text: 22. november 2026."""
    name = _MONTHS[language].split()[date.month - 1]
    return f"{date.day}. {name} {date.year}" if language == "da" else f"{date.day} {name} {date.year}"


def month(date: dt.date, language: str) -> str:
    """Write a month: november 2026."""
    return f"{_MONTHS[language].split()[date.month - 1]} {date.year}"


def size(size_bytes: int, language: str) -> str:
    """Write how much a file holds: 48 kB, 1,2 MB."""
    if size_bytes < _MIB:
        return f"{number(-(-size_bytes // _KIB), language)} kB"
    return f"{number(round(size_bytes / _MIB, 1), language)} MB"


def listed(parts: Iterable[str], language: str) -> str:
    """Write parts as a list in a sentence: "a, b og c"."""
    *first, last = list(parts) or [""]
    return " ".join((", ".join(first), say("and", language), last)) if first else last


def runs(numbers: Iterable[int]) -> str:
    """Write row numbers shortly: 2, 3, 4 and 17 are "2-4, 17"."""
    numbered = enumerate(sorted(set(numbers)))
    found = [[row for _, row in run] for _, run in groupby(numbered, key=lambda pair: pair[1] - pair[0])]
    return ", ".join(_run(run[0], run[-1]) for run in found)


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}" if last > first + 1 else f"{first}, {last}"


def field_label(field: str, kind: TableKind, language: str) -> str:
    """Give what people read for a field of a table of some kind, which may also have an initiative's."""
    if kind is not TableKind.INITIATIVES and has_label(field):
        return kind_label(field).text(language)
    return FIELDS[field].label.text(language) if field in FIELDS else field
