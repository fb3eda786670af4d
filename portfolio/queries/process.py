"""Where every initiative is in its process, as known at an instant: what lists and people say of it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from portfolio.process.book import (
    ChoiceNote,
    ChosenBy,
    DecisionNote,
    Grounds,
    InitiativeCourse,
    OfferNote,
    ProcessBook,
    Unplaced,
)
from portfolio.process.course import Fact, Oddity, course_of
from portfolio.process.papers import PaperNote
from portfolio.process.templates import Template, newest_of, template_of
from portfolio.queries.list_steps import ListSteps, Told, read_list_steps
from portfolio.queries.papers import papers_of
from portfolio.queries.told import Homes, rows_said, stood
from portfolio.tables import (
    Decision,
    InitiativeProcess,
    Offer,
    PaperFile,
    ProcessDeed,
    ProcessTemplate,
    TemplateWithdrawal,
)
from portfolio.vocabulary import TemplateOrigin

_ORDER = (TemplateOrigin.DOCUMENT, TemplateOrigin.HINTS, TemplateOrigin.PEOPLE)
_NOTHING_TOLD = Told()
_SAID = (InitiativeProcess, ProcessDeed, Decision, Offer, PaperFile)

SaidOf = InitiativeProcess | ProcessDeed | Decision | Offer | PaperFile
SaidRow = TypeVar("SaidRow", InitiativeProcess, Decision, Offer)


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
        before: a book of the same day, read earlier: where lists and templates say the same, only initiatives
            about which people have said something else since are read anew.
    """
    reader = _Reader(session, as_of, today, lists or read_list_steps(session, as_of))
    known = None if before is None else before.grounds
    if before is None or known is None or not reader.rests_on(known, before):
        return reader.book()
    return reader.book_after(before, known)


