"""What Dash writes into every page, made lean: what the pages use, at addresses browsers keep for good.

Dash hands its scripts, their order and its config to ``interpolate_index`` as parts of the page; these
functions take out of them what no page of ours needs.
"""

import json
import re
from typing import Any

from dash.fingerprint import check_fingerprint

from dashboard.server.statics import ASSETS, SUITES, Statics

PLOTLY = "vendor/plotly-tv.min.js"

_FONTS = tuple(f"fonts/ibm-plex-sans-latin-{weight}-normal.woff2" for weight in (400, 500, 600))

_AS_FONT = 'as="font" type="font/woff2" crossorigin'
_NEEDLESS = ("deps/polyfill@", "dash_table/")
"""Scripts for browsers of the past, and for a component no page has.

The polyfill also brought ``regeneratorRuntime``, which Dash's own scripts still use; the Bootstrap components
before them bring it too.
"""
_ADDRESS = re.compile(r'(?P<name>src|href)="(?P<address>/[^"]*)"')
_CONFIG = re.compile(r"(?P<before><script[^>]*>)(?P<config>.*)(?P<after></script>)", re.DOTALL)
_KEPT_CONFIG = (
    "url_base_pathname",
    "requests_pathname_prefix",
    "ui",
    "props_check",
    "show_undo_redo",
    "suppress_callback_exceptions",
    "update_title",
    "validate_callbacks",
    "csrf_token_name",
    "csrf_header_name",
    "end_id",
)
"""What the renderer reads in a page that is not being developed. Nothing of it tells versions or paths."""


def font_tags(statics: Statics) -> str:
    """Give the tags that let fonts come with the style sheets, so that no text is drawn twice."""
    tags = (f'<link rel="preload" href="{statics.assets.address(name)}" {_AS_FONT}>' for name in _FONTS)
    return "\n    ".join(tags)


def plotly_tag(statics: Statics) -> str:
    """Give the tag that fetches plotly beside all else, for a page that will draw a chart; it runs last."""
    return f'<script src="{statics.assets.address(PLOTLY)}" defer></script>'


def lean_tags(tags: str, statics: Statics) -> str:
    """Give the tags of scripts or style sheets without needless ones, at their marked addresses."""
    kept = [line for line in tags.split("\n") if not any(needless in line for needless in _NEEDLESS)]
    return marked_tags("\n".join(kept), statics)


def marked_tags(tags: str, statics: Statics) -> str:
    """Give tags with what they name at marked addresses."""
    return _ADDRESS.sub(lambda it: f'{it["name"]}="{_marked(it["address"], statics)}"', tags)


def lean_config(script: str, statics: Statics) -> str:
    """Give the script that holds the page's config with what is read of it, and where plotly is."""
    return _CONFIG.sub(lambda it: it["before"] + _config(it["config"], statics) + it["after"], script)


def _marked(address: str, statics: Statics) -> str:
    path = address.partition("?")[0]
    if path.startswith(ASSETS):
        return statics.assets.address(path.removeprefix(ASSETS))
    if path.startswith(SUITES):
        package, _, name = path.removeprefix(SUITES).partition("/")
        return statics.suites.address(package, _bare(name))
    return address


def _bare(name: str) -> str:
    """Give a file's name without the mark that Dash puts in it."""
    bare: str = check_fingerprint(name)[0]  # type: ignore[no-untyped-call]  # Dash's own
    return bare


def _config(text: str, statics: Statics) -> str:
    given: dict[str, Any] = json.loads(text)
    config = {name: given[name] for name in _KEPT_CONFIG if name in given}
    config["children_props"] = _named_children(given["children_props"])
    # The renderer takes plotly's address from here only where it believes that scripts come from elsewhere.
    config |= {"serve_locally": False, "plotlyjs_url": statics.assets.address(PLOTLY)}
    return json.dumps(config, separators=(",", ":")).replace("<", "\\u003c")


def _named_children(given: dict[str, dict[str, list[str]]]) -> dict[str, dict[str, list[str]]]:
    """Give the components whose children stand elsewhere than in ``children``; most have none such."""
    named = {space: {name: props for name, props in kinds.items() if props} for space, kinds in given.items()}
    return {space: kinds for space, kinds in named.items() if kinds}
