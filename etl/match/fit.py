"""How well a column's values fit a field, and which fields values alone can tell."""

from collections.abc import Callable, Mapping

from etl.match.profile import (
    REACHED,
    Profile,
    names_hospital,
    names_municipality,
    reads_as_date,
    says_status,
)
from portfolio.fields import FIELDS, ValueKind
from portfolio.vocabulary import Phase, TaskType

_NO_VALUES = 0.9
_SIGNS_FIT = 0.3
_EXPLAINED = {"phase", "spread_potential", "priority"}
"""Fields that lists give in digits or letters, explained by a legend or not at all."""

_HALF = 0.5


def fit(field: str, profile: Profile) -> float:
    """Say how well values fit a field, from 0 (cannot be) to 1; a column without values tells little."""
    if not profile.values:
        return _fit_of_no_values(field, profile)
    own = _OWN.get(field)
    return own(profile) if own else _by_kind(field, profile)


_PLAINLY_NOT, _FEWEST_TO_TELL = 0.35, 3


def contradicts(field: str, profile: Profile) -> bool:
    """Tell whether values plainly cannot be of a field; words that nobody knows may be codes all the same."""
    if len(profile.values) < _FEWEST_TO_TELL or fit(field, profile) > _PLAINLY_NOT:
        return False
    is_coded = FIELDS[field].kind is ValueKind.CODE
    return (
        not is_coded
        or _bare(profile) > _HALF
        or any(told_by_values(other, profile) for other in _TELLING if other != field)
    )


def _fit_of_no_values(field: str, profile: Profile) -> float:
    """Tell a column of colours, which can only be a light."""
    if profile.fill_light < 0.3:
        return _NO_VALUES
    return 1.0 if field.startswith("traffic_light") else 0.3


def _enough(share: float, lowest: float, wanted: float = _HALF) -> float:
    """Rise from ``lowest`` to 1 as a share rises to what is wanted."""
    return lowest + (1 - lowest) * min(1.0, share / wanted)


def _code(field: str, profile: Profile) -> float:
    codes = FIELDS[field].codes
    if codes is None:
        return 0.0
    signs = max(profile.digit, profile.letter) if field in _EXPLAINED else 0.0
    return _enough(max(profile.code(codes), _SIGNS_FIT * signs), 0.25)


def _text(field: str, profile: Profile) -> float:
    """Fit free text: less where values are numbers, lights, or dates in a field that tells no day."""
    is_wrong_date = field not in _MAY_BE_DATES and profile.is_dated(_HALF)
    lights = 0.6 * profile.light if profile.has_lights else 0.0
    people = 0.5 * profile.person if field not in _PEOPLES and profile.institution < 0.2 else 0.0
    coded = 0.6 * profile.coded if field in _WORDED - _OF_CODES else 0.0
    told = max(coded, 0.6 * profile.number, lights, people, 0.6 * profile.date if is_wrong_date else 0.0)
    return 1.0 - max(told, _CLOSED if field in _WORDED and _is_of_status(profile) else 0.0)


_CLOSED, _LONGEST_PLACES, _MANY, _PROSE = 0.55, 120, 8, 45
_WORDED = {
    "aim", "background", "description", "documents", "effect", "funding", "general_practice", "groups",
    "milestones", "next_step", "remarks", "resources", "risks",
}  # fmt: skip
"""Fields of running text or names, which a column of status words is none of."""

_OF_CODES = {"documents", "funding", "milestones"}
"""Fields of running text that may hold numbers of cases, accounts or steps."""

_PEOPLES = {"body", "contact", "general_practice", "groups", "hospitals", "lead", "other_parties", "owner"}
"""Fields of text that may hold names of people; a title may look like one too."""

_MAY_BE_DATES = {"mandate", "operations", "decision", "milestones", "documents"}


