"""What is done before the first reader comes: every page once, and static files made small aside.

Dash registers its scripts when it is asked for the first time, and readers who come at the same time may then
get errors; and a first page reads the portfolio, which later ones share.
"""

import os
import re
import threading
from contextlib import suppress
from http import HTTPStatus

import dash
from flask.testing import FlaskClient

from dashboard.app import TvaerblikApp
from dashboard.server.first import UPDATE, router_body
from dashboard.server.lean import PLOTLY
from dashboard.server.statics import ASSETS

_NAMED = re.compile(r'(?:src|href)="(/[^"]+)"')
_LATER = ("/dcc/dash_core_components.js", "/dcc/async-graph.js")
"""A part of Dash that only charts ask for stands beside one that all pages ask for."""
_ACCEPTED = {"Accept-Encoding": "br"}
_LOW_PRIORITY = 10


def warm(app: TvaerblikApp) -> list[str]:
    """Ask an app for each of its pages, and for all that they name, as a browser would.

    Returns:
        The addresses of the pages that were laid out.
    """
    client = app.server.test_client()
    page = client.get("/").get_data(as_text=True)
    for address in (*_NAMED.findall(page), ASSETS + PLOTLY):
        client.get(address, headers=_ACCEPTED)
        client.get(address.replace(*_LATER), headers=_ACCEPTED)
    return [path for path in _paths() if _lay_out(client, path)]


def shrink_aside(app: TvaerblikApp) -> None:
    """Make the best of the static files in a thread that gives way to readers; warm first."""
    threading.Thread(target=_shrink, args=(app,), name="shrink", daemon=True).start()


def _shrink(app: TvaerblikApp) -> None:
    with suppress(AttributeError, OSError):  # only Linux has priorities of threads
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOW_PRIORITY)
    app.statics.make_best()


def _paths() -> list[str]:
    return [page["path"] for page in dash.page_registry.values() if page["path_template"] is None]


def _lay_out(client: FlaskClient, path: str) -> bool:
    """Ask Dash's router for a page, as the browser does; tell whether it came."""
    return client.post(UPDATE, json=router_body(path, "")).status_code == HTTPStatus.OK
