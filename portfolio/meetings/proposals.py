"""The agenda that the data proposes for a meeting, with the rows behind each point (pure).

What a point rests on is named (an *atom*: reason, initiative, and the fact's own day or value), so what has
stood on an agenda of the series, or was dropped, is not proposed again while it is the same. Of one reason
the few gravest are points by themselves; the rest are gathered into one, as a forum would take them together.
An initiative with a point of its own brings all else that is said of it along there.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha1

import numpy as np
from numpy.typing import NDArray

from portfolio.meetings.book import SECTIONS, Meeting, MeetingBook, PointFacts, PointRow
from portfolio.possible_pairs import PossiblePair
from portfolio.process.agenda import body_of
from portfolio.process.book import InitiativeCourse
from portfolio.process.flow import Lengths
from portfolio.queries.asked import Milestone
from portfolio.rules.asking import asks_for_decision
from portfolio.rules.evaluation import Clock
from portfolio.rules.gaps import Gap
from portfolio.selection import Chosen
from portfolio.snapshot import LIGHTS, UNREPORTED, Code, Item
from portfolio.spread.priorities import Priorities
from portfolio.spread.ranking import RECOMMENDED, Known, is_candidate
from portfolio.spread.ranking import Basis as KnownFrom
from portfolio.vocabulary import (
    AgendaReason,
    AgendaSection,
    EvaluationState,
    Holder,
    PointState,
    SpreadPotential,
    Status,
    TrafficLight,
)

SECTION_OF: Mapping[AgendaReason, AgendaSection] = {
    AgendaReason.GOT_WORSE: AgendaSection.SINCE_LAST,
    AgendaReason.GOT_BETTER: AgendaSection.SINCE_LAST,
    AgendaReason.DECISION_ASKED: AgendaSection.DECIDE,
    AgendaReason.READY_FOR_SPREAD: AgendaSection.DECIDE,
    AgendaReason.RED_WITHOUT_WORDS: AgendaSection.DISCUSS,
    AgendaReason.END_PASSED: AgendaSection.DISCUSS,
    AgendaReason.MILESTONE_PASSED: AgendaSection.DISCUSS,
    AgendaReason.STEP_OVERDUE: AgendaSection.DISCUSS,
    AgendaReason.EVALUATION_DUE: AgendaSection.DISCUSS,
    AgendaReason.POSSIBLE_OVERLAP: AgendaSection.DISCUSS,
    AgendaReason.SILENT: AgendaSection.INFORM,
    AgendaReason.ACTION_OVERDUE: AgendaSection.ACTIONS,
    AgendaReason.ACTION_OPEN: AgendaSection.ACTIONS,
    AgendaReason.MOVED_HERE: AgendaSection.DISCUSS,
    AgendaReason.OWN: AgendaSection.DISCUSS,
}
"""Where in the agenda a reason belongs."""

_ORDER = tuple(AgendaReason)
_ALONE_AT_MOST = 4
"""So many of a grave reason are points by themselves; more are gathered."""

_ALONE = (AgendaReason.GOT_WORSE, AgendaReason.DECISION_ASKED)
_FOR_DIRECTORS = frozenset(
    {
        AgendaReason.GOT_WORSE,
        AgendaReason.GOT_BETTER,
        AgendaReason.DECISION_ASKED,
        AgendaReason.READY_FOR_SPREAD,
        AgendaReason.EVALUATION_DUE,
        AgendaReason.ACTION_OVERDUE,
        AgendaReason.ACTION_OPEN,
        AgendaReason.MOVED_HERE,
    }
)
_RANK: Mapping[Code, int] = {TrafficLight.GREEN: 0, TrafficLight.YELLOW: 1, TrafficLight.RED: 2}
_IS_DONE = (Status.COMPLETED, Status.IN_OPERATION)
_DUE_WITHIN = 30
"""An evaluation is put on the agenda so many days before it is due."""

_MOST_PAIRS = 5
_LONGER_THAN_USUAL = 2
"""Where nobody has said how long a step usually takes, twice the median of those that are over is long."""


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What a meeting looks at.

    Attributes:
        today: the day that it is judged from.
        chosen: the initiatives that the series follows, at the meeting's moment.
        before: each initiative's light at the meeting before, its place in ``LIGHTS``.
        courses: where each is in its process.
        lengths: how long steps take, by process and number.
        clocks: how each stands with its evaluation.
        evaluated: those that have been evaluated.
        wanted: what lists ask to have decided, by initiative.
        milestones: those that are not reached, by initiative.
        pairs: initiatives that may be the same, the likeliest first.
        spread: where initiatives lie by potential and evidence; None: by the lists' words alone.
    """

    today: dt.date
    chosen: Chosen
    before: NDArray[np.int8]
    courses: Mapping[int, InitiativeCourse] = field(default_factory=dict)
    lengths: Mapping[tuple[str, str], Lengths] = field(default_factory=dict)
    clocks: Mapping[int, Clock] = field(default_factory=dict)
    evaluated: frozenset[int] = frozenset()
    wanted: Mapping[int, str] = field(default_factory=dict)
    milestones: Mapping[int, Sequence[Milestone]] = field(default_factory=dict)
    pairs: Sequence[PossiblePair] = ()
    spread: Priorities | None = None


