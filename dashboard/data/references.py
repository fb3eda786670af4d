"""Reference data in force, as edited by people."""

from dashboard.data.door import DAYS_KEPT, Door, door_here, is_present, kept, moment_here, stamps_here
from portfolio.database import reading
from portfolio.moments import Moment
from portfolio.reference import Reference
from portfolio.reference_edits import EditedReference, edited_until, known_until
from portfolio.reference_edits import edited_reference as read_edited


@kept(1)
def kept_edited(door: Door, mark: str) -> EditedReference:
    """Read the edits of reference data."""
    with reading(door.engine) as session:
        return read_edited(session, mark)


@kept(DAYS_KEPT)
def kept_reference_then(door: Door, mark: str, moment: Moment) -> Reference:
    """Give the reference data as known at a moment."""
    return known_until(kept_edited(door, mark), moment.instant)


def reference_in_force() -> Reference:
    """Give the reference data in force now."""
    return kept_edited(door_here(), stamps_here().reference).reference


def edited_reference() -> EditedReference:
    """Give the reference data in force with people's edits of it, as they were on the day seen from."""
    known = kept_edited(door_here(), stamps_here().reference)
    return known if is_present() else edited_until(known, moment_here().instant)
