"""Direktørforum: five figures, one picture, three decisions, six answers; one page on paper."""

import datetime as dt
import io
import json

import pypdf
import pytest
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy import select

from dashboard import data
from dashboard.app import create_app
from dashboard.components.directors import DIRECTORS_FILE
from dashboard.exports.pack.directors_pdf import directors_pdf
from dashboard.packing.builder import PackOrder, build_pack
from dashboard.packing.directors import build_sheet
from dashboard.pages import directors
from dashboard.settings import Settings
from etl.load import load_file
from portfolio.database import writing
from portfolio.meetings import deeds
from portfolio.meetings.deeds import OwnPoint
from portfolio.moments import Moment
from portfolio.selection import Criteria
from portfolio.spread.assessment_deeds import Recommended, recommend
from portfolio.spread.words import Recommendation
from portfolio.tables import Version
from portfolio.vocabulary import AgendaSection, Rhythm
from tests.builders import uploads
from tests.builders.effect import LONG, long_rows, save_workbook
from tests.builders.meetings import BY, at, meetings, series
from tests.builders.packs import HOST, HOSTILE, fill, request_of

NOVEMBER = dt.date(2026, 11, 1)


@pytest.fixture
def engine(sqlite_engine):
    fill(sqlite_engine)
    return sqlite_engine


@pytest.fixture
def url(sqlite_url):
    return sqlite_url


def sheet_of(url, folder, criteria=Criteria(), language="da"):  # noqa: B008 -- frozen
    with request_of(url, folder, language):
        return build_sheet(criteria, HOST)


def figures_of(sheet):
    return {figure.key: (figure.value, figure.before, figure.change) for figure in sheet.figures}


def test_five_figures_are_held_against_the_directors_last_meeting(engine, url, tmp_path):
    number = series(engine, now=at(1), name="Direktørforum", rhythm=Rhythm.HALF_YEARLY, is_directors=True)
    (held,) = meetings(engine, number, dt.date(2026, 10, 5), now=at(1))
    with writing(engine) as session:
        deeds.hold(session, held, now=at(2), by=BY)
    sheet = sheet_of(url, tmp_path)
    assert sheet.cover.since_words == "siden sidste møde 5. oktober 2026"
    assert figures_of(sheet) == {
        "all": (14, 13, "1 flere end sidst"),
        "done": (0, 0, "som sidst"),
        "red": (3, 2, "1 flere end sidst"),
        "end_passed": (1, 0, "1 flere end sidst"),
        "results": (0, 0, "som sidst"),
    }
    assert all("2 lister pr. 28.11.2026" in figure.source for figure in sheet.figures)


def test_without_a_meeting_the_first_month_with_lists_is_compared_with_and_said(engine, url, tmp_path):
    sheet = sheet_of(url, tmp_path)
    assert sheet.cover.since_words == "siden 30. september 2026, den første måned med lister"


def test_the_reader_may_compare_with_another_moment(engine, url, tmp_path):
    sheet = sheet_of(url, tmp_path, Criteria(since=Moment(dt.date(2026, 11, 20))))
    assert sheet.cover.since_words == "siden 20. november 2026"
    assert figures_of(sheet)["all"] == (14, 14, "som sidst")


def test_the_picture_counts_each_initiative_once(engine, url, tmp_path):
    sheet = sheet_of(url, tmp_path)
    assert sum(sheet.picture.totals) == sheet.figures[0].value
    assert sheet.picture.title == "5 af 14 indsatser er i gang"


def test_that_nobody_has_reported_results_is_said_plainly(engine, url, tmp_path):
    sheet = sheet_of(url, tmp_path)
    assert sheet.cover.message == "Ingen af 14 indsatser har indmeldt resultater; 3 er røde"
    assert sheet.block("results").answer.startswith("Ingen resultater indmeldt.")


def test_results_are_told_by_triple_aim(engine, url, tmp_path):
    rows = [
        {"title": "Bedre søvn", "effect": "Søvn op 12 %", "triple_aim": "Borgeroplevet kvalitet og økonomi"},
        {"title": "Færre fald", "effect": "Fald ned 30 %", "triple_aim": "Befolkningens sundhed"},
        {"title": "Uden mål", "indicator": "Indlæggelser"},
    ]
    uploads.load(engine, *rows, source="Resultater", month=NOVEMBER, now=uploads.at(76))
    block = sheet_of(url, tmp_path).block("results")
    assert block.answer == "3 indsatser fortæller om resultater."
    assert [(line.text, line.note) for line in block.lines] == [
        ("Befolkningens sundhed: 1", "Færre fald: Fald ned 30 %"),
        ("Borgernes oplevelse: 1", "Bedre søvn: Søvn op 12 %"),
        ("Omkostninger: 1", "Bedre søvn: Søvn op 12 %"),
        ("Uden angivet mål: 1", "Uden mål: Indlæggelser"),
    ]


