"""The catalogues behind the texts: ``<language>/LC_MESSAGES/*.po``, compiled into one ``messages.mo`` each.

Building the package compiles them (``hatch_build.py``), and an installed Tværblik holds the compiled ones
alone. In a clone a catalogue that was changed since is compiled again when it is next read.
"""

import contextlib
import io
import os
import tempfile
from gettext import GNUTranslations
from pathlib import Path

LANGUAGES = ("da", "en")
FOLDER = Path(__file__).parent


def read_catalogue(language: str, folder: Path = FOLDER) -> GNUTranslations:
    """Give a language's texts, compiled anew where the sources have changed since.

    ``gettext`` reads what Babel writes: ``babel.support`` takes 30 ms to import, and commands need not wait.
    """
    if not is_stale(language, folder):
        with compiled_file(language, folder).open("rb") as file:
            return GNUTranslations(file)
    written = compiled(language, folder)
    with contextlib.suppress(OSError):  # a folder that cannot be written to is no hindrance to reading
        _replace(compiled_file(language, folder), written)
    return GNUTranslations(io.BytesIO(written))


def compile_catalogues(folder: Path = FOLDER) -> list[Path]:
    """Compile every language's texts; give the files written."""
    for language in LANGUAGES:
        _replace(compiled_file(language, folder), compiled(language, folder))
    return [compiled_file(language, folder) for language in LANGUAGES]


def source_files(language: str, folder: Path = FOLDER) -> list[Path]:
    """Give the files that people write: one a page, none in an installed package."""
    return sorted(_home(language, folder).glob("*.po"))


def compiled_file(language: str, folder: Path = FOLDER) -> Path:
    """Name the file that is read."""
    return _home(language, folder) / "messages.mo"


def is_stale(language: str, folder: Path = FOLDER) -> bool:
    """Tell whether the compiled file is missing or older than any of its sources."""
    sources, file = source_files(language, folder), compiled_file(language, folder)
    if not sources:
        return False
    return not file.exists() or file.stat().st_mtime_ns < max(it.stat().st_mtime_ns for it in sources)


def compiled(language: str, folder: Path = FOLDER) -> bytes:
    """Compile a language's sources into one catalogue."""
    from babel.messages.catalog import Catalog  # only where something is compiled: it takes a while to import
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    whole = Catalog(locale=language)
    for path in source_files(language, folder):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if message.id:
                    whole.add(message.id, message.string)
    written = io.BytesIO()
    write_mo(written, whole)
    return written.getvalue()


def _home(language: str, folder: Path) -> Path:
    return folder / language / "LC_MESSAGES"


def _replace(file: Path, content: bytes) -> None:
    """Put a file in its place whole, since several processes may do so at once."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".messages-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
