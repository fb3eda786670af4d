"""Which of an agreement's goals a list means by what it writes in its goal column."""

import re
from collections.abc import Iterable

from portfolio.reference import Goal


def goals_named(text: str | None, goals: Iterable[Goal]) -> tuple[str, ...]:
    """Give the ids of the goals that a text names, by number ("Mål 1.1 og 2.2") or by their own words."""
    if not text:
        return ()
    return tuple(goal.id for goal in goals if _has_number(text, goal.number) or _has_words(text, goal.text))


def _has_number(text: str, number: str) -> bool:
    """Tell whether a goal's number stands on its own in a text, not inside "11.1", "1.1.2" or a date."""
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d,]|\.\d)", text) is not None


def _has_words(text: str, words: str) -> bool:
    return _folded(words) in _folded(text)


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
