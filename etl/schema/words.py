"""The words that lists use for dates, codes, money and places, as data (``words.toml``)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

Words = Mapping[str, tuple[str, ...]]
"""Code, month number or other meaning -> its spellings."""


@cache
def _sections() -> dict[str, Words]:
    text = resources.files("etl.schema").joinpath("words.toml").read_text(encoding="utf-8")
    return {
        name: {code: tuple(spellings) for code, spellings in section.items()}
        for name, section in tomllib.loads(text).items()
    }


def words(section: str) -> Words:
    """Give a section of ``words.toml``: meaning -> spellings, in the file's order."""
    return _sections()[section]


def sections() -> frozenset[str]:
    """Give the names of all sections of ``words.toml``."""
    return frozenset(_sections())
