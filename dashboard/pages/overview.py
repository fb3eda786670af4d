"""Overblik: how many, where, how they stand, what changed, what is missing."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from dash import Dash
from dash.development.base_component import Component

from dashboard import data, measures
from dashboard.components import markup as html
from dashboard.components.actions_card import actions_card
from dashboard.components.badges import light_badge, light_key
from dashboard.components.bar_table import Bar, bar_numbers, bar_table
from dashboard.components.cards import KeyFigure, card, columns, key_figures
from dashboard.components.changes_asked import SINCE_PAGE, since_address
from dashboard.components.coming import AHEAD, SHOWN, Ending, endings_card, sources_card, until
from dashboard.components.corrections_review import review_note
from dashboard.components.emptiness import empty_view
from dashboard.components.figure_card import Chart
from dashboard.components.light_bars import light_bars
from dashboard.components.lights_table import lights_numbers
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.pack_form import pack_form
from dashboard.components.red_words import red_heading
from dashboard.components.shell import lay_out, register_page
from dashboard.components.since_figures import Count, moved
from dashboard.components.tally import largest_first, named, row_totals
from dashboard.components.view import Page, View
from dashboard.data import ChangeKind
from dashboard.filters import (
    LIST,
    Addresses,
    Asked,
    address,
    list_address,
    narrowed,
    narrowing,
    toggled,
    toggling,
)
from dashboard.format import date_text, fuzzy, moment_short, moment_text, month, number, share
from dashboard.labels import Category, Code, code_label, focus_area_label, organisation_label
from dashboard.texts import language, t
from portfolio.moments import Moment
from portfolio.records import FuzzyDate
from portfolio.rules.gaps import GAP_LABELS, Gap
from portfolio.selection import Criteria
from portfolio.snapshot import Item
from portfolio.vocabulary import Precision, Status, TrafficLight, code_or_none

PATH = "/"
_MOVES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the page is about: the portfolio, the reader's criteria, and the initiatives that meet them.

    ``worse`` are those of them whose light is worse than earlier, worst first.
    """

    known: data.Portfolio
    criteria: Criteria
    chosen: data.Chosen
    earlier: data.Earlier
    worse: data.Chosen

    @property
    def count(self) -> int:
        return len(self.chosen)

    @property
    def subtitle(self) -> str:
        """Say population and date, under every figure of the page."""
        shown, date = number(self.count), date_text(self.known.today)
        return t("overview.population", count=self.count, shown=shown, date=date)

    def light_count(self, light: TrafficLight) -> int:
        return int(self.chosen.has("traffic_light", light).sum())

    def gaps(self) -> dict[Gap, int]:
        """Count each kind of missing information."""
        return measures.missing_information(self.chosen)


def view(asked: Asked) -> View:
    """Show the portfolio, or the part of it that the address asks for."""
    known = data.portfolio()
    chosen, earlier = known.chosen(asked.criteria), data.earlier(asked.criteria.since)
    seen = _Seen(known, asked.criteria, chosen, earlier, measures.got_worse(chosen, earlier.comparable))
    total = len(known.chosen(Criteria()))
    if not seen.count:
        subtitle = t("overview.subtitle", date=moment_text(known.moment))
        return empty_view(t("overview.title_empty"), subtitle, total, PATH)
    return View(
        red_heading(seen.chosen, seen.worse, seen.earlier.since),
        _subtitle(seen),
        _body(seen),
        seen.count,
        total,
        tools=[pack_form(asked)],
    )


PAGE = Page(PATH, "nav.overview", view)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def _subtitle(seen: _Seen) -> str:
    months = seen.known.newest_month
    said = t("overview.subtitle", date=moment_text(seen.known.moment))
    return f"{said} {t('overview.newest_month', month=month(months))}" if months is not None else said


def _body(seen: _Seen) -> list[Node]:
    gaps = seen.gaps()
    return [
        *review_note(),
        key_figures(_figures(seen, gaps)),
        columns(
            _lights(seen, _FOCUS_AREAS),
            _changes(seen),
            _lights(seen, _ORGANISATIONS),
            _stack(_statuses(seen), sources_card(seen.known.sources, seen.known.newest_month)),
            _gaps(seen, gaps),
            _stack(_endings(seen), *actions_card(seen.criteria)),
        ),
    ]


def _stack(*cards: Node) -> Node:
    """Set cards above each other in one place of the columns; the last takes the room that is left."""
    return html.Div(list(cards), className="card-stack")


# --- Key figures -----------------------------------------------------------------------------------------


def _figures(seen: _Seen, gaps: Mapping[Gap, int]) -> list[KeyFigure]:
    places = len(named(measures.counts(seen.chosen, "organisation_id")))
    whole = t("overview.figure_all_note", count=places) + _moved(seen, len)
    return [
        KeyFigure(number(seen.count), t("overview.figure_all"), whole, list_address(seen.criteria)),
        _light_figure(seen, TrafficLight.RED),
        _light_figure(seen, TrafficLight.YELLOW),
        _gap_figure(seen, gaps, Gap.END_PASSED, "yellow"),
        _gap_figure(seen, gaps, Gap.TRAFFIC_LIGHT, "grey"),
        _gap_figure(seen, gaps, Gap.SILENT, "grey"),
    ]