@dataclass(frozen=True, slots=True)
class _Fact:
    """A new thing: why it belongs on the agenda, its name, and its row."""

    reason: AgendaReason
    atom: str
    row: PointRow

    @property
    def initiative_id(self) -> int:
        return self.row.initiative_id or 0


def proposals(basis: Basis, meeting: Meeting, book: MeetingBook) -> tuple[PointFacts, ...]:
    """Propose what belongs on a meeting's agenda and does not stand there, in the agenda's order.

    The points' titles and words are left to those who know the reader's language.
    """
    series = book.series[meeting.series_id]
    settled = book.settled(series.id)
    facts = [it for it in _facts(basis, series.holder) if it.atom not in settled]
    facts += [it for it in _action_facts(meeting, book, basis.today) if it.atom not in settled]
    if series.is_directors:
        facts = [it for it in facts if it.reason in _FOR_DIRECTORS]
    points = _taken_together([*_moved_here(meeting, book), *_gathered(facts)])
    return tuple(sorted(points, key=_in_order))


def _in_order(point: PointFacts) -> tuple[int, int, int]:
    gravest = -max((_RANK.get(row.new, 0) for row in point.rows), default=0)
    reason = point.first_reason or point.reason
    return SECTIONS.index(point.section), _ORDER.index(reason), gravest


# --- What is new --------------------------------------------------------------------------------------------


def _facts(basis: Basis, holder: Holder | None) -> Iterator[_Fact]:
    for it in basis.chosen:
        yield from _of_lights(it, basis)
        yield from _of_days(it, basis)
        yield from _of_evaluation(it, basis)
        yield from _of_course(it, basis, holder)
        yield from _of_spread(it, basis)
    yield from _of_pairs(basis)


def _fact(reason: AgendaReason, it: Item, name: object, row: PointRow) -> _Fact:
    return _Fact(reason, f"{reason}:{it.id}:{name}", replace(row, title=it.title))


def _words(it: Item) -> str | None:
    return it.text("remarks") or it.text("next_step")


def _of_lights(it: Item, basis: Basis) -> Iterator[_Fact]:
    now, was = it.code("traffic_light"), int(basis.before[it.place])
    before = None if was == UNREPORTED else LIGHTS[was]
    month, row = it.day("last_month"), PointRow(it.id, old=before, new=now, words=_words(it))
    rank, earlier = _RANK.get(now), _RANK.get(before)
    is_new_red = was == UNREPORTED and now == TrafficLight.RED
    if is_new_red or (rank is not None and earlier is not None and rank > earlier):
        yield _fact(AgendaReason.GOT_WORSE, it, f"{now}@{month}", row)
    elif rank is not None and earlier is not None and rank < earlier:
        yield _fact(AgendaReason.GOT_BETTER, it, f"{now}@{month}", row)
    if it.known.gaps[Gap.RED_UNEXPLAINED][it.place]:
        yield _fact(AgendaReason.RED_WITHOUT_WORDS, it, month, PointRow(it.id, new=now, day=month))


