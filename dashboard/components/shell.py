"""The shell around every page: navigation, head, filters, content, foot; and what a changed filter does."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qs

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, page_container
from dash import html as live
from dash import register_page as register_dash_page
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import meeting_name
from dashboard.components.attributes import with_attributes
from dashboard.components.figure_card import CHART
from dashboard.components.filter_bar import (
    FILTER,
    FILTERS_TOGGLE,
    QUERY,
    SEARCH,
    chosen_filters,
    filter_bar,
    filters_chosen,
)
from dashboard.components.here import criteria, name_window, stand, window_name
from dashboard.components.links import link
from dashboard.components.markup import Children, Element, Node, laid_out, only
from dashboard.components.moment import Choice, moment_control, moment_note
from dashboard.components.nav import nav_content
from dashboard.components.page_help import page_help
from dashboard.components.states import ignored_note
from dashboard.components.structure_choice import structure_control, structure_note
from dashboard.components.view import Page, View
from dashboard.components.views_menu import start_note, views_menu
from dashboard.filters import Asked, Query, address, from_query, seen_on
from dashboard.format import instant, moment_text, month
from dashboard.texts import t
from dashboard.views import SHOW_KEY, start_view

LOCATION = "_pages_location"  # Dash Pages' own names
PAGES_STORE = "_pages_store"
PAGE_PLACE = "_pages_content"
NAV, HEAD, CHOSEN, CONTENT = "page-nav", "page-head", "page-chosen", "page-content"
TOAST, SAID, FOLLOWED, SETTLED = "toast", "said", "shell-followed", "shell-settled"

Layout = Callable[..., Component]

_TIMELESS = ("/indlaes", "/indsatser/ny", "/stilark", "/was")
"""Pages, and those below them, that show no portfolio."""

_UNGROUPED = ("/kilder", "/moeder", "/organisation", "/proces/skabeloner", "/beslutninger")
"""Pages, and those below them, that group no initiatives."""

_PAGES: dict[str, Page] = {}
_FAMILIES: dict[str, Callable[[str], Page]] = {}
"""Pages about one thing each: what their addresses begin with -> what gives the page of one."""


def app_layout() -> Component:
    """Lay out what stays while pages come and go."""
    toast = with_attributes(_place(TOAST, [], "toast-place"), {"role": "alert", "aria-live": "assertive"})
    stores = [dcc.Store(id=FOLLOWED), dcc.Store(id=SETTLED)]
    return live.Div([_progress(), page_container, toast, _said(), *stores])


def _progress() -> Component:
    """Make the line at the page's top that runs while the server is asked; see ``assets/12-waiting.js``."""
    return with_attributes(live.Div(className="progress-line"), {"aria-hidden": "true"})


def _said() -> Component:
    """Make the one place whose changes are read aloud: that something is fetched, and how many are shown.

    ``assets/12-waiting.js`` writes it, in the sentences that stand here in the reader's language.
    """
    sentences = {f"data-{name}": t(f"shell.{name}") for name in ("waiting", "unreachable", "retry", "close")}
    return with_attributes(
        live.Div(id=SAID, className="visually-hidden"), {"role": "status", "aria-live": "polite"} | sentences
    )


def lay_out(page: Page, query: Query) -> Component:
    """Lay out a page for its address."""
    asked = arrive(page.path, query, page.own_keys)
    view = page.view(asked)
    return lay_out_view(page.path, asked, view, has_filters=page.has_filters, help_id=page.help_id)


def arrive(path: str, query: Query, own: Iterable[str] = ()) -> Asked:
    """Read what an address asks for, and see the portfolio from its moment for the rest of the request."""
    named = from_query(query, (*own, SHOW_KEY), data.meeting_moment)
    asked = seen_on(named, data.present_day())
    data.look_from(asked.criteria.as_of, asked.criteria.structure_on)
    stand(path, asked)
    return asked


def lay_out_view(
    path: str, asked: Asked, view: View, *, has_filters: bool = False, help_id: str = ""
) -> Component:
    """Lay out what a page shows, inside the shell; ``help_id`` names the text that explains it."""
    name_window(view.window)
    chosen = _place(CHOSEN, _chosen(path, asked, view) if has_filters else [], "page-chosen")
    main = html.Main(
        [
            _framed_head(path, asked, view, help_id),
            filter_bar(asked, data.portfolio(), has_left=view.has_left) if has_filters else None,
            chosen,
            _place(CONTENT, _content(path, asked, view)),
        ],
        id="indhold",
        tabIndex=-1,
    )
    stage = html.Div([main, _foot()], className="stage")
    return only(html.Div([_skip_link(), _side(path, asked), stage], className="shell"))


