"""Traffic lights over months for each cluster, in small panels of one scale."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.area_words import area_text
from dashboard.components.attributes import with_attributes
from dashboard.components.badges import light_key
from dashboard.components.figure_card import Chart
from dashboard.components.light_shares import light_shares
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Cell, Numbers, counted
from dashboard.components.plain_table import Column
from dashboard.format import danish_key, month, month_short, number, share
from dashboard.labels import Code, code_label, organisation_label
from dashboard.texts import t
from dashboard.theme import LIGHT_ORDER, LIGHT_SHAPES
from portfolio.vocabulary import TrafficLight

NAME = "standing-clusters"
MOST_PANELS, MOST_MONTHS, LEAST_REPORTED = 12, 6, 5
"""So many clusters have a panel, of so many months, and fewer initiatives make no shares."""

Counts = Mapping[tuple[Code, dt.date, Code], int]
"""Number of initiatives by cluster, month and light."""

Alone = Callable[[Code], str]
"""Gives the address of the page for one cluster alone, where every number is a link."""


@dataclass(frozen=True, slots=True)
class Panels:
    """Which clusters have a panel, worst first, and which are too small for one, and the rest."""

    shown: Sequence[Code]
    small: Sequence[Code]
    rest: Sequence[Code]


def reported(counts: Counts, cluster: Code, at: dt.date) -> int:
    """Count a cluster's initiatives that are reported for a month."""
    return sum(counts.get((cluster, at, light), 0) for light in LIGHT_ORDER)


def red_share(counts: Counts, cluster: Code, at: dt.date) -> float:
    """Give the share of a cluster's initiatives reported for a month that are red; 0 where none are."""
    total = reported(counts, cluster, at)
    return counts.get((cluster, at, TrafficLight.RED), 0) / total if total else 0.0


def panels(counts: Counts, newest: dt.date) -> Panels:
    """Choose the clusters with enough initiatives for shares, the most red first and unknown last."""
    clusters = list(dict.fromkeys(cluster for cluster, _, _ in counts))
    enough = [it for it in clusters if reported(counts, it, newest) >= LEAST_REPORTED]
    ordered = sorted(
        enough,
        key=lambda it: (it is None, -red_share(counts, it, newest), danish_key(organisation_label(it))),
    )
    small = sorted(set(clusters) - set(enough), key=lambda it: danish_key(organisation_label(it)))
    return Panels(ordered[:MOST_PANELS], small, ordered[MOST_PANELS:])


def clusters_chart(counts: Counts, months: Sequence[dt.date], alone: Alone) -> list[Chart]:
    """Show the clusters' lights; nothing where there are not two panels to hold against each other."""
    months = months[-MOST_MONTHS:]
    chosen = panels(counts, months[-1]) if months else Panels((), (), ())
    if len(chosen.shown) < 2:
        return []
    return [
        Chart(
            name=NAME,
            message=clusters_message(counts, chosen, months[-1]),
            subtitle=t("multiples.subtitle"),
            picture=_panel_list(counts, chosen.shown, months, alone),
            numbers=clusters_numbers(counts, [*chosen.shown, *chosen.small], months),
            key=light_key(),
            after=_left_words(chosen, counts, months[-1]),
        )
    ]


def clusters_message(counts: Counts, chosen: Panels, newest: dt.date) -> str:
    """Say which cluster has the largest share of red in the newest month."""
    named = [it for it in chosen.shown if it is not None]
    worst = max(named, key=lambda it: red_share(counts, it, newest), default=None)
    if worst is None or not red_share(counts, worst, newest):
        return t("multiples.message_none", month=month(newest))
    facts = {"red": number(counts.get((worst, newest, TrafficLight.RED), 0)), "month": month(newest)}
    facts |= {"all": number(reported(counts, worst, newest)), "cluster": organisation_label(worst)}
    return t("multiples.message", share=share(red_share(counts, worst, newest)), **facts)


def _panel_list(counts: Counts, clusters: Sequence[Code], months: Sequence[dt.date], alone: Alone) -> Element:
    by_cluster: dict[Code, dict[tuple[dt.date, Code], int]] = {}
    for (cluster, at, light), count in counts.items():
        by_cluster.setdefault(cluster, {})[at, light] = count
    items = []
    for place, cluster in enumerate(clusters):
        id_, address = f"{NAME}-{place}", alone(cluster)
        head = html.H3(link(organisation_label(cluster), address), id=id_)
        named = {"role": "img", "aria-labelledby": f"{id_} {id_}-now", "data-to": address}
        picture = light_shares(months, by_cluster.get(cluster, {}), named)
        items.append(html.Li([head, _told(f"{id_}-now", panel_words(counts, cluster, months)), picture]))
    return html.Ul(items, className="panels drawing")


def _told(id_: str, said: str) -> Node:
    """Say how many are red; with the panel's heading, it names the panel's image."""
    shape = html.Span(LIGHT_SHAPES[TrafficLight.RED], className="shape")
    mark = with_attributes(html.Span(shape, className="light-red"), {"aria-hidden": "true"})
    return html.P([mark, said], className="panel-words", id=id_)


def panel_words(counts: Counts, cluster: Code, months: Sequence[dt.date]) -> str:
    """Say how many of a cluster's are red in the newest month, and how many were in the month before."""
    newest = months[-1]
    red = counts.get((cluster, newest, TrafficLight.RED), 0)
    facts = {"red": number(red), "all": number(reported(counts, cluster, newest))}
    now = t("multiples.now", count=red, **facts)
    if len(months) < 2 or not reported(counts, cluster, months[-2]):
        return now
    before = number(counts.get((cluster, months[-2], TrafficLight.RED), 0))
    was = t(
        "multiples.before",
        month=month_short(months[-2]),
        red=before,
        all=number(reported(counts, cluster, months[-2])),
    )
    return f"{now}; {was}"


def _left_words(chosen: Panels, counts: Counts, newest: dt.date) -> list[Node]:
    """Name the clusters without a panel, and why they have none."""
    reasons = (("multiples.small", chosen.small), ("multiples.rest", chosen.rest))
    return [
        html.P(
            t(text_id, least=LEAST_REPORTED, month=month(newest), names=_names(counts, left, newest)),
            className="card-subtitle",
        )
        for text_id, left in reasons
        if left
    ]


def _names(counts: Counts, clusters: Sequence[Code], newest: dt.date) -> str:
    return ", ".join(f"{organisation_label(it)} ({number(reported(counts, it, newest))})" for it in clusters)


def clusters_numbers(counts: Counts, clusters: Sequence[Code], months: Sequence[dt.date]) -> Numbers:
    """Give every number: a row a cluster and month. The panels' headings lead to where each is a link."""
    heads = [Column(code_label(TrafficLight, light), is_number=True) for light in LIGHT_ORDER]
    columns = [Column(area_text("clusters.cluster")), Column(t("standing.month")), *heads]
    rows = [_numbers_row(counts, cluster, at) for cluster in clusters for at in months]
    return Numbers(t("multiples.caption"), [*columns, Column(t("lights.total"), is_number=True)], rows)


def _numbers_row(counts: Counts, cluster: Code, at: dt.date) -> list[Cell]:
    cells = [counted(counts.get((cluster, at, light), 0)) for light in LIGHT_ORDER]
    return [organisation_label(cluster), month(at), *cells, counted(reported(counts, cluster, at))]
