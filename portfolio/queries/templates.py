"""Every version of every process: who made it, why, and whether it is in use."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.process.store import SHIPPED_BY
from portfolio.process.templates import Template, template_of
from portfolio.tables import ProcessTemplate, TemplateWithdrawal


@dataclass(frozen=True, slots=True)
class Away:
    """That a version was taken back, and brought back again; ``until`` is None where it was not."""

    since: dt.datetime
    by: str
    until: dt.datetime | None
    until_by: str | None

    def holds(self, at: dt.datetime) -> bool:
        """Tell whether it was away at an instant."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """A version of a process.

    Attributes:
        template: the process as it is in this version.
        reason: why it was made; "" where it travels with the program or is a copy's first.
        made_at: when, and ``made_by`` by whom.
        away: the times that it was taken back, the first first.
    """

    template: Template
    reason: str
    made_at: dt.datetime
    made_by: str
    away: tuple[Away, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is taken back."""
        return bool(self.away) and self.away[-1].until is None

    def was_in_use(self, at: dt.datetime) -> bool:
        """Tell whether it was in use at an instant."""
        return self.made_at <= at and not any(it.holds(at) for it in self.away)

    @property
    def is_shipped(self) -> bool:
        """Whether it travels with the program."""
        return self.made_by == SHIPPED_BY


def template_versions(session: Session, as_of: dt.datetime) -> tuple[TemplateVersion, ...]:
    """Give the versions that there were at an instant, process by process, the oldest first."""
    query = select(ProcessTemplate).where(ProcessTemplate.made_at <= as_of)
    rows = session.scalars(query.order_by(ProcessTemplate.template_id, ProcessTemplate.version))
    away = _away(session, as_of)
    return tuple(_version(row, away[row.template_id, row.version]) for row in rows)


def _away(session: Session, as_of: dt.datetime) -> dict[tuple[str, int], list[Away]]:
    """Give when each version was taken back and brought back, as known at an instant."""
    query = select(TemplateWithdrawal).where(TemplateWithdrawal.made_at <= as_of)
    found: dict[tuple[str, int], list[Away]] = defaultdict(list)
    for row in session.scalars(query.order_by(TemplateWithdrawal.id)):
        is_back = row.undone_at is not None and row.undone_at <= as_of
        back = (row.undone_at, row.undone_by) if is_back else (None, None)
        found[row.template_id, row.version].append(Away(row.made_at, row.made_by, *back))
    return found


def has_template(session: Session, template_id: str) -> bool:
    """Tell whether there is, or was, a process with an id."""
    query = select(ProcessTemplate.template_id).where(ProcessTemplate.template_id == template_id)
    return session.scalars(query.limit(1)).first() is not None


def _version(row: ProcessTemplate, away: list[Away]) -> TemplateVersion:
    return TemplateVersion(
        template=template_of(row.content_json),
        reason=row.reason,
        made_at=row.made_at,
        made_by=row.made_by,
        away=tuple(away),
    )