def _of_days(it: Item, basis: Basis) -> Iterator[_Fact]:
    end = it.day("end_last")
    if it.flag("is_overdue"):
        row = PointRow(it.id, day=end, new=it.code("traffic_light"))
        yield _fact(AgendaReason.END_PASSED, it, end, row)
    if it.flag("is_silent"):
        month = it.day("last_month")
        yield _fact(AgendaReason.SILENT, it, month, PointRow(it.id, day=month))
    if it.flag("is_finished"):
        return
    for milestone in basis.milestones.get(it.id, ()):
        if milestone.day < basis.today:
            row = PointRow(it.id, day=milestone.day, words=milestone.name)
            yield _fact(AgendaReason.MILESTONE_PASSED, it, f"{milestone.day}/{milestone.name[:60]}", row)


def _of_evaluation(it: Item, basis: Basis) -> Iterator[_Fact]:
    clock, stated = basis.clocks.get(it.id), it.day("evaluation_last")
    if clock is not None and clock.state is not EvaluationState.UNPLANNED:
        due = clock.due if clock.days is not None and clock.days <= _DUE_WITHIN else None
    elif it.id in basis.evaluated or stated is None:
        due = None
    else:
        due = stated if (stated - basis.today).days <= _DUE_WITHIN else None
    if due is not None:
        yield _fact(AgendaReason.EVALUATION_DUE, it, due, PointRow(it.id, day=due))


def _of_course(it: Item, basis: Basis, holder: Holder | None) -> Iterator[_Fact]:
    """Tell of what a process or a list wants decided, and of a step that has taken too long."""
    found = basis.courses.get(it.id)
    is_before = found is not None and holder is not None and _is_before(found, holder)
    if found is not None and is_before:
        course, step = found.course, found.course.template.step(found.course.current)
        row = PointRow(
            it.id,
            new=None if step is None else step.number,
            words=None if step is None else step.name.da,
            count=course.days(basis.today),
        )
        yield _fact(AgendaReason.DECISION_ASKED, it, f"step {course.template.id} {course.current}", row)
    else:
        yield from _asked(it, basis, found)
    if found is not None and not it.flag("is_finished"):
        yield from _of_step(it, basis, found)


def _is_before(found: InitiativeCourse, holder: Holder) -> bool:
    """Tell whether a forum is to decide in the step, or has been given the turn."""
    return body_of(found.course) is holder or found.course.holder == holder


def _asked(it: Item, basis: Basis, found: InitiativeCourse | None) -> Iterator[_Fact]:
    words = basis.wanted.get(it.id)
    if words is None and found is not None:
        told = (one for one in found.decisions if one.told_in is not None and asks_for_decision(one.text))
        words = next((one.text for one in told if one.day is None or one.day >= basis.today), None)
    if words is not None:
        row = PointRow(it.id, words=words, new=it.code("traffic_light"))
        yield _fact(AgendaReason.DECISION_ASKED, it, _digest(words), row)


def _of_step(it: Item, basis: Basis, found: InitiativeCourse) -> Iterator[_Fact]:
    course = found.course
    step, days = course.template.step(course.current), course.days(basis.today)
    if step is None or days is None:
        return
    known = basis.lengths.get((course.template.id, step.number))
    median = None if known is None or known.median_days is None else known.median_days * _LONGER_THAN_USUAL
    limit = step.usual_days or median
    if limit is None or days <= limit:
        return
    row = PointRow(it.id, new=step.number, words=step.name.da, count=days, limit=limit)
    entered = course.at(step.number).entered
    yield _fact(AgendaReason.STEP_OVERDUE, it, f"{course.template.id} {step.number}@{entered}", row)


