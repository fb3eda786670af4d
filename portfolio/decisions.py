"""What is decided of a new list's rows before anything is stored: which initiative each is about."""

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.ledger import KnownNaming, Match, RowAnswer, match_rows, naming, naming_of
from portfolio.records import Report
from portfolio.tables import MatchDecision, Upload
from portfolio.tables import Report as StoredReport
from portfolio.versions.facts import DECIDED


def decide(
    session: Session, source_id: int | None, reports: Sequence[Report], answers: Mapping[int, RowAnswer]
) -> list[Match]:
    """Decide for each row of a list, in order, which initiative it is about; nothing is written.

    Args:
        session: any session.
        source_id: whose list it is; None for a source that is not there yet.
        reports: the list's accepted rows of initiatives.
        answers: what people have said of rows, by their number from 1.
    """
    known = [] if source_id is None else known_namings(session, source_id)
    return match_rows(known, [naming_of(report) for report in reports], answers)


def known_namings(session: Session, source_id: int) -> list[KnownNaming]:
    """Give all that the source's initiatives have gone by, also in uploads no longer in force."""
    columns = (MatchDecision.initiative_id, StoredReport.key, StoredReport.title, StoredReport.place)
    query = (
        select(*columns)
        .join(StoredReport, DECIDED)
        .join(Upload, Upload.id == StoredReport.upload_id)
        .where(Upload.source_id == source_id, MatchDecision.undone_at.is_(None))
        .distinct()
    )
    rows = sorted(session.execute(query), key=lambda row: (row[0], row[1] or "", *row[2:]))
    return [KnownNaming(id_, naming(key, title, place)) for id_, key, title, place in rows]


def stamp_of(session: Session, source_id: int | None) -> str:
    """Give a mark of all that decisions about a source's rows rest on; it changes when any of that does.

    Other sources' lists have no part in it, so that several lists can be compared first and confirmed later.
    """
    uploads = select(Upload.id, Upload.state).where(Upload.source_id == source_id).order_by(Upload.id)
    decisions = (
        select(func.count(), func.max(MatchDecision.id), func.count(MatchDecision.undone_at))
        .join(Upload, Upload.id == MatchDecision.upload_id)
        .where(Upload.source_id == source_id)
    )
    rests_on = [tuple(map(str, row)) for row in (*session.execute(uploads), *session.execute(decisions))]
    return hashlib.sha256(repr(rests_on).encode()).hexdigest()[:16]
