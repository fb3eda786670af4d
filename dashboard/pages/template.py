"""One process: its steps to read, the forms that change them, and every version with what changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.board import PATH as BOARD
from dashboard.components.board import PROCESS_KEY
from dashboard.components.board_words import origin_words
from dashboard.components.cards import card
from dashboard.components.deed import folded_deed
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_words import template_name
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.states import empty_state, note
from dashboard.components.template_forms import (
    NEW,
    VERSIONS,
    Editing,
    copy_form,
    name_form,
    new_step_form,
    step_folds,
    step_form,
    step_id,
    version_form,
)
from dashboard.components.template_words import SHOWN, change_words, is_worth_saying, special_words
from dashboard.components.view import View
from dashboard.data import Away, TemplateVersion
from dashboard.filters import Asked, Ignored, number_in
from dashboard.format import instant, number
from dashboard.labels import organisation_label
from dashboard.server.templates import PAGE as PATH
from dashboard.server.templates import VERSION
from dashboard.texts import language, t
from portfolio.process.changes import changes_between
from portfolio.process.templates import Step, Template
from portfolio.vocabulary import TemplateOrigin, label

FIELD = "ret"
_HEADS = ("version", "made", "why", "changes", "followers", "state")


@dataclass(frozen=True, slots=True)
class Process:
    """A process with all of its versions, the oldest first.

    Attributes:
        versions: all of them, also those that were taken back.
        newest: the newest in use; None: none is.
        followers: how many initiatives follow which version.
    """

    versions: Sequence[TemplateVersion]
    newest: Template | None
    followers: Counter[int]

    def version(self, number: int | None) -> Template | None:
        """Give a version; None: there is none such."""
        return next((it.template for it in self.versions if it.template.version == number), None)


def layout(template_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the page of the process with this id."""
    path = f"{PATH}/{template_id}"
    asked = arrive(path, query, (FIELD, VERSION))
    found = process_of(template_id)
    shown = missing_view() if found is None else view(found, asked)
    return lay_out_view(path, asked, shown, help_id="help.templates")


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{PATH}/<template_id>", "templates.window", layout)


def process_of(template_id: str) -> Process | None:
    """Give a process; None: there is none with this id."""
    versions = [it for it in data.template_versions() if it.template.id == template_id]
    if not versions:
        return None
    book = data.processes()
    courses = (it.course.template for it in book.courses.values())
    followers = Counter(it.version for it in courses if it.id == template_id)
    return Process(versions, book.newest.get(template_id), followers)


def missing_view() -> View:
    """Say that there is no such process."""
    way_on = link(t("templates.to_list"), PATH, className="btn-main")
    return View(t("templates.missing"), "", [empty_state(t("templates.missing_hint"), way_on)])


def view(process: Process, asked: Asked) -> View:
    """Show a process in the version that is asked for, else in its newest."""
    wanted = process.version(number_in(asked.own.get(VERSION, "")))
    template = wanted or process.newest or process.versions[-1].template
    is_newest = template == process.newest
    editing = Editing(template) if is_newest and data.is_present() else None
    step = asked.own.get(FIELD, "")
    ignored = [Ignored(VERSION, asked.own[VERSION])] if VERSION in asked.own and wanted is None else []
    if step and template.step(step) is None and step != NEW:
        ignored.append(Ignored(FIELD, step))
    back = html.P(link(t("templates.to_list"), PATH, className="back"), className="page-lead")
    return View(
        title=template_name(template),
        subtitle=_subtitle(template, process),
        body=[
            *_notes(template, process),
            *([] if editing is None else [_tools(editing)]),
            _steps(template, editing, step),
            _history(process),
        ],
        lead_in=[back],
        ignored=ignored,
    )


def _subtitle(template: Template, process: Process) -> str:
    versions = {(template.id, it.template.version): it.template for it in process.versions}
    region = t("templates.any_region") if template.region is None else organisation_label(template.region)
    kind = "" if template.process_type is None else label(template.process_type, language())
    version = t("templates.version", version=template.version)
    parts = (region, kind, version, origin_words(template, versions), template.source.text(language()))
    return " · ".join(part for part in parts if part)


def _notes(template: Template, process: Process) -> list[Node]:
    notes = []
    if process.versions[0].template.origin is TemplateOrigin.HINTS:
        notes.append(note(t("templates.guessed"), "warning"))
    if not template.has_usual_days:
        notes.append(note(t("templates.no_usual")))
    if process.newest is None:
        notes.append(note(t("templates.not_in_use"), "warning"))
    elif template != process.newest:
        newest = link(t("templates.to_newest"), f"{PATH}/{template.id}")
        notes.append(note([html.P([t("templates.older", version=template.version), " ", newest])]))
    return notes


