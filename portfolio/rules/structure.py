"""The structure of a day: who is under whom, who takes over, what changes when, and what cannot be."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from portfolio.reference import by_reference, load_reference
from portfolio.reference_rows import Membership, Organisation, Seat, holds_on
from portfolio.vocabulary import OrganisationKind

AREAS = (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL)
"""The kinds that divide the municipalities between them."""

PLACES = (OrganisationKind.HOSPITAL, OrganisationKind.MUNICIPALITY)
"""The kinds that are there whatever bodies come and go."""

_ORDER = (
    OrganisationKind.REGION,
    OrganisationKind.POLITICAL_COMMITTEE,
    OrganisationKind.STEERING_GROUP,
    OrganisationKind.CHAIRMANSHIP,
    OrganisationKind.SECRETARIAT,
    OrganisationKind.HEALTH_COUNCIL,
    OrganisationKind.CLUSTER,
    OrganisationKind.PLANNING_AREA,
    OrganisationKind.DIRECTORS_FORUM,
    OrganisationKind.COORDINATION_COMMITTEE,
    OrganisationKind.COORDINATION_FORUM,
    OrganisationKind.AD_HOC_GROUP,
    OrganisationKind.STANDING_GROUP,
    OrganisationKind.SUPPORT_FUNCTION,
    OrganisationKind.FORUM,
    OrganisationKind.GENERAL_PRACTICE,
    *PLACES,
)
KIND_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}
"""In which order bodies beside one another are read: who decides first, places last."""


@dataclass(frozen=True, slots=True)
class Node:
    """A body in a tree with those that are under it."""

    body: Organisation
    below: tuple["Node", ...]

    def all(self) -> Iterator[Organisation]:
        """Give the body and all below it."""
        yield self.body
        for node in self.below:
            yield from node.all()


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which bodies begin, and on the eve of which others end."""

    day: dt.date
    begin: tuple[Organisation, ...]
    end: tuple[Organisation, ...]


@by_reference
def bodies_by_id() -> Mapping[str, Organisation]:
    """Give all bodies by id."""
    return {it.id: it for it in load_reference().organisations}


@by_reference
def successors_of() -> Mapping[str, tuple[str, ...]]:
    """Give those that take over from each body that has any."""
    found: dict[str, list[str]] = defaultdict(list)
    for it in load_reference().successions:
        found[it.organisation].append(it.successor)
    return {id_: tuple(ids) for id_, ids in found.items()}


@by_reference
def predecessors_of() -> Mapping[str, tuple[str, ...]]:
    """Give those that each body takes over from."""
    found: dict[str, list[str]] = defaultdict(list)
    for it in load_reference().successions:
        found[it.successor].append(it.organisation)
    return {id_: tuple(ids) for id_, ids in found.items()}


def living(body_id: str | None, day: dt.date) -> str | None:
    """Give who is there on a day for a body that may not be: itself, who took over, or what it was under."""
    known, seen = bodies_by_id(), set[str]()
    asked = [body_id]
    while asked:
        here = asked.pop(0)
        if here is None or here in seen or here not in known:
            continue
        if known[here].exists_on(day):
            return here
        seen.add(here)
        asked += [*successors_of().get(here, ()), known[here].parent]
    return None


def tree(day: dt.date, bodies: Iterable[Organisation] | None = None) -> tuple[Node, ...]:
    """Set the bodies of a day under one another, each once.

    A body whose parent is not there stands under who took over from that, else one step up, else under its
    region or the region's successor; what hangs nowhere stands on its own.

    Args:
        day: the day.
        bodies: those to set up; all that are there on the day unless told.
    """
    chosen = load_reference().organisations if bodies is None else bodies
    there = {it.id: it for it in chosen if it.exists_on(day)}
    below: dict[str | None, list[str]] = defaultdict(list)
    for id_ in sorted(there, key=lambda it: KIND_RANK[there[it].kind]):
        below[_above(id_, day, there)].append(id_)
    placed: set[str] = set()
    roots = tuple(_node(id_, below, there, placed) for id_ in below[None])
    return roots + tuple(_node(id_, below, there, placed) for id_ in there if id_ not in placed)


def _above(body_id: str, day: dt.date, there: Mapping[str, Organisation]) -> str | None:
    body = there[body_id]
    for above in (body.parent, body.region):
        found = living(above, day)
        if found is not None and found != body_id and found in there:
            return found
    return None


