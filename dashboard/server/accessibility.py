"""``/was``: the address at which a public site's accessibility statement is looked for."""

from flask import Blueprint, Response, redirect

ADDRESS = "/was"


def accessibility_blueprint(was_url: str) -> Blueprint:
    """Send readers on to the organisation's own statement; without one the page at the address shows ours."""
    blueprint = Blueprint("accessibility", __name__)
    if was_url:

        @blueprint.get(ADDRESS)
        def to_statement() -> Response:
            return redirect(was_url)  # type: ignore[return-value]  # flask types its redirect as werkzeug's

    return blueprint
