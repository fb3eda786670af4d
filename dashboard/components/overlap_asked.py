"""What is held up against the portfolio, and what is alike: once for the page, its workbook and its answer.

What is held up is an idea (in the address, posted, or remembered with a decision), a row of a list that is on
its way, or an initiative. An idea that was posted is nowhere kept.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard import data
from dashboard.data import ApartNote, EvaluationNote, OverlapNote
from dashboard.filters import Asked, Ignored, number_in
from dashboard.labels import organisations
from portfolio.overlap.alike import (
    NO_FACTS,
    TARGET,
    TEXTS,
    TITLE,
    Alike,
    Facts,
    Level,
    Parted,
    Standing,
    Why,
    alike,
    judged,
    parted,
    standing_of,
    text_of,
    why,
)
from portfolio.overlap.decisions import Idea
from portfolio.overlap.words import OverlapVerdict
from portfolio.reference import by_reference_at_most, load_reference
from portfolio.rules.goals import goals_named
from portfolio.rules.likeness import fold
from portfolio.snapshot import Item
from portfolio.vocabulary import OrganisationKind

OVERLAP, GROUPS = "/overlap", "/overlap/grupper"
OVERLAP_FILE, GROUPS_FILE = "/hent/overlap.xlsx", "/hent/overlap-grupper.xlsx"
TITLE_KEY, TEXT_KEY, TARGET_KEY, WHERE_KEY = "titel", "beskrivelse", "maalgruppe", "hvor"
INITIATIVE_KEY, DRAFT_KEY, ROW_KEY, REMEMBERED_KEY = "indsats", "kladde", "raekke", "husket"
IDEA_KEYS = (TITLE_KEY, TEXT_KEY, TARGET_KEY, WHERE_KEY)
KEYS = (*IDEA_KEYS, INITIATIVE_KEY, DRAFT_KEY, ROW_KEY, REMEMBERED_KEY)
"""The keys of the address that only this page knows."""

WORDS_A_PAGE = 400
_LEVELS = tuple(Level)
_AREAS = (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL)


@dataclass(frozen=True, slots=True)
class Held:
    """What is held up: an idea, or an initiative.

    Attributes:
        texts: what it says, by field.
        facts: what else is known of it.
        idea: the idea; None: it is an initiative.
        item: the initiative.
        is_row: whether it is a row of a list on its way, of which the title alone is known.
        is_kept: whether the address says it: what was posted is not there, and nowhere kept.
    """

    texts: Mapping[str, str]
    facts: Facts
    idea: Idea | None = None
    item: Item | None = None
    is_row: bool = False
    is_kept: bool = True

    @property
    def word_count(self) -> int:
        """How many words it has."""
        return sum(len(text.split()) for text in self.texts.values())


@dataclass(frozen=True, slots=True)
class Ending:
    """How it went: what lists and people say of results, and what was decided last.

    Attributes:
        told: what the lists say, by field.
        held: the newest evaluation.
        decided: the last decision: its day, and its words.
    """

    told: Mapping[str, str]
    held: EvaluationNote | None
    decided: tuple[dt.date | None, str] | None


@dataclass(frozen=True, slots=True)
class Result:
    """An initiative that is alike.

    Attributes:
        alike: how alike it is.
        item: the initiative.
        standing: where it is in its life.
        texts: what it says, by field.
        why: why it is alike.
        focus: the focus area that both have.
        goals: the goals that both name.
        places: municipalities that take part in both, else the area that both are in.
        hospitals: hospitals that both name.
        ending: how it went.
        decided: what people have decided of the two.
        apart: that somebody has said that the two initiatives are not the same.
    """

    alike: Alike
    item: Item
    standing: Standing
    texts: Mapping[str, str]
    why: Why
    focus: str | None
    goals: Sequence[str]
    places: Sequence[str]
    hospitals: Sequence[str]
    ending: Ending
    decided: Sequence[OverlapNote]
    apart: ApartNote | None = None

    @property
    def is_declined(self) -> bool:
        """Whether somebody has said that the two are not the same."""
        return self.apart is not None or any(it.verdict is OverlapVerdict.NOT_SAME for it in self.decided)


@dataclass(frozen=True, slots=True)
class Found:
    """What is alike what is held up, the likeliest first."""

    held: Held
    results: Sequence[Result]
    count: int

    def of(self, level: Level) -> list[Result]:
        """Give those that are so much alike."""
        return [it for it in self.results if it.alike.level is level]


# --- What is held up ----------------------------------------------------------------------------------------


def held_of(asked: Asked) -> tuple[Held | None, list[Ignored]]:
    """Read what an address asks about, and what in it names nothing."""
    own = asked.own
    if INITIATIVE_KEY in own:
        return _or_ignored(_initiative(number_in(own[INITIATIVE_KEY])), INITIATIVE_KEY, own)
    if REMEMBERED_KEY in own:
        return _or_ignored(_remembered(number_in(own[REMEMBERED_KEY])), REMEMBERED_KEY, own)
    if DRAFT_KEY in own:
        return _or_ignored(_row(number_in(own[DRAFT_KEY]), number_in(own.get(ROW_KEY, ""))), DRAFT_KEY, own)
    idea = idea_said(own)
    return (None if idea.is_empty else held_idea(idea)), []


def idea_said(own: Mapping[str, str]) -> Idea:
    """Read an idea from an address or a form."""
    where = tuple(it for it in own.get(WHERE_KEY, "").split(",") if it in organisations())
    said = [own.get(key, "").strip() for key in (TITLE_KEY, TEXT_KEY, TARGET_KEY)]
    return Idea(said[0], said[1], said[2], where)


def held_idea(idea: Idea, *, is_row: bool = False, is_kept: bool = True) -> Held:
    """Hold an idea up."""
    texts = {TITLE: idea.title, "description": idea.description, TARGET: idea.target_group}
    said = {name: text for name, text in texts.items() if text}
    return Held(said, _facts_of_places(idea.where), idea, is_row=is_row, is_kept=is_kept)


def _or_ignored(held: Held | None, key: str, own: Mapping[str, str]) -> tuple[Held | None, list[Ignored]]:
    return held, [Ignored(key, own[key])] if held is None else []


def _initiative(number: int | None) -> Held | None:
    known = data.portfolio().snapshot
    place = None if number is None else known.place(number)
    if number is None or place is None:
        return None
    item = known.item(place)
    texts = data.compared_texts([number]).get(number, {})
    return Held({name: it for name, it in texts.items() if name in TEXTS}, facts_of(item), item=item)


def _remembered(number: int | None) -> Held | None:
    note = None if number is None else data.overlap_decisions().note(number)
    return None if note is None or note.idea is None else held_idea(note.idea)


def _row(draft_id: int | None, number: int | None) -> Held | None:
    draft = None if draft_id is None else data.draft(draft_id)
    if draft is None or draft.result is None or draft.result.comparison is None:
        return None
    row = next((it for it in draft.result.comparison.rows if it.number == number), None)
    return None if row is None else held_idea(Idea(row.title), is_row=True)


def _facts_of_places(where: Sequence[str]) -> Facts:
    named = organisations()
    area = next((it for it in where if it in named and named[it].kind in _AREAS), None)
    towns = frozenset(it for it in where if it in named and named[it].kind is OrganisationKind.MUNICIPALITY)
    return Facts(municipalities=towns, area=area) if area or towns else NO_FACTS


def facts_of(item: Item) -> Facts:
    """Give what is compared of an initiative beside its texts."""
    area, focus = item.code("organisation_id"), item.code("focus_area_id")
    return Facts(
        municipalities=frozenset(item.municipalities()),
        area=area if area in organisations() else None,
        focus_area=focus,
        goals=_goals(item.text("goal") or ""),
        hospitals=_hospitals(item.text("hospitals") or ""),
    )


@by_reference_at_most(4096)
def _goals(text: str) -> frozenset[str]:
    return frozenset(goals_named(text, tuple(load_reference().goals))) if text else frozenset()


@lru_cache(maxsize=4096)
def _hospitals(text: str) -> frozenset[str]:
    for sign in ("/", ";", "\n", " og "):
        text = text.replace(sign, ",")
    return frozenset(it.strip() for it in text.split(",") if it.strip())


# --- What is alike ------------------------------------------------------------------------------------------


def found_of(held: Held) -> Found:
    """Hold something up against all initiatives."""
    compared, known = data.compared(), data.portfolio().snapshot
    own = set() if held.item is None else {held.item.id}

    def facts(id_: int) -> Facts:
        place = known.place(id_)
        return NO_FACTS if place is None else facts_of(known.item(place))

    decided, apart = _decided(held), {} if held.item is None else _apart(held.item.id)
    asked, also = compared.index.asked(text_of(held.texts)), {*decided, *apart}
    near = alike(compared.index, asked, held.facts, facts, without=own, also=also)
    near = tuple(it for it in near if known.place(it.id) is not None)
    texts = data.compared_texts([it.id for it in near])
    mine = parted(compared.index, held.texts)
    results = [
        _result(held, mine, it, texts.get(it.id, {}), decided.get(it.id, ()), apart.get(it.id)) for it in near
    ]
    results.sort(key=lambda it: _LEVELS.index(it.alike.level))
    return Found(held, results, len(compared.index) - len(own))


def _apart(initiative_id: int) -> dict[int, ApartNote]:
    return {it.initiative_id: it for it in data.apart_notes(initiative_id)}


def _result(
    held: Held,
    mine: Parted,
    it: Alike,
    texts: Mapping[str, str],
    decided: Sequence[OverlapNote],
    apart: ApartNote | None,
) -> Result:
    index = data.compared().index
    known = data.portfolio().snapshot
    item = known.item(known.place(it.id) or 0)
    facts = facts_of(item)
    focus, reasons = held.facts.focus_area, why(index, mine, parted(index, texts))
    return Result(
        alike=judged(it, reasons),
        item=item,
        standing=standing_of(item.code("status")),
        texts=texts,
        why=reasons,
        focus=focus if focus is not None and focus == facts.focus_area else None,
        goals=sorted(held.facts.goals & facts.goals),
        places=_places(held.facts, facts),
        hospitals=_same_hospitals(held.facts, facts),
        ending=_ending(item.id, texts),
        decided=decided,
        apart=apart,
    )


def _places(one: Facts, other: Facts) -> list[str]:
    common = sorted(one.municipalities & other.municipalities)
    return common or ([one.area] if one.area is not None and one.area == other.area else [])


def _same_hospitals(one: Facts, other: Facts) -> list[str]:
    folded = {fold(it) for it in one.hospitals}
    return sorted(it for it in other.hospitals if fold(it) in folded)


def _ending(initiative_id: int, texts: Mapping[str, str]) -> Ending:
    held = data.evaluations().held.get(initiative_id, ())
    course = data.processes().courses.get(initiative_id)
    notes = course.decisions if course is not None else data.processes().decisions.get(initiative_id, ())
    last = notes[0] if notes else None
    told = {name: text for name, text in texts.items() if name not in TEXTS}
    return Ending(
        told, held[0] if held else None, None if last is None else (last.day, last.text or last.body)
    )


def _decided(held: Held) -> dict[int, list[OverlapNote]]:
    """Give what people have decided of what is held up, by the initiative that it was held up against."""
    book = data.overlap_decisions()
    if held.idea is not None:
        return {id_: [note] for id_, note in book.of_idea(held.idea).items()}
    found: dict[int, list[OverlapNote]] = {}
    if held.item is not None:
        for note in book.about(held.item.id):
            other = note.initiative_id if note.other_id == held.item.id else note.other_id
            if other is not None:
                found.setdefault(other, []).append(note)
    return found
