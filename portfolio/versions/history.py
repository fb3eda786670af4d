"""One initiative through time: what was known of it from when to when."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from portfolio.records import CellValue
from portfolio.versions.lists import Lists
from portfolio.versions.states import Claim, CorrectionFacts, State, state_of
from portfolio.vocabulary import Status, TrafficLight

T = TypeVar("T")

ReportId: TypeAlias = tuple[int, int]
"""A report's upload, and its number in it."""

Contents: TypeAlias = Callable[[ReportId], Mapping[str, CellValue]]
"""What gives a report's values."""


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """How an initiative stood in a reporting month."""

    traffic_light: TrafficLight | None
    status: Status | None
    status_text: str | None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report that was decided to be about the initiative, without its values."""

    id: ReportId
    decided_at: dt.datetime
    undone_at: dt.datetime | None
    month_status: MonthStatus

    def stands(self, at: dt.datetime) -> bool:
        """Tell whether the decision had been made and was not undone at an instant."""
        return self.decided_at <= at and (self.undone_at is None or at < self.undone_at)


@dataclass(frozen=True, slots=True)
class Events:
    """All that has happened to an initiative: reports about it and corrections of it."""

    reports: tuple[ReportFacts, ...]
    corrections: tuple[CorrectionFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """In which reporting months an initiative has been, and its light in the last but one."""

    first_month: dt.date
    last_month: dt.date
    previous_traffic_light: TrafficLight | None


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """Something known from an instant; until the next one, or still (None)."""

    known_from: dt.datetime
    known_to: dt.datetime | None
    known: T


@dataclass(frozen=True, slots=True)
class Moment:
    """What stood at one instant: the reports in force by month, and those that speak, the newest first."""

    at: dt.datetime
    by_month: Mapping[dt.date, ReportFacts]
    speaking: tuple[ReportFacts, ...]
    corrections: tuple[CorrectionFacts, ...]
    is_listed: bool


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from an initiative's events."""

    versions: tuple[Span[State], ...]
    listings: tuple[Span[Listing], ...]
    months: Mapping[dt.date, tuple[Span[MonthStatus], ...]]


def versions_of(events: Events, lists: Lists, contents: Contents) -> tuple[Span[State], ...]:
    """Give an initiative's versions from the first instant it was known."""
    return derived(moments(events, lists), lists, contents).versions


def moments(events: Events, lists: Lists, since: dt.datetime | None = None) -> tuple[Moment, ...]:
    """Give what stood at each instant something may have changed, in order.

    Args:
        events: what has happened to the initiative.
        lists: all uploads.
        since: leave out what was before; the first moment is then at that instant.
    """
    instants = _instants(events, lists)
    if since is not None:
        instants = {since} | {at for at in instants if at > since}
    return tuple(_moment(events, lists, at) for at in sorted(instants))


def derived(
    stood: Sequence[Moment], lists: Lists, contents: Contents, months: Collection[dt.date] | None = None
) -> Derived:
    """Turn moments into spans: neighbours that say the same become one; where nothing is known there is none.

    Args:
        stood: the moments in order.
        lists: all uploads.
        contents: gives a report's values.
        months: the reporting months to derive; None for all.
    """
    return Derived(
        versions=_spans((moment.at, _state(moment, lists, contents)) for moment in stood),
        listings=_spans((moment.at, _listing(moment)) for moment in stood),
        months=_months(stood, months),
    )


def _instants(events: Events, lists: Lists) -> set[dt.datetime]:
    sources = {lists.uploads[report.id[0]].source_id for report in events.reports}
    people = {report.decided_at for report in events.reports} | {
        item.corrected_at for item in events.corrections
    }
    undone = {item.undone_at for item in events.reports} | {item.undone_at for item in events.corrections}
    return lists.instants(sources) | people | {at for at in undone if at is not None}


