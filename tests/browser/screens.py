"""The pages as the tests use them: one class a page, and the only place that knows their selectors."""

import re
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, Page, expect

from dashboard.server.upload import NEW_SOURCE

_STILL = """async (element) => {
  const frame = () => new Promise(requestAnimationFrame);
  const place = () => JSON.stringify(element.getBoundingClientRect());
  for (let same = 0, seen = ""; same < 3; seen = place()) {
    await frame();
    same = place() === seen ? same + 1 : 0;
  }
}"""
_QUIET = """async () => {
  for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  await new Promise(done => requestIdleCallback(done));
}"""


def still(locator: Locator) -> FloatRect:
    """Wait until something stands still, and give its place: for a mouse, which is sent to a place alone."""
    locator.wait_for()
    locator.evaluate(_STILL)
    box = locator.bounding_box()
    assert box is not None
    return box


def quiet(page: Page) -> None:
    """Wait until a page has done what it was about to do, to see what it has not done."""
    page.evaluate(_QUIET)


class Screen:
    """What every page has."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin

    def open(self, address: str) -> None:
        """Open an address and wait until its page stands."""
        self.page.goto(self.origin + address)
        self.heading.wait_for()

    @property
    def heading(self) -> Locator:
        """The page's heading."""
        return self.page.locator("#page-head h1")

    @property
    def count(self) -> Locator:
        """How many initiatives meet the filters."""
        return self.page.locator("#filter-count")

    @property
    def to_list(self) -> Locator:
        """The way to the list of what is shown."""
        return self.page.get_by_role("link", name="Vis dem i listen")

    @property
    def moment(self) -> Locator:
        """The two days that the page is about, and the form to change them."""
        return self.page.locator("details.moment")

    def choice(self, name: str, value: str) -> Locator:
        """A value's box in a filter."""
        return self._filter(name).get_by_label(value)

    def _filter(self, name: str) -> Locator:
        summary = self.page.locator("summary", has_text=re.compile(f"^{name}$"))
        return self.page.locator("details.filter", has=summary)

    @property
    def chips(self) -> Locator:
        """The filters chosen."""
        return self.page.locator(".chip")

    def choose(self, name: str, value: str) -> None:
        """Tick a value in a filter."""
        panel = self._filter(name)
        if panel.get_attribute("open") is None:
            panel.locator("summary").click()
        panel.get_by_label(value).check()

    def search(self, text: str) -> None:
        """Type in the search field, as a person does."""
        self.page.get_by_role("searchbox").press_sequentially(text, delay=40)

    def follow(self, name: str) -> None:
        """Follow a link of the menu, and wait until its page stands: the address is there before it is."""
        self.page.locator("#page-nav").get_by_role("link", name=name, exact=True).click()
        expect(self.page.locator(".nav-link[aria-current]")).to_have_text(name)

    def is_at(self, address: str | re.Pattern[str]) -> None:
        """Wait until the address, without the origin, is this one."""
        whole = self.origin + address if isinstance(address, str) else self._whole(address)
        expect(self.page).to_have_url(whole)

    def _whole(self, address: re.Pattern[str]) -> re.Pattern[str]:
        return re.compile(f"^{re.escape(self.origin)}(?:{address.pattern})$")


class Overview(Screen):
    """Overblik."""

    def click_bar(self, chart: str, number: int) -> None:
        """Click a bar of a chart or a part of one, from the first drawn; plotly takes the click above."""
        bar = self.page.locator(f"figure:has(#caption-{chart}) :is(.point path, .bar-fill, .stack-part)").nth(
            number
        )
        bar.scroll_into_view_if_needed()
        box = still(bar)
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


class InitiativeList(Screen):
    """Indsatser."""

    @property
    def rows(self) -> Locator:
        """The list's rows."""
        return self.page.locator(".list-table tbody tr")

    @property
    def titles(self) -> Locator:
        """The initiatives' titles, links to their pages."""
        return self.page.locator(".list-table tbody th a")

    def sort_by(self, heading: str) -> None:
        """Sort by a column's heading."""
        self.page.locator(".list-table thead").get_by_role("link", name=heading).click()


class Initiative(Screen):
    """One initiative."""

    def origin_of(self, field: str) -> Locator:
        """Where a field's value is from."""
        return self.field(field).locator("details.origin")

    def field(self, field: str) -> Locator:
        """A field with all that is told of it."""
        return self.page.locator(".field", has=self.page.locator("dt", has_text=re.compile(f"^{field}$")))


def settled(screen: Screen, heading: str | re.Pattern[str]) -> None:
    """Wait until the page with this heading stands."""
    expect(screen.heading).to_have_text(heading)


class Upload(Screen):
    """Indlæs."""

    def send(self, *paths: Path, source: str = "", month: str = "") -> None:
        """Send files, as a new source's lists where one is named."""
        self.page.set_input_files("input[type=file]", paths)
        if source:
            self.page.locator(".upload-more summary").click()
            self.page.locator("select[name=kilde]").select_option(NEW_SOURCE)
            self.page.locator("input[name=ny_kilde]").fill(source)
            self.page.locator("input[name=maaned]").fill(month)
        self.page.locator("form[data-upload] button[type=submit]").click()

    @property
    def refusal(self) -> Locator:
        """Why a file was refused."""
        return self.page.locator("[data-upload-part=refusal]")


class Draft(Screen):
    """A received file on its way."""

    def wait(self) -> None:
        """Wait until it has been read."""
        expect(self.page.locator(".step[aria-current]")).to_be_visible()
        expect(self.page.locator("[data-job]")).to_have_count(0)

    def step(self, name: str) -> None:
        """Go to a step."""
        self.page.locator(".way").get_by_role("link", name=name).click()
        expect(self.page.locator(".step[aria-current]")).to_contain_text(name)

    def told(self, name: str) -> Locator:
        """What is told of a step."""
        return self.page.locator(".way .step", has_text=name).locator(".step-told")

    def press(self, words: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def confirm(self) -> None:
        """Have the list stored, and wait for its receipt."""
        self.press("Indlæs listen")
        self.page.wait_for_url(re.compile(r"/indlaes/\d+$"))
        expect(self.page.locator(".receipt-tools")).to_be_visible()
