"""Direktørforum in a browser: one sheet of paper, and decisions put on the agenda and edited in place."""

import io

import pypdf
import pytest

pytestmark = pytest.mark.browser


def test_the_page_prints_on_one_sheet_of_a4(screen):
    page = screen.open("/direktoerforum")
    made = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
    assert len(made.pages) == 1
    text = " ".join(made.pages[0].extract_text().split())
    assert "Tre beslutninger" in text
    assert "Hvad ved vi ikke?" in text
    assert "Sæt på dagsordenen" not in text
