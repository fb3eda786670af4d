"""Message id -> sentence, Danish and English side by side in the ``.toml`` files of this folder.

Each file holds the ids of one area: ``["row.title_missing"]`` with ``da`` and ``en``. Facts stand in braces.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Read every message: id -> {"da": sentence, "en": sentence}."""
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
    return sentences()[message_id][language].format_map(facts)
