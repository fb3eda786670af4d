"""A received file on its way (/indlaes/kladde/<number>): recognised, checked, compared, confirmed."""

from collections.abc import Callable

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import KeyFigure, card, key_figures
from dashboard.components.deed import deed_button, deed_form, job_place
from dashboard.components.draft_answers import draft_answers
from dashboard.components.draft_check import check_cards
from dashboard.components.draft_compare import (
    SHRINKING,
    base_sentence,
    comparison_cards,
    comparison_figures,
)
from dashboard.components.draft_places import deed_address
from dashboard.components.draft_questions import choices_card
from dashboard.components.draft_receive import other_source, receive_cards
from dashboard.components.draft_recognise import recognise_cards
from dashboard.components.draft_steps import steps_list
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.receipt import rows_table, total_rows
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.states import empty_state, note
from dashboard.components.view import View
from dashboard.data import DraftDetail
from dashboard.filters import Asked, Ignored, number_in
from dashboard.format import instant, month, number
from dashboard.labels import rows_sentence
from dashboard.server.drafts import STEP_KEY, step_address
from dashboard.server.upload import DRAFTS
from dashboard.texts import language, t
from portfolio.discarding import KEPT_AFTER_DISCARDING
from portfolio.draft_result import DraftResult
from portfolio.draft_steps import Step, first_open, must_count, must_counts
from portfolio.messages import sentence
from portfolio.vocabulary import DraftState, label

LOAD = "/indlaes"


