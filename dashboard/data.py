"""The one door to the model: pages ask here, and nowhere else, for what the portfolio holds.

What the pages share is read once for each state of the database and day, and kept until the state changes;
asking whether it has changed is one small statement a request.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

import numpy as np
from flask import current_app, g, has_app_context
from numpy.typing import NDArray
from sqlalchemy import Engine

from dashboard.once import Once
from portfolio import candidates
from portfolio import possible_pairs as pairs_query
from portfolio.database import reading
from portfolio.differences import (
    Changed,
    ChangeKind,
    Comparison,
    Difference,
    Differences,
    Matter,
    Why,
    held_against,
    within,
)
from portfolio.drafts import DraftFacts
from portfolio.drift import Drift
from portfolio.findings import Finding
from portfolio.homes import HomeEntry
from portfolio.jobs import JobFacts, job_facts
from portfolio.ledger import Candidate
from portfolio.meetings.book import Meeting, MeetingBook, PointFacts
from portfolio.meetings.proposals import Basis, proposals
from portfolio.milestones import MilestoneBook
from portfolio.moments import Moment, moment_at
from portfolio.month_words import MonthWords
from portfolio.possible_pairs import PairSide, PossiblePair
from portfolio.process.agenda import Point, noted_rounds, points_of
from portfolio.process.book import (
    ChosenBy,
    DecisionNote,
    InitiativeCourse,
    OfferNote,
    ProcessBook,
    Unplaced,
)
from portfolio.process.flow import Lengths, Stays, all_lengths, stays_of
from portfolio.queries import corrections as corrections_query
from portfolio.queries import differences as differences_query
from portfolio.queries import drafts as drafts_query
from portfolio.queries import everything as everything_query
from portfolio.queries import follow_history as follow_history_query
from portfolio.queries import gaps as gaps_query
from portfolio.queries import handback as handback_query
from portfolio.queries import homes as homes_query
from portfolio.queries import initiative as initiative_query
from portfolio.queries import ledger as ledger_query
from portfolio.queries import origins as origins_query
from portfolio.queries import papers as papers_query
from portfolio.queries import portfolio as portfolio_query
from portfolio.queries import process_history as process_history_query
from portfolio.queries import source_changes as source_changes_query
from portfolio.queries import sources as sources_query
from portfolio.queries import titles as titles_query
from portfolio.queries import uploads as uploads_query
from portfolio.queries import views as views_query
from portfolio.queries.adoption import AdoptionBook, ListedAdoption, read_adoption, read_listed_adoption
from portfolio.queries.asked import AskedBook, read_asked
from portfolio.queries.corrections import CorrectionEntry, CorrectionToReview, TakenOff
from portfolio.queries.differences import Place as ChangePlace
from portfolio.queries.differences import Set
from portfolio.queries.drafts import DraftDetail
from portfolio.queries.evaluations import EvaluationBook, EvaluationNote, PlanNote, read_evaluations
from portfolio.queries.everything import Place
from portfolio.queries.follow_history import FollowEntry, FollowKind
from portfolio.queries.gaps import Spot, Spots
from portfolio.queries.handback import AnsweredQuestion, HandBackFacts
from portfolio.queries.initiative import (
    Claim,
    CorrectionNote,
    ExtraClaim,
    InitiativeRecord,
    MonthNote,
    ReportNote,
)
from portfolio.queries.ledger import ApartNote, ChangeNote, LedgerEntry, MergeNote
from portfolio.queries.list_steps import ListSteps, read_list_steps
from portfolio.queries.measurements import Measurement, read_measurements
from portfolio.queries.meeting_notes import NoteKey, NoteVersion, newest_notes
from portfolio.queries.meeting_notes import note_versions as read_note_versions
from portfolio.queries.meetings import has_meeting, read_meetings
from portfolio.queries.milestones import read_milestones
from portfolio.queries.month_words import read_month_words, read_words_of
from portfolio.queries.origins import ListFile, ValueCells
from portfolio.queries.papers import KeptPaper
from portfolio.queries.portfolio import Stamps
from portfolio.queries.process import read_book
from portfolio.queries.process_history import EntryKind, ProcessEntry
from portfolio.queries.rounds import RoundBook, read_rounds
from portfolio.queries.snapshot import read_ended, read_snapshot
from portfolio.queries.source_changes import SourceChangeNote, SourceChanges
from portfolio.queries.sources import MonthsList, SourceHistory, SourceSettings, SourceSummary
from portfolio.queries.templates import Away, TemplateVersion, has_template
from portfolio.queries.templates import template_versions as read_template_versions
from portfolio.queries.titles import LooseTitle, TitleNote
from portfolio.queries.told import Homes
from portfolio.queries.uploads import UploadDetail, UploadSummary
from portfolio.queries.views import View as SavedView
from portfolio.records import Value
from portfolio.reference import Reference, load_reference, using_reference
from portfolio.reference_edits import EditedReference, edited_until, known_until
from portfolio.reference_edits import edited_reference as read_edited
from portfolio.row_names import RowNames
from portfolio.rules.months import danish_day
from portfolio.selection import Chosen, Criteria, select
from portfolio.snapshot import LIGHTS, Code, Item, Snapshot
from portfolio.spread.matrix import Ground, MatrixRow, matrix_row
from portfolio.transition import Stand, Transition, make_transition
from portfolio.vocabulary import MeetingState, NoteKind, OrganisationKind

__all__ = [
    "AdoptionBook",
    "AnsweredQuestion",
    "ApartNote",
    "Away",
    "Candidate",
    "ChangeKind",
    "ChangeNote",
    "ChangePlace",
    "Changed",
    "Chosen",
    "ChosenBy",
    "Claim",
    "Comparison",
    "CorrectionEntry",
    "CorrectionNote",
    "CorrectionToReview",
    "DecisionNote",
    "Difference",
    "Differences",
    "DraftDetail",
    "DraftFacts",
    "Earlier",
    "EntryKind",
    "EvaluationBook",
    "EvaluationNote",
    "ExtraClaim",
    "FollowEntry",
    "FollowKind",
    "HomeEntry",
    "Identity",
    "InitiativeCourse",
    "InitiativeRecord",
    "JobFacts",
    "KeptPaper",
    "LedgerEntry",
    "ListFile",
    "Looked",
    "LooseTitle",
    "Matter",
    "Measurement",
    "MeetingBook",
    "MergeNote",
    "MilestoneBook",
    "MonthNote",
    "MonthWords",
    "MonthsList",
    "NoteKey",
    "NoteVersion",
    "OfferNote",
    "PairSide",
    "Place",
    "PlanNote",
    "Point",
    "Portfolio",
    "PossiblePair",
    "ProcessBook",
    "ProcessEntry",
    "ReportNote",
    "RoundBook",
    "SavedView",
    "Set",
    "SourceChangeNote",
    "SourceChanges",
    "SourceHistory",
    "SourceSettings",
    "SourceSummary",
    "Spot",
    "Spots",
    "SpreadMatrix",
    "Stand",
    "Stays",
    "TakenOff",
    "TemplateVersion",
    "TitleNote",
    "Transition",
    "Unplaced",
    "UploadDetail",
    "UploadSummary",
    "ValueCells",
    "Why",
]

Clock = Callable[[], dt.datetime]
"""Gives the present instant, aware, in UTC."""

EXTENSION = "tvaerblik"
_DAYS_KEPT, _COMPARISONS_KEPT, _DRIFTS_KEPT = 4, 8, 64
_STRUCTURES_KEPT = 6
_LOOKED_AT_UNASKED = 500
_MATRICES_KEPT = 8
_MOST_TAKEN_APART = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class Portfolio:
    """What is known at a moment: what every page begins with.

    Attributes:
        snapshot: the initiatives.
        sources: every list's source and its newest upload until then.
        moment: the moment it is seen from.
        first_day: the day on which the first list ever came; None: none has.
        structure_on: the day by whose structure the initiatives are grouped; None: as their lists say.
    """

    snapshot: Snapshot
    sources: tuple[SourceSummary, ...]
    moment: Moment
    first_day: dt.date | None = None
    structure_on: dt.date | None = None

    @property
    def today(self) -> dt.date:
        """The day it is seen from."""
        return self.moment.day

    @property
    def newest_month(self) -> dt.date | None:
        """The newest reporting month that any list has."""
        months = [source.newest_month for source in self.sources if source.newest_month is not None]
        return max(months, default=None)

    @property
    def is_before_first(self) -> bool:
        """Whether the day lies before the one on which the first list ever came."""
        return self.first_day is not None and self.today < self.first_day

    @property
    def month_before(self) -> Moment | None:
        """The end of the month before the newest: what is compared with when nobody asks for a moment."""
        return None if self.newest_month is None else Moment(self.newest_month - dt.timedelta(days=1))

    def chosen(self, criteria: Criteria) -> Chosen:
        """Give the initiatives that meet some criteria, by id."""
        return select(self.snapshot, criteria)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What a regrouping rests on; reference data is compared by which it is, not by what it holds."""

    portfolio: str
    homes: str
    reference: Reference

    def __eq__(self, other: object) -> bool:
        """Tell whether two are the same state."""
        if not isinstance(other, State) or self.reference is not other.reference:
            return False
        return (self.portfolio, self.homes) == (other.portfolio, other.homes)

    def __hash__(self) -> int:
        return hash((self.portfolio, self.homes, id(self.reference)))


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What a meeting looks at.

    Attributes:
        moment: its moment: what was frozen, else the one that the page is seen from.
        since: the moment that it is compared with; None: there is none before.
        previous: the meeting of its series that was held before, whose moment that is.
        portfolio: the portfolio at its moment.
        chosen: the initiatives that its series follows.
        comparison: what is different since then.
        proposals: what belongs on its agenda and does not stand there; titles are the page's to write.
    """

    moment: Moment
    since: Moment | None
    previous: Meeting | None
    portfolio: Portfolio
    chosen: Chosen
    comparison: Comparison | None
    proposals: tuple[PointFacts, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SpreadMatrix:
    """How far receivers of a kind are: what it stands on, and the row of each initiative that is told of."""

    ground: Ground
    rows: Mapping[int, MatrixRow]


def _moment_of(meeting: Meeting) -> Moment | None:
    """Give the moment that a meeting looks at; None: it follows the portfolio."""
    if meeting.frozen_at is not None:
        return moment_at(meeting.frozen_at, meeting.id)
    return Moment(meeting.day, meeting=meeting.id) if meeting.state is MeetingState.HELD else None


class Door:
    """Reads from one database, with the day from a clock."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self.portfolio = Once(self._portfolio, _DAYS_KEPT)
        self.decisions = Once(self._decisions, _DAYS_KEPT)
        self.transition = Once(self._transition, _STRUCTURES_KEPT)
        self.differences = Once(self._differences, _COMPARISONS_KEPT)
        self.ended = Once(self._ended, _COMPARISONS_KEPT)
        self.comparison = Once(self._comparison, _COMPARISONS_KEPT)
        self.spots = Once(self._spots, _DAYS_KEPT)
        self.histories = Once(self._histories, _DAYS_KEPT)
        self.drift = Once(self._drift, _DRIFTS_KEPT)
        self.to_review = Once(self._to_review, 1)
        self.views = Once(self._views, 1)
        self.list_steps = Once(self._list_steps, _DAYS_KEPT)
        self.processes = Once(self._processes, _DAYS_KEPT)
        self.month_words = Once(self._month_words, _DAYS_KEPT)
        self.milestones = Once(self._milestones, _DAYS_KEPT)
        self.listed_adoption = Once(self._listed_adoption, _DAYS_KEPT)
        self.adoption = Once(self._adoption, _DAYS_KEPT)
        self.spread_matrix = Once(self._spread_matrix, _MATRICES_KEPT)
        self.rounds = Once(self._rounds, _DAYS_KEPT)
        self.evaluations = Once(self._evaluations, _DAYS_KEPT)
        self.meetings = Once(self._meetings, _DAYS_KEPT)
        self.asked = Once(self._asked, _DAYS_KEPT)
        self.looked = Once(self._looked, _DAYS_KEPT)
        self._books: Mapping[Moment, ProcessBook] = {}
        self.stays = Once(self._stays, _DAYS_KEPT)
        self.lengths = Once(self._lengths, _DAYS_KEPT)
        self.points = Once(self._points, _DAYS_KEPT)
        self.pairs = Once(self._pairs, 1)
        self.title_candidates = Once(self._title_candidates, 1)
        self._taken_apart: pairs_query.Known = {}
        self.edited = Once(self._edited, 1)
        self.reference_then = Once(self._reference_then, _DAYS_KEPT)

    def stamp(self) -> str:
        """Say in which state the portfolio is."""
        return self.stamps().portfolio

    def stamps(self) -> Stamps:
        """Say in which state the portfolio is, and in which views, reference data and processes."""
        with reading(self.engine) as session:
            return portfolio_query.stamps(session)

    def has_initiative(self, initiative_id: int) -> bool:
        """Tell whether an initiative with this number is known now, or where it went."""
        known = self.portfolio(self.stamp(), Moment(danish_day(self.clock())))
        if known.snapshot.place(initiative_id) is not None:
            return True
        with reading(self.engine) as session:
            merged = ledger_query.merged_to(session, initiative_id)
            return merged is not None or corrections_query.taken_off(session, initiative_id) is not None

    def has_upload(self, upload_id: int) -> bool:
        """Tell whether there is an upload with this number."""
        with reading(self.engine) as session:
            return uploads_query.has_upload(session, upload_id)

    def has_job(self, job_id: str) -> bool:
        """Tell whether there is a job with this id."""
        with reading(self.engine) as session:
            return job_facts(session, job_id) is not None

    def has_draft(self, draft_id: int) -> bool:
        """Tell whether there is a draft with this number."""
        with reading(self.engine) as session:
            return drafts_query.has_draft(session, draft_id)

    def has_source(self, source_id: int) -> bool:
        """Tell whether there is a source with this number."""
        with reading(self.engine) as session:
            return sources_query.has_source(session, source_id)

    def _to_review(self, stamp: str) -> tuple[CorrectionToReview, ...]:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return corrections_query.corrections_to_review(session)

    def _edited(self, mark: str) -> EditedReference:
        with reading(self.engine) as session:
            return read_edited(session, mark)

    def _reference_then(self, mark: str, moment: Moment) -> Reference:
        return known_until(self.edited(mark), moment.instant)

    def _views(self, stamp: str) -> tuple[SavedView, ...]:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return views_query.views(session)

    def _list_steps(self, stamp: str, moment: Moment) -> ListSteps:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return read_list_steps(session, moment.instant)

    def _month_words(self, stamp: str, moment: Moment) -> MonthWords:
        known = self.portfolio(stamp, moment).snapshot
        with reading(self.engine) as session:
            return read_month_words(session, known, moment.instant)

    def _milestones(self, stamp: str, moment: Moment) -> MilestoneBook:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return read_milestones(session, moment.instant)

    def _processes(self, stamps: tuple[str, str], moment: Moment) -> ProcessBook:
        lists = self.list_steps(stamps[0], moment)
        before = self._books.get(moment)
        with reading(self.engine) as session:
            book = read_book(session, moment.instant, moment.day, lists, before)
        self._books = {moment: book}
        return book

    def _stays(self, stamps: tuple[str, str], moment: Moment) -> Stays:
        courses = self.processes(stamps, moment).courses
        return stays_of(((id_, found.course) for id_, found in courses.items()), moment.day)

    def _lengths(self, stamps: tuple[str, str], moment: Moment) -> Mapping[tuple[str, str], Lengths]:
        return all_lengths(self.stays(stamps, moment))

    def _points(self, stamps: tuple[str, str, str], moment: Moment) -> tuple[Point, ...]:
        of_lists, of_processes, of_rounds = stamps
        rounds = noted_rounds(self.rounds((of_lists, of_rounds), moment).of, moment.day)
        return points_of(
            self.processes((of_lists, of_processes), moment).courses.values(), rounds, moment.day
        )

    def has_meeting(self, meeting_id: int) -> bool:
        """Tell whether a meeting with this number was ever planned."""
        with reading(self.engine) as session:
            return has_meeting(session, meeting_id)

    def _meetings(self, stamps: tuple[str, str], moment: Moment) -> MeetingBook:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return read_meetings(session, moment.instant)

    def _asked(self, stamp: str, moment: Moment) -> AskedBook:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return read_asked(session, moment.instant)

    def _compared_within(
        self, of_lists: str, since: Moment, moment: Moment, criteria: Criteria
    ) -> Comparison:
        """Compare two moments for those that meet some criteria at one of them."""
        whole = self.comparison(of_lists, since, moment)
        if criteria.unfiltered() == criteria:
            return whole
        now = self.portfolio(of_lists, moment).chosen(criteria)
        then = self.portfolio(of_lists, since).chosen(criteria)
        return replace(whole, differences=within(whole.differences, now, then))

    def _looked(
        self,
        stamps: tuple[str, str, str, str],
        asked_at: Moment,
        meeting_id: int,
        criteria: Criteria,
        pairs: tuple[PossiblePair, ...],
    ) -> Looked:
        """See what a meeting looks at, and what belongs on its agenda."""
        of_lists, of_processes, of_evaluations, of_meetings = stamps
        book = self.meetings((of_lists, of_meetings), asked_at)
        meeting, processes = book.meetings[meeting_id], (of_lists, of_processes)
        moment = _moment_of(meeting) or asked_at
        known, previous = self.portfolio(of_lists, moment), book.previous(meeting)
        since = known.month_before if previous is None else _moment_of(previous)
        since = None if since is not None and since.instant >= moment.instant else since
        chosen = known.chosen(criteria)
        evaluations = self.evaluations((of_lists, of_evaluations), moment)
        asked = self.asked(of_lists, moment)
        comparison = None if since is None else self._compared_within(of_lists, since, moment, criteria)
        basis = Basis(
            today=moment.day,
            chosen=chosen,
            before=known.snapshot.lights_before if comparison is None else comparison.lights,
            courses=self.processes(processes, moment).courses,
            lengths=self.lengths(processes, moment),
            clocks={id_: evaluations.clock(id_, moment.day) for id_ in evaluations.plans},
            evaluated=frozenset(evaluations.held),
            wanted=asked.wanted,
            milestones=asked.milestones,
            pairs=pairs,
        )
        is_open = meeting.state is MeetingState.PLANNED
        found = proposals(basis, meeting, book) if is_open else ()
        return Looked(moment, since, previous, known, chosen, comparison, found)

    def has_template(self, template_id: str) -> bool:
        """Tell whether there is, or was, a process with this id."""
        with reading(self.engine) as session:
            return has_template(session, template_id)

    def _listed_adoption(self, stamp: str, moment: Moment) -> ListedAdoption:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return read_listed_adoption(session, moment.instant)

    def loose_titles(self, stamp: str, moment: Moment) -> tuple[LooseTitle, ...]:
        """Give the titles in lists' tables that are those of no one initiative, source by source."""
        both = (*self.list_steps(stamp, moment).loose, *self.listed_adoption(stamp, moment).loose)
        return tuple(sorted(both, key=lambda it: (it.source, it.kind, it.title)))

    def _title_candidates(self, stamp: str, moment: Moment) -> Mapping[str, tuple[Candidate, ...]]:
        titles = [it.title for it in self.loose_titles(stamp, moment)]
        with reading(self.engine) as session:
            return titles_query.title_candidates(session, titles)

    def _adoption(self, stamps: tuple[str, str], moment: Moment) -> AdoptionBook:
        listed = self.listed_adoption(stamps[0], moment)
        with reading(self.engine) as session:
            return read_adoption(session, moment.instant, listed)

    def _spread_matrix(
        self, stamps: tuple[str, str], moment: Moment, axis: OrganisationKind, reference: Reference
    ) -> SpreadMatrix:
        known, book = self.portfolio(stamps[0], moment).snapshot, self.adoption(stamps, moment)
        ground = Ground(axis, moment.day, reference)
        areas = {it.id: it.region for it in reference.organisations}
        rows = {
            id_: matrix_row(ground, id_, receivers, _region(known, id_, areas))
            for id_, receivers in book.receivers.items()
        }
        return SpreadMatrix(ground, rows)

    def _rounds(self, stamps: tuple[str, str], moment: Moment) -> RoundBook:  # noqa: ARG002 -- the cache's key
        as_of = moment.instant
        with reading(self.engine) as session:
            return read_rounds(session, as_of, Homes(session, as_of))

    def _evaluations(self, stamps: tuple[str, str], moment: Moment) -> EvaluationBook:  # noqa: ARG002 -- the cache's key
        as_of = moment.instant
        with reading(self.engine) as session:
            return read_evaluations(session, as_of, Homes(session, as_of))

    def _portfolio(self, stamp: str, moment: Moment) -> Portfolio:  # noqa: ARG002 -- the cache's key
        as_of = moment.instant
        with reading(self.engine) as session:
            first = uploads_query.first_uploaded_at(session)
            return Portfolio(
                snapshot=read_snapshot(session, as_of, moment.day),
                sources=sources_query.sources(session, as_of),
                moment=moment,
                first_day=None if first is None else danish_day(first),
            )

    def _decisions(self, stamp: str, moment: Moment) -> dict[int, tuple[HomeEntry, ...]]:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return homes_query.home_decisions(session, moment.instant)

    def _transition(self, state: State, moment: Moment, day: dt.date) -> Transition:
        known, entries = self.portfolio(state.portfolio, moment), self.decisions(state.homes, moment)
        return make_transition(known.snapshot, state.reference, day, entries)

    def _differences(self, stamp: str, since: Moment, moment: Moment) -> Differences:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return differences_query.read_differences(session, since.instant, moment.instant)

    def _ended(self, stamp: str, since: Moment, moment: Moment) -> Snapshot:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return read_ended(session, since.instant, since.day, moment.instant)

    def _comparison(self, stamp: str, since: Moment, moment: Moment) -> Comparison:
        known = self.portfolio(stamp, moment).snapshot
        return held_against(known, self.differences(stamp, since, moment))

    def _spots(self, stamp: str, moment: Moment) -> Spots:
        known = self.portfolio(stamp, moment).snapshot
        with reading(self.engine) as session:
            return gaps_query.read_spots(session, known, moment.instant)

    def _histories(self, stamp: str, moment: Moment) -> dict[int, SourceHistory]:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return sources_query.source_histories(session, moment.instant)

    def _pairs(self, stamp: str) -> tuple[PossiblePair, ...]:  # noqa: ARG002 -- the cache's key
        if len(self._taken_apart) > _MOST_TAKEN_APART:
            self._taken_apart = {}
        with reading(self.engine) as session:
            return pairs_query.possible_pairs(session, self._taken_apart)

    def _drift(self, stamp: str, upload_id: int, moment: Moment) -> tuple[Drift, ...]:  # noqa: ARG002 -- the cache's key
        with reading(self.engine) as session:
            return sources_query.newest_drift(session, upload_id, moment.instant)


