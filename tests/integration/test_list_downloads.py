"""The list as a workbook: what is shown or all that is known, typed, in the list's order, traceable."""

import datetime as dt
import io
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from dashboard.app import create_app
from dashboard.settings import Settings
from portfolio.database import make_engine, reading, writing
from portfolio.queries.everything import all_values, newest_places
from portfolio.records import FuzzyDate
from portfolio.store import withdraw_upload
from portfolio.vocabulary import Precision
from tests.builders import uploads

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
SHOWN, WHOLE = "/hent/indsatser.xlsx", "/hent/indsatser-alle-kolonner.xlsx"
MAY = FuzzyDate(dt.date(2027, 5, 1), dt.date(2027, 5, 31), Precision.MONTH)


@pytest.fixture
def opened(sqlite_url, tmp_path):
    engine = make_engine(sqlite_url)
    rows = [
        {
            "title": "Ældre i eget hjem",
            "key": "1",
            "traffic_light": "red",
            "status": "active",
            "municipalities": ("0740", "0730"),
            "budget_dkk": 1_250_000,
            "completion_share": 0.3,
            "end": uploads.day_value("2026-10-30"),
            "aim": "=SUM(A1)",
        },
        {"title": "Akutteam", "key": "2", "traffic_light": "green", "end": MAY},
        {"title": "Zoner", "key": "3"},
    ]
    uploads.load(engine, *rows, {"title": "Udgået"}, month=uploads.OCTOBER)
    uploads.load(engine, *rows, month=uploads.NOVEMBER, now=uploads.at(70))
    engine.dispose()
    app = create_app(Settings(sqlite_url, tmp_path), None, lambda: NOW)
    return app.server.test_client()


def book_of(answer):
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.data))


def rows_of(answer):
    head, *rows = book_of(answer).worksheets[1].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_list_has_the_columns_shown_and_all_rows_in_the_order_shown(opened):
    rows = rows_of(opened.get(f"{SHOWN}?kolonner=titel,lys,budget,faerdig&sort=-titel&side=2&antal=25"))
    assert [row["Titel"] for row in rows] == ["Ældre i eget hjem", "Zoner", "Akutteam"]
    assert list(rows[0]) == ["Titel", "Trafiklys", "Færdiggørelse", "Budget", "Bemærk"]
    assert rows[0] == {
        "Titel": "Ældre i eget hjem",
        "Trafiklys": "Rød",
        "Færdiggørelse": 0.3,
        "Budget": 1_250_000,
        "Bemærk": "slutdatoen er passeret",
    }
    assert (rows[1]["Trafiklys"], rows[1]["Budget"]) == ("Ikke angivet", None)


def test_only_what_meets_the_filters_is_taken_away(opened):
    answer = opened.get(f"{SHOWN}?lys=roed")
    facts = {row[0].value: row[1].value for row in book_of(answer).worksheets[0].iter_rows(min_row=4)}
    assert [row["Titel"] for row in rows_of(answer)] == ["Ældre i eget hjem"]
    assert (facts["Filtre"], facts["Indsatser"]) == ("Trafiklys: Rød", "1 af 3 indsatser")
    assert facts["Tomme celler"].startswith("Listen siger intet.")


def test_exact_days_are_dates_and_others_are_as_stated(opened):
    rows = rows_of(opened.get(f"{SHOWN}?kolonner=slut"))
    assert {row["Titel"]: row["Slut"] for row in rows} == {
        "Akutteam": "maj 2027",
        "Zoner": None,
        "Ældre i eget hjem": dt.datetime(2026, 10, 30),  # noqa: DTZ001 -- Excel has no zones
    }


