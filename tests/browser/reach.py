"""Whether all can use a page as it stands: axe, and what axe does not see."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

WIDTHS = (1366, 390)
THEMES = ("light", "dark")
NARROWEST = {"width": 320, "height": 256}
"""WCAG 1.4.10: 1280 x 1024 at 400 %."""

_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
COLOUR_RULES = ("color-contrast", "link-in-text-block")
"""What axe asks of colours; these take it more time than all other rules together."""
TARGET_RULE = "target-size"
"""What takes axe half of the rest; ``page_checks.js`` measures every target each time, and more strictly."""
_RUN_AXE = """({ rules, most }) => {
  const looks = it => [it.tagName, it.className, it.getAttribute('style'), it.getAttributeNames()].join(' ');
  const kind = it => it ? `${kind(it.parentElement)} > ${looks(it)}` : '';
  function exemplars() {
    const found = new Map(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || element.closest('script, style, noscript, .main-svg')) continue;
      const name = kind(element), same = found.get(name) || new Set();
      if (same.size < most) found.set(name, same.add(element));
    }
    return [...found.values()].flatMap(same => [...same]);
  }
  const options = { ...rules, resultTypes: ['violations', 'incomplete'], preload: false };
  const place = most ? { include: exemplars() } : { exclude: [['.main-svg']] };
  const said = found => kind => found[kind].flatMap(rule => rule.nodes.map(node => [rule.id,
    (node.any.concat(node.all, node.none)[0] || {}).message || '', node.html.slice(0, 140)]));
  return axe.run(place, options).then(found => ['violations', 'incomplete'].map(said(found)));
}"""
_OF_A_KIND = 2  # rows take turns in colour

_SETTLED = """async () => {
  const fits = () => [...document.querySelectorAll('.dash-graph')].every(
    graph => Math.abs(graph.querySelector('.main-svg').width.baseVal.value - graph.clientWidth) <= 1);
  for (let tries = 0; tries < 100 && !fits(); tries++) await new Promise(done => setTimeout(done, 30));
  await document.fonts.ready;
}"""

EXPLAINED = {
    # Our own check works out the contrast of every text from the colours that the browser computed, also
    # where axe gives up: signs of one letter, cells scrolled out of sight, the arrow drawn on a select.
    "color-contrast": "page_checks.js: textContrast",
}
"""Rules that axe could not decide, and what decides them instead."""


@cache
def _axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@cache
def checks() -> str:
    """Give our own checks as an expression of JavaScript."""
    return (Path(__file__).parent / "page_checks.js").read_text(encoding="utf-8")


def axe_faults(
    page: Page, *, with_contrast: bool = True, with_structure: bool = True, with_targets: bool = True
) -> list[str]:
    """Give what axe finds, and what it leaves open without our explanation.

    The insides of a chart are left out: to those who hear the page a chart is one image, and the colours
    in it are checked by ``own_faults``.

    Args:
        page: a page that stands.
        with_contrast: also what it asks of colours, of the first texts of each kind (what is alike and lies
            in what is alike has the same colours); ``own_faults`` looks at every text each time.
        with_structure: also all that it asks of other things than colours.
        with_targets: among that, whether targets lie too close or upon each other.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_axe())
    found: list[str] = []
    if with_structure:
        left_out = COLOUR_RULES if with_targets else (*COLOUR_RULES, TARGET_RULE)
        rules = {
            "runOnly": {"type": "tag", "values": _TAGS},
            "rules": {it: {"enabled": False} for it in left_out},
        }
        found += _told(page, {"rules": rules, "most": 0})
    if with_contrast:
        found += _told(
            page, {"rules": {"runOnly": {"type": "rule", "values": COLOUR_RULES}}, "most": _OF_A_KIND}
        )
    return found


def _told(page: Page, asked: dict[str, object]) -> list[str]:
    """Let axe look, and give what it says."""
    violations, incomplete = page.evaluate(_RUN_AXE, asked)
    left_open = [one for one in incomplete if one[0] not in EXPLAINED]
    return [": ".join(one) for one in (*violations, *left_open)]


def own_faults(
    page: Page, kinds: Sequence[str] = ("textContrast", "structure", "targets", "reflow")
) -> list[str]:
    """Give the faults that our own checks find."""
    calls = ", ".join(f"...checks.{kind}()" for kind in kinds)
    found: list[str] = page.evaluate(f"(() => {{ const checks = {checks()}; return [{calls}]; }})()")
    return found


def settle(page: Page) -> None:
    """Wait until the page stands: its charts are drawn, and as wide as their places.

    The pages' policy forbids to wait for an expression; so locators and promises do it.
    """
    page.locator("#page-head h1").wait_for()
    page.locator(".dash-graph:not(:has(.main-svg))").first.wait_for(state="detached")
    page.evaluate(_SETTLED)