def looked_state(stamps: Stamps) -> tuple[str, str, str, str]:
    """Give the states that what a meeting looks at rests on."""
    return stamps.portfolio, stamps.processes, stamps.evaluations, stamps.meetings


def open_door(engine: Engine, clock: Clock) -> Door:
    """Make the door of an app; ``create_app`` puts it where the pages find it."""
    return Door(engine, clock)


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """What lights are compared with.

    Attributes:
        since: the moment that the reader asks for; None: what each list said the month before.
        lights: for each initiative of the snapshot, the place of its light then in ``LIGHTS``.
    """

    since: Moment | None
    lights: NDArray[np.int8]

    def light(self, initiative: Item) -> Code:
        """Give an initiative's light then."""
        return LIGHTS[int(self.lights[initiative.place])]


def look_from(moment: Moment | None, structure_on: dt.date | None = None) -> None:
    """See the portfolio from a moment all through this request; None: as it is now.

    Reference data too is what was known then. ``structure_on`` is the day by whose structure it is grouped;
    None: as its lists say.
    """
    g.moment, g.structure_on = moment, structure_on
    stack: ExitStack | None = g.get("reference_data")
    if moment is not None and stack is not None:
        stack.enter_context(using_reference(lambda: _door().reference_then(_stamps().reference, moment)))


