"""Who has taken an initiative into use: each receiver's state, where it is known from, what others say."""

import datetime as dt
from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.follow_history import follow_history, of_kinds
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.origin import cell_place, typed
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_forms import (
    Asked,
    check,
    field,
    folded_forms,
    line_control,
    select_one,
    suggestion_list,
    text_control,
)
from dashboard.components.process_words import listed
from dashboard.data import FollowEntry, FollowKind
from dashboard.format import danish_key, date_short, instant, number
from dashboard.labels import organisations, party_name, unknown_label
from dashboard.receivers import ReceiverGroup, receiver_groups, receiver_names
from dashboard.server.adoptions import EVIDENCE, GROUP, ONLY_UNKNOWN, RECEIVER, ROUTE, UPTAKE
from dashboard.server.processes import DAY, NOTE
from dashboard.texts import language, t
from portfolio.process.adoption import AdoptionClaim, AdoptionCounts, Receiver, counts_of
from portfolio.process.course import Course
from portfolio.vocabulary import CourseState, StepKind, Uptake, label

FOCUS = "modtagere"
_HEADS = ("receiver", "uptake", "day", "from", "note", "others")
_BESIDE = (Uptake.PARTLY, Uptake.IN_PROGRESS, Uptake.PLANNED, Uptake.NO)


def adoption_card(
    initiative_id: int,
    receivers: Sequence[Receiver],
    course: Course | None,
    region: str | None,
    history: Sequence[FollowEntry],
    today: dt.date,
    *,
    is_present: bool,
) -> list[Node]:
    """Show an initiative's receivers; nothing on a past day that knew none.

    Args:
        initiative_id: the initiative.
        receivers: who is known to receive it, or not to.
        course: where it is in its process.
        region: its region, whose groups are offered first.
        history: what people have said.
        today: the day it is seen from.
        is_present: whether it can be changed.
    """
    entries = of_kinds(history, FollowKind.ADOPTION)
    if not (receivers or entries or is_present):
        return []
    asked = Asked(initiative_id, today, FOCUS, FOCUS, ROUTE) if is_present else None
    content: list[Node] = []
    if receivers:
        content.append(_table(receivers))
    else:
        words = "receivers.awaited" if _is_implementing(course) else "receivers.none_why"
        content.append(html.P(t(words), className="muted"))
    if asked is not None:
        forms = [
            (t("receivers.one_fold"), _one_form(asked)),
            (t("receivers.group_fold"), _group_form(asked, region)),
        ]
        content.append(folded_forms(forms))
    content += follow_history(asked, entries)
    heading = t("receivers.none") if not receivers else counts_words(counts_of(receivers))
    shown = card(heading, content, t("receivers.subtitle") if receivers else "")
    return [html.Div(shown, id=FOCUS, tabIndex=-1, className="process follow")]


def counts_words(counts: AdoptionCounts) -> str:
    """Say how many receivers use it, how many are on their way, and of how many nobody knows."""
    whole = t("receivers.in_use", count=counts.asked, number=number(counts.in_use), all=number(counts.asked))
    beside = [
        t(f"receivers.are_{code}", count=counts.by_uptake[code], number=number(counts.by_uptake[code]))
        for code in _BESIDE
        if counts.by_uptake.get(code)
    ]
    unknown = counts.unknown
    last = t("receivers.unknown", count=unknown, number=number(unknown)) if unknown else ""
    return ", ".join(filter(None, [whole, *beside, last]))


def _is_implementing(course: Course | None) -> bool:
    if course is None:
        return False
    reached = (CourseState.CURRENT, CourseState.DONE)
    return any(it.step.kind is StepKind.IMPLEMENTATION and it.state in reached for it in course.steps)


def _table(receivers: Sequence[Receiver]) -> Node:
    """Show the receivers by name; a column in which nobody says anything is left out."""
    ordered = sorted(receivers, key=lambda it: danish_key(party_name(it.organisation)))
    rows = [_row(it) for it in ordered]
    kept = [place for place in range(len(_HEADS)) if any(row[place] for row in rows)]
    heads = [Column(t(f"receivers.head_{_HEADS[place]}")) for place in kept]
    cells = [[row[place] for place in kept] for row in rows]
    return plain_table(t("receivers.caption"), heads, cells, "plain receivers labelled")


def _row(it: Receiver) -> list[Cell]:
    claim = it.claim
    uptake: Cell = (
        html.Span(t("receivers.nobody_knows"), className="missing")
        if claim.uptake is None
        else label(claim.uptake, language())
    )
    others: list[Node] = [html.Div(other_claim(one)) for one in it.others]
    return [
        party_name(it.organisation),
        uptake,
        "" if claim.day is None else date_short(claim.day),
        claim_source(claim),
        claim.text or "",
        others,
    ]


def claim_source(claim: AdoptionClaim) -> list[Node]:
    """Say who says it: a person with the evidence, or a list with its cell and what stands there."""
    place = claim.told_in
    if place is None:
        said = t("receivers.by_person", by=claim.by, at=instant(claim.known_at))
        return [claim.evidence or "", html.Span(said, className="under")]
    cell = listed([place.file_name, cell_place(place.sheet, place.cell)])
    return [
        link(place.source, f"/indlaes/{place.upload_id}"),
        " ",
        typed(place.text),
        html.Span(cell, className="under"),
    ]


def other_claim(claim: AdoptionClaim) -> list[Node]:
    """Say what another says, and who that is."""
    said = unknown_label() if claim.uptake is None else label(claim.uptake, language())
    return [html.Strong(said), ": ", *claim_source(claim)]


def _states() -> Element:
    options = [(str(it), label(it, language())) for it in Uptake]
    return select_one(options, empty=t("receivers.nobody_knows"))


def _told(asked: Asked, form: str) -> list[Node]:
    """Ask how far, since when, how it is known."""
    day = html.Input(type="date", className="form-control short-control")
    return [
        field(asked, form, UPTAKE, t("receivers.uptake"), _states()),
        field(asked, form, DAY, t("receivers.day"), day, t("receivers.day_hint")),
        field(asked, form, EVIDENCE, t("receivers.evidence"), line_control()),
        field(asked, form, NOTE, t("process.note"), text_control()),
    ]


def _one_form(asked: Asked) -> Element:
    names = asked.id("en", "forslag")
    receiver = with_attributes(line_control(names), {"required": "required"})
    return deed_form(
        asked.address("modtager"),
        [
            field(asked, "en", RECEIVER, t("receivers.receiver"), receiver),
            suggestion_list(names, receiver_names(asked.today)),
            *_told(asked, "en"),
            deed_button(t("receivers.save"), is_main=True),
        ],
        focus=asked.focus,
    )


def _group_form(asked: Asked, region: str | None) -> Element:
    groups = [(it.key, group_name(it)) for it in receiver_groups(asked.today, region)]
    return deed_form(
        asked.address("gruppe"),
        [
            field(asked, "gruppe", GROUP, t("receivers.group"), select_one(groups)),
            *_told(asked, "gruppe"),
            check(asked, "gruppe", ONLY_UNKNOWN, t("receivers.only_unknown"), is_ticked=True),
            deed_button(t("receivers.save_group"), is_main=True),
        ],
        focus=asked.focus,
    )


def group_name(group: ReceiverGroup) -> str:
    """Name a group: all clusters of a region."""
    known = organisations().get(group.region)
    region = group.region if known is None else known.name
    count = len(group.ids)
    return t(f"receivers.all_{group.kind}", region=region, count=count, number=number(count))
