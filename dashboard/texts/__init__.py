"""Text id -> what people read, Danish and English side by side in the ``.toml`` files of this folder.

Each file holds the texts of one page or part: ``["status.title"]`` with ``da`` and ``en``. Facts stand in
braces; a text that also has ``da_one`` and ``en_one`` gives these where the fact ``count`` is 1.
"""

import sys
import tomllib
from contextvars import ContextVar
from functools import cache
from importlib import resources

LANGUAGES = ("da", "en")
COOKIE = "sprog"
_HELD: ContextVar[str | None] = ContextVar("language", default=None)

Fact = str | int


@cache
def texts() -> dict[str, dict[str, str]]:
    """Read every text: id -> {"da": text, "en": text}."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda item: item.name):
        if file.name.endswith(".toml"):
            found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def language() -> str:
    """Give the reader's language: what the cookie says, else Danish."""
    held = _HELD.get()
    if held is not None:
        return held
    flask = sys.modules.get("flask")  # where it is not, nobody asks for a page: commands need not wait for it
    chosen = flask.request.cookies.get(COOKIE) if flask is not None and flask.has_request_context() else None
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def hold_language() -> None:
    """Read the reader's language once for the rest of the request: a page asks for it thousands of times."""
    _HELD.set(language())


def let_language_go() -> None:
    """Read the language anew from now on: the request is over."""
    _HELD.set(None)


def t(text_id: str, **facts: Fact) -> str:
    """Give a text in the reader's language with its facts filled in.

    Raises:
        KeyError: no such text, or it mentions a fact that is not given.
    """
    text, said = texts()[text_id], language()
    one = text.get(f"{said}_one") if facts.get("count") == 1 else None
    return (one or text[said]).format_map(facts)


def help_texts(page: str) -> list[str]:
    """Give a page's help, paragraph by paragraph: ``overview``, ``standing``, ``focus`` and so on."""
    return t(f"help.{page}").strip().split("\n\n")