def _framed_head(path: str, asked: Asked, view: View, help_id: str) -> Node:
    """Set what explains the page beside its head: it stays as it is, open or not, when the head changes."""
    head = _place(HEAD, _head(path, asked, view), "page-head")
    return html.Div([head, page_help(help_id)], className="head-frame") if help_id else head


def _place(place: str, nodes: Children, look: str = "") -> Component:
    """Make a place whose content a callback may change."""
    return live.Div(laid_out(nodes), id=place, className=look or None)


def close_button() -> Node:
    """Offer to close the message in the corner; see ``assets/12-waiting.js``."""
    button = html.Button(t("shell.close"), type="button", className="toast-close")
    return html.Div(with_attributes(button, {"data-close": ""}), className="toast-buttons")


def broken_page(told: Node) -> Component:
    """Lay out what is shown when a page cannot be: the error's sentence and the way on."""
    head = _place(HEAD, html.H1(t("shell.broken"), tabIndex=-1), "page-head")
    again = html.P(html.A(t("missing.home"), href="/", className="btn-main"))
    return only(html.Main([head, told, again], id="indhold", className="page-broken"))


def register_page(module: str, page: Page, layout: Layout) -> None:
    """Give a page its address, its title, and its place among those whose content follows the filters."""
    _PAGES[page.path] = page
    _register(module, page.name_id, layout, path=page.path, order=0)  # before ``/indsatser/<number>``


def page_at(path: str) -> Page | None:
    """Give the page with an address of its own; None where there is none such."""
    family, _, name = path.rpartition("/")
    if path not in _PAGES and name and family in _FAMILIES:
        return _FAMILIES[family](name)
    return _PAGES.get(path)


def register_numbered_page(
    module: str,
    template: str,
    name_id: str,
    layout: Layout,
    *,
    is_longer: bool = False,
    page: Callable[[str], Page] | None = None,
) -> None:
    """Give a page about one thing its addresses, such as ``/indsatser/<initiative_id>``.

    One whose addresses go on from another page's ``is_longer``, and is asked first: a variable takes all.
    ``page`` gives the page of one, where the numbers of its charts can be taken away.
    """
    if page is not None:
        _FAMILIES[template.rpartition("/")[0]] = page
    order = {"order": 0} if is_longer else {}
    _register(module, name_id, layout, path_template=template, **order)


def _register(module: str, name_id: str, layout: Layout, **address: str | int) -> None:
    title = partial(_title, name_id)
    register_dash_page(module, title=title, layout=layout, **address)  # type: ignore[no-untyped-call]  # Dash's own


def _title(name_id: str, **_variables: str) -> str:
    """Give the window's title: of the thing that was laid out where there are several of a page's kind."""
    return f"{window_name() or t(name_id)} · Tværblik"


def register(app: Dash) -> None:
    """Give the app what the shell does: filters to the address, content to the filters, clicks to pages."""
    filters = [Input({"type": FILTER, "key": ALL}, "value"), Input(SEARCH, "value")]
    charts = [Input({"type": CHART, "name": ALL}, "clickData")]
    _in_browser(app, "writeAddress", Output(QUERY, "data"), filters, is_waiting=True)
    _in_browser(app, "followPoint", Output(FOLLOWED, "data"), charts, is_waiting=True)
    narrowed = [
        Output(QUERY, "data", allow_duplicate=True),
        Output({"type": FILTER, "key": ALL}, "value"),
    ]
    _in_browser(app, "narrowHere", narrowed, [Input(FOLLOWED, "data")], is_waiting=True)
    _in_browser(app, "settle", Output(SETTLED, "data"), [Input(PAGES_STORE, "data")], is_waiting=False)
    places = (NAV, HEAD, FILTERS_TOGGLE, CHOSEN, CONTENT)
    outputs = [Output(place, "children") for place in places]
    where = State(LOCATION, "pathname")
    app.callback(*outputs, Input(QUERY, "data"), where, prevent_initial_call=True)(refresh)


def _in_browser(
    app: Dash, name: str, output: Output | list[Output], inputs: list[Input], *, is_waiting: bool
) -> None:
    """Let a function of ``assets/10-shell.js`` answer; ``is_waiting``: not before something changes."""
    function = ClientsideFunction("tvaerblik", name)
    app.clientside_callback(function, output, *inputs, prevent_initial_call=is_waiting)  # type: ignore[no-untyped-call]  # Dash's own


