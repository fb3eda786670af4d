"""The demo's assessments, recommendations and cores, from ``data/demo/spread.toml``: done by real deeds."""

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portfolio.database import reading, writing
from portfolio.resources import resource
from portfolio.rules.likeness import fold
from portfolio.spread.assessment_deeds import (
    Assessed,
    Recommended,
    assess,
    recommend,
    undo_assessments,
)
from portfolio.spread.assessments import Answer
from portfolio.spread.core import CorePart
from portfolio.spread.core_deeds import Described, Ticked, describe_core, tick_core
from portfolio.spread.words import AssessmentForm, Domain, PartUse, Recommendation, SpreadCheck
from portfolio.tables import Version
from portfolio.vocabulary import code_or_none

BY = "Fællessekretariatet"
"""Who has noted what names nobody else."""

Told = Mapping[str, Any]
"""A deed as the file tells it."""


def add_spread(engine: Engine) -> None:
    """Do all deeds of the demo, each at its own instant."""
    text = resource("data", "demo", "spread.toml").read_text(encoding="utf-8")
    with reading(engine) as session:
        query = select(Version.title, Version.initiative_id).order_by(Version.known_from)
        ids = {fold(title): id_ for title, id_ in session.execute(query)}
    numbers: dict[str, int] = {}
    for told in sorted(tomllib.loads(text)["deed"], key=lambda it: it["at"]):
        with writing(engine) as session:
            _do(session, ids[fold(told["about"])], told, numbers)


def _do(session: Session, initiative_id: int, told: Told, numbers: dict[str, int]) -> None:
    now, by = told["at"].astimezone(dt.UTC), told.get("who", BY)
    if told["do"] == "undo":
        undo_assessments(session, [numbers[told["name"]]], now=now, by=by)
        return
    number = _DEEDS[told["do"]](session, initiative_id, told, now, by)
    if "name" in told:
        numbers[told["name"]] = number


def _assess(session: Session, initiative_id: int, told: Told, now: dt.datetime, by: str) -> int:
    assessed = Assessed(
        assessor=told["who"],
        answers={domain: _answer(told[domain]) for domain in Domain if domain in told},
        form=AssessmentForm(told["form"]),
        checks={SpreadCheck(name): said for name, said in told.get("checks", {}).items()},
        recommendation=code_or_none(Recommendation, told.get("recommendation")),
        text=told.get("text"),
    )
    return assess(session, initiative_id, assessed, now=now, by=by)


def _answer(said: Sequence[Any]) -> Answer:
    score, reason, evidence, *_ = [*said, None, None]
    return Answer(score, reason, evidence)


def _advise(session: Session, initiative_id: int, told: Told, now: dt.datetime, by: str) -> int:
    recommended = Recommended(Recommendation(told["recommendation"]), told["text"], told["who"])
    return recommend(session, initiative_id, recommended, now=now, by=by)


def _core(session: Session, initiative_id: int, told: Told, now: dt.datetime, by: str) -> int:
    fixed = zip_longest(told.get("keys", []), told["fixed"], fillvalue="")
    free = zip_longest(told.get("adaptable_keys", []), told["adaptable"], fillvalue="")
    described = Described(
        parts=[
            *(CorePart(key, text, is_fixed=True) for key, text in fixed),
            *(CorePart(key, text, is_fixed=False) for key, text in free),
        ],
        effect=told.get("effect"),
        preconditions=told.get("needs"),
        target_group=told.get("target"),
        contact=told.get("contact"),
    )
    return describe_core(session, initiative_id, described, now=now, by=by)


def _ticks(session: Session, initiative_id: int, told: Told, now: dt.datetime, by: str) -> int:
    uses = {key: PartUse(use) for key, use in told["uses"].items()}
    ticked = Ticked(told["receiver"], uses, told.get("about_parts", {}))
    return tick_core(session, initiative_id, ticked, now=now, by=by)[0]


_DEEDS: Mapping[str, Callable[[Session, int, Told, dt.datetime, str], int]] = {
    "assess": _assess,
    "advise": _advise,
    "core": _core,
    "ticks": _ticks,
}
