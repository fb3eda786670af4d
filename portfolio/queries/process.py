"""Where every initiative is in its process, as known at an instant: what lists and people say of it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of, values_of
from portfolio.process.course import Course, Fact, Oddity, ToldIn, course_of
from portfolio.process.templates import Template, newest_of, template_of
from portfolio.reference import load_reference
from portfolio.rules.months import danish_day
from portfolio.tables import (
    Decision,
    IdentityChange,
    InitiativeProcess,
    ListRecord,
    MatchDecision,
    Offer,
    ProcessDeed,
    ProcessTemplate,
    Source,
    Upload,
    Version,
)
from portfolio.tables.process import Made
from portfolio.versions.facts import read_lists
from portfolio.vocabulary import (
    ChangeKind,
    DecisionOutcome,
    DecisionSubject,
    FactKind,
    OfferAnswer,
    ProcessType,
    TableKind,
    TaskType,
    TemplateOrigin,
)

_BATCH = 500
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

Row = TypeVar("Row", bound=Made)


class ChosenBy(StrEnum):
    """How it is known which process an initiative goes through."""

    PERSON = "person"
    TABLE = "table"
    TYPE = "type"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class ChoiceNote:
    """A person's choice of process for an initiative."""

    id: int
    process_type: ProcessType | None
    decided_by: str | None
    reason: str | None
    made_at: dt.datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """What a body decided about an initiative; ``id`` is None where a list says it, in ``told_in``."""

    id: int | None
    step: str | None
    body: str
    day: dt.date | None
    subject: DecisionSubject | None
    outcome: DecisionOutcome | None
    text: str | None
    made_at: dt.datetime
    made_by: str
    told_in: ToldIn | None = None