def present_day() -> dt.date:
    """Give the day it is, whatever moment the portfolio is seen from."""
    return danish_day(_door().clock())


def is_present() -> bool:
    """Tell whether the portfolio is seen as it is now, so that it can be changed."""
    return g.get("moment") is None


def structure_on() -> dt.date | None:
    """Give the day by whose structure it is grouped; None: as lists say, and outside of a request."""
    day: dt.date | None = g.get("structure_on") if has_app_context() else None
    return day


def portfolio() -> Portfolio:
    """Give the portfolio as it is, or was at the moment looked from; the same all through a request."""
    if "portfolio" not in g:
        g.portfolio = _grouped(_door().portfolio(_stamp(), _moment()))
    kept: Portfolio = g.portfolio
    return kept


def portfolio_at(moment: Moment) -> Portfolio:
    """Give the portfolio as it was at another moment, grouped as this request's is."""
    known = _door().portfolio(_stamp(), moment)
    structure = structure_on()
    if structure is None:
        return known
    state = State(_stamps().portfolio, _stamps().homes, load_reference())
    then = _door().transition(state, moment, structure)
    return replace(known, snapshot=then.snapshot, structure_on=structure)


def _grouped(known: Portfolio) -> Portfolio:
    day = structure_on()
    return known if day is None else replace(known, snapshot=transition(day).snapshot, structure_on=day)


