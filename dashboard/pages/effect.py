"""Effekt: which initiatives have results in the Triple Aim's dimensions, and what their indicators say."""

from collections.abc import Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.effect_asked import (
    DIMENSION_KEY,
    VERDICT_KEY,
    Effects,
    effect_address,
    effects_of,
    indicator_address,
)
from dashboard.components.effect_tables import dimension_numbers, indicator_numbers, initiative_table
from dashboard.components.effect_words import (
    EFFECT,
    EFFECT_FILE,
    UNMEASURED,
    detail_words,
    dimension_words,
    indicator_mark,
    value_words,
    verdict_mark,
)
from dashboard.components.emptiness import empty_view
from dashboard.components.figure_card import Chart
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.numbers import numbers_table
from dashboard.components.openings import initiative_link
from dashboard.components.paged_groups import PagedGroups, paged_groups
from dashboard.components.run_chart import small_chart
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import note
from dashboard.components.view import Page, View
from dashboard.filters import Asked, to_query
from dashboard.format import date_text, moment_text, number
from dashboard.texts import language, t
from portfolio.effect.series import Indicator
from portfolio.effect.words import Verdict
from portfolio.selection import Criteria
from portfolio.snapshot import Item
from portfolio.vocabulary import label

_MOST_NAMED = 40


def view(asked: Asked) -> View:
    """Show the results of the initiatives that the address asks for."""
    found, known = effects_of(asked), data.portfolio()
    total, subtitle = len(known.chosen(Criteria())), t("effect.page_subtitle", date=date_text(known.today))
    if not len(found.chosen):
        return empty_view(t("nav.effect"), subtitle, total, EFFECT)
    paged = paged_groups(asked, [found.shown], EFFECT)
    return View(
        title=heading(found),
        subtitle=subtitle,
        body=_body(asked, found, paged),
        chosen_count=len(found.chosen),
        total_count=total,
        ignored=[*found.ignored, *paged.ignored],
    )


PAGE = Page(EFFECT, "nav.effect", view, own_keys=(DIMENSION_KEY, VERDICT_KEY))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(found: Effects) -> str:
    """Say how many initiatives have results, and how many indicators say more than chance."""
    total, measured = len(found.chosen), len(found.of)
    if not measured:
        return t("effect.heading_none", count=total, total=number(total))
    first = t("effect.heading", count=measured, number=number(measured), total=number(total))
    counts = found.verdicts(found.every)
    parts = [
        t(f"effect.heading_{it}", count=counts[it], number=number(counts[it]))
        for it in (Verdict.IMPROVEMENT, Verdict.CONCERN, Verdict.CHANGE)
        if counts[it]
    ]
    return f"{first}: {', '.join(parts)}" if parts else f"{first}, {t('effect.heading_steady')}"


def _body(asked: Asked, found: Effects, paged: PagedGroups) -> list[Node]:
    parts: list[Node] = [*_loose(), *_since(asked, found), _dimensions(asked, found)]
    if found.every:
        parts += [_charts(asked, found, paged), *paged.turning(), _by_initiative(asked, found)]
    if found.mute:
        parts.append(_mute(asked, found.mute))
    return [*parts, _unmeasured(found), _files(asked)]


def _loose() -> list[Node]:
    """Tell of titles in tables of measurements that are those of no initiative."""
    lost = [it for it in data.effect().indicators if it.initiative_id is None]
    titles = {it.title for it in lost}
    if not titles:
        return []
    to = link(t("effect.to_loose"), "/proces")
    words = t(
        "effect.loose", count=len(titles), number=number(len(titles)), titles=", ".join(sorted(titles)[:3])
    )
    return [note([words, " ", to], "warning")]


def _since(asked: Asked, found: Effects) -> list[Node]:
    """Say what is measured since the moment that is compared with, and what is said otherwise."""
    since = asked.criteria.since
    if since is None:
        return []
    then = data.effect_at(since).by_slug
    newly = [it for it in found.every if len(it.points) > _count_then(then.get(it.slug))]
    turned = [
        (it, before)
        for it in found.every
        if (before := then.get(it.slug)) is not None and before.verdict is not it.verdict
    ]
    facts = {"moment": moment_text(since), "new": number(len(newly)), "turned": number(len(turned))}
    lines = [
        html.Li(
            [
                link(it.name, indicator_address(it.slug, asked)),
                f" ({it.title}): ",
                t(
                    "effect.turned",
                    before=label(before.verdict, language()).lower(),
                    now=label(it.verdict, language()).lower(),
                ),
            ]
        )
        for it, before in turned
    ]
    return [note([html.P(t("effect.since", **facts)), *([html.Ul(lines)] if lines else [])])]


def _count_then(before: Indicator | None) -> int:
    return 0 if before is None else len(before.points)


# --- The dimensions


def _dimensions(asked: Asked, found: Effects) -> Chart:
    numbers = dimension_numbers(found, asked)
    total = len(found.chosen)
    return Chart(
        name="triple-aim",
        message=_dimensions_message(found),
        subtitle=t("effect.grid_subtitle", count=total, total=number(total)),
        picture=numbers_table(numbers, "plain labelled effect-grid"),
        numbers=numbers,
        is_table=True,
    )


def _dimensions_message(found: Effects) -> str:
    empty = [it.name.text(language()) for it in found.dimensions if not found.in_dimension(it.id)]
    if len(empty) == len(found.dimensions):
        return t("effect.grid_all_empty")
    if empty:
        return t("effect.grid_empty", names=" / ".join(empty))
    return t("effect.grid_message", count=found.in_all, number=number(found.in_all))


