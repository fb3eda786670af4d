"""What lists alone say of initiatives at an instant: as if nobody had corrected anything."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from portfolio.records import Value
from portfolio.versions.facts import read_contents, read_events, read_lists
from portfolio.versions.history import derived, moments


def reported_values(
    session: Session, initiative_ids: Collection[int], at: dt.datetime
) -> dict[int, Mapping[str, Value]]:
    """Give the values that lists state, by initiative and field; empty where none tells of it."""
    lists, events = read_lists(session), read_events(session, initiative_ids)
    stood = {id_: replace(moments(events[id_], lists, at)[0], corrections=()) for id_ in initiative_ids}
    speaking = {report.id for moment in stood.values() for report in moment.speaking}
    contents = read_contents(session, initiative_ids, speaking)
    found: dict[int, Mapping[str, Value]] = {}
    for id_, moment in stood.items():
        versions = derived([moment], lists, contents, ()).versions
        found[id_] = versions[0].known.values if versions else {}
    return found
