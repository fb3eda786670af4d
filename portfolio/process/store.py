"""Templates in the database: the shipped ones, their later versions, and those that people make."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.corrections import read_reason
from portfolio.errors import RefusedError
from portfolio.identity import wait_in_line
from portfolio.marks import Part, touch
from portfolio.process.templates import (
    Template,
    TemplateRefusedError,
    checked,
    is_same,
    shipped_templates,
    template_json,
    template_of,
)
from portfolio.rules.likeness import fold
from portfolio.tables import ProcessTemplate, TemplateWithdrawal
from portfolio.vocabulary import TemplateOrigin

SHIPPED_BY = "Tværblik"
_SHIPPED_AT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Before anything else that is known: the portfolio of any day has the shipped processes."""

_LONGEST_ID = 48


class TemplateUnknownError(RefusedError):
    """There is no such process, or no such version of it."""

    def __init__(self, template: str) -> None:
        super().__init__("steps.template_unknown", template=template)


class TemplateMovedError(RefusedError):
    """Somebody else has made a newer version of a process since it was shown."""

    def __init__(self, template: str) -> None:
        super().__init__("steps.template_moved", template=template)


def store_shipped_templates(session: Session) -> None:
    """Keep the shipped templates; one that a release changed becomes a new version.

    Where people have made a version of their own, it stays the newest: the shipped one is kept before it only
    as what it is, and nothing changes for anybody.
    """
    for shipped in shipped_templates():
        rows = _versions(session, shipped.id)
        if any(row.made_by == SHIPPED_BY and is_same(template_of(row.content_json), shipped) for row in rows):
            continue
        if any(row.made_by != SHIPPED_BY for row in rows):
            continue
        _add(session, replace(shipped, version=len(rows) + 1), "", _SHIPPED_AT, SHIPPED_BY)


def add_version(
    session: Session, template: Template, *, after: int, reason: str, now: dt.datetime, by: str
) -> Template:
    """Make a new version of a process; initiatives keep the one they began under.

    Args:
        session: a writer's session.
        template: the process with its new steps.
        after: the version that was changed.
        reason: why.
        now: the instant, aware.
        by: who.

    Raises:
        TemplateRefusedError: no initiative could go through it.
        TemplateUnknownError: there is no such process.
        TemplateMovedError: there is a newer version than the one that was changed.
        CorrectionRefusedError: no reason is given.
    """
    said = read_reason(reason)
    wait_in_line(session)
    newest = newest_version(session, template.id)
    if newest.version != after:
        raise TemplateMovedError(newest.name.da)
    made = checked(replace(template, version=newest.version + 1, origin=TemplateOrigin.PEOPLE))
    if is_same(made, newest):
        raise TemplateRefusedError("steps.template_unchanged")
    _add(session, made, said, now, by)
    return made


def copy_template(session: Session, template_id: str, name: str, *, now: dt.datetime, by: str) -> Template:
    """Make a process of its own from the newest version of another.

    Raises:
        TemplateUnknownError: there is no such process.
        TemplateRefusedError: it has no name, or one that another has.
    """
    wait_in_line(session)
    newest = newest_version(session, template_id)
    said = " ".join(name.split())
    id_ = fold(said).replace(" ", "-")[:_LONGEST_ID]
    if not id_:
        raise TemplateRefusedError("steps.name_missing")
    if _versions(session, id_):
        raise TemplateRefusedError("steps.name_taken", name=said)
    label = replace(newest.name, da=said, en=said)
    made = replace(
        newest,
        id=id_,
        version=1,
        name=label,
        short_name=label,
        origin=TemplateOrigin.PEOPLE,
        named=(),
        base=newest.base or newest.id,
    )
    _add(session, checked(made), "", now, by)
    return made


def withdraw_version(session: Session, template_id: str, version: int, *, now: dt.datetime, by: str) -> None:
    """Take a version of a process back: the one before is the newest again, and initiatives keep theirs.

    Raises:
        TemplateUnknownError: there is no such version in use.
    """
    wait_in_line(session)
    row = session.get(ProcessTemplate, (template_id, version))
    if row is None or row.made_by == SHIPPED_BY or _withdrawal(session, template_id, version) is not None:
        raise TemplateUnknownError(template_id)
    session.add(TemplateWithdrawal(template_id=template_id, version=version, made_at=now, made_by=by))
    session.flush()
    touch(session, Part.PROCESS)


def bring_back_version(
    session: Session, template_id: str, version: int, *, now: dt.datetime, by: str
) -> None:
    """Put a version that was taken back in use again; who made it and when stays, and that it was away.

    Raises:
        TemplateUnknownError: there is no such version that was taken back.
    """
    wait_in_line(session)
    withdrawal = _withdrawal(session, template_id, version)
    if withdrawal is None:
        raise TemplateUnknownError(template_id)
    withdrawal.undone_at, withdrawal.undone_by = now, by
    session.flush()
    touch(session, Part.PROCESS)


def newest_version(session: Session, template_id: str) -> Template:
    """Give the newest version of a process that is in use.

    Raises:
        TemplateUnknownError: there is no such process.
    """
    standing = select(TemplateWithdrawal.version).where(
        TemplateWithdrawal.template_id == template_id, TemplateWithdrawal.undone_at.is_(None)
    )
    withdrawn = set(session.scalars(standing))
    rows = [row for row in _versions(session, template_id) if row.version not in withdrawn]
    if not rows:
        raise TemplateUnknownError(template_id)
    return template_of(rows[-1].content_json)


def template_version(session: Session, template_id: str, version: int) -> Template:
    """Give a version of a process, also one that was taken back.

    Raises:
        TemplateUnknownError: there is no such version.
    """
    row = session.get(ProcessTemplate, (template_id, version))
    if row is None:
        raise TemplateUnknownError(template_id)
    return template_of(row.content_json)


def _withdrawal(session: Session, template_id: str, version: int) -> TemplateWithdrawal | None:
    """Give that a version is taken back; None: it is in use, or not there."""
    query = select(TemplateWithdrawal).where(
        TemplateWithdrawal.template_id == template_id,
        TemplateWithdrawal.version == version,
        TemplateWithdrawal.undone_at.is_(None),
    )
    return session.scalars(query).first()


def _versions(session: Session, template_id: str) -> list[ProcessTemplate]:
    query = select(ProcessTemplate).where(ProcessTemplate.template_id == template_id)
    return list(session.scalars(query.order_by(ProcessTemplate.version)))


def _add(session: Session, template: Template, reason: str, now: dt.datetime, by: str) -> None:
    session.add(
        ProcessTemplate(
            template_id=template.id,
            version=template.version,
            origin=template.origin,
            content_json=template_json(template),
            reason=reason,
            made_at=now,
            made_by=by,
        )
    )
    session.flush()
    touch(session, Part.PROCESS)
