"""A sender's answers to questions of ours, taken as what is said to the findings they were asked about."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from portfolio.drafts import Answers, FindingSaid, Saying, finding_key
from portfolio.findings import Finding
from portfolio.handback import question_id
from portfolio.records import SenderAnswer
from portfolio.vocabulary import AnswerKind, Severity


def findings_asked(findings: Iterable[Finding]) -> dict[str, str]:
    """Give the key of each finding that a sender may have been asked about, by its question's id."""
    asked = (it for it in findings if it.severity is not Severity.INFO)
    return {question_id(it): finding_key(it.id, it.sheet, it.cell) for it in asked}


def with_sender_answers(
    answers: Answers,
    given: Sequence[SenderAnswer],
    asked: Mapping[str, str],
    wanted: Collection[str],
    saying: Saying,
) -> Answers:
    """Give the answers with the sender's words as what is said to findings; what a person said stays.

    Args:
        answers: what has been said so far.
        given: what stands in the file as the sender's answers.
        asked: the findings' keys by their questions' ids, see :func:`findings_asked`.
        wanted: the ids of the questions whose answers are taken.
        saying: who takes them, and when.
    """
    taken = dict(answers.findings)
    for answer in given:
        key = asked.get(answer.question_id)
        if key is not None and key not in answers.findings and answer.question_id in wanted:
            place = f"{answer.sheet}!{answer.cell}" if answer.sheet else answer.cell
            taken[key] = FindingSaid(AnswerKind.SENDER, answer.text, place, saying.by, saying.at)
    return replace(answers, findings=taken)


def without_sender_answers(answers: Answers, asked: Mapping[str, str], wanted: Collection[str]) -> Answers:
    """Give the answers without those taken from the sender to some questions."""
    keys = {asked[it] for it in wanted if it in asked}
    kept = {
        key: said
        for key, said in answers.findings.items()
        if key not in keys or said.kind is not AnswerKind.SENDER
    }
    return replace(answers, findings=kept)
