"""The page that check writes to mail: readable for all, on any screen, and nothing asked of anyone."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Page

from etl.report import FileSummary, page, summary_of, summary_of_refusal
from etl.run import read_file
from portfolio.errors import FileRefusedError
from portfolio.records import FileFacts
from tests.browser.conftest import SAMPLES, Watch
from tests.browser.reach import axe_faults, own_faults

pytestmark = pytest.mark.browser

LISTS = (
    "02_Projektoversigt_Planomraade_Syd_jan2020.xlsx",
    "07_Implementering_af_aftaler_Region_Midtjylland_juni2019.xlsx",
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def summaries() -> list[FileSummary]:
    """Give a list with an error, a wide matrix, and a file that was refused."""
    read = [summary_of(read_file(SAMPLES / name, name, None)) for name in LISTS]
    refused = summary_of_refusal(FileFacts("x.xlsx", 9, "ab" * 32, ""), FileRefusedError("file.damaged"))
    return [*read, refused]


def test_the_page_has_no_violation_light_and_dark_wide_and_narrow(page_file: Path, page: Page, watch: Watch):
    page.goto(page_file.as_uri())

    for scheme in ("light", "dark"):
        for width in (1366, 390, 320):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})

            pale = [it for it in own_faults(page, ("textContrast",)) if it.startswith("contrast")]
            assert pale == [], (scheme, width)
            is_wide, is_light = width == 1366, scheme == "light"  # the dark page has other colours, no more
            if is_wide or is_light:
                assert axe_faults(page, with_contrast=is_wide, with_structure=is_light) == [], (scheme, width)
            assert page.evaluate(OVERFLOW) <= 0, (scheme, width)
    assert watch.errors == []
    assert [url for url in watch.foreign if not url.startswith("file:")] == []


@pytest.fixture(params=["one", "many"])
def page_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give the page of one list, and of several."""
    files = summaries() if request.param == "many" else summaries()[:1]
    path = tmp_path / "tjek.html"
    path.write_text(page(files, on=dt.date(2026, 11, 27), version="0.1.0"), encoding="utf-8")
    return path
