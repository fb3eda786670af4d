"""Papers as files that stood with steps, rounds and evaluations at an instant, and where one lies."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portfolio.kept import kept_path
from portfolio.process.papers import PaperNote
from portfolio.queries.told import stood
from portfolio.tables import Consultation, Evaluation, PaperFile, ProcessDeed


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """Where a paper lies among the kept files.

    Attributes:
        name: what its sender called it.
        path: its place in the folder of kept files.
        is_undone: it, or what it stood with, was taken back.
    """

    name: str
    path: str
    is_undone: bool


def papers_of(
    session: Session,
    owner: InstrumentedAttribute[int | None],
    as_of: dt.datetime,
    only: Collection[int] | None = None,
) -> dict[int, tuple[PaperNote, ...]]:
    """Give the papers that stood at an instant by the number of what they stand with.

    Args:
        session: a reader's session.
        owner: the column that says with what.
        as_of: the instant, aware.
        only: initiatives; None: of all.
    """
    columns = (
        owner,
        PaperFile.id,
        PaperFile.name,
        PaperFile.size_bytes,
        PaperFile.made_at,
        PaperFile.made_by,
    )
    query = select(*columns).where(owner.is_not(None), stood(PaperFile, as_of)).order_by(PaperFile.id)
    if only is not None:
        query = query.where(PaperFile.initiative_id.in_(only))
    found: dict[int, list[PaperNote]] = defaultdict(list)
    for number, id_, name, size, made_at, made_by in session.execute(query):
        if number is not None:
            found[number].append(PaperNote(id_, name, size, made_at, made_by))
    return {number: tuple(notes) for number, notes in found.items()}


def kept_paper(session: Session, number: int) -> KeptPaper | None:
    """Give where a paper lies; None: there is none such."""
    row = session.get(PaperFile, number)
    if row is None:
        return None
    return KeptPaper(row.name, kept_path(row.sha256, row.format), _is_undone(session, row))


def _is_undone(session: Session, row: PaperFile) -> bool:
    stands_with = (
        session.get(ProcessDeed, row.deed_id or 0),
        session.get(Consultation, row.consultation_id or 0),
        session.get(Evaluation, row.evaluation_id or 0),
    )
    return row.undone_at is not None or any(it is not None and it.undone_at is not None for it in stands_with)
