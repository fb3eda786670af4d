"""Text id -> what people read, from the gettext catalogues in this folder: a file a page, in each language.

``t("standing.title")`` gives the text in the reader's language. Facts stand in braces; a text with two forms
gives the one for its fact ``count``. The reader's language is found by flask-babel
(``dashboard.server.language``); outside of a request, where the command speaks, it is Danish, and neither
flask nor Babel is imported.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from dashboard.texts.catalogues import LANGUAGES, read_catalogue

__all__ = ["COOKIE", "LANGUAGES", "Fact", "language", "paragraphs", "raw", "speak", "speaking", "t"]

COOKIE = "sprog"

Fact = str | int

_THOUSAND = 1_000
_said: ContextVar[str | None] = ContextVar("language", default=None)
_catalogue = cache(read_catalogue)


def language() -> str:
    """Give the reader's language: as set for the request, else as flask-babel finds it, else Danish."""
    said = _said.get()
    return _found() if said is None else said


def speak(chosen: str | None) -> None:
    """Set the language for the rest of this request; asking flask-babel for each text would cost 3 us."""
    _said.set(chosen)


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Speak a language for a while, whatever the reader has chosen."""
    before = _said.set(chosen)
    try:
        yield
    finally:
        _said.reset(before)


def t(text_id: str, **facts: Fact) -> str:
    """Give a text in the reader's language with its facts filled in, ``count`` with its thousands apart.

    Raises:
        KeyError: no such text, or it mentions a fact that is not given.
    """
    count = facts.get("count")
    if isinstance(count, int) and count >= _THOUSAND:
        facts["count"] = _spaced(count)
    return raw(text_id, count).format_map(facts)


def raw(text_id: str, count: Fact | None = None) -> str:
    """Give a text in the reader's language in its form for a count, its facts still in braces.

    Raises:
        KeyError: no such text.
    """
    one, several = _forms(language(), text_id)
    return one if count == 1 else several


def paragraphs(text_id: str) -> list[str]:
    """Give a text paragraph by paragraph, such as the help of a page; a blank line parts them."""
    return t(text_id).split("\n\n")


def _spaced(count: int) -> str:
    from dashboard.format import number  # which has words of its own from here

    return number(count)


def _found() -> str:
    if "flask_babel" not in sys.modules:  # then nobody asks for a page, and the command need not wait for it
        return LANGUAGES[0]
    from flask import current_app
    from flask_babel import get_locale

    has_languages = bool(current_app) and "babel" in current_app.extensions
    locale = get_locale() if has_languages else None
    return LANGUAGES[0] if locale is None else locale.language


@cache
def _forms(said: str, text_id: str) -> tuple[str, str]:
    """Give a text's forms for one and for several, which are the same where it has but one."""
    known = _catalogue(said)
    one, several = (known.ngettext(text_id, text_id, count) for count in (1, 2))
    if several == text_id:
        one = several = known.gettext(text_id)
    if several == text_id:
        raise KeyError(text_id)
    return one, several