def transition(day: dt.date) -> Transition:
    """Give where every initiative belongs in the structure of a day, with what people have decided."""
    state = State(_stamps().portfolio, _stamps().homes, load_reference())
    return _door().transition(state, _moment(), day)


def home_history(initiative_id: int) -> Sequence[HomeEntry]:
    """Give all decisions of where an initiative belongs, also those undone, the newest first."""
    with reading(_door().engine) as session:
        return homes_query.home_history(session, initiative_id, _moment().instant)


def comparison(since: Moment) -> Comparison:
    """Give what is different from a moment."""
    return _door().comparison(_stamp(), since, _moment())


def portfolio_then(since: Moment) -> Portfolio:
    """Give the portfolio of an earlier moment, grouped as the one that is looked at."""
    known = _door().portfolio(_stamp(), since)
    day = structure_on()
    if day is None:
        return known
    state = State(_stamps().portfolio, _stamps().homes, load_reference())
    return replace(known, snapshot=_door().transition(state, since, day).snapshot, structure_on=day)


def differences(criteria: Criteria, since: Moment) -> Differences:
    """Give what is otherwise than at a moment about those that meet some criteria, or met them then."""
    found = _door().differences(_stamp(), since, _moment())
    if criteria.unfiltered() == criteria:
        return found
    now = portfolio().chosen(criteria)
    if criteria.gaps or g.get("structure_on") is not None:  # what time alone, or a decision, may change
        return within(found, now, portfolio_then(since).chosen(criteria))
    then = select(_door().ended(_stamp(), since, _moment()), criteria)
    return within(found, now, then, is_of_ended=True)


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """Where the two sides of changes stand.

    Attributes:
        then: the cells that values of then are from, by initiative and field; "": the row itself.
        now: the same of now.
        set_then: what people had set then, by initiative and field.
        set_now: what they have set now.
        titles: what initiatives that others were merged into, or split from, are called.
    """

    then: differences_query.Places
    now: differences_query.Places
    set_then: Mapping[tuple[int, str], Set]
    set_now: Mapping[tuple[int, str], Set]
    titles: Mapping[int, str]


