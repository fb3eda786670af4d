"""Whatever stands in a sheet, its page is whole and holds no markup but our own, and a terminal shows it."""

import datetime as dt
import io
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from etl.report import page, print_summary, summary_of
from portfolio.errors import FileRefusedError
from tests.builders.grids import WORDS, make_sheet, read

HEADER = ["Nr.", "Projekt", "Status", "Slut", "Budget", "Kommuner", "Noget"]
NASTY = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["<b>", "</td>", '"><script>', "[bold]", "\x1b[2J", "{count}", "%s", "'!A1", "\u202e", "&amp;", "❌"]
    ),
    st.sampled_from(["I gang", "1/3-26", "500.000", "Ishøj", "", "?"]),
    st.integers(-5, 60_000),
    st.none(),
)
TAGS = re.compile(r"<(/?[a-zA-Z!][^\s>]*)")
OURS = {
    *("!DOCTYPE", "html", "head", "meta", "title", "style", "body", "header", "main", "section"),
    *("h1", "h2", "h3", "p", "div", "span", "strong", "i", "ul", "li", "dl", "dt", "dd"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(NASTY, min_size=7, max_size=7), max_size=6), NASTY, st.sampled_from(["da", "en"]))
def test_any_sheet_gives_a_whole_page_and_a_terminal_page(cells, heading, language):
    plain = [[n, word, "I gang", "1/3-26", 5, "Ishøj", "x"] for n, word in enumerate(WORDS[:3], 1)]
    sheet = make_sheet([[*HEADER[:6], str(heading)], *plain, *cells], f"Ark {heading}"[:31])

    try:
        summary = summary_of(read(sheet, name=f"{heading}.xlsx"), language)
    except FileRefusedError:
        return
    told = io.StringIO()
    print_summary(summary, Console(file=told, width=80), language)
    text = page([summary], on=dt.date(2026, 11, 27), version="1", language=language)

    assert "\x1b" not in told.getvalue()
    assert {tag.removeprefix("/") for tag in TAGS.findall(text)} <= OURS
    assert "\x1b" not in text
    assert text.count("<td") == text.count("</td>")
