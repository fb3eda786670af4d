"""Assessments and cores; a test names only what it is about."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portfolio.queries.assessments import read_assessments, read_listed_assessments
from portfolio.records import TableReading
from portfolio.spread.assessments import Answer, Assessment, AssessmentBook
from portfolio.spread.core import CorePart
from portfolio.spread.words import AssessmentForm, Domain, Recommendation, SpreadCheck
from portfolio.vocabulary import TableKind
from tests.builders.uploads import FIRST_INSTANT, make_report, make_table


def scored(**scores: int | None) -> dict[Domain, Answer]:
    """Give answers by the domain's code: ``scored(evidence=2)``."""
    return {Domain(name): Answer(score) for name, score in scores.items()}


def assessment(
    assessor: str = "Hvidovre",
    day: dt.date = dt.date(2026, 9, 1),
    *,
    number: int = 1,
    checks: Mapping[SpreadCheck, bool | None] | None = None,
    recommendation: Recommendation | None = None,
    **scores: int | None,
) -> Assessment:
    """Make an assessment; scores by the domain's code."""
    return Assessment(
        id=number,
        initiative_id=1,
        day=day,
        assessor=assessor,
        form=AssessmentForm.SHORT,
        answers=scored(**scores),
        checks=checks or {},
        recommendation=recommendation,
        text=None,
        known_at=FIRST_INSTANT,
        by="konsulent",
    )


def assessment_book(session: Session, as_of: dt.datetime) -> AssessmentBook:
    """Read all assessments of people and lists."""
    return read_assessments(session, as_of, read_listed_assessments(session, as_of))


def fixed(text: str, key: str = "") -> CorePart:
    """Make a fixed part of a core."""
    return CorePart(key, text, is_fixed=True)


def adaptable(text: str, key: str = "") -> CorePart:
    """Make a part of a core that may be adapted."""
    return CorePart(key, text, is_fixed=False)


def scores_in_list(*rows: tuple[str, str, int | None], **beside: object) -> TableReading:
    """Make a table of assessments: a row is a title, a domain and a score; ``beside`` stands in each."""
    reports = [
        make_report(row, sheet="Spredning", title=title, domain=domain, score=score, **beside)
        for row, (title, domain, score) in enumerate(rows, 2)
    ]
    return make_table(*reports, kind=TableKind.ASSESSMENTS, sheet="Spredning")
