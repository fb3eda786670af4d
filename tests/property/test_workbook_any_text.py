"""Any text written into a workbook is read back as that text, never as a formula, a link or a number."""

import datetime as dt
import warnings

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboard.exports.workbook import ReadMe, SheetColumn, SheetTable, workbook

MADE_AT = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
FORMULA_LIKE = st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.dk", "1", "TRUE", "#N/A"])


@settings(deadline=None)
@given(texts=st.lists(st.text(min_size=1, max_size=60) | FORMULA_LIKE, min_size=1, max_size=20))
def test_any_text_stays_the_text_it_is(texts):
    table = SheetTable("Tal", [SheetColumn("Titel")], [[text] for text in texts])
    file = workbook(ReadMe("Læs mig", "Titel", "", [], "da", MADE_AT), table)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of signs that it takes for dates
        sheet = load_workbook(file)["Tal"]
        cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(texts)
    for cell, text in zip(cells, texts, strict=True):
        assert cell.value == text.replace("\r\n", "\n").replace("\r", "\n") or "_x" in str(cell.value)
        assert cell.hyperlink is None
