"""Whether there is a thing with a number: what an address may name."""

from dashboard.data.door import Door
from dashboard.data.portfolios import kept_portfolio
from portfolio.database import reading
from portfolio.jobs import job_facts
from portfolio.moments import Moment
from portfolio.queries import corrections as corrections_query
from portfolio.queries import drafts as drafts_query
from portfolio.queries import ledger as ledger_query
from portfolio.queries import meetings as meetings_query
from portfolio.queries import sources as sources_query
from portfolio.queries import templates as templates_query
from portfolio.queries import uploads as uploads_query
from portfolio.rules.months import danish_day


def has_initiative(door: Door, initiative_id: int) -> bool:
    """Tell whether an initiative with this number is known now, or where it went."""
    known = kept_portfolio(door, door.stamp(), Moment(danish_day(door.clock())))
    if known.snapshot.place(initiative_id) is not None:
        return True
    with reading(door.engine) as session:
        merged = ledger_query.merged_to(session, initiative_id)
        return merged is not None or corrections_query.taken_off(session, initiative_id) is not None


def has_upload(door: Door, upload_id: int) -> bool:
    """Tell whether there is an upload with this number."""
    with reading(door.engine) as session:
        return uploads_query.has_upload(session, upload_id)


def has_job(door: Door, job_id: str) -> bool:
    """Tell whether there is a job with this id."""
    with reading(door.engine) as session:
        return job_facts(session, job_id) is not None


def has_draft(door: Door, draft_id: int) -> bool:
    """Tell whether there is a draft with this number."""
    with reading(door.engine) as session:
        return drafts_query.has_draft(session, draft_id)


def has_source(door: Door, source_id: int) -> bool:
    """Tell whether there is a source with this number."""
    with reading(door.engine) as session:
        return sources_query.has_source(session, source_id)


def has_template(door: Door, template_id: str) -> bool:
    """Tell whether there is, or was, a process with this id."""
    with reading(door.engine) as session:
        return templates_query.has_template(session, template_id)


def has_meeting(door: Door, meeting_id: int) -> bool:
    """Tell whether a meeting with this number was ever planned."""
    with reading(door.engine) as session:
        return meetings_query.has_meeting(session, meeting_id)