def origins(found: Sequence[Difference], since: Moment) -> Origins:
    """Give where the two sides of what is otherwise stand."""
    ids = [it.initiative_id for it in found]
    others = {other for it in found for other in it.others}
    now = _moment().instant
    with reading(_door().engine) as session:
        titles = differences_query.read_titles(session, others, since.instant)
        return Origins(
            then=differences_query.read_places(session, ids, since.instant),
            now=differences_query.read_places(session, ids, now),
            set_then=differences_query.read_set(session, ids, since.instant),
            set_now=differences_query.read_set(session, ids, now),
            titles=titles | differences_query.read_titles(session, others, now),
        )


def earlier(since: Moment | None) -> Earlier:
    """Give the lights of a moment, or of the month before where no moment is asked for."""
    lights = portfolio().snapshot.lights_before if since is None else comparison(since).lights
    return Earlier(since, lights)


def initiative(initiative_id: int) -> InitiativeRecord | None:
    """Give all that is known of an initiative, with the cell behind each value; None: there is none such."""
    with reading(_door().engine) as session:
        return initiative_query.initiative(session, initiative_id, _moment().instant)


@dataclass(frozen=True, slots=True)
class Identity:
    """Which rows of lists are held to be about an initiative, and what people have decided of that.

    Attributes:
        ledger: the decisions that rows are about it, also those undone.
        changes: the merges and splits that it had a part in, also those undone.
        apart: what it is said not to be.
        possible: what it may be, the likeliest first; None: nobody has looked.
    """

    ledger: tuple[LedgerEntry, ...]
    changes: tuple[ChangeNote, ...]
    apart: tuple[ApartNote, ...]
    possible: tuple[Candidate, ...] | None