def _moment(events: Events, lists: Lists, at: dt.datetime) -> Moment:
    in_force = [report for report in events.reports if report.stands(at) and _is_in_force(report, lists, at)]
    newest_first = sorted(in_force, key=lambda report: _age(report, lists), reverse=True)
    current = [report for report in newest_first if _is_newest(report, lists, at)]
    return Moment(
        at=at,
        by_month={lists.uploads[report.id[0]].month: report for report in _by_coming(in_force, lists)},
        speaking=tuple(current or _last_of_each_source(newest_first, lists)),
        corrections=tuple(
            sorted(_standing(events.corrections, at), key=lambda item: (item.corrected_at, item.id))
        ),
        is_listed=bool(current),
    )


def _standing(corrections: Iterable[CorrectionFacts], at: dt.datetime) -> list[CorrectionFacts]:
    return [correction for correction in corrections if correction.stands(at)]


def _is_in_force(report: ReportFacts, lists: Lists, at: dt.datetime) -> bool:
    upload = report.id[0]
    return upload in lists.in_force(lists.uploads[upload].source_id, at)


def _is_newest(report: ReportFacts, lists: Lists, at: dt.datetime) -> bool:
    upload = report.id[0]
    return upload == lists.newest(lists.uploads[upload].source_id, at)


def _age(report: ReportFacts, lists: Lists) -> tuple[dt.date, dt.datetime, int, int]:
    upload, number = report.id
    return (*lists.uploads[upload].age, -number)


def _by_coming(reports: Iterable[ReportFacts], lists: Lists) -> list[ReportFacts]:
    """Order reports so that of a month's the one that came last is last."""
    return sorted(reports, key=lambda report: _age(report, lists)[1:])


def _last_of_each_source(newest_first: Iterable[ReportFacts], lists: Lists) -> list[ReportFacts]:
    last: dict[int, ReportFacts] = {}
    for report in newest_first:
        last.setdefault(lists.uploads[report.id[0]].source_id, report)
    return list(last.values())


def _state(moment: Moment, lists: Lists, contents: Contents) -> State | None:
    """Give the state at a moment; without a report in force there is none, whatever has been corrected."""
    if not moment.speaking:
        return None
    claims = [_claim(report, lists, contents) for report in moment.speaking]
    return state_of(claims, moment.corrections, is_listed=moment.is_listed)


def _claim(report: ReportFacts, lists: Lists, contents: Contents) -> Claim:
    upload = lists.uploads[report.id[0]]
    return Claim(upload.source_id, upload.organisation_id, contents(report.id))


def _listing(moment: Moment) -> Listing | None:
    if not moment.by_month:
        return None
    months = sorted(moment.by_month)
    previous = moment.by_month[months[-2]].month_status.traffic_light if len(months) > 1 else None
    return Listing(months[0], months[-1], previous)


def _months(
    stood: Sequence[Moment], wanted: Collection[dt.date] | None
) -> dict[dt.date, tuple[Span[MonthStatus], ...]]:
    seen = {month for moment in stood for month in moment.by_month}
    months = sorted(seen if wanted is None else seen.intersection(wanted))
    return {month: _spans((moment.at, _month_status(moment, month)) for moment in stood) for month in months}


def _month_status(moment: Moment, month: dt.date) -> MonthStatus | None:
    report = moment.by_month.get(month)
    return None if report is None else report.month_status


def _spans(points: Iterable[tuple[dt.datetime, T | None]]) -> tuple[Span[T], ...]:
    """Join points that say the same into spans; a point that says nothing ends one."""
    spans: list[Span[T]] = []
    open_from: dt.datetime | None = None
    open_known: T | None = None
    for at, known in points:
        if known == open_known:
            continue
        if open_known is not None and open_from is not None:
            spans.append(Span(open_from, at, open_known))
        open_from, open_known = at, known
    if open_known is not None and open_from is not None:
        spans.append(Span(open_from, None, open_known))
    return tuple(spans)
