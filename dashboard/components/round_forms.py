"""Forms about rounds of comments: send one, note an answer, remind, move the due day, ask more, close."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.markup import Element, Node
from dashboard.components.process_forms import (
    Asked,
    check,
    day_control,
    field,
    file_field,
    line_control,
    select_one,
    suggestion_list,
    text_control,
)
from dashboard.format import danish_key
from dashboard.labels import organisations, party_name
from dashboard.receivers import region_of
from dashboard.server.processes import DAY, LINK, NOTE, STEP
from dashboard.server.rounds import (
    AGAIN,
    ANSWER,
    BODY,
    COMMENTS,
    DUE,
    MEETING,
    OTHERS,
    PARTY,
    ROUND,
    ROUTE,
    SENT,
)
from dashboard.texts import language, t
from portfolio.process.rounds import Party, Round
from portfolio.vocabulary import OrganisationKind, ReplyAnswer, label

FOCUS = "kommentering"
_CLUSTERS = (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL)
_BODIES = ("SSG", "SKU", "TSS", "Samordningsudvalget", "Forum for koordination")
_SEVERAL = re.compile(r"[,;/\n]| og ")


def asked_of(initiative_id: int, today: dt.date, prefix: str = "kommentering") -> Asked:
    """Say that an initiative's rounds can be changed here."""
    return Asked(initiative_id, today, FOCUS, prefix, ROUTE)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is likely to be asked, by the initiative: each a party's id or name, and what is read for it."""

    municipalities: Sequence[tuple[str, str]]
    hospitals: Sequence[tuple[str, str]]
    clusters: Sequence[tuple[str, str]]


def invited(
    municipalities: Sequence[str], hospitals: str | None, organisation_id: str | None, today: dt.date
) -> Invited:
    """Gather an initiative's municipalities and hospitals, and the clusters of its region."""
    towns = sorted(((it, party_name(it)) for it in municipalities), key=lambda it: danish_key(it[1]))
    houses = dict.fromkeys(it.strip() for it in _SEVERAL.split(hospitals or "") if it.strip())
    region = region_of(organisation_id, municipalities)
    clusters = [
        it
        for it in organisations().values()
        if it.kind in _CLUSTERS and it.region == region and it.exists_on(today)
    ]
    named = [(it.id, it.name) for it in sorted(clusters, key=lambda it: danish_key(it.name))]
    return Invited(towns, [(it, it) for it in houses], named)


def send_form(asked: Asked, who: Invited, step: str, *, has_rounds: bool = False) -> Element:
    """Send a round: to whom, by when, in time for which meeting; one just like another must be meant."""
    bodies = asked.id("send", "fora")
    groups = (
        (t("round.municipalities"), who.municipalities, True),
        (t("round.hospitals"), who.hospitals, True),
        (t("round.clusters"), who.clusters, False),
    )
    boxes = [
        _boxes(asked, f"send-{place}", words, parties, is_ticked=is_ticked)
        for place, (words, parties, is_ticked) in enumerate(groups)
        if parties
    ]
    return deed_form(
        asked.address("send"),
        [
            *boxes,
            field(asked, "send", OTHERS, t("round.others"), text_control(), t("round.others_hint")),
            field(asked, "send", SENT, t("round.sent_on"), day_control(asked.today, asked.today)),
            field(asked, "send", DUE, t("round.due_on"), _day_ahead(is_required=True)),
            field(asked, "send", MEETING, t("round.meeting_on"), _day_ahead()),
            field(asked, "send", BODY, t("round.meeting_body"), line_control(bodies)),
            suggestion_list(bodies, _BODIES),
            field(asked, "send", NOTE, t("round.text"), text_control()),
            file_field(asked, "send"),
            field(asked, "send", LINK, t("process.or_link"), line_control(), t("process.link_hint")),
            *([check(asked, "send", AGAIN, t("round.again"))] if has_rounds else []),
            deed_button(t("round.send"), is_main=True),
        ],
        hidden={STEP: step},
        focus=asked.focus,
        has_file=True,
    )


