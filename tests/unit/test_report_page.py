"""The page to mail: whole, safe whatever the file holds, and the same content as in the terminal."""

import datetime as dt
import re
from html.parser import HTMLParser

import pytest

from etl.parse.cpr import MASK
from etl.report import page, summary_of, summary_of_refusal
from etl.report.markup import Markup, element, joined
from portfolio.errors import FileRefusedError
from portfolio.records import FileFacts
from tests.builders.grids import WORDS, make_sheet, read
from tests.builders.numbers import FORMS, cpr_numbers, written

POSSIBLE = written(next(cpr_numbers(22, oldest=80, has_checksum=False)), FORMS[0])
EVIL = "<script>alert('x')</script><img src=http://example.com onerror=\"x\">&amp;"
VOID = {"meta", "col", "br"}
ROWS = [
    ["Projektliste"],
    ["Nr.", "Projekt", "Kommuner", "Slut", "Budget", "Parkeringsplads"],
    [1, WORDS[0], "Ishøj", "1. maj 2026", "EUR 1.000", "P1"],
    [2, None, "Ishøj", "?", 5, None],
    [3, WORDS[1], "Ishøj, Vallensbk", "snarest", "nok", None],
    [4, WORDS[2], "Ishøj", "engang", 10_000, None],
]


class Parsed(HTMLParser):
    """A page's elements with their attributes, its text, and whether all that was opened was closed."""

    def __init__(self, text) -> None:
        super().__init__()
        self.elements, self.texts, self.open = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def made(*summaries, language="da"):
    return page(summaries, on=dt.date(2026, 11, 27), version="0.1.0", language=language)


def told(rows=ROWS, language="da", **more):
    return summary_of(read(make_sheet(rows), **more), language)


@pytest.fixture
def parsed():
    return Parsed(made(told()))


def test_the_page_is_whole_and_danish(parsed):
    assert parsed.open == []
    assert parsed.all("html") == [{"lang": "da"}]
    assert len(parsed.all("h1")) == len(parsed.all("main")) == 1
    assert "Listen er forstået: 3 indsatser i 1 tabel." in parsed.text
    assert "3 rækker læst" not in parsed.text
    assert "4 rækker læst = 3 indsatser + 1 afvist." in parsed.text


def test_nothing_is_run_or_fetched(parsed):
    text = made(told())

    assert {tag for tag, _ in parsed.elements}.isdisjoint(
        {"script", "link", "img", "iframe", "form", "object"}
    )
    assert not re.search(r"https?:|url\(|@import|javascript:", text)
    assert {key for _, attributes in parsed.elements for key in attributes if key.startswith("on")} == set()
    assert [link["href"][0] for link in parsed.all("a")] == []


def test_tables_have_captions_and_their_headings_a_scope(parsed):
    assert len(parsed.all("table")) == len(parsed.all("caption")) == 3
    assert {attributes.get("scope") for attributes in parsed.all("th")} == {"col", "row"}


def test_every_finding_is_on_the_page_with_its_cell():
    reading = read(make_sheet(ROWS))
    text = Parsed(made(summary_of(reading))).text

    for finding in reading.findings:
        assert finding.cell in text, finding
    assert "Skal rettes (1)" in text
    assert "mener du Vallensbæk?" in text or "Mener du Vallensbæk?" in text


def test_texts_of_a_file_are_never_markup():
    header, first, *rest = ROWS[1:]
    rows = [[EVIL], [*header, EVIL], [*first, EVIL], [9, f"Titel {EVIL}", EVIL, EVIL, EVIL, EVIL], *rest]

    text = made(summary_of(read(make_sheet(rows, name=f"Ark {EVIL}"), name=f"{EVIL}.xlsx")))

    assert Parsed(text).open == []
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;script&gt;" in text
    assert {tag for tag, _ in Parsed(text).elements} <= {tag for tag, _ in Parsed(made(told())).elements}


def test_a_colour_that_is_none_gives_no_style():
    fills = {(2, 1): "FFD966", (2, 2): 'red;background:url("http://example.com")', (3, 1): "000080"}

    text = made(summary_of(read(make_sheet(ROWS, fills=fills))))

    assert 'style="background:#FFD966;color:#111"' in text
    assert 'style="background:#000080;color:#fff"' in text
    assert "example.com" not in text


def test_the_picture_says_letters_fields_rows_and_what_became_of_them(parsed):
    for words in (
        "læst som Nr. Titel Kommuner Slut Budget –",
        "1 Arkets titel",
        "2 Overskrift",
        "4 Mangler titel",
    ):
        assert words in parsed.text


def test_a_cell_with_a_finding_is_marked_for_eyes_and_ears(parsed):
    assert {"flag warning", "flag error"} <= {cell.get("class") for cell in parsed.all("td")}
    assert "snarest (bør ses efter)" in parsed.text


def test_the_receipt_names_the_very_file():
    text = Parsed(made(told(name="Liste okt.xlsx"))).text

    for words in (
        "Liste okt.xlsx",
        "1 kB",
        "xlsx",
        "000000000000",
        "Tjekket 27. november 2026 med Tværblik 0.1.0",
    ):
        assert words in text


def test_a_refused_file_says_why_and_what_to_do():
    facts = FileFacts("x.xlsx", 3_000, "ab" * 32, "")

    text = Parsed(made(summary_of_refusal(facts, FileRefusedError("file.macros")))).text

    assert "Filen kunne ikke læses." in text
    assert "uden makroer" in text


def test_several_files_begin_with_an_overview_that_leads_to_each():
    parsed = Parsed(made(told(), told(name="b.xlsx")))

    links = [link["href"] for link in parsed.all("a")]
    assert links == ["#fil-1", "#fil-2"]
    assert {link[1:] for link in links} <= {attributes.get("id") for _, attributes in parsed.elements}
    assert "2 filer er læst. 2 ting skal rettes" in parsed.text
    assert [len(parsed.all(f"h{level}")) for level in (1, 2)] == [1, 2]


def test_the_page_can_be_english():
    parsed = Parsed(made(told(language="en"), language="en"))

    assert parsed.all("html") == [{"lang": "en"}]
    assert "The list was understood: 3 initiatives in 1 table." in parsed.text


def test_the_digits_of_a_possible_cpr_number_are_nowhere():
    header, first, *rest = ROWS[1:]
    rows = [["Projektliste", POSSIBLE], header, [*first[:5], f"AH {POSSIBLE}"], *rest]

    text = made(summary_of(read(make_sheet(rows, f"Ark {POSSIBLE}"), name=f"Liste {POSSIBLE}.xlsx")))

    assert POSSIBLE not in text
    assert MASK in text
    assert POSSIBLE[-4:] not in text


def test_only_what_is_markup_goes_through_unescaped():
    assert element("p", "<b>", element("i", 1), class_='"', hidden=True, title=None) == (
        '<p class="&quot;" hidden>&lt;b&gt;<i>1</i></p>'
    )
    assert joined("a\x1b", None, Markup("<br>")) == "a<br>"
