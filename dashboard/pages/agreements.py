"""Health agreements: periods, focus areas, goals, value goals, and what became of them in the next one."""

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.reference_form import (
    EDIT_KEY,
    END,
    NEW_KEY,
    Editing,
    edit_form,
    edit_link,
    end_form,
    new_form,
    new_link,
)
from dashboard.components.reference_history import history_card, parted_notes
from dashboard.components.reference_words import (
    agreement_words,
    body_link,
    part_words,
    period,
    period_words,
    source_words,
    sure_words,
)
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import note
from dashboard.components.structure_day import (
    AGREEMENTS_FILE,
    DAY_KEY,
    asked_day,
    day_query,
    file_link,
    structure_tabs,
)
from dashboard.components.view import Page, View
from dashboard.filters import Asked, list_address
from dashboard.format import date_text, number
from dashboard.labels import code_label, focus_area_label, organisation_label
from dashboard.server.organisation import AGREEMENTS
from dashboard.texts import t
from portfolio.reference import Agreement, FocusArea, Goal, load_reference
from portfolio.reference_editing import name_of
from portfolio.reference_edits import RowKey
from portfolio.reference_rows import Carrying, FocusAreaWord, ValueGoal, holds_on
from portfolio.selection import Criteria
from portfolio.vocabulary import Carried, Subject

Row = TypeVar("Row", Carrying, ValueGoal, FocusAreaWord)

PATH = AGREEMENTS
_SUBJECTS = (
    Subject.AGREEMENT,
    Subject.FOCUS_AREA,
    Subject.GOAL,
    Subject.VALUE_GOAL,
    Subject.CARRYING,
    Subject.FOCUS_AREA_WORD,
)


def view(asked: Asked) -> View:
    """Show the agreements of all regions."""
    day, ignored = asked_day(asked)
    page = _Page(Editing(PATH, asked, data.edited_reference()), day)
    edits = [it for it in reversed(page.editing.edited.edits) if it.subject in _SUBJECTS]
    rows: list[RowKey] = [it.row for it in edits]
    seen = [note(t("organisation.seen", date=date_text(day)), "warning")] if DAY_KEY in asked.own else []
    body = [
        structure_tabs(PATH, asked),
        *seen,
        *parted_notes(page.editing, rows, can_edit=page.can_edit),
        html.P(file_link(AGREEMENTS_FILE + day_query(asked)), className="list-files"),
        *page.regions(),
        *page.adding(),
        page.carryings(),
        page.value_goals(),
        page.words(),
        *history_card(page.editing, edits, can_edit=page.can_edit),
    ]
    return View(heading(day), t("agreements.subtitle", date=date_text(day)), body, ignored=ignored)


PAGE = Page(PATH, "nav.agreements", view, has_filters=False, own_keys=(DAY_KEY, EDIT_KEY, NEW_KEY))


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def heading(day: dt.date) -> str:
    """Say how many agreements hold on a day, and how many focus areas and goals of theirs are known."""
    here = load_reference()
    agreements = [it for it in here.agreements if holds_on(it.first_date, it.last_date, day)]
    areas = {area.id for it in agreements for area, _ in areas_of(it, day)}
    goals = [it for it in here.goals if it.focus_area in areas and holds_on(it.first_date, it.last_date, day)]
    facts = {"areas": number(len(areas)), "goals": number(len(goals)), "number": number(len(agreements))}
    return t("agreements.heading", count=len(agreements), **facts)


def areas_of(agreement: Agreement, day: dt.date | None = None) -> list[tuple[FocusArea, bool]]:
    """Give an agreement's focus areas, and whether each was carried on from an earlier one as it was."""
    here = load_reference()
    same = {it.part for it in here.carryings if it.agreement == agreement.id and it.how is Carried.SAME}
    found = [(it, it.agreement != agreement.id) for it in here.focus_areas]
    found = [(it, is_kept) for it, is_kept in found if not is_kept or it.id in same]
    return [pair for pair in found if day is None or holds_on(pair[0].first_date, pair[0].last_date, day)]


