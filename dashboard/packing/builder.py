"""Builds a pack for a filter and a day, with or without a meeting."""

import datetime as dt
from dataclasses import dataclass

from dashboard import data
from dashboard.components.filter_words import filter_lines
from dashboard.exports.pack.values import ActionRow, AgendaRow, Cover, Pack, Part
from dashboard.filters import address
from dashboard.format import moment_text, number
from dashboard.packing.asks import asks_of, last_decisions
from dashboard.packing.charts import charts_of
from dashboard.packing.figures import figures_of
from dashboard.packing.origins import origins_of
from dashboard.packing.pages import Progress, pages_of
from dashboard.packing.rows import Exceptions, changes_of
from dashboard.packing.seen import Seen, compared_words, see
from dashboard.packing.sources import sources_of, unknowns_of
from dashboard.texts import language, t
from portfolio.rules.months import DANISH_TIME
from portfolio.selection import Criteria
from portfolio.vocabulary import TrafficLight


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What a pack says of the meeting that it is for.

    Attributes:
        forum: whose meeting it is.
        meeting: the meeting in words.
        frozen_at: the instant that it froze; None: it has frozen none.
        agenda: its points.
        actions: what was agreed to do and is not done.
    """

    forum: str
    meeting: str
    frozen_at: dt.datetime | None
    agenda: tuple[AgendaRow, ...]
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class PackOrder:
    """Which pack is wanted.

    Attributes:
        criteria: which initiatives, seen from when and compared with when.
        parts: what it holds.
        host: the beginning of addresses.
        path: the page that opens the same view.
    """

    criteria: Criteria
    parts: frozenset[Part]
    host: str
    path: str = "/"


def _unheard(_share: float) -> None:
    """Tell nobody."""


def build_pack(order: PackOrder, meeting: MeetingFacts | None = None, progress: Progress = _unheard) -> Pack:
    """Build a pack of what this request sees."""
    values, places = data.everything()
    seen = see(order.criteria, order.host, origins_of(places))
    exceptions, last, parts = Exceptions(seen), last_decisions(data.processes()), order.parts
    return Pack(
        cover=_cover(seen, order, meeting),
        parts=parts,
        figures=figures_of(seen),
        groups=exceptions.groups() if Part.EXCEPTIONS in parts else (),
        asks=asks_of(seen, last) if Part.DECISIONS in parts else (),
        changes=changes_of(exceptions) if Part.CHANGES in parts else None,
        charts=charts_of(seen) if Part.CHARTS in parts and len(seen.chosen) else (),
        agenda=() if meeting is None else meeting.agenda,
        actions=() if meeting is None else meeting.actions,
        pages=pages_of(exceptions, values, last, progress) if Part.PAGES in parts else (),
        sources=sources_of(seen),
        unknowns=unknowns_of(seen, values, data.effect()),
        counted=tuple(t("pack.counted").split("\n\n")),
    )


def _cover(seen: Seen, order: PackOrder, meeting: MeetingFacts | None) -> Cover:
    total = len(seen.known.chosen(seen.criteria.unfiltered()))
    frozen = seen.known.moment.at if meeting is None else meeting.frozen_at
    midnight = dt.datetime.combine(seen.today, dt.time(), DANISH_TIME)
    return Cover(
        title=t("pack.title"),
        forum="" if meeting is None else meeting.forum,
        meeting="" if meeting is None else meeting.meeting,
        message=message_of(seen),
        as_of=seen.today,
        as_of_words=moment_text(seen.known.moment),
        since_words=compared_words(seen.earlier.since),
        filters=tuple(filter_lines(seen.criteria)),
        shown=_shown(len(seen.chosen), total),
        keeper=t("pack.keeper", count=len(seen.known.sources), number=number(len(seen.known.sources))),
        address=order.host + address(order.path, seen.criteria),
        language=language(),
        moment=frozen or midnight.astimezone(dt.UTC),
    )


def message_of(seen: Seen) -> str:
    """Say how many are red, and how many became so, as Overblik does."""
    red = int(seen.chosen.has("traffic_light", TrafficLight.RED).sum())
    became = int(seen.worse.has("traffic_light", TrafficLight.RED).sum())
    if not len(seen.chosen):
        return t("pack.empty")
    said = t(
        "overview.title_red" if red else "overview.title_none_red",
        count=red,
        red=number(red),
        total=number(len(seen.chosen)),
    )
    if not became:
        return said
    since = seen.earlier.since
    if since is None:
        return said + t("overview.title_became_red", count=became)
    return said + t("moment.became_red", count=became, date=moment_text(since))


def _shown(count: int, total: int) -> str:
    if count == total:
        return t("filter.count_all", count=total, shown=number(total))
    return t("filter.count", shown=number(count), total=number(total))