@dataclass(frozen=True, slots=True)
class OfferNote:
    """What a cluster answered when it was asked for an offer."""

    id: int
    organisation: str
    asked_on: dt.date | None
    answer: OfferAnswer | None
    answered_on: dt.date | None
    chosen_on: dt.date | None
    text: str | None
    made_at: dt.datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class InitiativeCourse:
    """An initiative's process as it is known.

    Attributes:
        initiative_id: the initiative.
        course: where it is.
        chosen_by: how it is known which process it is.
        choice: the person's choice.
        facts: all that is said of its steps, in the order in which it was known.
        decisions: what was decided, the newest first.
        offers: what clusters answered.
        oddities: what does not fit together.
    """

    initiative_id: int
    course: Course
    chosen_by: ChosenBy
    choice: ChoiceNote | None
    facts: tuple[Fact, ...]
    decisions: tuple[DecisionNote, ...] = ()
    offers: tuple[OfferNote, ...] = ()
    oddities: tuple[Oddity, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What a list says of an initiative's step in words that no process, or more than one, knows."""

    initiative_id: int
    text: str


@dataclass(frozen=True, slots=True)
class ProcessBook:
    """Every initiative's process at an instant.

    Attributes:
        templates: all versions of all processes, by id and version.
        newest: the newest version in use of each process.
        courses: initiative -> where it is; without those of which nobody says anything.
        unplaced: those whose lists say something that could not be placed.
        decisions: decisions about initiatives that have no process, by initiative.
        loose: records of tables of steps or decisions whose title is that of no initiative, how many.
    """

    templates: Mapping[tuple[str, int], Template]
    newest: Mapping[str, Template]
    courses: Mapping[int, InitiativeCourse]
    unplaced: tuple[Unplaced, ...]
    decisions: Mapping[int, tuple[DecisionNote, ...]]
    loose: int


def read_book(session: Session, as_of: dt.datetime, today: dt.date) -> ProcessBook:
    """Read where initiatives were in their processes, as known at an instant.

    Args:
        session: a reader's session.
        as_of: the instant, aware.
        today: the day that what lies ahead is told from what has happened.
    """
    return _Reader(session, as_of, today).book()


@dataclass(slots=True)
class _Told:
    """What is said of an initiative before its process is known: facts by step's number, and words."""

    tables: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    words: str | None = None
    words_known_at: dt.datetime | None = None
    process_type: ProcessType | None = None
    task_type: TaskType | None = None
    organisation_id: str | None = None


class _Reader:
    def __init__(self, session: Session, as_of: dt.datetime, today: dt.date) -> None:
        self.session, self.as_of, self.today = session, as_of, today
        self.kept = self._merged()

    def book(self) -> ProcessBook:
        templates, newest = self._templates()
        told, choices = self._told(), self._choices()
        deeds, decisions = self._deeds(), self._decisions()
        offers = self._offers()
        loose = self._records(told, decisions)
        courses, unplaced = {}, []
        for id_ in sorted({*told, *choices, *deeds}):
            choice = choices.get(id_)
            one = told.get(id_) or _Told()
            found = self._process(one, choice, templates, newest)
            if found is None:
                if one.words:
                    unplaced.append(Unplaced(id_, one.words))
                continue
            template, how = found
            facts = tuple(sorted([*_list_facts(one, template), *deeds.get(id_, ())], key=_known))
            if choice is None and not facts:
                if one.words:
                    unplaced.append(Unplaced(id_, one.words))
                continue
            course = course_of(template, facts, self.today, "" if choice is None else choice.entrance)
            notes = _newest_first(decisions.get(id_, ()))
            others = [
                Oddity("steps.told_of_another", (("process", it.name.da),))
                for it in _others(one, template, newest)
            ]
            courses[id_] = InitiativeCourse(
                initiative_id=id_,
                course=course,
                chosen_by=how,
                choice=None if choice is None else _choice_note(choice),
                facts=facts,
                decisions=notes,
                offers=tuple(offers.get(id_, ())),
                oddities=(*course.oddities, *_decided_twice(notes), *others),
            )
        rest = {id_: _newest_first(notes) for id_, notes in decisions.items() if id_ not in courses}
        return ProcessBook(templates, newest, courses, tuple(unplaced), rest, loose)

    # --- What people say ---

    def _in_force(self, model: type[Made]) -> ColumnElement[bool]:
        return and_(model.made_at <= self.as_of, or_(model.undone_at.is_(None), model.undone_at > self.as_of))

    def _rows(self, model: type[Row]) -> list[Row]:
        query = select(model).where(self._in_force(model))
        return list(self.session.scalars(query.order_by(model.id)))  # type: ignore[attr-defined]  # as above

    def _merged(self) -> dict[int, int]:
        """Give what each initiative was merged into, as known at the instant."""
        query = select(IdentityChange.other_id, IdentityChange.kept_id).where(
            IdentityChange.kind == ChangeKind.MERGE,
            IdentityChange.made_at <= self.as_of,
            or_(IdentityChange.undone_at.is_(None), IdentityChange.undone_at > self.as_of),
        )
        return dict(self.session.execute(query).all())

    def _home(self, initiative_id: int) -> int:
        """Give the initiative that one is part of now."""
        seen: set[int] = set()
        while initiative_id in self.kept and initiative_id not in seen:
            seen.add(initiative_id)
            initiative_id = self.kept[initiative_id]
        return initiative_id

    def _choices(self) -> dict[int, InitiativeProcess]:
        """Give people's choices; of a merged initiative only where the kept one has none of its own."""
        rows = self._rows(InitiativeProcess)
        own = {row.initiative_id: row for row in rows if self._home(row.initiative_id) == row.initiative_id}
        brought = {self._home(row.initiative_id): row for row in rows}
        return brought | own

    def _deeds(self) -> dict[int, list[Fact]]:
        found: dict[int, list[Fact]] = defaultdict(list)
        for row in self._rows(ProcessDeed):
            found[self._home(row.initiative_id)].append(_fact(row))
        return found

    def _decisions(self) -> dict[int, list[DecisionNote]]:
        found: dict[int, list[DecisionNote]] = defaultdict(list)
        for row in self._rows(Decision):
            found[self._home(row.initiative_id)].append(_decision(row))
        return found

    def _offers(self) -> dict[int, list[OfferNote]]:
        found: dict[int, list[OfferNote]] = defaultdict(list)
        for row in self._rows(Offer):
            found[self._home(row.initiative_id)].append(_offer(row))
        return found

    def _templates(self) -> tuple[dict[tuple[str, int], Template], dict[str, Template]]:
        query = select(ProcessTemplate).where(ProcessTemplate.made_at <= self.as_of)
        found, in_use = {}, []
        for row in self.session.scalars(query):
            template = template_of(row.content_json)
            found[row.template_id, row.version] = template
            if row.withdrawn_at is None or row.withdrawn_at > self.as_of:
                in_use.append(template)
        order = [TemplateOrigin.DOCUMENT, TemplateOrigin.HINTS, TemplateOrigin.PEOPLE]
        newest = sorted(newest_of(in_use).values(), key=lambda it: (order.index(it.origin), it.id))
        return found, {it.id: it for it in newest}

    # --- What lists say ---

    def _told(self) -> dict[int, _Told]:
        """Read what lists' columns say of steps and types, from the versions known at the instant."""
        query = select(
            Version.initiative_id,
            Version.known_from,
            Version.process_type,
            Version.task_type,
            Version.organisation_id,
            Version.values_json,
        ).where(
            Version.known_from <= self.as_of,
            Version.known_to > self.as_of,
            Version.values_json.contains('"process_step"'),
        )
        found: dict[int, _Told] = defaultdict(_Told)
        for id_, known_from, process_type, task_type, organisation_id, values in self.session.execute(query):
            words = values_of(values).get("process_step")
            if isinstance(words, str):
                found[id_] = _Told(
                    words=words,
                    words_known_at=known_from,
                    process_type=process_type,
                    task_type=task_type,
                    organisation_id=organisation_id,
                )
        self._since_when(found)
        return found

    def _since_when(self, told: Mapping[int, _Told]) -> None:
        """Find out since when each list has said what it says: the first of its versions in a row."""
        for ids in _batches(sorted(told)):
            query = (
                select(Version.initiative_id, Version.known_from, Version.values_json)
                .where(Version.initiative_id.in_(ids), Version.known_from <= self.as_of)
                .order_by(Version.initiative_id, Version.known_from.desc())
            )
            is_over: set[int] = set()
            for id_, known_from, values in self.session.execute(query):
                if id_ in is_over:
                    continue
                if values_of(values).get("process_step") == told[id_].words:
                    told[id_].words_known_at = known_from
                else:
                    is_over.add(id_)

    def _records(self, told: dict[int, _Told], decisions: dict[int, list[DecisionNote]]) -> int:
        """Add what tables of steps and of decisions say; give how many records tell of no initiative."""
        uploads = self._speaking()
        if not uploads:
            return 0
        home = self._initiatives(uploads)
        query = (
            select(ListRecord)
            .where(ListRecord.upload_id.in_(uploads), ListRecord.kind.in_(_TOLD))
            .order_by(ListRecord.upload_id, ListRecord.number)
        )
        loose, first = 0, self._first_said(uploads)
        for record in self.session.scalars(query):
            id_ = home.get((record.upload_id, record.report_number or 0))
            if id_ is None:
                loose += 1
            else:
                self._take(record, uploads[record.upload_id], told[id_], decisions[id_], first)
        return loose

    def _take(
        self,
        record: ListRecord,
        upload: "_UploadNote",
        told: _Told,
        decisions: list[DecisionNote],
        first: Mapping["_Saying", dt.datetime],
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
                told_in=_place(
                    record, upload, None if cell is None else cell.cell, cell.text if cell else ""
                ),
            )
        )

    def _speaking(self) -> "dict[int, _UploadNote]":
        """Give the newest upload in force of each source that has such records, one a kind."""
        lists = read_lists(self.session)
        query = select(ListRecord.upload_id, ListRecord.kind).where(ListRecord.kind.in_(_TOLD)).distinct()
        newest: dict[tuple[int, str], Any] = {}
        for upload_id, kind in self.session.execute(query):
            upload = lists.uploads[upload_id]
            if upload_id not in lists.in_force(upload.source_id, self.as_of):
                continue
            key = (upload.source_id, str(kind))
            if key not in newest or newest[key].age < upload.age:
                newest[key] = upload
        wanted = {upload.id for upload in newest.values()}
        named = (
            select(
                Upload.id,
                Upload.source_id,
                Source.name,
                Upload.file_name,
                Upload.uploaded_at,
                Upload.uploaded_by,
            )
            .join(Source, Source.id == Upload.source_id)
            .where(Upload.id.in_(wanted))
        )
        return {row[0]: _UploadNote(*row) for row in self.session.execute(named)} if wanted else {}

    def _initiatives(self, uploads: Iterable[int]) -> dict[tuple[int, int], int]:
        """Give the initiative of each report of some uploads, as decided at the instant."""
        query = select(
            MatchDecision.upload_id, MatchDecision.report_number, MatchDecision.initiative_id
        ).where(
            MatchDecision.upload_id.in_(list(uploads)),
            MatchDecision.decided_at <= self.as_of,
            or_(MatchDecision.undone_at.is_(None), MatchDecision.undone_at > self.as_of),
        )
        return {(upload, number): id_ for upload, number, id_ in self.session.execute(query)}

    def _first_said(self, uploads: "Mapping[int, _UploadNote]") -> "dict[_Saying, dt.datetime]":
        """Give since when each source's lists have said so of a step, where they name no day."""
        lists = read_lists(self.session)
        speaking = {note.source_id: id_ for id_, note in uploads.items()}
        in_force = {id_ for source in speaking for id_ in lists.in_force(source, self.as_of)}
        query = select(ListRecord.upload_id, ListRecord.title, ListRecord.part, ListRecord.state).where(
            ListRecord.kind == TableKind.PROCESS,
            ListRecord.upload_id.in_(in_force),
            ListRecord.last_date.is_(None),
        )
        by_month: dict[Any, set[_Saying]] = defaultdict(set)
        for upload_id, title, part, state in self.session.execute(query):
            upload = lists.uploads[upload_id]
            by_month[upload].add((upload.source_id, title, part, state))
        return _unbroken(by_month)

    # --- Which process it is ---

    def _process(
        self,
        told: _Told,
        choice: InitiativeProcess | None,
        templates: Mapping[tuple[str, int], Template],
        newest: Mapping[str, Template],
    ) -> tuple[Template, ChosenBy] | None:
        if choice is not None:
            found = templates.get((choice.template_id, choice.version))
            return None if found is None else (found, ChosenBy.PERSON)
        if told.tables:
            process = max(told.tables, key=lambda name: len(told.tables[name]))
            return (newest[process], ChosenBy.TABLE) if process in newest else None
        named = _of_types(told) if told.words else ""
        if named in newest:
            return newest[named], ChosenBy.TYPE
        fitting = [it for it in newest.values() if it.step_named(told.words or "")]
        return (fitting[0], ChosenBy.WORDS) if len(fitting) == 1 else None


