"""The side navigation. It carries the reader's filters from page to page."""

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.filters import address
from dashboard.server.choices import THEMES, is_menu_narrow, theme
from dashboard.texts import language, t
from dashboard.views import start_view, view_address
from portfolio.selection import Criteria

_GROUPS = (
    (
        "nav.portfolio",
        (
            ("/", "nav.overview", "overview"),
            ("/siden", "nav.since", "since"),
            ("/status", "nav.standing", "status"),
            ("/fokusomraader", "nav.focus", "focus"),
            ("/klynger", "nav.clusters", "place"),
            ("/indsatser", "nav.list", "list"),
            ("/overgang", "nav.succession", "succession"),
        ),
    ),
    (
        "nav.development",
        (
            ("/overlap", "nav.overlap", "overlap"),
            ("/proevehandlinger", "nav.trials", "trials"),
            ("/effekt", "nav.effect", "effect"),
            ("/spredning", "nav.spread", "spread"),
        ),
    ),
    (
        "nav.cooperation",
        (
            ("/proces", "nav.process", "process"),
            ("/kommentering", "nav.rounds", "rounds"),
            ("/evalueringer", "nav.evaluations", "evaluations"),
            ("/organisation", "nav.organisation", "organisation"),
        ),
    ),
    (
        "nav.of_meetings",
        (
            ("/moeder", "nav.meetings", "meetings"),
            ("/beslutninger", "nav.decided", "log"),
            ("/direktoerforum", "nav.directors", "directors"),
        ),
    ),
    (
        "nav.data",
        (
            ("/indlaes", "nav.load", "load"),
            ("/kilder", "nav.sources", "sources"),
            ("/mangler", "nav.gaps", "gaps"),
            ("/ens", "nav.pairs", "pairs"),
        ),
    ),
)
_WITHOUT_FILTERS = frozenset(
    {"/beslutninger", "/direktoerforum", "/indlaes", "/kilder", "/moeder", "/organisation", "/overgang"}
)

Entry = tuple[str, str, str]


def nav_content(path: str, criteria: Criteria) -> list[Node]:
    """Give the navigation's groups of links, with the page that is shown marked."""
    groups = [_group(name_id, entries, path, criteria) for name_id, entries in _GROUPS]
    return [*groups, html.Div([_themes(), _language_link(path, criteria), _fold()], className="nav-foot")]


def _group(name_id: str, entries: tuple[Entry, ...], path: str, criteria: Criteria) -> Node:
    items = [html.Li(_entry(entry, path, criteria)) for entry in entries]
    return html.Div(
        [html.P(html.Span(t(name_id), className="nav-name"), className="nav-group"), html.Ul(items)]
    )


def _entry(entry: Entry, path: str, criteria: Criteria) -> Node:
    target, name_id, icon = entry
    asked = criteria.unfiltered() if target in _WITHOUT_FILTERS else criteria
    picture = with_attributes(html.Span(className=f"icon icon-{icon}"), {"aria-hidden": "true"})
    name = html.Span(t(name_id), className="nav-name")
    shown = with_attributes(
        link([picture, name], _address(target, asked), className="nav-link"), {"title": t(name_id)}
    )
    return current(shown) if _is_shown(target, path) else shown


def _address(target: str, criteria: Criteria) -> str:
    """Carry the filters along; without any, begin with the reader's own start view of the page."""
    start = start_view(target) if criteria == Criteria() else None
    return address(target, criteria) if start is None else view_address(start)


def _is_shown(target: str, path: str) -> bool:
    return path == target or (target != "/" and path.startswith(f"{target}/"))


def _themes() -> Node:
    """Offer the light theme, the dark one, and the one that the machine itself asks for."""
    buttons = [_theme(name) for name in ("", *THEMES)]
    group = html.Div(buttons, className="themes", role="group")
    return with_attributes(group, {"aria-label": t("nav.theme")})


def _theme(name: str) -> Node:
    button = html.Button(t(f"nav.theme_{name or 'auto'}"), type="button")
    return with_attributes(button, {"data-theme": name, "aria-pressed": str(name == theme()).lower()})


def _fold() -> Node:
    """Offer to fold the menu to its pictures; only where there is room for it beside the page."""
    picture = with_attributes(html.Span(className="icon icon-fold"), {"aria-hidden": "true"})
    said = html.Span(t("nav.fold"), className="nav-name")
    button = html.Button([picture, said], type="button", className="nav-fold", title=t("nav.fold"))
    return with_attributes(button, {"aria-pressed": str(is_menu_narrow()).lower()})


def _language_link(path: str, criteria: Criteria) -> Node:
    """Offer the other language; the whole page is loaded again in it."""
    other = "en" if language() == "da" else "da"
    anchor = html.A(
        t("nav.language"), href=f"/sprog/{other}", className="nav-language", lang=other, hrefLang=other
    )
    return with_attributes(anchor, {"data-full": "", "data-back": address(path, criteria)})
