"""The whole journey in English: nothing Danish is left but what the lists themselves say."""

import json
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portfolio.fields import FIELDS, GROUP_LABELS
from portfolio.reference import load_reference
from portfolio.rules.gaps import GAP_LABELS
from portfolio.vocabulary import LABELS, UNKNOWN, Label
from tests.browser.conftest import SAMPLES, Site, Watch, served
from tests.browser.reach import settle
from tests.browser.screens import Draft, Screen, Upload
from tests.builders.catalogues import catalogue

pytestmark = pytest.mark.browser

TEXTS = """() => {
  const found = [], skipped = "script, style, noscript, q, .claim-text, .nav-language";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), parent = walker.currentNode.parentElement;
    const isData = Boolean(parent.closest("td, th[scope=row], h1"));
    if (text && !parent.closest(skipped)) found.push([text, isData]);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!element.closest(skipped)) found.push([element.getAttribute(name).trim(), false]);
  return [...found, [document.title, true]].filter(([text]) => text);
}"""
"""Every text of the page but quotations: the text, and whether it stands where data does."""

DANISH_WORDS = re.compile(
    r"[æøåÆØÅ]|\b(?:og|ikke|er|af|til|med|som|der|det|den|de|et|har|fra|lister?|fil|indsatser?|klynger?"
    r"|kommuner?|vis|skjul|uden|ingen|siden|nyeste|antal|indlæst|alle|eller|ved|efter|kilder?|mangler|seneste)\b",
    re.IGNORECASE,
)
MENU = {
    "Status": "/status",
    "Focus areas": "/fokusomraader",
    "Clusters and municipalities": "/klynger",
    "Spread": "/spredning",
    "Effect": "/effekt",
    "Initiatives": "/indsatser",
    "Trials": "/proevehandlinger",
    "Transition 2027": "/overgang",
    "Process": "/proces",
    "Comments": "/kommentering",
    "Evaluations": "/evalueringer",
    "Organisation": "/organisation",
    "Meetings": "/moeder",
    "Upload": "/indlaes",
    "Sources": "/kilder",
    "Missing": "/mangler",
    "Maybe the same": "/ens",
}
UNUSUAL = (
    "/?q=nosuchinitiative",
    "/status?lys=lilla",
    "/status?lys=roed,gul&klynge=rm-randers&udgaaede=ja",
    "/indsatser?sort=-slut&mangler=uden-slutdato",
    "/indsatser/987654",
    "/indlaes/987654",
    "/kilder/987654",
    "/nowhere",
)


def _labels() -> Iterable[Label]:
    yield UNKNOWN
    for labels in LABELS.values():
        yield from labels.values()
    yield from (field.label for field in FIELDS.values())
    yield from GROUP_LABELS.values()
    yield from GAP_LABELS.values()


def _danish_only() -> frozenset[str]:
    """Texts and labels that are written otherwise in English, and that no English text is like."""
    english = {form for entry in catalogue("en").values() for form in entry.forms} | {
        it.en for it in _labels()
    }
    danish = {form for entry in catalogue("da").values() for form in entry.forms} | {
        it.da for it in _labels()
    }
    return frozenset(danish - english)


def _names() -> frozenset[str]:
    """Names that are Danish in any language."""
    known = load_reference()
    names = {organisation.name for organisation in known.organisations}
    names |= {name for area in known.focus_areas for name in (area.name, area.short_name)}
    names |= {text for body in known.organisations for text in (body.task,) if text}
    names |= {seat.role for seat in known.seats} | {it.name for it in known.agreements}
    names |= {goal.text for goal in (*known.goals, *known.value_goals)}
    return frozenset(names | {"Tværblik", "prøve"})


def _stored(database: Path) -> str:
    """Everything that is stored, as one text in small letters: what the lists say."""
    pieces = []
    with sqlite3.connect(database) as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            for row in connection.execute(f'select * from "{table}"'):
                pieces += [_unescaped(value) for value in row if isinstance(value, str)]
    return " ".join("\n".join(pieces).lower().split())


def _unescaped(value: str) -> str:
    """Give what is written in JSON as the texts in it; anything else as it is."""
    if not value.startswith(("{", "[")):
        return value
    try:
        return json.dumps(json.loads(value), ensure_ascii=False).replace('\\"', '"').replace("\\n", " ")
    except ValueError:
        return value


