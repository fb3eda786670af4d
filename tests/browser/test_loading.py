"""What a page asks for when it is opened: little, once, and plotly only where there is a chart."""

import plotly.offline
import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import Site, Watch
from tests.browser.screens import Screen

pytestmark = pytest.mark.browser

CHART = ".js-plotly-plot .main-svg"


def opened(page: Page, site: Site, address: str) -> list[str]:
    """Open a page and give the addresses that answered from the server, in order."""
    asked: list[str] = []

    def note(response: Response) -> None:
        asked.append(response.url.removeprefix(site.origin))

    page.on("response", note)
    Screen(page, site.origin).open(address)
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", note)
    return asked


def test_plotly_is_asked_for_once_by_a_page_with_charts_and_not_by_others(
    shared_site: Site, page: Page, watch: Watch
):
    without = [
        address for path in ("/indlaes", "/", "/klynger") for address in opened(page, shared_site, path)
    ]
    charted = opened(page, shared_site, "/status")

    assert [address for address in without if "plotly-" in address] == []
    expect(page.locator(CHART).first).to_be_attached()
    assert len([address for address in charted if "plotly-tv" in address]) == 1
    assert [address for address in charted if "plotly.min.js" in address] == []
    assert page.evaluate("Plotly.version") == plotly.offline.get_plotlyjs_version()
    assert watch.errors == []


def test_a_page_opened_again_asks_for_its_data_alone(shared_site: Site, page: Page, watch: Watch):
    opened(page, shared_site, "/")
    sizes: dict[str, int] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    cached: set[str] = set()
    session.on("Network.requestServedFromCache", lambda event: cached.add(event["requestId"]))
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.setdefault(event["requestId"], event["encodedDataLength"]),
    )

    opened(page, shared_site, "/")

    fetched = {request: size for request, size in sizes.items() if request not in cached and size}
    assert len(fetched) == 1  # the page: its scripts are kept, and its content came with it
    assert sum(fetched.values()) <= 20 * 1024
    assert watch.errors == []


def test_a_chart_offers_to_send_its_data_to_nobody_and_writes_danish_numbers(
    shared_site: Site, page: Page, watch: Watch
):
    opened(page, shared_site, "/status")
    page.evaluate(
        """async () => {
          const place = Object.assign(document.createElement("div"), { id: "probe" });
          document.querySelector("main").prepend(place);
          const axis = { tickvals: [1234567.5], tickformat: ",.1f", tickmode: "array" };
          const trace = { type: "bar", y: [1234567.5] };
          await Plotly.newPlot(place, [trace], { yaxis: axis }, { displayModeBar: true });
        }"""
    )

    buttons = page.locator("#probe .modebar-btn")
    expect(buttons.first).to_be_attached()
    labels = buttons.evaluate_all(
        "all => all.map(it => it.dataset.title + ' ' + it.getAttribute('aria-label'))"
    )
    assert not [label for label in labels if "share" in label.lower() or "cloud" in label.lower()]
    expect(page.locator("#probe .modebar-btn--logo")).to_have_count(0)
    expect(page.locator("#probe .ytick text")).to_have_text("1.234.567,5")
    assert watch.foreign == []
    assert watch.errors == []
