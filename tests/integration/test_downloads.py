"""Downloads: a chart's workbook says what the page says, and is safe and clear to open."""

import datetime as dt
import io
import json
import re
from urllib.parse import unquote

import plotly
import pytest
from openpyxl import load_workbook
from sqlalchemy import event, func, select

from dashboard.app import create_app
from dashboard.components.figure_card import charts_in
from dashboard.components.numbers import Amount
from dashboard.filters import from_query
from dashboard.pages import clusters, focus, initiative, initiatives, overview, spread, standing
from dashboard.settings import Settings
from portfolio.database import make_engine, reading
from portfolio.tables import Version
from tests.builders import uploads

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
CHARTED = (overview, standing, focus, clusters, spread)
FORMULAS = ('=HYPERLINK("http://x.dk")', "+1+1", "-2", "@SUM(A1)", "{=1+1}", "\t=1")


@pytest.fixture
def url(sqlite_url):
    engine = make_engine(sqlite_url)
    rows = [
        {"title": text, "key": str(number), "traffic_light": light, "municipalities": ("0730",)}
        for number, (text, light) in enumerate(zip(FORMULAS, ("red", "green", "yellow") * 2, strict=True))
    ]
    uploads.load(engine, *rows, month=uploads.SEPTEMBER)
    later = [{**row, "remarks": "Nyt"} for row in rows]
    uploads.load(engine, *later, month=uploads.NOVEMBER, now=uploads.at(70))
    uploads.load(engine, {"title": "A", "cluster": "=1+1"}, source="=cmd()", now=uploads.at(71))
    engine.dispose()
    return sqlite_url


class Opened:
    """An app whose reading statements are counted a request."""

    def __init__(self, url, folder) -> None:
        self.app = create_app(Settings(url, folder), None, lambda: NOW)
        self.client = self.app.server.test_client()
        self.statements = []
        engine = self.app.server.extensions["tvaerblik"].engine
        event.listen(engine, "before_cursor_execute", self._count)

    def _count(self, _connection, _cursor, statement, *_rest):
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            self.statements.append(statement)

    def charts(self, page, **query):
        with self.app.server.test_request_context("/"):
            return list(charts_in(page.PAGE.view(from_query(query, page.PAGE.own_keys)).body))

    def laid_out(self, page, **query):
        with self.app.server.test_request_context("/"):
            return json.dumps(page.layout(**query), cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)

    def get(self, address, **more):
        self.statements.clear()
        return self.client.get(address, **more)


@pytest.fixture
def opened(url, tmp_path):
    return Opened(url, tmp_path)


def place_of(page, chart):
    return f"/hent/tal{page.PAGE.path.rstrip('/')}/{chart.name}.xlsx"


def book_of(answer):
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.data))


def facts_of(book):
    return {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(min_row=4, max_col=2)}


@pytest.mark.parametrize("page", CHARTED, ids=lambda page: page.__name__)
@pytest.mark.parametrize("query", [{}, {"lys": "roed,gul"}], ids=["all", "filtered"])
def test_every_charts_workbook_holds_the_pages_numbers(page, query, opened):
    charts = opened.charts(page, **query)
    assert charts
    for chart in charts:
        sheet = book_of(opened.get(place_of(page, chart), query_string=query)).worksheets[1]
        shown = [
            [cell.value if isinstance(cell, Amount) else getattr(cell, "text", cell) for cell in row]
            for row in chart.numbers.rows
        ]
        read = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        assert read == [[value or (None if value == "" else value) for value in row] for row in shown]
        assert [cell.value for cell in sheet[1]] == [column.heading for column in chart.numbers.columns]


