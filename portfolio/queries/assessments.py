"""How far initiatives could be spread, as assessors and lists had told at an instant."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of
from portfolio.process.course import ToldIn
from portfolio.queries.titles import LooseTitle, TitleHomes
from portfolio.queries.told import (
    Homes,
    Saying,
    UploadNote,
    first_said,
    initiatives_of,
    place_of,
    rows_said,
    speaking,
)
from portfolio.records import CellValue
from portfolio.spread.assessments import (
    Advice,
    Answer,
    Assessment,
    AssessmentBook,
    OwnCriterion,
    advice_in,
    newest_first,
)
from portfolio.spread.keeping import answers_of, checks_of
from portfolio.spread.words import HIGHEST_SCORE, AssessmentForm, Domain, domain_of
from portfolio.tables import ListRecord, SpreadAdvice, SpreadAssessment
from portfolio.vocabulary import TableKind

_AFTER_SCORE = re.compile(r"\s*[0-3]\s*[-–:.,;]?\s*(?P<words>\S.*)", re.DOTALL)

_Occasion = tuple[int, int, str, dt.date | None]
"""An upload, an initiative, an assessor and a day: what is one assessment in a list."""


@dataclass(frozen=True, slots=True)
class ListedAssessments:
    """What lists' tables assess.

    Attributes:
        of: initiative -> what lists say of it.
        loose: titles in lists' tables that are those of no one initiative.
    """

    of: Mapping[int, Sequence[Assessment]]
    loose: tuple[LooseTitle, ...]


def read_assessments(session: Session, as_of: dt.datetime, listed: ListedAssessments) -> AssessmentBook:
    """Read all assessments and recommendations that stood at an instant."""
    homes = Homes(session, as_of)
    found: dict[int, list[Assessment]] = defaultdict(list)
    for id_, said in listed.of.items():
        found[id_] += said
    for row in rows_said(session, SpreadAssessment, as_of):
        found[homes.home(row.initiative_id)].append(_of_person(row, homes))
    advice: dict[int, list[Advice]] = defaultdict(list)
    for id_, assessments in found.items():
        advice[id_] += advice_in(assessments)
    for given in rows_said(session, SpreadAdvice, as_of):
        advice[homes.home(given.initiative_id)].append(_advice(given))
    return AssessmentBook(
        of={id_: newest_first(said) for id_, said in found.items()},
        advice={
            id_: tuple(sorted(said, key=lambda it: (it.day, it.known_at), reverse=True))
            for id_, said in advice.items()
            if said
        },
    )


def _of_person(row: SpreadAssessment, homes: Homes) -> Assessment:
    return Assessment(
        id=row.id,
        initiative_id=homes.home(row.initiative_id),
        day=row.day,
        assessor=row.assessor,
        form=row.form,
        answers=answers_of(row.answers_json),
        checks=checks_of(row.checks_json),
        recommendation=row.recommendation,
        text=row.text,
        known_at=row.made_at,
        by=row.made_by,
    )


def _advice(row: SpreadAdvice) -> Advice:
    return Advice(row.recommendation, row.reason, row.advisor, row.day, row.made_at, row.made_by, id=row.id)


def read_listed_assessments(session: Session, as_of: dt.datetime) -> ListedAssessments:
    """Read what lists' tables assess, as known at an instant: the newest list of each source that has such.

    A table tells of the initiative whose row stands in the same file; where none does, of the one that its
    title leads to. One assessment is what one assessor says of an initiative on one day.
    """
    uploads = speaking(session, as_of, [TableKind.ASSESSMENTS])
    if not uploads:
        return ListedAssessments({}, ())
    of_report = initiatives_of(session, as_of, uploads)
    first = first_said(session, as_of, uploads, TableKind.ASSESSMENTS)
    query = select(ListRecord).where(
        ListRecord.upload_id.in_(uploads), ListRecord.kind == TableKind.ASSESSMENTS
    )
    occasions: dict[_Occasion, list[_Line]] = defaultdict(list)
    titles = TitleHomes(session, as_of)
    for record in session.scalars(query.order_by(ListRecord.upload_id, ListRecord.number)):
        upload = uploads[record.upload_id]
        id_ = titles.home(record, upload, of_report.get((record.upload_id, record.report_number or 0)))
        if id_ is not None and record.part:
            line = _line(record, upload, first)
            occasions[upload.id, id_, line.assessor, record.last_date].append(line)
    found: dict[int, list[Assessment]] = defaultdict(list)
    for (_, id_, assessor, day), lines in occasions.items():
        found[id_].append(_of_list(id_, assessor, day, lines))
    return ListedAssessments(found, titles.loose)


@dataclass(frozen=True, slots=True)
class _Line:
    """A domain's score in a list; ``remark_cell`` is where its reason stands."""

    name: str
    assessor: str
    answer: Answer
    known_at: dt.datetime
    remark_cell: str | None


def _line(record: ListRecord, upload: UploadNote, first: Mapping[Saying, dt.datetime]) -> _Line:
    cells = cells_of(record.values_json)
    score = cells.get("score")
    remark = cells.get("remarks")
    reason = _said(remark) or _beside(score)
    told_in = place_of(
        record, upload, None if score is None else score.cell, "" if score is None else score.text
    )
    value = score.value if score is not None and isinstance(score.value, int) else None
    value = value if value in range(HIGHEST_SCORE + 1) else None
    key = (upload.source_id, record.title, record.part, record.state)
    return _Line(
        name=record.part or "",
        assessor=_said(cells.get("assessor")) or "",
        answer=Answer(value, reason, _said(cells.get("evidence")), told_in),
        known_at=first.get(key, upload.at),
        remark_cell=None if remark is None else remark.cell,
    )


def _said(cell: CellValue | None) -> str | None:
    return None if cell is None or cell.value is None else str(cell.value)


def _beside(score: CellValue | None) -> str | None:
    """Give the words that stand after a score in its cell: "3 - stor opbakning"."""
    found = None if score is None else _AFTER_SCORE.fullmatch(score.text or "")
    return None if found is None or found["words"][:1].isdigit() else found["words"]


def _of_list(id_: int, assessor: str, day: dt.date | None, lines: Sequence[_Line]) -> Assessment:
    """Put the lines of one assessment together; what stands beside all of them is of the whole."""
    text, lines = _of_whole(lines)
    answers: dict[Domain, Answer] = {}
    own: list[OwnCriterion] = []
    for line in lines:
        domain = domain_of(line.name)
        if domain is None or domain in answers:
            own.append(OwnCriterion(line.name, line.answer))
        else:
            answers[domain] = line.answer
    return Assessment(
        id=None,
        initiative_id=id_,
        day=day,
        assessor=assessor,
        form=AssessmentForm.LISTED,
        answers=answers,
        checks={},
        recommendation=None,
        text=text,
        known_at=max(line.known_at for line in lines),
        told_in=_place(lines),
        own=tuple(own),
    )


def _of_whole(lines: Sequence[_Line]) -> tuple[str | None, Sequence[_Line]]:
    """Take the remark of a matrix's row off its domains: one cell says it of all of them."""
    cells = {line.remark_cell for line in lines}
    if len(lines) == 1 or len(cells) > 1 or None in cells:
        return None, lines
    text = lines[0].answer.reason
    return text, [replace(line, answer=replace(line.answer, reason=None)) for line in lines]


def _place(lines: Sequence[_Line]) -> ToldIn | None:
    return lines[0].answer.told_in