def _by_kind(field: str, profile: Profile) -> float:
    """Fit a field by its kind of value."""
    match FIELDS[field].kind:
        case ValueKind.CODE:
            return _code(field, profile)
        case ValueKind.MUNICIPALITIES:
            return _enough(profile.municipality, 0.15)
        case ValueKind.DATE:
            return _enough(profile.date, 0.2)
        case ValueKind.INTEGER:
            return _enough(profile.count, 0.2)
        case ValueKind.SHARE:
            return _enough(profile.share, 0.15)
        case ValueKind.AMOUNT:
            return _enough(profile.amount - profile.real_date, 0.2, 0.4)
        case _:
            return _text(field, profile)


def _title(profile: Profile) -> float:
    """Fit a title: in nearly each row words of its own, and no place, code, date or number."""
    texts = (names_municipality, REACHED.search)
    strange = max(profile.number, profile.light) > 0.7 or profile.is_dated(0.7)
    if strange or any(profile.exceeds(holds, 0.7) for holds in texts):
        return 0.1
    worded = 0.4 if _is_closed(profile) or profile.numbered > 0.7 else 1.0
    own = _enough(profile.distinct, 0.5, 0.7) * _enough(profile.text, 0.2, 0.7)
    return worded * own * _enough(profile.filled, 0.2, 0.8)


def _is_closed(profile: Profile) -> bool:
    return profile.distinct < _HALF and profile.exceeds(says_status, 0.8)


def _key(profile: Profile) -> float:
    """Fit a key: short, and another one in each row."""
    short = 1.0 if profile.length <= 16 or profile.coded > _HALF else 0.2
    return short * (0.3 if profile.real_date > _HALF else 1.0) * _enough(profile.distinct, 0.3, 0.8)


def _lead(profile: Profile) -> float:
    """Fit a person: a name, initials or a job; less a body, which owns rather than leads."""
    wrong = max(profile.number, profile.date, profile.municipality if profile.distinct < _HALF else 0.0)
    return (1.0 - 0.8 * wrong) * (0.6 if profile.length > 60 else 1.0) * (1.0 - 0.25 * profile.institution)


def _owner(profile: Profile) -> float:
    wrong = max(profile.number, profile.date)
    return (1.0 - 0.8 * wrong) * (0.6 if profile.length > 60 else 1.0) * (0.9 + 0.1 * profile.institution)


def _light(profile: Profile) -> float:
    """Fit a traffic light: its words and signs, numbers or letters that a legend explains, or colours."""
    numbers = profile.count if profile.number > _HALF and profile.share > 0.9 else 0.0
    return _enough(max(profile.light, profile.fill_light, numbers, profile.letter), 0.2)


def _part_light(profile: Profile) -> float:
    return 0.6 * _light(profile) if profile.light < _HALF and profile.fill_light < 0.3 else 1.0


def _status(profile: Profile) -> float:
    if profile.real_date > _HALF or profile.municipality > 0.7:
        return 0.1
    if profile.share > 0.8 or profile.light > 0.8:
        return 0.5
    told = (
        profile.leading_status
        if profile.length > _PROSE
        else max(profile.status, profile.letter, profile.cross)
    )
    return _enough(told, 0.3, 0.4)


def _remarks(profile: Profile) -> float:
    explained = 1.0 if profile.explanation > _HALF else 0.0
    lights = profile.light if profile.has_lights else 0.0
    other = 0.5 * max(profile.real_date, profile.number, lights)
    return 1.0 - max(other, 0.9 * explained, _CLOSED if _is_of_status(profile) else 0.0)


def _focus_area(profile: Profile) -> float:
    """Fit a focus area: no place and no bare number, and of many rows some share theirs."""
    strange = max(profile.municipality, profile.organisation, _bare(profile))
    is_own = profile.distinct > 0.95 and len(profile.values) >= _MANY
    return (1.0 - 0.7 * strange) * (0.7 if is_own else 1.0)


def _hospitals(profile: Profile) -> float:
    """Fit hospitals: their names or wards; people's names are those of somebody who works there."""
    if profile.hospital > 0.2:
        return 1.0
    return 0.9 - max(0.6 * profile.municipality, 0.6 if profile.person > _HALF else 0.0)


