"""Unknown addresses: the house's own page, with the status that says so."""

import re
from collections.abc import Callable, Mapping

import dash
from flask import Flask, Response, request

from dashboard.filters import number_in

Exists = Callable[[int], bool]
Named = Callable[[str], bool]

_NUMBERED = (
    re.compile(r"/(?P<kind>indsatser|indlaes/kladde|indlaes|kilder)/(?P<number>[0-9]+)/?"),
    re.compile(r"/(?P<kind>indsatser)/(?P<number>[0-9]+)/(?:vurdering|kerne)/?"),
    re.compile(r"/(?P<kind>moeder)/(?P<number>[0-9]+)(?:/vis)?/?"),
)
_NAMED = re.compile(
    r"/(?P<kind>organisation|proces/skabeloner|proevehandlinger|statuspakke|effekt)/(?P<id>[a-z0-9-]{1,64})"
)


def answer_unknown(server: Flask, exists: Mapping[str, Exists], has: Mapping[str, Named]) -> None:
    """Give status 404 to pages that are not there.

    Dash itself answers 200 to every address, since its router runs in the browser.

    Args:
        server: the server.
        exists: asks for one of a kind by its number.
        has: asks for one of a kind by its name.
    """

    @server.after_request
    def mark(response: Response) -> Response:
        if _is_page_request(response) and not _is_known(request.path, exists, has):
            response.status_code = 404
        return response


def _is_page_request(response: Response) -> bool:
    is_dash_page = request.endpoint in ("/", "/<path:path>")
    return is_dash_page and response.status_code == 200 and response.mimetype == "text/html"


def _is_known(path: str, exists: Mapping[str, Exists], has: Mapping[str, Named]) -> bool:
    numbered = next(filter(None, (it.fullmatch(path) for it in _NUMBERED)), None)
    if numbered is not None:
        number = number_in(numbered["number"])
        return number is not None and exists[numbered["kind"]](number)
    plain = path.rstrip("/") or "/"
    if plain in {page["path"] for page in dash.page_registry.values() if page["path_template"] is None}:
        return True
    named = _NAMED.fullmatch(plain)
    return named is not None and has[named["kind"]](named["id"])
