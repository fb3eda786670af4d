"""One body: what it is and does, who is in it over time, what it is under, who took over, its versions."""

import datetime as dt
from collections.abc import Sequence

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.reference_form import (
    EDIT_KEY,
    END,
    NEW_KEY,
    SUCCEED,
    Editing,
    edit_form,
    edit_link,
    end_form,
    new_form,
    new_link,
    succeed_form,
)
from dashboard.components.reference_history import history_card, parted_notes
from dashboard.components.reference_words import (
    PATH,
    body_link,
    period,
    period_words,
    seat_count,
    seats_sum,
    source_words,
    sure_words,
)
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.states import empty_state, note
from dashboard.components.structure_day import DAY_KEY, asked_day
from dashboard.components.view import View
from dashboard.filters import Asked, list_address
from dashboard.format import date_short, date_text, number
from dashboard.labels import code_label, organisation_label
from dashboard.texts import language, t
from portfolio.reference import Organisation, load_reference, shipped_reference
from portfolio.reference_edits import Edit, RowKey
from portfolio.reference_rows import Membership, Seat, Succession, ValueGoal, holds_on
from portfolio.rules.structure import (
    AREAS,
    bodies_by_id,
    children_of,
    living,
    members_of,
    overdue,
    predecessors_of,
    seats_of,
    successors_of,
)
from portfolio.selection import Criteria
from portfolio.vocabulary import OrganisationKind, Party, Subject, label