def _light_figure(seen: _Seen, light: TrafficLight) -> KeyFigure:
    count = seen.light_count(light)
    before = measures.count_lit(seen.chosen, seen.earlier.lights, light)
    note = f"{share(count / seen.count)} · {_compared(count - before, seen.earlier.since)}"
    to = list_address(narrowed(seen.criteria, traffic_lights=light))
    return KeyFigure(number(count), t(f"overview.figure_{light}"), note, to, tone=str(light))


def _compared(difference: int, since: Moment | None) -> str:
    """Say how a count has moved since the month before, or since the moment that is asked for."""
    way = "more" if difference > 0 else "fewer" if difference else "same"
    moved = number(abs(difference))
    if since is None:
        return t(f"overview.figure_{way}", number=moved)
    return t(f"moment.{way}", number=moved, date=moment_short(since))


def _moved(seen: _Seen, count: Count) -> str:
    """Say how a count has moved since the moment that the reader asks for; "" where none is asked for."""
    since = seen.criteria.since
    if since is None:
        return ""
    then = data.portfolio_at(since).chosen(seen.criteria)
    return f" · {moved(count(seen.chosen), count(then), since)}"


def _gap_figure(seen: _Seen, gaps: Mapping[Gap, int], gap: Gap, tone: str) -> KeyFigure:
    note = t("overview.figure_share", share=share(gaps[gap] / seen.count))
    note += _moved(seen, lambda chosen: int(chosen.known.gaps[gap][chosen.places].sum()))
    to = list_address(seen.criteria.but(gaps=(gap,)))
    return KeyFigure(number(gaps[gap]), GAP_LABELS[gap].text(language()), note, to, tone=tone)


# --- Lights by focus area and by cluster -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Grouping:
    """A way to group initiatives: the frame's column, the criterion behind a bar, and the codes' names."""

    column: str
    criterion: str
    label: Callable[[Code], str]

    def to(self, criteria: Criteria) -> Addresses:
        """Give the lists of a group's initiatives with a light."""
        return narrowing(LIST, criteria, self.criterion, "traffic_lights")

    def here(self, criteria: Criteria) -> Addresses:
        """Give this page about a group's initiatives with a light."""
        return toggling(PATH, criteria, self.criterion, "traffic_lights")


_FOCUS_AREAS = _Grouping("focus_area_id", "focus_areas", focus_area_label)
_ORGANISATIONS = _Grouping("organisation_id", "organisations", organisation_label)


def _lights(seen: _Seen, grouping: _Grouping) -> Node:
    """Show a bar a group, its initiatives by traffic light."""
    counts = measures.crossed(seen.chosen, grouping.column, "traffic_light")
    totals = row_totals(counts)
    rows = [Category(code, grouping.label(code)) for code in largest_first(totals)]
    name, chart = grouping.criterion, grouping.criterion.replace("_", "-")
    caption = t(f"overview.{name}_caption")
    return Chart(
        name=chart,
        message=_most_message(name, totals, grouping.label),
        subtitle=f"{caption}. {seen.subtitle}",
        picture=light_bars(chart, rows, counts, grouping.here(seen.criteria)),
        numbers=lights_numbers(
            caption, t(f"overview.{name}_corner"), rows, counts, grouping.to(seen.criteria)
        ),
        key=light_key(),
    )


def _most_message(name: str, totals: Mapping[Code, int], label: Callable[[Code], str]) -> str:
    """Say where most initiatives are, and how many are nowhere."""
    known = named(largest_first(totals))
    if not known:
        return t(f"overview.{name}_none")
    said = t(
        f"overview.{name}_message",
        group=label(known[0]),
        most=number(totals[known[0]]),
        count=totals[known[0]],
    )
    unknown = totals.get(None, 0)
    return (
        f"{said}; {t(f'overview.{name}_unknown', count=unknown, shown=number(unknown))}" if unknown else said
    )


# --- Status ------------------------------------------------------------------------------------------------


def _statuses(seen: _Seen) -> Node:
    found = measures.counts(seen.chosen, "status")
    counts = {code_or_none(Status, code): count for code, count in found.items()}
    shown = [status for status in (*Status, None) if counts.get(status)]
    to, here = narrowing(LIST, seen.criteria, "statuses"), toggling(PATH, seen.criteria, "statuses")
    bars = [
        Bar(code_label(Status, it), counts[it], _with_share(counts[it], seen.count), to(it), here(it))
        for it in shown
    ]
    heads = (t("overview.status_corner"), t("overview.count"))
    numbers = bar_numbers(t("overview.status_caption"), heads, bars)
    return Chart(
        name="status",
        message=_status_message(counts),
        subtitle=f"{numbers.caption}. {seen.subtitle}",
        picture=bar_table(numbers, bars),
        numbers=numbers,
        is_table=True,
    )


