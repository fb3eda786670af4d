"""Processes and what follows them: rounds of comments, receivers, evaluations, papers, titles."""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from dashboard.data.door import (
    DAYS_KEPT,
    Door,
    door_here,
    is_present,
    kept,
    moment_here,
    process_stamp_here,
    stamp_here,
    stamps_here,
)
from dashboard.data.effects import kept_listed_measurements
from dashboard.data.spreading import kept_listed_assessments
from dashboard.data.trials import kept_listed_trials
from portfolio.database import reading
from portfolio.ledger import Candidate
from portfolio.moments import Moment
from portfolio.process.agenda import Point, noted_rounds, points_of
from portfolio.process.book import ProcessBook
from portfolio.process.flow import Lengths, Stays, all_lengths, stays_of
from portfolio.queries import follow_history as follow_history_query
from portfolio.queries import papers as papers_query
from portfolio.queries import process_history as process_history_query
from portfolio.queries import titles as titles_query
from portfolio.queries.adoption import AdoptionBook, ListedAdoption, read_adoption, read_listed_adoption
from portfolio.queries.evaluations import EvaluationBook, read_evaluations
from portfolio.queries.follow_history import FollowEntry
from portfolio.queries.list_steps import ListSteps, read_list_steps
from portfolio.queries.papers import KeptPaper
from portfolio.queries.process import read_book
from portfolio.queries.process_history import ProcessEntry
from portfolio.queries.rounds import RoundBook, read_rounds
from portfolio.queries.templates import TemplateVersion
from portfolio.queries.templates import template_versions as read_template_versions
from portfolio.queries.titles import LooseTitle, TitleNote
from portfolio.queries.told import Homes

_BOOKS: WeakKeyDictionary[Door, Mapping[Moment, ProcessBook]] = WeakKeyDictionary()
"""The book of a moment that was made last: what has not changed is taken over from it."""


@kept(DAYS_KEPT)
def kept_list_steps(door: Door, _stamp: str, moment: Moment) -> ListSteps:
    """Read what lists' tables say of steps."""
    with reading(door.engine) as session:
        return read_list_steps(session, moment.instant)


@kept(DAYS_KEPT)
def kept_processes(door: Door, stamps: tuple[str, str], moment: Moment) -> ProcessBook:
    """Read where every initiative is; what has not changed is taken over from the last time."""
    lists = kept_list_steps(door, stamps[0], moment)
    before = _BOOKS.get(door, {}).get(moment)
    with reading(door.engine) as session:
        book = read_book(session, moment.instant, moment.day, lists, before)
    _BOOKS[door] = {moment: book}
    return book


@kept(DAYS_KEPT)
def kept_stays(door: Door, stamps: tuple[str, str], moment: Moment) -> Stays:
    """Count how long every initiative has been in every step."""
    courses = kept_processes(door, stamps, moment).courses
    return stays_of(((id_, found.course) for id_, found in courses.items()), moment.day)


@kept(DAYS_KEPT)
def kept_lengths(door: Door, stamps: tuple[str, str], moment: Moment) -> Mapping[tuple[str, str], Lengths]:
    """Count how long stays in each step are."""
    return all_lengths(kept_stays(door, stamps, moment))


@kept(DAYS_KEPT)
def kept_points(door: Door, stamps: tuple[str, str, str], moment: Moment) -> tuple[Point, ...]:
    """Gather what goes to the next meeting of every body."""
    of_lists, of_processes, of_rounds = stamps
    rounds = noted_rounds(kept_rounds(door, (of_lists, of_rounds), moment).of, moment.day)
    return points_of(
        kept_processes(door, (of_lists, of_processes), moment).courses.values(), rounds, moment.day
    )


@kept(DAYS_KEPT)
def kept_listed_adoption(door: Door, _stamp: str, moment: Moment) -> ListedAdoption:
    """Read what lists say of receivers."""
    with reading(door.engine) as session:
        return read_listed_adoption(session, moment.instant)


@kept(DAYS_KEPT)
def kept_adoption(door: Door, stamps: tuple[str, str], moment: Moment) -> AdoptionBook:
    """Read how far every receiver is."""
    listed = kept_listed_adoption(door, stamps[0], moment)
    with reading(door.engine) as session:
        return read_adoption(session, moment.instant, listed)


