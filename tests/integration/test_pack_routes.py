"""The status pack is had from the pages: in each form, with the parts and the filters that are asked for."""

import datetime as dt
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
from portfolio.database import make_engine, writing
from portfolio.meetings import deeds
from portfolio.meetings.deeds import Agreed, OwnPoint
from portfolio.vocabulary import AgendaSection
from tests.builders import uploads
from tests.builders.meetings import BY, at, meetings, series
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


# --- A meeting's pack


@pytest.fixture
def meeting(app):
    """Plan two meetings of a forum, hold the first and freeze the second, with a point on its agenda."""
    engine = app.server.extensions["tvaerblik"].engine
    number = series(engine, now=at(1))
    first, second = meetings(engine, number, dt.date(2026, 10, 31), dt.date(2026, 11, 28), now=at(1))
    with writing(engine) as session:
        deeds.hold(session, first, now=at(2), by=BY)
        deeds.freeze(session, second, now=at(28, hour=8), by=BY)
        own = OwnPoint("Skal gravidteamet fortsætte?", AgendaSection.DECIDE, "Det er blevet rødt.", (1,))
        deeds.add_point(session, second, own, now=at(28, hour=8), by=BY)
        deeds.agree(session, Agreed("Ring til Midt", "konsulent", meeting_id=first), now=at(2), by=BY)
    return second


def test_a_meetings_pack_has_its_forum_agenda_and_open_actions(client, meeting):
    answer = client.get(f"{PACK_FILE}?moede={meeting}")
    pages = pypdf.PdfReader(io.BytesIO(answer.data)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Forum for koordination" in text
    assert "lørdag 28. november 2026 kl. 09.00" in text
    assert "siden 31. oktober 2026" in text
    assert "Skal gravidteamet fortsætte?" in text
    assert "Ring til Midt" in text
    assert "Beslutninger, der ønskes" not in text


@pytest.mark.parametrize("form", ["pdf", "pptx", "xlsx"])
def test_a_frozen_meetings_pack_stays_the_same_whatever_comes_in(client, meeting, app, form):
    address = f"{PACK_FILE}?moede={meeting}&form={form}&dele=undtagelser&dele=sider&dele=aendringer"
    before = client.get(address).data
    engine = app.server.extensions["tvaerblik"].engine
    later = dt.datetime(2026, 11, 28, 8, 30, tzinfo=dt.UTC)
    uploads.load(engine, {"title": "Kom bagefter"}, month=dt.date(2026, 12, 1), now=later)
    assert client.get(address).data == before
    assert client.get(f"{PACK_FILE}?form={form}").data != before


def test_a_meeting_that_is_not_there_has_no_pack(client):
    assert client.get(f"{PACK_FILE}?moede=77").status_code == 404
