"""Quality over time: findings a hundred initiatives in each month's list, source by source."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.figure_card import Chart
from dashboard.components.heat import STEPS, heat_step
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.numbers import Amount, Cell, Numbers
from dashboard.components.plain_table import Column, Linked, scroll_region
from dashboard.components.spark import spark
from dashboard.data import MonthsList, SourceHistory
from dashboard.format import danish_key, month, month_short, number
from dashboard.texts import t

SHOWN_MONTHS = 6
_FINE = 1000
"""Shares of the largest are told apart so finely before they are tinted."""

Lists = Mapping[dt.date, MonthsList]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown: a source a row, a month a column."""

    rows: Sequence[tuple[Linked, Lists]]
    months: Sequence[dt.date]
    largest: float


def quality_chart(names: Mapping[int, str], histories: Mapping[int, SourceHistory]) -> Chart | None:
    """Show findings a hundred initiatives, month by month; None where no list has an initiative.

    Args:
        names: the sources' names by their ids.
        histories: how their lists have come.
    """
    months = sorted({month for it in histories.values() for month in it.months})[-SHOWN_MONTHS:]
    rows = [
        ((names[id_], f"/kilder/{id_}"), _within(it.months, months))
        for id_, it in histories.items()
        if id_ in names
    ]
    rows = sorted((it for it in rows if it[1]), key=_worst_first)
    if not rows:
        return None
    shown = _Shown(rows, months, max(it.rate or 0 for _, lists in rows for it in lists.values()))
    return Chart(
        name="kvalitet",
        message=quality_message(rows),
        subtitle=t("sources.quality_subtitle"),
        picture=scroll_region(_table(shown), t("sources.quality_caption")),
        numbers=_numbers(shown),
        is_table=True,
    )


def _within(lists: Lists, months: Sequence[dt.date]) -> Lists:
    return {month: lists[month] for month in months if month in lists and lists[month].rate is not None}


def _newest(lists: Lists) -> MonthsList:
    return lists[max(lists)]


def _worst_first(row: tuple[Linked, Lists]) -> tuple[float, str]:
    return -(_newest(row[1]).rate or 0), danish_key(row[0][0])


def quality_message(rows: Sequence[tuple[Linked, Lists]]) -> str:
    """Say whose newest list has most findings a hundred initiatives, and what it had the time before."""
    (name, _), lists = rows[0]
    *before, newest = sorted(lists)
    rate = lists[newest].rate or 0
    if not rate:
        return t("sources.quality_none")
    facts = {"source": name, "rate": _hundred(rate), "month": month(newest)}
    if not before:
        return t("sources.quality_message", **facts)
    former = _hundred(lists[before[-1]].rate or 0)
    return t("sources.quality_message_before", before=former, before_month=month(before[-1]), **facts)


def _table(shown: _Shown) -> Node:
    heads = [html.Th(month_short(it), scope="col") for it in shown.months]
    corner = html.Th(t("sources.source"), scope="col")
    course = html.Th(t("sources.quality_course"), scope="col", className="spark-head")
    body = [_row(name, lists, shown) for name, lists in shown.rows]
    caption = html.Caption(t("sources.quality_caption"))
    parts = [caption, html.Thead(html.Tr([corner, course, *heads])), html.Tbody(body)]
    return html.Table(parts, className="heat quality")


def _row(name: Linked, lists: Lists, shown: _Shown) -> Node:
    rates = [lists[it].rate if it in lists else None for it in shown.months]
    cells = [_cell(lists.get(it), shown.largest) for it in shown.months]
    line = html.Td(spark(rates, shown.largest), className="spark-cell")
    return html.Tr([html.Th(link(*name), scope="row"), line, *cells])


def _cell(it: MonthsList | None, largest: float) -> Node:
    if it is None or it.rate is None:
        return html.Td(html.Span(t("sources.quality_no_list")), className="heat-unknown")
    step = heat_step(round(it.rate / largest * STEPS * _FINE), STEPS * _FINE) if largest else 0
    return html.Td(link(_hundred(it.rate), _findings_address(it)), className=f"heat-{step}")


def _findings_address(it: MonthsList) -> str:
    return f"/indlaes/{it.upload_id}#bemaerkninger"


def _numbers(shown: _Shown) -> Numbers:
    heads = [Column(t("sources.source")), *(Column(month(it), is_number=True) for it in shown.months)]
    rows = [[name[0], *(_number(lists.get(it)) for it in shown.months)] for name, lists in shown.rows]
    return Numbers(t("sources.quality_caption"), heads, rows)


def _number(it: MonthsList | None) -> Cell:
    if it is None or it.rate is None:
        return t("sources.quality_no_list")
    return Amount(round(it.rate * 100), _hundred(it.rate), _findings_address(it))


def _hundred(rate: float) -> str:
    return number(round(rate * 100))
