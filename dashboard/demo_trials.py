"""What teams have tried in the demo, from ``data/demo/trials.toml``: noted and written on by real deeds."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.demo_deeds import BY
from portfolio.database import writing
from portfolio.resources import resource
from portfolio.rules.likeness import fold
from portfolio.tables import TrialVersion, Version
from portfolio.trials.book import TRIAL_FIELDS, TrialText
from portfolio.trials.deeds import Begun, begin_trial, write_trial
from portfolio.trials.words import TrialOutcome, TrialScale

Told = Mapping[str, Any]
"""A cycle as the file tells it."""


def add_trials(engine: Engine) -> None:
    """Note all cycles of the demo, each at its own instant."""
    text = resource("data", "demo", "trials.toml").read_text(encoding="utf-8")
    numbers: dict[str, int] = {}
    with writing(engine) as session:
        ids = _ids_by_title(session)
        for told in tomllib.loads(text)["trial"]:
            after = numbers.get(told.get("after", ""))
            numbers[told["name"]] = _begin(session, ids[fold(told["about"])], told, after)


def _ids_by_title(session: Session) -> dict[str, int]:
    query = select(Version.title, Version.initiative_id).order_by(Version.known_from)
    return {fold(title): id_ for title, id_ in session.execute(query)}


def _begin(session: Session, initiative_id: int, told: Told, after: int | None) -> int:
    by = told.get("by", BY)
    begun = Begun(_text(told), after)
    number = begin_trial(session, initiative_id, begun, now=_instant(told["at"]), by=by)
    later = told.get("told")
    if later is not None:
        version = session.scalars(select(TrialVersion.id).where(TrialVersion.trial_id == number)).one()
        text = _text({**told, **later})
        write_trial(session, number, text, on=version, now=_instant(later["at"]), by=by)
    return number


def _text(told: Told) -> TrialText:
    said = {name: told[name] for name in TRIAL_FIELDS if name in told}
    for name, codes in (("scale", TrialScale), ("outcome", TrialOutcome)):
        if name in said:
            said[name] = codes(said[name])
    return TrialText(**said)


def _instant(at: dt.datetime) -> dt.datetime:
    return at.astimezone(dt.UTC)
