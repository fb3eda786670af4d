"""What can be done with an upload: take its receipt, send its workbook back, have it withdrawn."""

from collections.abc import Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form, folded_deed, reason_field
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import AnsweredQuestion, UploadSummary
from dashboard.format import instant, number
from dashboard.server.drafts import UPLOADS
from dashboard.texts import language, t
from portfolio.drafts import FindingSaid
from portfolio.findings import Finding
from portfolio.vocabulary import UploadState, label

_TYPED = "typed"
"""The format of the list that Tværblik keeps itself: there is no file to give back."""

_RECEIPT, _HAND_BACK, _ORIGINAL = "/hent/kvittering", "/hent/svarark", "/hent/fil"


def receipt_tools(summary: UploadSummary) -> Node:
    """Offer what can be done with an upload; one that was withdrawn can only be looked at."""
    files = [_file(f"{_RECEIPT}/{summary.id}.xlsx", "receipt.get_receipt")]
    if summary.format != _TYPED:
        files.append(_file(f"{_HAND_BACK}/{summary.id}.xlsx", "receipt.get_hand_back"))
        files.append(_file(f"{_ORIGINAL}/{summary.id}", "receipt.get_original"))
    tools: list[Node] = [html.Div(files, className="tool-links")]
    if summary.state is not UploadState.WITHDRAWN:
        tools.append(folded_deed(t("receipt.withdraw"), _withdraw(summary)))
    return html.Div(tools, className="receipt-tools")


def _file(address: str, text_id: str) -> Element:
    return with_attributes(link(t(text_id), address, className="download"), {"data-full": ""})


def _withdraw(summary: UploadSummary) -> Element:
    return deed_form(
        f"{UPLOADS}/{summary.id}/traek-tilbage",
        [
            html.P(t("receipt.withdraw_hint"), className="field-hint"),
            reason_field("kvittering-hvorfor", t("draft.why")),
            deed_button(t("receipt.withdraw_do"), is_main=True),
        ],
    )


def said_card(findings: Sequence[Finding], answers: Mapping[int, FindingSaid]) -> list[Node]:
    """Show what was said to findings before the list was stored, and why."""
    if not answers:
        return []
    heads = [
        Column(t(f"receipt.{name}"))
        for name in ("finding_message", "answer_place", "finding_answer", "finding_reason")
    ]
    rows: list[list[Cell]] = [
        [
            findings[number_ - 1].message(language()),
            _place(findings[number_ - 1]),
            [label(said.kind, language()), *_by(said)],
            said.reason,
        ]
        for number_, said in sorted(answers.items())
    ]
    table = html.Div(plain_table(t("receipt.said_caption"), heads, rows), className="uncaptioned")
    count = len(answers)
    return [card(t("receipt.said_heading", count=count, number=number(count)), [table])]


def _by(said: FindingSaid) -> list[Node]:
    if said.at is None:
        return []
    return [html.Span(t("draft.answered_by", by=said.by, at=instant(said.at)), className="under")]


def _place(finding: Finding) -> str:
    return "!".join(part for part in (finding.sheet, finding.cell) if part)


def sender_answers_card(answers: Sequence[AnsweredQuestion]) -> list[Node]:
    """Show what the sender wrote about questions that went back with an earlier list."""
    if not answers:
        return []
    heads = [Column(t(f"receipt.{name}")) for name in ("answer_question", "answer_text", "answer_place")]
    rows: list[list[Cell]] = [
        [it.message or t("receipt.answer_unknown"), it.text, f"{it.sheet}!{it.cell}" if it.sheet else it.cell]
        for it in answers
    ]
    table = html.Div(plain_table(t("receipt.answers_caption"), heads, rows), className="uncaptioned")
    return [card(t("receipt.answers", count=len(answers), number=number(len(answers))), [table])]
