"""One initiative: all fields, which list said what, and the cell behind each value."""

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.badges import light_badge, word_badge
from dashboard.components.cards import card
from dashboard.components.correcting import FIELD_KEY, Correcting, history_card
from dashboard.components.deed import deed_button, deed_form, folded_deed, reason_field
from dashboard.components.figure_card import Chart
from dashboard.components.follow_up import follow_up
from dashboard.components.home_card import home_card
from dashboard.components.initiative_fields import group_cards
from dashboard.components.initiative_identity import LOOK_KEY, identity_cards
from dashboard.components.initiative_months import milestones_card, months_card
from dashboard.components.initiative_timeline import course_chart, course_of
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.meetings_card import meetings_card
from dashboard.components.origin import cell_place, row_place, typed
from dashboard.components.overlap_card import overlap_card
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_card import process_card
from dashboard.components.process_forms import Asked as ProcessAsked
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.states import note
from dashboard.components.trial_card import untested_note
from dashboard.components.view import Page, View
from dashboard.filters import LIST, Asked, Ignored, list_address, number_in
from dashboard.format import date_text, instant, moment_text, month
from dashboard.labels import field_label, focus_area_label
from dashboard.texts import language, t
from portfolio.fields import FIELDS
from portfolio.rules.months import danish_day
from portfolio.vocabulary import Phase, SpreadPotential, Status


