"""The steps of a draft's way, and what is still open in each."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from portfolio.comparison import ComparedRow
from portfolio.draft_result import DraftResult
from portfolio.drafts import Answers, DraftFacts, is_unanswered
from portfolio.ledger import Candidate
from portfolio.places import row_key
from portfolio.vocabulary import DraftState

SHRINKS_MUCH = 0.2
"""A list that loses more than this part of its initiatives is stored only when somebody says it is right."""


LIKELY = 0.4
"""Initiatives that resemble a row less than this are shown to those who look, and not asked about."""


SURE = 0.9
"""Initiatives that resemble a row at least this much can be confirmed together, once the pairs were shown."""


class Step(StrEnum):
    """A step of the way, in order; the last is the receipt, which is an upload's."""

    RECEIVE = "modtag"
    RECOGNISE = "genkend"
    CHECK = "tjek"
    COMPARE = "sammenlign"


def open_counts(draft: DraftFacts, result: DraftResult | None) -> Mapping[Step, int]:
    """Count what is open in each step; only what :func:`must_count` counts stops the storing."""
    if result is None:
        return dict.fromkeys(Step, 0) | {Step.RECEIVE: int(not draft.is_settled)}
    return {
        Step.RECEIVE: int(not draft.is_settled),
        Step.RECOGNISE: len(result.understood.questions),
        Step.CHECK: sum(is_unanswered(finding, draft.answers) for finding in result.findings),
        Step.COMPARE: len(open_rows(draft.answers, result)) + int(is_shrinking(draft.answers, result)),
    }


def is_ready(draft: DraftFacts, result: DraftResult | None) -> bool:
    """Tell whether a draft is read as it is now, holds initiatives and leaves nothing open."""
    if result is None or draft.state is not DraftState.READY or draft.result_revision != draft.revision:
        return False
    return bool(result.row_count) and not any(open_counts(draft, result).values())


def must_count(draft: DraftFacts, result: DraftResult) -> int:
    """Count what must be answered before a draft can be stored."""
    return sum(must_counts(draft, result).values())


def must_counts(draft: DraftFacts, result: DraftResult | None) -> Mapping[Step, int]:
    """Count in each step what must be answered before the list can be stored."""
    counts = dict(open_counts(draft, result))
    shrinks = result is not None and is_shrinking(draft.answers, result)
    return counts | {Step.RECOGNISE: 0, Step.COMPARE: int(shrinks)}


def first_open(draft: DraftFacts, result: DraftResult | None) -> Step:
    """Give the step at which the way goes on: the first with something open, else the comparison."""
    counts = open_counts(draft, result)
    return next((step for step in Step if counts[step]), Step.COMPARE)


def open_rows(answers: Answers, result: DraftResult) -> tuple[ComparedRow, ...]:
    """Give the rows that are likely about a known initiative, of which nobody has said anything."""
    return tuple(row for row in result.comparison.rows if is_likely(row) and key_of(row) not in answers.rows)


def sure_pairs(answers: Answers, result: DraftResult) -> tuple[tuple[ComparedRow, Candidate], ...]:
    """Give the unanswered rows that one initiative, and no other, resembles very much, each with it.

    An initiative that several rows may be about is left to be asked of each.
    """
    found = [
        (row, [it for it in row.candidates if it.likeness >= SURE]) for row in open_rows(answers, result)
    ]
    pairs = [(row, sure[0]) for row, sure in found if len(sure) == 1 and "split" not in sure[0].reasons]
    wanted = Counter(candidate.initiative_id for _, candidate in pairs)
    taken = {said.initiative_id for said in answers.rows.values()}
    return tuple(
        (row, it) for row, it in pairs if wanted[it.initiative_id] == 1 and it.initiative_id not in taken
    )


def is_likely(row: ComparedRow) -> bool:
    """Tell whether some initiative resembles a row so much that it is worth asking about."""
    return any(candidate.likeness >= LIKELY for candidate in row.candidates)


def is_shrinking(answers: Answers, result: DraftResult) -> bool:
    """Tell whether so many initiatives are gone that somebody must say that it is right, and nobody has."""
    return result.comparison.gone_share > SHRINKS_MUCH and not answers.shrink_reason


def key_of(row: ComparedRow) -> str:
    """Give what a row is found by when the file is read again."""
    return row_key(row.sheet, row.row or row.column)