def _of_spread(it: Item, basis: Basis) -> Iterator[_Fact]:
    """Tell of what people recommend, and of what has high potential and is carried through."""
    known = None if basis.spread is None else basis.spread.known(it.place)
    status = it.code("status")
    if known is not None and not is_candidate(known):
        return
    if known is not None and known.recommendation == RECOMMENDED:
        name: str | None = RECOMMENDED
    elif known is None and it.code("spread_potential") != SpreadPotential.HIGH:
        return
    elif status in _IS_DONE:
        name = status
    else:
        name = "evaluated" if it.id in basis.evaluated else None
    if name is not None:
        row = PointRow(it.id, old=None if known is None else _why_ready(known), new=status)
        yield _fact(AgendaReason.READY_FOR_SPREAD, it, name, row)


def _why_ready(known: Known) -> str | None:
    """Say what else than the list's word speaks for it; None: nothing does."""
    if known.recommendation == RECOMMENDED:
        return RECOMMENDED
    return None if known.listed is SpreadPotential.HIGH else KnownFrom.ASSESSED


def _of_pairs(basis: Basis) -> Iterator[_Fact]:
    """Tell of the likeliest pairs that are both among those followed."""
    titles = {it.id: it.title for it in basis.chosen} if basis.pairs else {}
    both = (it for it in basis.pairs if it.one.id in titles and it.other.id in titles)
    for pair, _ in zip(both, range(_MOST_PAIRS), strict=False):
        one, other = pair.ids
        row = PointRow(one, titles[one], other_id=other, other_title=titles[other])
        yield _Fact(AgendaReason.POSSIBLE_OVERLAP, f"{AgendaReason.POSSIBLE_OVERLAP}:{one}:{other}", row)


def _action_facts(meeting: Meeting, book: MeetingBook, today: dt.date) -> Iterator[_Fact]:
    """Tell of the actions that are open, those past their due day first; each meeting anew."""
    is_late = any(it.is_overdue(today) for it in book.open_actions(series_id=meeting.series_id))
    reason = AgendaReason.ACTION_OVERDUE if is_late else AgendaReason.ACTION_OPEN
    for it in book.open_actions(series_id=meeting.series_id):
        if it.meeting_id != meeting.id:
            who = it.who or it.organisation or ""
            row = PointRow(it.initiative_id, who, day=it.due_on, words=it.text, action_id=it.id)
            yield _Fact(reason, f"action:{it.id}@{meeting.id}", row)


# --- What is taken together ---------------------------------------------------------------------------------


def _gathered(facts: Sequence[_Fact]) -> Iterator[PointFacts]:
    """Make points of what is new: the gravest alone, with all else said of them, the rest by reason."""
    alone = _alone(facts)
    taken = {it.initiative_id for it in alone}
    along: dict[int, list[_Fact]] = defaultdict(list)
    rest: dict[tuple[AgendaReason, str], list[_Fact]] = defaultdict(list)
    for it in facts:
        if it in alone:
            continue
        if it.initiative_id in taken and it.reason in _COMES_ALONG:
            along[it.initiative_id].append(it)
        else:
            rest[it.reason, _kind(it)].append(it)
    for it in alone:
        yield _point([it, *along.pop(it.initiative_id, ())])
    for together in rest.values():
        yield _point(together)


_COMES_ALONG = frozenset(AgendaReason) - {
    AgendaReason.POSSIBLE_OVERLAP,
    AgendaReason.ACTION_OVERDUE,
    AgendaReason.ACTION_OPEN,
}


def _kind(fact: _Fact) -> str:
    """Part what got worse by its light, and what is new and red: each is taken by itself."""
    return kind_of(fact.row) if fact.reason is AgendaReason.GOT_WORSE else ""


