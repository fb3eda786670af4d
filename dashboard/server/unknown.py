"""Unknown addresses: the house's own page, with the status that says so."""

import re
from collections.abc import Callable

import dash
from flask import Flask, Response, request

from dashboard.filters import number_in

Exists = Callable[[int], bool]
Named = Callable[[str], bool]

_TEMPLATE = re.compile(r"/proces/skabeloner/(?P<name>[a-z0-9-]{1,64})/?")
_NUMBERED = re.compile(r"/(?P<kind>indsatser|indlaes/kladde|indlaes|kilder)/(?P<number>[0-9]+)/?")


def answer_unknown(server: Flask, exists: dict[str, Exists], has_template: Named) -> None:
    """Give status 404 to pages that are not there: Dash answers 200 to all, its router runs in the browser.

    Args:
        server: the app's server.
        exists: asks for one of a kind by its number.
        has_template: asks for a process by its id.
    """

    @server.after_request
    def mark(response: Response) -> Response:
        if _is_page_request(response) and not _is_known(request.path, exists, has_template):
            response.status_code = 404
        return response


def _is_page_request(response: Response) -> bool:
    is_dash_page = request.endpoint in ("/", "/<path:path>")
    return is_dash_page and response.status_code == 200 and response.mimetype == "text/html"


def _is_known(path: str, exists: dict[str, Exists], has_template: Named) -> bool:
    template = _TEMPLATE.fullmatch(path)
    if template is not None:
        return has_template(template["name"])
    numbered = _NUMBERED.fullmatch(path)
    if numbered is not None:
        number = number_in(numbered["number"])
        return number is not None and exists[numbered["kind"]](number)
    return (path.rstrip("/") or "/") in {
        page["path"] for page in dash.page_registry.values() if page["path_template"] is None
    }
