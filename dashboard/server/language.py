"""The reader's language: chosen by a click, remembered in a cookie."""

from flask import Blueprint, Response, abort, redirect, request

from dashboard.texts import COOKIE, LANGUAGES

_A_YEAR = 365 * 24 * 60 * 60


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