@dataclass(frozen=True, slots=True)
class _UploadNote:
    id: int
    source_id: int
    source: str
    file_name: str
    at: dt.datetime
    by: str


_Saying = tuple[int, str, str | None, str | None]
_TOLD = (TableKind.PROCESS, TableKind.DECISIONS)


def _unbroken(by_month: Mapping[Any, set[_Saying]]) -> dict[_Saying, dt.datetime]:
    """Give when the newest unbroken row of lists that say so began."""
    found: dict[_Saying, dt.datetime] = {}
    earlier: dict[int, set[_Saying]] = {}
    for upload in sorted(by_month, key=lambda it: it.age):
        said = by_month[upload]
        before = earlier.get(upload.source_id, set())
        for saying in said:
            if saying not in before or saying not in found:
                found[saying] = upload.uploaded_at
        earlier[upload.source_id] = said
    return found


def _of_types(told: _Told) -> str:
    """Give the process that a list's types and region speak for; "" where none."""
    if told.process_type is not None:
        return _OF_TYPE[told.process_type]
    organisation = _regions().get(told.organisation_id or "")
    if organisation == "region-hovedstaden":
        return "bid"
    return "" if told.task_type is None else _OF_TASK.get(told.task_type, "")


def _regions() -> Mapping[str, str | None]:
    return {it.id: it.region for it in load_reference().organisations}


