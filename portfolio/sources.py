"""What people say of a source: whose list it is, and how it is read; each can be taken back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.errors import RefusedError, TvaerblikError
from portfolio.profile import Profile, profile_json, profile_of, profile_of_toml, signed
from portfolio.reference import load_reference
from portfolio.source_settings import Settings, differences, settings_json, settings_of, taken_back
from portfolio.store import OrganisationUnknownError
from portfolio.tables import Source, SourceChange

LAST_DAY, LONGEST_SENDER = 31, 200


class SourceUnknownError(TvaerblikError):
    """There is no source with this number."""

    message_id = "source.unknown"

    def __init__(self, source_id: int) -> None:
        super().__init__(source_id=source_id)


class SourceRefusedError(RefusedError):
    """What is said of a source cannot be taken in."""


@dataclass(frozen=True, slots=True)
class Description:
    """What people say of a source.

    Attributes:
        sender: who keeps the list; "" when nobody has said.
        organisation_id: whose list it is; None when nobody has said.
        due_day: the day of the following month that a list is expected by; None leaves it to the rhythm.
    """

    sender: str
    organisation_id: str | None
    due_day: int | None


@dataclass(frozen=True, slots=True)
class SourceChanged:
    """That how a list is read was changed: the change's number, the profile before and after."""

    change_id: int
    before: Profile
    after: Profile


def described(sender: str, organisation_id: str, due_day: str) -> Description:
    """Make a description of what somebody wrote.

    Raises:
        SourceRefusedError: the sender is too long, or the due day is no day of a month.
    """
    said = " ".join(sender.split())
    if len(said) > LONGEST_SENDER:
        raise SourceRefusedError("source.sender_long", limit=LONGEST_SENDER)
    day = due_day.strip()
    if day and not (day.isascii() and day.isdigit() and len(day) < 3 and 1 <= int(day) <= LAST_DAY):
        raise SourceRefusedError("source.day_unreadable", limit=LAST_DAY)
    return Description(said, organisation_id or None, int(day) if day else None)


def profile_sent(file: bytes | None, by: str) -> Profile:
    """Read a profile that somebody sent as a file, and who answers for it here.

    Raises:
        SourceRefusedError: there is no file, or it is no text.
        ProfileRefusedError: it is no profile.
    """
    if not file:
        raise SourceRefusedError("source.profile_missing")
    try:
        text = str(file, "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceRefusedError("source.profile_not_text") from error
    return signed(profile_of_toml(text), by)


def describe_source(
    session: Session, source_id: int, told: Description, *, now: dt.datetime, by: str
) -> int | None:
    """Say who sends a source's list, whose it is and by when it is expected.

    Lists that have come keep the organisation that they came with; the next one has the new.

    Returns:
        The number of the change; None where all was so already.

    Raises:
        SourceUnknownError: there is no such source.
        OrganisationUnknownError: there is no such organisation.
    """
    source = _held(session, source_id)
    if told.organisation_id is not None and told.organisation_id not in _organisations():
        raise OrganisationUnknownError(told.organisation_id)
    profile = replace(profile_of(source.profile_json), due_day=told.due_day)
    return _settle(session, source, Settings(told.sender, told.organisation_id, profile), now, by)


def change_profile(
    session: Session,
    source_id: int,
    change: Callable[[Profile], Profile],
    *,
    now: dt.datetime,
    by: str,
) -> SourceChanged:
    """Change how a source's list is read.

    Raises:
        SourceUnknownError: there is no such source.
        SourceRefusedError: nothing would change, since what was to be changed is there no longer.
    """
    source = _held(session, source_id)
    before = settings_said(source)
    after = replace(before, profile=change(before.profile))
    change_id = _settle(session, source, after, now, by)
    if change_id is None:
        raise SourceRefusedError("source.rule_gone")
    return SourceChanged(change_id, before.profile, after.profile)


def undo_source_change(
    session: Session, source_id: int, change_id: int, *, now: dt.datetime, by: str
) -> None:
    """Take a change of a source back; what else has been changed since stays.

    Raises:
        SourceUnknownError: there is no such source.
        SourceRefusedError: what it changed has been changed again since, or the change is undone already.
    """
    source = _held(session, source_id)
    change = session.get(SourceChange, change_id, populate_existing=True)
    if change is None or change.source_id != source_id or change.undone_at is not None:
        raise SourceRefusedError("source.change_undone")
    former = taken_back(settings_said(source), settings_of(change.settings_json))
    if former is None:
        raise SourceRefusedError("source.changed_since")
    _say(source, former)
    change.undone_at, change.undone_by = now, by


def settings_said(source: Source) -> Settings:
    """Give what people have said of a source."""
    return Settings(source.sender, source.organisation_id, profile_of(source.profile_json))


def _settle(session: Session, source: Source, after: Settings, now: dt.datetime, by: str) -> int | None:
    """Let a source be as somebody says, and remember what was said before; None: it is so already."""
    changes = differences(settings_said(source), after)
    if not changes:
        return None
    _say(source, after)
    kept = SourceChange(
        source_id=source.id, settings_json=settings_json(changes), changed_at=now, changed_by=by
    )
    session.add(kept)
    session.flush()
    return kept.id


def _say(source: Source, told: Settings) -> None:
    source.sender, source.organisation_id = told.sender, told.organisation_id
    if profile_of(source.profile_json) != told.profile:
        source.profile_json = profile_json(told.profile)


def _organisations() -> frozenset[str]:
    return frozenset(it.id for it in load_reference().organisations)


def _held(session: Session, source_id: int) -> Source:
    """Give a source, held until the end of the transaction, so that two people change it in turn."""
    found = session.scalars(select(Source).where(Source.id == source_id).with_for_update()).one_or_none()
    if found is None:
        raise SourceUnknownError(source_id)
    return found
