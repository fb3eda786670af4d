"""Headers that keep a page to itself: only our own scripts, no foreign request, nothing kept by others."""

from collections.abc import Sequence

from dash import Dash
from flask import Response, request

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_KEPT_BY_BROWSERS = ("/assets/", "/_dash-component-suites/", "/_favicon.ico")


def add_headers(app: Dash) -> None:
    """Set the headers on every answer of an app."""

    def set_headers(response: Response) -> Response:
        response.headers.update(_FIXED)
        if not request.path.startswith(_KEPT_BY_BROWSERS):
            response.headers["Cache-Control"] = "no-store"
        if response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = content_security_policy(app.csp_hashes())
        return response

    app.server.after_request(set_headers)


def content_security_policy(script_hashes: Sequence[str]) -> str:
    """Write the policy; the hashes are asked for at each answer, since Dash adds a script at the first."""
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *dict.fromkeys(script_hashes)]),
        "style-src": "'self' 'unsafe-inline'",  # plotly writes style elements of its own
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
