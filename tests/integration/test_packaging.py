"""What is built from the clone runs without it: assets, migrations, reference and demo data travel along."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dashboard.demo import deliveries

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder of packages as an installed wheel leaves it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def _python(site: Path, folder: Path, program: str, *words: str) -> str:
    """Run a program in another folder with the wheel's packages and nothing of the clone."""
    environment = {**os.environ, "PYTHONPATH": str(site), "TVAERBLIK_DATA_DIR": str(folder / "var")}
    guarded = f"import sys, dashboard; assert dashboard.__file__.startswith(sys.argv.pop(1)); {program}"
    command = [sys.executable, "-c", guarded, str(site), *words]
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def _run(site: Path, folder: Path, *words: str) -> str:
    """Run the installed command."""
    return _python(site, folder, "from dashboard.cli import main; main()", *words)


def test_a_wheel_holds_what_the_pages_and_the_demo_need(site):
    resources = site / "tvaerblik_resources"

    assert (resources / "assets" / "00-bootstrap.min.css").is_file()
    assert (resources / "data" / "reference" / "organisations.csv").is_file()
    assert (resources / "data" / "demo" / "build_demo.py").is_file()
    assert list((site / "portfolio" / "migrations" / "versions").glob("0001_*.py"))
    assert list((site / "portfolio" / "messages").glob("*.toml"))
    assert sorted(path.parts[-3] for path in (site / "dashboard" / "texts").rglob("*.mo")) == ["da", "en"]
    assert not list(site.rglob("*.po"))
    assert not list(site.rglob("*.sqlite"))


def test_an_installed_program_speaks_both_languages(site, tmp_path):
    program = "from dashboard.texts import speak, t; print(t('nav.list')); speak('en'); print(t('nav.list'))"
    assert _python(site, tmp_path, program).split() == ["Indsatser", "Initiatives"]


def test_an_installed_program_makes_its_database_away_from_the_clone(site, tmp_path):
    _run(site, tmp_path, "db", "upgrade")

    assert (tmp_path / "var" / "tvaerblik.sqlite").is_file()


def test_an_installed_program_builds_its_demo_and_loads_a_list_of_it(site, tmp_path):
    _python(
        site,
        tmp_path,
        "from pathlib import Path; from dashboard import demo; demo.write_workbooks(Path('lists'))",
    )
    first = next(iter(deliveries(tmp_path / "lists")))

    said = _run(site, tmp_path, "ingest", str(first.path), "--source", first.source)

    assert first.path.name in said