def _bare(profile: Profile) -> float:
    """Give the share of values that are only dates or numbers."""
    return max(profile.number, profile.date)


_OWN: Mapping[str, Callable[[Profile], float]] = {
    "title": _title,
    "key": _key,
    "lead": _lead,
    "owner": _owner,
    "contact": lambda profile: _enough(profile.reached, 0.5),
    "traffic_light": _light,
    "traffic_light_time": _part_light,
    "traffic_light_economy": _part_light,
    "traffic_light_quality": _part_light,
    "status": _status,
    "remarks": _remarks,
    "cluster": lambda profile: _enough(profile.organisation, 0.6) * (1.0 - 0.6 * profile.municipality),
    "focus_area": _focus_area,
    "hospitals": _hospitals,
    "groups": lambda profile: _text("groups", profile) - 0.5 * profile.municipality,
    "process_step": lambda profile: 1.0 if profile.step > _HALF else 0.95 * _text("process_step", profile),
    "other_parties": lambda profile: 1.0 - 0.5 * profile.municipality,
    "documents": lambda profile: 1.0 if profile.link > 0.3 else 0.9,
    "milestones": lambda profile: 1.0 - 0.4 * profile.number,
    "period": lambda profile: _enough(profile.date, 0.2) * (0.85 if profile.real_date > 0.8 else 1.0),
}  # fmt: skip


def told_by_values(field: str, profile: Profile) -> float:
    """Say how surely values alone mean a field, whatever the heading says; 0 for most fields."""
    if len(profile.values) < 3:
        return 0.55 if field == "traffic_light" and not profile.values and profile.fill_light > 0.3 else 0.0
    tell = _TELLING.get(field)
    return tell(profile) if tell else 0.0


def _if(holds: bool, score: float) -> float:  # a condition and its worth
    return score if holds else 0.0


_TELLING: Mapping[str, Callable[[Profile], float]] = {
    "municipalities": lambda profile: _if(
        profile.length < _LONGEST_PLACES and profile.exceeds(names_municipality, 0.8), 0.62
    ),
    "traffic_light": lambda profile: _if(
        profile.distinct < _HALF and profile.light > 0.8 and profile.has_lights, 0.6
    ),
    "contact": lambda profile: _if(profile.exceeds(REACHED.search, 0.6), 0.6),
    "status": lambda profile: _if(
        _is_of_status(profile) and max(profile.light, profile.percent, profile.date) < _HALF, 0.56
    ),
    "completion_share": lambda profile: _if(
        profile.percent_count > 0.8 * len(profile.values) or profile.percent > 0.8, 0.5
    ),
    "task_type": lambda profile: _if(_is_of_types(profile), 0.5),
    "lead": lambda profile: _if(
        profile.person > 0.8 and max(profile.institution, profile.hospital, profile.municipality) < 0.2, 0.48
    ),
    "title": lambda profile: _if(_is_like_titles(profile), 0.46),
    "budget_dkk": lambda profile: _if(profile.kroner > 0.6, 0.5),
}


def _is_of_status(profile: Profile) -> bool:
    """Tell a column of few short words, nearly all of which say a status."""
    is_worded = profile.length < 25 and profile.distinct < 0.7 and profile.cross < _HALF
    return is_worded and profile.exceeds(says_status, 0.85) and profile.lifecycle > _HALF


def _is_of_types(profile: Profile) -> bool:
    """Tell a column of types of task, which share some words with phases but not all."""
    if profile.distinct >= _HALF or not profile.is_coded(TaskType, 0.9):
        return False
    return profile.code(TaskType) > profile.code(Phase)


def _is_like_titles(profile: Profile) -> bool:
    """Tell texts of their own in each row that say nothing else; the cheapest signs are looked for first."""
    own = profile.distinct > 0.95 and profile.filled > 0.9 and 10 <= profile.length <= 90
    if not own or profile.text <= 0.95 or profile.person >= 0.3:
        return False
    strange = (REACHED.search, names_hospital, names_municipality, reads_as_date, says_status)
    return not any(profile.exceeds(holds, 0.3) for holds in strange)