@pytest.mark.parametrize(
    ("page", "query"),
    [
        *((page, {"lys": "roed,gul", "kommune": "0730", "pr": "2026-11-20"}) for page in CHARTED),
        (initiatives, {"vis": "tidslinje", "antal": "50"}),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_every_link_on_a_page_gives_a_workbook(page, query, opened):
    shown = opened.laid_out(page, **query)
    links = re.findall(r'href\\?": ?\\?"(/hent/[^"\\]+)', shown)
    assert len([it for it in links if it.startswith("/hent/tal")]) == len(opened.charts(page, **query)) > 0
    assert len(links) == len(set(links))
    for link in links:
        answer = opened.get(link)
        assert (link, answer.status_code) == (link, 200)
        assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_charts_of_an_initiative_give_workbooks_too(opened):
    engine = opened.app.server.extensions["tvaerblik"].engine
    days = {"start": uploads.day_value("2026-01-01"), "end": uploads.day_value("2026-12-31")}
    dated = {"title": "Med datoer", "traffic_light": "red"} | days
    uploads.load(engine, dated, source="Andre", now=uploads.at(72))
    with reading(engine) as session:
        newest = session.scalar(select(func.max(Version.initiative_id)))
    shown = opened.laid_out(initiative, initiative_id=str(newest))
    links = re.findall(r'href\\?": ?\\?"(/hent/tal[^"\\]+)', shown)
    assert links
    for link in links:
        sheet = book_of(opened.get(link))["Tallene"]
        assert sheet.max_row > 1, link


def test_the_numbers_are_one_table_from_the_first_cell(opened):
    book = book_of(opened.get("/hent/tal/focus-areas.xlsx"))
    assert book.sheetnames == ["Læs mig", "Tallene"]
    sheet = book["Tallene"]
    (table,) = sheet.tables.values()
    assert table.ref == sheet.dimensions
    assert table.ref.startswith("A1:")
    assert sheet.freeze_panes == "B2"
    assert not sheet.merged_cells.ranges
    assert isinstance(sheet["B2"].value, int)


def test_a_workbook_says_what_it_is(opened):
    book = book_of(opened.get("/hent/tal/focus-areas.xlsx?lys=roed,gul"))
    facts = facts_of(book)
    assert book.properties.creator == "Tværblik"
    assert facts["Side"] == "Overblik"
    assert facts["Filtre"] == "Trafiklys: Gul eller Rød"
    assert facts["Indsatser"] == "4 af 7 indsatser"
    assert facts["Opgjort pr."] == "23. november 2026"
    assert "Randersklyngens projektliste: november 2026, indlæst 12.11.2026 kl. 09.00" in facts["Lister"]
    assert facts["Åbn visningen"] == "http://localhost/?lys=gul,roed"
    assert facts["Hentet"] == "23.11.2026 kl. 13.00"


def test_a_workbook_is_of_the_day_looked_from_and_says_what_it_is_compared_with(opened):
    answer = opened.get("/hent/tal/status.xlsx?pr=2026-10-31&siden=2026-09-30")
    facts = facts_of(book_of(answer))
    assert (facts["Opgjort pr."], facts["Sammenlignet med"]) == ("31. oktober 2026", "30. september 2026")
    assert facts["Åbn visningen"] == "http://localhost/?pr=2026-10-31&siden=2026-09-30"
    assert unquote(answer.headers["Content-Disposition"]).endswith("2026-10-31.xlsx")
    assert "november 2026" not in facts["Lister"]


def test_without_filters_the_workbook_says_so(opened):
    assert facts_of(book_of(opened.get("/hent/tal/status.xlsx")))["Filtre"].startswith("Ingen.")


def test_a_workbook_is_named_as_people_name_files(opened):
    told = opened.get("/hent/tal/status.xlsx").headers["Content-Disposition"]
    assert told.startswith("attachment;")
    name = unquote(told.split("filename*=UTF-8''")[1])
    assert name == "Tværblik - Overblik - indsatser efter status - 2026-11-23.xlsx"


def test_nothing_in_a_workbook_is_a_formula(opened):
    for chart in opened.charts(standing):
        book = book_of(opened.get(place_of(standing, chart)))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell for cell in cells if cell.data_type == "f"] == []
    assert "=cmd()" in facts_of(book)["Lister"]


def test_in_english_a_workbook_is_english(opened):
    opened.get("/sprog/en")
    assert book_of(opened.get("/hent/tal/status.xlsx")).sheetnames == ["Read me", "Figures"]


@pytest.mark.parametrize(
    "path",
    [
        "/hent/tal/nej.xlsx",
        "/hent/tal/status/nej.xlsx",
        "/hent/tal/nej/status.xlsx",
        "/hent/tal/indlaes/status.xlsx",
        "/hent/tal/../status.xlsx",
        "/hent/tal//.xlsx",
        "/hent/tal/status",
    ],
)
def test_a_chart_that_is_not_there_answers_404_with_the_house_page(path, opened):
    answer = opened.get(path)
    assert answer.status_code == 404
    assert '<html lang="da">' in answer.text


def test_a_download_asks_the_database_once_when_nothing_has_changed(opened):
    opened.get("/hent/tal/focus-areas.xlsx?lys=roed")
    opened.get("/hent/tal/focus-areas.xlsx?lys=roed")
    assert len(opened.statements) == 1


def test_a_database_that_breaks_off_is_told_plainly(opened, url):
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE match_decision")
    engine.dispose()
    answer = opened.get("/hent/tal/focus-areas.xlsx")
    assert answer.status_code == 503
    assert answer.text.startswith("Filen kan ikke hentes lige nu.")
