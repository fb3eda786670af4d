"""Siden sidst: what is otherwise about the same initiatives than at an earlier moment, old beside new."""

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import KeyFigure, key_figures
from dashboard.components.change_cards import change_cards
from dashboard.components.change_kinds import change_kinds
from dashboard.components.changes_asked import (
    CHANGE_KEY,
    CHANGED_PARTS,
    CHANGES_FILE,
    SINCE_PAGE,
    Changes,
    Part,
    changes_of,
    since_of,
    words_of,
    worsening,
)
from dashboard.components.emptiness import empty_view
from dashboard.components.home_words import in_a_row
from dashboard.components.markup import Node
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import empty_state, note
from dashboard.components.view import Page, View
from dashboard.filters import Asked, to_query
from dashboard.format import date_text, moment_text, number
from dashboard.texts import t
from portfolio.moments import Moment
from portfolio.selection import Criteria


def view(asked: Asked) -> View:
    """Show what is otherwise about the initiatives that the address asks for."""
    known, since = data.portfolio(), since_of(asked)
    total = len(known.chosen(Criteria()))
    _, ignored = words_of(asked)
    if since is None:
        return empty_view(t("changes.title_none_yet"), "", total, SINCE_PAGE)
    changes, chosen = changes_of(asked, since), known.chosen(asked.criteria)
    if not len(chosen) and not changes.count():
        return empty_view(t("changes.title_nothing_chosen"), _subtitle(asked, since), total, SINCE_PAGE)
    return View(
        title=heading(changes, len(chosen)),
        subtitle=_subtitle(asked, since),
        body=_body(asked, changes),
        chosen_count=len(chosen),
        total_count=total,
        ignored=ignored,
    )


PAGE = Page(SINCE_PAGE, "nav.since", view, own_keys=(CHANGE_KEY,))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(changes: Changes, chosen_count: int) -> str:
    """Say how many have changed, what of that matters most, and how many have come and gone."""
    date = moment_text(changes.since)
    if not changes.count():
        return t("changes.title_nothing", date=date, count=chosen_count, all=number(chosen_count))
    changed, lights = changes.count(*CHANGED_PARTS), changes.every[Part.LIGHT]
    if changes.count(Part.NEW) == chosen_count == changes.count():
        return t("changes.title_all_new", count=chosen_count, all=number(chosen_count), date=date)
    facts = {"number": number(changed), "all": number(chosen_count), "date": date}
    said = t("changes.title" if changed else "changes.title_none_changed", count=changed, **facts)
    worse = sum(worsening(it) > 0 for it in lights)
    if lights:
        facts = {"lights": number(len(lights)), "worse": number(worse)}
        said = f"{said}{t('changes.title_lights', count=len(lights), **facts)}"
    others = [
        t(f"changes.said_{part.text_id}", count=changes.count(part), number=number(changes.count(part)))
        for part in Part
        if part not in (*CHANGED_PARTS, Part.UNCLEAR) and changes.count(part)
    ]
    return f"{said}. {in_a_row(others)}" if others else said


def _subtitle(asked: Asked, since: Moment) -> str:
    text_id = "changes.subtitle" if asked.criteria.since is not None else "changes.subtitle_usual"
    return t(text_id, then=moment_text(since), now=moment_text(data.portfolio().moment))


def _body(asked: Asked, changes: Changes) -> list[Node]:
    notes = _notes(changes)
    if not changes.count():
        return [*notes, empty_state(t("changes.nothing"))]
    return [*notes, key_figures(_figures(asked, changes)), _tools(asked, changes), *_parts(asked, changes)]


def _parts(asked: Asked, changes: Changes) -> list[Node]:
    if not changes.shown:
        return [empty_state(t("changes.nothing_of_kind"))]
    return change_cards(asked, changes)


def _notes(changes: Changes) -> list[Node]:
    """Say it plainly where there was nothing to compare with."""
    first = data.portfolio().first_day
    if first is None or changes.since.day >= first:
        return []
    facts = {"date": date_text(first), "then": moment_text(changes.since)}
    return [note(t("changes.before_first", **facts), "warning")]


_FIGURES = (
    (Part.LIGHT, "red"),
    (Part.DATE, "plain"),
    (Part.STATUS, "plain"),
    (Part.NEW, "plain"),
    (Part.GONE, "plain"),
    (Part.UNCLEAR, "grey"),
)


def _figures(asked: Asked, changes: Changes) -> list[KeyFigure]:
    """Count the parts that are read first; each figure asks for its part."""
    return [
        KeyFigure(
            number(changes.count(part)),
            t(f"changes.figure_{part.text_id}"),
            _figure_note(changes, part),
            _to(asked, str(part)),
            tone,
        )
        for part, tone in _FIGURES
    ]


def _figure_note(changes: Changes, part: Part) -> str:
    if part is not Part.LIGHT:
        return t(f"changes.note_{part.text_id}")
    worse = sum(worsening(it) > 0 for it in changes.every[part])
    return t("changes.note_light", worse=number(worse))


def _tools(asked: Asked, changes: Changes) -> Node:
    """Offer each kind of change by itself, and all of it as a file."""
    file = html.A(t("changes.file"), href=CHANGES_FILE + to_query(asked), className="download", download="")
    kinds = change_kinds(SINCE_PAGE, asked, changes)
    return html.Div([kinds, html.P(file, className="list-files")], className="list-tools no-print")


def _to(asked: Asked, word: str) -> str:
    return SINCE_PAGE + to_query(Asked(criteria=asked.criteria, own={CHANGE_KEY: word}))
