"""Series, meetings, their agendas and what was written at them."""

from dataclasses import dataclass, replace

from dashboard.data.changes import kept_comparison
from dashboard.data.courses import kept_evaluations, kept_lengths, kept_processes
from dashboard.data.door import DAYS_KEPT, Door, door_here, kept, moment_here, present_day, stamps_here
from dashboard.data.identities import possible_pairs
from dashboard.data.portfolios import Portfolio, kept_portfolio
from dashboard.data.priority import kept_priorities, states_of_priorities
from portfolio.database import reading
from portfolio.differences import Comparison, within
from portfolio.meetings.book import Meeting, MeetingBook, PointFacts
from portfolio.meetings.proposals import Basis, proposals
from portfolio.moments import Moment, moment_at
from portfolio.possible_pairs import PossiblePair
from portfolio.queries.asked import AskedBook, read_asked
from portfolio.queries.meeting_notes import NoteKey, NoteVersion, newest_notes
from portfolio.queries.meeting_notes import note_versions as read_note_versions
from portfolio.queries.meetings import read_meetings
from portfolio.queries.portfolio import Stamps
from portfolio.selection import Chosen, Criteria
from portfolio.vocabulary import MeetingState, NoteKind


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


def moment_of(meeting: Meeting) -> Moment | None:
    """Give the moment that a meeting looks at; None: it follows the portfolio."""
    if meeting.frozen_at is not None:
        return moment_at(meeting.frozen_at, meeting.id)
    return Moment(meeting.day, meeting=meeting.id) if meeting.state is MeetingState.HELD else None


def looked_state(stamps: Stamps) -> Stamps:
    """Give the states that what a meeting looks at rests on; the others' changes are nothing to it."""
    return stamps._replace(views="", rounds="", adoption="", trials="", overlap="")


@kept(DAYS_KEPT)
def kept_meetings(door: Door, _stamps: tuple[str, str], moment: Moment) -> MeetingBook:
    """Read the series and their meetings."""
    with reading(door.engine) as session:
        return read_meetings(session, moment.instant)


@kept(DAYS_KEPT)
def kept_asked(door: Door, _stamp: str, moment: Moment) -> AskedBook:
    """Read what lists ask forums to decide."""
    with reading(door.engine) as session:
        return read_asked(session, moment.instant)


@kept(DAYS_KEPT)
def kept_looked(
    door: Door,
    stamps: Stamps,
    asked_at: Moment,
    meeting_id: int,
    criteria: Criteria,
    pairs: tuple[PossiblePair, ...],
) -> Looked:
    """See what a meeting looks at, and what belongs on its agenda."""
    of_lists = stamps.portfolio
    book = kept_meetings(door, (of_lists, stamps.meetings), asked_at)
    meeting, processes = book.meetings[meeting_id], (of_lists, stamps.processes)
    moment = moment_of(meeting) or asked_at
    known, previous = kept_portfolio(door, of_lists, moment), book.previous(meeting)
    since = known.usual_since if previous is None else moment_of(previous)
    since = None if since is not None and since.instant >= moment.instant else since
    chosen = known.chosen(criteria)
    evaluations = kept_evaluations(door, (of_lists, stamps.evaluations), moment)
    asked = kept_asked(door, of_lists, moment)
    comparison = None if since is None else _compared_within(door, of_lists, since, moment, criteria)
    basis = Basis(
        today=moment.day,
        chosen=chosen,
        before=known.snapshot.lights_before if comparison is None else comparison.lights,
        courses=kept_processes(door, processes, moment).courses,
        lengths=kept_lengths(door, processes, moment),
        clocks={id_: evaluations.clock(id_, moment.day) for id_ in evaluations.plans},
        evaluated=frozenset(evaluations.held),
        wanted=asked.wanted,
        milestones=asked.milestones,
        pairs=pairs,
        spread=kept_priorities(door, states_of_priorities(stamps), moment),
    )
    is_open = meeting.state is MeetingState.PLANNED
    found = proposals(basis, meeting, book) if is_open else ()
    return Looked(moment, since, previous, known, chosen, comparison, found)


def _compared_within(
    door: Door, of_lists: str, since: Moment, moment: Moment, criteria: Criteria
) -> Comparison:
    """Compare two moments for those that meet some criteria at one of them."""
    whole = kept_comparison(door, of_lists, since, moment)
    if criteria.unfiltered() == criteria:
        return whole
    now = kept_portfolio(door, of_lists, moment).chosen(criteria)
    then = kept_portfolio(door, of_lists, since).chosen(criteria)
    return replace(whole, differences=within(whole.differences, now, then))


def meetings() -> MeetingBook:
    """Give all series, meetings and actions."""
    stamps = stamps_here()
    return kept_meetings(door_here(), (stamps.portfolio, stamps.meetings), moment_here())


def meetings_now() -> MeetingBook:
    """Give all series, meetings and actions as they are now, whatever moment the portfolio is seen from."""
    stamps = stamps_here()
    return kept_meetings(door_here(), (stamps.portfolio, stamps.meetings), Moment(present_day()))


def meetings_mark() -> int:
    """Give a number that rises with everything that happens to meetings, at them and to actions."""
    return int(stamps_here().meetings) if stamps_here().meetings.isdigit() else 0


def meeting_notes(meeting_id: int | None = None) -> dict[NoteKey, NoteVersion]:
    """Give the texts that stand of a meeting's points, or of all meetings', with who wrote them."""
    with reading(door_here().engine) as session:
        return newest_notes(session, meeting_id)


def note_versions(meeting_id: int, key: str, kind: NoteKind) -> tuple[NoteVersion, ...]:
    """Give the earlier texts of a point of a meeting, the newest first."""
    with reading(door_here().engine) as session:
        return read_note_versions(session, meeting_id, key, kind)


def meeting_moment(meeting_id: int) -> Moment | None:
    """Give the moment that a meeting looks at, as it is said now; None: it follows the portfolio, or is none.

    It is what was frozen; of one that was held without that, the end of its day.
    """
    meeting = meetings_now().meetings.get(meeting_id)
    return None if meeting is None else moment_of(meeting)


def looked(meeting: Meeting, criteria: Criteria) -> Looked:
    """Give what a meeting looks at, among the initiatives that its series follows."""
    stamps = stamps_here()
    pairs = possible_pairs(moment_of(meeting)) if meeting.state is MeetingState.PLANNED else ()
    return kept_looked(door_here(), looked_state(stamps), moment_here(), meeting.id, criteria, pairs)