def layout(initiative_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the page of the initiative with this number."""
    path = f"{LIST}/{initiative_id}"
    asked = arrive(path, query, (FIELD_KEY, LOOK_KEY))
    shown = _view_of(number_in(initiative_id), asked)
    return lay_out_view(path, asked, shown, help_id="help.initiative")


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{LIST}/<initiative_id>", "initiative.window", layout, page=_page)


def _page(initiative_id: str) -> Page:
    """Give an initiative's page, for those who take its numbers away."""
    return Page(
        f"{LIST}/{initiative_id}",
        "nav.list",
        lambda asked: _view_of(number_in(initiative_id), asked),
        has_filters=False,
        own_keys=(FIELD_KEY, LOOK_KEY),
        has_help=False,
    )


def view(record: data.InitiativeRecord, asked: Asked, merged: data.MergeNote | None = None) -> View:
    """Show everything known of an initiative; ``merged`` is what led to it from another's address."""
    field = asked.own.get(FIELD_KEY, "")
    correcting = Correcting(record.id, data.present_day(), field) if data.is_present() else None
    identity = data.identity(record.id, is_looking=LOOK_KEY in asked.own)
    return View(
        title=record.title,
        subtitle=_subtitle(record),
        body=[
            _marks(record),
            *_notes(record, merged),
            *_course(record),
            *_months(record),
            html.Div(group_cards(record, correcting), className="field-cards"),
            _process(record),
            *meetings_card(record.id),
            html.Div(follow_up(record, asked), className="follow-up"),
            *home_card(record.id, asked),
            *_extra(record),
            *history_card(data.correction_history(record.id)),
            _reports(record),
            *([] if correcting is None else _taking_off(record, correcting)),
            overlap_card(record.id),
            *identity_cards(correcting, identity, record.id),
        ],
        lead_in=[html.P(link(t("initiative.back"), list_address(asked.criteria)), className="page-lead")],
        ignored=[Ignored(FIELD_KEY, field)] if field and field not in FIELDS else [],
        window=record.title,
    )


def _view_of(initiative_id: int | None, asked: Asked) -> View:
    """Show an initiative; one that was merged as what it is now; one that is gone with the way back."""
    record = None if initiative_id is None else data.initiative(initiative_id)
    if record is not None:
        return view(record, asked)
    merged = None if initiative_id is None else data.merged_to(initiative_id)
    kept = None if merged is None else data.initiative(merged.initiative_id)
    if kept is not None:
        return view(kept, asked, merged)
    return _missing_view(initiative_id, asked)


def _missing_view(initiative_id: int | None, asked: Asked) -> View:
    if initiative_id is not None and not data.is_present():
        return _not_known_then(initiative_id, asked)
    taken = None if initiative_id is None else data.taken_off(initiative_id)
    way_on = link(t("missing.list"), LIST, className="btn-main")
    if initiative_id is None or taken is None:
        return View(t("missing.initiative_title"), t("missing.initiative_subtitle"), [way_on])
    facts = {"at": instant(taken.at), "by": taken.by, "reason": taken.reason}
    back = Correcting(initiative_id, data.present_day()).address("saet-tilbage")
    form = deed_form(back, [deed_button(t("typed.put_back"), is_main=True)])
    return View(t("typed.off_title"), t("typed.off", **facts), [form, html.P(way_on)])


def _not_known_then(initiative_id: int, asked: Asked) -> View:
    """Say that an initiative was not known at the moment looked from, with the way to what it is now."""
    now = link(t("missing.initiative_now"), f"{LIST}/{initiative_id}", className="btn-main")
    date = moment_text(data.portfolio().moment)
    back = link(t("missing.list_then"), list_address(asked.criteria))
    return View(t("missing.initiative_then", date=date), "", [html.P(now), html.P(back)])


def _taking_off(record: data.InitiativeRecord, correcting: Correcting) -> list[Node]:
    """Offer to take an initiative that was typed here off the list again."""
    if not record.is_listed or not any(report.is_typed for report in record.reports):
        return []
    form = deed_form(
        correcting.address("tag-af"),
        [
            html.P(t("typed.off_hint"), className="field-hint"),
            reason_field("tag-af-hvorfor", t("identity.why")),
            deed_button(t("typed.take_off"), is_main=True),
        ],
    )
    return [html.Div(folded_deed(t("typed.off_fold"), form), className="discard no-print")]


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


def _notes(record: data.InitiativeRecord, merged: data.MergeNote | None) -> list[Node]:
    notes = [] if merged is None else [note(_merged_words(merged))]
    moved = [field_label(it.field) for it in record.corrections.values() if it.is_moved]
    if moved:
        notes.append(note(t("correct.asked_again", count=len(moved), fields=", ".join(moved)), "warning"))
    if not record.is_listed:
        notes.append(note(t("initiative.gone"), "warning"))
    if record.conflicts:
        fields = ", ".join(FIELDS[name].label.text(language()) for name in record.conflicts)
        notes.append(note(t("initiative.conflicts", fields=fields), "warning"))
    return notes


def _merged_words(merged: data.MergeNote) -> str:
    change = merged.change
    facts = {"title": change.other_title, "at": instant(change.made_at), "by": change.made_by}
    return t("identity.came_from", **facts, reason=change.reason)


def _course(record: data.InitiativeRecord) -> list[Chart]:
    """Draw its start, end and evaluation on a line of time, as exactly as they are known."""
    known = data.portfolio()
    place = known.snapshot.place(record.id)
    lights = {} if place is None else known.snapshot.item(place).lights()
    return course_chart(course_of(record.values, list(lights.items()), known.today), known.today)


def _months(record: data.InitiativeRecord) -> list[Node]:
    """Show its status month by month, and its milestones."""
    known, book = data.portfolio(), data.milestones()
    place = known.snapshot.place(record.id)
    item = None if place is None else known.snapshot.item(place)
    own, gone = book.of.get(record.id, ()), book.gone.get(record.id, ())
    months = months_card(record, item, data.words_of(record.id), known.newest_month)
    return [html.Div(months, id="maaned-for-maaned"), *milestones_card(own, gone, known.today)]


def _process(record: data.InitiativeRecord) -> Node:
    asked = ProcessAsked(record.id, data.present_day()) if data.is_present() else None
    history = data.process_history(record.id)
    today, notes = data.portfolio().today, untested_note(record.id)
    return process_card(asked, data.processes(), record.id, history, today, notes)


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
    lists, times = len({report.source for report in record.reports}), len(record.reports)
    said = "initiative.reports" if lists == times else "initiative.reports_times"
    more = {} if lists == times else {"times": times}
    return card(t(said, count=lists, number=lists, **more), [table])


def _report(report: data.ReportNote) -> list[Cell]:
    place = t("initiative.place_typed") if report.is_typed else row_place(report)
    loaded = t("initiative.loaded", at=instant(report.uploaded_at), by=report.uploaded_by)
    upload = link(report.source, f"/indlaes/{report.upload_id}")
    return [month(report.month), upload, report.file_name, place, loaded]
