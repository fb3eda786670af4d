"""Saying what is to be held up: written or pasted, or chosen among what has just come."""

from collections.abc import Sequence
from itertools import islice

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button
from dashboard.components.here import criteria
from dashboard.components.links import current, link
from dashboard.components.markup import Element, Node
from dashboard.components.overlap_asked import (
    DRAFT_KEY,
    GROUPS,
    INITIATIVE_KEY,
    OVERLAP,
    REMEMBERED_KEY,
    ROW_KEY,
    TARGET_KEY,
    TEXT_KEY,
    TITLE_KEY,
    WHERE_KEY,
    Held,
)
from dashboard.data import OverlapNote
from dashboard.filters import AS_OF, Asked, moment_word, to_query
from dashboard.format import danish_key, date_short, month, number
from dashboard.labels import organisations
from dashboard.texts import language, t
from portfolio.corrections import LONGEST_TITLE
from portfolio.overlap.decisions import LONGEST_IDEA, Idea
from portfolio.rules.months import danish_day
from portfolio.vocabulary import OrganisationKind, label

SEARCH = "/api/overlap/find"
FOUND = "overlap-fundet"
"""Id of the place of what is alike."""

_AREAS = (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL)
_MOST_OFFERED = 12
_MOST_REMEMBERED = 8


def tabs(shown: str, asked: Asked) -> Node:
    """Lead from one question to the other."""
    ways = (
        (OVERLAP, t("overlap.tab_idea")),
        (GROUPS, t("overlap.tab_groups")),
        ("/ens", t("overlap.tab_pairs")),
    )
    seen = Asked(criteria=asked.criteria)
    links = [(path, link(words, path + to_query(seen))) for path, words in ways]
    items = [html.Li(current(one) if path == shown else one) for path, one in links]
    return with_attributes(
        html.Nav(html.Ul(items), className="overlap-tabs no-print"), {"aria-label": t("overlap.tabs")}
    )


def idea_form(held: Held | None) -> Node:
    """Ask for an idea, with what was asked last."""
    idea = Idea() if held is None or held.idea is None else held.idea
    told = with_attributes(
        html.P(className="deed-refusal", hidden=True, role="alert", tabIndex=-1), {"data-refusal": ""}
    )
    where = idea.where[0] if idea.where else ""
    fields = [
        _field(TITLE_KEY, t("overlap.title"), _line(idea.title, LONGEST_TITLE)),
        _field(TEXT_KEY, t("overlap.text"), _text(idea.description), t("overlap.text_hint")),
        html.Div(
            [
                _field(TARGET_KEY, t("overlap.target"), _line(idea.target_group, LONGEST_TITLE)),
                _field(WHERE_KEY, t("overlap.where"), _places(where)),
            ],
            className="overlap-pair",
        ),
        html.P(t("overlap.not_kept"), className="field-hint"),
        deed_button(t("overlap.find"), is_main=True),
        told,
    ]
    seen = criteria().as_of
    if seen is not None:
        fields.append(html.Input(type="hidden", name=AS_OF, defaultValue=moment_word(seen)))
    form = html.Form(fields, action=SEARCH, method="post", className="overlap-form", id="overlap-form")
    return with_attributes(form, {"data-overlap": FOUND})


def _field(key: str, words: str, control: Element, hint: str = "") -> Node:
    id_ = f"overlap-{key}"
    named = html.Label(words, htmlFor=id_, className="field-label")
    marks = {"id": id_, "name": key} | ({"aria-describedby": f"{id_}-hint"} if hint else {})
    under = [html.P(hint, className="field-hint", id=f"{id_}-hint")] if hint else []
    return html.Div([named, with_attributes(control, marks), *under], className="deed-field")


def _line(said: str, longest: int) -> Element:
    return html.Input(type="text", className="form-control", maxLength=longest, defaultValue=said)


def _text(said: str) -> Element:
    return html.Textarea(className="form-control", rows=6, maxLength=LONGEST_IDEA, defaultValue=said)


def _places(chosen: str) -> Element:
    """Offer areas and municipalities of today."""
    today = data.present_day()
    every = [it for it in organisations().values() if it.exists_on(today)]
    groups = []
    for kind in (*_AREAS, OrganisationKind.MUNICIPALITY):
        named = sorted((it for it in every if it.kind is kind), key=lambda it: danish_key(it.name))
        options = [html.Option(it.name, value=it.id) for it in named]
        if options:
            groups.append(with_attributes(html.Optgroup(options), {"label": label(kind, language())}))
    anywhere = html.Option(t("overlap.anywhere"), value="")
    return html.Select([anywhere, *groups], className="form-select", defaultValue=chosen)


# --- What can be chosen -------------------------------------------------------------------------------------


def offered() -> list[Node]:
    """Offer what has just come in lists, and what was decided about last."""
    parts = [*_rows_of_drafts(), *_newest(), *_remembered(data.overlap_decisions().notes)]
    if not parts:
        return []
    return [
        html.Section(
            [html.H2(t("overlap.or_choose")), html.Div(parts, className="overlap-offers")],
            className="card-box no-print",
        )
    ]


def _rows_of_drafts() -> list[Node]:
    """Offer the new rows of lists that are on their way."""
    found: list[Node] = []
    for draft in data.drafts() if data.is_present() else ():
        if draft.result is None or draft.result.comparison is None:
            continue
        new = [it for it in draft.result.comparison.rows if it.initiative_id is None]
        links = [
            link(it.title, f"{OVERLAP}?{DRAFT_KEY}={draft.facts.id}&{ROW_KEY}={it.number}") for it in new
        ]
        found += _offer(t("overlap.of_draft", file=draft.facts.file_name), links)
    return found


def _newest() -> list[Node]:
    known = data.portfolio().snapshot
    found: list[Node] = []
    for come in data.just_come():
        places = [place for place in map(known.place, come.new_ids) if place is not None]
        items = [known.item(place) for place in places]
        links = [link(it.title, f"{OVERLAP}?{INITIATIVE_KEY}={it.id}") for it in items]
        at = date_short(danish_day(come.upload.uploaded_at))
        found += _offer(
            t("overlap.of_list", source=come.upload.source, month=month(come.upload.month), at=at), links
        )
    return found


def _remembered(notes: Sequence[OverlapNote]) -> list[Node]:
    """Offer the ideas that somebody has decided about, each once."""
    ideas = {note.idea.key: note for note in reversed(notes) if note.idea is not None}
    newest = sorted(ideas.values(), key=lambda it: -it.id)[:_MOST_REMEMBERED]
    links = [link(idea_title(it.idea), f"{OVERLAP}?{REMEMBERED_KEY}={it.id}") for it in newest if it.idea]
    return _offer(t("overlap.of_remembered"), links)


def idea_title(idea: Idea) -> str:
    """Give what an idea is called: its title, else the beginning of what it says."""
    said = idea.title or idea.description or idea.target_group
    words = said.split()
    return " ".join(islice(words, 12)) + (" …" if len(words) > 12 else "")


def _offer(words: str, links: Sequence[Node]) -> list[Node]:
    if not links:
        return []
    summary = html.Summary([words, " ", html.Span(f"({number(len(links))})", className="muted")])
    shown = [html.Li(it) for it in links[:_MOST_OFFERED]]
    rest = len(links) - len(shown)
    more = [html.Li(t("overlap.more", count=rest, number=number(rest)), className="muted")] if rest else []
    return [html.Details([summary, html.Ul([*shown, *more])])]
