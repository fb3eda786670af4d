"""The spread matrix over real databases: the page, what it opens, the places asked for, the workbook."""

import datetime as dt
import io
import json
from contextlib import contextmanager

import plotly
import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from dashboard import data
from dashboard.app import create_app
from dashboard.components.matrix_asked import matrix_asked
from dashboard.components.shell import arrive
from dashboard.pages import initiative, matrix
from dashboard.settings import Settings
from portfolio.database import writing
from portfolio.process.adoption_deeds import Adopted, adopt
from portfolio.records import CellValue
from portfolio.store import load_upload
from portfolio.vocabulary import TableKind, Uptake
from tests.builders.importing import NOW, at_once, make_work
from tests.builders.uploads import (
    OCTOBER,
    at,
    day_value,
    load,
    make_report,
    make_table,
    make_upload,
    reading_of,
)

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
GRAVID = {"title": "Fælles gravidteam", "municipalities": ("0730", "0710")}
AKUT = {"title": "Akutteam", "municipalities": ("0730",)}
SYD = {"title": "Stuegang i Syd", "municipalities": ("0167",)}


class Pages:
    """The matrix as readers open it and as its form reaches it."""

    def __init__(self, app, engine) -> None:
        self.app, self.engine = app, engine
        self.client = app.server.test_client()

    def shown(self, page=matrix, language="da", **query):
        with self.app.server.test_request_context("/", headers={"Cookie": f"sprog={language}"}):
            laid = page.layout(**query)
        return json.dumps(laid, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def found(self, **query):
        with self.app.server.test_request_context("/"):
            return matrix_asked(arrive(matrix.PAGE.path, query, matrix.PAGE.own_keys))

    def title(self, **query):
        with self.app.server.test_request_context("/"):
            return matrix.view(arrive(matrix.PAGE.path, query, matrix.PAGE.own_keys)).title

    def place(self, **query):
        return self.client.get("/api/spredning/felt", query_string=query)

    def tell(self, *receivers, uptake=Uptake.YES, day=None, id_=1, now=60, **more):
        day = None if day is None else dt.date.fromisoformat(day)
        with writing(self.engine) as session:
            return adopt(session, id_, Adopted(receivers, uptake, day, **more), now=at(now), by="Mette")

    def list_says(self, *pairs, source="Klyngens opfølgning", month=OCTOBER, now=30):
        """Load a list whose table says, by its title, how far receivers are with the first initiative."""
        rows = [
            make_report(
                number,
                sheet="Udbredelse",
                title=GRAVID["title"],
                organisation=CellValue(receiver, receiver, f"B{number}"),
                uptake=CellValue(str(uptake), str(uptake), f"C{number}"),
                **({} if day is None else {"date": day_value(day)}),
            )
            for number, (receiver, uptake, day) in enumerate(pairs, 2)
        ]
        table = make_table(*rows, kind=TableKind.ADOPTION, sheet="Udbredelse")
        other = make_table(make_report(2, title=f"Andet hos {source}"))
        reading = reading_of(other, table, name=f"{source}.xlsx")
        with writing(self.engine) as session:
            load_upload(session, make_upload(reading, source=source, month=month, now=at(now)))


@pytest.fixture
def pages(engine, database_url, tmp_path):
    load(engine, GRAVID, AKUT, SYD, now=at(10))
    app = create_app(Settings(database_url, tmp_path), at_once(make_work(engine, tmp_path)), lambda: NOW)
    yield Pages(app, engine)
    app.server.extensions[data.EXTENSION].engine.dispose()


@contextmanager
def statements(app):
    """Count the statements that are sent to the database."""
    told: list[str] = []
    engine = app.server.extensions[data.EXTENSION].engine

    def note(_conn, _cursor, statement, *_rest):
        told.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield told
    event.remove(engine, "before_cursor_execute", note)


def test_where_nobody_has_told_anything_the_page_says_what_to_do(pages):
    shown = pages.shown()

    assert "Det er ukendt, ikke nej" in shown
    assert "raekker=alle" in shown
    assert pages.title() == "Udbredelsen er endnu ikke kendt for nogen indsats her"
    assert len(pages.found(raekker="alle").rows) == 3


def test_the_heading_is_counted_and_rows_say_of_how_many_it_is_relevant(pages):
    pages.tell("0730", "0710", day="2026-05-01")
    pages.tell("0707", uptake=Uptake.PLANNED, day="2027-01-15")
    pages.tell("0727", uptake=Uptake.PARTLY)
    pages.tell("0706", uptake=Uptake.NOT_RELEVANT)

    assert pages.title() == "I brug 2 steder i kommunerne, delvist 1, på vej eller planlagt 1"
    (row,) = [row for _, row in pages.found().rows]
    counts = row.counts(pages.found().columns)
    assert (counts.in_use, counts.asked, counts.unknown, counts.not_meant) == (2, 18, 14, 1)
    shown = pages.shown()
    assert "2 af 18" in shown
    assert "14 ukendte" in shown
    assert "For 2 indsatser har ingen fortalt" in shown


def test_english_is_spoken_too(pages):
    pages.tell("0730")

    assert "In use in 1 place in municipalities" in pages.shown(language="en")


def test_a_place_is_seen_through_its_cluster_and_a_cluster_through_its_places(pages):
    pages.tell("rm-randers", uptake=Uptake.YES)
    pages.tell("0615", uptake=Uptake.YES, id_=2)

    assert pages.found().counts().in_use == 4 + 1
    clusters = pages.found(hos="klynger")
    states = {item.id: row.uptake("rm-horsens") for item, row in clusters.rows}
    assert states == {1: None, 2: Uptake.PARTLY}
    assert "Set gennem" in pages.shown(indsats="2", hos="klynger")


def test_two_lists_that_contradict_each_other_both_stand_and_the_newer_counts(pages):
    pages.list_says(("0730", Uptake.YES, None), source="Klyngens opfølgning", now=20)
    pages.list_says(("0730", Uptake.NO, None), source="Kommunens liste", now=40)

    found = pages.found()
    ((_, column, cell),) = found.disputes()
    assert (column, cell.uptake) == ("0730", Uptake.NO)
    assert pages.title().endswith("uenighed om 1 sted")
    shown = pages.shown()
    assert "Kommunens liste" in shown
    assert "Klyngens opfølgning" in shown
    assert "Udbredelse!C2" in shown


def test_an_opened_row_tells_each_receiver_with_its_source_its_curve_and_its_map(pages):
    pages.list_says(("0730", Uptake.YES, "2026-05-01"), ("0710", Uptake.YES, None))

    shown = pages.shown(indsats="1")

    for words in (
        "Udbredelse: Fælles gravidteam",
        "I brug i 2 af de 19 kommuner, det er relevant for",
        "1 er i brug uden dato og står ikke på kurven",
        "Om 17 ved ingen noget",
        "Kort: i brug i 2 af 19 kommuner, ukendt i 17",
        "Udbredelse!C2",
    ):
        assert words in shown, words


def test_an_opened_column_tells_what_a_receiver_carries(pages):
    pages.tell("0730")
    pages.tell("0730", uptake=Uptake.PLANNED, day="2027-02-01", id_=2)

    shown = pages.shown(modtager="0730")

    assert "Randers: 1 i brug" in shown
    assert "01.02.2027" in shown


def test_what_was_known_then_and_what_has_moved_since(pages):
    pages.tell("0730", uptake=Uptake.PLANNED, day="2026-12-01", now=20)
    pages.tell("0730", uptake=Uptake.YES, day="2026-11-01", now=70)

    then = str((at(30)).date())
    assert pages.found(pr=then).rows[0][1].uptake("0730") is Uptake.PLANNED
    assert '"edit": false' in pages.shown(pr=then)
    shown = pages.shown(siden=then)
    assert "1 felt er ændret siden" in shown
    assert "Intet felt er ændret" in pages.shown(siden=str(at(75).date()))


def test_a_cluster_that_has_ended_keeps_its_column_with_who_took_over(pages):
    pages.tell("po-syd", uptake=Uptake.YES, id_=3)

    shown = pages.shown(hos="klynger")

    assert "po-syd" in pages.found(hos="klynger").columns
    assert "Ophørte 30.06.2022, afløst af Sundhedsklynge Syd" in shown


def test_a_receiver_that_nobody_knows_is_told_and_not_counted(pages):
    pages.tell("Plejecentrene i øst")

    assert pages.found().counts().in_use == 0
    assert "Plejecentrene i øst" in pages.shown()


def test_a_region_narrows_the_columns_and_what_cannot_be_used_is_told(pages):
    pages.tell("0730")
    pages.tell("0167", id_=3)

    assert {pages.found().ground.region(it) for it in pages.found().columns} == {
        "region-midtjylland",
        "region-hovedstaden",
    }
    found = pages.found(region="region-midtjylland")
    assert [item.id for item, _ in found.rows] == [1]
    shown = pages.shown(hos="planeter", region="region-vest", raekker="nogle")
    for words in ("planeter", "region-vest", "nogle"):
        assert words in shown


def test_a_place_tells_who_says_what_and_its_history_with_the_way_back(pages):
    pages.list_says(("0730", Uptake.NO, None), now=20)
    (number,) = pages.tell("0730", uptake=Uptake.YES, day="2026-05-01", evidence="Møde", now=60)

    told = pages.place(indsats="1", modtager="0730", hos="kommuner")

    text = json.dumps(told.get_json()["tree"], ensure_ascii=False)
    for words in ("Ja", "01.05.2026", "Møde", "noteret af Mette", "Andre siger", "Klyngens opfølgning"):
        assert words in text, words
    undo = pages.client.post("/api/udbredelse/1/fortryd", data={"numre": str(number)}, headers=OWN_PAGE)
    assert undo.status_code == 200
    again = json.dumps(pages.place(indsats="1", modtager="0730").get_json()["tree"], ensure_ascii=False)
    assert "Fortrudt" in again
    assert pages.found().rows[0][1].uptake("0730") is Uptake.NO
    assert pages.place(indsats="1", modtager="ingen").status_code == 404
    assert pages.place(indsats="99", modtager="0730").status_code == 404


def test_the_form_says_the_same_of_several_receivers_at_once(pages):
    form = {"modtager": ["0730", "0710"], "taget": "partly", "dato": "2026-06-01", "kendt-fra": "Svar"}

    answer = pages.client.post("/api/udbredelse/1/modtager", data=form, headers=OWN_PAGE)

    assert answer.get_json()["message"] == "Det er gemt for 2 modtagere."
    row = pages.found().rows[0][1]
    assert (row.uptake("0730"), row.uptake("0710")) == (Uptake.PARTLY, Uptake.PARTLY)


def test_the_workbook_has_a_row_a_place_with_its_source(pages):
    pages.list_says(("0730", Uptake.YES, "2026-05-01"))
    pages.tell("rm-horsens", uptake=Uptake.PLANNED, day="2027-01-01")

    answer = pages.client.get("/hent/spredningsmatrix.xlsx?region=region-midtjylland")

    sheet = load_workbook(io.BytesIO(answer.data))["Udbredelse"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    told = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    assert len(rows) == 19
    assert told["Randers"]["Taget i brug"] == "Ja"
    assert told["Randers"]["Celle"] == "Udbredelse!C2"
    assert told["Randers"]["Fil"] == "Klyngens opfølgning.xlsx"
    assert told["Horsens"]["Hvis ord"] == "Set gennem Horsensklyngen"
    assert told["Viborg"]["Taget i brug"] == "Ukendt"


def test_the_initiatives_page_has_the_curve_with_its_two_numbers(pages):
    pages.tell("0730", day="2026-05-01")
    shown = pages.shown(initiative, initiative_id="1")

    assert "I brug i 1 af de 19 kommuner, det er relevant for" in shown
    assert "/spredning/matrix?hos=kommuner&indsats=1" in shown
    assert "det er relevant for" not in pages.shown(initiative, initiative_id="2")


def test_texts_that_were_not_understood_are_shown_with_their_cells(pages, tmp_path):
    from etl.run import read_file  # the reader, as the command line hands it in
    from tests.builders.workbooks import make_csv

    rows = "Fælles gravidteam;Randersklyngen;I gang;AB;Randers, naboerne mod nord;Færre fald;Ældre"
    path = make_csv(tmp_path, f"Titel;Klynge;Status;Tovholder;Spredt til;Formål;Målgruppe\n{rows}")
    with writing(pages.engine) as session:
        load_upload(session, make_upload(read_file(path, path.name, OCTOBER), month=OCTOBER, now=at(40)))

    shown = pages.shown()

    assert "naboerne mod nord" in shown
    assert "1 del af en “spredt til”-tekst er ikke forstået" in shown


def test_a_page_asks_the_database_once_when_nothing_has_changed(pages):
    pages.tell("0730")
    pages.shown()

    with statements(pages.app) as told:
        pages.shown(indsats="1")

    assert len(told) <= 4, told
