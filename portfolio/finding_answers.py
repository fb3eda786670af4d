"""What people said to the findings of an upload: kept with it, and why."""

import datetime as dt

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portfolio.drafts import Answers, finding_key
from portfolio.profile import MutedRule, Profile
from portfolio.profile.choosing import chosen
from portfolio.records import Reading
from portfolio.tables import FindingAnswer
from portfolio.vocabulary import AnswerKind


def keep_answers(
    session: Session, upload_id: int, reading: Reading, answers: Answers, *, now: dt.datetime, by: str
) -> None:
    """Keep the answers to an upload's findings, by the findings' numbers in it."""
    rows = [
        {
            "upload_id": upload_id,
            "finding_number": number,
            "kind": said.kind,
            "reason": said.reason,
            "answered_at": said.at or now,
            "answered_by": said.by or by,
        }
        for number, finding in enumerate(reading.findings, 1)
        if (said := answers.findings.get(finding_key(finding.id, finding.sheet, finding.cell))) is not None
    ]
    if rows:
        session.execute(insert(FindingAnswer), rows)


def with_mutings(
    profile: Profile, reading: Reading, answers: Answers, *, now: dt.datetime, by: str
) -> Profile:
    """Give a source's profile with what was muted in an upload, so that it is not told next time."""
    for finding in reading.findings:
        said = answers.findings.get(finding_key(finding.id, finding.sheet, finding.cell))
        if said is not None and said.kind is AnswerKind.MUTED:
            profile = chosen(profile, MutedRule(finding.id, "", said.reason, said.by or by, said.at or now))
    return profile
