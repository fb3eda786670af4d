"""Message id -> sentence, Danish and English side by side in the ``.toml`` files of this folder.

Each file holds the ids of one area: ``["row.title_missing"]`` with ``da`` and ``en``. Facts stand in braces.
A sentence may have other forms beside it, each in both languages:

- ``da_one``: where the fact ``count`` is 1;
- ``da_many``: what several findings of the id have in common; it knows ``count`` and ``expected`` only;
- ``da_each``: what a single one of them says, shortly, such as the text that stands in its cell.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Read every message: id -> {"da": sentence, "en": sentence}, and other forms such as ``da_many``."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda item: item.name):
        if file.name.endswith(".toml"):
            found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def sentence(message_id: str, facts: Mapping[str, str | int], language: str = "da") -> str:
    """Say a message with its facts filled in.

    Raises:
        KeyError: no such message, or the sentence mentions a fact that is not given.
    """
    said = sentences()[message_id]
    one = said.get(f"{language}_one") if facts.get("count") == 1 else None
    return (one or said[language]).format_map(facts)


class Count(int):
    """A count that a sentence writes with its thousands apart, as Danes do."""

    def __format__(self, spec: str) -> str:
        return f"{int(self):,}".replace(",", ".")


class EnglishCount(int):
    """A count that a sentence writes with its thousands apart, as in English."""

    def __format__(self, spec: str) -> str:
        return f"{int(self):,}"


def count_in(language: str, count: int) -> int:
    """Give a count that sentences in a language write with its thousands apart."""
    return EnglishCount(count) if language == "en" else Count(count)


def form_of(message_id: str, form: str, facts: Mapping[str, str | int], language: str = "da") -> str | None:
    """Say another form of a message, ``many`` or ``each``; None where it has none.

    Raises:
        KeyError: no such message, or the form mentions a fact that is not given.
    """
    said = sentences()[message_id].get(f"{language}_{form}")
    return None if said is None else said.format_map(facts)