def _list_facts(told: _Told, template: Template) -> list[Fact]:
    """Give what lists say as facts of a process: its tables' steps, else the step that its words name."""
    facts = [it for process in (template.id, template.base) for it in told.tables.get(process, ())]
    step = template.step_named(told.words or "")
    if step is not None and told.words_known_at is not None and not facts:
        day = danish_day(told.words_known_at)
        facts.append(Fact(FactKind.MOVED, step, day, told.words_known_at, is_estimated=True, text=told.words))
    return facts


def _others(told: _Told, template: Template, newest: Mapping[str, Template]) -> list[Template]:
    """Give the processes that lists tell steps of, and that the initiative does not go through."""
    return [newest[it] for it in told.tables if it not in (template.id, template.base) and it in newest]


def _decided_twice(decisions: Iterable[DecisionNote]) -> list[Oddity]:
    """Tell of steps in which the same matter was decided more than once."""
    counts = Counter((note.step, note.subject) for note in decisions if note.step and note.subject)
    return [
        Oddity("steps.decided_twice", (("step", str(step)), ("count", count)))
        for (step, _), count in counts.items()
        if count > 1
    ]


def _known(fact: Fact) -> tuple[dt.datetime, int]:
    return (fact.known_at, fact.id or 0)


def _newest_first(notes: Sequence[DecisionNote]) -> tuple[DecisionNote, ...]:
    return tuple(sorted(notes, key=lambda note: (note.day or dt.date.min, note.made_at), reverse=True))


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[at : at + _BATCH] for at in range(0, len(ids), _BATCH))


