"""What lists say of steps and decisions at an instant: their tables of steps, else their words for a step."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of, values_of
from portfolio.process.book import ChosenBy, DecisionNote
from portfolio.process.course import Course, Fact, course_of
from portfolio.process.templates import Template
from portfolio.queries.titles import LooseTitle, TitleHomes
from portfolio.queries.told import (
    Saying,
    UploadNote,
    batches,
    first_said,
    initiatives_of,
    place_of,
    speaking,
)
from portfolio.records import CellValue
from portfolio.reference import load_reference
from portfolio.rules.months import danish_day
from portfolio.tables import ListRecord, Version
from portfolio.vocabulary import FactKind, ProcessType, TableKind, TaskType

_OF_TYPE = {ProcessType.A: "development", ProcessType.B: "agreement"}
_OF_TASK = {
    TaskType.AGREEMENT: "agreement",
    TaskType.DEVELOPMENT: "development",
    TaskType.TRIAL: "development",
}
_KINDS = {
    "reached": FactKind.REACHED,
    "planned": FactKind.PLANNED,
    "waiting": FactKind.WAITING,
    "not_relevant": FactKind.NOT_RELEVANT,
}
_TOLD = (TableKind.PROCESS, TableKind.DECISIONS)


@dataclass(slots=True)
class Told:
    """What lists say of an initiative before its process is known.

    Attributes:
        tables: what tables of steps say, by their process.
        words: the words for its step, and ``words_known_at`` since when lists have said so.
        process_type: its type, ``task_type`` and ``organisation_id``, which speak for a process.
    """

    tables: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    words: str | None = None
    words_known_at: dt.datetime | None = None
    process_type: ProcessType | None = None
    task_type: TaskType | None = None
    organisation_id: str | None = None

    def process(self, newest: Mapping[str, Template]) -> tuple[Template, ChosenBy] | None:
        """Give the process that lists tell of, and by what; None: none, or more than one."""
        if self.tables:
            process = max(self.tables, key=lambda name: len(self.tables[name]))
            return (newest[process], ChosenBy.TABLE) if process in newest else None
        named = self._of_types() if self.words else ""
        if named in newest:
            return newest[named], ChosenBy.TYPE
        fitting = [it for it in newest.values() if it.step_named(self.words or "")]
        return (fitting[0], ChosenBy.WORDS) if len(fitting) == 1 else None

    def _of_types(self) -> str:
        """Give the process that a list's types and region speak for; "" where none."""
        if self.process_type is not None:
            return _OF_TYPE[self.process_type]
        if _region(self.organisation_id) == "region-hovedstaden":
            return "bid"
        return "" if self.task_type is None else _OF_TASK.get(self.task_type, "")

    def facts(self, template: Template) -> list[Fact]:
        """Give what lists say as facts of a process: its tables' steps, else the step that its words name."""
        facts = [it for process in (template.id, template.base) for it in self.tables.get(process, ())]
        step = template.step_named(self.words or "")
        if step is not None and self.words_known_at is not None and not facts:
            day = danish_day(self.words_known_at)
            move = Fact(FactKind.MOVED, step, day, self.words_known_at, is_estimated=True, text=self.words)
            facts.append(move)
        return facts

    def others(self, template: Template, newest: Mapping[str, Template]) -> list[Template]:
        """Give the processes that lists tell steps of, and that the initiative does not go through."""
        return [newest[it] for it in self.tables if it not in (template.id, template.base) and it in newest]


def _region(organisation_id: str | None) -> str | None:
    organisations = load_reference().organisations
    return next((it.region for it in organisations if it.id == organisation_id), None)


@dataclass(frozen=True, slots=True, eq=False)
class ListSteps:
    """What all lists say of steps and decisions at an instant; it changes only when a list or a match does.

    Attributes:
        told: what they say of each initiative's steps.
        decisions: what their tables of decisions say, by initiative.
        loose: titles in tables that are those of no one initiative.
    """

    told: Mapping[int, Told]
    decisions: Mapping[int, tuple[DecisionNote, ...]]
    loose: tuple[LooseTitle, ...]
    _courses: dict[tuple[int, str, int, dt.date], Course] = field(default_factory=dict)

    def course(self, initiative_id: int, template: Template, today: dt.date) -> Course:
        """Give where lists alone say that an initiative is; reckoned once, since people speak of few."""
        key = (initiative_id, template.id, template.version, today)
        if key not in self._courses:
            self._courses[key] = course_of(template, self.told[initiative_id].facts(template), today)
        return self._courses[key]


