"""Where an initiative belongs in the structure of a day: clusters and planning areas, councils from 2027.

Its home on a day is found in this order: what a person has decided; the area that its lists name, if that
exists on the day; the area that took over whole, also over several steps; the one area that all its own
municipalities and hospitals lead to. Nothing else is guessed: what is left is open, with the choices and
what speaks for each. An initiative that names no area has none, which is normal (psychiatry is not
organised in clusters). What nobody has confirmed is carried along.

The rule reads reference data alone. A succession says that one area takes over from another whole; members
say where the rest goes, also backwards in time.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from portfolio.reference import Membership, Organisation, Reference, Succession, hospital_names
from portfolio.rules.likeness import fold
from portfolio.vocabulary import Certainty, OrganisationKind

AREA_KINDS = (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL)
"""The kinds of organisation that initiatives are grouped by."""


Kept = TypeVar("Kept")


class How(StrEnum):
    """How an initiative's home on a day was found."""

    SAME = "same"
    DECIDED = "decided"
    SUCCESSION = "succession"
    MEMBERS = "members"
    OPEN = "open"
    NONE = "none"


class Why(StrEnum):
    """Why an initiative has no home on a day, or none that is clear."""

    PSYCHIATRY = "psychiatry"
    REGION_WIDE = "region_wide"
    NOT_STATED = "not_stated"
    NOT_KNOWN = "not_known"
    SPLIT_UNPLACED = "split_unplaced"
    SPLIT_BETWEEN = "split_between"
    NO_AREA = "no_area"


class Speaks(StrEnum):
    """What speaks for a choice."""

    MUNICIPALITIES = "municipalities"
    SHARED = "shared"
    HOSPITALS = "hospitals"
    MEMBERS = "members"


class DoubtKind(StrEnum):
    """What nobody has confirmed: an area itself, who its members are, that another takes over from it."""

    AREA = "area"
    MEMBERS = "members"
    SUCCESSION = "succession"


@dataclass(frozen=True, slots=True)
class Doubt:
    """An unconfirmed fact that a home rests on; ``other`` is the successor where it is about one."""

    kind: DoubtKind
    organisation: str
    other: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for a choice.

    Attributes:
        kind: what it is.
        names: the municipalities or hospitals that it is about.
        total: of how many members of the earlier area these are some; 0 where that is not what is told.
    """

    kind: Speaks
    names: tuple[str, ...]
    total: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """An area that an initiative may belong to, and what speaks for it."""

    organisation: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of an initiative's place.

    Attributes:
        organisation: the id of the area that its lists name; None: none of the reference data's.
        text: what they name it, as they write it; "" where they name none.
        municipalities: codes of the municipalities that take part.
        hospitals: ids of the hospitals that are named (:meth:`Structure.hospitals_in`).
        parties: the text in which hospitals stand; "" where there is none.
    """

    organisation: str | None = None
    text: str = ""
    municipalities: tuple[str, ...] = ()
    hospitals: tuple[str, ...] = ()
    parties: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person has decided of an initiative's home, for the structure of a day.

    Attributes:
        id: the decision.
        day: the day whose structure it was decided for.
        organisation: the area; None: it belongs to no single one.
    """

    id: int
    day: dt.date
    organisation: str | None


@dataclass(frozen=True, slots=True)
class Home:
    """An initiative's home on a day.

    Attributes:
        organisation: the area; None: it has none, or none that is clear.
        how: how that was found.
        path: the areas on the way, from the one that is named to the home.
        choices: where it may belong, the likeliest first; also suggestions where it names no area.
        why: why it has no clear home; None where it has one.
        doubts: unconfirmed facts that this rests on.
        strays: its municipalities that lie in another area on the day.
        decision: the decision that it rests on.
    """

    organisation: str | None
    how: How
    path: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    why: Why | None = None
    doubts: tuple[Doubt, ...] = ()
    strays: tuple[str, ...] = ()
    decision: int | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Where an area leads on a day, whatever the initiative.

    Attributes:
        organisation: the area of the day; None: there is no single one.
        path: the areas on the way; the last is where the way ends or parts.
        parts: where it parts: an area of the day -> the members that go there.
        doubts: unconfirmed facts that this rests on.
    """

    organisation: str | None
    path: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    doubts: tuple[Doubt, ...] = ()


