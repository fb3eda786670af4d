"""What holds on every page, whatever it is filled with: light and dark, wide and narrow, closed and opened.

A page is opened once for all that is asked of it; the narrow one stands on a screen of 320 x 256 at the end.
Themes differ in colours and in nothing else (a unit test of the style sheets holds that): all that is not
about colours is asked once in each width.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PATIENCE, Site, Watch, new_tab
from tests.browser.reach import NARROWEST, THEMES, WIDTHS, axe_faults, own_faults, settle

pytestmark = pytest.mark.browser

FILLED = (
    "/",
    "/siden",
    "/status",
    "/fokusomraader",
    "/fokusomraader/balance",
    "/klynger",
    "/spredning",
    "/spredning/prioritering",
    "/spredning/matrix",
    "/overlap",
    "/overlap/grupper",
    "/spredning/kerner",
    "/proces",
    "/proces/skabeloner",
    "/proces/skabeloner/agreement",
    "/indsatser",
    "/indsatser/1",
    "/indsatser/1/vurdering",
    "/indsatser/1/kerne",
    "/indsatser/ny",
    "/indlaes",
    "/indlaes/1",
    "/kilder",
    "/kilder/4",
    "/mangler",
    "/kommentering",
    "/evalueringer",
    "/effekt",
    "/effekt/5-sengedage-pr-borger",
    "/proevehandlinger",
    "/proevehandlinger/tom-1",
    "/moeder",
    "/moeder/4",
    "/beslutninger",
    "/ens",
    "/organisation",
    "/organisation/po-syd-forum",
    "/organisation/aftaler",
    "/overgang",
    "/direktoerforum",
    "/overgang/arbejdsliste",
)
"""Pages that look otherwise when the portfolio does."""
PAGES = (*FILLED, "/was", "/stilark", "/findes-ikke")
OTHER_STATES = (
    "/overlap?titel=Telemedicin+til+borgere+med+KOL",
    "/overlap?indsats=1",
    "/indsatser?lys=roed,gul&ukendt=1&sort=-slut",
    "/?q=der+er+ingen+med+den+tekst",
    "/status?maaned=2026-10&maanedslys=gul",
    "/spredning?kun=vurderede&siden=2026-10-31",
    "/spredning/prioritering?potentiale=stort&dokumentation=ukendt",
    "/indsatser?vis=tidslinje&sort=slut",
    "/siden?siden=2026-08-31&aendring=lys,udgaaet",
    "/siden?siden=2026-09-30&klynge=rm-randers&lys=roed",
    "/siden?siden=2020-01-01",
    "/indsatser?siden=2026-09-30&aendring=aendret&kolonner=titel,lys,status,slut,bemaerkninger",
    "/klynger?siden=2026-09-30",
    "/indsatser/1?pr=2020-01-01",
    "/indsatser/999999",
    "/indsatser/1/vurdering?form=fuld",
    "/indsatser/999999/vurdering",
    "/indsatser/999999/kerne",
    "/indsatser/1?ret=municipalities",
    "/indsatser/2?ret=period&ens=ja",
    "/indsatser/ny?titel=Telemedicin+til+borgere+med+KOL",
    "/indlaes/5?igen=1",
    "/indlaes/kladde/1?trin=modtag",
    "/indlaes/kladde/1?trin=genkend",
    "/indlaes/kladde/1?trin=tjek",
    "/indlaes/kladde/1?trin=sammenlign",
    "/indlaes/kladde/2?trin=genkend",
    "/indlaes/kladde/3",
    "/indlaes/kladde/999999",
    "/kilder/999999",
    "/mangler?kilde=4&mangler=slutdato-passeret",
    "/spredning/matrix?raekker=alle&indsats=1",
    "/spredning/matrix?hos=klynger&raekker=alle&modtager=rm-randers",
    "/effekt?fund=bliver-bedre&dimension=befolkningens-sundhed",
    "/effekt/5-sengedage-pr-borger?diagram=xmr",
    "/effekt/5-akutte-indlaeggelser-pr-100-borgere",
    "/effekt/1-findes-ikke",
    "/proces?baner=ansvarlig",
    "/proces?trin=5&proces=development",
    "/proces?uden=alle",
    "/proces?pr=2026-10-20",
    "/proces/skabeloner/development?ret=9",
    "/proces/skabeloner/bid?ret=nyt",
    "/proces/skabeloner/findes-ikke",
    "/moeder?aar=2027",
    "/moeder?pr=2026-10-20",
    "/moeder/2",
    "/moeder/7",
    "/moeder/999999",
    "/beslutninger?vis=handlinger&tilstand=sovende&ord=spredning",
    "/ens?kilde=5&grund=title&lighed=50",
    "/ens?pr=2026-10-31",
    "/organisation?vis=liste&som-paa=2027-01-01",
    "/organisation?ny=organ&region=region-midtjylland&som-paa=snart",
    "/organisation/rm-ssg?ret=organ:rm-ssg",
    "/organisation/rh-syd?ret=afloeser:organ:rh-syd",
    "/organisation/rh-syd?ret=medlem:rh-syd:0101",
    "/organisation/aftaler?ret=afslut:fokusomraade:psykisk",
    "/organisation/findes-ikke",
    "/klynger?som-paa=2027-01-01",
    "/overgang?som-paa=2026-11-23",
    "/overgang/arbejdsliste?tilstand=uden",
    "/overgang/arbejdsliste?tilstand=klar&antal=50",
    "/overgang/arbejdsliste?tilstand=afgjort&som-paa=2027-01-01",
)
"""Filtered, ignored in part, without a hit, on lines of time, unknown, with a form open, told twice;
a received file at each of its steps, with fills, refused; narrowed to one source;
meetings of a year to come, held ones, the directors';
pairs narrowed, and of an earlier day; another day's bodies;
by another structure."""

_OPEN_ALL = """() => document.querySelectorAll('main details:not(.filter), .menu-toggle[aria-expanded=false]')
  .forEach(one => one.matches('details') ? one.open = true : one.click())"""
_BROKEN_POLICY = """window.broken = [];
document.addEventListener('securitypolicyviolation', event => window.broken.push(event.violatedDirective))"""


Place = tuple[int, str]
LIGHT_AND_WIDE: tuple[Place, ...] = ((WIDTHS[0], "light"),)
DARK_AND_NARROW: tuple[Place, ...] = ((WIDTHS[1], "dark"),)
ONCE_EACH = LIGHT_AND_WIDE + DARK_AND_NARROW
"""Where axe itself looks at colours, which takes it longer than all else; our own check does everywhere."""


@dataclass(frozen=True)
class Visitor:
    """One tab that goes from page to page, and what was seen on the way."""

    page: Page
    watch: Watch

    def open(self, address: str) -> None:
        """Open an address afresh on a wide screen."""
        self.watch.forget()
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 768})
        self.page.goto(address)
        settle(self.page)

    def faults(self, address: str, *, axe_colours: Container[Place] = LIGHT_AND_WIDE) -> list[str]:
        """Give all that is wrong with a page in every theme and width."""
        self.open(address)
        found = [f"foreign: {url}" for url in self.watch.foreign]
        found += [f"policy: {rule}" for rule in self.page.evaluate("window.broken")]
        found += [f"console: {it}" for it in self.watch.errors if "404" not in it]
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            if width != WIDTHS[0]:
                self.page.evaluate(_OPEN_ALL)
            found += self._seen(width, axe_colours)
        self.page.set_viewport_size(NARROWEST)
        settle(self.page)
        return [*found, *(f"320: {it}" for it in own_faults(self.page))]

    def _seen(self, width: int, axe_colours: Container[Place]) -> list[str]:
        found = []
        for theme in THEMES:
            self.page.emulate_media(color_scheme=theme)
            settle(self.page)
            is_first, is_axe_to_look = theme == THEMES[0], (width, theme) in axe_colours
            told = own_faults(self.page) if is_first else own_faults(self.page, ("textContrast",))
            if is_first or is_axe_to_look:
                is_crowded = (width, THEMES[1]) in axe_colours
                told += axe_faults(
                    self.page,
                    with_contrast=is_axe_to_look,
                    with_structure=is_first,
                    with_targets=is_crowded,
                )
            found += [f"{width} {theme}: {it}" for it in told]
        return found


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Give one reader for all pages: what is the same on them is fetched once."""
    context = browser.new_context(locale="da-DK")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(_BROKEN_POLICY)
    watch = Watch()
    page = new_tab(context)
    watch.see(page)
    yield Visitor(page, watch)
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_all_can_use_a_page_of_the_demo(demo_site: Site, visitor: Visitor, address: str):
    found = visitor.faults(demo_site.origin + address, axe_colours=ONCE_EACH)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", OTHER_STATES)
def test_all_can_use_a_page_in_another_state(demo_site: Site, visitor: Visitor, address: str):
    found = visitor.faults(demo_site.origin + address, axe_colours=DARK_AND_NARROW)  # where all is opened

    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", FILLED)
def test_all_can_use_a_page_with_nothing_loaded(empty_site: Site, visitor: Visitor, address: str):
    found = visitor.faults(empty_site.origin + address)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", FILLED)
def test_all_can_use_a_page_of_two_thousand_initiatives(big_site: Site, visitor: Visitor, address: str):
    found = visitor.faults(big_site.origin + address, axe_colours=())  # more of what the demo has

    assert not found, "\n".join(found)
