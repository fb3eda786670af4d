"""Mangler: initiatives that something is missing about, by kind and by source, with the cells to fill in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.corrections_review import review_card
from dashboard.components.emptiness import empty_view
from dashboard.components.heat import Heat, HeatWords, heat_chart
from dashboard.components.links import link
from dashboard.components.list_tools import shown_rows
from dashboard.components.loose_titles import loose_card
from dashboard.components.markup import Node
from dashboard.components.missing import GAPS, GAPS_FILE, SOURCE_KEY, Lack, Missing, missing_of
from dashboard.components.openings import initiative_link
from dashboard.components.paging import page_count, page_sizes, paging
from dashboard.components.pair_choices import pairs_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.sender_mail import MAIL, mail_card, mail_of
from dashboard.components.shell import lay_out, register_page
from dashboard.components.source_due import source_due
from dashboard.components.states import empty_state, note
from dashboard.components.view import Page, View
from dashboard.data import SourceSummary
from dashboard.filters import Asked, Ignored, number_in, to_query
from dashboard.format import danish_key, moment_text, number
from dashboard.labels import Category, Code, field_label
from dashboard.texts import language, t
from portfolio.rules.gaps import GAP_FIELDS, GAP_LABELS, Gap
from portfolio.selection import Criteria
from portfolio.snapshot import Item


def view(asked: Asked) -> View:
    """Show what is missing about the initiatives that the address asks for."""
    known = data.portfolio()
    source, ignored = _source(asked)
    missing = missing_of(asked.criteria, None if source is None else source.id)
    total = len(known.chosen(Criteria()))
    subtitle = t("gaps.subtitle", date=moment_text(known.moment))
    if not len(missing.chosen):
        return empty_view(t("gaps.heading_empty"), subtitle, total, GAPS)
    shown = replace(asked, page=min(asked.page, page_count(len(missing.lacking), asked.page_size)))
    if shown.page != asked.page:
        ignored = [*ignored, Ignored("side", str(asked.page))]
    return View(
        title=heading(missing),
        subtitle=subtitle,
        body=_body(shown, missing, source),
        chosen_count=len(missing.chosen),
        total_count=total,
        ignored=ignored,
    )


PAGE = Page(GAPS, "nav.gaps", view, own_keys=(SOURCE_KEY,))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def _source(asked: Asked) -> tuple[SourceSummary | None, list[Ignored]]:
    text = asked.own.get(SOURCE_KEY)
    if text is None:
        return None, []
    found = next((it for it in data.portfolio().sources if it.id == number_in(text)), None)
    return found, [] if found is not None else [Ignored(SOURCE_KEY, text)]


def heading(missing: Missing) -> str:
    """Say about how many something is missing, and what most often."""
    if not len(missing.lacking):
        return t("gaps.heading_none", count=len(missing.chosen), all=number(len(missing.chosen)))
    counts = missing.counts()
    most = max(missing.kinds, key=lambda gap: counts[None, gap])
    facts = {"number": number(len(missing.lacking)), "all": number(len(missing.chosen))}
    said = GAP_LABELS[most].text(language())
    return t("gaps.heading", count=len(missing.lacking), most=said, often=number(counts[None, most]), **facts)


def _body(asked: Asked, missing: Missing, source: SourceSummary | None) -> list[Node]:
    review = review_card(data.corrections_to_review())
    loose = loose_card(None if source is None else source.id)
    if not len(missing.lacking):
        return [*_only(asked, source), empty_state(t("gaps.nothing")), *review, *loose]
    return [
        *_only(asked, source),
        *review,
        *loose,
        _overview(asked, missing),
        _list(asked, missing),
        pairs_link(),
        *_mail(source),
    ]


def _only(asked: Asked, source: SourceSummary | None) -> list[Node]:
    """Say that only one source is shown, with the way to all."""
    if source is None:
        return []
    every = GAPS + to_query(replace(asked, own={}, page=1))
    parts: list[Node] = [t("gaps.only", source=source.name), " ", link(t("gaps.every_source"), every)]
    return [note([html.P(parts)])]


# --- How much is missing where


def _overview(asked: Asked, missing: Missing) -> Node:
    """Count what is missing, source by source; the first row counts each initiative once."""
    counts = missing.counts()
    names = {it.id: it.name for it in data.portfolio().sources}
    found = [id_ for id_ in missing.spots.source_ids if any(counts[id_, gap] for gap in missing.kinds)]
    if missing.source_id is not None:
        found = [id_ for id_ in found if id_ == missing.source_id]
    ordered = sorted(
        found, key=lambda id_: (-sum(counts[id_, it] for it in missing.kinds), danish_key(names[id_]))
    )
    rows = [Category(str(id_), names[id_]) for id_ in ordered]
    every = [Category(None, t("gaps.all_sources"))] if missing.source_id is None else []
    heat = Heat(
        rows=[*every, *rows],
        columns=[Category(str(gap), GAP_LABELS[gap].text(language())) for gap in missing.kinds],
        counts={(None if id_ is None else str(id_), str(gap)): count for (id_, gap), count in counts.items()},
        link=lambda row, gap: _address(asked, row, gap),
        row_link=lambda row: _address(asked, row, None),
    )
    words = HeatWords(t("gaps.caption"), t("sources.source"), t("gaps.total"))
    worst = rows[0].label if rows else ""
    message = t("gaps.message", source=worst) if len(rows) > 1 else t("gaps.message_one")
    return heat_chart("kilder", heat, words, message, t("gaps.message_subtitle"))


def _address(asked: Asked, source: Code, gap: Code) -> str:
    """Give the page narrowed to a source and to what is missing; None leaves either as it is, open."""
    own = {} if source is None else {SOURCE_KEY: source}
    gaps = asked.criteria.gaps if gap is None else (Gap(gap),)
    return GAPS + to_query(replace(asked, criteria=asked.criteria.but(gaps=gaps), own=own, page=1))


# --- The initiatives


def _list(asked: Asked, missing: Missing) -> Node:
    first, count = (asked.page - 1) * asked.page_size, len(missing.lacking)
    rows = missing.lacking.first(asked.page_size, skipped=first)
    names = {it.id: it.name for it in data.portfolio().sources}
    heads = [Column(t(f"gaps.head_{name}")) for name in ("initiative", "missing", "source", "responsible")]
    table = plain_table(
        t("gaps.list_caption"), heads, [_row(it, missing, names) for it in rows], "plain gaps"
    )
    file = html.A(
        t("gaps.file"), href=GAPS_FILE + to_query(replace(asked, page=1)), className="download", download=""
    )
    tools = html.Div(
        [shown_rows(first, len(rows), count), page_sizes(asked, GAPS), html.P(file, className="no-print")],
        className="list-tools",
    )
    content = [
        tools,
        html.Div(table, className="uncaptioned"),
        paging(asked, page_count(count, asked.page_size), GAPS),
    ]
    said = t("gaps.list", count=count, number=number(count))
    return card(said, content, t("gaps.list_subtitle"))


def _row(initiative: Item, missing: Missing, names: dict[int, str]) -> list[Cell]:
    lacks = list(missing.lacks(initiative))
    sources = dict.fromkeys(it.spot.source_id for it in lacks)
    links: list[Node] = [
        html.Div(link(names[it], f"/kilder/{it}#{MAIL}")) for it in sorted(sources, key=lambda it: names[it])
    ]
    who = initiative.text("lead") or initiative.text("owner")
    return [
        initiative_link(initiative.id, initiative.title),
        html.Ul(_lines(lacks, names if len(sources) > 1 else {}), className="lacks"),
        links,
        who or html.Span(t("gaps.nobody"), className="missing"),
    ]


def _lines(lacks: Sequence[Lack], names: Mapping[int, str]) -> list[Node]:
    """Say what is missing and in which cell it can be written; what has no column is said in one."""
    placed = [it for it in lacks if it.place or it.is_typed or it.gap is Gap.SILENT]
    items = [html.Li(_line(it, names.get(it.spot.source_id, ""))) for it in placed]
    unplaced = dict.fromkeys(it.gap for it in lacks if it not in placed)
    if unplaced:
        said = ", ".join(field_label(GAP_FIELDS[gap][0]).lower() for gap in unplaced)
        items.append(html.Li(t("gaps.no_column", missing=said), className="muted"))
    return list(items)


def _line(lack: Lack, source: str) -> list[Node]:
    name = html.Span(GAP_LABELS[lack.gap].text(language()), className="lack")
    if lack.is_typed:
        return [name, " ", html.Span(t("gaps.on_its_page"), className="place")]
    place = lack.place or t("gaps.newer_list")
    said: list[Node] = [name, " ", link(place, f"/indlaes/{lack.spot.upload_id}", className="place")]
    return [*said, " ", html.Span(source, className="lack-source")] if source else said


def _mail(source: SourceSummary | None) -> list[Node]:
    """Show the mail to the one source's sender that is asked about; nobody writes as of an earlier moment."""
    if source is None or source.is_typed or not data.is_present():
        return []
    settings = data.source_settings().get(source.id)
    stands = source_due(source, data.portfolio(), data.histories().get(source.id), settings)
    return [mail_card(mail_of(source, settings, stands))]