def layout(body_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the page of the body with this id; one that is not there says so."""
    path = f"{PATH}/{body_id}"
    asked = arrive(path, query, (DAY_KEY, EDIT_KEY, NEW_KEY))
    body = bodies_by_id().get(body_id)
    shown = missing_view(body_id) if body is None else view(body, asked)
    return lay_out_view(path, asked, shown, help_id="help.body")


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{PATH}/<body_id>", "organisation.window", layout)


def missing_view(body_id: str) -> View:
    """Say that there is no such body."""
    hint = empty_state(
        t("organisation.missing_hint"), link(t("organisation.to_all"), PATH, className="btn-main")
    )
    return View(t("organisation.missing", id=body_id[:40]), "", [hint])


def view(body: Organisation, asked: Asked) -> View:
    """Show a body."""
    day, ignored = asked_day(asked)
    page = _Page(body, Editing(f"{PATH}/{body.id}", asked, data.edited_reference()), day)
    shown = [
        *page.notes(),
        page.facts(),
        *page.seats(),
        *page.members(),
        *page.inside(),
        *page.children(),
        *page.value_goals(),
        page.initiatives(),
        *history_card(page.editing, page.edits(), can_edit=page.can_edit),
    ]
    back = html.P(link(t("organisation.to_all"), PATH + _day_of(asked)), className="page-lead")
    return View(heading(body, day), _subtitle(body, day), shown, lead_in=[back], ignored=ignored)


def _day_of(asked: Asked) -> str:
    return f"?{DAY_KEY}={asked.own[DAY_KEY]}" if DAY_KEY in asked.own else ""


def heading(body: Organisation, day: dt.date) -> str:
    """Say whether a body is there on a day, and until when or since when not."""
    if body.first_date is not None and day < body.first_date:
        return t("organisation.body_coming", name=body.name, date=date_text(body.first_date))
    if body.last_date is None:
        return t("organisation.body", name=body.name)
    text = "organisation.body_gone" if body.last_date < day else "organisation.body_ends"
    return t(text, name=body.name, date=date_text(body.last_date))


def _subtitle(body: Organisation, day: dt.date) -> str:
    kind = label(body.kind, language())
    region = living(body.region, day) or body.region
    said = (
        kind if region is None else t("organisation.of_region", kind=kind, region=organisation_label(region))
    )
    return t("organisation.body_subtitle", what=said, date=date_text(day))


class _Page:
    """What the parts of a body's page share."""

    def __init__(self, body: Organisation, editing: Editing, day: dt.date) -> None:
        self.body = body
        self.editing = editing
        self.day = day
        self.can_edit = data.is_present()

    @property
    def row(self) -> RowKey:
        """The body's own row."""
        return Subject.ORGANISATION, self.body.id

    # --- what to look at

    def notes(self) -> list[Node]:
        """Tell of what is past its end, unconfirmed, or said otherwise by a release."""
        found: list[Node] = []
        if self.body in overdue(data.portfolio().today) and self.body.planned_end is not None:
            end = date_text(self.body.planned_end)
            found.append(note([self.body.name, " ", t("organisation.overdue", date=end)], "warning"))
        if self.body.certainty.is_unconfirmed:
            found.append(note(t("organisation.unconfirmed"), "warning"))
        rows = [self.row, *((it.subject, it.row_id) for it in self.edits())]
        return [*found, *parted_notes(self.editing, rows, can_edit=self.can_edit)]

    def edits(self) -> list[Edit]:
        """Give the edits of the body and of what says who is in it, the newest first."""
        return [it for it in reversed(self.editing.edited.edits) if self._is_ours(it)]

    def _is_ours(self, made: Edit) -> bool:
        if made.row == self.row:
            return True
        names = ("organisation", "member", "successor")
        ids = {values.get(name) for values in (made.after, made.before) for name in names}
        return self.body.id in ids or made.row_id.partition(":")[0] == self.body.id

    # --- what it is

    def facts(self) -> Node:
        """Show what the body is, with the forms that change it."""
        body = self.body
        dates_sure = body.dates_certainty or body.certainty
        days: list[Node] = [period(body.first_date, body.last_date)]
        if body.dates_certainty not in (None, body.certainty):
            days += [html.Span([t("organisation.days_are"), " ", sure_words(dates_sure)], className="under")]
        pairs: list[tuple[str, Node | list[Node]]] = [
            ("organisation.fact_kind", label(body.kind, language())),
            ("organisation.fact_region", _or_nothing(body_link(body.region))),
            ("organisation.fact_parent", _or_nothing(body_link(body.parent))),
            ("organisation.fact_period", days),
            ("organisation.fact_before", self._chain(predecessors_of().get(body.id, ()))),
            ("organisation.fact_after", self._chain(successors_of().get(body.id, ()))),
            ("organisation.fact_sure", sure_words(body.certainty)),
            ("organisation.fact_source", self._source()),
        ]
        if body.planned_end is not None:
            pairs.insert(4, ("organisation.fact_planned", date_text(body.planned_end)))
        terms = [part for text_id, value in pairs for part in (html.Dt(t(text_id)), html.Dd(value))]
        task = [] if not body.task else [with_attributes(html.P(body.task, className="task"), {"lang": "da"})]
        return card(t("organisation.facts"), [*task, html.Dl(terms, className="facts"), *self._forms()])

    def _source(self) -> str:
        """Say where the body is from: people themselves, where no release has it."""
        shipped = any(it.id == self.body.id for it in shipped_reference().organisations)
        return source_words(self.body.source) if shipped else t("organisation.own_source")

    def _chain(self, ids: Sequence[str]) -> list[Node]:
        found: list[Node] = []
        days = {frozenset((it.organisation, it.successor)): it.date for it in load_reference().successions}
        for id_ in ids:
            found += [", "] if found else []
            found.append(body_link(id_))
            on_day = t("organisation.on_day", date=date_short(days[frozenset((id_, self.body.id))]))
            found += [" ", on_day]
        return found or [t("organisation.nothing")]

    def _forms(self) -> list[Node]:
        """Offer to change, end and succeed; the form that is open stands in its place."""
        if not self.can_edit:
            return []
        body, editing = self.body, self.editing
        if editing.is_open(*self.row):
            return [edit_form(editing, Subject.ORGANISATION, body, body.name)]
        if editing.is_open(*self.row, END):
            return [end_form(editing, *self.row, body.name)]
        if editing.is_open(*self.row, SUCCEED):
            return [succeed_form(editing, body.id, body.name)]
        links = [edit_link(editing, *self.row, body.name)]
        links += [] if body.last_date is not None else [edit_link(editing, *self.row, body.name, END)]
        links.append(edit_link(editing, *self.row, body.name, SUCCEED))
        links += [
            self._succession_link(it)
            for it in self._successions()
            if not editing.is_open(Subject.SUCCESSION, it.id)
        ]
        opened = [
            edit_form(editing, Subject.SUCCESSION, it, organisation_label(it.successor))
            for it in self._successions()
            if editing.is_open(Subject.SUCCESSION, it.id)
        ]
        return [html.P(links, className="row-deeds no-print"), *opened]

    def _successions(self) -> list[Succession]:
        return [it for it in load_reference().successions if it.organisation == self.body.id]

    def _succession_link(self, row: Succession) -> Node:
        words = [t("organisation.open_succession"), " ", organisation_label(row.successor)]
        word = f"{EDIT_KEY}-afloesning-{row.id}".replace(":", "-")
        address = self.editing.opening(EDIT_KEY, f"afloesning:{row.id}")
        return link(words, address, id=word, className="correct-link")

    # --- who is in it

    def seats(self) -> list[Node]:
        """Show the body's seats of all times, those of the day first."""
        body = self.body
        if body.kind in (
            *AREAS,
            OrganisationKind.REGION,
            OrganisationKind.MUNICIPALITY,
            OrganisationKind.HOSPITAL,
        ):
            return []
        rows = sorted(seats_of(body.id), key=lambda it: not self._holds(it))
        now = tuple(it for it in rows if self._holds(it))
        said = seats_sum(now)
        title = t("organisation.seats_title") if now else t("organisation.seats_title_none")
        title = title if rows else t("organisation.seats_title_unknown")
        title = title if said is None else t("organisation.seats_title_sum", seats=said)
        names = ("role", "party", "member", "seats", "period", "sure", "deeds")
        table = self._table("seats", names, [self._seat_row(it) for it in rows])
        adding = self._adding(Subject.SEAT, {"organisation": body.id}, t("organisation.new_seat"))
        opened = self._opened(Subject.SEAT, rows)
        hint = t("organisation.seats_hint")
        return [card(title, [*table, *opened, *adding], hint)]

    def _holds(self, row: Seat | Membership | ValueGoal) -> bool:
        return holds_on(row.first_date, row.last_date, self.day)

    def _seat_row(self, seat: Seat) -> list[Cell]:
        return [
            html.Span(seat.role, className="" if self._holds(seat) else "past"),
            code_label(Party, seat.party.value),
            body_link(seat.member),
            seat_count(seat),
            period_words(seat),
            sure_words(seat.certainty),
            self._row_deed(Subject.SEAT, seat.id, seat.role),
        ]

    def members(self) -> list[Node]:
        """Show the municipalities and hospitals that belong to the body, those of the day first."""
        rows = sorted(members_of(self.body.id), key=lambda it: (not self._holds(it), it.member))
        is_area = self.body.kind in (*AREAS, OrganisationKind.REGION)
        if not rows and not is_area:
            return []
        now = sum(1 for it in rows if self._holds(it))
        title = t("organisation.members_title", count=now, number=number(now))
        names = ("member", "kind", "period", "sure", "source", "deeds")
        table = self._table("members", names, [self._member_row(it) for it in rows])
        adding = self._adding(
            Subject.MEMBERSHIP, {"organisation": self.body.id}, t("organisation.new_member")
        )
        opened = self._opened(Subject.MEMBERSHIP, rows)
        content: list[Node] = [*table, *opened, *adding]
        if len(rows) > _MANY and not opened:
            content = [html.Details([html.Summary(t("organisation.show_all")), *table]), *adding]
        return [card(title, content)]

    def _member_row(self, row: Membership) -> list[Cell]:
        kind = bodies_by_id()[row.member].kind
        shared = [html.Span(t("organisation.is_shared"), className="under")] if row.is_shared else []
        return [
            [body_link(row.member), *shared],
            label(kind, language()),
            period_words(row),
            sure_words(row.certainty),
            html.Span(source_words(row.source), className="fact-source"),
            self._row_deed(Subject.MEMBERSHIP, row.id, organisation_label(row.member)),
        ]

    def inside(self) -> list[Node]:
        """Show what the body is itself a member of, over time."""
        rows = [it for it in load_reference().memberships if it.member == self.body.id]
        seats = [it for it in load_reference().seats if it.member == self.body.id]
        if not rows and not seats:
            return []
        lines: list[list[Cell]] = [
            [
                body_link(it.organisation),
                t("organisation.as_member"),
                period_words(it),
                sure_words(it.certainty),
            ]
            for it in sorted(rows, key=lambda it: it.first_date or dt.date.min, reverse=True)
        ]
        lines += [
            [
                body_link(it.organisation),
                it.role,
                period_words(it),
                sure_words(it.certainty),
            ]
            for it in seats
        ]
        table = self._table("inside", ("body", "role", "period", "sure"), lines)
        return [card(t("organisation.inside_title", count=len(lines), number=number(len(lines))), table)]

    def children(self) -> list[Node]:
        """Show the bodies that are under it, at any time."""
        bodies = children_of(self.body.id)
        if not bodies:
            return []
        rows: list[list[Cell]] = [
            [
                body_link(it.id),
                label(it.kind, language()),
                period_words(it),
                sure_words(it.certainty),
            ]
            for it in bodies
        ]
        title = t("organisation.children_title", count=len(rows), number=number(len(rows)))
        return [card(title, self._table("children", ("body", "kind", "period", "sure"), rows))]

    def value_goals(self) -> list[Node]:
        """Show the goals that the body has set for how its parties work together."""
        rows = [it for it in load_reference().value_goals if it.organisation == self.body.id]
        if not rows:
            return []
        items = [
            html.Li([html.Span(it.text), html.Span([period_words(it)], className="under")])
            for it in sorted(rows, key=lambda it: it.number)
        ]
        title = t("organisation.value_goals_title", count=len(rows), number=number(len(rows)))
        return [card(title, [html.Ol(items, className="value-goals")])]

    # --- what is done

    def initiatives(self) -> Node:
        """Count the initiatives that stand under the body, or name it."""
        criteria = _naming(self.body)
        count = len(data.portfolio().chosen(criteria))
        text = "organisation.under" if criteria.text == "" else "organisation.named"
        said = t(text, count=count, number=number(count), name=criteria.text or self.body.name)
        way = link(t("organisation.see_initiatives"), list_address(criteria)) if count else None
        return card(said, [] if way is None else [html.P(way)])

    # --- parts

    def _table(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[Node]:
        if not rows:
            return []
        kept = [place for place, it in enumerate(heads) if it != "deeds" or self.can_edit]
        columns = [Column(t(f"organisation.head_{heads[place]}")) for place in kept]
        cells = [[row[place] for place in kept] for row in rows]
        table = plain_table(t(f"organisation.caption_{name}"), columns, cells, "plain bodies labelled")
        return [html.Div(table, className="uncaptioned")]

    def _row_deed(self, subject: Subject, row_id: str, name: str) -> Node:
        return edit_link(self.editing, subject, row_id, name)

    def _opened(self, subject: Subject, rows: Sequence[Seat] | Sequence[Membership]) -> list[Node]:
        if not self.can_edit:
            return []
        return [
            edit_form(self.editing, subject, it, _name_of(it))
            for it in rows
            if self.editing.is_open(subject, it.id)
        ]

    def _adding(self, subject: Subject, fixed: dict[str, str], words: str) -> list[Node]:
        if not self.can_edit:
            return []
        if self.editing.is_new(subject):
            return [new_form(self.editing, subject, fixed, words)]
        return [html.P(new_link(self.editing, subject, words), className="new-row")]


_MANY = 12


def _name_of(row: Seat | Membership) -> str:
    return row.role if isinstance(row, Seat) else organisation_label(row.member)


def _or_nothing(node: Node) -> Node:
    return node or t("organisation.nothing")


def _naming(body: Organisation) -> Criteria:
    """Give the criteria of the initiatives that stand under a body, or whose texts name it."""
    if body.kind in AREAS:
        return Criteria(organisations=(body.id,))
    if body.kind is OrganisationKind.MUNICIPALITY:
        return Criteria(municipalities=(body.id,))
    return Criteria(text=body.name.partition(" (")[0])