def read_list_steps(session: Session, as_of: dt.datetime) -> ListSteps:
    """Read what lists said of steps and decisions, as known at an instant."""
    told, decisions = _told(session, as_of), defaultdict[int, list[DecisionNote]](list)
    loose = _records(session, as_of, told, decisions)
    return ListSteps(told, {id_: tuple(notes) for id_, notes in decisions.items()}, loose)


def _told(session: Session, as_of: dt.datetime) -> dict[int, Told]:
    """Read what lists' columns say of steps and types, from the versions known at the instant."""
    query = select(
        Version.initiative_id,
        Version.known_from,
        Version.process_type,
        Version.task_type,
        Version.organisation_id,
        Version.values_json,
    ).where(
        Version.known_from <= as_of,
        Version.known_to > as_of,
        Version.values_json.contains('"process_step"'),
    )
    found: dict[int, Told] = defaultdict(Told)
    for id_, known_from, process_type, task_type, organisation_id, values in session.execute(query):
        words = values_of(values).get("process_step")
        if isinstance(words, str):
            found[id_] = Told(
                words=words,
                words_known_at=known_from,
                process_type=process_type,
                task_type=task_type,
                organisation_id=organisation_id,
            )
    _since_when(session, as_of, found)
    return found


def _since_when(session: Session, as_of: dt.datetime, told: Mapping[int, Told]) -> None:
    """Find out since when each list has said what it says: the first of its versions in a row."""
    for ids in batches(sorted(told)):
        query = (
            select(Version.initiative_id, Version.known_from, Version.values_json)
            .where(Version.initiative_id.in_(ids), Version.known_from <= as_of)
            .order_by(Version.initiative_id, Version.known_from.desc())
        )
        is_over: set[int] = set()
        for id_, known_from, values in session.execute(query):
            if id_ in is_over:
                continue
            if values_of(values).get("process_step") == told[id_].words:
                told[id_].words_known_at = known_from
            else:
                is_over.add(id_)


def _records(
    session: Session, as_of: dt.datetime, told: dict[int, Told], decisions: dict[int, list[DecisionNote]]
) -> tuple[LooseTitle, ...]:
    """Add what tables of steps and of decisions say; give the titles that tell of no initiative."""
    uploads = speaking(session, as_of, _TOLD)
    if not uploads:
        return ()
    home = initiatives_of(session, as_of, uploads)
    query = (
        select(ListRecord)
        .where(ListRecord.upload_id.in_(uploads), ListRecord.kind.in_(_TOLD))
        .order_by(ListRecord.upload_id, ListRecord.number)
    )
    titles, first = (
        TitleHomes(session, as_of),
        first_said(session, as_of, uploads, TableKind.PROCESS, is_undated=True),
    )
    for record in session.scalars(query):
        upload = uploads[record.upload_id]
        id_ = titles.home(record, upload, home.get((record.upload_id, record.report_number or 0)))
        if id_ is not None:
            _take(record, upload, told[id_], decisions[id_], first)
    return titles.loose


def _take(
    record: ListRecord,
    upload: UploadNote,
    told: Told,
    decisions: list[DecisionNote],
    first: Mapping[Saying, dt.datetime],
) -> None:
    cells = cells_of(record.values_json)
    if record.kind is TableKind.DECISIONS:
        decisions.append(_told_decision(record, upload, cells))
        return
    if record.part is None or record.state not in _KINDS:
        return
    process = cells["process"].value if "process" in cells else None
    known_at = first.get((upload.source_id, record.title, record.part, record.state), upload.at)
    cell = cells.get("step_state") or cells.get("reached")
    told.tables[str(process or "agreement")].append(
        Fact(
            kind=_KINDS[record.state],
            step=record.part,
            day=record.last_date,
            known_at=known_at,
            is_estimated=record.first_date != record.last_date,
            told_in=place_of(record, upload, None if cell is None else cell.cell, cell.text if cell else ""),
        )
    )


def _told_decision(record: ListRecord, upload: UploadNote, cells: Mapping[str, CellValue]) -> DecisionNote:
    text = cells["decision"].text if "decision" in cells else None
    cell = cells["decision"].cell if "decision" in cells else None
    place = place_of(record, upload, cell, text or "")
    body = record.part or ""
    return DecisionNote(None, None, body, record.last_date, None, None, text, upload.at, upload.by, place)
