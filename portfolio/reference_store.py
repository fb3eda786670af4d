"""Writes the reference data into its tables; the same again changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Table, delete, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portfolio.reference import Reference, load_reference
from portfolio.tables import (
    Agreement,
    Base,
    FocusArea,
    Goal,
    Organisation,
    OrganisationMember,
    OrganisationSuccessor,
)

Row = Mapping[str, Any]
"""A row for an insert: column names to values of the columns' own types."""


def store_reference(session: Session) -> None:
    """Write organisations, members, successors, agreements, focus areas and goals.

    Rows that others point at are updated in place and never deleted; members and successors are written anew.
    """
    reference = load_reference()
    _upsert(session, Organisation, _organisations(reference))
    _rewrite(session, OrganisationMember, _members(reference))
    _rewrite(session, OrganisationSuccessor, _successors(reference))
    _upsert(session, Agreement, [_renamed(asdict(row), region="region_id") for row in reference.agreements])
    _upsert(
        session, FocusArea, [_renamed(asdict(row), agreement="agreement_id") for row in reference.focus_areas]
    )
    _upsert(session, Goal, [_renamed(asdict(row), focus_area="focus_area_id") for row in reference.goals])


def _organisations(reference: Reference) -> list[Row]:
    """Give the organisations, regions first, since the others point at theirs."""
    ordered = sorted(reference.organisations, key=lambda row: row.region is not None)
    return [_renamed(asdict(row), region="region_id") for row in ordered]


def _members(reference: Reference) -> list[Row]:
    names = {"organisation": "organisation_id", "member": "member_id"}
    return [_renamed(asdict(row), **names) for row in reference.memberships]


def _successors(reference: Reference) -> list[Row]:
    names = {"organisation": "organisation_id", "successor": "successor_id"}
    return [_renamed(asdict(row), **names) for row in reference.successions]


def _renamed(row: dict[str, Any], **names: str) -> Row:
    return {names.get(name, name): value for name, value in row.items()}


def _upsert(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 -- tells the type checker what a declared class always has
    statement = dialect.insert(table)
    changes = {
        column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key
    }
    session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes), list(rows))


def _rewrite(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    session.execute(delete(model))
    session.execute(insert(model), list(rows))
