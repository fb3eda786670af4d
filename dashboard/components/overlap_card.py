"""On an initiative's page: the way to what is like it, and what people have decided of that."""

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.here import criteria
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.overlap_asked import INITIATIVE_KEY, OVERLAP, REMEMBERED_KEY
from dashboard.components.overlap_form import idea_title
from dashboard.data import OverlapNote
from dashboard.filters import address
from dashboard.format import instant
from dashboard.texts import language, t
from portfolio.vocabulary import label


def overlap_card(initiative_id: int) -> Node:
    """Lead to what is like an initiative; below stands what was decided, where somebody has."""
    notes = data.overlap_decisions().about(initiative_id)
    seen = address(OVERLAP, criteria().unfiltered())
    joined = "&" if "?" in seen else "?"
    way = link(t("overlap.card_look"), f"{seen}{joined}{INITIATIVE_KEY}={initiative_id}")
    items = [html.Li(_told(it, initiative_id)) for it in notes]
    told = [html.Ul(items, className="overlap-notes")] if items else []
    parts = [html.H2(t("overlap.card")), *told, html.P(way, className="no-print")]
    return html.Section(parts, className="card-box" if items else "card-box no-print")


def _told(it: OverlapNote, initiative_id: int) -> list[Node]:
    facts = {"reason": it.reason, "by": it.made_by, "at": instant(it.made_at)}
    said = t("overlap.card_said", **facts)
    verdict = label(it.verdict, language())
    if it.idea is not None:
        idea = link(idea_title(it.idea), f"{OVERLAP}?{REMEMBERED_KEY}={it.id}")
        return [html.Strong(verdict), " ", t("overlap.card_of_idea"), " ", idea, " ", said]
    is_builder = it.other_id == initiative_id
    other = it.initiative_id if is_builder else it.other_id
    words = t("overlap.card_builds" if is_builder else "overlap.card_built")
    return [words, " ", _named(other), " ", said]


def _named(initiative_id: int | None) -> Node:
    known = data.portfolio().snapshot
    place = None if initiative_id is None else known.place(initiative_id)
    if initiative_id is None or place is None:
        return html.Span(t("overlap.card_gone"))
    return initiative_link(initiative_id, known.item(place).title)