def _status_message(counts: Mapping[Status | None, int]) -> str:
    active = counts.get(Status.ACTIVE, 0)
    return t(
        "overview.status_message", count=active, active=number(active), total=number(sum(counts.values()))
    )


# --- What is missing -------------------------------------------------------------------------------------


def _gaps(seen: _Seen, gaps: Mapping[Gap, int]) -> Node:
    shown = sorted((gap for gap in gaps if gaps[gap]), key=lambda gap: -gaps[gap])
    if not shown:
        return card(t("overview.gaps_none"), [], seen.subtitle)
    bars = [_gap_bar(seen, gap, gaps[gap]) for gap in shown]
    heads = (t("overview.gaps_corner"), t("overview.count"))
    numbers = bar_numbers(t("overview.gaps_caption"), heads, bars)
    most = GAP_LABELS[shown[0]].text(language())
    return Chart(
        name="mangler",
        message=t("overview.gaps_message", most=most, count=gaps[shown[0]], shown=number(gaps[shown[0]])),
        subtitle=f"{numbers.caption}. {seen.subtitle}",
        picture=bar_table(numbers, bars, "bars-quiet"),
        numbers=numbers,
        is_table=True,
    )


def _gap_bar(seen: _Seen, gap: Gap, count: int) -> Bar:
    to = list_address(seen.criteria.but(gaps=(gap,)))
    here = address(PATH, toggled(seen.criteria, gaps=gap))
    return Bar(GAP_LABELS[gap].text(language()), count, _with_share(count, seen.count), to, here)


def _with_share(count: int, total: int) -> str:
    return f"{number(count)} ({share(count / total)})"


# --- What comes next -------------------------------------------------------------------------------------


def _endings(seen: _Seen) -> Node:
    """Show what ends within three months and is not finished, the first first."""
    end, today = seen.known.snapshot.days["end_last"][seen.chosen.places], np.datetime64(seen.known.today)
    is_soon = (end >= today) & (end <= today + np.timedelta64(AHEAD))
    found = seen.chosen.where(is_soon & ~seen.chosen.flag("is_finished"))
    ordered = found.sorted_by(found.known.days["end_last"], found.known.title_rank)
    endings = [_ending(it) for it in ordered.first(SHOWN)]
    return endings_card(endings, len(ordered), until(seen.known.today))


def _ending(initiative: Item) -> Ending:
    last, precision = initiative.day("end_last") or dt.date.max, initiative.code("end_precision")
    shown = fuzzy(FuzzyDate(initiative.day("end_first"), last, Precision(precision or Precision.DAY)))
    return Ending(initiative.id, initiative.title, last, shown)


# --- What changed ----------------------------------------------------------------------------------------


def _changes(seen: _Seen) -> Node:
    """Show what moved since the end of the month before the newest, what got worse first."""
    since = seen.earlier.since or seen.known.month_before
    if since is None:
        return card(t("overview.changes_unknown"), [])
    worse, better = seen.worse, measures.got_better(seen.chosen, seen.earlier.comparable)
    content = [
        _change_sums(seen, since),
        *_moves([*worse.first(_MOVES_SHOWN), *better.first(_MOVES_SHOWN)], seen.earlier),
        _more(seen),
    ]
    message = t("overview.changes_message", worse=number(len(worse)), better=number(len(better)))
    return card(message, content, _since_said(seen, since))


def _since_said(seen: _Seen, since: Moment) -> str:
    if seen.earlier.since is None:
        return t("overview.changes_subtitle", month=month(since.day))
    return t("moment.changes_subtitle", date=moment_text(since))


def _change_sums(seen: _Seen, since: Moment) -> Node:
    """Count what is new, changed and gone among those that the reader asks for; each opens its changes."""
    by_kind = data.differences(seen.criteria, since).by_kind
    return html.Ul(
        [html.Li(_change_sum(seen, kind, len(items))) for kind, items in by_kind.items() if items],
        className="change-sums",
    )


def _change_sum(seen: _Seen, kind: ChangeKind, count: int) -> Node:
    said: list[Node] = [html.Strong(number(count)), f" {t(f'overview.changes_{kind}', count=count)}"]
    return link(said, since_address(seen.criteria, kind))


def _moves(moved: Sequence[Item], earlier: data.Earlier) -> list[Node]:
    if not moved:
        return [html.P(t("overview.changes_none"))]
    return [
        html.Ul(
            [html.Li(_move(it, earlier.light(it))) for it in moved[:_MOVES_SHOWN]], className="change-list"
        )
    ]


def _move(initiative: Item, before: Code) -> list[Node]:
    lights = [
        light_badge(before),
        html.Span(f" {t('overview.to')} ", className="change-from"),
        light_badge(initiative.code("traffic_light")),
    ]
    return [initiative_link(initiative.id, initiative.title), html.Span(lights)]


def _more(seen: _Seen) -> Node:
    every = link(t("overview.changes_more"), address(SINCE_PAGE, seen.criteria))
    lights = link(t("overview.changes_lights"), address("/status", seen.criteria))
    return html.P([every, " · ", lights], className="more")
