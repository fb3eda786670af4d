"""The pages' texts as they stand in the catalogues, and how hard a text is to read."""

import re
import string
from dataclasses import dataclass
from functools import cache

from babel.messages.pofile import read_po

from dashboard.texts.catalogues import source_files

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)|\n\n|(?<=”)\n")
_LONG_WORD = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """A text of a catalogue: its file, its forms (one, several; a single one where it has no other)."""

    file: str
    forms: tuple[str, ...]

    @property
    def facts(self) -> list[set[str]]:
        """The facts of each form."""
        return [facts(form) for form in self.forms]


def facts(text: str) -> set[str]:
    """Give the names that stand in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@cache
def listed(language: str) -> tuple[tuple[str, Entry], ...]:
    """Give every text of a language as it stands in its file, ids given twice too."""
    found = []
    for path in source_files(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if message.id:
                    ids, texts = _tuple(message.id), _tuple(message.string)
                    found.append((ids[0], Entry(path.name, texts)))
    return tuple(found)


def catalogue(language: str) -> dict[str, Entry]:
    """Give every text of a language by its id."""
    return dict(listed(language))


def lix(text: str) -> float:
    """Give Björnsson's readability index: words a sentence, and the percentage of words over six letters.

    25 to 34 is easy, 35 to 44 is as a newspaper's; colons end a sentence as full stops do.
    """
    words = _WORD.findall(text)
    sentences = [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]
    long_words = [word for word in words if len(word) >= _LONG_WORD]
    return len(words) / len(sentences) + 100 * len(long_words) / len(words)


def _tuple(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