def answer_form(asked: Asked, it: Round) -> Element:
    """Note what a party answered; those that have not answered first."""
    parties = [(one.party, party_name(one.party)) for one in (*it.silent, *it.answered)]
    answers = [(str(code), label(code, language())) for code in ReplyAnswer]
    return deed_form(
        asked.address("svar"),
        [
            field(asked, "svar", PARTY, t("round.party"), select_one(parties)),
            field(asked, "svar", ANSWER, t("process.answer"), select_one(answers)),
            field(asked, "svar", DAY, t("process.answered_on"), day_control(asked.today, asked.today)),
            field(asked, "svar", COMMENTS, t("round.comments"), text_control()),
            deed_button(t("round.save_answer"), is_main=True),
        ],
        hidden={ROUND: str(it.id)},
        focus=asked.focus,
    )


def remind_form(asked: Asked, it: Round) -> Element:
    """Note who was reminded."""
    parties = [(one.party, _reminded(one)) for one in it.silent]
    return deed_form(
        asked.address("paamind"),
        [
            _boxes(asked, "paamind", t("round.reminded"), parties, is_ticked=True),
            field(asked, "paamind", DAY, t("process.day"), day_control(asked.today, asked.today)),
            deed_button(t("round.save_reminder"), is_main=True),
        ],
        hidden={ROUND: str(it.id)},
        focus=asked.focus,
    )


def _reminded(one: Party) -> str:
    name = party_name(one.party)
    return name if not one.reminders else t("round.reminded_before", party=name, count=one.reminders)


def due_form(asked: Asked, it: Round) -> Element:
    """Move the day by which answers are due."""
    day = with_attributes(_day_ahead(is_required=True), {"defaultValue": it.due_on.isoformat()})
    return deed_form(
        asked.address("frist"),
        [
            field(asked, "frist", DUE, t("round.new_due"), day),
            field(asked, "frist", NOTE, t("round.why"), line_control()),
            deed_button(t("round.move_due"), is_main=True),
        ],
        hidden={ROUND: str(it.id)},
        focus=asked.focus,
    )


def more_form(asked: Asked, it: Round) -> Element:
    """Ask further parties."""
    return deed_form(
        asked.address("tilfoej"),
        [
            field(asked, "tilfoej", OTHERS, t("round.more_parties"), text_control(), t("round.others_hint")),
            deed_button(t("round.add"), is_main=True),
        ],
        hidden={ROUND: str(it.id)},
        focus=asked.focus,
    )


def close_form(asked: Asked, it: Round) -> Element:
    """Close the round; who has not answered was silent."""
    return deed_form(
        asked.address("luk"),
        [
            field(
                asked,
                "luk",
                DAY,
                t("process.day"),
                day_control(asked.today, asked.today),
                t("round.close_hint"),
            ),
            field(asked, "luk", NOTE, t("process.note"), line_control()),
            deed_button(t("round.close"), is_main=True),
        ],
        hidden={ROUND: str(it.id)},
        focus=asked.focus,
    )


def _day_ahead(*, is_required: bool = False) -> Element:
    """Lay out a day that may lie ahead."""
    return html.Input(type="date", className="form-control short-control", required=is_required or None)


def _boxes(
    asked: Asked, form: str, words: str, parties: Iterable[tuple[str, str]], *, is_ticked: bool
) -> Node:
    """Lay out a box to tick for each party."""
    lines = []
    for place, (code, name) in enumerate(parties):
        id_ = asked.id(form, f"{PARTY}-{place}")
        box = html.Input(
            type="checkbox",
            id=id_,
            name=PARTY,
            value=code,
            defaultChecked=is_ticked,
            className="form-check-input",
        )
        lines.append(html.Div([box, html.Label(name, htmlFor=id_)], className="deed-check"))
    legend = html.Legend(words, className="field-label")
    return html.Fieldset([legend, html.Div(lines, className="deed-checks")], className="deed-boxes")
