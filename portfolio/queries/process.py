"""Where every initiative is in its process, as known at an instant: what lists and people say of it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from portfolio.process.book import (
    ChoiceNote,
    ChosenBy,
    DecisionNote,
    InitiativeCourse,
    OfferNote,
    ProcessBook,
    Unplaced,
)
from portfolio.process.course import Course, Fact, Oddity, course_of
from portfolio.process.templates import Template, newest_of, template_of
from portfolio.queries.list_steps import ListSteps, Told, read_list_steps
from portfolio.queries.told import Homes, rows_said, stood
from portfolio.tables import Decision, InitiativeProcess, Offer, ProcessDeed, ProcessTemplate
from portfolio.vocabulary import TemplateOrigin

_ORDER = (TemplateOrigin.DOCUMENT, TemplateOrigin.HINTS, TemplateOrigin.PEOPLE)
_NOTHING_TOLD = Told()


def read_book(
    session: Session,
    as_of: dt.datetime,
    today: dt.date,
    lists: ListSteps | None = None,
    before: ProcessBook | None = None,
) -> ProcessBook:
    """Read where initiatives were in their processes, as known at an instant.

    Args:
        session: a reader's session.
        as_of: the instant, aware.
        today: the day that what lies ahead is told from what has happened.
        lists: what lists say then, where somebody has read it already.
        before: a book of the same day, read earlier: where nothing else is said of an initiative, its course
            is taken from it, not folded again.
    """
    known = {} if before is None else before.courses
    return _Reader(session, as_of, today, lists or read_list_steps(session, as_of), known).book()


class _Reader:
    def __init__(
        self,
        session: Session,
        as_of: dt.datetime,
        today: dt.date,
        lists: ListSteps,
        before: Mapping[int, InitiativeCourse],
    ) -> None:
        self.session, self.as_of, self.today, self.lists = session, as_of, today, lists
        self.before = before
        self.homes = Homes(session, as_of)
        self.templates, self.newest = self._templates()
        self.choices, self.deeds = self._choices(), self._deeds()
        self.decisions, self.offers = self._decisions(), self._offers()

    def book(self) -> ProcessBook:
        """Put together what lists and people say."""
        ids = sorted({*self.lists.told, *self.choices, *self.deeds})
        courses = {id_: found for id_ in ids if (found := self._course(id_)) is not None}
        unplaced = [
            Unplaced(id_, told.words)
            for id_, told in sorted(self.lists.told.items())
            if told.words and id_ not in courses
        ]
        rest = {id_: self._notes(id_) for id_ in self.decisions if id_ not in courses}
        return ProcessBook(self.templates, self.newest, courses, tuple(unplaced), rest, self.lists.loose)

    def _course(self, id_: int) -> InitiativeCourse | None:
        """Give an initiative's course; None: nobody says anything that can be placed."""
        choice, deeds = self.choices.get(id_), self.deeds.get(id_, [])
        told = self.lists.told.get(id_, _NOTHING_TOLD)
        found = self._chosen(choice) if choice is not None else told.process(self.newest)
        if found is None:
            return None
        template, how = found
        facts = tuple(sorted([*told.facts(template), *deeds], key=_known))
        if choice is None and not facts:
            return None
        if choice is None and not deeds:
            course = self.lists.course(id_, template, self.today)
        else:
            course = self._folded(id_, template, facts, choice)
        notes = self._notes(id_)
        others = [_told_of(it) for it in told.others(template, self.newest)]
        return InitiativeCourse(
            initiative_id=id_,
            course=course,
            chosen_by=how,
            choice=None if choice is None else _choice_note(choice),
            facts=facts,
            decisions=notes,
            offers=tuple(self.offers.get(id_, ())),
            oddities=(*course.oddities, *_decided_twice(notes), *others),
        )

    def _folded(
        self, id_: int, template: Template, facts: tuple[Fact, ...], choice: InitiativeProcess | None
    ) -> Course:
        """Fold what is said into a course, unless it was folded before."""
        earlier = self.before.get(id_)
        if earlier is not None and _is_as_before(earlier, template, facts, choice):
            return earlier.course
        return course_of(template, facts, self.today, "" if choice is None else choice.entrance)

    def _chosen(self, choice: InitiativeProcess) -> tuple[Template, ChosenBy] | None:
        found = self.templates.get((choice.template_id, choice.version))
        return None if found is None else (found, ChosenBy.PERSON)

    def _notes(self, id_: int) -> tuple[DecisionNote, ...]:
        return _newest_first(self.decisions.get(id_, ()))

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
        query = select(*_DEED_COLUMNS).where(stood(ProcessDeed, self.as_of)).order_by(ProcessDeed.id)
        for row in self.session.execute(query):  # there may be tens of thousands: no objects are made of them
            found[self.homes.home(row.initiative_id)].append(_fact(row))
        return found

    def _decisions(self) -> dict[int, list[DecisionNote]]:
        found: dict[int, list[DecisionNote]] = defaultdict(list)
        for id_, notes in self.lists.decisions.items():
            found[id_] += notes
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
        newest = sorted(newest_of(in_use).values(), key=lambda it: (_ORDER.index(it.origin), it.id))
        return found, {it.id: it for it in newest}


def _is_as_before(
    earlier: InitiativeCourse,
    template: Template,
    facts: tuple[Fact, ...],
    choice: InitiativeProcess | None,
) -> bool:
    """Tell whether nothing that a course follows from is otherwise than it was."""
    was = earlier.course.template
    chosen = None if earlier.choice is None else earlier.choice.id
    return (
        (was.id, was.version) == (template.id, template.version)
        and chosen == (None if choice is None else choice.id)
        and earlier.facts == facts
    )


def _told_of(template: Template) -> Oddity:
    return Oddity("steps.told_of_another", (("process", template.name.da),))


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


_DEED_COLUMNS = (
    ProcessDeed.initiative_id,
    ProcessDeed.kind,
    ProcessDeed.step,
    ProcessDeed.day,
    ProcessDeed.made_at,
    ProcessDeed.made_by,
    ProcessDeed.holder,
    ProcessDeed.text,
    ProcessDeed.link,
    ProcessDeed.paper,
    ProcessDeed.id,
)


def _fact(row: Row[*tuple[Any, ...]]) -> Fact:
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
