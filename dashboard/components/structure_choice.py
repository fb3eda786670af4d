"""The day by whose structure initiatives are grouped: shown in the page's head, and changed in place."""

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qsl

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import current, link
from dashboard.components.markup import Element, Node
from dashboard.components.states import note
from dashboard.data import Stand, Transition
from dashboard.filters import STRUCTURE, Asked, address, to_query
from dashboard.format import date_short, date_text, number
from dashboard.texts import t
from portfolio.reference import load_reference
from portfolio.rules.succession import next_change
from portfolio.vocabulary import Certainty

SUCCESSION, WORK_LIST = "/overgang", "/overgang/arbejdsliste"
_OTHER = "structure-som-paa"


def structure_control(path: str, asked: Asked, present: dt.date) -> Element:
    """Say by which structure is grouped, in a line that opens the choice of another."""
    chosen = _shown_day(path, asked, present)
    said = t("structure.as_lists") if chosen is None else t("structure.on", date=date_short(chosen))
    change = html.Span(t("moment.change"), className="visually-hidden")
    summary = html.Summary([html.Span(said), " ", change], id="struktur")
    panel = html.Div(
        [
            html.P(t("structure.hint"), className="field-hint"),
            _presets(path, asked, present),
            _other(path, asked),
        ],
        className="filter-panel structure-panel",
    )
    return html.Details([summary, panel], className="filter structure no-print")


def _shown_day(path: str, asked: Asked, present: dt.date) -> dt.date | None:
    """Give the day whose structure is shown; the pages of the transition show the next by themselves."""
    is_transition = path.startswith(SUCCESSION)
    return asked.criteria.structure_on or (next_change(load_reference(), present) if is_transition else None)


def _presets(path: str, asked: Asked, present: dt.date) -> Node:
    """Offer the days that matter: as lists say, today, and the day on which the structure changes."""
    change = next_change(load_reference(), present)
    days: list[tuple[str, dt.date | None]] = []
    if not path.startswith(SUCCESSION):
        days.append((t("structure.choose_lists"), None))
    days.append((t("structure.choose_today", date=date_short(present)), present))
    days += [(t("structure.choose_day", date=date_text(change)), change)]
    if change <= present:
        before = change - dt.timedelta(days=1)
        days.append((t("structure.choose_before", date=date_text(before)), before))
    chosen = _shown_day(path, asked, present)
    links = [_preset(path, asked, words, day, is_chosen=day == chosen) for words, day in days]
    return html.Ul([html.Li(it) for it in links], className="structure-days")


def _preset(path: str, asked: Asked, words: str, day: dt.date | None, *, is_chosen: bool) -> Element:
    shown = link(words, _on(path, asked, day))
    return current(shown, "true") if is_chosen else shown


def _on(path: str, asked: Asked, day: dt.date | None) -> str:
    return path + to_query(replace(asked, criteria=asked.criteria.but(structure_on=day), page=1))


def _other(path: str, asked: Asked) -> Node:
    """Ask for any other day, also one to come."""
    chosen = asked.criteria.structure_on
    kept = parse_qsl(_on("", asked, None).removeprefix("?"))
    hidden: list[Node] = [html.Input(type="hidden", name=key, defaultValue=value) for key, value in kept]
    given = html.Input(
        id=_OTHER,
        name=STRUCTURE,
        type="date",
        defaultValue="" if chosen is None else str(chosen),
        required=True,
    )
    label = html.Label(t("structure.other_day"), htmlFor=_OTHER)
    field = html.Div([label, given], className="moment-field")
    show = html.Button(t("moment.show"), type="submit", className="btn-main")
    return with_attributes(html.Form([*hidden, field, show], action=path, method="get"), {"data-address": ""})


def structure_note(path: str, asked: Asked) -> list[Node]:
    """Say by which structure is grouped, and what has no clear home in it; none where it is by no day's."""
    day = asked.criteria.structure_on
    if day is None or path.startswith(SUCCESSION):
        return []
    found = data.transition(day)
    counts = {stand: int((found.mask(stand) & found.snapshot.flags["is_listed"]).sum()) for stand in Stand}
    said = t(
        "structure.seen",
        count=len(found.structure.areas),
        date=date_text(day),
        areas=number(len(found.structure.areas)),
    )
    parts: list[Node] = [said, " ", *_unsettled(asked, counts)]
    parts += [t("structure.secondary"), " "] if _is_secondary(found) else []
    return [note([*parts, link(t("structure.back"), _on(path, asked, None))], "info")]


def _is_secondary(found: Transition) -> bool:
    """Tell whether what is known of the day's areas is from no authority."""
    known = found.structure.organisations
    return any(known[area].certainty is Certainty.SECONDARY for area in found.structure.areas)


def _unsettled(asked: Asked, counts: dict[Stand, int]) -> list[Node]:
    waiting = counts[Stand.OPEN] + counts[Stand.AGAIN]
    said: list[Node] = []
    if waiting:
        words = t("structure.waiting", count=waiting, number=number(waiting))
        said += [link(words, address(WORK_LIST, asked.criteria.unfiltered())), " "]
    if counts[Stand.PLACELESS]:
        words = t(
            "structure.placeless", count=counts[Stand.PLACELESS], number=number(counts[Stand.PLACELESS])
        )
        said += [words, " "]
    return said
