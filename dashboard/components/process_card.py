"""An initiative's process on its page: where it is, each step, what was decided, and what can be done."""

import datetime as dt
from collections.abc import Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.links import link, outside_link
from dashboard.components.markup import Node
from dashboard.components.origin import cell_place, typed
from dashboard.components.paper_files import paper_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_forms import (
    FOCUS,
    Asked,
    choose_form,
    decide_form,
    folded_forms,
    holder_form,
    leave_out_form,
    move_form,
    note_form,
    offer_form,
    paper_form,
)
from dashboard.components.process_words import (
    holder_name,
    listed,
    paper_name,
    state_mark,
    step_holders,
    step_name,
    template_name,
    template_origin,
    visit_words,
    where_words,
)
from dashboard.components.states import note
from dashboard.data import (
    ChosenBy,
    DecisionNote,
    EntryKind,
    InitiativeCourse,
    OfferNote,
    ProcessBook,
    ProcessEntry,
)
from dashboard.format import date_short, file_size, instant
from dashboard.labels import unknown_label
from dashboard.server.processes import NUMBERS
from dashboard.texts import language, t
from portfolio.messages import sentence
from portfolio.process.course import Course, Fact, StepCourse, ToldIn
from portfolio.process.templates import Template
from portfolio.vocabulary import CourseState, DecisionOutcome, FactKind, OfferAnswer, StepKind, label

_UNDO = {
    EntryKind.CHOICE: "fortryd-valg",
    EntryKind.STEP: "fortryd",
    EntryKind.DECISION: "fortryd-beslutning",
    EntryKind.OFFER: "fortryd-tilbud",
}
_SAYS_NO_DAYS = (CourseState.AHEAD, CourseState.NOT_RELEVANT, CourseState.SKIPPED)


def process_card(
    asked: Asked | None,
    book: ProcessBook,
    initiative_id: int,
    history: Sequence[ProcessEntry],
    today: dt.date,
    notes: Sequence[Node] = (),
) -> Node:
    """Show an initiative's process.

    Args:
        asked: that it can be changed here; None: it is a past day's.
        book: all processes.
        initiative_id: the initiative.
        history: what people have said of it.
        today: the day it is seen from.
        notes: what others have to say where the process stands.
    """
    found = book.courses.get(initiative_id)
    if found is None:
        content = _without(asked, book, initiative_id)
        heading = t("process.none")
    else:
        content = [*notes, *_course(asked, book, found, today)]
        heading = where_words(found.course, today)
    content += _decisions(book, found, initiative_id)
    content += _history(asked, history)
    subtitle = "" if found is None else _subtitle(found)
    return html.Div(card(heading, content, subtitle), id=FOCUS, tabIndex=-1, className="process")


def _without(asked: Asked | None, book: ProcessBook, initiative_id: int) -> list[Node]:
    """Say that nobody has told of a process, and offer to choose one."""
    told = next((it.text for it in book.unplaced if it.initiative_id == initiative_id), None)
    words = t("process.none_why") if told is None else t("process.unplaced", text=told)
    choose = [] if asked is None else [_choosing(asked, book.newest, None)]
    return [html.P(words, className="muted"), *choose]


def _choosing(asked: Asked, templates: Mapping[str, Template], chosen: Course | None) -> Node:
    return folded_forms([(t("process.choose_fold"), choose_form(asked, templates, chosen))])


def _subtitle(found: InitiativeCourse) -> str:
    how = {
        ChosenBy.PERSON: "process.by_person",
        ChosenBy.TABLE: "process.by_table",
        ChosenBy.TYPE: "process.by_type",
        ChosenBy.WORDS: "process.by_words",
    }[found.chosen_by]
    choice = found.choice
    facts = {} if choice is None else {"by": choice.made_by, "at": instant(choice.made_at)}
    decided = "" if choice is None or not choice.decided_by else t("process.type_by", who=choice.decided_by)
    template = found.course.template
    return listed([template_name(template), template_origin(template), t(how, **facts), decided])


def _course(asked: Asked | None, book: ProcessBook, found: InitiativeCourse, today: dt.date) -> list[Node]:
    course = found.course
    odd = [html.Li(sentence(it.id, dict(it.facts), language())) for it in found.oddities]
    notes: list[Node] = [note([html.Ul(odd)], "warning")] if odd else []
    decided = [it for it in found.decisions if it.step is not None]
    steps = [_step(it, today, [one for one in decided if one.step == it.step.number]) for it in course.steps]
    listed_steps = html.Ol(steps, className="process-steps")
    return [*notes, listed_steps, *_told_in(found), *_offers(found.offers), *_forms(asked, book, found)]