def _node(
    body_id: str,
    below: Mapping[str | None, list[str]],
    there: Mapping[str, Organisation],
    placed: set[str],
) -> Node:
    placed.add(body_id)
    under = below.get(body_id, ())
    return Node(there[body_id], tuple(_node(it, below, there, placed) for it in under if it not in placed))


def children_of(body_id: str) -> tuple[Organisation, ...]:
    """Give the bodies that are said to be right under another, at any time."""
    return tuple(it for it in load_reference().organisations if it.parent == body_id)


@by_reference
def turns() -> tuple[Turn, ...]:
    """Give the days on which bodies begin or have just ended, the earliest first."""
    begin: dict[dt.date, list[Organisation]] = defaultdict(list)
    end: dict[dt.date, list[Organisation]] = defaultdict(list)
    for it in load_reference().organisations:
        if it.first_date is not None:
            begin[it.first_date].append(it)
        if it.last_date is not None and it.last_date < dt.date.max:
            end[it.last_date + dt.timedelta(days=1)].append(it)
    days = sorted(begin.keys() | end.keys())
    return tuple(Turn(day, tuple(begin[day]), tuple(end[day])) for day in days)


def overdue(today: dt.date) -> tuple[Organisation, ...]:
    """Give the groups that were to have done their task by now and have not been closed."""
    return tuple(
        it
        for it in load_reference().organisations
        if it.planned_end is not None and it.planned_end < today and it.exists_on(today)
    )


# --- What cannot be -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the reference that cannot be: the id of its sentence, and the facts that it mentions."""

    message_id: str
    facts: tuple[tuple[str, str], ...]


def problems() -> tuple[Problem, ...]:
    """Give all that cannot be in the reference in force."""
    return (
        *_unknown_ends(),
        *_backwards(),
        *_parent_circles(),
        *_succession_circles(),
        *_outliving(),
        *_two_areas(),
    )


def _problem(message_id: str, **facts: str) -> Problem:
    return Problem(message_id, tuple(facts.items()))


def day_text(day: dt.date | None) -> str:
    """Write a day in a sentence of the model; a dash where there is none."""
    return "-" if day is None else f"{day.day}.{day.month}.{day.year}"


def _name(body_id: str | None) -> str:
    known = bodies_by_id().get(body_id or "")
    return known.name if known is not None else str(body_id)


def _unknown_ends() -> Iterator[Problem]:
    known, here = bodies_by_id(), load_reference()
    named = [(it.name, end) for it in here.organisations for end in (it.parent, it.region)]
    named += [(_name(it.organisation), it.member) for it in here.seats]
    named += [(it.name, it.region) for it in here.agreements]
    yield from (
        _problem("reference.unknown", name=name, id=end)
        for name, end in named
        if end is not None and end not in known
    )


def _backwards() -> Iterator[Problem]:
    here = load_reference()
    parts: tuple[Membership | Seat, ...] = (*here.memberships, *here.seats)
    dated: list[tuple[str, dt.date | None, dt.date | None]] = []
    dated += [(it.name, it.first_date, it.last_date) for it in here.organisations]
    dated += [(it.name, it.first_date, it.planned_end) for it in here.organisations]
    dated += [(_part(it), it.first_date, it.last_date) for it in parts]
    dated += [(it.name, it.first_date, it.last_date) for it in here.agreements]
    dated += [(it.name, it.first_date, it.last_date) for it in here.focus_areas]
    dated += [(it.text, it.first_date, it.last_date) for it in here.goals]
    dated += [(it.text, it.first_date, it.last_date) for it in here.value_goals]
    for name, first, last in dated:
        if first is not None and last is not None and last < first:
            yield _problem("reference.ends_early", name=name, first=day_text(first), last=day_text(last))


def _part(part: Membership | Seat) -> str:
    said = _name(part.member) if isinstance(part, Membership) else part.role
    return f"{_name(part.organisation)}: {said}"


def _parent_circles() -> Iterator[Problem]:
    known = bodies_by_id()
    above = {it.id: (it.parent,) for it in known.values() if it.parent is not None}
    for circle in _circles(above):
        yield _problem("reference.parent_circle", names=_in_a_row(circle))


def _succession_circles() -> Iterator[Problem]:
    for circle in _circles(successors_of()):
        yield _problem("reference.succession_circle", names=_in_a_row(circle))


def _in_a_row(circle: tuple[str, ...]) -> str:
    return " → ".join(map(_name, (*circle, circle[0])))


