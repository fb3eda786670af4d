"""The pack's slides opened in another office suite: LibreOffice makes a page of each, with its text."""

import shutil
import subprocess

import pypdf
import pytest

from dashboard.exports.pack.slides import pack_slides
from portfolio.database import make_engine
from tests.builders.packs import fill, pack_of, request_of

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]

_SECONDS = 300


def test_libreoffice_turns_each_slide_into_a_page(sqlite_url, tmp_path):
    engine = make_engine(sqlite_url)
    fill(engine)
    engine.dispose()
    with request_of(sqlite_url, tmp_path):
        pack = pack_of()
        (tmp_path / "pakke.pptx").write_bytes(pack_slides(pack))
    program = shutil.which("soffice")
    assert program, "LibreOffice Impress is needed: run tests/tools.sh"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "pakke.pptx")], check=True, capture_output=True, timeout=_SECONDS
    )
    pages = pypdf.PdfReader(tmp_path / "pakke.pdf").pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    assert "3 af 14 indsatser er røde" in texts[0]
    assert all(f"{figure.shown} {figure.label}"[:9] in texts[1] for figure in pack.figures)
    charts = [text for text in texts if pack.charts[0].title in text]
    assert len(charts) == 1
    assert all(page.title in " ".join(texts) for page in pack.pages if page.title.isalpha())
    assert {round(page.mediabox.width / page.mediabox.height, 2) for page in pages} == {1.78}
