"""Files that are zips, written anew so that the same content is the same bytes."""

import io
import zipfile

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first instant that a zip can tell of."""


def same_bytes(made: bytes) -> bytes:
    """Give a zip with its members in their order, and nothing in it of when and where it was made."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            told = zipfile.ZipInfo(name, _BEGINNING)
            told.compress_type = zipfile.ZIP_DEFLATED
            told.create_system = 0
            new.writestr(told, old.read(name))
    return written.getvalue()
