"""From a file to the portfolio."""

import datetime as dt
import stat
from pathlib import Path

import pytest
from sqlalchemy import func, select

from etl.load import FileNotKeptError, load_file
from portfolio.database import reading
from portfolio.errors import TvaerblikError
from portfolio.queries.snapshot import read_snapshot
from portfolio.queries.uploads import uploads
from portfolio.tables import Base
from tests.builders.numbers import FORMS, cpr_numbers, written
from tests.builders.uploads import NOVEMBER, OCTOBER, at

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


def test_a_list_laid_on_its_side_becomes_initiatives_too(engine, tmp_path):
    lines = [line.split(";") for line in LIST.splitlines()]
    path = tmp_path / "liste.csv"
    path.write_text("".join(";".join(line) + "\n" for line in zip(*lines, strict=True)), encoding="utf-8")

    assert load(engine, path).new == 3


def test_bytes_that_are_in_force_are_known_without_being_read(engine, path):
    first = load(engine, path)
    before = count_rows(engine)

    again = load(engine, path, name="Et helt andet navn.dat")  # which would be refused if it were read

    assert (again.is_duplicate, again.upload_id, again.new) == (True, first.upload_id, 3)
    assert count_rows(engine) == before
    assert load(engine, path, month=NOVEMBER, now=at(60)).is_duplicate is False


def test_a_file_becomes_initiatives_and_is_kept_as_it_came(engine, path, tmp_path):
    receipt = load(engine, path, keep=tmp_path / "kept")

    assert (receipt.new, receipt.month) == (3, OCTOBER)
    with reading(engine) as session:
        known = read_snapshot(session, at(41), dt.date(2026, 11, 1))
    statuses = [known.item(place).code("status") for place in range(3)]
    assert statuses == ["active", "paused", "completed"]
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


def test_of_a_file_with_a_cpr_number_nothing_is_left(engine, path, tmp_path, caplog):
    number = written(next(cpr_numbers(31, oldest=80)), FORMS[0])
    path.write_text(LIST + f"4;Borger {number};I gang;Grøn;JKL\n", encoding="utf-8")
    before = count_rows(engine)

    with pytest.raises(TvaerblikError) as caught:
        load(engine, path, keep=tmp_path / "kept")

    assert caught.value.id == "file.cpr"
    assert count_rows(engine) == before
    assert not (tmp_path / "kept").exists()
    assert number not in caplog.text + caught.value.message()


def test_a_number_that_may_be_a_cpr_number_is_not_stored(sqlite_engine, path, tmp_path):
    path.write_text(LIST + "4;Spørg 010101-0000;I gang;Grøn;JKL\n", encoding="utf-8")

    load(sqlite_engine, path)

    database = Path(sqlite_engine.url.database or "")
    kept = b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
    assert "Spørg".encode() in kept
    assert b"010101-0000" not in kept
