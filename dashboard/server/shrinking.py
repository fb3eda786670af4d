"""Bytes made small for the way: quickly at first, as small as they get once that has been worked out."""

import gzip
import hashlib
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import brotli
from flask import Flask, Response, request
from werkzeug.datastructures import Accept

ENCODINGS = ("br", "gzip")
"""What browsers may accept, the smaller first; brotli only where the connection is safe."""

_LOG = logging.getLogger(__name__)
_ANSWERS = ("text/html", "application/json")
_LEAST_BYTES = 600


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Bytes in an encoding; ``mark`` differs wherever the bytes do."""

    content: bytes
    encoding: str
    mark: str


class Shrinker:
    """Gives contents shrunk, and keeps the best that was made of each in a folder by its SHA-256.

    The best takes seconds to make, so it is made aside (:meth:`make_best`); until then a quick one serves.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[tuple[str, str], Shrunk] = {}

    def shrunk(self, content: bytes, digest: str, encoding: str) -> Shrunk:
        """Give a content shrunk: the best there is now."""
        known = self._known.get((digest, encoding))
        if known is None or known.mark.endswith("quick"):
            best = self._read(digest, encoding)
            known = best or known or Shrunk(_quick(content, encoding), encoding, f"{encoding}-quick")
            self._known[digest, encoding] = known
        return known

    def make_best(self, contents: Iterable[bytes]) -> None:
        """Make the best of what has not been made yet, and forget what no content needs any more."""
        wanted = {hashlib.sha256(content).hexdigest(): content for content in contents}
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for digest, content in wanted.items():
                for encoding in ENCODINGS:
                    self._make(digest, content, encoding)
            self._forget({self._path(digest, encoding) for digest in wanted for encoding in ENCODINGS})
        except OSError as error:
            _LOG.warning("static files are not kept shrunk: %s", error)

    def _make(self, digest: str, content: bytes, encoding: str) -> None:
        path = self._path(digest, encoding)
        if path.exists():
            return
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(_best(content, encoding))
        draft.replace(path)

    def _forget(self, wanted: set[Path]) -> None:
        for path in self._folder.iterdir():
            if path not in wanted and path.suffix.removeprefix(".") in ENCODINGS:
                path.unlink(missing_ok=True)

    def _read(self, digest: str, encoding: str) -> Shrunk | None:
        try:
            return Shrunk(self._path(digest, encoding).read_bytes(), encoding, encoding)
        except OSError:
            return None

    def _path(self, digest: str, encoding: str) -> Path:
        return self._folder / f"{digest}.{encoding}"


def accepted_encoding(accepted: Accept) -> str | None:
    """Give the encoding to answer in; None: as it is."""
    return next((encoding for encoding in ENCODINGS if accepted[encoding] > 0), None)


def shrink_answers(server: Flask) -> None:
    """Let a server shrink the pages and data it makes for each request."""

    @server.after_request
    def shrink(response: Response) -> Response:
        if response.mimetype in _ANSWERS and not response.direct_passthrough:
            response.vary.add("Accept-Encoding")
            encoding = accepted_encoding(request.accept_encodings)
            if encoding and not response.content_encoding and _is_worth_it(response):
                response.set_data(_answer(response.get_data(), encoding))
                response.content_encoding = encoding
        return response


def _is_worth_it(response: Response) -> bool:
    return response.status_code not in (204, 206, 304) and (response.content_length or 0) >= _LEAST_BYTES


def _answer(content: bytes, encoding: str) -> bytes:
    """Shrink what is made for one request, in about a thousandth of a second."""
    return _shrunk(content, encoding, brotli_quality=5, gzip_level=5)


def _quick(content: bytes, encoding: str) -> bytes:
    return _shrunk(content, encoding, brotli_quality=5, gzip_level=6)


def _best(content: bytes, encoding: str) -> bytes:
    return _shrunk(content, encoding, brotli_quality=11, gzip_level=9)


def _shrunk(content: bytes, encoding: str, *, brotli_quality: int, gzip_level: int) -> bytes:
    if encoding == "gzip":
        return gzip.compress(content, gzip_level, mtime=0)
    shrunk: bytes = brotli.compress(content, quality=brotli_quality, lgwin=22)
    return shrunk