class _Page:
    """What the parts of the page share."""

    def __init__(self, editing: Editing, day: dt.date) -> None:
        self.editing = editing
        self.day = day
        self.can_edit = data.is_present()

    # --- agreements

    def regions(self) -> list[Node]:
        """Show each region's agreements, those that hold on the day first."""
        ordered = sorted(load_reference().agreements, key=lambda it: organisation_label(it.region))
        return [
            self._region(region, list(agreements))
            for region, agreements in groupby(ordered, key=lambda it: it.region)
        ]

    def _region(self, region: str, agreements: Sequence[Agreement]) -> Node:
        newest = sorted(agreements, key=lambda it: it.first_date, reverse=True)
        holding = [it for it in newest if self._holds(it)]
        name = organisation_label(region)
        title = t("agreements.region", region=name, count=len(holding), number=number(len(holding)))
        return card(title, [part for it in newest for part in self._agreement(it)])

    def _holds(self, row: Agreement | FocusArea | Goal | ValueGoal) -> bool:
        return holds_on(row.first_date, row.last_date, self.day)

    def _agreement(self, agreement: Agreement) -> list[Node]:
        facts: list[Node] = [
            period(agreement.first_date, agreement.last_date),
            " · ",
            sure_words(agreement.certainty),
            " · ",
            source_words(agreement.source),
            *self._deeds(Subject.AGREEMENT, agreement.id, agreement.name),
        ]
        found: list[Node] = [
            html.H3(agreement.name, className="" if self._holds(agreement) else "past"),
            html.P(facts, className="agreement-facts"),
        ]
        if self._is_open(Subject.AGREEMENT, agreement.id):
            found.append(edit_form(self.editing, Subject.AGREEMENT, agreement, agreement.name))
        own = [area for area, is_kept in areas_of(agreement) if not is_kept]
        kept = [area for area, is_kept in areas_of(agreement) if is_kept]
        found += self._areas(agreement, own) if own else []
        found += [self._kept(kept)] if kept else []
        return found if own or kept else [*found, html.P(t("agreements.no_areas"), className="muted")]

    def _kept(self, areas: Sequence[FocusArea]) -> Node:
        """Name the focus areas that an agreement has carried on as they were from an earlier one."""
        items = [html.Li([f"{it.number} {it.name} ", self._count(it)]) for it in areas]
        return html.Div([html.P(t("agreements.kept")), html.Ul(items)], className="kept-areas")

    def _count(self, area: FocusArea) -> Node:
        """Say how many initiatives stand under a focus area, leading to them."""
        criteria = Criteria(focus_areas=(area.id,))
        count = len(data.portfolio().chosen(criteria))
        words = t("count.initiatives", count=count, number=number(count))
        return link(words, list_address(criteria)) if count else words

    def _areas(self, agreement: Agreement, areas: Sequence[FocusArea]) -> list[Node]:
        heads = [Column(t("agreements.area")), Column(t("organisation.head_period"))]
        heads += [Column(t("agreements.initiatives")), Column(t("organisation.head_sure"))]
        heads += [Column(t("organisation.head_deeds"))] if self.can_edit else []
        rows: list[list[Cell]] = []
        forms: list[Node] = []
        for area in areas:
            goals = [it for it in load_reference().goals if it.focus_area == area.id]
            rows += [self._area_row(area), *map(self._goal_row, goals)]
            forms += self._opened_area(area, goals)
        table = plain_table(
            t("agreements.caption", name=agreement.name), heads, rows, "plain agreements labelled"
        )
        return [html.Div(table, className="uncaptioned"), *forms]

    def _area_row(self, area: FocusArea) -> list[Cell]:
        can_end = area.last_date is None
        return self._cells(
            html.Span(f"{area.number} {area.name}", className=self._look("area-name", area)),
            period_words(area),
            self._count(area),
            sure_words(area.certainty),
            self._deeds(Subject.FOCUS_AREA, area.id, area.name, can_end=can_end),
        )

    def _goal_row(self, goal: Goal) -> list[Cell]:
        return self._cells(
            html.Span(f"{goal.number} {goal.text}", className=self._look("goal-name", goal)),
            period_words(goal),
            "",
            sure_words(goal.certainty),
            self._deeds(Subject.GOAL, goal.id, f"{goal.number} {goal.text}"),
        )

    def _look(self, look: str, row: FocusArea | Goal) -> str:
        return look if self._holds(row) else f"{look} past"

    def _cells(self, *cells: Cell) -> list[Cell]:
        *shown, deeds = cells
        return [*shown, deeds or ""] if self.can_edit else shown

    def _opened_area(self, area: FocusArea, goals: Sequence[Goal]) -> list[Node]:
        if self._is_open(Subject.FOCUS_AREA, area.id):
            return [edit_form(self.editing, Subject.FOCUS_AREA, area, area.name)]
        if self.can_edit and self.editing.is_open(Subject.FOCUS_AREA, area.id, END):
            return [end_form(self.editing, Subject.FOCUS_AREA, area.id, area.name, self._standing(area))]
        return [
            edit_form(self.editing, Subject.GOAL, it, f"{it.number} {it.text}")
            for it in goals
            if self._is_open(Subject.GOAL, it.id)
        ]

    def _standing(self, area: FocusArea) -> list[Node]:
        """Tell how many initiatives stand under a focus area, before it is ended."""
        count = len(data.portfolio().chosen(Criteria(focus_areas=(area.id,))))
        said = t("agreements.standing", count=count, number=number(count))
        return [html.P(said, className="field-hint")] if count else []

    # --- from the old to the new

    def carryings(self) -> Node:
        """Show what became of focus areas and goals in later agreements."""
        rows = load_reference().carryings
        names = ("part", "how", "successor", "agreement", "sure", "deeds")
        content = self._table(Subject.CARRYING, names, rows, self._carrying_row)
        adding = self._new(Subject.CARRYING, "agreements.new_carrying")
        title = t("agreements.carryings", count=len(rows), number=number(len(rows)))
        return card(title, [*content, *adding], t("agreements.carryings_subtitle"))

    def _carrying_row(self, row: Carrying) -> list[Cell]:
        return [
            part_words(row.part),
            code_label(Carried, row.how.value),
            part_words(row.successor),
            agreement_words(row.agreement),
            sure_words(row.certainty),
            self._one_deed(Subject.CARRYING, row.id, part_words(row.part)),
        ]

    # --- value goals

    def value_goals(self) -> Node:
        """Show the goals that bodies have set for how their parties work together."""
        rows = sorted(load_reference().value_goals, key=lambda it: (it.organisation, it.number))
        names = ("text", "body", "period", "sure", "source", "deeds")
        content = self._table(Subject.VALUE_GOAL, names, rows, self._value_goal_row)
        adding = self._new(Subject.VALUE_GOAL, "agreements.new_value_goal")
        title = t("agreements.value_goals", count=len(rows), number=number(len(rows)))
        return card(title, [*content, *adding], t("agreements.value_goals_subtitle"))

    def _value_goal_row(self, row: ValueGoal) -> list[Cell]:
        return [
            html.Span(f"{row.number}. {row.text}", className="" if self._holds(row) else "past"),
            body_link(row.organisation),
            period_words(row),
            sure_words(row.certainty),
            html.Span(source_words(row.source), className="fact-source"),
            self._one_deed(Subject.VALUE_GOAL, row.id, row.text),
        ]

    # --- words

    def words(self) -> Node:
        """Show the words by which lists' own focus areas are known."""
        rows = load_reference().focus_area_words
        names = ("word", "area", "deeds")
        content = self._table(Subject.FOCUS_AREA_WORD, names, rows, self._word_row)
        adding = self._new(Subject.FOCUS_AREA_WORD, "agreements.new_word")
        title = t("agreements.words", count=len(rows), number=number(len(rows)))
        is_asked = any(self._is_open(Subject.FOCUS_AREA_WORD, it.id) for it in rows)
        folded: list[Node] = [html.Details([html.Summary(t("organisation.show_all")), *content])]
        return card(title, [*(content if is_asked else folded), *adding], t("agreements.words_subtitle"))

    def _word_row(self, row: FocusAreaWord) -> list[Cell]:
        deed = self._one_deed(Subject.FOCUS_AREA_WORD, row.id, row.word)
        return [html.Q(row.word), focus_area_label(row.focus_area), deed]

    # --- parts

    def _table(
        self,
        subject: Subject,
        names: Sequence[str],
        rows: Sequence[Row],
        row_of: Callable[[Row], Sequence[Cell]],
    ) -> list[Node]:
        """Lay out rows with what is done to them, and the form of the one that is open."""
        if not rows:
            return []
        kept = [place for place, it in enumerate(names) if it != "deeds" or self.can_edit]
        heads = [Column(t(f"organisation.head_{names[place]}")) for place in kept]
        cells = [[cells[place] for place in kept] for cells in map(row_of, rows)]
        table = plain_table(t(f"agreements.caption_{subject.value}"), heads, cells, "plain bodies labelled")
        opened = [it for it in rows if self._is_open(subject, it.id)]
        forms: list[Node] = [edit_form(self.editing, subject, it, name_of(it)) for it in opened]
        return [html.Div(table, className="uncaptioned"), *forms]

    def adding(self) -> list[Node]:
        """Offer to add an agreement, a focus area or a goal."""
        if not self.can_edit:
            return []
        asked = {
            Subject.AGREEMENT: "agreements.new_agreement",
            Subject.FOCUS_AREA: "agreements.new_area",
            Subject.GOAL: "agreements.new_goal",
        }
        opened: list[Node] = []
        links: list[Node] = []
        for subject, text_id in asked.items():
            if self.editing.is_new(subject):
                opened.append(new_form(self.editing, subject, {}, t(text_id)))
            else:
                links += [new_link(self.editing, subject, t(text_id)), " "]
        return [*opened, html.P(links, className="new-row")]

    def _new(self, subject: Subject, text_id: str) -> list[Node]:
        if not self.can_edit:
            return []
        if self.editing.is_new(subject):
            return [new_form(self.editing, subject, {}, t(text_id))]
        return [html.P(new_link(self.editing, subject, t(text_id)), className="new-row")]

    def _is_open(self, subject: Subject, row_id: str) -> bool:
        return self.can_edit and self.editing.is_open(subject, row_id)

    def _one_deed(self, subject: Subject, row_id: str, name: str) -> Node:
        return edit_link(self.editing, subject, row_id, name)

    def _deeds(self, subject: Subject, row_id: str, name: str, *, can_end: bool = False) -> list[Node]:
        if not self.can_edit:
            return []
        deeds = [edit_link(self.editing, subject, row_id, name)]
        deeds += [edit_link(self.editing, subject, row_id, name, END)] if can_end else []
        return [html.Span(deeds, className="row-deeds no-print")]
