"""One initiative: all fields, which list said what, and the cell behind each value."""

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.badges import light_badge, word_badge
from dashboard.components.cards import card
from dashboard.components.figure_card import Chart
from dashboard.components.initiative_fields import group_cards
from dashboard.components.initiative_timeline import course_chart, course_of
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.origin import cell_place, typed
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.states import note
from dashboard.components.view import View
from dashboard.filters import LIST, Asked, list_address, number_in
from dashboard.format import date_text, instant, month
from dashboard.labels import focus_area_label
from dashboard.texts import language, t
from portfolio.fields import FIELDS
from portfolio.rules.months import danish_day
from portfolio.vocabulary import Phase, SpreadPotential, Status


def layout(initiative_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the page of the initiative with this number."""
    path = f"{LIST}/{initiative_id}"
    asked = arrive(path, query)
    record = _found(initiative_id)
    return lay_out_view(
        path, asked, _missing_view() if record is None else view(record, asked), help_id="help.initiative"
    )


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{LIST}/<initiative_id>", "initiative.window", layout)


def view(record: data.InitiativeRecord, asked: Asked) -> View:
    """Show everything known of an initiative."""
    return View(
        title=record.title,
        subtitle=_subtitle(record),
        body=[
            _marks(record),
            *_notes(record),
            *_course(record),
            *_month_strip(record),
            html.Div(group_cards(record), className="field-cards"),
            *_extra(record),
            _reports(record),
        ],
        lead_in=[html.P(link(t("initiative.back"), list_address(asked.criteria)), className="page-lead")],
    )


def _found(initiative_id: str) -> data.InitiativeRecord | None:
    asked = number_in(initiative_id)
    return None if asked is None else data.initiative(asked)


def _missing_view() -> View:
    way_on = link(t("missing.list"), LIST, className="btn-main")
    return View(t("missing.initiative_title"), t("missing.initiative_subtitle"), [way_on])


def _subtitle(record: data.InitiativeRecord) -> str:
    focus = focus_area_label(record.focus_area_id) if record.focus_area_id else None
    known = t("initiative.known", date=date_text(danish_day(record.first_known_at)))
    parts = (record.organisation, focus, *record.sources, known)
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _marks(record: data.InitiativeRecord) -> Node:
    codes = {name: _code(record, name) for name in ("traffic_light", "status", "phase", "spread_potential")}
    marks: list[Node] = [light_badge(codes["traffic_light"])]
    for name, words in (("status", Status), ("phase", Phase), ("spread_potential", SpreadPotential)):
        said = FIELDS[name].label.text(language())
        marks.append(html.Span([html.Span(f"{said}: ", className="missing"), word_badge(words, codes[name])]))
    return html.Div(marks, className="initiative-marks")


def _code(record: data.InitiativeRecord, name: str) -> str | None:
    value = record.values.get(name)
    return value if isinstance(value, str) else None


def _notes(record: data.InitiativeRecord) -> list[Node]:
    notes = []
    if not record.is_listed:
        notes.append(note(t("initiative.gone"), "warning"))
    if record.conflicts:
        fields = ", ".join(FIELDS[name].label.text(language()) for name in record.conflicts)
        notes.append(note(t("initiative.conflicts", fields=fields), "warning"))
    return notes


def _course(record: data.InitiativeRecord) -> list[Chart]:
    """Draw its start, end and evaluation on a line of time, as exactly as they are known."""
    known = data.portfolio()
    place = known.snapshot.place(record.id)
    lights = {} if place is None else known.snapshot.item(place).lights()
    return course_chart(course_of(record.values, list(lights.items()), known.today), known.today)


def _month_strip(record: data.InitiativeRecord) -> list[Node]:
    """Show the light of each reporting month that has the initiative."""
    known = data.portfolio().snapshot
    place = known.place(record.id)
    if place is None:
        return []
    items = [_month(month(at), light) for at, light in known.item(place).lights().items()]
    return [card(t("initiative.months"), [html.Ul(items, className="month-strip")])]


def _month(name: str, light: str | None) -> Node:
    return html.Li([html.Span(name, className="month-name"), light_badge(light)])


def _extra(record: data.InitiativeRecord) -> list[Node]:
    """Show the cells of columns that nobody recognised, so that nothing is lost."""
    if not record.extra:
        return []
    heads = [
        Column(t("initiative.extra_heading")),
        Column(t("initiative.extra_text")),
        Column(t("initiative.place")),
    ]
    rows = map(_extra_row, record.extra)
    table = plain_table(t("initiative.extra_caption"), heads, rows)
    return [card(t("initiative.extra"), [table], t("initiative.extra_subtitle"))]


def _extra_row(extra: data.ExtraClaim) -> list[Cell]:
    place = f"{extra.report.source}, {cell_place(extra.report.sheet, extra.cell)}"
    return [extra.heading, typed(extra.text), place]


def _reports(record: data.InitiativeRecord) -> Node:
    heads = [
        Column(t(f"initiative.report_{name}")) for name in ("month", "source", "file", "place", "loaded")
    ]
    table = plain_table(
        t("initiative.reports_caption"), heads, [_report(report) for report in record.reports]
    )
    return card(t("initiative.reports", count=len(record.reports), number=len(record.reports)), [table])


def _report(report: data.ReportNote) -> list[Cell]:
    row = (
        t("initiative.row", row=report.row)
        if report.row
        else t("initiative.column", column=report.column or "")
    )
    place = f"{report.sheet}, {row}" if report.sheet else row
    loaded = t("initiative.loaded", at=instant(report.uploaded_at), by=report.uploaded_by)
    upload = link(report.source, f"/indlaes/{report.upload_id}")
    return [month(report.month), upload, report.file_name, place, loaded]
