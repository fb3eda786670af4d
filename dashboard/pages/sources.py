"""Kilder: which lists there are, how new each is, and how much it states."""

import datetime as dt
from collections.abc import Mapping, Sequence

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.corrections_review import review_note
from dashboard.components.coverage import coverage_table
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.pair_choices import pairs_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.shell import lay_out, register_page
from dashboard.components.source_due import SourceDue, asked_of, due_cell, source_dues
from dashboard.components.source_quality import quality_chart
from dashboard.components.states import empty_state
from dashboard.components.view import Page, View
from dashboard.data import SourceHistory, SourceSettings, SourceSummary
from dashboard.filters import Asked
from dashboard.format import danish_key, date_short, month, number, share
from dashboard.labels import field_label, organisation_label
from dashboard.texts import t
from portfolio.rules.due import DueState
from portfolio.rules.months import danish_day

PATH = "/kilder"


def view(_asked: Asked) -> View:
    """Show all sources; filters of initiatives do not change them."""
    known = data.portfolio()
    if not known.sources:
        load = link(t("sources.load_link"), "/indlaes", className="btn-main")
        empty = empty_state(t("sources.empty_hint"), load)
        return View(t("sources.heading_none"), t("sources.subtitle"), [empty])
    histories, settings = data.histories(), data.source_settings()
    dues = source_dues(known, histories, settings)
    sent = [it for it in known.sources if not it.is_typed] or known.sources
    body = [
        *review_note(),
        _sources_table(known, dues, settings),
        pairs_link(),
        *_quality(known.sources, histories),
        *_coverage_card(known.sources),
    ]
    return View(heading(sent, dues, asked_of(known)), t("sources.subtitle"), body)


PAGE = Page(PATH, "nav.sources", view, has_filters=False)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(sources: Sequence[SourceSummary], dues: Mapping[int, SourceDue], asked: dt.date) -> str:
    """Say how many sources lack a list of the month that is asked for, and how many of all are late."""
    behind = sum(1 for it in sources if it.newest_month is None or it.newest_month < asked)
    late = sum(1 for it in dues.values() if it.due.state is DueState.LATE)
    if not behind:
        return t("sources.heading_current", count=len(sources), month=month(asked))
    facts = {"behind": number(behind), "all": number(len(sources)), "month": month(asked)}
    said = t("sources.heading_behind", count=behind, **facts)
    return said if not late else t("sources.heading_late", said=said, count=late, late=number(late))


# --- The sources


def _sources_table(
    known: data.Portfolio, dues: Mapping[int, SourceDue], settings: Mapping[int, SourceSettings]
) -> Node:
    words = ("source", "due", "newest_month", "loaded")
    numbers = ("initiatives", "left_out", "findings", "completeness", "lists")
    columns = [Column(t(f"sources.{name}")) for name in words]
    columns += [Column(t(f"sources.{name}"), is_number=True) for name in numbers]
    ordered = sorted(known.sources, key=lambda it: (*dues[it.id].order, danish_key(it.name)))
    rows = [_source_row(it, dues[it.id], settings.get(it.id), known.today) for it in ordered]
    table = plain_table(t("sources.caption"), columns, rows, "plain sources")
    return html.Div(table, className="card-box captioned")


def _source_row(
    source: SourceSummary, stands: SourceDue, settings: SourceSettings | None, today: dt.date
) -> list[Cell]:
    name: Cell = [link(source.name, f"{PATH}/{source.id}"), html.Span(keeper(settings), className="under")]
    if source.newest_upload_id is None or source.newest_uploaded_at is None or source.rows is None:
        return [name, due_cell(stands), *[""] * 6, number(source.upload_count)]
    loaded, receipt = danish_day(source.newest_uploaded_at), f"/indlaes/{source.newest_upload_id}"
    came: Cell = [link(date_short(loaded), receipt), html.Span(age(loaded, today), className="under")]
    return [
        name,
        due_cell(stands),
        "" if source.newest_month is None else html.Span(month(source.newest_month), className="nowrap"),
        came,
        link(number(source.rows.accepted), receipt),
        link(number(source.rows.skipped + source.rows.rejected), f"{receipt}#udeladt"),
        link(number(source.errors + source.warnings), f"{receipt}#bemaerkninger"),
        _completeness(source),
        number(source.upload_count),
    ]


def keeper(settings: SourceSettings | None) -> str:
    """Say who sends a list, else whose it is; "" where nobody has said."""
    if settings is None:
        return ""
    organisation = settings.organisation_id
    return settings.sender or (organisation_label(organisation) if organisation else "")


def _quality(sources: Sequence[SourceSummary], histories: Mapping[int, SourceHistory]) -> list[Node]:
    chart = quality_chart({it.id: it.name for it in sources}, histories)
    return [] if chart is None else [chart]


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