def identity(initiative_id: int, *, is_looking: bool) -> Identity:
    """Give which rows are about an initiative, how that was decided, and what else it may be.

    What it may be is looked for when somebody asks, else only where there are few: it takes a look at all.
    Nothing is looked for as of an earlier moment, where nothing can be said of it.
    """
    looks = is_present() and (is_looking or len(portfolio().snapshot) <= _LOOKED_AT_UNASKED)
    at = ledger_query.LATEST if is_present() else _moment().instant
    with reading(_door().engine) as session:
        return Identity(
            ledger_query.ledger(session, initiative_id, at),
            ledger_query.changes(session, initiative_id, at),
            ledger_query.apart_from(session, initiative_id, at),
            candidates.possible_matches(session, initiative_id) if looks else None,
        )


def possible_pairs() -> tuple[PossiblePair, ...]:
    """Give the pairs of initiatives to ask about, the likeliest first: always as it is now."""
    found = _door().pairs(_stamp())
    with reading(_door().engine) as session:
        return pairs_query.undecided(session, found)


def matches_of_title(title: str) -> tuple[Candidate, ...]:
    """Give the initiatives that one with a title may be the same as, the likeliest first."""
    with reading(_door().engine) as session:
        return candidates.matches_of_title(session, title)


def merged_to(initiative_id: int) -> MergeNote | None:
    """Give what an initiative has been merged into; None: it has not."""
    with reading(_door().engine) as session:
        return ledger_query.merged_to(session, initiative_id, _moment().instant)


def taken_off(initiative_id: int) -> TakenOff | None:
    """Tell of an initiative typed here that has been taken off the list since; nothing as of earlier."""
    if not is_present():
        return None
    with reading(_door().engine) as session:
        return corrections_query.taken_off(session, initiative_id)


def correction_history(initiative_id: int) -> tuple[CorrectionEntry, ...]:
    """Give all corrections of an initiative, also those undone, the newest first."""
    with reading(_door().engine) as session:
        return corrections_query.correction_history(session, initiative_id, _moment().instant)


def corrections_to_review() -> tuple[CorrectionToReview, ...]:
    """Give the corrections that stand while lists have moved since; none on an earlier day."""
    return _door().to_review(_stamp()) if is_present() else ()


def values_at(moment: Moment) -> dict[int, dict[str, Value]]:
    """Give every initiative's values by field as they were at another moment."""
    with reading(_door().engine) as session:
        return everything_query.all_values(session, moment.instant)


def measurements() -> tuple[Measurement, ...]:
    """Give what lists' tables measure."""
    with reading(_door().engine) as session:
        return read_measurements(session, _moment().instant)


def everything() -> tuple[dict[int, dict[str, Value]], dict[int, Place]]:
    """Give every initiative's values by field, and its place in the newest list that has it."""
    as_of = _moment().instant
    with reading(_door().engine) as session:
        return everything_query.all_values(session, as_of), everything_query.newest_places(session, as_of)


def value_cells(ids: Collection[int]) -> dict[int, ValueCells]:
    """Give the cells that the values of some initiatives stand in."""
    with reading(_door().engine) as session:
        return origins_query.value_cells(session, _moment().instant, ids)


def list_files(upload_ids: Collection[int]) -> dict[int, ListFile]:
    """Give the files of some uploads."""
    with reading(_door().engine) as session:
        return origins_query.list_files(session, upload_ids)


def uploads(limit: int | None = None) -> tuple[UploadSummary, ...]:
    """Give the uploads, the newest first."""
    with reading(_door().engine) as session:
        return uploads_query.uploads(session, limit=limit)


def upload(upload_id: int) -> UploadDetail | None:
    """Give an upload's receipt; None when there is none such."""
    with reading(_door().engine) as session:
        return uploads_query.upload(session, upload_id)


def drafts() -> tuple[DraftDetail, ...]:
    """Give the received files that somebody has still to deal with, the newest first."""
    with reading(_door().engine) as session:
        return drafts_query.drafts(session)


def drafts_of(draft_ids: Sequence[int]) -> tuple[DraftDetail, ...]:
    """Give some received files in whatever state."""
    with reading(_door().engine) as session:
        return drafts_query.drafts_of(session, draft_ids)


