"""The initiatives that a person is asked about where a row is new, or has been said to be about one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from portfolio.candidates import MOST_ASKED, Asked, candidates_elsewhere, candidates_within
from portfolio.comparison.compared import ComparedRow
from portfolio.ledger import POSSIBLE, Candidate, Match, RowAnswer, Suspect
from portfolio.records import Report


def with_candidates(
    session: Session,
    rows: tuple[ComparedRow, ...],
    reports: Sequence[Report],
    matches: Sequence[Match],
    answers: Mapping[int, RowAnswer],
    known_ids: Collection[int],
) -> tuple[ComparedRow, ...]:
    """Give the rows that are new to everybody, and unanswered, the initiatives that they may be about."""
    asked = [row for row in rows if row.initiative_id is None and not _is_new(answers, row.number)]
    within = candidates_within(session, [item for match in matches for item in match.suspects])
    wanted = [
        Asked(row.title, reports[row.number - 1].values, frozenset(_declined(answers, row.number)))
        for row in asked[:MOST_ASKED]
    ]
    elsewhere = candidates_elsewhere(session, wanted, known_ids)
    elsewhere += [()] * (len(asked) - len(elsewhere))
    ranked = {
        row.number: _ranked(matches[row.number - 1], within, found)
        for row, found in zip(asked, elsewhere, strict=True)
    } | _chosen(session, answers, known_ids)
    return tuple(replace(row, candidates=ranked[row.number]) if row.number in ranked else row for row in rows)


def _chosen(
    session: Session, answers: Mapping[int, RowAnswer], known_ids: Collection[int]
) -> dict[int, tuple[Candidate, ...]]:
    """Give for each row that people have said it of the initiative that they chose."""
    chosen = {number: answer.same_as for number, answer in answers.items() if answer.same_as is not None}
    suspects = [Suspect(id_, POSSIBLE, ()) for id_ in chosen.values()]
    named = candidates_within(session, suspects)
    return {
        number: (replace(named[id_], likeness=1.0, is_same_source=id_ in known_ids),)
        for number, id_ in chosen.items()
    }


def _is_new(answers: Mapping[int, RowAnswer], number: int) -> bool:
    return number in answers and answers[number].is_new


def _declined(answers: Mapping[int, RowAnswer], number: int) -> tuple[int, ...]:
    return answers[number].declined if number in answers else ()


def _ranked(
    match: Match, within: Mapping[int, Candidate], elsewhere: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    own = [
        replace(within[item.initiative_id], likeness=item.likeness, reasons=item.reasons)
        for item in match.suspects
    ]
    return tuple(sorted([*own, *elsewhere], key=lambda item: -item.likeness))