@kept(1)
def kept_title_candidates(door: Door, stamp: str, moment: Moment) -> Mapping[str, tuple[Candidate, ...]]:
    """Find what loose titles may be of."""
    titles = [it.title for it in listed_titles(door, stamp, moment)]
    with reading(door.engine) as session:
        return titles_query.title_candidates(session, titles)


@kept(DAYS_KEPT)
def kept_rounds(door: Door, _stamps: tuple[str, str], moment: Moment) -> RoundBook:
    """Read the rounds of comments."""
    as_of = moment.instant
    with reading(door.engine) as session:
        return read_rounds(session, as_of, Homes(session, as_of))


@kept(DAYS_KEPT)
def kept_evaluations(door: Door, _stamps: tuple[str, str], moment: Moment) -> EvaluationBook:
    """Read the evaluations."""
    as_of = moment.instant
    with reading(door.engine) as session:
        return read_evaluations(session, as_of, Homes(session, as_of))


def listed_titles(door: Door, stamp: str, moment: Moment) -> tuple[LooseTitle, ...]:
    """Give the titles in lists' tables that are those of no one initiative, source by source."""
    found = (
        *kept_list_steps(door, stamp, moment).loose,
        *kept_listed_adoption(door, stamp, moment).loose,
        *kept_listed_trials(door, stamp, moment).loose,
        *kept_listed_assessments(door, stamp, moment).loose,
        *kept_listed_measurements(door, stamp, moment).loose,
    )
    return tuple(sorted(found, key=lambda it: (it.source, it.kind, it.title)))


def processes() -> ProcessBook:
    """Give where every initiative is in its process."""
    return kept_processes(door_here(), process_stamp_here(), moment_here())


def stays() -> Stays:
    """Give how long every initiative has been in every step."""
    return kept_stays(door_here(), process_stamp_here(), moment_here())


def stay_lengths() -> Mapping[tuple[str, str], Lengths]:
    """Give what all stays in each step say together, by process and step."""
    return kept_lengths(door_here(), process_stamp_here(), moment_here())


def meeting_points() -> tuple[Point, ...]:
    """Give what goes to the next meeting of every body, with what it lacks."""
    return kept_points(door_here(), (*process_stamp_here(), stamps_here().rounds), moment_here())


def template_versions() -> tuple[TemplateVersion, ...]:
    """Give every version of every process, the oldest first."""
    with reading(door_here().engine) as session:
        return read_template_versions(session, moment_here().instant)


def loose_titles() -> tuple[LooseTitle, ...]:
    """Give the titles in lists' tables that are those of no one initiative, source by source."""
    return listed_titles(door_here(), stamp_here(), moment_here())


def title_candidates() -> Mapping[str, tuple[Candidate, ...]]:
    """Give for each loose title the initiatives that it may be of, the likeliest first."""
    return kept_title_candidates(door_here(), stamp_here(), moment_here())


def title_notes() -> tuple[TitleNote, ...]:
    """Give what people have said of titles; none on an earlier day."""
    if not is_present():
        return ()
    with reading(door_here().engine) as session:
        return titles_query.title_notes(session)


def rounds() -> RoundBook:
    """Give all rounds of comments."""
    return kept_rounds(door_here(), (stamp_here(), stamps_here().rounds), moment_here())


def adoption() -> AdoptionBook:
    """Give who has taken what into use."""
    return kept_adoption(door_here(), (stamp_here(), stamps_here().adoption), moment_here())


def evaluations() -> EvaluationBook:
    """Give when initiatives are to be evaluated, and what came of it."""
    return kept_evaluations(door_here(), (stamp_here(), stamps_here().evaluations), moment_here())


def kept_paper(number: int) -> KeptPaper | None:
    """Give where a paper lies among the kept files; None: there is none such."""
    with reading(door_here().engine) as session:
        return papers_query.kept_paper(session, number)


def follow_history(initiative_id: int) -> tuple[FollowEntry, ...]:
    """Give what people have said of an initiative's rounds, receivers and evaluations, the newest first."""
    with reading(door_here().engine) as session:
        return follow_history_query.follow_history(session, initiative_id, moment_here().instant)


def process_history(initiative_id: int) -> tuple[ProcessEntry, ...]:
    """Give what people have said of an initiative's process, also what was taken back, the newest first."""
    with reading(door_here().engine) as session:
        return process_history_query.process_history(session, initiative_id, moment_here().instant)
