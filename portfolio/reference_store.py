"""Writes the reference data into its tables; the same again changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Integer, delete, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portfolio.reference import Reference
from portfolio.tables import (
    Agreement,
    Base,
    FocusArea,
    Goal,
    Organisation,
    OrganisationMember,
    OrganisationSuccessor,
)
from portfolio.tables.base import table_of

Row = Mapping[str, Any]
"""A row for an insert: column names to values of the columns' own types."""


def store_reference(session: Session, reference: Reference) -> None:
    """Write organisations, members, successors, agreements, focus areas and goals, for others to point at.

    Rows that others point at are updated in place and never deleted; members and successors are written anew.
    """
    ordered = sorted(reference.organisations, key=lambda row: row.region is not None)  # pointed at by others
    _upsert(session, Organisation, _kept(Organisation, ordered, region="region_id"))
    members = {"organisation": "organisation_id", "member": "member_id"}
    _rewrite(session, OrganisationMember, _kept(OrganisationMember, reference.memberships, **members))
    successors = {"organisation": "organisation_id", "successor": "successor_id"}
    _rewrite(
        session, OrganisationSuccessor, _kept(OrganisationSuccessor, reference.successions, **successors)
    )
    _upsert(session, Agreement, _kept(Agreement, reference.agreements, region="region_id"))
    _upsert(session, FocusArea, _kept(FocusArea, reference.focus_areas, agreement="agreement_id"))
    _upsert(session, Goal, _kept(Goal, reference.goals, focus_area="focus_area_id"))


def _kept(model: type[Base], rows: Iterable[Any], **names: str) -> list[Row]:
    """Give what a table keeps of some rows; the names of columns that point at others are told.

    Relations have numbers of the table's own, and ids of the reference's, which it does not keep.
    """
    table = table_of(model)
    columns = {it.name for it in table.columns if not isinstance(it.type, Integer) or it.name != "id"}
    renamed = ({names.get(name, name): value for name, value in asdict(row).items()} for row in rows)
    return [{name: value for name, value in row.items() if name in columns} for row in renamed]


def _upsert(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    table = table_of(model)
    statement = dialect.insert(table)
    changes = {
        column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key
    }
    session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes), list(rows))


def _rewrite(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    session.execute(delete(model))
    session.execute(insert(model), list(rows))