def changes(reference: Reference) -> tuple[dt.date, ...]:
    """Give the days on which areas begin, the oldest first."""
    days = {one.first_date for one in reference.organisations if one.kind in AREA_KINDS}
    return tuple(sorted(day for day in days if day is not None))


def next_change(reference: Reference, today: dt.date) -> dt.date:
    """Give the next day on which areas begin, else the newest there was; today where there never was one."""
    days = changes(reference)
    return next((day for day in days if day > today), days[-1] if days else today)


def day_before_change(reference: Reference, day: dt.date) -> dt.date:
    """Give the last day of the structure before the one of a day; the day before, where there was none."""
    begun = [change for change in changes(reference) if change <= day]
    return (begun[-1] if begun else day) - dt.timedelta(days=1)


class Structure:
    """The areas of a day, and how those of other days lead to them.

    Attributes:
        reference: the reference data that it rests on.
        day: the day.
        areas: the ids of the areas that exist on the day, in the reference's order.
    """

    def __init__(self, reference: Reference, day: dt.date) -> None:
        self.reference = reference
        self.day = day
        self.organisations: Mapping[str, Organisation] = {one.id: one for one in reference.organisations}
        self.areas = tuple(
            one.id for one in reference.organisations if one.kind in AREA_KINDS and one.exists_on(day)
        )
        self._is_area = frozenset(self.areas)
        self._routes: dict[str, Route] = {}

    def is_area(self, organisation: str | None) -> bool:
        """Tell whether something is an area of the day."""
        return organisation in self._is_area

    def is_kind_of_area(self, organisation: str | None) -> bool:
        """Tell whether something is an area of any time."""
        return organisation in self._kinds

    def areas_of(self, member: str) -> tuple[str, ...]:
        """Give the areas of the day that a municipality or hospital is in; København has been in two."""
        return self._areas_of.get(member, ())

    def region_of(self, area: str) -> str | None:
        """Give the region that an area lies in on the day, or the one that took over from its own."""
        known = self.organisations.get(area)
        region = None if known is None else known.region
        seen: set[str] = set()
        while region is not None and self._has_ended(region) and region not in seen:
            seen.add(region)
            steps = [step for step in self._steps.get(region, ()) if self._is_taken(step)]
            region = steps[0].successor if len(steps) == 1 else region
        return region

    def members(self, area: str) -> tuple[str, ...]:
        """Give an area's municipalities: on the day, else on the day nearest to it on which it exists."""
        known = self.organisations[area]
        on = min(max(self.day, known.first_date or dt.date.min), known.last_date or dt.date.max)
        found = {row.member for row in self._rows(area) if _holds(row, on)}
        return tuple(sorted(code for code in found if self._is_municipality(code)))

    def hospitals_in(self, text: str | None) -> tuple[str, ...]:
        """Give the hospitals that a text names, also by a short name: "AHH" is a word of its own."""
        if not text:
            return ()
        folded = fold(text)
        words = f" {folded} "
        named = (id_ for name, id_ in self._hospitals if name in folded)
        short = (id_ for name, id_ in self._short_names if f" {name} " in words)
        return tuple(dict.fromkeys([*named, *short]))

    def home(self, stated: Stated, decisions: Sequence[Decided] = ()) -> Home:
        """Give an initiative's home on the day.

        Args:
            stated: what is known of its place.
            decisions: what people have decided and not undone, the oldest first.
        """
        decided = self._decided(stated, decisions)
        if self.is_area(stated.organisation) and (
            decided is None or decided.organisation == stated.organisation
        ):
            return self._found(str(stated.organisation), How.SAME, (str(stated.organisation),), stated)
        decided = decided or self._decided_before(stated, decisions)
        if decided is not None:
            return decided
        if not self.is_kind_of_area(stated.organisation):
            return Home(None, How.NONE, choices=self._choices(stated, {}, 0), why=self._why_none(stated))
        return self._carried(stated, self.route(str(stated.organisation)))

    def route(self, area: str) -> Route:
        """Give where an area leads on the day, whatever the initiative."""
        if area not in self._routes:
            self._routes[area] = self._route(area)
        return self._routes[area]

    # --- What people decided

    def _decided(self, stated: Stated, decisions: Sequence[Decided]) -> Home | None:
        """Give the home that the newest decision gives that counts on the day."""
        for decision in reversed(decisions):
            if decision.organisation is None and decision.day <= self.day:
                return Home(None, How.DECIDED, decision=decision.id)
            if decision.organisation is not None and self.is_area(decision.organisation):
                path = tuple(filter(None, (stated.organisation, decision.organisation)))
                found = self._found(decision.organisation, How.DECIDED, path, stated)
                return replace(found, decision=decision.id)
        return None

    def _decided_before(self, stated: Stated, decisions: Sequence[Decided]) -> Home | None:
        """Give the home that the newest decision for an area that has ended since leads to."""
        for decision in reversed(decisions):
            if decision.organisation is not None and self._has_ended(decision.organisation):
                found = self._carried(stated, self.route(decision.organisation))
                return replace(found, decision=decision.id)
        return None

    def _has_ended(self, area: str) -> bool:
        known = self.organisations.get(area)
        return known is not None and known.last_date is not None and known.last_date < self.day

    # --- From area to area

    def _route(self, area: str) -> Route:
        path, doubts = [area], self._doubts_of(area)
        while not self.is_area(path[-1]) and self._has_ended(path[-1]):
            steps = [step for step in self._steps.get(path[-1], ()) if self._is_taken(step)]
            if len(steps) != 1 or steps[0].successor in path:
                break
            doubts += self._doubts_of_step(steps[0])
            path.append(steps[0].successor)
            doubts += self._doubts_of(path[-1])
        if self.is_area(path[-1]):
            return Route(path[-1], tuple(path), {}, _once(doubts))
        return self._parted(path, doubts)

    def _is_taken(self, step: Succession) -> bool:
        return step.date <= self.day and step.successor in self.organisations

    def _parted(self, path: Sequence[str], doubts: Sequence[Doubt]) -> Route:
        """Follow an area's members where no area takes over from it whole."""
        parts: dict[str, list[str]] = {}
        members = self.members(path[-1])
        for member in members:
            for area in self.areas_of(member):
                parts.setdefault(area, []).append(member)
        resting = _once([*doubts, *self._doubts_of_members(path[-1])])
        if len(parts) == 1 and len(next(iter(parts.values()))) == len(members):
            (whole,) = parts
            doubts = _once([*resting, *self._doubts_of(whole), *self._doubts_of_members(whole)])
            return Route(whole, (*path, whole), {}, doubts)
        told = {area: tuple(parts[area]) for area in sorted(parts, key=lambda it: (-len(parts[it]), it))}
        return Route(None, tuple(path), told, resting)

    def _carried(self, stated: Stated, route: Route) -> Home:
        if route.organisation is not None:
            return self._found(route.organisation, How.SUCCESSION, route.path, stated, route.doubts)
        total = len(self.members(route.path[-1]))
        choices = self._choices(stated, route.parts, total)
        own = self._leads(stated)
        if len(own) == 1 and own <= route.parts.keys() and not self._is_torn(stated):
            (area,) = own
            doubts = _once([*route.doubts, *self._doubts_of_members(area)])
            return self._found(area, How.MEMBERS, (*route.path, area), stated, doubts)
        why = Why.SPLIT_BETWEEN if own else Why.SPLIT_UNPLACED if route.parts else Why.NO_AREA
        return Home(None, How.OPEN, route.path, choices, why, route.doubts)

    def _found(
        self, area: str, how: How, path: tuple[str, ...], stated: Stated, doubts: tuple[Doubt, ...] = ()
    ) -> Home:
        elsewhere = [
            code for code in stated.municipalities if self.areas_of(code) and area not in self.areas_of(code)
        ]
        return Home(area, how, path, doubts=doubts, strays=tuple(elsewhere))

    # --- Where an initiative's own places lead

    def _leads(self, stated: Stated) -> set[str]:
        """Give the areas of the day that an initiative's municipalities and hospitals lead to."""
        found = {area for code in stated.municipalities for area in self.areas_of(code)}
        return found | {area for it in stated.hospitals if (area := self._area_of_hospital(it)) is not None}

    def _is_torn(self, stated: Stated) -> bool:
        """Tell whether one of its municipalities is in no area of the day, so that nobody knows of it."""
        return any(not self.areas_of(code) for code in stated.municipalities)

    def _area_of_hospital(self, hospital: str) -> str | None:
        """Give the one area that a hospital is in, or that took over whole from the one it was in."""
        now = self.areas_of(hospital)
        if now:
            return now[0] if len(now) == 1 else None
        known = [row for row in self._memberships_of.get(hospital, ()) if row.organisation in self._kinds]
        led = {self.route(row.organisation).organisation for row in _nearest(known, self.day)}
        return led.pop() if len(led) == 1 else None

    def _choices(self, stated: Stated, parts: Mapping[str, Sequence[str]], total: int) -> tuple[Choice, ...]:
        """Give the areas that anything speaks for, those with most of the initiative's own places first."""
        reasons: dict[str, list[Reason]] = {}
        own = _gathered((area, code) for code in stated.municipalities for area in self.areas_of(code))
        for area, codes in own.items():
            reasons.setdefault(area, []).extend(self._reasons_of(codes))
        hospitals = _gathered(
            (led, it) for it in stated.hospitals if (led := self._area_of_hospital(it)) is not None
        )
        for area, named in hospitals.items():
            reasons.setdefault(area, []).append(Reason(Speaks.HOSPITALS, tuple(named)))
        for area, members in parts.items():
            reasons.setdefault(area, []).append(Reason(Speaks.MEMBERS, tuple(members), total))
        weight = {it: (-len(own.get(it, ())), -len(parts.get(it, ())), it) for it in reasons}
        return tuple(Choice(it, tuple(reasons[it])) for it in sorted(reasons, key=lambda it: weight[it]))

    def _reasons_of(self, municipalities: Sequence[str]) -> list[Reason]:
        """Tell municipalities that are in one area of the day from those that speak for several."""
        plain = tuple(code for code in municipalities if len(self.areas_of(code)) == 1)
        shared = tuple(code for code in municipalities if len(self.areas_of(code)) > 1)
        told = ((Speaks.MUNICIPALITIES, plain), (Speaks.SHARED, shared))
        return [Reason(kind, names) for kind, names in told if names]

    def _why_none(self, stated: Stated) -> Why:
        """Say why an initiative names no area; words decide nothing but what is told."""
        text = fold(stated.text)
        if "psyk" in text or (not text and "psyk" in fold(stated.parties)):
            return Why.PSYCHIATRY
        if any(word in text for word in _REGION_WORDS) or self._spans_region(stated.municipalities):
            return Why.REGION_WIDE
        known = self.organisations.get(stated.organisation or "")
        if known is not None and known.kind is OrganisationKind.REGION:
            return Why.REGION_WIDE
        return Why.NOT_KNOWN if text else Why.NOT_STATED

    def _spans_region(self, municipalities: Sequence[str]) -> bool:
        """Tell whether the municipalities of a whole region take part."""
        own = set(municipalities)
        return any(members and members <= own for members in self._regions)

    # --- What is looked up

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(one.id for one in self.reference.organisations if one.kind in AREA_KINDS)

    @cached_property
    def _memberships_of(self) -> Mapping[str, Sequence[Membership]]:
        return _gathered((row.member, row) for row in self.reference.memberships)

    @cached_property
    def _by_organisation(self) -> Mapping[str, Sequence[Membership]]:
        return _gathered((row.organisation, row) for row in self.reference.memberships)

    @cached_property
    def _steps(self) -> Mapping[str, Sequence[Succession]]:
        return _gathered((row.organisation, row) for row in self.reference.successions)

    @cached_property
    def _areas_of(self) -> Mapping[str, tuple[str, ...]]:
        rows = (row for row in self.reference.memberships if _holds(row, self.day))
        found = _gathered((row.member, row.organisation) for row in rows if self.is_area(row.organisation))
        return {member: tuple(sorted(set(areas))) for member, areas in found.items()}

    @cached_property
    def _regions(self) -> Sequence[frozenset[str]]:
        is_region = {one.id for one in self.reference.organisations if one.kind is OrganisationKind.REGION}
        rows = [row for row in self.reference.memberships if row.organisation in is_region]
        return [
            frozenset(codes) for codes in _gathered((row.organisation, row.member) for row in rows).values()
        ]

    @cached_property
    def _hospitals(self) -> Sequence[tuple[str, str]]:
        kind = OrganisationKind.HOSPITAL
        return [(fold(one.name), one.id) for one in self.reference.organisations if one.kind is kind]

    @cached_property
    def _short_names(self) -> Sequence[tuple[str, str]]:
        known = {id_ for _, id_ in self._hospitals}
        return [(fold(word), id_) for word, id_ in hospital_names() if id_ in known]

    def _rows(self, area: str) -> Sequence[Membership]:
        return self._by_organisation.get(area, ())

    def _is_municipality(self, code: str) -> bool:
        known = self.organisations.get(code)
        return known is not None and known.kind is OrganisationKind.MUNICIPALITY

    # --- What nobody has confirmed

    def _doubts_of(self, area: str) -> list[Doubt]:
        known = self.organisations.get(area)
        if known is None or not known.certainty.is_unconfirmed:
            return []
        return [Doubt(DoubtKind.AREA, area, None, known.certainty)]

    def _doubts_of_members(self, area: str) -> list[Doubt]:
        """Tell that an area's municipalities are unconfirmed, by the weakest of the facts."""
        weak = {row.certainty for row in self._rows(area) if self._is_municipality(row.member)}
        worst = [it for it in (Certainty.OWN_KNOWLEDGE, Certainty.WEAK) if it in weak]
        return [Doubt(DoubtKind.MEMBERS, area, None, worst[0])] if worst else []

    def _doubts_of_step(self, step: Succession) -> list[Doubt]:
        """Tell that a succession is unconfirmed; one that was derived rests on who the members are."""
        if step.certainty.is_unconfirmed:
            return [Doubt(DoubtKind.SUCCESSION, step.organisation, step.successor, step.certainty)]
        return self._doubts_of_members(step.organisation) if step.certainty is Certainty.DERIVED else []


