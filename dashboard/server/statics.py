"""Static files: the house's assets and Dash's scripts, under addresses that change with their content.

What is asked for under such an address never changes, so browsers keep it for good; what is asked for by its
bare name is asked about again each time and answered 304 while it is the same.
"""

import hashlib
import mimetypes
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from flask import Flask, Request, Response, request

from dashboard.server.shrinking import Shrinker, accepted_encoding

ASSETS = "/assets/"
SUITES = "/_dash-component-suites/"
_A_YEAR = 365 * 24 * 60 * 60
_MARK_LENGTH = 12
_INLINED_BYTES = 1_500
_REFERENCE = re.compile(r"""url\((["']?)(?!data:|https?:|#)([^"')?#]+)\1\)""")
_SHRINKING = ("text/", "application/json", "image/svg")
_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Static:
    """A file as it is served."""

    content: bytes
    mimetype: str

    @cached_property
    def digest(self) -> str:
        """Give the content's SHA-256."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def mark(self) -> str:
        """Give what stands in the address for the content."""
        return self.digest[:_MARK_LENGTH]

    @property
    def is_shrinking(self) -> bool:
        """Tell whether compressing makes it smaller."""
        return self.mimetype.startswith(_SHRINKING)


class Assets:
    """The files of the assets folder; style sheets name what they use by marked addresses.

    Small pictures stand in the style sheets themselves: nine icons are nine requests otherwise. Only what is
    in the folder at the start is served; a file that is written anew is read anew.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self._known: dict[str, tuple[int, Static]] = {}

    def find(self, name: str) -> Static | None:
        """Give a file by its path in the folder."""
        if name not in self._names:
            return None
        written = (self._folder / name).stat().st_mtime_ns
        known = self._known.get(name)
        if known is None or known[0] != written:
            known = self._known[name] = (written, self._read(name))
        return known[1]

    def address(self, name: str) -> str:
        """Give the address to ask for a file at."""
        found = self.find(name)
        return f"{ASSETS}{name}?v={found.mark}" if found else f"{ASSETS}{name}"

    def known(self) -> list[Static]:
        """Give the files that have been asked for."""
        return [static for _, static in self._known.values()]

    def _read(self, name: str) -> Static:
        content = (self._folder / name).read_bytes()
        if name.endswith(".css"):
            content = self._with_marks(content.decode("utf-8"), Path(name).parent).encode("utf-8")
        return Static(content, _mimetype(name))

    def _with_marks(self, style: str, folder: Path) -> str:
        return _REFERENCE.sub(lambda found: f'url("{self._referred(found[2], folder)}")', style)

    def _referred(self, name: str, folder: Path) -> str:
        path = name.removeprefix(ASSETS) if name.startswith(ASSETS) else (folder / name).as_posix()
        found = self.find(path)
        if found and found.mimetype == "image/svg+xml" and len(found.content) < _INLINED_BYTES:
            return f"data:image/svg+xml,{quote(found.content.decode('utf-8').strip(), safe=' =:/')}"
        return self.address(path)


class Suites:
    """The scripts of Dash and of its components.

    Their marked addresses have the mark as a folder, since scripts ask for parts of themselves (the chart,
    for one) beside themselves: these are kept for good too. The mark stands for the packages' versions.
    """

    def __init__(self, registered: Mapping[str, set[str]]) -> None:
        self._registered = registered
        self._known: dict[tuple[str, str], Static] = {}

    @cached_property
    def mark(self) -> str:
        """Give what stands in the addresses for all packages as they are installed."""
        packages = " ".join(f"{name} {version(name)}" for name in sorted(self._registered))
        return "~" + hashlib.sha256(packages.encode()).hexdigest()[:_MARK_LENGTH]

    def find(self, package: str, name: str) -> Static | None:
        """Give a file of a package; None for what no component is registered to need."""
        if (package, name) in self._known:
            return self._known[package, name]
        if name not in self._registered.get(package, ()):
            return None
        static = Static((_package_folder(package) / name).read_bytes(), _mimetype(name))
        self._known[package, name] = static
        return static

    def known(self) -> list[Static]:
        """Give the files that have been asked for."""
        return list(self._known.values())

    def address(self, package: str, name: str) -> str:
        """Give the address to ask for a file at."""
        return f"{SUITES}{self.mark}/{package}/{name}"


def _package_folder(package: str) -> Path:
    return Path(str(sys.modules[package].__file__)).parent


def _mimetype(name: str) -> str:
    return _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


@dataclass(frozen=True)
class Statics:
    """All static files that pages use."""

    assets: Assets
    suites: Suites
    shrinker: Shrinker

    def find(self, asked: Request) -> tuple[Static, bool] | None:
        """Give what a request is for, and whether its address names this very content; None: not ours."""
        path = asked.path
        if path.startswith(ASSETS):
            found = self.assets.find(path.removeprefix(ASSETS))
            return None if found is None else (found, asked.args.get("v") == found.mark)
        if path.startswith(SUITES):
            return self._suite(path.removeprefix(SUITES))
        return None

    def make_best(self) -> None:
        """Make the best of all files that have been asked for: this takes seconds."""
        known = (*self.assets.known(), *self.suites.known())
        self.shrinker.make_best(static.content for static in known if static.is_shrinking)

    def _suite(self, path: str) -> tuple[Static, bool] | None:
        mark, _, rest = path.partition("/")
        if not mark.startswith("~"):
            return None  # Dash's own address: Dash answers
        package, _, name = rest.partition("/")
        found = self.suites.find(package, name)
        return None if found is None else (found, mark == self.suites.mark)


def serve_statics(server: Flask, statics: Statics) -> None:
    """Let a server answer for static files before anything else does."""

    @server.before_request
    def answer() -> Response | None:
        if request.method not in ("GET", "HEAD"):
            return None
        found = statics.find(request)
        return None if found is None else _answer(*found, statics.shrinker)


def _answer(static: Static, is_marked: bool, shrinker: Shrinker) -> Response:
    """Answer with a file, shrunk where that helps; a part of it where asked for, 304 where it is known."""
    encoding = accepted_encoding(request.accept_encodings) if static.is_shrinking else None
    if encoding is None or "Range" in request.headers:
        response = Response(static.content, mimetype=static.mimetype)
        response.set_etag(static.mark)
    else:
        shrunk = shrinker.shrunk(static.content, static.digest, encoding)
        response = Response(shrunk.content, mimetype=static.mimetype)
        response.content_encoding = shrunk.encoding
        response.set_etag(f"{static.mark}-{shrunk.mark}")
    if static.is_shrinking:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable" if is_marked else "no-cache"
    response.make_conditional(request, accept_ranges=True, complete_length=len(static.content))
    return response
