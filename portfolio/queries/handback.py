"""What goes back to a list's sender: the questions to its cells, and our ids of its rows."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portfolio.encoding import columns_of, values_of
from portfolio.findings import Finding
from portfolio.handback import GivenId, ListPlace, SenderQuestion, question_of
from portfolio.records import SenderAnswer as GivenAnswer
from portfolio.records import Value
from portfolio.row_names import NamedRow, RowName, RowNames, names_of, rows_asked
from portfolio.tables import (
    FOREVER,
    FindingAnswer,
    MatchDecision,
    Report,
    SenderAnswer,
    Upload,
    UploadFinding,
    UploadTable,
    Version,
)
from portfolio.versions.facts import DECIDED, read_lists
from portfolio.vocabulary import Severity, TableKind

_ASKED = (Severity.ERROR, Severity.WARNING)
"""Findings that a sender is asked about; the others are only good to know."""


@dataclass(frozen=True, slots=True)
class HandBackFacts:
    """What a hand-back is made of.

    Attributes:
        file_name: what the sender calls the file.
        format: what it is.
        kept_path: where among the kept files it lies; None: it was not kept.
        questions: what is asked, without what somebody has accepted or muted.
        lists: where its lists stand, and our ids of their rows.
    """

    file_name: str
    format: str
    kept_path: str | None
    questions: tuple[SenderQuestion, ...]
    lists: tuple[ListPlace, ...]


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """What a sender answered to a question of ours; ``message`` is "" where the question is not known."""

    question_id: str
    message: str
    text: str
    sheet: str | None
    cell: str


def hand_back_facts(session: Session, upload_id: int) -> HandBackFacts | None:
    """Give what a hand-back of an upload is made of; None: there is no such upload."""
    upload = session.get(Upload, upload_id)
    if upload is None:
        return None
    return HandBackFacts(
        file_name=upload.file_name,
        format=upload.format,
        kept_path=upload.kept_path,
        questions=_questions(session, upload_id),
        lists=_lists(session, upload_id),
    )


def _questions(session: Session, upload_id: int) -> tuple[SenderQuestion, ...]:
    findings = unanswered(session, upload_id)
    names = row_names(session, upload_id, findings)
    return tuple(question_of(finding, names) for finding in findings)


def row_names(session: Session, upload_id: int, findings: Sequence[Finding]) -> RowNames:
    """Give the names of the rows of an upload in which findings are."""
    rows = rows_asked(findings)
    if not rows:
        return {}
    columns = select(Report.sheet, Report.row, Report.column, Report.title, Report.key)
    query = columns.where(Report.upload_id == upload_id, or_(Report.row.in_(rows), Report.row.is_(None)))
    found = session.execute(query.order_by(Report.number))
    named = (NamedRow(it[0], it[1], it[2], RowName(it[3], it[4] or "")) for it in found)
    return names_of(findings, named)


def sender_answers(session: Session, upload_id: int) -> tuple[AnsweredQuestion, ...]:
    """Give what the sender wrote in a list about questions to the source's earlier lists."""
    query = select(SenderAnswer).where(SenderAnswer.upload_id == upload_id).order_by(SenderAnswer.number)
    found = session.scalars(query).all()
    source_id = session.scalar(select(Upload.source_id).where(Upload.id == upload_id))
    asked = messages_of(session, source_id, {answer.question_id for answer in found})
    return _answered(found, asked)


def told_answers(
    session: Session, source_id: int | None, answers: Sequence[GivenAnswer]
) -> tuple[AnsweredQuestion, ...]:
    """Give answers that stand in a list which is not stored yet, with the questions of the source's lists."""
    asked = messages_of(session, source_id, {answer.question_id for answer in answers})
    return _answered(answers, asked)


def _answered(
    answers: Iterable[SenderAnswer | GivenAnswer], asked: Mapping[str, str]
) -> tuple[AnsweredQuestion, ...]:
    return tuple(
        AnsweredQuestion(it.question_id, asked.get(it.question_id, ""), it.text, it.sheet, it.cell)
        for it in answers
    )


