"""From a file to the portfolio."""

import datetime as dt
import stat
from pathlib import Path

import pytest
from sqlalchemy import func, select

from etl.load import FileNotKeptError, load_file
from portfolio.database import reading
from portfolio.errors import TvaerblikError
from portfolio.queries.portfolio import initiatives
from portfolio.queries.uploads import uploads
from portfolio.tables import Base
from tests.builders.uploads import OCTOBER, at

LIST = """\
Nr.;Projekt;Status;Trafiklys;Tovholder
1;Akutteam;I gang;Grøn;ABC
2;Faldforebyggelse;På pause;Gul;DEF
3;Hjemmetransfusion;Afsluttet;Grøn;GHI
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def load(engine, path, **changes):
    arguments = {
        "name": "Projektliste.csv",
        "source": "Randersklyngens projektliste",
        "month": OCTOBER,
        "now": at(40),
        "by": "konsulent",
    }
    return load_file(engine, path, **{**arguments, **changes})


def count_rows(engine) -> int:
    with reading(engine) as session:
        tables = Base.metadata.sorted_tables
        return sum(session.scalar(select(func.count()).select_from(table)) for table in tables)


def test_a_file_becomes_initiatives_and_is_kept_as_it_came(engine, path, tmp_path):
    receipt = load(engine, path, keep=tmp_path / "kept")

    assert (receipt.new, receipt.month) == (3, OCTOBER)
    with reading(engine) as session:
        assert list(initiatives(session, at(41), dt.date(2026, 11, 1))["status"]) == [
            "active",
            "paused",
            "completed",
        ]
    kept = list((tmp_path / "kept").rglob("*.csv"))
    assert [file.read_bytes() for file in kept] == [path.read_bytes()]
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600


def test_the_same_file_again_changes_nothing(engine, path):
    load(engine, path)
    before = count_rows(engine)

    assert load(engine, path, now=at(41)).is_duplicate
    assert count_rows(engine) == before


@pytest.mark.parametrize(
    ("name", "month"),
    [("Projektliste september 2026.csv", dt.date(2026, 9, 1)), ("Projektliste.csv", OCTOBER)],
)
def test_a_month_that_is_not_given_is_that_of_the_name_else_of_the_day(sqlite_engine, path, name, month):
    assert load(sqlite_engine, path, name=name, month=None, now=at(40)).month == month


def test_a_refused_file_leaves_nothing_behind(engine, tmp_path):
    empty = tmp_path / "tom.xlsx"
    empty.touch()
    before = count_rows(engine)

    with pytest.raises(TvaerblikError, match="Intet er indlæst"):
        load(engine, empty, keep=tmp_path / "kept")

    assert count_rows(engine) == before
    assert not (tmp_path / "kept").exists()


def test_a_file_that_cannot_be_kept_is_not_loaded(engine, path, tmp_path):
    (tmp_path / "kept").write_text("a file where the folder should be")

    with pytest.raises(FileNotKeptError, match="Intet er indlæst"):
        load(engine, path, keep=tmp_path / "kept")

    with reading(engine) as session:
        assert uploads(session) == ()
