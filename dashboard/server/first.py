"""What a page asks for first travels with it: Dash's layout and list of callbacks, and the page's content.

A page of Dash begins empty and asks for these one after the other when its scripts have run. Here they are
made by the same routes, for the same reader, while the page is written, and stand in it as data;
``assets/03-first.js`` hands them to the first requests, which then never leave the browser.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from http import HTTPStatus

from flask import Flask, Request, Response

PREFIX = "first-"
UPDATE = "/_dash-update-component"
_LAYOUT, _DEPENDENCIES = "/_dash-layout", "/_dash-dependencies"
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/_-]*")
_CHART = '"type":"Graph"'
_CONTENT, _STORE, _LOCATION = "_pages_content", "_pages_store", "_pages_location"  # Dash Pages' own names


@dataclass(frozen=True)
class FirstAnswers:
    """The answers to a page's first requests as JSON text, by kind, and the address they are for."""

    answers: dict[str, str]
    path: str
    search: str

    @property
    def has_chart(self) -> bool:
        """Tell whether the page will draw a chart."""
        return _CHART in self.answers.get("page", "")

    @property
    def tags(self) -> str:
        """Give the tags that hold the answers."""
        return "\n    ".join(self._tags())

    def _tags(self) -> Iterator[str]:
        where = f'data-path="{escape(self.path)}" data-search="{escape(self.search)}"'
        for kind, text in self.answers.items():
            inert = text.replace("<", "\\u003c")
            yield f'<script type="application/json" id="{PREFIX}{kind}" {where}>{inert}</script>'


def first_answers(server: Flask, asked: Request) -> FirstAnswers:
    """Make the first answers for the page that a request is for."""
    search = asked.query_string.decode("ascii", errors="replace")
    search = f"?{search}" if search else ""
    answers = {"layout": _get(server, asked, _LAYOUT), "dependencies": _get(server, asked, _DEPENDENCIES)}
    if _PLAIN_PATH.fullmatch(asked.path):  # else browsers and servers may write it differently
        answers["page"] = _post(server, asked, router_body(asked.path, search))
    return FirstAnswers({kind: text for kind, text in answers.items() if text}, asked.path, search)


def router_body(path: str, search: str) -> dict[str, object]:
    """Give what Dash's router in the browser asks for a page with."""
    place, store = (_CONTENT, "children"), (_STORE, "data")
    address = {"pathname": path, "search": search}
    return {
        "output": "..{}.{}...{}.{}..".format(*place, *store),
        "outputs": [{"id": id_, "property": name} for id_, name in (place, store)],
        "inputs": [{"id": _LOCATION, "property": name, "value": value} for name, value in address.items()],
        "changedPropIds": [f"{_LOCATION}.pathname", f"{_LOCATION}.search"],
    }


def _get(server: Flask, asked: Request, address: str) -> str:
    return _dispatched(server, asked, address, method="GET")


def _post(server: Flask, asked: Request, body: dict[str, object]) -> str:
    return _dispatched(server, asked, UPDATE, method="POST", data=json.dumps(body))


def _dispatched(server: Flask, asked: Request, address: str, **request: str) -> str:
    """Let the server answer as it would answer the same reader, and give the text; "" where it would not."""
    headers = {name: asked.headers[name] for name in ("Cookie", "User-Agent") if name in asked.headers}
    context = server.test_request_context(
        address, base_url=asked.host_url, headers=headers, content_type="application/json", **request
    )
    with context:
        answer: Response = server.full_dispatch_request()
        return answer.get_data(as_text=True) if answer.status_code == HTTPStatus.OK else ""