LIST = [["Projekt", "Status"], ["Akutteam", "I gang"], ["Faldklinik", "I gang"]]


def measured_list(engine, folder):
    """Load a list in which Akutteam is measured in two dimensions, and Faldklinik turns in one of them."""
    turns = [24, 26, 25, 27, 24, 26, 25, 27, 26, 18, 17, 19, 18, 17, 16, 18, 17, 16]
    rests = [12, 14, 11, 13, 12, 14, 11, 13, 12, 14, 11, 13]
    given = (
        (
            "Akutteam",
            "Udgift pr. borger i de kommuner, der har været med fra begyndelsen",
            rests,
            "Omkostninger",
        ),
        ("Akutteam", "Tryghed", rests, "Borgeroplevet kvalitet"),
        ("Faldklinik", "Ventetid", turns, "Borgeroplevet kvalitet"),
    )
    rows = [
        [*row, dimension]
        for title, name, numbers, dimension in given
        for row in long_rows(numbers, title=title, indicator=name, unit="antal")
    ]
    path = save_workbook(folder / "maalt.xlsx", Liste=LIST, Målinger=[[*LONG, "Triple Aim"], *rows])
    load_file(
        engine, path, name="maalt.xlsx", source="Målt", month=NOVEMBER, now=uploads.at(76), by="konsulent"
    )


def test_each_aim_is_told_by_its_own_indicators_the_strongest_first_and_uncut(engine, url, tmp_path):
    measured_list(engine, tmp_path)
    lines = {line.text: line.note for line in sheet_of(url, tmp_path).block("results").lines}
    said = lines["Omkostninger: 1"]
    assert said.startswith(
        "Akutteam: Udgift pr. borger i de kommuner, der har været med fra begyndelsen: fra "
    )
    assert said.endswith("Kun tilfældige udsving om medianen")
    assert lines["Borgernes oplevelse: 2"].startswith("Faldklinik: Ventetid: fra ")


def test_those_with_and_without_a_result_make_up_all_and_lead_to_where_they_are(engine, url, tmp_path):
    measured_list(engine, tmp_path)
    figures = figures_of(sheet_of(url, tmp_path))
    with request_of(url, tmp_path):
        pack = build_pack(PackOrder(Criteria(), frozenset(), HOST))
    told = {it.text: (it.count, it.address) for it in pack.unknowns}
    untold = figures["all"][0] - figures["results"][0]
    assert (figures["results"][0], untold) == (2, 14)
    assert told["Uden oplyst resultat"] == (untold, f"{HOST}/effekt#uden-maalinger")


def test_red_that_was_told_last_in_an_earlier_month_says_so(engine, url, tmp_path):
    row = {"title": "Gået i stå", "traffic_light": "red", "end": uploads.day_value("2026-09-01")}
    for month, now in ((uploads.SEPTEMBER, 12), (uploads.OCTOBER, 40)):
        uploads.load(engine, row, source="Klyngen", month=month, now=uploads.at(now))
    (line,) = sheet_of(url, tmp_path).block("stop").lines
    assert line.note.startswith("rød siden september 2026 (2 måneder), senest indmeldt i oktober, ")


def test_what_is_ripe_stuck_or_lacks_money_is_named_and_proposed(engine, url, tmp_path):
    end = uploads.day_value("2026-09-01")
    rows = [
        {"title": "Moden", "spread_potential": "high", "status": "in_operation"},
        {"title": "Gået i stå", "traffic_light": "red", "status": "active", "end": end},
        {"title": "Uden penge", "status": "active", "remarks": "Venter på svar om finansiering"},
    ]
    uploads.load(engine, *rows, source="Flere", month=NOVEMBER, now=uploads.at(76))
    sheet = sheet_of(url, tmp_path)
    assert [line.text for line in sheet.block("spread").lines] == ["Moden"]
    assert [line.text for line in sheet.block("stop").lines] == ["Gået i stå"]
    assert ("Uden penge", "»Venter på svar om finansiering«") in [
        (line.text, line.note) for line in sheet.block("lacks").lines
    ]
    assert [decision.title for decision in sheet.decisions] == [
        "Skal »Moden« udbredes?",
        "Skal »Gået i stå« stoppe, ændres eller fortsætte?",
        "Hvem finansierer »Uden penge«?",
    ]


def test_what_people_recommend_stands_first_and_what_they_advise_against_is_not_named(engine, url, tmp_path):
    rows = [
        {"title": "Moden", "spread_potential": "high", "status": "in_operation"},
        {"title": "Frarådet", "spread_potential": "high", "status": "in_operation"},
        {"title": "Valgt", "status": "active"},
    ]
    uploads.load(engine, *rows, source="Spredning", month=NOVEMBER, now=uploads.at(76))
    with writing(engine) as session:
        known = {title: id_ for id_, title in session.execute(select(Version.initiative_id, Version.title))}
        for title, word in (("Valgt", "recommended"), ("Frarådet", "not_recommended")):
            said = Recommended(Recommendation(word), "Prøvet i tre kommuner", "Spredningsgruppen")
            recommend(session, known[title], said, now=uploads.at(77), by="konsulent")
    sheet = sheet_of(url, tmp_path)
    lines = sheet.block("spread").lines
    assert [line.text for line in lines] == ["Valgt", "Moden"]
    assert lines[0].note.startswith("Anbefales spredt")
    assert sheet.decisions[0].title == "Skal »Valgt« udbredes?"
    assert sheet.decisions[0].text == "Den er anbefalet til spredning. I alt 2 kan være klar."


