"""What a list's sender answered to questions of ours, to be taken as the answer to this list's findings."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.draft_places import deed_address
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import AnsweredQuestion, DraftDetail
from dashboard.format import number
from dashboard.labels import row_names_text
from dashboard.texts import language, t
from portfolio.draft_result import DraftResult
from portfolio.handback import question_id
from portfolio.sender_answers import findings_asked
from portfolio.vocabulary import AnswerKind, label

ANSWERS = "afsenderens-svar"


def draft_answers(draft: DraftDetail, result: DraftResult, answers: Sequence[AnsweredQuestion]) -> list[Node]:
    """Show each answer beside its question, with what it settles; none where nothing was answered."""
    if not answers:
        return []
    asked = findings_asked(result.findings)
    waiting = [it for it in answers if _waits(draft, asked.get(it.question_id))]
    heads = [
        Column(t(f"receipt.{name}"))
        for name in ("answer_question", "answer_text", "answer_place", "answer_used")
    ]
    about = {question_id(it): row_names_text(result.names, [it]) for it in result.findings}
    rows = [
        _row(draft, it, about.get(it.question_id, ""), asked.get(it.question_id), place)
        for place, it in enumerate(answers)
    ]
    table = html.Div(
        plain_table(t("receipt.answers_caption"), heads, rows, "plain stacked"), className="uncaptioned"
    )
    several = [deed_button(t("draft.use_chosen"), is_main=True)] if len(waiting) > 1 else []
    form = deed_form(deed_address(draft, "svar"), [table, *several], className="deed answers", focus=ANSWERS)
    count = len(answers)
    heading = t("receipt.answers", count=count, number=number(count))
    subtitle = t("draft.answers_hint") if waiting else t("draft.answers_settled")
    return [html.Div(card(heading, [form], subtitle), id=ANSWERS, tabIndex=-1)]


def _waits(draft: DraftDetail, key: str | None) -> bool:
    return key is not None and key not in draft.facts.answers.findings


def _row(draft: DraftDetail, answer: AnsweredQuestion, about: str, key: str | None, place: int) -> list[Cell]:
    message: list[Node] = [answer.message or t("receipt.answer_unknown")]
    if about:
        message.append(html.Span(about, className="under"))
    where = f"{answer.sheet}!{answer.cell}" if answer.sheet else answer.cell
    return [message, html.Q(answer.text), where, _use(draft, answer, key, place)]


def _use(draft: DraftDetail, answer: AnsweredQuestion, key: str | None, place: int) -> Cell:
    """Offer to take an answer, or say what has become of it."""
    if key is None:
        return html.Span(t("draft.answer_not_asked"), className="under")
    said = draft.facts.answers.findings.get(key)
    if said is None:
        control_id = f"svar-{place}"
        tick = html.Input(
            id=control_id, type="checkbox", name="spoergsmaal", value=answer.question_id, defaultChecked=True
        )
        button = deed_button(t("draft.use_answer"), name="spoergsmaal", value=answer.question_id)
        told = with_attributes(button, {"aria-label": t("draft.use_answer_of", text=answer.text)})
        ticked = html.Label([tick, " ", t("draft.choose_answer")], htmlFor=control_id, className="check")
        return html.Div([ticked, told], className="answer-use", key=answer.question_id)
    if said.kind is not AnswerKind.SENDER:
        return html.Span(label(said.kind, language()), className="said")
    undo = deed_button(t("draft.undo"), name="fortryd", value=answer.question_id)
    told = with_attributes(undo, {"aria-label": t("draft.undo_answer_of", text=answer.text)})
    return html.Div([html.Span(t("draft.answer_used"), className="said"), told], className="answer-use")
