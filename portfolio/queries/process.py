"""Where every initiative is in its process, as known at an instant: what lists and people say of it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of, values_of
from portfolio.process.course import Course, Fact, Oddity, ToldIn, course_of
from portfolio.process.templates import Template, newest_of, template_of
from portfolio.queries.told import (
    Homes,
    Saying,
    UploadNote,
    batches,
    first_said,
    initiatives_of,
    place_of,
    rows_said,
    speaking,
)
from portfolio.reference import load_reference
from portfolio.rules.months import danish_day
from portfolio.tables import (
    Decision,
    InitiativeProcess,
    ListRecord,
    Offer,
    ProcessDeed,
    ProcessTemplate,
    Version,
)
from portfolio.vocabulary import (
    DecisionOutcome,
    DecisionSubject,
    FactKind,
    OfferAnswer,
    ProcessType,
    TableKind,
    TaskType,
    TemplateOrigin,
)

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
        self.homes = Homes(session, as_of)

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

    def _choices(self) -> dict[int, InitiativeProcess]:
        """Give people's choices; of a merged initiative only where the kept one has none of its own."""
        rows = rows_said(self.session, InitiativeProcess, self.as_of)
        own = {
            row.initiative_id: row for row in rows if self.homes.home(row.initiative_id) == row.initiative_id
        }
        brought = {self.homes.home(row.initiative_id): row for row in rows}
        return brought | own

    def _deeds(self) -> dict[int, list[Fact]]:
        found: dict[int, list[Fact]] = defaultdict(list)
        for row in rows_said(self.session, ProcessDeed, self.as_of):
            found[self.homes.home(row.initiative_id)].append(_fact(row))
        return found

    def _decisions(self) -> dict[int, list[DecisionNote]]:
        found: dict[int, list[DecisionNote]] = defaultdict(list)
        for row in rows_said(self.session, Decision, self.as_of):
            found[self.homes.home(row.initiative_id)].append(_decision(row))
        return found

    def _offers(self) -> dict[int, list[OfferNote]]:
        found: dict[int, list[OfferNote]] = defaultdict(list)
        for row in rows_said(self.session, Offer, self.as_of):
            found[self.homes.home(row.initiative_id)].append(_offer(row))
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
        for ids in batches(sorted(told)):
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
        uploads = speaking(self.session, self.as_of, _TOLD)
        if not uploads:
            return 0
        home = initiatives_of(self.session, self.as_of, uploads)
        query = (
            select(ListRecord)
            .where(ListRecord.upload_id.in_(uploads), ListRecord.kind.in_(_TOLD))
            .order_by(ListRecord.upload_id, ListRecord.number)
        )
        loose, first = (
            0,
            first_said(self.session, self.as_of, uploads, TableKind.PROCESS, is_undated=True),
        )
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
        upload: UploadNote,
        told: _Told,
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
                told_in=place_of(
                    record, upload, None if cell is None else cell.cell, cell.text if cell else ""
                ),
            )
        )

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


_TOLD = (TableKind.PROCESS, TableKind.DECISIONS)


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


def _told_decision(record: ListRecord, upload: UploadNote, cells: Mapping[str, Any]) -> DecisionNote:
    text = cells["decision"].text if "decision" in cells else None
    cell = cells["decision"].cell if "decision" in cells else None
    place = place_of(record, upload, cell, text or "")
    body = record.part or ""
    return DecisionNote(None, None, body, record.last_date, None, None, text, upload.at, upload.by, place)


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
