"""An initiative's rounds of comments: who was asked, what they answered, who is silent, what can be done."""

import datetime as dt
from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.follow_history import follow_history
from dashboard.components.here import criteria
from dashboard.components.links import link, outside_link
from dashboard.components.markup import Node
from dashboard.components.paper_files import paper_lines, put_form
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_forms import Asked, folded_forms
from dashboard.components.process_words import listed
from dashboard.components.round_forms import (
    FOCUS,
    Invited,
    answer_form,
    asked_of,
    close_form,
    due_form,
    more_form,
    remind_form,
    send_form,
)
from dashboard.components.round_words import answered_words, meeting_words, names_of, standing_words
from dashboard.components.states import note
from dashboard.data import FollowEntry, FollowKind
from dashboard.filters import Asked as AskedOf
from dashboard.filters import to_query
from dashboard.format import date_short, date_text
from dashboard.labels import party_name
from dashboard.texts import language, t
from portfolio.process.course import Course
from portfolio.process.rounds import Party, Round, in_order
from portfolio.selection import Criteria
from portfolio.vocabulary import StepKind, label

ROUNDS = "/kommentering"
ROUND_KEY, PARTY_KEY = "runde", "part"
_KINDS = (FollowKind.ROUND, FollowKind.PARTY, FollowKind.HAPPENING)


def round_address(round_id: int, party: str = "") -> str:
    """Give the address of a round, seen from the same day; of one party's reminder where it is named."""
    own = {ROUND_KEY: str(round_id)} | ({PARTY_KEY: party} if party else {})
    return ROUNDS + to_query(AskedOf(criteria=Criteria(as_of=criteria().as_of), own=own))


def awaits_round(course: Course | None, rounds: Sequence[Round]) -> str:
    """Give the name of the step of comments that an initiative is in without a round; "" where it is not."""
    step = None if course is None else course.template.step(course.current)
    if step is None or step.kind is not StepKind.CONSULTATION:
        return ""
    if any(it.step in (None, step.number) for it in rounds):
        return ""
    return t("process.step_name", number=step.number, name=step.name.text(language()))


def consultation_step(course: Course | None) -> str:
    """Give the number of the step of comments of an initiative's process; "" where it has none."""
    steps = [] if course is None else course.template.steps
    return next((it.number for it in steps if it.kind is StepKind.CONSULTATION), "")


def rounds_card(
    initiative_id: int,
    rounds: Sequence[Round],
    course: Course | None,
    who: Invited,
    history: Sequence[FollowEntry],
    today: dt.date,
    *,
    is_present: bool,
) -> list[Node]:
    """Show an initiative's rounds; nothing on a past day that knew none.

    Args:
        initiative_id: the initiative.
        rounds: its rounds.
        course: where it is in its process.
        who: who is likely to be asked.
        history: what people have said.
        today: the day it is seen from.
        is_present: whether it can be changed.
    """
    entries = [it for it in history if it.kind in _KINDS or (it.kind is FollowKind.PAPER and it.round_id)]
    awaited = awaits_round(course, rounds)
    if not (rounds or entries or awaited or is_present):
        return []
    asked = asked_of(initiative_id, today) if is_present else None
    content: list[Node] = [note(t("round.step_without", step=awaited), "warning")] if awaited else []
    for it in in_order(rounds, today):
        content += round_part(it, today, is_present=is_present)
    if not rounds and not awaited:
        content.append(html.P(t("round.none_why"), className="muted"))
    if asked is not None:
        form = send_form(asked, who, consultation_step(course), has_rounds=bool(rounds))
        content.append(folded_forms([(t("round.send_fold"), form)]))
    content += follow_history(asked, entries)
    shown = card(_heading(rounds, today), content)
    return [html.Div(shown, id=FOCUS, tabIndex=-1, className="process follow")]


def _heading(rounds: Sequence[Round], today: dt.date) -> str:
    if not rounds:
        return t("round.none")
    first = in_order(rounds, today)[0]
    return t("round.heading_of", said=listed([answered_words(first), standing_words(first, today)]))


def round_part(it: Round, today: dt.date, *, is_present: bool, is_alone: bool = False) -> list[Node]:
    """Show a round: its days, its parties, and what can be done; ``is_alone`` on a page of its own."""
    due = t("round.days", sent=date_short(it.sent_on), due=date_short(it.due_on))
    moved = "" if it.due_on == it.first_due_on else t("round.due_was", day=date_short(it.first_due_on))
    heading = html.H3(due if is_alone else link(due, round_address(it.id)))
    lines: list[Node] = [
        heading,
        html.P(listed([answered_words(it), standing_words(it, today), meeting_words(it), moved])),
    ]
    if it.text:
        lines.append(html.P(it.text, className="round-text"))
    if it.link:
        lines.append(html.P(outside_link(t("round.paper"), it.link)))
    lines += paper_lines(it.files)
    lines.append(parties_table(it))
    if it.closed_on is not None and it.silent:
        silent = t("round.were_silent", count=len(it.silent), parties=names_of(it.silent))
        lines.append(note(silent))
    if is_present:
        lines.append(_forms(it, today))
    return lines


def parties_table(it: Round) -> Node:
    """Show who was asked and what each answered."""
    heads = [
        Column(t(f"round.head_{name}")) for name in ("party", "answer", "answered_on", "comments", "reminded")
    ]
    rows = [_party_row(it, one) for one in it.parties]
    return plain_table(
        t("round.parties_caption", day=date_text(it.sent_on)), heads, rows, "plain parties labelled"
    )


def _party_row(it: Round, one: Party) -> list[Cell]:
    name: Cell = party_name(one.party)
    reminders = (
        ""
        if one.reminded_on is None
        else t("round.reminders", count=one.reminders, day=date_short(one.reminded_on))
    )
    if one.answer is None:
        silent = t("round.was_silent") if it.closed_on is not None else t("round.no_answer")
        answer: Cell = html.Span(silent, className="missing")
        return [name, answer, "", "", reminders]
    day = "" if one.answered_on is None else date_short(one.answered_on)
    words = html.Span(one.comments, className="round-text") if one.comments else ""
    return [name, label(one.answer, language()), day, words, reminders]


def _forms(it: Round, today: dt.date) -> Node:
    """Offer what can be done with a round, the likeliest first; of a closed one only what came before."""
    asked: Asked = asked_of(it.initiative_id, today, f"runde-{it.id}")
    forms = [(t("round.answer_fold"), answer_form(asked, it))]
    if it.closed_on is None:
        if it.silent:
            forms.append((t("round.remind_fold"), remind_form(asked, it)))
        forms += [
            (t("round.due_fold"), due_form(asked, it)),
            (t("round.more_fold"), more_form(asked, it)),
            (t("process.paper_fold"), put_form(asked, "runde", it.id)),
            (t("round.close_fold"), close_form(asked, it)),
        ]
    return folded_forms(forms)
