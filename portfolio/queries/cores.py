"""The cores of initiatives and which of their parts receivers took, as people had told at an instant."""

import datetime as dt
from collections import defaultdict

from sqlalchemy.orm import Session

from portfolio.queries.told import Homes, rows_said
from portfolio.spread.core import Adopter, Core, CoreBook, Tick
from portfolio.spread.keeping import core_of
from portfolio.tables import CoreTick, CoreVersion


def read_cores(session: Session, as_of: dt.datetime) -> CoreBook:
    """Read the cores that stood at an instant.

    What was merged brings its core along where the initiative that it became has none of its own; a core's
    parts have numbers of their own, so what receivers did is told of the one core that stands.
    """
    homes = Homes(session, as_of)
    own: dict[int, list[Core]] = defaultdict(list)
    for row in rows_said(session, CoreVersion, as_of):
        own[row.initiative_id].append(
            Core(row.id, row.initiative_id, core_of(row.content_json), row.made_by, row.made_at)
        )
    speaks = _speakers(own, homes)
    ticks: dict[int, dict[str, dict[str, Tick]]] = defaultdict(lambda: defaultdict(dict))
    for it in rows_said(session, CoreTick, as_of):
        home = homes.home(it.initiative_id)
        if speaks.get(home) == it.initiative_id:
            ticks[home][it.organisation][it.part] = Tick(it.id, it.use, it.text, it.made_by, it.made_at)
    return CoreBook(
        versions={home: tuple(reversed(own[id_])) for home, id_ in speaks.items()},
        ticks={
            home: tuple(Adopter(name, parts) for name, parts in sorted(by_name.items()))
            for home, by_name in ticks.items()
        },
    )


def _speakers(own: dict[int, list[Core]], homes: Homes) -> dict[int, int]:
    """Give whose core is each initiative's: its own, else the newest of those that were merged into it."""
    found: dict[int, int] = {}
    for id_ in own:
        home = homes.home(id_)
        known = found.get(home)
        if known is None or id_ == home or (known != home and own[id_][-1].at > own[known][-1].at):
            found[home] = id_
    return found
