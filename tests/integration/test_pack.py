"""The status pack: its numbers are the pages', and its files open, say what they are, and stay the same."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from pptx import Presentation
from pptx.util import Pt

from dashboard import data, measures
from dashboard.components.figure_card import charts_in
from dashboard.exports.pack.glyphs import shown
from dashboard.exports.pack.pdf import pack_pdf
from dashboard.exports.pack.sheets import pack_workbook
from dashboard.exports.pack.slides import pack_slides
from dashboard.exports.pack.values import Part
from dashboard.filters import Asked
from dashboard.pages import overview
from portfolio.database import make_engine
from portfolio.selection import Criteria
from tests.builders.packs import FORMULAS, HOSTILE, ODD, SINCE, fill, pack_of, request_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def url(sqlite_url):
    engine = make_engine(sqlite_url)
    fill(engine)
    engine.dispose()
    return sqlite_url


@pytest.fixture
def asked(url, tmp_path):
    """Give a request in which packs can be built."""
    with request_of(url, tmp_path):
        yield


@pytest.fixture
def pack(asked):
    return pack_of()


# --- What it says


def test_the_figures_are_those_of_overblik(pack):
    view, seen = overview.PAGE.view(Asked(Criteria(since=SINCE))), overview._Seen(*_seen())
    told = {figure.name: figure for figure in overview._figures(seen, seen.gaps())}
    own = {figure.label: figure for figure in pack.figures}
    assert pack.cover.message == view.title
    shared = own.keys() & told.keys()
    assert len(shared) == 5
    assert {name: own[name].shown for name in shared} == {name: told[name].value for name in shared}
    assert own["Røde"].value == 3
    assert own["Røde"].change == "1 flere end 31.10.2026"
    assert own["Røde"].change in told["Røde"].note


def _seen():
    known, criteria = data.portfolio(), Criteria(since=SINCE)
    chosen, earlier = known.chosen(criteria), data.earlier(SINCE)
    return known, criteria, chosen, earlier, measures.got_worse(chosen, earlier.lights)


def test_the_charts_numbers_are_those_of_overblik(pack):
    view = overview.PAGE.view(Asked(Criteria(since=SINCE)))
    pages = {chart.name: chart.numbers for chart in charts_in(view.body)}
    for chart in pack.charts:
        if chart.key == "months":
            continue
        rows = {str(getattr(row[0], "text", row[0])): row[1:] for row in pages[chart.key].rows}
        for place, name in enumerate(chart.categories):
            told = [int(cell.value) for cell in rows[name] if cell.value]
            own = [series.values[place] for series in chart.series if series.values[place]]
            assert sorted(own) == sorted(told)[: len(own)]


def test_each_exception_stands_once_and_the_headings_count_all(pack):
    groups = {group.key: group for group in pack.groups}
    ids = [row.id for row in pack.exceptions()]
    assert len(ids) == len(set(ids))
    assert groups["red"].heading == "3 indsatser er røde"
    assert (groups["worse"].total, len(groups["worse"].rows)) == (2, 1)
    assert groups["worse"].note == "1 af dem står allerede ovenfor."
    assert groups["late"].total == 1
    assert (groups["unexplained"].total, groups["unexplained"].rows) == (1, ())


def test_a_row_says_why_it_stands_there_and_where_it_is_from(pack):
    row = next(row for row in pack.exceptions() if row.title == "Fælles gravidteam")
    assert (row.before.word, row.light.word) == ("Gul", "Rød")
    assert row.reasons == ("fra Gul til Rød", "rød uden forklaring")
    assert row.origin.file_name == "Projektliste.xlsx"
    assert row.origin.cell == "A2"


def test_a_page_holds_the_facts_with_their_cells_and_the_lights_by_month(pack):
    page = next(page for page in pack.pages if page.title == "Sårpleje i eget hjem")
    assert [(fact.label, fact.text, fact.cell) for fact in page.facts] == [("Status", "I gang", "C3")]
    assert [(it.label, it.light.word) for it in page.months] == [("sep. 26", "Rød"), ("nov. 26", "Rød")]
    assert page.light_since == "siden september 2026 (2 måneder)"
    assert len(pack.pages) == pack.figures[0].value


def test_what_is_not_known_is_said(pack):
    told = {unknown.text: unknown.count for unknown in pack.unknowns}
    assert told["Uden oplyst resultat"] == pack.figures[0].value
    assert told["Uden trafiklys"] == 2


def test_an_empty_selection_makes_a_pack_that_says_so(asked):
    pack = pack_of(Criteria(text="findes ikke"))
    assert pack.cover.message == "Ingen indsatser opfylder filtrene"
    assert "Ingen indsatser opfylder filtrene" in text_of(pack_pdf(pack))
    assert slides_of(pack)[0].shapes.title.text_frame.text.startswith("Statuspakke")
    assert load_workbook(io.BytesIO(pack_workbook(pack))).sheetnames[0] == "Læs mig"


def test_a_part_that_nobody_asked_for_is_left_out(asked):
    pack = pack_of(parts=frozenset({Part.CHARTS}))
    text = text_of(pack_pdf(pack))
    assert "Billedet" in text
    assert not re.search("Undtagelser|Beslutninger, der ønskes|Ændringer|Indsatserne", text)


def test_a_pack_speaks_the_readers_language(url, tmp_path):
    with request_of(url, tmp_path, "en"):
        pack = pack_of()
        reader = pypdf.PdfReader(io.BytesIO(pack_pdf(pack)))
        assert reader.root_object["/Lang"] == "en"
        assert "Decisions wanted" in reader.pages[0].extract_text()
        assert {run.get("lang") for run in runs_of(slides_of(pack))} == {"en-GB"}


# --- PDF


def text_of(made):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def tags_of(reader):
    """Give every tag of a document with its alternative text."""
    waiting, found = [reader.root_object["/StructTreeRoot"]], []
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            found += [(part["/S"], part.get("/Alt"))] if "/S" in part else []
            waiting += [part["/K"]] if "/K" in part else []
    return found


def test_the_pdf_is_for_all(pack):
    reader = pypdf.PdfReader(io.BytesIO(pack_pdf(pack)))
    root, tags = reader.root_object, tags_of(reader)
    counts = Counter(tag for tag, _ in tags)
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Statuspakke · 28. november 2026"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    alts = sorted(alt for tag, alt in tags if tag == "/Figure")
    assert alts == sorted(chart.alt for chart in pack.charts)
    assert min(counts[tag] for tag in ("/H1", "/H2", "/TH", "/TD", "/Table")) > 0
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages}
    assert sizes == {(595, 842)}


def test_the_pdf_has_bookmarks_to_its_parts_and_initiatives(pack):
    reader = pypdf.PdfReader(io.BytesIO(pack_pdf(pack)))
    titles = [it.title for it in flat(reader.outline)]
    parts = ["Undtagelser", "Beslutninger, der ønskes", "Ændringer", "Billedet", "Indsatserne"]
    assert [title for title in titles if title in parts] == parts
    assert "Fælles gravidteam" in titles


def flat(outline):
    for part in outline:
        if isinstance(part, list):
            yield from flat(part)
        else:
            yield part


def test_no_text_of_a_list_is_read_as_markup(pack):
    text = " ".join(text_of(pack_pdf(pack)).split())
    assert "root:" not in text
    assert '#read("/etc/passwd") *fed* $x$ \\ _kursiv_ <kilder> @kilder' in text.replace("- ", "")


def test_characters_without_a_shape_are_shown_as_missing():
    assert shown(ODD) == "Smil �, ��,  og\nny linje"
    assert shown("Ærø – 3 ≥ 2 … Łódź") == "Ærø – 3 ≥ 2 … Łódź"


def test_every_figure_of_the_pack_stands_in_the_pdf(pack):
    text = " ".join(text_of(pack_pdf(pack)).split())
    for figure in pack.figures:
        assert re.search(rf"{figure.shown} ?{figure.label}", text)
    for row in pack.exceptions():
        assert shown(row.title).split()[0] in text


# --- Slides


def slides_of(pack):
    return Presentation(io.BytesIO(pack_slides(pack))).slides


def runs_of(slides):
    name = "{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"
    for slide in slides:
        yield from slide._element.iter(name)


def test_every_slide_has_a_title_of_its_own_and_no_empty_place(pack):
    slides = slides_of(pack)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert len(titles) == len(set(titles))
    assert all(titles)
    for slide in slides:
        assert all(holder.has_text_frame and holder.text_frame.text.strip() for holder in slide.placeholders)


def test_no_text_on_a_slide_is_small_and_all_is_said_to_be_danish(pack):
    slides = slides_of(pack)
    sizes = {int(run.get("sz")) for run in runs_of(slides) if run.get("sz")}
    assert min(sizes) >= Pt(18).pt * 100
    assert {run.get("lang") for run in runs_of(slides)} == {"da-DK"}


def test_every_slide_says_in_its_notes_what_it_rests_on(pack):
    for slide in slides_of(pack):
        notes = slide.notes_slide.notes_text_frame.text
        assert re.search(r"Kilde: 2 lister|Står i .*: Projektliste.xlsx", notes)


def test_tables_and_charts_are_told_in_words(pack):
    shapes = [
        shape for slide in slides_of(pack) for shape in slide.shapes if shape.has_chart or shape.has_table
    ]
    assert shapes
    assert all(shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in shapes)


def test_charts_are_native_and_their_workbooks_hold_only_what_is_shown(pack):
    charts = [shape.chart for slide in slides_of(pack) for shape in slide.shapes if shape.has_chart]
    assert len(charts) == len(pack.charts) == 3
    for chart, spec in zip(charts, pack.charts, strict=True):
        plot = chart.plots[0]
        assert [str(name) for name in plot.categories] == [*spec.categories]
        assert [(it.name, tuple(map(int, it.values))) for it in plot.series] == [
            (it.name, it.values) for it in spec.series
        ]
        book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
        assert book.sheetnames == ["Sheet1"]
        assert rows[0] == [None, *(it.name for it in spec.series)]
        assert [row[0] for row in rows[1:]] == [*spec.categories]
        assert len(rows) == len(spec.categories) + 1
        assert "f" not in types_of(book)


# --- Workbook


def types_of(book):
    return {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}


def test_no_cell_of_the_workbook_is_a_formula(pack):
    book = load_workbook(io.BytesIO(pack_workbook(pack)))
    texts = {cell.value for row in book["Oplysninger"].iter_rows() for cell in row}
    assert "f" not in types_of(book)
    assert {*FORMULAS} - {"\t=1"} <= texts
    assert HOSTILE in texts


def test_the_workbook_says_what_it_is_first_and_has_a_table_a_sheet(pack):
    book = load_workbook(io.BytesIO(pack_workbook(pack)))
    assert book.sheetnames[0] == "Læs mig"
    assert book["Læs mig"]["A2"].value == pack.cover.message
    assert all(len(sheet.tables) == 1 for sheet in book.worksheets[1:])
    figures = [[cell.value for cell in row] for row in book["Tal"].iter_rows(min_row=2)]
    assert [(row[0], row[1]) for row in figures] == [(it.label, it.value) for it in pack.figures]
    assert all("Kilde: 2 lister" in row[5] for row in figures)


def test_the_workbooks_charts_draw_the_very_cells_beside_them(pack):
    book = load_workbook(io.BytesIO(pack_workbook(pack)))
    drawn = [(sheet, chart) for sheet in book for chart in sheet._charts]
    assert len(drawn) == len(pack.charts) == 3
    for (sheet, chart), spec in zip(drawn, pack.charts, strict=True):
        assert {it.val.numRef.f.rpartition("!")[0].strip("'") for it in chart.series} == {sheet.title}
        for series, told in zip(chart.series, spec.series, strict=True):
            cells, names = cells_at(sheet, series.val.numRef.f), cells_at(sheet, series.cat.strRef.f)
            assert (cells, names) == (told.values, spec.categories)
            assert [float(it.v) for it in series.val.numRef.numCache.pt] == [*told.values]
            assert cells_at(sheet, series.tx.strRef.f) == (told.name,)


def cells_at(sheet, formula):
    """Give the values of the column of cells that a chart points at."""
    column, first, _, last = range_boundaries(formula.rpartition("!")[2].replace("$", ""))
    return tuple(sheet.cell(row, column).value for row in range(first, last + 1))


def test_the_workbook_names_the_file_and_its_digest(pack):
    book = load_workbook(io.BytesIO(pack_workbook(pack)))
    rows = [[cell.value for cell in row] for row in book["Kilder"].iter_rows(min_row=2)]
    assert [row[-1] for row in rows] == [it.sha256 for it in pack.sources]
    assert all(len(row[-1]) == 64 for row in rows)


# --- The same bytes


def test_the_same_pack_is_the_same_bytes_in_another_process(url, tmp_path):
    digests = {
        subprocess.run(
            [sys.executable, "-m", "tests.builders.packs", url, str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "4711")
    }
    assert len(digests) == 1
    assert digests.pop().count("\n") == 3


def test_nothing_in_the_files_tells_when_they_were_made(pack):
    for made in (pack_slides(pack), pack_workbook(pack)):
        with zipfile.ZipFile(io.BytesIO(made)) as file:
            assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = file.read("docProps/core.xml").decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-11-27T23:00:00Z"}