def test_all_columns_are_every_field_that_anybody_states_and_the_cell_behind_the_row(opened):
    rows = {row["Titel"]: row for row in rows_of(opened.get(WHOLE))}
    found = rows["Ældre i eget hjem"]
    assert found["Formål og mål"] == "=SUM(A1)"
    assert found["Kommuner"] == "Randers, Silkeborg"
    assert found["Slutdato passeret"] == "ja"
    assert "Risici" not in found
    assert (found["Nyeste liste"], found["Fil"]) == ("Randersklyngens projektliste", "Projektliste.xlsx")
    assert (found["Ark"], found["Celle"]) == ("Indsatser", "A2")
    assert found["Listens måned"].date() == uploads.NOVEMBER
    assert found["Åbn i Tværblik"] == "http://localhost/indsatser/1"
    assert list(found)[-6:] == ["Nyeste liste", "Listens måned", "Fil", "Ark", "Celle", "Åbn i Tværblik"]


def test_dates_that_are_no_days_have_their_first_and_last_day_beside_them(opened):
    found = {row["Titel"]: row for row in rows_of(opened.get(WHOLE))}["Akutteam"]
    assert found["Slut"] == "maj 2027"
    assert (found["Slut, første dag"].date(), found["Slut, sidste dag"].date()) == (MAY.first, MAY.last)


def test_nothing_in_the_list_is_a_formula(opened):
    book = book_of(opened.get(WHOLE))
    assert [it for sheet in book for row in sheet.iter_rows() for it in row if it.data_type == "f"] == []


def test_a_list_that_nothing_meets_is_its_headings(opened):
    answer = opened.get(f"{SHOWN}?q=findesikke")
    assert rows_of(answer) == []


def test_the_files_name_says_page_and_day(opened):
    told = unquote(opened.get(SHOWN).headers["Content-Disposition"])
    assert told.endswith("Tværblik - Indsatser - 2026-11-23.xlsx")


@pytest.mark.parametrize(("path", "expected"), [(SHOWN, 1), (WHOLE, 3)])
def test_the_list_asks_the_database_a_fixed_number_of_times(path, expected, opened):
    opened.get("/hent/indsatser.xlsx")
    statements = []
    engine = opened.application.extensions["tvaerblik"].engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, said, *_: statements.append(said))
    opened.get(path)
    assert len([it for it in statements if it.lstrip().upper().startswith(("SELECT", "WITH"))]) == expected


def places(engine, day=99):
    with reading(engine) as session:
        found = newest_places(session, uploads.at(day))
        return {id_: (it.source, it.month, it.cell) for id_, it in found.items()}


def test_the_newest_place_is_that_of_the_newest_list_in_force(engine):
    a, b = {"title": "A", "key": "1"}, {"title": "B", "key": "2"}
    uploads.load(engine, a, b, month=uploads.OCTOBER)
    receipt = uploads.load(engine, b, a, month=uploads.NOVEMBER, now=uploads.at(60))
    source = "Randersklyngens projektliste"
    assert places(engine) == {1: (source, uploads.NOVEMBER, "A3"), 2: (source, uploads.NOVEMBER, "A2")}
    assert places(engine, day=30) == {1: (source, uploads.OCTOBER, "A2"), 2: (source, uploads.OCTOBER, "A3")}

    with writing(engine) as session:
        withdraw_upload(session, receipt.upload_id, now=uploads.at(61), by="konsulent")
    assert places(engine) == places(engine, day=30)


def test_a_list_that_was_replaced_says_no_more(engine):
    uploads.load(engine, {"title": "A", "key": "1"}, {"title": "B", "key": "2"})
    uploads.load(engine, {"title": "B", "key": "2"}, {"title": "A", "key": "1"}, now=uploads.at(2))
    assert {id_: cell for id_, (_, _, cell) in places(engine).items()} == {1: "A3", 2: "A2"}


def test_all_values_are_those_known_at_the_instant(engine):
    uploads.load(engine, {"title": "A", "key": "1", "lead": "Lone"}, month=uploads.OCTOBER)
    uploads.load(
        engine, {"title": "A", "key": "1", "lead": "Karen"}, month=uploads.NOVEMBER, now=uploads.at(60)
    )
    with reading(engine) as session:
        then, now = (all_values(session, uploads.at(day))[1]["lead"] for day in (30, 99))
    assert (then, now) == ("Lone", "Karen")
