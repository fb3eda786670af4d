"""What becomes of other kinds of table when a file is loaded: counted, and never taken for initiatives."""

from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import func, select

from etl.load import load_file
from portfolio.database import reading
from portfolio.tables import Report, UploadTable, Version
from tests.builders.uploads import OCTOBER, at

INITIATIVES = [["Projekt", "Status", "Tovholder"], ["Akutteam", "I gang", "ABC"], ["Fald", "På pause", "DEF"]]
MATRIX = [
    ["Aftale", "Hvidovre", "Dragør", "Tårnby"],
    ["Akutteam", "x", "nej", "i gang"],
    ["Fald", "x", "x", "?"],
]


def save(path: Path, **sheets: list[list[str]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def load(engine, path):
    return load_file(
        engine, path, name="liste.xlsx", source="Klyngens liste", month=OCTOBER, now=at(40), by="konsulent"
    )


def test_a_matrix_beside_a_list_is_counted_and_gives_no_initiatives(engine, tmp_path):
    receipt = load(engine, save(tmp_path / "a.xlsx", Liste=INITIATIVES, Udbredelse=MATRIX))

    assert (receipt.new, receipt.rows.accepted) == (2, 2)
    with reading(engine) as session:
        assert set(session.scalars(select(UploadTable.kind))) == {"initiatives", "adoption"}
        assert session.scalar(select(func.count()).select_from(Report)) == 2


def test_a_file_with_only_a_matrix_of_adoption_is_a_list_of_what_it_tells_of(engine, tmp_path):
    receipt = load(engine, save(tmp_path / "a.xlsx", Udbredelse=MATRIX))

    with reading(engine) as session:
        titles = list(session.scalars(select(Version.title).order_by(Version.initiative_id)))
        clusters = set(session.scalars(select(Version.organisation_id)))
    assert (receipt.new, titles) == (len(MATRIX) - 1, [row[0] for row in MATRIX[1:]])
    assert clusters == {None}
