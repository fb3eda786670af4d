"""Corrections: what a person sets over what the lists say, undone again, or kept when a list moves.

A correction never edits a report. One stands for each field at most: a new one takes the place of the one
before. Versions are derived again in the same transaction.
"""

import datetime as dt
import unicodedata
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import canonical_json, value_data, value_of_text
from portfolio.errors import RefusedError, TvaerblikError
from portfolio.fields import FIELDS, Field, ValueKind
from portfolio.identity import InitiativeUnknownError, moment_for, wait_in_line
from portfolio.records import FuzzyDate, Value
from portfolio.reference import load_reference
from portfolio.tables import FOREVER, Correction, Version
from portfolio.versions import derive
from portfolio.versions.reported import reported_values
from portfolio.vocabulary import OrganisationKind

LONGEST_TITLE = 300
LONGEST_TEXT = 5000
LONGEST_REASON = 300
FEWEST_REASON_LETTERS = 3
LARGEST_NUMBER = 1_000_000_000_000
"""More kroner than a region has, and more citizens than there are."""

_FIRST_DAY, _LAST_DAY = dt.date(1990, 1, 1), dt.date(2099, 12, 31)


class CorrectionRefusedError(RefusedError):
    """A value that a field cannot hold, or a correction without a reason."""


class CorrectionUnknownError(TvaerblikError):
    """There is no such correction, or it has been undone already."""

    message_id = "correction.unknown"

    def __init__(self, correction_id: int) -> None:
        super().__init__(correction_id=correction_id)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was corrected.

    Attributes:
        id: the correction.
        initiative_id: what it is about.
        field: the field.
        ends_before_start: the initiative now ends before it begins, which is told and not refused.
    """

    id: int
    initiative_id: int
    field: str
    ends_before_start: bool


def correct(
    session: Session,
    initiative_id: int,
    field: str,
    value: Value | None,
    *,
    reason: str,
    now: dt.datetime,
    by: str,
) -> Corrected:
    """Set a field's value over what the lists say; None: it is not stated.

    Raises:
        InitiativeUnknownError: nothing is known of the initiative.
        CorrectionRefusedError: the field cannot hold the value, or there is no reason.
    """
    checked, said = check_value(field, value), read_reason(reason)
    wait_in_line(session)
    _ensure_known(session, initiative_id)
    at = moment_for(session, [initiative_id], now)
    _undo_standing(session, initiative_id, field, at, by)
    return _add(session, initiative_id, field, checked, said, at, by)


def undo_correction(session: Session, correction_id: int, *, now: dt.datetime, by: str) -> Corrected:
    """Undo a correction: what the lists say counts again.

    Raises:
        CorrectionUnknownError: there is none such that stands.
    """
    wait_in_line(session)
    found = _standing(session, correction_id)
    at = moment_for(session, [found.initiative_id], now)
    found.undone_at, found.undone_by = at, by
    session.flush()
    derive(session, [found.initiative_id], since=at)
    return Corrected(found.id, found.initiative_id, found.field, ends_before_start=False)


def keep_correction(session: Session, correction_id: int, *, now: dt.datetime, by: str) -> Corrected:
    """Confirm a correction against what the lists say now, for the reason that it was made.

    Raises:
        CorrectionUnknownError: there is none such that stands.
        InitiativeUnknownError: nothing is known of the initiative any more.
    """
    wait_in_line(session)
    found = _standing(session, correction_id)
    _ensure_known(session, found.initiative_id)
    at = moment_for(session, [found.initiative_id], now)
    found.undone_at, found.undone_by = at, by
    session.flush()
    value = value_of_text(found.value_json)
    return _add(session, found.initiative_id, found.field, value, found.reason, at, by)


def read_reason(text: str) -> str:
    """Give a reason as one line.

    Raises:
        CorrectionRefusedError: there is none, or it is too long.
    """
    reason = " ".join(clean_text(text).split())
    if len(reason) < FEWEST_REASON_LETTERS:
        raise CorrectionRefusedError("correction.reason_missing")
    if len(reason) > LONGEST_REASON:
        raise CorrectionRefusedError("correction.too_long", limit=LONGEST_REASON)
    return reason


def clean_text(text: str) -> str:
    """Give a text that can be stored and shown: without signs that nobody sees, lines kept."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign == "\n" or sign.isprintable()).strip()


