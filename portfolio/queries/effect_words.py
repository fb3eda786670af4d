"""Whose lists tell of an effect, or describe a core, in words, as known at an instant."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portfolio.queries.portfolio import known_at
from portfolio.tables import Version

_OF_EFFECT, _OF_CORE = ("effect", "evaluation"), ("core",)


@dataclass(frozen=True, slots=True)
class EffectWords:
    """Initiatives whose lists say something in words: of an effect or evaluation, and of the core."""

    effect: frozenset[int]
    core: frozenset[int]


def read_effect_words(session: Session, as_of: dt.datetime) -> EffectWords:
    """Read whose lists tell of an effect or a core; what stands there is not read."""
    effect = or_(*(Version.values_json.contains(f'"{name}":') for name in _OF_EFFECT))
    core = or_(*(Version.values_json.contains(f'"{name}":') for name in _OF_CORE))
    query = select(Version.initiative_id, effect, core).where(known_at(Version, as_of), or_(effect, core))
    rows = session.execute(query).all()
    return EffectWords(
        frozenset(id_ for id_, is_effect, _ in rows if is_effect),
        frozenset(id_ for id_, _, is_core in rows if is_core),
    )