def _fact(row: ProcessDeed) -> Fact:
    return Fact(
        kind=row.kind,
        step=row.step,
        day=row.day,
        known_at=row.made_at,
        holder=row.holder,
        text=row.text,
        link=row.link,
        paper=row.paper,
        id=row.id,
        by=row.made_by,
    )


def _choice_note(row: InitiativeProcess) -> ChoiceNote:
    return ChoiceNote(row.id, row.process_type, row.decided_by, row.reason, row.made_at, row.made_by)


def _decision(row: Decision) -> DecisionNote:
    return DecisionNote(
        row.id, row.step, row.body, row.day, row.subject, row.outcome, row.text, row.made_at, row.made_by
    )


def _told_decision(record: ListRecord, upload: _UploadNote, cells: Mapping[str, Any]) -> DecisionNote:
    text = cells["decision"].text if "decision" in cells else None
    cell = cells["decision"].cell if "decision" in cells else None
    place = _place(record, upload, cell, text or "")
    body = record.part or ""
    return DecisionNote(None, None, body, record.last_date, None, None, text, upload.at, upload.by, place)


def _place(record: ListRecord, upload: _UploadNote, cell: str | None, text: str) -> ToldIn:
    return ToldIn(upload.source, upload.id, upload.file_name, record.sheet, cell, text)


def _offer(row: Offer) -> OfferNote:
    return OfferNote(
        id=row.id,
        organisation=row.organisation,
        asked_on=row.asked_on,
        answer=row.answer,
        answered_on=row.answered_on,
        chosen_on=row.chosen_on,
        text=row.text,
        made_at=row.made_at,
        made_by=row.made_by,
    )
