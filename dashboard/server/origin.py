"""Where a request comes from: only the app's own pages may change anything."""

from urllib.parse import urlsplit

from flask import Request


def is_same_origin(request: Request) -> bool:
    """Tell whether one of the app's own pages sent the request.

    Browsers say so themselves in ``Sec-Fetch-Site``; older ones only name the ``Origin``. A request with
    neither is not from a page, and is not let through.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc == request.host