def _is_danish(text: str, stored: str, names: Iterable[str]) -> bool:
    """Tell whether a text is Danish and neither a name, the longest first, nor something that a list says."""
    rest = re.sub(r"“[^”]*”|'[^']*'![A-Z]+\d+", " ", text)  # quotations, and cells of sheets
    if not DANISH_WORDS.search(rest):
        return False
    for name in names:
        rest = rest.replace(name, " ")
    if not DANISH_WORDS.search(rest):
        return False
    parts = [part.strip(' .…“”"') for part in re.split(r" · |, |: |\n|…|; ", rest)]
    suspects = [part for part in parts if DANISH_WORDS.search(part)]
    return not all(" ".join(part.lower().split()) in stored for part in suspects)


class Reading:
    """What is held against each page on the way."""

    def __init__(self, page: Page, database: Path) -> None:
        self.page = page
        self.stored = _stored(database)
        self.names = sorted(_names(), key=len, reverse=True)
        self.clean: set[tuple[str, bool]] = set()  # most texts stand on many pages
        self.danish = _danish_only()
        self.left: set[tuple[str, str]] = set()
        self.read = 0

    def look(self) -> None:
        """Read the page that stands, and keep what is Danish on it."""
        settle(self.page)
        for text, is_data in self.page.evaluate(TEXTS):
            self.read += 1
            if (text, is_data) in self.clean:
                continue
            if (text in self.danish and not is_data) or _is_danish(text, self.stored, self.names):
                self.left.add((self.page.url.split("/", 3)[3], text))
            else:
                self.clean.add((text, is_data))


def test_no_danish_is_left_on_the_whole_journey(filled_database, page: Page, watch: Watch, tmp_path: Path):
    copy = tmp_path / "tvaerblik.db"
    copy.write_bytes(filled_database.read_bytes())
    with served(copy) as site:
        screen, reading = Screen(page, site.origin), Reading(page, copy)
        screen.open("/")
        reading.look()
        assert len(reading.left) > 30  # it knows Danish when it sees it
        reading.left.clear()
        page.get_by_role("link", name="English").click()
        expect(page.locator(".nav-link[aria-current]")).to_have_text("Overview")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        reading.look()
        for name, address in MENU.items():
            screen.follow(name)
            expect(page.locator(".nav-link[aria-current]")).to_have_text(name)
            screen.is_at(address)
            reading.look()
        for address in (
            "/indsatser/1",
            "/indlaes/1",
            "/indlaes/3",
            "/kilder/1",
            "/mangler?kilde=1",
            "/organisation?vis=liste",
            "/organisation?ny=organ",
            "/organisation/po-syd-forum?ret=plads:po-syd-forum:1",
            "/organisation/aftaler",
            "/organisation/nothing-there",
            "/proces?baner=ansvarlig",
            "/proces?uden=alle",
            "/proces/skabeloner",
            "/proces/skabeloner/development?ret=7",
            *UNUSUAL,
        ):
            screen.open(address)
            reading.look()
        _send(page, site, reading, copy, tmp_path)

    assert not reading.left, "\n".join(map(str, sorted(reading.left)))
    assert reading.read > 2_000
    assert watch.foreign == []


def _send(page: Page, site: Site, reading: Reading, database: Path, folder: Path) -> None:
    """Send what is no list, and then a list."""
    upload = Upload(page, site.origin)
    letter = folder / "letter.xlsx"
    letter.write_bytes(b"This is no workbook.")
    upload.open("/indlaes")
    upload.send(letter)
    expect(upload.heading).to_have_text("letter.xlsx cannot be uploaded")
    reading.look()
    upload.open("/indlaes")
    upload.send(SAMPLES / "05_AHH_projektliste.csv", source="The hospital's list", month="2026-10")
    draft = Draft(page, site.origin)
    draft.wait()
    for step in ("Receive", "Recognise", "Check", "Compare"):
        draft.step(step)
        reading.stored = _stored(database)
        reading.look()
    draft.press("Upload the list")
    page.wait_for_url(re.compile(r"/indlaes/\d+$"))
    expect(page.locator(".receipt-tools")).to_be_visible()
    reading.stored = _stored(database)
    reading.look()
