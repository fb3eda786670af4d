"""What people have chosen and measured in the demo, from ``data/demo/effect.toml``: done by real deeds."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portfolio.database import writing
from portfolio.effect.deeds import Chosen, Measured, choose, measure
from portfolio.effect.words import Direction, PhasesBy
from portfolio.resources import resource
from portfolio.rules.likeness import fold
from portfolio.tables import FOREVER, Version
from portfolio.vocabulary import code_or_none

Told = Mapping[str, Any]
"""A table of the file, as it is written."""


def add_effect(engine: Engine) -> None:
    """Add choices and measurements to a database that holds the demo's lists."""
    told = tomllib.loads(resource("data", "demo", "effect.toml").read_text(encoding="utf-8"))
    with writing(engine) as session:
        titles = _titles(session)
        for one in told["choose"]:
            choose(session, titles[fold(one["title"])], _chosen(one), now=_at(one), by=one["by"])
        for one in told["measure"]:
            measure(session, titles[fold(one["title"])], _measured(one), now=_at(one), by=one["by"])


def _titles(session: Session) -> dict[str, int]:
    query = select(Version.title, Version.initiative_id).where(Version.known_to == FOREVER)
    return {fold(title): id_ for title, id_ in session.execute(query)}


def _at(told: Told) -> dt.datetime:
    at: dt.datetime = told["at"]
    return at


def _chosen(told: Told) -> Chosen:
    has_days = "trial" in told or "after" in told
    return Chosen(
        indicator=told["indicator"],
        unit=told["unit"],
        dimension=told.get("dimension"),
        direction=code_or_none(Direction, told.get("direction")),
        target=told.get("target"),
        baseline=told.get("baseline"),
        phases=PhasesBy.OWN if has_days else PhasesBy.LISTS,
        trial=told.get("trial"),
        after=told.get("after"),
        text=told["text"],
    )


def _measured(told: Told) -> Measured:
    return Measured(
        told["indicator"],
        told["unit"],
        told["first"],
        told["last"],
        told["number"],
        told["source"],
        told["note"],
    )
