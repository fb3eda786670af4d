"""Initiatives on their way through processes, written straight into the tables."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, insert, select

from portfolio.database import writing
from portfolio.marks import Part, touch
from portfolio.process.templates import Template, shipped
from portfolio.tables import Initiative, InitiativeProcess, ProcessDeed
from portfolio.vocabulary import FactKind

SEED = 11
_BATCH = 1_000
_LONGEST_WAY = 2_400


def fill_courses(engine: Engine, today: dt.date, *, share_outside: float = 0.0) -> int:
    """Let all initiatives of a portfolio go through a process, and give how many do.

    Each has gone on from step to step since a day of its own, and stands anywhere, some at the end.

    Args:
        engine: a database with initiatives and no processes.
        today: no step lies behind this day.
        share_outside: so many follow none.
    """
    rng = random.Random(SEED)
    with writing(engine) as session:
        ids = [it for it in session.scalars(select(Initiative.id)) if rng.random() >= share_outside]
        choices, deeds = [], []
        for id_ in ids:
            choice, steps = _course(id_, rng, today)
            choices.append(choice)
            deeds += steps
        for model, rows in ((InitiativeProcess, choices), (ProcessDeed, deeds)):
            for first in range(0, len(rows), _BATCH):
                session.execute(insert(model), rows[first : first + _BATCH])
        touch(session, Part.PROCESS)
    return len(ids)


def _course(id_: int, rng: random.Random, today: dt.date) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    template = shipped(rng.choice(("agreement", "development", "development", "bid")))
    way = rng.choice("ab") if template.entrances else ""
    day = today - dt.timedelta(days=rng.randint(30, _LONGEST_WAY))
    made = {"made_at": dt.datetime.combine(day, dt.time(9), dt.UTC), "made_by": "prøve"}
    choice = {
        "initiative_id": id_,
        "template_id": template.id,
        "version": 1,
        "entrance": way,
        **made,
    }
    return choice, list(_deeds(id_, template, way, day, today, rng))


def _deeds(
    id_: int, template: Template, way: str, day: dt.date, today: dt.date, rng: random.Random
) -> Iterator[dict[str, Any]]:
    steps = [it for it in template.steps if not it.entrance or it.entrance == way]
    for step in steps[: rng.randint(1, len(steps))]:
        if day > today:
            return
        yield {
            "initiative_id": id_,
            "kind": FactKind.MOVED,
            "step": step.number,
            "day": day,
            "made_at": dt.datetime.combine(day, dt.time(10), dt.UTC),
            "made_by": "prøve",
        }
        day += dt.timedelta(days=int(rng.lognormvariate(3.8, 0.9)) + 1)
