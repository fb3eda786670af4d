"""Reads what has happened: uploads, reports about initiatives, corrections."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of, value_of
from portfolio.records import CellValue
from portfolio.tables import Correction, MatchDecision, Report, Upload
from portfolio.versions.history import Contents, Events, MonthStatus, ReportFacts, ReportId
from portfolio.versions.lists import Lists, UploadFacts
from portfolio.versions.states import CorrectionFacts

DECIDED = (MatchDecision.upload_id == Report.upload_id) & (MatchDecision.report_number == Report.number)
"""What joins a report to the decisions about it."""


def read_lists(session: Session) -> Lists:
    """Read the facts of every upload."""
    columns = (
        Upload.id,
        Upload.source_id,
        Upload.month,
        Upload.uploaded_at,
        Upload.withdrawn_at,
        Upload.organisation_id,
    )
    return Lists(UploadFacts(*row) for row in session.execute(select(*columns)))


def upload_facts(upload: Upload) -> UploadFacts:
    """Give the facts of one upload."""
    return UploadFacts(
        upload.id,
        upload.source_id,
        upload.month,
        upload.uploaded_at,
        upload.withdrawn_at,
        upload.organisation_id,
    )


def read_events(session: Session, initiative_ids: Collection[int]) -> dict[int, Events]:
    """Read the reports about some initiatives, without their values, and their corrections."""
    reports = _reports(session, initiative_ids)
    corrections = _corrections(session, initiative_ids)
    return {id_: Events(tuple(reports[id_]), tuple(corrections[id_])) for id_ in initiative_ids}


def read_contents(session: Session, initiative_ids: Collection[int], reports: Iterable[ReportId]) -> Contents:
    """Read the values of some initiatives' reports, as far as they are among the reports asked for."""
    wanted = set(reports)
    query = (
        select(Report.upload_id, Report.number, Report.values_json)
        .join(MatchDecision, DECIDED)
        .where(MatchDecision.initiative_id.in_(initiative_ids))
        .where(Report.upload_id.in_({upload for upload, _ in wanted}))
    )
    contents: dict[ReportId, Mapping[str, CellValue]] = {
        (upload, number): cells_of(text)
        for upload, number, text in session.execute(query)
        if (upload, number) in wanted
    }
    return contents.__getitem__


def _reports(session: Session, initiative_ids: Collection[int]) -> dict[int, list[ReportFacts]]:
    query = (
        select(
            MatchDecision.initiative_id,
            MatchDecision.upload_id,
            MatchDecision.report_number,
            MatchDecision.decided_at,
            MatchDecision.undone_at,
            Report.traffic_light,
            Report.status,
            Report.status_text,
        )
        .join(Report, DECIDED)
        .where(MatchDecision.initiative_id.in_(initiative_ids))
    )
    found: dict[int, list[ReportFacts]] = defaultdict(list)
    for id_, upload, number, decided_at, undone_at, light, status, words in session.execute(query):
        month_status = MonthStatus(light, status, words)
        found[id_].append(ReportFacts((upload, number), decided_at, undone_at, month_status))
    return found


def _corrections(session: Session, initiative_ids: Collection[int]) -> dict[int, list[CorrectionFacts]]:
    query = select(Correction).where(Correction.initiative_id.in_(initiative_ids))
    found: dict[int, list[CorrectionFacts]] = defaultdict(list)
    for row in session.scalars(query):
        found[row.initiative_id].append(_correction(row))
    return found


def _correction(row: Correction) -> CorrectionFacts:
    value = value_of(json.loads(row.value_json))
    return CorrectionFacts(row.id, row.field, value, row.corrected_at, row.undone_at)


def months_touched(events: Iterable[Events], lists: Lists, since: dt.datetime) -> set[dt.date]:
    """Give the reporting months in which something may have changed at or after an instant."""
    decided = {
        lists.uploads[report.id[0]].month
        for item in events
        for report in item.reports
        if report.decided_at >= since or (report.undone_at is not None and report.undone_at >= since)
    }
    return decided | lists.months_touched(since)
