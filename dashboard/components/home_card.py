"""An initiative's home in the structure to come, or of the day asked for, on its own page."""

from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.home_groups import home_name
from dashboard.components.home_words import doubt_words, how_words, places_listed, reason_words, why_words
from dashboard.components.homes_list import structure_day
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.structure_choice import WORK_LIST
from dashboard.data import HomeEntry
from dashboard.filters import Asked, address
from dashboard.format import date_text, instant
from dashboard.labels import organisation_label
from dashboard.texts import t
from portfolio.rules.succession import Choice, Home, How


def home_card(initiative_id: int, asked: Asked) -> list[Node]:
    """Say where an initiative belongs, how that was found, and what people have decided of it."""
    transition = data.transition(structure_day(asked.criteria))
    place = transition.snapshot.place(initiative_id)
    if place is None:
        return []
    home, entry = transition.after.home(place), transition.entry(place)
    history = data.home_history(initiative_id)
    if home.how is How.SAME and not history:
        return []
    content: list[Node] = [html.P(said) for said in _said(home, entry)]
    if home.choices:
        content.append(html.Ul([html.Li(_choice(it)) for it in home.choices]))
    if home.doubts:
        content.append(
            html.P(f"{t('home.uncertain')} {' '.join(map(doubt_words, home.doubts))}", className="muted")
        )
    if home.how in (How.OPEN, How.NONE, How.DECIDED):
        content.append(html.P(_to_decide(initiative_id, asked, home), className="no-print"))
    if history:
        content.append(html.Div(_history(history), className="uncaptioned"))
    return [card(_title(home, date_text(transition.day)), content)]


def _title(home: Home, date: str) -> str:
    if home.how is How.OPEN:
        return t("home.card_open", date=date)
    if home.how is How.NONE:
        return t("home.card_none", date=date)
    return t("home.card", date=date, home=home_name(home.organisation))


def _said(home: Home, entry: HomeEntry | None) -> list[str]:
    said = [why_words(home.why) if home.why is not None else how_words(home, entry)]
    if home.strays:
        said.append(t("home.strays", count=len(home.strays), names=places_listed(home.strays)))
    return said


def _choice(choice: Choice) -> list[Node]:
    reasons = " ".join(map(reason_words, choice.reasons))
    return [html.Strong(organisation_label(choice.organisation)), f": {reasons}"]


def _to_decide(initiative_id: int, asked: Asked, home: Home) -> Node:
    plain = address(WORK_LIST, asked.criteria.unfiltered())
    word = {How.NONE: "tilstand=uden&", How.DECIDED: "tilstand=afgjort&"}.get(home.how, "")
    return link(t("home.to_decide"), f"{plain}{'&' if '?' in plain else '?'}{word}indsats={initiative_id}")


def _history(entries: Sequence[HomeEntry]) -> Node:
    heads = [Column(t(f"home.{name}")) for name in ("home", "reason", "made", "undone_at")]
    return plain_table(t("home.history_caption"), heads, map(_row, entries))


def _row(entry: HomeEntry) -> list[Cell]:
    made = t("initiative.loaded", at=instant(entry.decided_at), by=entry.decided_by)
    undone = (
        t("correct.stands")
        if entry.undone_at is None
        else t("initiative.loaded", at=instant(entry.undone_at), by=entry.undone_by or "")
    )
    return [home_name(entry.organisation), entry.reason, made, undone]
