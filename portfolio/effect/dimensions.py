"""The dimensions that results are sorted by: the Triple Aim's three, and others that are added as data."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from portfolio.rules.likeness import fold
from portfolio.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of effect.

    Attributes:
        id: its code.
        name: what people read.
        is_always_shown: whether pages show it also where nothing is measured in it.
        words: how lists name it, folded.
        hints: what words of an indicator's name begin with that may suggest it, folded.
    """

    id: str
    name: Label
    is_always_shown: bool
    words: frozenset[str]
    hints: tuple[str, ...]


@cache
def dimensions() -> tuple[Dimension, ...]:
    """Give all dimensions, in the order in which pages show them."""
    text = resources.files("portfolio.effect").joinpath("dimensions.toml").read_text(encoding="utf-8")
    return tuple(
        Dimension(
            id_,
            Label(says["da"], says["en"]),
            says["is_always_shown"],
            frozenset(map(fold, (says["da"], says["en"], *says["words"]))),
            tuple(map(fold, says["hints"])),
        )
        for id_, says in tomllib.loads(text).items()
    )


def dimension(id_: str | None) -> Dimension | None:
    """Give a dimension by its code; None where there is none such."""
    return next((it for it in dimensions() if it.id == id_), None)


def dimension_named(text: str | None) -> Dimension | None:
    """Give the dimension that a list names in so many words; None where it names none, or several.

    A number in front, and what stands behind a colon or in brackets, does not count.
    """
    if not text:
        return None
    said = fold(re.split(r"[:(]", re.sub(r"^\s*\d+\s*[.)]?\s*", "", text))[0])
    found = [it for it in dimensions() if said in it.words]
    return found[0] if len(found) == 1 else None


def suggested(*texts: str) -> Dimension | None:
    """Suggest a dimension by an indicator's name and unit, for a person to choose; None: nothing does.

    Where words speak for several, nothing is suggested.
    """
    words = [word for text in texts for word in fold(text).split()]
    found = [it for it in dimensions() if _speaks(it.hints, words)]
    return found[0] if len(found) == 1 else None


def _speaks(hints: Sequence[str], words: Sequence[str]) -> bool:
    joined = " ".join(words)
    return any(
        hint in joined if " " in hint else any(_begins(word, hint) for word in words) for hint in hints
    )


def _begins(word: str, hint: str) -> bool:
    """Tell whether a word begins so; a hint of two letters must be the whole word."""
    return word == hint if len(hint) < 3 else word.startswith(hint)
