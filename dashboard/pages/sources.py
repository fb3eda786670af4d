"""Kilder: which lists there are, how new each is, and how much it states."""

import datetime as dt
from collections.abc import Sequence

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.coverage import coverage_table
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import empty_state
from dashboard.components.view import Page, View
from dashboard.data import SourceSummary
from dashboard.filters import Asked
from dashboard.format import date_short, month, number, share
from dashboard.labels import field_label, organisation_label
from dashboard.texts import t
from portfolio.rules.months import danish_day

PATH = "/kilder"


def view(_asked: Asked) -> View:
    """Show all sources; filters of initiatives do not change them."""
    known = data.portfolio()
    if not known.sources:
        load = link(t("sources.load_link"), "/indlaes", className="btn-main")
        empty = empty_state(t("sources.empty_hint"), load)
        return View(t("sources.heading_none"), t("sources.subtitle"), [empty])
    body = [_sources_table(known.sources, known.newest_month, known.today), *_coverage_card(known.sources)]
    return View(heading(known.sources, known.newest_month), t("sources.subtitle"), body)


PAGE = Page(PATH, "nav.sources", view, has_filters=False)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(sources: Sequence[SourceSummary], newest: dt.date | None) -> str:
    """Say how many sources lack a list of the newest month that any has."""
    if newest is None:
        return t("sources.no_list")
    behind = sum(1 for source in sources if source.newest_month != newest)
    if behind:
        facts = {"behind": number(behind), "all": number(len(sources))}
        return t("sources.heading_behind", count=behind, month=month(newest), **facts)
    return t("sources.heading_current", count=len(sources), month=month(newest))


# --- The sources


def _sources_table(sources: Sequence[SourceSummary], newest: dt.date | None, today: dt.date) -> Node:
    words = ("source", "newest_month", "loaded")
    numbers = ("age", "initiatives", "left_out", "findings", "completeness", "lists")
    columns = [Column(t(f"sources.{name}")) for name in words]
    columns += [Column(t(f"sources.{name}"), is_number=True) for name in numbers]
    ordered = sorted(sources, key=_oldest_first)
    rows = [_source_row(source, newest, today) for source in ordered]
    return html.Div(plain_table(t("sources.caption"), columns, rows), className="card-box")


def _oldest_first(source: SourceSummary) -> tuple[dt.date, str]:
    return (source.newest_month or dt.date.min, source.name)


def _source_row(source: SourceSummary, newest: dt.date | None, today: dt.date) -> list[Cell]:
    name: Cell = [html.Span(source.name), html.Span(_keeper(source), className="under")]
    if source.newest_upload_id is None or source.newest_uploaded_at is None or source.rows is None:
        return [name, t("sources.no_list"), *[""] * 6, number(source.upload_count)]
    loaded, receipt = danish_day(source.newest_uploaded_at), f"/indlaes/{source.newest_upload_id}"
    return [
        name,
        _newest(source, newest),
        link(date_short(loaded), receipt),
        age(loaded, today),
        link(number(source.rows.accepted), receipt),
        link(number(source.rows.skipped + source.rows.rejected), f"{receipt}#udeladt"),
        link(number(source.errors + source.warnings), f"{receipt}#bemaerkninger"),
        _completeness(source),
        number(source.upload_count),
    ]


def _keeper(source: SourceSummary) -> str:
    """Say who sends the list, else whose it is."""
    return source.sender or (organisation_label(source.organisation_id) if source.organisation_id else "")


def _newest(source: SourceSummary, newest: dt.date | None) -> Cell:
    if source.newest_month is None:
        return ""
    said: list[Node] = [month(source.newest_month)]
    if newest is not None and source.newest_month < newest:
        said.append(html.Span(t("sources.is_behind", month=month(newest)), className="under under-warning"))
    return said


def age(loaded: dt.date, today: dt.date) -> str:
    """Say how old a list is."""
    days = (today - loaded).days
    return t("sources.today") if days <= 0 else t("sources.days", count=days)


def completeness(source: SourceSummary) -> float | None:
    """Give the mean share of rows that state a key field; None where no list is in force."""
    shares = list(source.coverage.values())
    return sum(shares) / len(shares) if shares else None


def _completeness(source: SourceSummary) -> Cell:
    whole = completeness(source)
    return "" if whole is None else share(whole)


# --- What they state


def _coverage_card(sources: Sequence[SourceSummary]) -> list[Node]:
    stating = [source for source in sources if source.coverage]
    if not stating:
        return []
    table = coverage_table([(source.name, source.coverage) for source in stating])
    return [card(coverage_message(stating), [table], t("sources.fields_subtitle"))]


def coverage_message(sources: Sequence[SourceSummary]) -> str:
    """Say which key field is stated for the smallest share of all rows."""
    totals: dict[str, float] = {}
    for source in sources:
        for name, part in source.coverage.items():
            totals[name] = totals.get(name, 0.0) + part * _accepted(source)
    rarest = min(totals, key=lambda name: totals[name])
    part = totals[rarest] / max(1, sum(map(_accepted, sources)))
    return t("sources.fields_message", field=field_label(rarest).lower(), share=share(part))


def _accepted(source: SourceSummary) -> int:
    return source.rows.accepted if source.rows is not None else 0
