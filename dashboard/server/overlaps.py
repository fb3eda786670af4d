"""Ideas held up against the portfolio, and what is decided of them.

An idea that is short becomes an address. A longer one is answered at once with what is alike, and is nowhere
kept: it is in no address, no log and no database. Every text is screened before anything is read of it.
"""

import json
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.components import markup as html
from dashboard.components.markup import laid_out
from dashboard.components.overlap_asked import (
    IDEA_KEYS,
    OVERLAP,
    OVERLAP_FILE,
    REMEMBERED_KEY,
    found_of,
    held_idea,
    idea_said,
)
from dashboard.components.overlap_form import FOUND, SEARCH
from dashboard.components.overlap_results import ROUTE, VERDICT, file_form, results, sentence
from dashboard.components.shell import arrive
from dashboard.filters import AS_OF
from dashboard.server.deeds import Answer, deeds_blueprint, number_said, numbers_said, said
from dashboard.server.download import overlap_workbook
from dashboard.server.drafts import Done
from dashboard.server.importing import Importer
from dashboard.texts import t
from portfolio.identity import InitiativeUnknownError
from portfolio.overlap.decisions import (
    LONGEST_IDEA,
    Idea,
    OverlapRefusedError,
    build_on,
    decide_idea,
    undo_decision,
)
from portfolio.overlap.words import OverlapVerdict
from portfolio.process.deeds import DeedUnknownError
from portfolio.vocabulary import code_or_none

_LONGEST_QUERY = 1_800
"""An address with an idea in it has so many characters at most: longer ones are cut on their way by some."""


def overlaps_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be pasted or decided here."""
    unknown = (InitiativeUnknownError, DeedUnknownError)
    blueprint = deeds_blueprint("overlaps", ROUTE, _DEEDS, importer, unknown=unknown)

    @blueprint.post(SEARCH)
    def find() -> Answer:
        idea = _asked_idea()
        seen = {AS_OF: said(AS_OF)} if said(AS_OF) else {}
        query = urlencode({**_own(idea), **seen})
        if len(query) <= _LONGEST_QUERY:
            return jsonify(address=f"{OVERLAP}?{query}")
        return _answered(idea, seen)

    @blueprint.post(OVERLAP_FILE)
    def file() -> Response:
        return overlap_workbook(held_idea(_asked_idea(), is_kept=False))

    return blueprint


def _answered(idea: Idea, seen: dict[str, str]) -> Answer:
    """Answer with what is alike, laid out; ``seen`` is the moment that the portfolio is seen from."""
    arrive(OVERLAP, seen, ())
    held = held_idea(idea, is_kept=False)
    found = found_of(held)
    lead = html.H2(sentence(found), className="overlap-answer", tabIndex=-1, id=f"{FOUND}-svar")
    shown = laid_out([lead, *results(found), file_form(held, "")])
    answer = json.dumps({"place": FOUND, "children": shown}, cls=PlotlyJSONEncoder, ensure_ascii=False)
    return Response(answer, mimetype="application/json")


def _idea() -> Idea:
    return idea_said({key: said(key) for key in IDEA_KEYS})


def _asked_idea() -> Idea:
    """Give the idea that is to be held up.

    Raises:
        OverlapRefusedError: nothing is written, or more than can be held up in a moment.
    """
    idea = _idea()
    if idea.is_empty:
        raise OverlapRefusedError("alike.idea_empty")
    if idea.length > LONGEST_IDEA:
        raise OverlapRefusedError("alike.idea_too_long", limit=LONGEST_IDEA)
    return idea


def _own(idea: Idea) -> dict[str, str]:
    words = (idea.title, idea.description, idea.target_group, ",".join(idea.where))
    return {key: word for key, word in zip(IDEA_KEYS, words, strict=True) if word}


def _remembered(session: Session, initiative_id: int) -> Done:
    """Remember what an idea is to an initiative; one that no address holds is found again by the decision."""
    verdict = code_or_none(OverlapVerdict, said(VERDICT))
    if verdict is None:
        raise OverlapRefusedError("alike.verdict_missing")
    idea = _idea()
    number = decide_idea(
        session, initiative_id, idea, verdict, reason=said("begrundelse"), now=data.now(), by=user()
    )
    is_long = len(urlencode(_own(idea))) > _LONGEST_QUERY
    address = f"{OVERLAP}?{REMEMBERED_KEY}={number}" if is_long else None
    return Done(address=address, message=t("overlap.told_decided"), undo=_undo(initiative_id, number))


def _built_on(session: Session, initiative_id: int) -> Done:
    other = number_said("anden")
    number = build_on(session, initiative_id, other, reason=said("begrundelse"), now=data.now(), by=user())
    return Done(message=t("overlap.told_decided"), undo=_undo(initiative_id, number))


def _undo(initiative_id: int, number: int) -> tuple[str, dict[str, str]]:
    return f"{ROUTE}/{initiative_id}/fortryd", {"numre": str(number)}


def _undone(session: Session, _initiative_id: int) -> Done:
    for number in numbers_said("numre"):
        undo_decision(session, number, now=data.now(), by=user())
    return Done(message=t("overlap.told_undone"))


_DEEDS = {"husk": _remembered, "byg": _built_on, "fortryd": _undone}
