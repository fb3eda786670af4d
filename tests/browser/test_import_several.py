"""Several at once on the way of a list: files, answers, pairs, corrections; by keyboard and on a phone."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from portfolio.corrections import correct
from portfolio.database import make_engine, writing
from portfolio.tables import Initiative
from tests.browser.conftest import NOW, Site, Watch
from tests.browser.reach import axe_faults, own_faults
from tests.browser.screens import Draft, Screen, Upload
from tests.builders.uploads import NOVEMBER, OCTOBER, at, load
from tests.builders.workbooks import make_xlsx

pytestmark = pytest.mark.browser

HEADINGS = ("Nr.", "Titel", "Status", "Tovholder", "Start", "Slut", "Kommuner")
ROWS = (
    (
        1,
        "Tværgående svangreteam i almen praksis",
        "I gang",
        "Ida Ibsen",
        "januar 2026",
        "snart",
        "Viborg, Skive",
    ),
    (2, "Udgående hold for sårpleje", "I gang", "Bo Bosen", "maj 2026", "når vi ved det", "Randers"),
    (3, "Madskole for nye pensionister", "Planlagt", "Kim Kok", "august 2026", "maj 2028", "Horsens"),
)


@pytest.fixture
def upload(site: Site, page: Page) -> Upload:
    return Upload(page, site.origin)


@pytest.fixture
def draft(site: Site, page: Page) -> Draft:
    return Draft(page, site.origin)


def list_of(folder: Path, name: str, rows: Sequence[tuple[object, ...]] = ROWS) -> Path:
    return make_xlsx(folder, [HEADINGS, *rows], name=name)


def send(upload: Upload, draft: Draft, path: Path, **told: str) -> None:
    upload.open("/indlaes")
    upload.send(path, **told)
    draft.wait()


def of_their_own(upload: Upload, draft: Draft, folder: Path, *sources: str) -> None:
    """Send a list of each source that nobody has to answer anything about."""
    for source in sources:
        rows = [(1, f"Kun {source} gør det her", "I gang", "Ida Ibsen", "januar 2026", "maj 2028", "Randers")]
        send(upload, draft, list_of(folder, f"{source}.xlsx", rows), source=source, month="2026-11")


def without_faults(page: Page) -> None:
    assert axe_faults(page, with_contrast=False) == []
    assert own_faults(page) == []


def test_all_that_is_ready_is_loaded_by_keyboard_and_told_of_in_one_place(
    upload: Upload, draft: Draft, page: Page, watch: Watch, tmp_path: Path
):
    of_their_own(upload, draft, tmp_path, "Nordholdet", "Sydholdet")
    upload.open("/indlaes")
    without_faults(page)

    page.get_by_role("button", name="Indlæs alle 2, der er klar").press("Enter")

    expect(page.locator("#samlet h2")).to_have_text("Alle 2 lister er indlæst")
    expect(page).to_have_url(re.compile(r"samlet=\d+(,|%2C)\d+$"))
    page.reload()
    expect(page.locator("#samlet")).to_contain_text("Indlæst: 1 ny, 0 ændrede, 0 gået ud.")
    without_faults(page)
    assert watch.errors == []


def test_chosen_files_are_discarded_by_keyboard_and_had_again(
    upload: Upload, draft: Draft, page: Page, watch: Watch, tmp_path: Path
):
    of_their_own(upload, draft, tmp_path, "Nordholdet", "Sydholdet", "Vestholdet")
    upload.open("/indlaes")
    page.get_by_role("checkbox", name="Vælg Nordholdet.xlsx").press("Space")
    page.get_by_role("checkbox", name="Vælg Vestholdet.xlsx").press("Space")
    page.get_by_role("button", name="Kassér valgte").press("Enter")

    expect(page.locator("#toast")).to_contain_text("2 filer er kasseret.")
    expect(page.get_by_role("link", name="Vestholdet.xlsx")).to_have_count(0)
    expect(page.get_by_role("link", name="Sydholdet.xlsx")).to_have_count(1)
    expect(page.locator("input[name=kladde]:checked")).to_have_count(0)  # nothing else is chosen by its place
    expect(page.locator(".discarded summary")).to_have_text("2 filer er kasseret for nylig")

    page.locator("#toast").get_by_role("button", name="Fortryd").press("Enter")
    expect(page.get_by_role("link", name="Vestholdet.xlsx")).to_have_count(1)
    expect(page.locator(".discarded")).to_have_count(0)
    assert watch.errors == []


def test_one_box_chooses_all_and_none_chosen_is_told_in_place(
    upload: Upload, draft: Draft, page: Page, tmp_path: Path
):
    of_their_own(upload, draft, tmp_path, "Nordholdet")
    upload.open("/indlaes")
    page.get_by_role("button", name="Kassér valgte").click()
    expect(page.locator(".deed-refusal:visible")).to_have_text("Vælg mindst én fil. Intet er ændret.")

    page.get_by_label("Vælg alle").press("Space")

    boxes = page.locator("input[name=kladde]")
    expect(page.locator("input[name=kladde]:checked")).to_have_count(boxes.count())


def test_a_senders_answers_are_used_together_and_undone(
    upload: Upload, draft: Draft, page: Page, watch: Watch, tmp_path: Path
):
    send(upload, draft, list_of(tmp_path, "Madholdet oktober.xlsx"), source="Madholdet", month="2026-10")
    draft.step("Sammenlign")
    draft.confirm()
    number = page.url.rpartition("/")[2]
    sent = page.request.get(f"{upload.origin}/hent/svarark/{number}.xlsx").body()
    send(upload, draft, answered(sent, tmp_path), source="Madholdet 2", month="2026-11")
    draft.step("Tjek")
    without_faults(page)

    page.get_by_role("button", name="Brug de valgte svar").press("Enter")

    expect(page.locator("#toast")).to_contain_text("2 bemærkninger er besvaret med afsenderens ord.")
    said = page.locator(".finding-said")
    expect(said.first).to_contain_text("Afsenderens svar: “Efter sommer”")
    expect(said.first).to_contain_text("Svar fra Tværblik!D")
    without_faults(page)
    page.locator("#afsenderens-svar").get_by_role("button", name=re.compile("^Fortryd")).first.press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Brug svaret"))).to_have_count(1)
    assert watch.errors == []


def answered(sent: bytes, folder: Path) -> Path:
    """Answer two questions of a hand-back, as its sender does."""
    book = openpyxl.load_workbook(io.BytesIO(sent))
    asked = book["Svar fra Tværblik"]
    place = next(cell for row in asked.iter_rows() for cell in row if cell.value == "Jeres svar")
    for below, text in enumerate(("Efter sommer", "Det aftales på næste møde"), 1):
        asked.cell(place.row + below, place.column).value = text
    path = folder / "Madholdet november - svar.xlsx"
    book.save(path)
    return path


def test_rows_very_much_alike_are_confirmed_after_the_list_of_them_was_shown(
    upload: Upload, draft: Draft, page: Page, watch: Watch, tmp_path: Path
):
    send(upload, draft, list_of(tmp_path, "Madholdet.xlsx"), source="Madholdet", month="2026-11")
    draft.step("Sammenlign")
    draft.confirm()
    send(upload, draft, list_of(tmp_path, "Andre.xlsx"), source="Andre", month="2026-11")
    draft.step("Sammenlign")

    fold = page.locator("summary", has_text="Samme for alle 3, der ligner mindst 90 %")
    fold.press("Enter")
    confirm = page.get_by_role("button", name="Bekræft de 3 par som samme indsats")
    expect(confirm).to_be_visible()
    expect(page.locator(".pairs tbody tr")).to_have_count(3)
    without_faults(page)
    confirm.press("Enter")

    expect(page.locator(".match-said")).to_have_count(3)
    page.locator("#toast").get_by_role("button", name="Fortryd").press("Enter")
    expect(page.locator(".match-said")).to_have_count(0)
    assert watch.errors == []


def test_on_a_phone_the_state_is_seen_and_the_steps_take_one_line(
    upload: Upload, draft: Draft, page: Page, tmp_path: Path
):
    page.set_viewport_size({"width": 390, "height": 844})
    of_their_own(upload, draft, tmp_path, "Nordholdet")
    draft.step("Genkend")
    expect(page.locator(".step[aria-current]")).to_contain_text("Trin 2 af 5: Genkend")
    box = page.locator(".way").bounding_box()
    assert box is not None
    assert box["height"] < 70

    upload.open("/indlaes")
    expect(page.locator("table.stacked").first).to_be_visible()
    for table in page.locator("table.stacked").all():
        region = table.locator("xpath=..")
        assert region.evaluate("it => it.scrollWidth - it.clientWidth") <= 0
    expect(page.locator(".waiting-files tr", has_text="Nordholdet")).to_contain_text("Klar til at indlæse")
    cut = "all => all.filter(it => it.scrollWidth > it.clientWidth + 1).map(it => it.textContent)"
    assert page.locator(".waiting-files td, .waiting-files th").evaluate_all(cut) == []
    without_faults(page)


def test_the_picture_of_a_sheet_fits_the_paper(upload: Upload, draft: Draft, page: Page, tmp_path: Path):
    wide = make_xlsx(tmp_path, [(*HEADINGS, *(f"Felt {n}" for n in range(20))), *ROWS], name="Bred.xlsx")
    send(upload, draft, wide, source="Bredholdet", month="2026-11")
    draft.step("Genkend")
    page.set_viewport_size({"width": 1000, "height": 700})  # A4 on its side, in the browser's points
    page.emulate_media(media="print")

    wider = page.locator("table.sheet").evaluate("it => it.scrollWidth - it.parentElement.clientWidth")
    assert wider <= 0
    expect(page.locator("table.sheet .only-paper").first).to_be_visible()


def test_a_correction_that_a_list_has_moved_from_is_kept_by_keyboard(
    site: Site, page: Page, watch: Watch, tmp_path: Path
):
    engine = make_engine(f"sqlite:///{tmp_path / 'tvaerblik.db'}")
    load(engine, {"title": "Fodpleje hjemme", "owner": "Viborg Kommune"}, month=OCTOBER, now=at(1))
    with writing(engine) as session:
        newest = session.scalar(select(func.max(Initiative.id)))
        correct(session, newest, "owner", "Skive Kommune", reason="aftalt", now=at(5), by="Ida")
    load(engine, {"title": "Fodpleje hjemme", "owner": "Lemvig Kommune"}, month=NOVEMBER, now=NOW)
    engine.dispose()
    Screen(page, site.origin).open("/indlaes")
    page.get_by_text("1 rettelse skal ses igen").get_by_role("link", name="Se dem").press("Enter")

    waiting = page.locator("#rettelser")
    expect(waiting).to_contain_text("Lemvig Kommune")
    without_faults(page)
    waiting.get_by_role("button", name="Behold rettelsen: Ejer, Fodpleje hjemme").press("Enter")

    expect(waiting).to_have_count(0)
    assert watch.errors == []
