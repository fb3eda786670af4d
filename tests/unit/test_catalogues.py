"""Catalogues are compiled when they have changed, and read as they are when nobody can."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.texts import catalogues
from dashboard.texts.catalogues import (
    compile_catalogues,
    compiled_file,
    is_stale,
    read_catalogue,
    source_files,
)

OTHER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "new.text"\nmsgstr "Øre"\n'


@pytest.fixture
def folder(tmp_path):
    """A copy of the sources, nothing compiled."""
    for said in catalogues.LANGUAGES:
        (tmp_path / said / "LC_MESSAGES").mkdir(parents=True)
        for path in source_files(said):
            shutil.copy2(path, tmp_path / said / "LC_MESSAGES")
    return tmp_path


def add_source(folder: Path, *, later_by: int) -> None:
    path = folder / "da" / "LC_MESSAGES" / "zz.po"
    path.write_text(OTHER, encoding="utf-8")
    at = compiled_file("da", folder).stat().st_mtime_ns + later_by
    os.utime(path, ns=(at, at))


def test_what_was_never_compiled_is_compiled_when_it_is_read(folder):
    assert is_stale("da", folder)
    assert read_catalogue("da", folder).gettext("nav.list") == "Indsatser"
    assert compiled_file("da", folder).is_file()
    assert not is_stale("da", folder)


def test_a_source_changed_later_is_compiled_anew(folder):
    compile_catalogues(folder)
    add_source(folder, later_by=1)
    assert is_stale("da", folder)
    assert not is_stale("en", folder)
    assert read_catalogue("da", folder).gettext("new.text") == "Øre"


def test_what_is_up_to_date_is_not_compiled(folder):
    compile_catalogues(folder)
    add_source(folder, later_by=-1)
    assert read_catalogue("da", folder).gettext("new.text") == "new.text"


def test_without_sources_what_was_compiled_is_read(folder):
    compile_catalogues(folder)
    for path in source_files("da", folder):
        path.unlink()
    assert read_catalogue("da", folder).gettext("nav.list") == "Indsatser"


def test_where_nothing_can_be_written_the_texts_are_read_all_the_same(folder, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr(catalogues.tempfile, "mkstemp", refuse)
    assert read_catalogue("da", folder).gettext("nav.list") == "Indsatser"
    assert not compiled_file("da", folder).exists()


def test_nothing_half_written_is_left(folder):
    compile_catalogues(folder)
    assert sorted(
        path.suffix for path in (folder / "da").rglob("*") if path.is_file() and path.suffix != ".po"
    ) == [".mo"]


def test_the_command_speaks_without_importing_flask_or_babel():
    program = (
        "import sys\n"
        "from dashboard.texts import t\n"
        "assert t('cli.stopped')\n"
        "print(sorted({'flask', 'flask_babel', 'babel', 'dash'} & set(sys.modules)))"
    )
    for said in catalogues.LANGUAGES:
        read_catalogue(said)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