_STRUCTURES_KEPT = 32
_kept: dict[tuple[int, dt.date], Structure] = {}


def structure_of(reference: Reference, day: dt.date) -> Structure:
    """Give the structure of a day, made once for each reference: by which it is, not by what it holds."""
    key = (id(reference), day)
    found = _kept.get(key)
    if found is None or found.reference is not reference:
        if len(_kept) >= _STRUCTURES_KEPT:
            _kept.clear()
        found = _kept[key] = Structure(reference, day)
    return found


class _Ways:
    """Which areas give way to which, each asked about once: rows of lists are held against each other."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._begins = {one.id: one.first_date for one in reference.organisations}
        self._found: dict[tuple[str, str], bool] = {}

    def between(self, one: str, other: str) -> bool:
        if (one, other) not in self._found:
            self._found[one, other] = self._leads(one, other) or self._leads(other, one)
        return self._found[one, other]

    def _leads(self, one: str, other: str) -> bool:
        begins = self._begins.get(other)
        if begins is None:
            return False
        structure = structure_of(self.reference, begins)
        if not structure.is_kind_of_area(one) or not structure.is_area(other) or structure.is_area(one):
            return False
        route = structure.route(one)
        return other == route.organisation or other in route.parts


_ways: list[_Ways] = []


def gives_way(reference: Reference, one: str, other: str) -> bool:
    """Tell whether two areas are one, or the one gives way to the other, whole or in part."""
    if one == other:
        return True
    known = next((it for it in _ways if it.reference is reference), None)
    if known is None:
        known = _Ways(reference)
        _ways[:] = [known]
    return known.between(one, other)


_REGION_WORDS = ("region", "alle klynger", "tvaergaaende", "hele landet")


def _holds(row: Membership, day: dt.date) -> bool:
    return (row.first_date or dt.date.min) <= day <= (row.last_date or dt.date.max)


def _nearest(rows: Sequence[Membership], day: dt.date) -> Sequence[Membership]:
    """Give the memberships that lie nearest to a day on which none holds."""
    if not rows:
        return ()
    ended = [row for row in rows if row.last_date is not None and row.last_date < day]
    if ended:
        last = max(row.last_date or day for row in ended)
        return [row for row in ended if row.last_date == last]
    first = min(row.first_date or day for row in rows)
    return [row for row in rows if (row.first_date or day) == first]


def _gathered(pairs: Iterable[tuple[str, Kept]]) -> dict[str, list[Kept]]:
    found: dict[str, list[Kept]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _once(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    return tuple(dict.fromkeys(doubts))