def _tools(editing: Editing) -> Node:
    template = editing.template
    new = link(t("templates.new_step"), f"{PATH}/{template.id}?{FIELD}={NEW}#nyt-trin", className="btn-quiet")
    board = link(t("templates.board"), f"{BOARD}?{PROCESS_KEY}={template.id}", className="btn-quiet")
    folds = [
        folded_deed(t("templates.copy_fold"), copy_form(editing)),
        folded_deed(t("templates.name_fold"), name_form(editing)),
    ]
    return html.Div([board, new, *folds], className="deed-folds no-print")


# --- Its steps


def _steps(template: Template, editing: Editing | None, asked: str) -> Node:
    items = [_step(it, editing, is_open=it.number == asked) for it in template.steps]
    content: list[Node] = [html.Ol(items, className="template-steps")]
    if editing is not None and asked == NEW:
        form = html.Div(
            [html.H3(t("templates.new_step")), new_step_form(editing)],
            id="nyt-trin",
            className="template-form",
            tabIndex=-1,
        )
        content = [form, *content]
    said = t("templates.steps", count=len(template.steps), number=number(len(template.steps)))
    return card(said, content, t("templates.steps_subtitle"))


def _step(step: Step, editing: Editing | None, *, is_open: bool) -> Node:
    title = html.H3(
        [html.Span(step.number, className="column-number"), html.Span(step.name.text(language()))],
        id=step_id(step.number),
        tabIndex=-1,
    )
    if editing is not None and is_open:
        form = html.Div(step_form(editing, step), className="template-form")
        return html.Li([title, form], className="template-step")
    special = special_words(step)
    parts: list[Node] = [title]
    parts += [html.P(". ".join(special), className="template-special")] if special else []
    parts += [html.P(step.text.text(language()), className="template-text"), _facts(step)]
    parts += [] if editing is None else [step_folds(editing, step)]
    return html.Li(parts, className="template-step")


def _facts(step: Step) -> Node:
    pairs: list[Node] = []
    for field, words in SHOWN.items():
        if is_worth_saying(step, field):
            said = html.Dd(words(step)) if getattr(step, field) else html.Dd(words(step), className="missing")
            pairs.append(html.Div([html.Dt(t(f"templates.field_{field}")), said]))
    return html.Dl(pairs, className="template-facts")


# --- Its versions


def _history(process: Process) -> Node:
    shipped = [it.template.version for it in process.versions if it.is_shipped]
    rows = [_version(it, _made_of(it, process), process) for it in reversed(process.versions)]
    can_change = data.is_present()
    heads = [Column(t(f"templates.history_{it}"), is_number=it in ("version", "followers")) for it in _HEADS]
    heads += [Column(t("templates.history_do"))] if can_change else []
    table = plain_table(t("templates.history_caption"), heads, rows, "plain versions labelled")
    said = t("templates.history", count=len(rows), number=number(len(rows)))
    hint = t("templates.history_subtitle") if shipped else ""
    return html.Div([card(said, [html.Div(table, className="uncaptioned")], hint)], id=VERSIONS, tabIndex=-1)


def _made_of(it: TemplateVersion, process: Process) -> Template | None:
    """Give the version that one was made of: the newest that was in use then."""
    before = [one for one in process.versions if one.template.version < it.template.version]
    in_use = [one for one in before if one.was_in_use(it.made_at)]
    return in_use[-1].template if in_use else None


def _version(it: TemplateVersion, earlier: Template | None, process: Process) -> list[Cell]:
    template = it.template
    address = f"{PATH}/{template.id}?{VERSION}={template.version}"
    made: list[Node] = [t("templates.shipped")] if it.is_shipped else [instant(it.made_at)]
    made += [] if it.is_shipped else [html.Span(t("templates.by", by=it.made_by), className="under")]
    row: list[Cell] = [
        link(t("templates.version", version=template.version), address),
        made,
        it.reason or html.Span(t("templates.no_reason"), className="missing"),
        _changes(template, earlier),
        number(process.followers.get(template.version, 0)),
        _state(it, process),
    ]
    if not data.is_present():
        return row
    can_be = not it.is_shipped
    return [*row, [version_form(template, is_withdrawn=it.is_withdrawn)] if can_be else ""]


def _changes(template: Template, earlier: Template | None) -> Cell:
    if earlier is None:
        return (
            t("templates.first") if not template.base else t("templates.copied_from", process=template.base)
        )
    items = [html.Li(change_words(it)) for it in changes_between(earlier, template)]
    return html.Ul(items, className="plain-list") if items else t("templates.same")


def _state(it: TemplateVersion, process: Process) -> Cell:
    now = t("templates.in_use") if it.template == process.newest else t("templates.replaced")
    told = [html.Span(_away_words(one), className="under") for one in it.away if one.until is not None]
    if it.is_withdrawn:
        last = it.away[-1]
        said = t("templates.withdrawn", at=instant(last.since), by=last.by)
        return [html.Span(said, className="missing"), *told]
    return [now, *told]


def _away_words(it: Away) -> str:
    """Say that a version was taken back and brought back, each by whom and when."""
    back = "" if it.until is None else instant(it.until)
    return t("templates.was_away", at=instant(it.since), by=it.by, back=back, back_by=it.until_by or "")
