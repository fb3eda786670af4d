"""An initiative's evaluations: when the next is due, what came of those held, and what can be done."""

import datetime as dt
from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.evaluation_words import approval_words, clock_words, list_words, plan_words
from dashboard.components.follow_history import follow_history, of_kinds
from dashboard.components.links import outside_link
from dashboard.components.markup import Element, Node
from dashboard.components.paper_files import paper_lines, put_form
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_forms import (
    Asked,
    check,
    day_control,
    field,
    file_field,
    folded_forms,
    line_control,
    text_control,
)
from dashboard.components.process_words import listed
from dashboard.components.states import note
from dashboard.data import EvaluationBook, EvaluationNote, FollowEntry, FollowKind, PlanNote
from dashboard.format import date_short, instant
from dashboard.server.evaluations import AGAIN, ANCHOR, MONTHS, RESULT, ROUTE
from dashboard.server.processes import DAY, LINK, NOTE
from dashboard.texts import t
from portfolio.process.approval import Approval
from portfolio.rules.evaluation import LONGEST_INTERVAL
from portfolio.vocabulary import EvaluationState

FOCUS = "evaluering"
_USUAL, _NEWEST = 12, 2


def evaluation_card(
    initiative_id: int,
    book: EvaluationBook,
    approval: Approval | None,
    listed_day: dt.date | None,
    history: Sequence[FollowEntry],
    today: dt.date,
    *,
    is_present: bool,
) -> list[Node]:
    """Show an initiative's evaluations; nothing on a past day that knew none.

    Args:
        initiative_id: the initiative.
        book: all plans and evaluations.
        approval: that it has been approved.
        listed_day: the day that its list states, the last it can be.
        history: what people have said.
        today: the day it is seen from.
        is_present: whether it can be changed.
    """
    kinds = (FollowKind.PLAN, FollowKind.EVALUATION, FollowKind.PAPER)
    entries = [it for it in of_kinds(history, *kinds) if it.round_id is None]
    plan, held = book.plans.get(initiative_id), book.held.get(initiative_id, ())
    if not (plan or held or entries or approval or listed_day or is_present):
        return []
    asked = Asked(initiative_id, today, FOCUS, FOCUS, ROUTE) if is_present else None
    clock = book.clock(initiative_id, today)
    content: list[Node] = []
    if clock.state is EvaluationState.OVERDUE:
        content.append(note(t("evaluations.overdue_note"), "warning"))
    if plan is None and approval is not None:
        content.append(note(t("evaluations.unplanned_note", said=approval_words(approval)), "warning"))
    content += _facts(plan, approval, listed_day, today)
    if held:
        content.append(_held_table(held))
    if asked is not None:
        content.append(folded_forms(_forms(asked, plan, approval, held)))
    content += follow_history(asked, entries)
    heading = clock_words(clock)
    return [html.Div(card(heading, content), id=FOCUS, tabIndex=-1, className="process follow")]


def _facts(
    plan: PlanNote | None, approval: Approval | None, listed_day: dt.date | None, today: dt.date
) -> list[Node]:
    """Say what is planned and by whom; where nobody has, what the list says."""
    if plan is not None:
        made = t("evaluations.made_by", by=plan.made_by, at=instant(plan.made_at))
        approved = "" if approval is None else t("evaluations.approved", said=approval_words(approval))
        said = listed([plan_words(plan), approved])
        return [html.P([said, html.Span(listed([made, plan.text or ""]), className="under")])]
    if listed_day is not None:
        return [html.P(t("evaluations.list_date", said=list_words(listed_day, today)))]
    return [] if approval is not None else [html.P(t("evaluations.none_why"), className="muted")]


def _held_table(held: Sequence[EvaluationNote]) -> Node:
    heads = [Column(t(f"evaluations.head_{name}")) for name in ("day", "result", "paper", "by")]
    return plain_table(t("evaluations.held_caption"), heads, map(_held_row, held), "plain labelled")


def _held_row(it: EvaluationNote) -> list[Cell]:
    papers: list[Node] = [html.Div(outside_link(t("evaluations.paper"), it.link))] if it.link else []
    papers += paper_lines(it.files)
    return [date_short(it.day), html.Span(it.result, className="round-text"), papers, it.made_by]


def _forms(
    asked: Asked, plan: PlanNote | None, approval: Approval | None, held: Sequence[EvaluationNote]
) -> list[tuple[str, Element]]:
    fold = t("evaluations.plan_fold") if plan is None else t("evaluations.replan_fold")
    plan_it = (fold, _plan_form(asked, plan, approval))
    hold_it = (t("evaluations.hold_fold"), _hold_form(asked))
    papers = [
        (t("evaluations.paper_fold", day=date_short(it.day)), put_form(asked, "evaluering", it.id))
        for it in held[:_NEWEST]
    ]
    return [*([plan_it, hold_it] if plan is None else [hold_it, plan_it]), *papers]


def _plan_form(asked: Asked, plan: PlanNote | None, approval: Approval | None) -> Element:
    """Plan: so many months from a day on; the day of approval is proposed."""
    anchor, hint = None, ""
    if plan is not None:
        anchor = plan.interval.anchor
    elif approval is not None and approval.day is not None:
        anchor, hint = approval.day, t("evaluations.anchor_hint", said=approval_words(approval))
    months = _USUAL if plan is None else plan.interval.months
    number = html.Input(
        type="number",
        className="form-control short-control",
        min=1,
        max=LONGEST_INTERVAL,
        defaultValue=str(months),
        required=True,
    )
    day = html.Input(
        type="date",
        className="form-control short-control",
        defaultValue="" if anchor is None else anchor.isoformat(),
        required=True,
    )
    is_again = plan is not None and plan.interval.is_repeated
    return deed_form(
        asked.address("plan"),
        [
            field(asked, "plan", MONTHS, t("evaluations.months"), number),
            field(asked, "plan", ANCHOR, t("evaluations.anchor"), day, hint),
            check(asked, "plan", AGAIN, t("evaluations.again"), is_ticked=is_again),
            field(asked, "plan", NOTE, t("process.note"), text_control()),
            deed_button(t("evaluations.save_plan"), is_main=True),
        ],
        focus=asked.focus,
    )


def _hold_form(asked: Asked) -> Element:
    result = with_attributes(text_control(), {"required": "required"})
    return deed_form(
        asked.address("holdt"),
        [
            field(asked, "holdt", DAY, t("evaluations.held_on"), day_control(asked.today, asked.today)),
            field(asked, "holdt", RESULT, t("evaluations.result"), result),
            file_field(asked, "holdt"),
            field(asked, "holdt", LINK, t("process.or_link"), line_control(), t("process.link_hint")),
            deed_button(t("evaluations.save_held"), is_main=True),
        ],
        focus=asked.focus,
        has_file=True,
    )
