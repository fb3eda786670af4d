"""Every version of every process: who made it, why, and whether it is in use."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.process.store import SHIPPED_BY
from portfolio.process.templates import Template, template_of
from portfolio.tables import ProcessTemplate


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """A version of a process.

    Attributes:
        template: the process as it is in this version.
        reason: why it was made; "" where it travels with the program or is a copy's first.
        made_at: when, and ``made_by`` by whom.
        withdrawn_at: when it was taken back, and ``withdrawn_by`` by whom; None: it is in use.
    """

    template: Template
    reason: str
    made_at: dt.datetime
    made_by: str
    withdrawn_at: dt.datetime | None
    withdrawn_by: str | None

    @property
    def is_shipped(self) -> bool:
        """Whether it travels with the program."""
        return self.made_by == SHIPPED_BY


def template_versions(session: Session, as_of: dt.datetime) -> tuple[TemplateVersion, ...]:
    """Give the versions that there were at an instant, process by process, the oldest first."""
    query = select(ProcessTemplate).where(ProcessTemplate.made_at <= as_of)
    rows = session.scalars(query.order_by(ProcessTemplate.template_id, ProcessTemplate.version))
    return tuple(_version(row, as_of) for row in rows)


def has_template(session: Session, template_id: str) -> bool:
    """Tell whether there is, or was, a process with an id."""
    query = select(ProcessTemplate.template_id).where(ProcessTemplate.template_id == template_id)
    return session.scalars(query.limit(1)).first() is not None


def _version(row: ProcessTemplate, as_of: dt.datetime) -> TemplateVersion:
    is_withdrawn = row.withdrawn_at is not None and row.withdrawn_at <= as_of
    return TemplateVersion(
        template=template_of(row.content_json),
        reason=row.reason,
        made_at=row.made_at,
        made_by=row.made_by,
        withdrawn_at=row.withdrawn_at if is_withdrawn else None,
        withdrawn_by=row.withdrawn_by if is_withdrawn else None,
    )
