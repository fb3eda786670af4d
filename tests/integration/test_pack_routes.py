"""The status pack is had from the pages: in each form, with the parts and the filters that are asked for."""

import io
import json
from urllib.parse import unquote

import pypdf
import pytest
from openpyxl import load_workbook
from plotly.utils import PlotlyJSONEncoder
from pptx import Presentation

from dashboard.app import create_app
from dashboard.components.pack_form import PACK_FILE
from dashboard.pages import initiatives, overview
from dashboard.settings import Settings
from portfolio.database import make_engine
from tests.builders.packs import NOW, fill


@pytest.fixture
def app(sqlite_url, tmp_path):
    engine = make_engine(sqlite_url)
    fill(engine)
    engine.dispose()
    return create_app(Settings(sqlite_url, tmp_path), None, lambda: NOW)


@pytest.fixture
def client(app):
    return app.server.test_client()


def test_the_pack_is_a_pdf_where_nobody_says_otherwise(client):
    answer = client.get(PACK_FILE)
    assert answer.mimetype == "application/pdf"
    assert "Tværblik - Statuspakke - 2026-11-28.pdf" in unquote(answer.headers["Content-Disposition"])
    titles = [it.title for it in pypdf.PdfReader(io.BytesIO(answer.data)).outline if not isinstance(it, list)]
    assert titles[-1] == "Kilder og forbehold"
    assert "Indsatserne" not in titles


def test_the_pack_follows_the_filters_and_the_day(client):
    answer = client.get(f"{PACK_FILE}?form=xlsx&lys=roed&pr=2026-09-20&form=pdf")
    book = load_workbook(io.BytesIO(answer.data))
    assert book["Tal"]["B2"].value == 2
    assert "Trafiklys: Rød" in [cell.value for cell in book["Læs mig"]["B"]]
    assert "2026-09-20.xlsx" in unquote(answer.headers["Content-Disposition"])


def test_a_page_an_initiative_comes_when_it_is_asked_for(client):
    answer = client.get(f"{PACK_FILE}?form=pptx&dele=sider&dele=diagrammer&lys=roed")
    titles = [slide.shapes.title.text for slide in Presentation(io.BytesIO(answer.data)).slides]
    assert "Sårpleje i eget hjem" in titles
    assert "3 indsatser er røde" not in titles


def test_what_cannot_be_used_in_the_address_is_left_aside(client):
    answer = client.get(f"{PACK_FILE}?form=doc&dele=alt&lys=lilla")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"


@pytest.mark.parametrize("page", [overview, initiatives])
def test_overblik_and_the_list_offer_it_with_their_filters(app, page):
    with app.server.test_request_context("/"):
        laid_out = json.dumps(page.layout(lys="roed"), cls=PlotlyJSONEncoder, ensure_ascii=False)
    assert PACK_FILE in laid_out
    assert "Hent statuspakke" in laid_out
    assert '"name": "lys"' in laid_out
