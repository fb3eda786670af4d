"""The directors' one page: five figures, one picture, what to decide, and the questions that they ask."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard import data, measures
from dashboard.components.agenda_words import time_words
from dashboard.components.tally import column_totals, largest_first, named, row_totals
from dashboard.exports.pack.directors_values import Decision, DirectorsSheet
from dashboard.exports.pack.values import ChartKind, ChartSpec, Cover, Figure, Series
from dashboard.filters import address
from dashboard.format import date_text, moment_text, number
from dashboard.labels import code_label, focus_area_label
from dashboard.packing.charts import alt_words
from dashboard.packing.directors_blocks import Told, blocks_of, proposals_of, results_of, short_source
from dashboard.packing.figures import gap_figure, light_figure
from dashboard.packing.origins import origins_of
from dashboard.packing.rows import Exceptions
from dashboard.packing.seen import Seen, see
from dashboard.texts import language, t
from portfolio.meetings.book import Meeting, MeetingBook
from portfolio.meetings.book import Series as MeetingSeries
from portfolio.moments import Moment, moment_at
from portfolio.rules.gaps import Gap
from portfolio.rules.months import DANISH_TIME, next_month
from portfolio.selection import Chosen, Criteria
from portfolio.vocabulary import AgendaSection, MeetingState, Status, TrafficLight

PATH = "/direktoerforum"
DECISIONS = 3
_HALF_A_YEAR = dt.timedelta(days=182)
_DONE = (Status.COMPLETED, Status.IN_OPERATION)


@dataclass(frozen=True, slots=True)
class Forum:
    """The directors' series of meetings: their last one and their next."""

    series: MeetingSeries | None = None
    last: Meeting | None = None
    next: Meeting | None = None


def forum_of(book: MeetingBook, today: dt.date) -> Forum:
    """Give the directors' forum; of several series the newest that goes on."""
    found = [it for it in book.series.values() if it.is_directors]
    if not found:
        return Forum()
    series = max(found, key=lambda it: (it.ended_on is None, it.id))
    held = [it for it in book.of_series(series.id) if it.state is MeetingState.HELD and it.day <= today]
    return Forum(series, held[-1] if held else None, book.upcoming(series.id, today))


def since_of(forum: Forum, known: data.Portfolio) -> tuple[Moment | None, str]:
    """Give the moment that is compared with when nobody asks for one, and why it is that one.

    The directors' last meeting; without one half a year back, or where lists have not come for so long, the
    end of the first month in which any came.
    """
    if forum.last is not None:
        moment = moment_at(forum.last.instant, forum.last.id)
        return moment, t("directors.since_meeting", date=date_text(moment.day))
    moment = Moment(known.today - _HALF_A_YEAR)
    if known.first_day is None:
        return None, t("directors.since_nothing")
    if moment.day < known.first_day:
        moment = Moment(next_month(known.first_day) - dt.timedelta(days=1))
        if moment.day >= known.today:
            return None, t("directors.since_nothing")
        return moment, t("directors.since_first", date=moment_text(moment))
    return moment, t("directors.since_half_year", date=moment_text(moment))


def build_sheet(asked: Criteria, host: str) -> DirectorsSheet:
    """Build the page of what this request sees."""
    known, forum = data.portfolio(), forum_of(data.meetings(), data.portfolio().today)
    since, why = since_of(forum, known)
    if asked.since is not None:
        since, why = asked.since, t("pack.since_day", date=moment_text(asked.since))
    values, places = data.everything()
    seen = see(asked.but(since=since), host, origins_of(places))
    told = Told(seen, Exceptions(seen), values, data.effect())
    return DirectorsSheet(
        cover=_cover(seen, told, forum, why, host),
        figures=_figures(told),
        picture=_picture(seen) if len(seen.chosen) else None,
        decisions=_decisions(told, forum),
        next_meeting="" if forum.next is None else time_words(forum.next),
        blocks=tuple(blocks_of(told)),
    )


def _cover(seen: Seen, told: Told, forum: Forum, why: str, host: str) -> Cover:
    midnight = dt.datetime.combine(seen.today, dt.time(), DANISH_TIME).astimezone(dt.UTC)
    total = len(seen.chosen)
    return Cover(
        title=t("directors.title"),
        forum="" if forum.series is None else forum.series.name,
        meeting="" if forum.next is None else time_words(forum.next),
        message=_message(seen, told) if total else t("pack.empty"),
        as_of=seen.today,
        as_of_words=moment_text(seen.known.moment),
        since_words=why,
        filters=(),
        shown=t("filter.count_all", count=total, shown=number(total)),
        keeper=t("pack.keeper", count=len(seen.known.sources), number=number(len(seen.known.sources))),
        address=host + address(PATH, seen.criteria),
        language=language(),
        moment=seen.known.moment.at or midnight,
    )


