"""The door to one database: what was read stands there until the portfolio, or the day, is another.

Asking whether the portfolio has changed is one small statement a request.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial, update_wrapper
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask import current_app, g
from sqlalchemy import Engine

from dashboard.once import Once
from portfolio.database import reading
from portfolio.moments import Moment
from portfolio.queries import portfolio as portfolio_query
from portfolio.queries.portfolio import Stamps
from portfolio.rules.months import danish_day

Clock = Callable[[], dt.datetime]
"""Gives the present instant, aware, in UTC."""

Key = ParamSpec("Key")
Made = TypeVar("Made")

EXTENSION = "tvaerblik"
DAYS_KEPT, COMPARISONS_KEPT, STRUCTURES_KEPT, DRIFTS_KEPT = 4, 8, 6, 64
"""Of how many moments, comparisons, structures and lists the answers are kept."""


class Door:
    """Reads from one database, with the day from a clock."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self._kept: dict[object, Once[..., Any]] = {}
        self._lock = Lock()

    def once(self, read: Callable[..., Made], size: int) -> Once[..., Made]:
        """Give a reading that is made once for each key here, see :func:`kept`."""
        with self._lock:
            if read not in self._kept:
                self._kept[read] = Once(partial(read, self), size)
            return self._kept[read]

    def stamp(self) -> str:
        """Say in which state the portfolio is."""
        return self.stamps().portfolio

    def stamps(self) -> Stamps:
        """Say in which state the portfolio is, and in which views, reference data and processes."""
        with reading(self.engine) as session:
            return portfolio_query.stamps(session)


def open_door(engine: Engine, clock: Clock) -> Door:
    """Make the door of an app; ``create_app`` puts it where the pages find it."""
    return Door(engine, clock)


def kept(
    size: int,
) -> Callable[[Callable[Concatenate[Door, Key], Made]], Callable[Concatenate[Door, Key], Made]]:
    """Let the answers of a reading stand in the door: the first part of its key is the state it holds for."""

    def keep(read: Callable[Concatenate[Door, Key], Made]) -> Callable[Concatenate[Door, Key], Made]:
        def asked(door: Door, /, *key: Key.args, **none: Key.kwargs) -> Made:
            return door.once(read, size)(*key, **none)

        update_wrapper(asked, read)
        return asked

    return keep


# --- In a request


def door_here() -> Door:
    """Give the door of the app that answers."""
    door: Door = current_app.extensions[EXTENSION]
    return door


def stamps_here() -> Stamps:
    """Give the states that this request sees; asked once."""
    if "stamps" not in g:
        g.stamps = door_here().stamps()
    stamps: Stamps = g.stamps
    return stamps


def stamp_here() -> str:
    """Give the state of the portfolio that this request sees."""
    return stamps_here().portfolio


def process_stamp_here() -> tuple[str, str]:
    """Give the states that what is known of processes rests on."""
    stamps = stamps_here()
    return stamps.portfolio, stamps.processes


def moment_here() -> Moment:
    """Give the moment that this request sees the portfolio from."""
    moment: Moment | None = g.get("moment")
    return moment or Moment(present_day())


def present_day() -> dt.date:
    """Give the day it is, whatever moment the portfolio is seen from."""
    return danish_day(door_here().clock())


def is_present() -> bool:
    """Tell whether the portfolio is seen as it is now, so that it can be changed."""
    return g.get("moment") is None


def engine() -> Engine:
    """Give the database's engine, for the routes that write; what was read in the request is asked anew."""
    g.pop("stamps", None)
    return door_here().engine


def now() -> dt.datetime:
    """Give the present instant, aware, in UTC."""
    return door_here().clock()


def forget() -> None:
    """Let the rest of this request see what it has changed itself."""
    for name in ("stamps", "portfolio"):
        g.pop(name, None)