def test_the_page_says_what_the_new_year_changes_and_nothing_of_it_afterwards(engine, url, tmp_path):
    assert sheet_of(url, tmp_path).block("transition").heading == "Hvad ændrer 1. januar 2027?"
    app = create_app(Settings(url, tmp_path), None, lambda: dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC))
    with app.server.test_request_context("/"):
        data.look_from(None)
        assert build_sheet(Criteria(), HOST).block("transition") is None


# --- The decisions are kept on the agenda of their next meeting


@pytest.fixture
def planned(engine):
    number = series(engine, now=at(1), name="Direktørforum", rhythm=Rhythm.HALF_YEARLY, is_directors=True)
    return meetings(engine, number, dt.date(2026, 12, 14), now=at(1))[0]


def laid_out(url, folder):
    with request_of(url, folder):
        return json.dumps(directors.layout(), cls=PlotlyJSONEncoder, ensure_ascii=False)


def test_what_stands_on_the_agenda_takes_the_place_of_proposals(engine, url, tmp_path, planned):
    with writing(engine) as session:
        own = OwnPoint("Skal alle lister komme hver måned?", AgendaSection.DECIDE, "To mangler.")
        deeds.add_point(session, planned, own, now=at(28, hour=8), by=BY)
        own = OwnPoint("Til orientering", AgendaSection.INFORM)
        deeds.add_point(session, planned, own, now=at(28, hour=8), by=BY)
    sheet = sheet_of(url, tmp_path)
    assert sheet.next_meeting == "mandag 14. december 2026 kl. 09.00"
    assert sheet.decisions[0].title == "Skal alle lister komme hver måned?"
    assert sheet.decisions[0].key
    assert len(sheet.decisions) <= 3
    assert "Til orientering" not in [decision.title for decision in sheet.decisions]
    page = laid_out(url, tmp_path)
    assert f"/moeder/{planned}/ret" in page
    assert f"/moeder/{planned}/tilfoej" in page


def test_without_a_meeting_to_keep_them_the_page_says_how_to_get_one(engine, url, tmp_path):
    page = laid_out(url, tmp_path)
    assert "Planlæg et møde i direktørforum" in page
    assert "/tilfoej" not in page


def test_as_of_an_earlier_day_nothing_is_edited(engine, url, tmp_path, planned):
    with request_of(url, tmp_path):
        page = json.dumps(directors.layout(pr="2026-11-25"), cls=PlotlyJSONEncoder, ensure_ascii=False)
    assert "/tilfoej" not in page


def test_an_empty_portfolio_says_so(sqlite_engine, url, tmp_path):
    assert "Direktørforum" in laid_out(url, tmp_path)


# --- On paper


def test_the_pdf_is_one_page_of_a4_for_all(engine, url, tmp_path):
    app = create_app(Settings(url, tmp_path), None, lambda: dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC))
    answer = app.server.test_client().get(DIRECTORS_FILE)
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    assert answer.mimetype == "application/pdf"
    assert len(reader.pages) == 1
    assert reader.root_object["/Lang"] == "da"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    text = " ".join(reader.pages[0].extract_text().split())
    assert "Ingen af 14 indsatser har indmeldt resultater; 3 er røde." in text
    assert "Hvad ved vi ikke?" in text
    assert app.server.test_client().get(DIRECTORS_FILE).data == answer.data


def test_it_stays_one_page_whatever_lists_say(engine, url, tmp_path):
    end, long = (
        uploads.day_value("2026-09-01"),
        "Et meget langt navn på en indsats om samarbejde på tværs " * 3,
    )
    rows = [
        {
            "title": f"{number} {long}",
            "focus_area": f"Fokusområde nr. {number}",
            "status": ("idea", "planned", "active", "paused", "completed", "in_operation", "stopped")[number],
            "traffic_light": "red",
            "spread_potential": "high",
            "end": end,
            "remarks": f"Mangler finansiering og kommissorium. {HOSTILE} {long * 3}",
            "effect": long * 4,
        }
        for number in range(7)
    ]
    uploads.load(engine, *rows, source="Lange", month=NOVEMBER, now=uploads.at(76))
    sheet = sheet_of(url, tmp_path)
    with request_of(url, tmp_path):
        assert len(pypdf.PdfReader(io.BytesIO(directors_pdf(sheet))).pages) == 1