class _Reader:
    def __init__(self, session: Session, as_of: dt.datetime, today: dt.date, lists: ListSteps) -> None:
        self.session, self.as_of, self.today, self.lists = session, as_of, today, lists
        self.homes = Homes(session, as_of)
        self.templates, self.newest = self._templates()
        self.said = {model.__tablename__: self._said(model) for model in _SAID}
        self.only: set[int] | None = None

    def rests_on(self, known: Grounds, before: ProcessBook) -> bool:
        """Tell whether a book was made of the same lists and templates."""
        return known.lists is self.lists and (before.templates, before.newest) == (
            self.templates,
            self.newest,
        )

    def book(self) -> ProcessBook:
        """Put together what lists and people say."""
        self._read()
        ids = sorted({*self.lists.told, *self.choices, *self.deeds})
        courses = {id_: found for id_ in ids if (found := self._course(id_)) is not None}
        rest = {id_: self._notes(id_) for id_ in self.decisions if id_ not in courses}
        return self._made(courses, rest)

    def book_after(self, before: ProcessBook, known: Grounds) -> ProcessBook:
        """Give an earlier book with the initiatives put together anew of which something else is said."""
        apart = {
            id_
            for name, said in self.said.items()
            for _, id_ in said.items() ^ known.said.get(name, {}).items()
        }
        if not apart:
            return before
        changed = {self.homes.home(id_) for id_ in apart}
        self.only = {part for id_ in changed for part in self.homes.parts(id_)}
        self._read()
        found = {id_: self._course(id_) for id_ in changed}
        told = {id_: one for id_, one in found.items() if one is not None}
        courses = {id_: one for id_, one in before.courses.items() if id_ not in changed} | told
        rest = {id_: notes for id_, notes in before.decisions.items() if id_ not in changed}
        rest |= {id_: self._notes(id_) for id_ in changed if id_ not in told and self.decisions.get(id_)}
        return self._made({id_: courses[id_] for id_ in sorted(courses)}, rest)

    def _made(
        self, courses: dict[int, InitiativeCourse], rest: dict[int, tuple[DecisionNote, ...]]
    ) -> ProcessBook:
        unplaced = [
            Unplaced(id_, told.words)
            for id_, told in sorted(self.lists.told.items())
            if told.words and id_ not in courses
        ]
        return ProcessBook(
            templates=self.templates,
            newest=self.newest,
            courses=courses,
            unplaced=tuple(unplaced),
            decisions=rest,
            loose=sum(it.rows for it in self.lists.loose),
            grounds=Grounds(self.lists, self.said),
        )

    def _read(self) -> None:
        self.files = papers_of(self.session, PaperFile.deed_id, self.as_of, self.only)
        self.choices, self.deeds = self._choices(), self._deeds()
        self.decisions, self.offers = self._decisions(), self._offers()

    def _said(self, model: type[SaidOf]) -> dict[int, int]:
        """Give which rows stand, each with its initiative: numbers alone, since there may be many."""
        query = select(model.id, model.initiative_id).where(stood(model, self.as_of))
        return dict(self.session.execute(query).all())

    def _rows(self, model: type[SaidRow]) -> list[SaidRow]:
        return rows_said(self.session, model, self.as_of, self.only)

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
            course = course_of(template, facts, self.today, "" if choice is None else choice.entrance)
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

    def _chosen(self, choice: InitiativeProcess) -> tuple[Template, ChosenBy] | None:
        found = self.templates.get((choice.template_id, choice.version))
        return None if found is None else (found, ChosenBy.PERSON)

    def _notes(self, id_: int) -> tuple[DecisionNote, ...]:
        return _newest_first(self.decisions.get(id_, ()))

    def _choices(self) -> dict[int, InitiativeProcess]:
        """Give people's choices; of a merged initiative only where the kept one has none of its own."""
        rows = self._rows(InitiativeProcess)
        own = {
            row.initiative_id: row for row in rows if self.homes.home(row.initiative_id) == row.initiative_id
        }
        brought = {self.homes.home(row.initiative_id): row for row in rows}
        return brought | own

    def _deeds(self) -> dict[int, list[Fact]]:
        found: dict[int, list[Fact]] = defaultdict(list)
        query = select(*_DEED_COLUMNS).where(stood(ProcessDeed, self.as_of)).order_by(ProcessDeed.id)
        if self.only is not None:
            query = query.where(ProcessDeed.initiative_id.in_(self.only))
        for row in self.session.execute(query):  # there may be tens of thousands: no objects are made of them
            found[self.homes.home(row.initiative_id)].append(_fact(row, self.files.get(row.id, ())))
        return found

    def _decisions(self) -> dict[int, list[DecisionNote]]:
        found: dict[int, list[DecisionNote]] = defaultdict(list)
        for id_, notes in self.lists.decisions.items():
            if self.only is None or id_ in self.only:
                found[id_] += notes
        for row in self._rows(Decision):
            found[self.homes.home(row.initiative_id)].append(_decision(row))
        return found

    def _offers(self) -> dict[int, list[OfferNote]]:
        found: dict[int, list[OfferNote]] = defaultdict(list)
        for row in self._rows(Offer):
            found[self.homes.home(row.initiative_id)].append(_offer(row))
        return found

    def _templates(self) -> tuple[dict[tuple[str, int], Template], dict[str, Template]]:
        query = select(ProcessTemplate).where(ProcessTemplate.made_at <= self.as_of)
        withdrawn = {
            (it.template_id, it.version) for it in rows_said(self.session, TemplateWithdrawal, self.as_of)
        }
        found, in_use = {}, []
        for row in self.session.scalars(query):
            template = template_of(row.content_json)
            found[row.template_id, row.version] = template
            if (row.template_id, row.version) not in withdrawn:
                in_use.append(template)
        newest = sorted(newest_of(in_use).values(), key=lambda it: (_ORDER.index(it.origin), it.id))
        return found, {it.id: it for it in newest}


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


def _fact(row: Row[*tuple[Any, ...]], files: Sequence[PaperNote]) -> Fact:
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
        file=files[0] if files else None,
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
