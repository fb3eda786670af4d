"""Overlap: an idea or an initiative held up against what runs, is planned and has ended."""

from collections.abc import Sequence

from dash import Dash
from dash.development.base_component import Component
from dash.html import Div

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.markup import Node, laid_out
from dashboard.components.openings import initiative_link
from dashboard.components.overlap_asked import KEYS, OVERLAP, Found, Held, found_of, held_of
from dashboard.components.overlap_form import FOUND, idea_form, idea_title, offered, tabs
from dashboard.components.overlap_results import file_form, results, sentence
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import nothing_loaded
from dashboard.components.view import Page, View
from dashboard.filters import Asked, to_query
from dashboard.format import date_text, number
from dashboard.texts import t


def view(asked: Asked) -> View:
    """Ask for an idea, and show what is alike what the address holds up."""
    held, ignored = held_of(asked)
    found = None if held is None else found_of(held)
    return View(
        title=heading(found),
        subtitle=t("overlap.subtitle", date=date_text(data.portfolio().today)),
        body=[tabs(OVERLAP, asked), *_body(asked, held, found)],
        ignored=ignored,
        window="" if held is None else t("overlap.window", title=_named(held)),
    )


PAGE = Page(OVERLAP, "nav.overlap", view, has_filters=False, own_keys=KEYS)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(found: Found | None) -> str:
    """Say what was found, or how many there are to hold an idea up against."""
    if found is None:
        count = len(data.portfolio().snapshot)
        return t("overlap.heading", count=count, number=number(count))
    return sentence(found)


def _named(held: Held) -> str:
    return (
        held.item.title if held.item is not None else idea_title(held.idea) if held.idea is not None else ""
    )


def _body(asked: Asked, held: Held | None, found: Found | None) -> list[Node]:
    if not len(data.portfolio().snapshot):
        return [nothing_loaded()]
    shown: list[Node] = [] if held is None or found is None else _found(asked, held, found)
    place = Div(laid_out(shown), id=FOUND, tabIndex=-1)
    form = _form(held)
    if held is None:
        return [*form, place, *offered()]
    return [*form, place]


def _form(held: Held | None) -> Sequence[Node]:
    """Ask for an idea; beside an answer the form is folded away."""
    form = html.Div(idea_form(held), className="card-box no-print")
    if held is None:
        return [form]
    if held.item is not None:
        said = html.P(
            [t("overlap.of_initiative"), " ", initiative_link(held.item.id, held.item.title)],
            className="lead",
        )
        fold = html.Details(
            [html.Summary(t("overlap.another")), form], className="deed-fold no-print", id="overlap-ide"
        )
        return [said, fold]
    said = html.P([t("overlap.of_idea"), " ", html.Strong(_named(held))], className="lead")
    return [
        said,
        html.Details(
            [html.Summary(t("overlap.change")), form], className="deed-fold no-print", id="overlap-ide"
        ),
    ]


def _found(asked: Asked, held: Held, found: Found) -> list[Node]:
    return [*results(found), file_form(held, to_query(asked))]
