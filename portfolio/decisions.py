"""What is decided of a new list's rows before anything is stored: which initiative each is about."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from sqlalchemy import BigInteger, case, cast, func, select, tuple_
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of
from portfolio.identity import merged_into
from portfolio.ledger import (
    KnownNaming,
    Match,
    Naming,
    ReportId,
    RowAnswer,
    match_rows,
    naming,
    naming_of,
    new_rows,
)
from portfolio.records import Named, Report, may_name_our_ids
from portfolio.rules.evidence import Commonness, Values
from portfolio.tables import FOREVER, MatchDecision, Upload, Version
from portfolio.tables import Report as StoredReport
from portfolio.versions.facts import DECIDED
from portfolio.versions.lists import Lists, UploadFacts
from portfolio.vocabulary import MatchMethod

Item = TypeVar("Item")

_SPAN = 1 << 32
"""Packs a report's upload and number into one integer, so that the newest of a group can be asked for."""

_BATCH = 500
_MOST_HELD = 5000
_MOST_COUNTED = 2000
"""How common values are is counted in no more rows than that."""


def decide(
    session: Session,
    source_id: int | None,
    base: UploadFacts | None,
    reports: Sequence[Report],
    answers: Mapping[int, RowAnswer],
    rows: Sequence[Naming] | None = None,
) -> list[Match]:
    """Decide for each row of a list, in order, which initiative it is about; nothing is written.

    Args:
        session: any session.
        source_id: whose list it is; None for a source that is not there yet.
        base: the list that it follows, see :func:`base_of`.
        reports: the list's accepted rows of initiatives.
        answers: what people have said of rows, by their number from 1.
        rows: what the reports go by, where that is known already: some lists make their records when asked.
    """
    known = [] if source_id is None else known_namings(session, source_id, base)
    now_is = merged_into(session)
    answered = {number: _answer_now(answer, now_is) for number, answer in answers.items()}
    if not known and not may_name_our_ids(reports):
        return new_rows(len(reports), answered)
    if rows is None:
        rows = [naming_of(it) for it in (reports.named() if isinstance(reports, Named) else reports)]
    looks = _StoredLooks(session, reports, known)
    rows = [_by_what_it_is_now(row, now_is) for row in rows] if now_is else rows
    return match_rows(known, rows, answered, looks, _titles(session, rows, known))


def base_of(lists: Lists, source_id: int | None, month: dt.date) -> tuple[UploadFacts | None, bool]:
    """Give the list whose place a month's list takes, and whether it would be the source's newest.

    That is the newest in force for the month itself or one before.
    """
    if source_id is None:
        return None, True
    in_force = [lists.uploads[id_] for id_ in lists.in_force(source_id, FOREVER)]
    earlier = [upload for upload in in_force if upload.month <= month]
    return max(earlier, key=lambda upload: upload.age, default=None), len(earlier) == len(in_force)


def known_namings(session: Session, source_id: int, base: UploadFacts | None) -> list[KnownNaming]:
    """Give all that the source's initiatives have gone by, also in uploads no longer in force."""
    named = (MatchDecision.initiative_id, StoredReport.key, StoredReport.title, StoredReport.place)
    newest = func.max(cast(StoredReport.upload_id, BigInteger) * _SPAN + StoredReport.number)
    by_people = func.max(case((MatchDecision.method == MatchMethod.PERSON, 1), else_=0))
    in_base = func.max(case((StoredReport.upload_id == (base.id if base else None), StoredReport.number)))
    query = (
        select(*named, newest, by_people, in_base)
        .join(StoredReport, DECIDED)
        .join(Upload, Upload.id == StoredReport.upload_id)
        .where(Upload.source_id == source_id, MatchDecision.undone_at.is_(None))
        .group_by(*named)
    )
    sheets = _sheets(session, base)
    rows = sorted(session.execute(query), key=lambda row: (row[0], row[1] or "", *row[2:]))
    return [
        KnownNaming(
            id_,
            naming(key, title, place, sheets.get(number) or ""),
            report=divmod(packed, _SPAN),
            is_current=number is not None,
            is_decided=bool(is_decided),
        )
        for id_, key, title, place, packed, is_decided, number in rows
    ]


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


def _by_what_it_is_now(row: Naming, now_is: Mapping[int, int]) -> Naming:
    return row if row.our_id is None else replace(row, our_id=now_is.get(row.our_id, row.our_id))


def _answer_now(answer: RowAnswer, now_is: Mapping[int, int]) -> RowAnswer:
    return (
        answer
        if answer.same_as is None
        else replace(answer, same_as=now_is.get(answer.same_as, answer.same_as))
    )


def _sheets(session: Session, base: UploadFacts | None) -> dict[int | None, str | None]:
    if base is None:
        return {}
    query = select(StoredReport.number, StoredReport.sheet).where(StoredReport.upload_id == base.id)
    return dict(session.execute(query).all())


def _titles(
    session: Session, rows: Iterable[Naming], known: Iterable[KnownNaming]
) -> dict[int, tuple[str, ...]]:
    """Give the titles of initiatives that rows name by our number, and that only other sources know."""
    named = {row.our_id for row in rows if row.our_id is not None}
    missing = sorted(named - {item.initiative_id for item in known}) if named else []
    query = select(Version.initiative_id, Version.title).where(Version.known_to == FOREVER)
    return {
        id_: (title,)
        for part in _parts(missing)
        for id_, title in session.execute(query.where(Version.initiative_id.in_(part)))
    }


class _StoredLooks:
    """Gives the values of a list's rows, and of the source's last reports, when they are asked for."""

    def __init__(self, session: Session, reports: Sequence[Report], known: Iterable[KnownNaming]) -> None:
        self._session = session
        self._reports = reports
        self._rows: dict[int, Values] = {}
        self._newest: dict[int, ReportId] = {}
        for item in known:
            if item.report is not None:
                self._newest[item.initiative_id] = max(
                    item.report, self._newest.get(item.initiative_id, (0, 0))
                )

    def row(self, number: int) -> Values:
        """Give the values of a row, by its place from 0."""
        if number not in self._rows:
            if len(self._rows) > _MOST_HELD:
                self._rows.clear()
            self._rows[number] = self._reports[number].values
        return self._rows[number]

    def known(self, initiative_ids: Collection[int]) -> Mapping[int, Values]:
        """Give the values of initiatives as the source told of them last."""
        wanted = {self._newest[id_]: id_ for id_ in initiative_ids if id_ in self._newest}
        query = select(StoredReport.upload_id, StoredReport.number, StoredReport.values_json)
        found = {}
        for part in _parts(sorted(wanted)):
            is_asked = tuple_(StoredReport.upload_id, StoredReport.number).in_(part)
            for upload_id, number, text in self._session.execute(query.where(is_asked)):
                found[wanted[upload_id, number]] = cells_of(text)
        return found

    def common(self) -> Commonness:
        """Give how common values are in the list, counted in rows from all of it."""
        step = max(1, len(self._reports) // _MOST_COUNTED)
        return Commonness(self._reports[number].values for number in range(0, len(self._reports), step))


def _parts(items: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(items)
    while part := list(islice(left, _BATCH)):
        yield part