def _step(it: StepCourse, today: dt.date, decided: Sequence[DecisionNote]) -> Node:
    """Show a step: its state as sign and word, when, whose turn, what was decided in it, and its papers."""
    words = [html.Span(step_name(it.step), className="step-name")]
    is_told = it.state is CourseState.PASSED and bool(decided)
    state = t("process.passed_decided") if is_told else _state_words(it, today)
    lines: list[Node] = [html.Span(listed([state, _who(it)]), className="under")]
    lines += [html.Span(_decided_words(one), className="under") for one in reversed(decided)]
    lines += [_paper(paper) for paper in it.papers]
    lines += [html.Span(_note_words(one), className="under step-note") for one in it.notes]
    name = f"process-step step-{it.state.replace('_', '-')}"
    return html.Li([state_mark(it), html.Div([*words, *lines], className="step-text")], className=name)


def _decided_words(one: DecisionNote) -> str:
    """Say what a body decided in a step, in one line."""
    subject = "" if one.subject is None else label(one.subject, language())
    outcome = "" if one.outcome is None else label(one.outcome, language())
    day = "" if one.day is None else date_short(one.day)
    return t("process.decided_by", body=one.body, said=listed([subject, outcome, day]))


def _state_words(it: StepCourse, today: dt.date) -> str:
    state = label(it.state, language())
    if it.state in (CourseState.SKIPPED, CourseState.NOT_RELEVANT) and it.reason:
        return t("process.left_out", state=state, reason=it.reason)
    if it.state is CourseState.AHEAD and it.planned is not None:
        return t("process.planned", day=date_short(it.planned))
    is_open = it.state is CourseState.CURRENT
    visits = [visit_words(visit, today, is_open=is_open and visit is it.visits[-1]) for visit in it.visits]
    if it.state is CourseState.AHEAD and visits:
        return t("process.been_here", when=", ".join(visits))
    shown = [] if it.state in _SAYS_NO_DAYS else visits
    return listed([state, *shown])


def _who(it: StepCourse) -> str:
    """Say whose turn it is: what a person has said, else the process; ahead and now only."""
    holder = it.visits[-1].holder if it.visits else None
    if holder:
        return holder_name(holder)
    return step_holders(it.step) if it.state in (CourseState.CURRENT, CourseState.AHEAD) else ""


def _paper(paper: Fact) -> Node:
    name = paper_name(paper.paper)
    shown: Node = outside_link(name, paper.link) if paper.link else name
    file: list[Node] = [] if paper.file is None else [": ", paper_link(paper.file)]
    size = "" if paper.file is None else file_size(paper.file.size_bytes)
    more = listed([size, paper.text or "", paper.by, "" if paper.day is None else date_short(paper.day)])
    told = f" · {more}" if more else ""
    return html.Span([t("process.paper_is"), " ", shown, *file, told], className="under")


def _note_words(one: Fact) -> str:
    day = "" if one.day is None else date_short(one.day)
    return listed([one.text or "", one.by, day])


def _told_in(found: InitiativeCourse) -> list[Node]:
    """Say which cells of which lists tell of the steps, so that each can be looked up."""
    told = [fact for fact in found.facts if fact.told_in is not None]
    if not told:
        return []
    heads = [Column(t(f"process.head_{name}")) for name in ("step", "says", "text", "place", "source")]
    table = plain_table(t("process.told_caption"), heads, [_told_row(found.course, it) for it in told])
    summary = t("process.told_in", count=len(told))
    return [html.Details([html.Summary(summary), table], className="ledger")]


def _told_row(course: Course, fact: Fact) -> list[Cell]:
    place = fact.told_in
    assert place is not None  # noqa: S101 -- chosen so
    step = course.template.step(fact.step)
    return [
        fact.step if step is None else step_name(step),
        label(fact.kind, language()),
        typed(place.text),
        _cell(place),
        link(place.source, f"/indlaes/{place.upload_id}"),
    ]


def _cell(place: ToldIn) -> str:
    return cell_place(place.sheet, place.cell)


def _offers(offers: Sequence[OfferNote]) -> list[Node]:
    if not offers:
        return []
    heads = [
        Column(t(f"process.head_{name}")) for name in ("cluster", "answer", "answered", "chosen", "note")
    ]
    table = plain_table(t("process.offers_caption"), heads, map(_offer_row, offers), "plain labelled")
    return [html.H3(t("process.offers")), table]