def refresh(query: str | None, path: str) -> tuple[list[Component] | str, ...]:
    """Give a page's parts again for the filters just chosen."""
    page = _PAGES.get(path)
    if page is None or query is None:
        raise PreventUpdate
    asked = arrive(path, parse_qs(query.removeprefix("?")), page.own_keys)
    view = page.view(asked)
    nav, chosen = nav_content(path, asked.criteria), _chosen(path, asked, view)
    head, content = laid_out(_head(path, asked, view)), laid_out(_content(path, asked, view))
    return laid_out(nav), head, filters_chosen(asked.criteria), laid_out(chosen), content


def _chosen(path: str, asked: Asked, view: View) -> list[Node]:
    """Say what is chosen, and offer the page's saved views."""
    start = start_view(path)
    menu = views_menu(path, asked, data.views(path), start)
    return [*chosen_filters(path, asked, view), *start_note(path, asked, start), *view.tools, menu]


def _head(path: str, asked: Asked, view: View) -> list[Node]:
    title = [html.H1(view.title, tabIndex=-1), html.P(view.subtitle, className="page-subtitle")]
    words, known = html.Div(title, className="head-words"), data.portfolio()
    compared = asked.criteria.since or view.since
    seen = replace(asked, criteria=asked.criteria.but(since=compared))
    tools: list[Node] = [] if path.startswith(_TIMELESS) else _tools(path, seen, known)
    row = html.Div([words, html.Div(tools, className="head-tools") if tools else None], className="head-row")
    by_structure = [] if path.startswith(_UNGROUPED) else structure_note(path, asked)
    seen_from = moment_note(path, asked, known, is_timeless=path.startswith(_TIMELESS))
    notes = [*seen_from, *by_structure]
    return [*view.lead_in, row, *([html.Div(notes, className="head-notes")] if notes else [])]


def _tools(path: str, asked: Asked, known: data.Portfolio) -> list[Node]:
    """Offer another day to look from and, where initiatives are grouped, another day's structure."""
    present = data.present_day()
    grouped = [] if path.startswith(_UNGROUPED) else [structure_control(path, asked, present)]
    return [*grouped, moment_control(path, asked, known, present, _meetings())]


_MEETINGS_OFFERED = 3


def _meetings() -> list[Choice]:
    """Give the last meetings that have a moment to compare with, the newest first."""
    book = data.meetings()
    held = sorted(book.meetings.values(), key=lambda it: (it.day, it.id), reverse=True)
    found: list[Choice] = []
    for meeting in held:
        moment = data.meeting_moment(meeting.id)
        if moment is not None and len(found) < _MEETINGS_OFFERED:
            found.append((meeting_name(book.series[meeting.series_id], meeting), moment))
    return found


def _content(path: str, asked: Asked, view: View) -> list[Node]:
    """Give a page's content: of a moment before the first list there is none, where lists are shown."""
    told = ignored_note([*asked.ignored, *view.ignored])
    is_empty = data.portfolio().is_before_first and not path.startswith(_TIMELESS)
    body = [] if is_empty else view.body
    return [*([told] if told is not None else []), *body]


def _skip_link() -> Element:
    return with_attributes(html.A(t("shell.skip"), href="#indhold", className="skip-link"), {"data-full": ""})


def _side(path: str, asked: Asked) -> Element:
    toggle = with_attributes(
        html.Button(t("shell.menu"), type="button", className="menu-toggle"),
        {"aria-expanded": "false", "aria-controls": NAV},
    )
    brand = link(
        [html.Span(className="brand-mark"), html.Span("Tværblik", className="brand-name")],
        "/",
        className="brand",
    )
    nav = live.Nav(laid_out(nav_content(path, asked.criteria)), id=NAV, className="side-nav")
    with_attributes(nav, {"aria-label": t("shell.nav")})
    return html.Header([brand, toggle, nav], className="side")


def _foot() -> Element:
    """Say where the figures are from and how old they are."""
    known = data.portfolio()
    as_of = t("shell.as_of", date=moment_text(known.moment))
    parts: list[Node] = [
        _data_age(known),
        " ",
        as_of,
        " ",
        link(t("shell.sources"), address("/kilder", criteria().unfiltered())),
        " ",
        with_attributes(link(t("shell.accessibility"), "/was"), {"data-full": ""}),
    ]
    return html.Footer(html.P(parts), className="foot")


def _data_age(known: data.Portfolio) -> str:
    loaded = [source.newest_uploaded_at for source in known.sources if source.newest_uploaded_at is not None]
    if not loaded or known.newest_month is None:
        return t("shell.no_data")
    newest: dt.datetime = max(loaded)
    return t("shell.data", count=len(known.sources), month=month(known.newest_month), loaded=instant(newest))