def _circles(onward: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Give each circle in a relation once, from its first id in alphabetical order."""
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in sorted(onward):
        path: list[str] = []
        found |= set(_walk(start, onward, path, done))
    yield from sorted(found)


def _walk(
    here: str, onward: Mapping[str, tuple[str, ...]], path: list[str], done: set[str]
) -> Iterator[tuple[str, ...]]:
    if here in path:
        circle = path[path.index(here) :]
        least = circle.index(min(circle))
        yield tuple(circle[least:] + circle[:least])
        return
    if here in done:
        return
    path.append(here)
    for there in onward.get(here, ()):
        yield from _walk(there, onward, path, done)
    path.pop()
    done.add(here)


def _outliving() -> Iterator[Problem]:
    """Give what is said to go on in a body that has ended."""
    here, known = load_reference(), bodies_by_id()
    held: tuple[Membership | Seat, ...] = (*here.memberships, *here.seats)
    parts = [(it.organisation, _short(it), it.last_date) for it in held]
    parts += [
        (it.parent, it.name, it.last_date)
        for it in here.organisations
        if it.parent is not None and it.parent not in successors_of()
    ]
    areas = {it.id: (it.name, it.last_date) for it in here.focus_areas}
    for body_id, part, last in parts:
        body = known.get(body_id)
        if body is not None and _is_later(last, body.last_date):
            yield _outlived(body.name, body.last_date, part, last)
    for goal in here.goals:
        name, end = areas[goal.focus_area]
        if _is_later(goal.last_date, end):
            yield _outlived(name, end, f"{goal.number} {goal.text}", goal.last_date)


def _short(part: Membership | Seat) -> str:
    return _name(part.member) if isinstance(part, Membership) else part.role


def _is_later(last: dt.date | None, end: dt.date | None) -> bool:
    return end is not None and (last or dt.date.max) > end


def _outlived(name: str, end: dt.date | None, part: str, last: dt.date | None) -> Problem:
    message_id = "reference.part_open" if last is None else "reference.part_later"
    facts = {"name": name, "end": day_text(end), "part": part}
    return _problem(message_id, **facts, **({} if last is None else {"last": day_text(last)}))


def _two_areas() -> Iterator[Problem]:
    """Give the municipalities that lie in two areas of a kind at once without being said to."""
    known = bodies_by_id()
    inside: dict[tuple[str, OrganisationKind], list[Membership]] = defaultdict(list)
    for it in load_reference().memberships:
        if known[it.organisation].kind in AREAS and known[it.member].kind is OrganisationKind.MUNICIPALITY:
            inside[it.member, known[it.organisation].kind].append(it)
    for (member, _), rows in inside.items():
        for one, other in combinations(rows, 2):
            is_known = one.is_shared and other.is_shared
            if one.organisation != other.organisation and _overlap(one, other) and not is_known:
                facts = {"one": _name(one.organisation), "other": _name(other.organisation)}
                yield _problem("reference.two_areas", name=_name(member), **facts)


def _overlap(one: Membership, other: Membership) -> bool:
    first = max(one.first_date or dt.date.min, other.first_date or dt.date.min)
    last = min(one.last_date or dt.date.max, other.last_date or dt.date.max)
    return first <= last


def kinds_on(day: dt.date) -> Counter[OrganisationKind]:
    """Count the bodies of each kind that are there on a day."""
    return Counter(it.kind for it in load_reference().organisations if it.exists_on(day))


def members_on(body_id: str, day: dt.date) -> tuple[Membership, ...]:
    """Give a body's members on a day."""
    return tuple(it for it in _members().get(body_id, ()) if holds_on(it.first_date, it.last_date, day))


def seats_on(body_id: str, day: dt.date) -> tuple[Seat, ...]:
    """Give a body's seats on a day, in their order."""
    return tuple(it for it in seats_of(body_id) if holds_on(it.first_date, it.last_date, day))


def members_of(body_id: str) -> tuple[Membership, ...]:
    """Give a body's members of all times."""
    return _members().get(body_id, ())


def seats_of(body_id: str) -> tuple[Seat, ...]:
    """Give a body's seats of all times, in their order."""
    return _seats().get(body_id, ())


@by_reference
def _members() -> Mapping[str, tuple[Membership, ...]]:
    found: dict[str, list[Membership]] = defaultdict(list)
    for it in load_reference().memberships:
        found[it.organisation].append(it)
    return {id_: tuple(rows) for id_, rows in found.items()}


@by_reference
def _seats() -> Mapping[str, tuple[Seat, ...]]:
    found: dict[str, list[Seat]] = defaultdict(list)
    for it in load_reference().seats:
        found[it.organisation].append(it)
    return {id_: tuple(sorted(rows, key=lambda it: it.number)) for id_, rows in found.items()}