def _offer_row(offer: OfferNote) -> list[Cell]:
    answer = t("process.no_answer") if offer.answer is None else label(offer.answer, language())
    answered = offer.answered_on or offer.asked_on
    return [
        holder_name(offer.organisation),
        answer,
        unknown_label() if answered is None else date_short(answered),
        "" if offer.chosen_on is None else t("process.chosen_on", day=date_short(offer.chosen_on)),
        offer.text or "",
    ]


def _forms(asked: Asked | None, book: ProcessBook, found: InitiativeCourse) -> list[Node]:
    """Offer what can be done in the step it is in, the likeliest first."""
    if asked is None:
        return []
    course = found.course
    forms = [(t("process.move_fold"), move_form(asked, course))]
    step = course.template.step(course.current)
    if step is not None:
        forms += [
            (t("process.decide_fold"), decide_form(asked, course)),
            (t("process.holder_fold"), holder_form(asked, course)),
        ]
        if step.kind is StepKind.OFFERS or found.offers:
            forms.append((t("process.offer_fold"), offer_form(asked)))
    forms += [
        (t("process.paper_fold"), paper_form(asked, course)),
        (t("process.skip_fold"), leave_out_form(asked, course)),
        (t("process.note_fold"), note_form(asked, course)),
        (t("process.choose_other_fold"), choose_form(asked, book.newest, course)),
    ]
    return [folded_forms(forms)]


# --- What was decided, and what has been done ---------------------------------------------------------------


def _decisions(book: ProcessBook, found: InitiativeCourse | None, initiative_id: int) -> list[Node]:
    notes = book.decisions.get(initiative_id, ()) if found is None else found.decisions
    if not notes:
        return []
    heads = [
        Column(t(f"process.head_{name}")) for name in ("day", "body", "subject", "outcome", "words", "from")
    ]
    table = plain_table(t("process.decisions_caption"), heads, map(_decision_row, notes), "plain labelled")
    return [html.H3(t("process.decisions")), table]


def _decision_row(one: DecisionNote) -> list[Cell]:
    place = one.told_in
    source: Cell = one.made_by if place is None else link(place.source, f"/indlaes/{place.upload_id}")
    subject = "" if one.subject is None else label(one.subject, language())
    return [
        unknown_label() if one.day is None else date_short(one.day),
        one.body,
        listed(["" if one.step is None else t("process.step_short", number=one.step), subject]),
        "" if one.outcome is None else label(one.outcome, language()),
        one.text or "",
        source,
    ]


def _history(asked: Asked | None, entries: Sequence[ProcessEntry]) -> list[Node]:
    if not entries:
        return []
    items = [_entry(asked, entry) for entry in entries]
    summary = html.Summary(t("process.history", count=len(entries)))
    return [html.Details([summary, html.Ul(items, className="process-history")], className="ledger")]


def _entry(asked: Asked | None, entry: ProcessEntry) -> Node:
    """Tell what somebody said, when, and that it was taken back; what stands can be."""
    made = t("process.made", at=instant(entry.made_at), by=entry.made_by)
    lines: list[Node] = [html.Div([html.Strong(_what(entry)), " ", html.Span(made, className="under")])]
    if entry.undone_at is not None:
        undone = t("process.undone", at=instant(entry.undone_at), by=entry.undone_by or "")
        lines.append(html.Span(undone, className="under"))
    elif asked is not None:
        lines.append(
            deed_form(
                asked.address(_UNDO[entry.kind]),
                [deed_button(t("process.undo"))],
                hidden={NUMBERS: str(entry.number)},
                className="deed no-print",
                focus=FOCUS,
            )
        )
    return html.Li(lines, className="identity-line")


def _what(entry: ProcessEntry) -> str:
    """Say what was said in one line."""
    step = "" if entry.step is None else t("process.step_short", number=entry.step)
    day = "" if entry.day is None else date_short(entry.day)
    who = "" if not entry.who else holder_name(entry.who)
    if entry.kind is EntryKind.CHOICE:
        return listed([t("process.entry_choice", process=str(entry.what)), who, entry.text or ""])
    said = (
        label(entry.what, language())
        if isinstance(entry.what, FactKind | DecisionOutcome | OfferAnswer)
        else ""
    )
    subject = "" if entry.subject is None else label(entry.subject, language())
    return listed([step, subject, said, who, day, entry.text or ""])
