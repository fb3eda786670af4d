"""The one door to the model: pages ask here, and nowhere else, for what the portfolio holds.

What the pages share is read once for each state of the database and day, and kept until the state changes;
asking whether it has changed is one small statement a request.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, g
from sqlalchemy import Engine

from dashboard.once import Once
from portfolio.database import reading
from portfolio.queries import everything as everything_query
from portfolio.queries import initiative as initiative_query
from portfolio.queries import portfolio as portfolio_query
from portfolio.queries import sources as sources_query
from portfolio.queries import uploads as uploads_query
from portfolio.queries import views as views_query
from portfolio.queries.everything import Place
from portfolio.queries.initiative import Claim, ExtraClaim, InitiativeRecord, ReportNote
from portfolio.queries.portfolio import ChangeKind, Comparison
from portfolio.queries.snapshot import read_snapshot
from portfolio.queries.sources import SourceSummary
from portfolio.queries.uploads import UploadDetail, UploadSummary
from portfolio.queries.views import View as SavedView
from portfolio.records import Value
from portfolio.rules.months import danish_day, end_of_day
from portfolio.selection import Chosen, Criteria, select
from portfolio.snapshot import Snapshot

__all__ = [
    "ChangeKind",
    "Chosen",
    "Claim",
    "Comparison",
    "ExtraClaim",
    "InitiativeRecord",
    "Place",
    "Portfolio",
    "ReportNote",
    "SavedView",
    "SourceSummary",
    "UploadDetail",
    "UploadSummary",
]

Clock = Callable[[], dt.datetime]
"""Gives the present instant, aware, in UTC."""

EXTENSION = "tvaerblik"
_DAYS_KEPT, _COMPARISONS_KEPT = 4, 8


@dataclass(frozen=True, slots=True, eq=False)
class Portfolio:
    """What is known at the end of a day: what every page begins with.

    Attributes:
        snapshot: the initiatives.
        sources: every list's source and its newest upload.
        today: the day it is seen from.
    """

    snapshot: Snapshot
    sources: tuple[SourceSummary, ...]
    today: dt.date

    @property
    def newest_month(self) -> dt.date | None:
        """The newest reporting month that any list has."""
        months = [source.newest_month for source in self.sources if source.newest_month is not None]
        return max(months, default=None)

    def chosen(self, criteria: Criteria) -> Chosen:
        """Give the initiatives that meet some criteria, by id."""
        return select(self.snapshot, criteria)


class Door:
    """Reads from one database, with the day from a clock."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self.portfolio = Once(self._portfolio, _DAYS_KEPT)
        self.comparison = Once(self._comparison, _COMPARISONS_KEPT)
        self.views = Once(self._views, 1)

    def stamp(self) -> str:
        """Say in which state the portfolio is."""
        return self.stamps()[0]

    def stamps(self) -> tuple[str, str]:
        """Say in which state the portfolio is, and in which the saved views."""
        with reading(self.engine) as session:
            return portfolio_query.stamps(session)

    def has_initiative(self, initiative_id: int) -> bool:
        """Tell whether an initiative with this number is known now."""
        known = self.portfolio(self.stamp(), danish_day(self.clock()))
        return known.snapshot.place(initiative_id) is not None

    def has_upload(self, upload_id: int) -> bool:
        """Tell whether there is an upload with this number."""
        with reading(self.engine) as session:
            return uploads_query.has_upload(session, upload_id)

    def _views(self, stamp: str) -> tuple[SavedView, ...]:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return views_query.views(session)

    def _portfolio(self, stamp: str, today: dt.date) -> Portfolio:  # noqa: ARG002 -- the cache's key
        as_of = end_of_day(today)
        with reading(self.engine) as session:
            return Portfolio(read_snapshot(session, as_of, today), sources_query.sources(session), today)

    def _comparison(self, stamp: str, since: dt.date, today: dt.date) -> Comparison:
        known = self.portfolio(stamp, today).snapshot
        with reading(self.engine) as session:
            return portfolio_query.compare(session, known, end_of_day(since), end_of_day(today))


def open_door(engine: Engine, clock: Clock) -> Door:
    """Make the door of an app; ``create_app`` puts it where the pages find it."""
    return Door(engine, clock)


def portfolio() -> Portfolio:
    """Give the portfolio as it is now; the same all through a request."""
    if "portfolio" not in g:
        g.portfolio = _door().portfolio(_stamp(), _today())
    kept: Portfolio = g.portfolio
    return kept


def comparison(since: dt.date) -> Comparison:
    """Give what is different from the end of a day."""
    return _door().comparison(_stamp(), since, _today())


def initiative(initiative_id: int) -> InitiativeRecord | None:
    """Give all that is known of an initiative, with the cell behind each value; None: there is none such."""
    with reading(_door().engine) as session:
        return initiative_query.initiative(session, initiative_id, end_of_day(_today()))


def everything() -> tuple[dict[int, dict[str, Value]], dict[int, Place]]:
    """Give every initiative's values by field, and its place in the newest list that has it."""
    as_of = end_of_day(_today())
    with reading(_door().engine) as session:
        return everything_query.all_values(session, as_of), everything_query.newest_places(session, as_of)


def uploads(limit: int | None = None) -> tuple[UploadSummary, ...]:
    """Give the uploads, the newest first."""
    with reading(_door().engine) as session:
        return uploads_query.uploads(session, limit=limit)


def upload(upload_id: int) -> UploadDetail | None:
    """Give an upload's receipt; None when there is none such."""
    with reading(_door().engine) as session:
        return uploads_query.upload(session, upload_id)


def views(page: str) -> tuple[SavedView, ...]:
    """Give the saved views of a page, in no order that matters."""
    return tuple(view for view in _door().views(_stamps()[1]) if view.page == page)


def view(view_id: int) -> SavedView | None:
    """Give a saved view; None: there is none such, or it has been deleted."""
    return next((view for view in _door().views(_stamps()[1]) if view.id == view_id), None)


def engine() -> Engine:
    """Give the database's engine, for the routes that write; what was read in the request is asked anew."""
    g.pop("stamps", None)
    return _door().engine


def now() -> dt.datetime:
    """Give the present instant, aware, in UTC."""
    return _door().clock()


def _door() -> Door:
    door: Door = current_app.extensions[EXTENSION]
    return door


def _stamp() -> str:
    return _stamps()[0]


def _stamps() -> tuple[str, str]:
    if "stamps" not in g:
        g.stamps = _door().stamps()
    stamps: tuple[str, str] = g.stamps
    return stamps


def _today() -> dt.date:
    return danish_day(_door().clock())
