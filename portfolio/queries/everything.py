"""All that is known of all initiatives at an instant, and which row of which list it newest stands in."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import CTE, ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from portfolio.encoding import values_of
from portfolio.queries.portfolio import known_at
from portfolio.records import Value
from portfolio.tables import InitiativeListing, MatchDecision, Report, Source, Upload, Version


@dataclass(frozen=True, slots=True)
class Place:
    """Where an initiative stands in the newest list that has it.

    Attributes:
        source: the list's name.
        month: its reporting month.
        file_name: the file.
        sheet: the sheet; None for csv.
        cell: the cell of the title, else of the row; None where neither is known.
        uploaded_at: when it came.
    """

    source: str
    month: dt.date
    file_name: str
    sheet: str | None
    cell: str | None
    uploaded_at: dt.datetime


def all_values(session: Session, as_of: dt.datetime) -> dict[int, dict[str, Value]]:
    """Give every initiative's values by field, as known at an instant."""
    query = select(Version.initiative_id, Version.values_json).where(known_at(Version, as_of))
    return {initiative_id: values_of(text) for initiative_id, text in session.execute(query)}


def newest_places(session: Session, as_of: dt.datetime) -> dict[int, Place]:
    """Give the place of every initiative in the newest list that had it at an instant."""
    return {row.initiative_id: _place(row) for row in newest_reports(session, as_of)}


class NewestReport(NamedTuple):
    """A row of the newest lists that have an initiative, with the list and the file it stands in."""

    initiative_id: int
    source_id: int
    source: str
    month: dt.date
    file_name: str
    uploaded_at: dt.datetime
    sheet: str | None
    row: int | None
    values_json: str


def newest_reports(session: Session, as_of: dt.datetime) -> Iterator[NewestReport]:
    """Give the rows in the newest month of each initiative, the newest upload's first row last."""
    newest = _newest(as_of)
    is_its_report = and_(Report.upload_id == newest.c.upload_id, Report.number == newest.c.report_number)
    query = (
        select(newest.c.initiative_id, Source.id, Source.name, Upload.month, Upload.file_name)
        .add_columns(Upload.uploaded_at, Report.sheet, Report.row, Report.values_json)
        .join(Report, is_its_report)
        .join(Upload, Upload.id == newest.c.upload_id)
        .join(Source, Source.id == Upload.source_id)
        .order_by(Upload.uploaded_at, Upload.id, Report.number.desc())
    )
    return (NewestReport(*row) for row in session.execute(query))


def _newest(as_of: dt.datetime) -> CTE:
    """Give the reports in the newest month that each initiative stands in.

    What is listed is gathered first, and the reports before their texts: SQLite would else begin with all
    lists and all that was ever told.
    """
    listed = (
        select(InitiativeListing.initiative_id, InitiativeListing.last_month)
        .where(known_at(InitiativeListing, as_of))
        .cte("listed")
        .prefix_with("MATERIALIZED")
    )
    replacing = aliased(Upload)
    query = (
        select(listed.c.initiative_id, MatchDecision.upload_id, MatchDecision.report_number)
        .join(MatchDecision, MatchDecision.initiative_id == listed.c.initiative_id)
        .join(Upload, and_(Upload.id == MatchDecision.upload_id, Upload.month == listed.c.last_month))
        .outerjoin(replacing, replacing.id == Upload.replaced_by_id)
        .where(_decided(as_of), _in_force(as_of, replacing))
    )
    return query.cte("newest").prefix_with("MATERIALIZED")


def _decided(as_of: dt.datetime) -> ColumnElement[bool]:
    undone = MatchDecision.undone_at
    return and_(MatchDecision.decided_at <= as_of, or_(undone.is_(None), undone > as_of))


def _in_force(as_of: dt.datetime, replacing: type[Upload]) -> ColumnElement[bool]:
    return and_(
        Upload.uploaded_at <= as_of,
        or_(Upload.withdrawn_at.is_(None), Upload.withdrawn_at > as_of),
        or_(replacing.id.is_(None), replacing.uploaded_at > as_of),
    )


def _place(it: NewestReport) -> Place:
    told: Mapping[str, Mapping[str, str]] = json.loads(it.values_json)
    cell = told.get("title", {}).get("cell") or (None if it.row is None else f"{it.row}:{it.row}")
    return Place(it.source, it.month, it.file_name, it.sheet, cell, it.uploaded_at)
