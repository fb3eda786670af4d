"""The reader's language: Danish until another is chosen by a click, remembered in a cookie.

What a browser would like (``Accept-Language``) is not asked: many Danish offices have English browsers.
"""

from flask import Blueprint, Flask, Response, abort, has_request_context, redirect, request
from flask_babel import Babel

from dashboard.texts import COOKIE, LANGUAGES, language, speak

_A_YEAR = 365 * 24 * 60 * 60


def add_languages(server: Flask) -> None:
    """Let each request be answered in its reader's language."""
    Babel(server, default_locale=LANGUAGES[0], locale_selector=chosen_language)

    @server.before_request
    def begin() -> None:
        speak(language())

    @server.teardown_request
    def end(_error: BaseException | None) -> None:
        speak(None)


def chosen_language() -> str:
    """Give what the request's cookie says, else Danish."""
    chosen = request.cookies.get(COOKIE) if has_request_context() else None
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def language_blueprint() -> Blueprint:
    """Make the route that sets the language and goes back to where the reader was."""
    blueprint = Blueprint("language", __name__)

    @blueprint.get("/sprog/<language>")
    def choose(language: str) -> Response:
        if language not in LANGUAGES:
            abort(404)
        answer = redirect(local_address(request.args.get("retur", "/")))
        answer.set_cookie(COOKIE, language, max_age=_A_YEAR, samesite="Lax", httponly=True)
        return answer  # type: ignore[return-value]  # flask types its redirect as werkzeug's

    return blueprint


def local_address(address: str) -> str:
    """Give an address of our own as it is, and the front page for any other."""
    is_local = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_local and address.isprintable() else "/"