# --- The charts


def _charts(asked: Asked, found: Effects, paged: PagedGroups) -> Chart:
    shown = paged.part(0)
    tools = [*_narrowing(asked, found), *paged.tools()]
    content = [html.Div([_small(asked, it) for it in shown], className="run-grid")] if shown else []
    if not shown:
        content = [html.P(t("effect.none_such"), className="muted")]
    return Chart(
        name="indikatorer",
        message=_charts_message(asked, found),
        subtitle=t("effect.charts_subtitle"),
        picture=html.Div([*tools, *content]),
        numbers=indicator_numbers(shown, asked),
    )


def _charts_message(asked: Asked, found: Effects) -> str:
    shown, changed = len(found.shown), sum(1 for it in found.shown if it in found.changed)
    if asked.own:
        return t("effect.charts_some", count=shown, number=number(shown), total=number(len(found.every)))
    return t("effect.charts_message", count=changed, number=number(changed), total=number(shown))


def _narrowing(asked: Asked, found: Effects) -> list[Node]:
    """Offer the verdicts to narrow to, with how many have each; what is chosen can be taken away."""
    counts = found.verdicts(found.every)
    links = [
        link([verdict_mark(it), f" {number(counts[it])}"], effect_address(asked, verdict=it))
        for it in Verdict
        if counts[it]
    ]
    chosen = [
        link(t("effect.show_all"), EFFECT + to_query(replace(asked, own={}, page=1)), className="run-all")
    ]
    return [html.Div([*links, *(chosen if asked.own else [])], className="run-verdicts no-print")]


def _small(asked: Asked, it: Indicator) -> Node:
    dimension = dimension_words(None if it.dimension is None else it.dimension.value)
    return html.Section(
        [
            html.H3(link(it.name, indicator_address(it.slug, asked))),
            html.P(
                [initiative_link(it.initiative_id or 0, it.title), f" · {dimension}"], className="run-under"
            ),
            small_chart(it),
            html.P([indicator_mark(it), " ", html.Span(detail_words(it))], className="run-finding"),
            _facts(it),
        ],
        className=f"run-card run-{it.verdict}",
    )


def _facts(it: Indicator) -> Node:
    """Say how many measurements there are, what they began at and what is aimed at."""
    said = [t("effect.count", count=len(it.points), number=number(len(it.points)))]
    if it.baseline is not None and len(it.points) > 1:
        said.append(t("effect.from_to", first=value_words(it.baseline.value, it.unit), newest=_newest(it)))
    if it.target is not None:
        said.append(t("effect.line_target", value=value_words(it.target.value, it.unit)))
    if it.texts:
        said.append(t("effect.texts_count", count=len(it.texts), number=number(len(it.texts))))
    if it.disputed:
        said.append(t("effect.disputed_count", count=len(it.disputed), number=number(len(it.disputed))))
    return html.P(" · ".join(said), className="run-facts")


def _newest(it: Indicator) -> str:
    return "" if it.newest is None else value_words(it.newest.number, it.unit)


# --- By initiative, and what is missing


def _by_initiative(asked: Asked, found: Effects) -> Node:
    items = found.measured
    shown = items[:_MOST_NAMED]
    rest = len(items) - len(shown)
    more = (
        [html.P(t("effect.more_initiatives", count=rest, number=number(rest)), className="muted")]
        if rest
        else []
    )
    message = t(
        "effect.by_initiative", count=found.in_all, number=number(found.in_all), total=number(len(items))
    )
    return card(message, [initiative_table(found, asked, shown), *more], t("effect.by_initiative_subtitle"))


def _mute(asked: Asked, indicators: Sequence[Indicator]) -> Node:
    """Tell of indicators without a single number: what their lists say instead, and where."""
    items = [
        html.Li(
            [
                link(it.name, indicator_address(it.slug, asked)),
                f" ({it.title}): ",
                t("effect.mute_line", count=len(it.texts), number=number(len(it.texts))),
            ]
        )
        for it in indicators
    ]
    count = len(indicators)
    return card(
        t("effect.mute", count=count, number=number(count)), [html.Ul(items)], t("effect.mute_subtitle")
    )


def _unmeasured(found: Effects) -> Node:
    """Name the initiatives without measurements, folded away: unknown is not without effect."""
    items = found.unmeasured
    if not items:
        return html.P(t("effect.all_measured"), className="muted")
    shown, rest = items[:_MOST_NAMED], max(0, len(items) - _MOST_NAMED)
    lines: list[Node] = [html.Li(_unmeasured_line(it)) for it in shown]
    if rest:
        lines.append(html.Li(t("effect.more_initiatives", count=rest, number=number(rest))))
    summary = html.Summary(t("effect.unmeasured", count=len(items), number=number(len(items))))
    hint = html.P(t("effect.unmeasured_hint"), className="card-subtitle")
    return html.Details(
        [summary, hint, html.Ul(lines, className="run-unmeasured")],
        className="card-box effect-fold",
        id=UNMEASURED,
    )


def _unmeasured_line(item: Item) -> list[Node]:
    return [initiative_link(item.id, item.title)]


def _files(asked: Asked) -> Node:
    query = to_query(replace(asked, page=1))
    anchor = html.A(t("effect.file"), href=EFFECT_FILE + query, className="download", download="")
    return html.P(anchor, className="no-print")