def discarded_drafts() -> tuple[DraftFacts, ...]:
    """Give the discarded files that are still kept, so that they can be had again."""
    with reading(_door().engine) as session:
        return drafts_query.discarded(session)


def draft(draft_id: int) -> DraftDetail | None:
    """Give a received file on its way; None: there is none such."""
    with reading(_door().engine) as session:
        return drafts_query.draft(session, draft_id)


def job(job_id: str) -> JobFacts | None:
    """Give a job as it stands; None: there is none such."""
    with reading(_door().engine) as session:
        return job_facts(session, job_id)


def draft_upload(draft_id: int) -> int | None:
    """Give the upload that a draft has become; None: it has not."""
    with reading(_door().engine) as session:
        return drafts_query.draft_upload(session, draft_id)


def hand_back_facts(upload_id: int) -> HandBackFacts | None:
    """Give what goes back to an upload's sender; None: there is no such upload."""
    with reading(_door().engine) as session:
        return handback_query.hand_back_facts(session, upload_id)


def sender_answers(upload_id: int) -> tuple[AnsweredQuestion, ...]:
    """Give what an upload's sender wrote about earlier questions."""
    with reading(_door().engine) as session:
        return handback_query.sender_answers(session, upload_id)


def told_answers(draft: DraftDetail) -> tuple[AnsweredQuestion, ...]:
    """Give what the sender of a draft wrote about earlier questions."""
    if draft.result is None or not draft.result.answers:
        return ()
    with reading(_door().engine) as session:
        return handback_query.told_answers(session, draft.facts.source_id, draft.result.answers)


def template_rows(source_id: int) -> list[tuple[dict[str, Value], int]]:
    """Give what is known of the initiatives of a source's newest list, with our ids."""
    with reading(_door().engine) as session:
        return handback_query.template_rows(session, source_id)


def spots() -> Spots:
    """Give where the initiatives stand in the sources' newest lists."""
    return _door().spots(_stamp(), _moment())


def histories() -> dict[int, SourceHistory]:
    """Give how the lists of each source have come, by its id."""
    return _door().histories(_stamp(), _moment())


def source_settings() -> dict[int, SourceSettings]:
    """Give what people had said of every source, by its id; how lists are read is always as it is now."""
    with reading(_door().engine) as session:
        return sources_query.source_settings(session, None if is_present() else _moment().instant)


def source_changes(source_id: int, *, skipped: int, limit: int) -> SourceChanges:
    """Give what has been changed of a source, the newest first."""
    with reading(_door().engine) as session:
        return source_changes_query.source_changes(session, source_id, skipped=skipped, limit=limit)


def source_uploads(source_id: int) -> tuple[UploadSummary, ...]:
    """Give the uploads of a source, the newest first."""
    with reading(_door().engine) as session:
        return uploads_query.uploads(session, source_id)


def newest_drift(upload_id: int) -> tuple[Drift, ...]:
    """Say what of a list is otherwise than in its source's list before it."""
    return _door().drift(_stamp(), upload_id, _moment())


def open_findings(upload_id: int) -> tuple[tuple[Finding, ...], RowNames]:
    """Give what a list's sender is to be asked about, and which initiatives its rows are about."""
    with reading(_door().engine) as session:
        return sources_query.open_findings(session, upload_id)


def processes() -> ProcessBook:
    """Give where every initiative is in its process."""
    return _door().processes(_process_stamp(), _moment())


def month_words() -> MonthWords:
    """Give what was said of every initiative month by month."""
    return _door().month_words(_stamp(), _moment())


def words_of(initiative_id: int) -> MonthWords:
    """Give what was said of one initiative month by month; of the others it knows nothing."""
    moment = _moment()
    with reading(_door().engine) as session:
        return read_words_of(session, portfolio().snapshot, moment.instant, initiative_id)


def milestones() -> MilestoneBook:
    """Give the milestones that lists have tables of."""
    return _door().milestones(_stamp(), _moment())


def stays() -> Stays:
    """Give how long every initiative has been in every step."""
    return _door().stays(_process_stamp(), _moment())


def stay_lengths() -> Mapping[tuple[str, str], Lengths]:
    """Give what all stays in each step say together, by process and step."""
    return _door().lengths(_process_stamp(), _moment())


def meeting_points() -> tuple[Point, ...]:
    """Give what goes to the next meeting of every body, with what it lacks."""
    return _door().points((*_process_stamp(), _stamps().rounds), _moment())


def template_versions() -> tuple[TemplateVersion, ...]:
    """Give every version of every process, the oldest first."""
    with reading(_door().engine) as session:
        return read_template_versions(session, _moment().instant)


def loose_titles() -> tuple[LooseTitle, ...]:
    """Give the titles in lists' tables that are those of no one initiative, source by source."""
    return _door().loose_titles(_stamp(), _moment())


def title_candidates() -> Mapping[str, tuple[Candidate, ...]]:
    """Give for each loose title the initiatives that it may be of, the likeliest first."""
    return _door().title_candidates(_stamp(), _moment())


def title_notes() -> tuple[TitleNote, ...]:
    """Give what people have said of titles; none on an earlier day."""
    if not is_present():
        return ()
    with reading(_door().engine) as session:
        return titles_query.title_notes(session)


def rounds() -> RoundBook:
    """Give all rounds of comments."""
    return _door().rounds((_stamp(), _stamps().rounds), _moment())


def adoption() -> AdoptionBook:
    """Give who has taken what into use."""
    return _door().adoption((_stamp(), _stamps().adoption), _moment())


def adoption_then(since: Moment) -> AdoptionBook:
    """Give who had taken what into use at an earlier moment."""
    return _door().adoption((_stamp(), _stamps().adoption), since)


