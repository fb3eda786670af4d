"""What people say of a source: whose list it is, and how it is read; each can be taken back."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.errors import RefusedError, TvaerblikError
from portfolio.profile import Profile, profile_json, profile_of, profile_of_toml, signed
from portfolio.reference import load_reference
from portfolio.store import OrganisationUnknownError
from portfolio.tables import Source

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


def describe_source(session: Session, source_id: int, told: Description) -> Description:
    """Say who sends a source's list, whose it is and by when it is expected, and give what was said before.

    Lists that have come keep the organisation that they came with; the next one has the new.

    Raises:
        SourceUnknownError: there is no such source.
        OrganisationUnknownError: there is no such organisation.
    """
    source = _held(session, source_id)
    if told.organisation_id is not None and told.organisation_id not in _organisations():
        raise OrganisationUnknownError(told.organisation_id)
    profile = profile_of(source.profile_json)
    before = Description(source.sender, source.organisation_id, profile.due_day)
    source.sender, source.organisation_id = told.sender, told.organisation_id
    if profile.due_day != told.due_day:
        source.profile_json = profile_json(replace(profile, due_day=told.due_day))
    return before


def change_profile(
    session: Session, source_id: int, change: Callable[[Profile], Profile]
) -> tuple[Profile, Profile]:
    """Change how a source's list is read, and give the profile before and after.

    Raises:
        SourceUnknownError: there is no such source.
        SourceRefusedError: nothing would change, since what was to be changed is there no longer.
    """
    source = _held(session, source_id)
    before = profile_of(source.profile_json)
    after = change(before)
    if after == before:
        raise SourceRefusedError("source.rule_gone")
    source.profile_json = profile_json(after)
    return before, after


def restore_profile(session: Session, source_id: int, former: Profile, stamp: str) -> None:
    """Take a change of a profile back.

    Args:
        session: a writer's session.
        source_id: the source.
        former: the profile as it was.
        stamp: of the profile that the change led to.

    Raises:
        SourceUnknownError: there is no such source.
        SourceRefusedError: the profile has been changed again since.
    """
    source = _held(session, source_id)
    if profile_stamp(profile_of(source.profile_json)) != stamp:
        raise SourceRefusedError("source.changed_since")
    source.profile_json = profile_json(former)


def profile_stamp(profile: Profile) -> str:
    """Give a short text that differs when a profile does."""
    return hashlib.sha256(profile_json(profile).encode()).hexdigest()[:16]


def _organisations() -> frozenset[str]:
    return frozenset(it.id for it in load_reference().organisations)


def _held(session: Session, source_id: int) -> Source:
    """Give a source, held until the end of the transaction, so that two people change it in turn."""
    found = session.scalars(select(Source).where(Source.id == source_id).with_for_update()).one_or_none()
    if found is None:
        raise SourceUnknownError(source_id)
    return found
