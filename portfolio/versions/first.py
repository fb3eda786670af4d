"""What follows from reports about initiatives that nobody knew before: there is nothing to compare with."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from portfolio.records import Report
from portfolio.versions import rows
from portfolio.versions.history import Derived, Listing, MonthStatus, Span
from portfolio.versions.lists import Lists, UploadFacts
from portfolio.versions.states import Claim, state_of


def derive_first(
    session: Session, lists: Lists, upload: UploadFacts, reports: Mapping[int, tuple[Report, MonthStatus]]
) -> None:
    """Write what :func:`portfolio.versions.derive` would of initiatives that only one upload tells of.

    Args:
        session: a writer's session.
        lists: all uploads, this one among them.
        upload: the upload, which has just come.
        reports: by the initiative, its only report and how that says it stands.
    """
    is_listed = lists.newest(upload.source_id, upload.uploaded_at) == upload.id
    rows.write_new(
        session,
        {id_: _derived(upload, *told, is_listed=is_listed) for id_, told in reports.items()},
    )


def _derived(upload: UploadFacts, report: Report, month_status: MonthStatus, *, is_listed: bool) -> Derived:
    at = upload.uploaded_at
    claim = Claim(upload.source_id, upload.organisation_id, report.values)
    return Derived(
        versions=(Span(at, None, state_of([claim], (), is_listed=is_listed)),),
        listings=(Span(at, None, Listing(upload.month, upload.month, None)),),
        months={upload.month: (Span(at, None, month_status),)},
    )