def messages_of(session: Session, source_id: int | None, question_ids: Iterable[str]) -> dict[str, str]:
    """Give what was asked in questions to a source, by their ids; those nobody knows are left out."""
    wanted = set(question_ids)
    if source_id is None or not wanted:
        return {}
    query = (
        select(*_COLUMNS)
        .join(Upload, Upload.id == UploadFinding.upload_id)
        .where(Upload.source_id == source_id, UploadFinding.severity.in_(_ASKED))
    )
    questions = (question_of(_finding(row)) for row in session.execute(query))
    return {question.id: question.message for question in questions if question.id in wanted}


def template_rows(session: Session, source_id: int) -> list[tuple[dict[str, Value], int]]:
    """Give what is known now of the initiatives of a source's newest list, in its order, with our ids."""
    newest = read_lists(session).newest(source_id, FOREVER)
    query = (
        select(MatchDecision.initiative_id, Version.values_json)
        .join(Version, Version.initiative_id == MatchDecision.initiative_id)
        .where(MatchDecision.upload_id == newest, MatchDecision.undone_at.is_(None))
        .where(Version.known_to == FOREVER)
        .order_by(MatchDecision.report_number)
    )
    return [(values_of(text), id_) for id_, text in session.execute(query)]


_COLUMNS = (
    UploadFinding.message_id,
    UploadFinding.severity,
    UploadFinding.sheet,
    UploadFinding.cell,
    UploadFinding.facts_json,
)


def _finding(row: Sequence[str | None]) -> Finding:
    id_, severity, sheet, cell, facts = row
    return Finding(str(id_), Severity(str(severity)), sheet, cell, json.loads(str(facts)))


def unanswered(session: Session, upload_id: int) -> list[Finding]:
    """Give what an upload's sender is to be asked about: what nobody has accepted or muted."""
    answered = (
        select(FindingAnswer.finding_number).where(FindingAnswer.upload_id == upload_id).scalar_subquery()
    )
    query = (
        select(*_COLUMNS)
        .where(UploadFinding.upload_id == upload_id, UploadFinding.severity.in_(_ASKED))
        .where(UploadFinding.number.not_in(answered))
        .order_by(UploadFinding.number)
    )
    return [_finding(row) for row in session.execute(query)]


def _lists(session: Session, upload_id: int) -> tuple[ListPlace, ...]:
    """Give the lists of initiatives with the ids of their rows, in the tables' order."""
    query = (
        select(Report.sheet, Report.row, Report.column, Report.title, MatchDecision.initiative_id)
        .join(MatchDecision, DECIDED)
        .where(Report.upload_id == upload_id, MatchDecision.undone_at.is_(None))
        .order_by(Report.number)
    )
    rows = [(row[0], GivenId(row[1], row[2], row[3], row[4])) for row in session.execute(query)]
    tables = session.scalars(
        select(UploadTable)
        .where(UploadTable.upload_id == upload_id, UploadTable.kind == TableKind.INITIATIVES)
        .order_by(UploadTable.number)
    )
    return tuple(_list(table, rows) for table in tables)


def _list(table: UploadTable, rows: Sequence[tuple[str | None, GivenId]]) -> ListPlace:
    is_transposed = table.orientation is not None
    places = tuple(column.place for column in columns_of(table.columns_json))
    headings = () if table.header_rows_json is None else tuple(json.loads(table.header_rows_json))
    ids = tuple(
        given for sheet, given in rows if sheet == table.sheet and _is_in(table, given, is_transposed)
    )
    return ListPlace(table.sheet, headings, table.first_row, table.last_row, places, ids, is_transposed)


def _is_in(table: UploadTable, given: GivenId, is_transposed: bool) -> bool:
    if is_transposed or given.row is None:
        return is_transposed and given.row is None
    return table.first_row <= given.row <= table.last_row
