"""What people do with papers as files: put with a round or an evaluation, and taken back.

A step's paper belongs to the deed that it came with (:func:`portfolio.process.deeds.say`).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.identity import wait_in_line
from portfolio.marks import Part, touch
from portfolio.process.deeds import ProcessRefusedError, standing, undo
from portfolio.process.papers import NewPaper, PaperOwner
from portfolio.tables import Consultation, Evaluation, PaperFile

MOST_PAPERS = 20
"""So many papers with one thing are a file room, not a paper."""


def put_with(
    session: Session, owner: PaperOwner, number: int, paper: NewPaper, *, now: dt.datetime, by: str
) -> int:
    """Put a paper with a round or an evaluation, and give the paper's number.

    Raises:
        DeedUnknownError: there is no such round or evaluation that stands.
        ProcessRefusedError: the same file is there already, or far too many are.
    """
    wait_in_line(session)
    thing: Consultation | Evaluation
    if owner is PaperOwner.ROUND:
        thing = standing(session, Consultation, number)
    else:
        thing = standing(session, Evaluation, number)
    column = PaperFile.consultation_id if owner is PaperOwner.ROUND else PaperFile.evaluation_id
    there = select(PaperFile.sha256).where(column == thing.id, PaperFile.undone_at.is_(None))
    known = list(session.scalars(there))
    if paper.sha256 in known:
        raise ProcessRefusedError("paper.twice", name=paper.name)
    if len(known) >= MOST_PAPERS:
        raise ProcessRefusedError("paper.too_many", most=MOST_PAPERS)
    place = {column.key: thing.id}
    row = PaperFile(initiative_id=thing.initiative_id, made_at=now, made_by=by, **place, **asdict(paper))
    session.add(row)
    session.flush()
    touch(session, _part_of(row))
    return row.id


def undo_papers(session: Session, numbers: Iterable[int], *, now: dt.datetime, by: str) -> None:
    """Take papers back that were put with something by mistake.

    Raises:
        DeedUnknownError: one of them is not there, or has been taken back already.
    """
    wait_in_line(session)
    for number in numbers:
        row = standing(session, PaperFile, number)
        undo(row, now, by)
        session.flush()
        touch(session, _part_of(row))


def _part_of(row: PaperFile) -> Part:
    if row.deed_id is not None:
        return Part.PROCESS
    return Part.ROUNDS if row.consultation_id is not None else Part.EVALUATIONS