def spread_matrix(axis: OrganisationKind, then: Moment | None = None) -> SpreadMatrix:
    """Give how far each receiver on an axis is with each initiative that anybody has told of.

    Args:
        axis: the kind of receivers.
        then: an earlier moment to see it from; None: the one that is looked from.
    """
    stamps = (_stamp(), _stamps().adoption)
    return _door().spread_matrix(stamps, then or _moment(), axis, load_reference())


def bare_row(matrix: SpreadMatrix, initiative_id: int) -> MatrixRow:
    """Give the row of an initiative that nobody has told of: all that it may be meant for is unknown."""
    areas = {it.id: it.region for it in load_reference().organisations}
    return matrix_row(matrix.ground, initiative_id, (), _region(portfolio().snapshot, initiative_id, areas))


def _region(known: Snapshot, initiative_id: int, regions: Mapping[str, str | None]) -> str | None:
    """Give an initiative's region: its area's, else its first municipality's."""
    place = known.place(initiative_id)
    if place is None:
        return None
    item = known.item(place)
    named = (item.code("organisation_id"), *item.municipalities())
    return next((region for it in named if it and (region := regions.get(it))), None)


def evaluations() -> EvaluationBook:
    """Give when initiatives are to be evaluated, and what came of it."""
    return _door().evaluations((_stamp(), _stamps().evaluations), _moment())


def kept_paper(number: int) -> KeptPaper | None:
    """Give where a paper lies among the kept files; None: there is none such."""
    with reading(_door().engine) as session:
        return papers_query.kept_paper(session, number)


def meetings() -> MeetingBook:
    """Give all series, meetings and actions."""
    stamps = _stamps()
    return _door().meetings((stamps.portfolio, stamps.meetings), _moment())


def meetings_now() -> MeetingBook:
    """Give all series, meetings and actions as they are now, whatever moment the portfolio is seen from."""
    stamps = _stamps()
    return _door().meetings((stamps.portfolio, stamps.meetings), Moment(present_day()))


def meetings_mark() -> int:
    """Give a number that rises with everything that happens to meetings, at them and to actions."""
    return int(_stamps().meetings) if _stamps().meetings.isdigit() else 0


def meeting_notes(meeting_id: int | None = None) -> dict[NoteKey, NoteVersion]:
    """Give the texts that stand of a meeting's points, or of all meetings', with who wrote them."""
    with reading(_door().engine) as session:
        return newest_notes(session, meeting_id)


def note_versions(meeting_id: int, key: str, kind: NoteKind) -> tuple[NoteVersion, ...]:
    """Give the earlier texts of a point of a meeting, the newest first."""
    with reading(_door().engine) as session:
        return read_note_versions(session, meeting_id, key, kind)


def forget() -> None:
    """Let the rest of this request see what it has changed itself."""
    for name in ("stamps", "portfolio"):
        g.pop(name, None)


def meeting_moment(meeting_id: int) -> Moment | None:
    """Give the moment that a meeting looks at, as it is said now; None: it follows the portfolio, or is none.

    It is what was frozen; of one that was held without that, the end of its day.
    """
    meeting = meetings_now().meetings.get(meeting_id)
    return None if meeting is None else _moment_of(meeting)


def looked(meeting: Meeting, criteria: Criteria) -> Looked:
    """Give what a meeting looks at, among the initiatives that its series follows."""
    stamps = _stamps()
    pairs = possible_pairs() if meeting.state is MeetingState.PLANNED else ()
    return _door().looked(looked_state(stamps), _moment(), meeting.id, criteria, pairs)


def follow_history(initiative_id: int) -> tuple[FollowEntry, ...]:
    """Give what people have said of an initiative's rounds, receivers and evaluations, the newest first."""
    with reading(_door().engine) as session:
        return follow_history_query.follow_history(session, initiative_id, _moment().instant)


def process_history(initiative_id: int) -> tuple[ProcessEntry, ...]:
    """Give what people have said of an initiative's process, also what was taken back, the newest first."""
    with reading(_door().engine) as session:
        return process_history_query.process_history(session, initiative_id, _moment().instant)


def views(page: str) -> tuple[SavedView, ...]:
    """Give the saved views of a page, in no order that matters."""
    return tuple(view for view in _door().views(_stamps().views) if view.page == page)


def view(view_id: int) -> SavedView | None:
    """Give a saved view; None: there is none such, or it has been deleted."""
    return next((view for view in _door().views(_stamps().views) if view.id == view_id), None)


def reference_in_force() -> Reference:
    """Give the reference data in force now."""
    return _door().edited(_stamps().reference).reference


def edited_reference() -> EditedReference:
    """Give the reference data in force with people's edits of it, as they were on the day seen from."""
    known = _door().edited(_stamps().reference)
    return known if is_present() else edited_until(known, _moment().instant)


def engine() -> Engine:
    """Give the database's engine, for the routes that write; what was read in the request is asked anew."""
    g.pop("stamps", None)
    return _door().engine


def now() -> dt.datetime:
    """Give the present instant, aware, in UTC."""
    return _door().clock()


def _door() -> Door:
    door: Door = current_app.extensions[EXTENSION]
    return door


def _stamp() -> str:
    return _stamps().portfolio


def _process_stamp() -> tuple[str, str]:
    stamps = _stamps()
    return stamps.portfolio, stamps.processes


def _stamps() -> Stamps:
    if "stamps" not in g:
        g.stamps = _door().stamps()
    stamps: Stamps = g.stamps
    return stamps


def _moment() -> Moment:
    moment: Moment | None = g.get("moment")
    return moment or Moment(present_day())