def check_value(field: str, value: Value | None) -> Value | None:
    """Give a value as the field holds it; None: it is not stated.

    Raises:
        CorrectionRefusedError: there is no such field, or it cannot hold the value.
    """
    known = FIELDS.get(field)
    if known is None:
        raise CorrectionRefusedError("correction.field_unknown")
    if value is None:
        if field == "title":
            raise CorrectionRefusedError("correction.title_missing")
        return None
    return _CHECKS[known.kind](known, value)


def _text(field: Field, value: Value) -> Value:
    text = clean_text(value) if isinstance(value, str) else ""
    if not text:
        raise CorrectionRefusedError("correction.empty")
    limit = LONGEST_TITLE if field.name == "title" else LONGEST_TEXT
    if len(text) > limit:
        raise CorrectionRefusedError("correction.too_long", limit=limit)
    return " ".join(text.split()) if field.name == "title" else text


def _code(field: Field, value: Value) -> Value:
    if field.codes is None or value not in set(field.codes):
        raise CorrectionRefusedError("correction.code_unknown")
    return str(value)


def _municipalities(_field: Field, value: Value) -> Value:
    known = {row.id for row in load_reference().organisations if row.kind is OrganisationKind.MUNICIPALITY}
    if not isinstance(value, tuple) or not known.issuperset(value):
        raise CorrectionRefusedError("correction.municipality_unknown")
    if not value:
        raise CorrectionRefusedError("correction.empty")
    return tuple(sorted(set(value)))


def _date(_field: Field, value: Value) -> Value:
    if not isinstance(value, FuzzyDate):
        raise CorrectionRefusedError("correction.date_unreadable")
    days = [day for day in (value.first, value.last) if day is not None]
    if not all(_FIRST_DAY <= day <= _LAST_DAY for day in days):
        raise CorrectionRefusedError("correction.date_far")
    if len(days) == 2 and days[0] > days[1]:
        raise CorrectionRefusedError("correction.date_backwards")
    return value


def _whole(_field: Field, value: Value) -> Value:
    if (
        not isinstance(value, int)
        or isinstance(value, bool)
        or not -LARGEST_NUMBER <= value <= LARGEST_NUMBER
    ):
        raise CorrectionRefusedError("correction.number_unreadable")
    return value


def _share(_field: Field, value: Value) -> Value:
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise CorrectionRefusedError("correction.share_unreadable")
    return float(value)


_CHECKS = {
    ValueKind.TEXT: _text,
    ValueKind.CODE: _code,
    ValueKind.MUNICIPALITIES: _municipalities,
    ValueKind.DATE: _date,
    ValueKind.INTEGER: _whole,
    ValueKind.AMOUNT: _whole,
    ValueKind.SHARE: _share,
}


def _ensure_known(session: Session, initiative_id: int) -> None:
    query = select(Version.initiative_id).where(
        Version.initiative_id == initiative_id, Version.known_to == FOREVER
    )
    if session.scalars(query).first() is None:
        raise InitiativeUnknownError(initiative_id)


def _standing(session: Session, correction_id: int) -> Correction:
    found = session.get(Correction, correction_id, populate_existing=True)
    if found is None or found.undone_at is not None:
        raise CorrectionUnknownError(correction_id)
    return found


def _undo_standing(session: Session, initiative_id: int, field: str, at: dt.datetime, by: str) -> None:
    query = select(Correction).where(
        Correction.initiative_id == initiative_id, Correction.field == field, Correction.undone_at.is_(None)
    )
    for earlier in session.scalars(query):
        earlier.undone_at, earlier.undone_by = at, by
    session.flush()


def _add(
    session: Session,
    initiative_id: int,
    field: str,
    value: Value | None,
    reason: str,
    at: dt.datetime,
    by: str,
) -> Corrected:
    reported = reported_values(session, [initiative_id], at)[initiative_id].get(field)
    made = Correction(
        initiative_id=initiative_id,
        field=field,
        value_json=canonical_json(value_data(value)),
        reported_json=canonical_json(value_data(reported)),
        reason=reason,
        corrected_at=at,
        corrected_by=by,
    )
    session.add(made)
    session.flush()
    derive(session, [initiative_id], since=at)
    return Corrected(made.id, initiative_id, field, _ends_before_start(session, initiative_id))


def _ends_before_start(session: Session, initiative_id: int) -> bool:
    query = select(Version.start_first, Version.end_last).where(
        Version.initiative_id == initiative_id, Version.known_to == FOREVER
    )
    start, end = session.execute(query).one()
    return start is not None and end is not None and end < start


def is_moved(reported_json: str | None, reported_now: Value | None) -> bool:
    """Tell whether lists say something else now than when it was corrected; None: nobody noted it then."""
    return reported_json is not None and value_of_text(reported_json) != reported_now