def _message(seen: Seen, told: Told) -> str:
    """Say what directors ask first: do we get something out of it, and what stands in the way."""
    results, red = len(results_of(told)), int(seen.chosen.has("traffic_light", TrafficLight.RED).sum())
    facts = {"all": number(len(seen.chosen)), "red": number(red)}
    if not results:
        return t("directors.message_none", **facts)
    return t("directors.message", count=results, results=number(results), **facts)


# --- Five figures


def _figures(told: Told) -> tuple[Figure, ...]:
    seen = told.seen
    return (
        _count(seen, "all", t("directors.figure_all"), seen.criteria, len),
        _count(
            seen,
            "done",
            t("directors.figure_done"),
            seen.criteria.but(statuses=_DONE),
            lambda it: int(it.has("status", *_DONE).sum()),
        ),
        _shortly(seen, light_figure(seen, TrafficLight.RED)),
        _shortly(seen, gap_figure(seen, Gap.END_PASSED, "yellow")),
        _results(told),
    )


def _count(seen: Seen, key: str, label: str, to: Criteria, count: Callable[[Chosen], int]) -> Figure:
    now = count(seen.chosen)
    before = None if seen.then is None else count(seen.then.chosen(seen.criteria))
    return Figure(
        key=key,
        label=label,
        value=now,
        shown=number(now),
        before=before,
        change=_changed(seen, now, before),
        note="",
        tone="green" if key == "done" else "plain",
        source=short_source(seen),
        address=seen.at(to),
    )


def _shortly(seen: Seen, figure: Figure) -> Figure:
    """Say in a word how a figure has moved: since when stands once for all five."""
    name = t("directors.figure_red") if figure.key == "red" else t("directors.figure_late")
    change = _changed(seen, figure.value, figure.before)
    return replace(figure, label=name, change=change, note="", source=short_source(seen))


def _changed(seen: Seen, now: int, before: int | None) -> str:
    if before is None or seen.criteria.since is None:
        return t("directors.no_earlier")
    way = "more" if now > before else "fewer" if now < before else "same"
    return t(f"directors.change_{way}", number=number(abs(now - before)))


def _results(told: Told) -> Figure:
    """Count those about which any result is told."""
    seen, now, before = told.seen, len(results_of(told)), None
    if seen.criteria.since is not None and seen.then is not None:
        ids = set(seen.then.chosen(seen.criteria).ids.tolist())
        values = data.values_at(seen.criteria.since)
        before = len(results_of(replace(told, values=values), ids))
    return Figure(
        key="results",
        label=t("directors.figure_results"),
        value=now,
        shown=number(now),
        before=before,
        change=_changed(seen, now, before),
        note="" if now else t("directors.none_told"),
        tone="plain" if now else "grey",
        source=short_source(seen),
        address=seen.at(seen.criteria),
    )


# --- One picture


def _picture(seen: Seen) -> ChartSpec:
    """Set focus areas against status."""
    cross = measures.crossed(seen.chosen, "focus_area_id", "status")
    rows, columns = row_totals(cross), column_totals(cross)
    areas = largest_first(rows)
    statuses = [it for it in (*Status, None) if columns.get(it)]
    series = tuple(
        Series(code_label(Status, it), "plain", tuple(cross.get((area, it), 0) for area in areas))
        for it in statuses
    )
    names = tuple(map(focus_area_label, areas))
    active = columns.get(Status.ACTIVE, 0)
    known = named(areas)
    most = "" if not known else focus_area_label(known[0])
    facts = {"active": number(active), "total": number(len(seen.chosen)), "area": most}
    title = t("directors.picture" if most else "directors.picture_nowhere", count=active, **facts)
    caption = t("directors.picture_caption")
    return ChartSpec(
        key="fokus-status",
        kind=ChartKind.GRID,
        title=title,
        subtitle=f"{caption}. {short_source(seen)}",
        corner=t("overview.focus_areas_corner"),
        unit=t("overview.figure_all"),
        categories=names,
        series=series,
        alt=alt_words(caption, names, series),
        source=short_source(seen),
    )


# --- Three decisions


def _decisions(told: Told, forum: Forum) -> tuple[Decision, ...]:
    """Give what stands on the agenda of their next meeting; what is proposed fills it up to three."""
    points = () if forum.next is None else forum.next.agenda
    agreed = [
        Decision(it.title, it.text, it.key, it.initiative_ids)
        for it in points
        if it.section is AgendaSection.DECIDE
    ]
    titles = {it.title for it in agreed}
    every = set() if forum.next is None else {it.title for it in forum.next.points}
    proposed = [it for it in proposals_of(told) if it.title not in titles | every]
    return (*agreed[:DECISIONS], *proposed[: max(0, DECISIONS - len(agreed))])
