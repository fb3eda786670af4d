"""What was measured of initiatives, and what people have said of it."""

from dashboard.data.door import DAYS_KEPT, Door, door_here, kept, moment_here, stamp_here, stamps_here
from portfolio.database import reading
from portfolio.effect.book import EffectBook
from portfolio.moments import Moment
from portfolio.queries.effect import ListedMeasurements, read_effect, read_listed_measurements
from portfolio.queries.effect_history import EffectEntry
from portfolio.queries.effect_history import effect_history as read_history
from portfolio.rules.months import danish_day


@kept(DAYS_KEPT)
def kept_listed_measurements(door: Door, _stamp: str, moment: Moment) -> ListedMeasurements:
    """Read what lists' tables measure."""
    with reading(door.engine) as session:
        return read_listed_measurements(session, moment.instant)


@kept(DAYS_KEPT)
def kept_effect(door: Door, stamps: tuple[str, str], moment: Moment) -> EffectBook:
    """Read all indicators."""
    listed = kept_listed_measurements(door, stamps[0], moment)
    with reading(door.engine) as session:
        return read_effect(session, moment.instant, listed)


def effect() -> EffectBook:
    """Give all indicators with their measurements."""
    return effect_at(moment_here())


def effect_at(moment: Moment) -> EffectBook:
    """Give all indicators as they were known at another moment."""
    return kept_effect(door_here(), (stamp_here(), stamps_here().effect), moment)


def effect_history(initiative_id: int) -> tuple[EffectEntry, ...]:
    """Give what people have said of an initiative's indicators, the newest first."""
    with reading(door_here().engine) as session:
        return read_history(session, initiative_id, moment_here().instant)


def has_indicator(door: Door, slug: str) -> bool:
    """Tell whether there is an indicator with this name in addresses now."""
    stamps = door.stamps()
    book = kept_effect(door, (stamps.portfolio, stamps.effect), Moment(danish_day(door.clock())))
    return slug in book.by_slug