def kind_of(row: PointRow) -> str:
    """Say which sort of worse a row is: its light now, and whether it is new."""
    return f"{row.new}{'' if row.old else ' new'}"


def _alone(facts: Sequence[_Fact]) -> list[_Fact]:
    """Give what is a point by itself: what became red, and what is to be decided, where they are few."""
    found: list[_Fact] = []
    taken: set[int] = set()
    for reason in _ALONE:
        grave = [
            it for it in facts if it.reason is reason and _is_grave(it) and it.initiative_id not in taken
        ]
        if len(grave) <= _ALONE_AT_MOST:
            found += grave
            taken |= {it.initiative_id for it in grave}
    return found


def _is_grave(fact: _Fact) -> bool:
    return fact.reason is not AgendaReason.GOT_WORSE or fact.row.new == TrafficLight.RED


def _point(facts: Sequence[_Fact]) -> PointFacts:
    first = facts[0]
    ids = dict.fromkeys(
        id_ for it in facts for id_ in (it.row.initiative_id, it.row.other_id) if id_ is not None
    )
    atoms = tuple(sorted(it.atom for it in facts))
    rows = (first.row, *(_row(it, first.reason) for it in facts[1:]))
    return PointFacts(
        key=f"{first.reason}:{_digest('|'.join(atoms))}",
        reason=first.reason,
        section=SECTION_OF[first.reason],
        title="",
        initiative_ids=tuple(ids),
        rows=rows,
        atoms=atoms,
    )


def _row(fact: _Fact, reason: AgendaReason) -> PointRow:
    return fact.row if fact.reason is reason else replace(fact.row, reason=fact.reason)


def _digest(text: str) -> str:
    return sha1(text.encode(), usedforsecurity=False).hexdigest()[:12]


def _taken_together(points: Sequence[PointFacts]) -> list[PointFacts]:
    """Put what was moved here together with what is new of the same reason, as one point."""
    found: dict[object, PointFacts] = {}
    for it in points:
        reason = it.first_reason or it.reason
        kind = kind_of(it.rows[0]) if it.rows and reason is AgendaReason.GOT_WORSE else ""
        group: object = (reason, kind) if _is_gathered(it) else it.key
        found[group] = _joined(found[group], it) if group in found else it
    return list(found.values())


def _is_gathered(point: PointFacts) -> bool:
    """Tell whether a point may hold several: one of its own initiative, or that people wrote, may not."""
    reason = point.first_reason or point.reason
    is_alone = reason in _ALONE and len({row.initiative_id for row in point.rows}) == 1
    return bool(point.atoms) and not is_alone


def _joined(one: PointFacts, other: PointFacts) -> PointFacts:
    """Give one point for two; its title and words are written anew."""
    first = one if one.moved_from is not None else other
    rows = tuple(dict.fromkeys((*one.rows, *other.rows)))
    return replace(
        first,
        title="",
        text="",
        initiative_ids=tuple(dict.fromkeys((*one.initiative_ids, *other.initiative_ids))),
        rows=rows,
        atoms=tuple(sorted({*one.atoms, *other.atoms})),
    )


def _moved_here(meeting: Meeting, book: MeetingBook) -> Iterable[PointFacts]:
    """Give what was moved on from the meeting before, or from one that was cancelled since."""
    before = book.previous(meeting)
    if before is None:
        return
    for it in before.points:
        key = f"moved:{before.id}:{it.key}"[:200]
        if it.state is PointState.MOVED_ON and meeting.point(key) is None:
            yield PointFacts(
                key=key,
                reason=AgendaReason.MOVED_HERE,
                section=it.section,
                title=it.title,
                text=it.text,
                initiative_ids=it.initiative_ids,
                rows=it.rows,
                atoms=it.atoms,
                moved_from=before.id,
                first_reason=it.first_reason or it.reason,
            )