def layout(draft_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the draft with a number; one that is not there says so."""
    path = f"{DRAFTS}/{draft_id}"
    asked = arrive(path, query, (STEP_KEY,))
    number_asked = number_in(draft_id)
    found = None if number_asked is None else data.draft(number_asked)
    shown = missing_view(draft_id) if found is None else view(found, asked)
    return lay_out_view(path, asked, shown, help_id="help.draft")


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{DRAFTS}/<draft_id>", "draft.window", layout)


def missing_view(draft_id: str) -> View:
    """Say that there is no such draft."""
    hint = empty_state(t("draft.missing_hint"), link(t("draft.to_load"), LOAD, className="btn-main"))
    return View(t("draft.missing", number=draft_id[:20]), "", [hint])


def view(draft: DraftDetail, asked: Asked) -> View:
    """Show a draft at the step that the address asks for, else where its way goes on."""
    facts = draft.facts
    back = html.P(link(t("draft.to_load"), LOAD, className="back"), className="page-lead")
    if facts.state in (DraftState.CONFIRMED, DraftState.DISCARDED):
        title = t("draft.heading", file=facts.file_name)
        window = _window(facts.file_name, label(facts.state, language()))
        return View(title, _received(draft), _closed(draft), lead_in=[back], window=window)
    if facts.state is DraftState.REFUSED:
        title = t("draft.refused", file=facts.file_name)
        return View(title, _received(draft), _refusal(draft), lead_in=[back], window=title)
    step, ignored = _step(draft, asked)
    body = [steps_list(draft, step), *_work(draft)]
    if draft.result is not None or step is Step.RECEIVE:
        body += _STEPS[step](draft)
    body.append(_discard(draft))
    window = _window(facts.file_name, t(f"draft.step_{step}"))
    return View(_heading(draft), _received(draft), body, lead_in=[back], ignored=ignored, window=window)


def _window(file: str, where: str) -> str:
    """Name a draft among a reader's windows: the step first, since the end of a long name is cut."""
    return t("draft.window_of", file=file, where=where)


def _step(draft: DraftDetail, asked: Asked) -> tuple[Step, list[Ignored]]:
    word = asked.own.get(STEP_KEY, "")
    known = {str(step): step for step in Step}
    if not word:
        return first_open(draft.facts, draft.result), []
    if word in known:
        return known[word], []
    return first_open(draft.facts, draft.result), [Ignored(STEP_KEY, word)]


def _heading(draft: DraftDetail) -> str:
    facts = draft.facts
    if draft.source and facts.month is not None:
        return t("draft.heading_whose", source=draft.source, month=month(facts.month))
    return t("draft.heading", file=facts.file_name)


def _received(draft: DraftDetail) -> str:
    facts = draft.facts
    return t("draft.received", file=facts.file_name, at=instant(facts.created_at), by=facts.created_by)


# --- The ends of the way ------------------------------------------------------------------------------------


def _closed(draft: DraftDetail) -> list[Node]:
    if draft.facts.upload_id is not None:
        receipt = link(t("draft.to_receipt"), f"{LOAD}/{draft.facts.upload_id}", className="btn-main")
        return [empty_state(t("draft.confirmed"), receipt)]
    if draft.facts.file_path is None:
        return [empty_state(t("draft.discarded"), link(t("draft.to_load"), LOAD, className="btn-main"))]
    until = t("draft.kept_until", at=instant(draft.facts.changed_at + KEPT_AFTER_DISCARDING))
    undo = deed_form(
        deed_address(draft, "fortryd-kassering"), [deed_button(t("draft.undo_it"), is_main=True)]
    )
    return [note([html.P(t("draft.discarded")), html.P(until), undo]), job_place(None)]


def _refusal(draft: DraftDetail) -> list[Node]:
    told = draft.facts.refusal
    said = "" if told is None else sentence(told.id, told.facts, language())
    again = link(t("draft.send_another"), LOAD, className="btn-main")
    told_why = note([html.P(html.Strong(said)), again], "warning")
    chosen = choices_card(draft) if draft.facts.file_path is not None else None
    return [told_why, job_place(None), *([chosen] if chosen is not None else []), _discard(draft)]


def _work(draft: DraftDetail) -> list[Node]:
    """Show the work that goes on, or how it failed."""
    job = draft.job
    if job is not None and job.error is not None and draft.facts.state is not DraftState.READING:
        return [note(sentence(job.error.id, job.error.facts, language()), "warning"), job_place(None)]
    if job is None or not job.is_open:
        return [job_place(None)]
    return [job_place(job.id, share=job.progress_share, said=label(job.step, language()))]


# --- The steps ----------------------------------------------------------------------------------------------


def _receive(draft: DraftDetail) -> list[Node]:
    known = data.portfolio()
    return receive_cards(draft, [source.name for source in known.sources], known.today)


def _recognise(draft: DraftDetail) -> list[Node]:
    result = _result(draft)
    return [*recognise_cards(draft, result), _onward(draft, Step.CHECK)]


def _check(draft: DraftDetail) -> list[Node]:
    result = _result(draft)
    answers = draft_answers(draft, result, data.told_answers(draft))
    return [*answers, *check_cards(draft, result), _onward(draft, Step.COMPARE)]


def _compare(draft: DraftDetail) -> list[Node]:
    result = _result(draft)
    figures = [
        KeyFigure(number(count), t(f"receipt.{name}"), t(f"receipt.{name}_note"), address or "#raekker")
        for name, count, address in comparison_figures(result)
    ]
    return [
        html.P(base_sentence(draft, result), className="lead"),
        *_doubts(draft, result),
        key_figures(figures),
        _confirm_box(draft, result),
        *comparison_cards(draft, result),
        _rows_card(result),
    ]


_STEPS: dict[Step, Callable[[DraftDetail], list[Node]]] = {
    Step.RECEIVE: _receive,
    Step.RECOGNISE: _recognise,
    Step.CHECK: _check,
    Step.COMPARE: _compare,
}


def _result(draft: DraftDetail) -> DraftResult:
    if draft.result is None:
        raise ValueError(f"draft {draft.facts.id} has not been read")
    return draft.result


def _onward(draft: DraftDetail, step: Step) -> Node:
    words = t("draft.onward", step=t(f"draft.step_{step}").lower())
    return html.P(link(words, step_address(draft.facts.id, step), className="btn-main"), className="onward")


def _doubts(draft: DraftDetail, result: DraftResult) -> list[Node]:
    """Say what speaks against the list as it is addressed, and that its sender has answered something."""
    doubts = [*other_source(draft)]
    if result.answers:
        count = len(result.answers)
        way = link(t("draft.see_answers"), step_address(draft.facts.id, Step.CHECK))
        doubts.append(note([t("draft.sender_answers", count=count, number=number(count)), " ", way]))
    return doubts


def _confirm_box(draft: DraftDetail, result: DraftResult) -> Node:
    """Offer to store the list, or say what must be answered first."""
    if not result.row_count:
        told = t("draft.no_initiatives")
        return html.Div(html.P(told), className="confirm-box")
    left = must_count(draft.facts, result)
    if left:
        musts = must_counts(draft.facts, result)
        step = next(step for step in Step if musts[step])
        where = f"#{SHRINKING}" if step is Step.COMPARE else step_address(draft.facts.id, step)
        way = link(t("draft.to_open", count=left), where, className="btn-main")
        told = t("draft.must", count=left, number=number(left))
        return html.Div([html.P(told), way], className="confirm-box")
    told = t("draft.ready", count=result.row_count, number=number(result.row_count), source=draft.source)
    form = deed_form(
        deed_address(draft, "bekraeft"),
        [deed_button(t("draft.confirm"), is_main=True)],
        hidden={"udgave": str(draft.facts.revision)},
        focus="confirm",
    )
    return html.Div([html.P(told), form], className="confirm-box confirm-ready", id="confirm")


def _rows_card(result: DraftResult) -> Node:
    rows = total_rows(result.tables)
    message = rows_sentence(rows)
    return html.Div(card(message, [rows_table(result.tables)], t("receipt.rows_subtitle")), id="raekker")


def _discard(draft: DraftDetail) -> Node:
    return deed_form(
        deed_address(draft, "kasser"), [deed_button(t("draft.discard"))], className="deed discard"
    )
