"""What lies ahead on the front page: the ends that come next, and the lists that have not come."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.here import criteria
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.data import SourceSummary
from dashboard.filters import address
from dashboard.format import date_text, month, number
from dashboard.texts import t

AHEAD = dt.timedelta(days=92)
SHOWN = 7


@dataclass(frozen=True, slots=True)
class Ending:
    """An initiative that ends soon: its number, title, and the last day of its end as its list writes it."""

    id: int
    title: str
    last: dt.date
    shown: str


def endings_card(endings: Sequence[Ending], count: int, population: str) -> Node:
    """Show the first of so many initiatives that end within three months, the first on top."""
    if not count:
        return card(t("overview.endings_none"), [], population)
    items = [
        html.Li([initiative_link(it.id, it.title), html.Span(it.shown, className="change-when")])
        for it in endings
    ]
    rest = count - len(endings)
    more = [html.P(t("opening.more", count=rest), className="muted")] if rest > 0 else []
    content = [html.Ul(items, className="change-list"), *more]
    return card(t("overview.endings_message", count=count), content, population)


def sources_card(sources: Sequence[SourceSummary], newest: dt.date | None) -> Node:
    """Say which lists have not come for the newest month."""
    missing = [it for it in sources if newest is not None and it.newest_month != newest]
    way = html.P(
        link(t("overview.sources_more"), address("/kilder", criteria().unfiltered())), className="more"
    )
    if newest is None or not missing:
        said = t("overview.sources_all", count=len(sources), month=month(newest) if newest else "")
        return card(said, [way], "")
    facts = {"missing": number(len(missing)), "all": number(len(sources)), "month": month(newest)}
    items = [html.Li([html.Span(it.name), html.Span(_newest(it), className="change-when")]) for it in missing]
    head = t("overview.sources_missing", count=len(missing), **facts)
    return card(head, [html.Ul(items[:SHOWN], className="change-list"), way], t("overview.sources_subtitle"))


def _newest(source: SourceSummary) -> str:
    if source.newest_month is None:
        return t("overview.sources_never")
    return t("overview.sources_newest", month=month(source.newest_month))


def until(today: dt.date) -> str:
    """Say how far ahead is looked."""
    return t("overview.endings_subtitle", date=date_text(today + AHEAD))
