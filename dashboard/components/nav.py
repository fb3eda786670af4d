"""The side navigation. It carries the reader's filters from page to page."""

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.filters import address
from dashboard.texts import language, t
from portfolio.selection import Criteria

_GROUPS = (
    (
        "nav.portfolio",
        (
            ("/", "nav.overview", "overview"),
            ("/status", "nav.standing", "status"),
            ("/fokusomraader", "nav.focus", "focus"),
            ("/klynger", "nav.clusters", "place"),
            ("/spredning", "nav.spread", "spread"),
            ("/indsatser", "nav.list", "list"),
        ),
    ),
    ("nav.data", (("/indlaes", "nav.load", "load"), ("/kilder", "nav.sources", "sources"))),
)
_WITHOUT_FILTERS = frozenset({"/indlaes", "/kilder"})

Entry = tuple[str, str, str]


def nav_content(path: str, criteria: Criteria) -> list[Node]:
    """Give the navigation's groups of links, with the page that is shown marked."""
    groups = [_group(name_id, entries, path, criteria) for name_id, entries in _GROUPS]
    return [*groups, _language_link(path, criteria)]


def _group(name_id: str, entries: tuple[Entry, ...], path: str, criteria: Criteria) -> Node:
    items = [html.Li(_entry(entry, path, criteria)) for entry in entries]
    return html.Div([html.P(t(name_id), className="nav-group"), html.Ul(items)])


def _entry(entry: Entry, path: str, criteria: Criteria) -> Node:
    target, name_id, icon = entry
    href = target if target in _WITHOUT_FILTERS else address(target, criteria)
    picture = with_attributes(html.Span(className=f"icon icon-{icon}"), {"aria-hidden": "true"})
    shown = link([picture, t(name_id)], href, className="nav-link")
    return current(shown) if _is_shown(target, path) else shown


def _is_shown(target: str, path: str) -> bool:
    return path == target or (target != "/" and path.startswith(f"{target}/"))


def _language_link(path: str, criteria: Criteria) -> Node:
    """Offer the other language; the whole page is loaded again in it."""
    other = "en" if language() == "da" else "da"
    anchor = html.A(
        t("nav.language"), href=f"/sprog/{other}", className="nav-language", lang=other, hrefLang=other
    )
    return with_attributes(anchor, {"data-full": "", "data-back": address(path, criteria)})
