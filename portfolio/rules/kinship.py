"""How likely it is that two lists tell of the same initiative, each in its own words.

Two lists seldom share a value to the letter, so that what counts is whether titles have telling words in
common, and whether place, time and theme fit together.
"""

from dataclasses import dataclass

from portfolio.records import FuzzyDate
from portfolio.reference import load_reference
from portfolio.rules.evidence import Values
from portfolio.rules.likeness import Title, differ_in_marks, title_of
from portfolio.rules.sameness import value_key
from portfolio.rules.succession import gives_way

POSSIBLE = 7.0
"""A person is asked at so many points."""

_TITLE = 16.0
_MARKS = 8.0
_TELLING_WORD = 2.0
_PLACES, _OTHER_PLACES = 4.0, 4.0
_CLUSTER, _OTHER_CLUSTER = 2.0, 2.0
_DATES, _OTHER_DATES = 1.5, 1.0
_WORDS = 2.0
_PERSON = 3.0
_AMOUNT = 3.0
_LONG_WORD = 6
_FAR_APART_DAYS = 730

_TEXTS = ("target_group", "focus_area", "goal", "aim", "description")
_PEOPLE = ("lead", "contact", "owner")
_NUMBERS = ("budget_dkk", "citizen_count")


@dataclass(frozen=True, slots=True)
class Kinship:
    """How much speaks for two rows of different lists being about the same, in points, and what does."""

    points: float
    reasons: tuple[str, ...]


def kinship(one: Title, other: Title, in_common: float, values: Values, others: Values) -> Kinship:
    """Weigh two rows of different lists against each other.

    Args:
        one: the title of the one.
        other: the title of the other.
        in_common: how much the titles have in common, from 0 to 1, rare words counting most.
        values: the values of the one.
        others: the values of the other.
    """
    weighed = {
        "title": _of_titles(one, other, in_common),
        "parties": _of_places(values, others),
        "dates": _of_dates(values, others),
        "lead": _PERSON if _shares(values, others, _PEOPLE) else 0.0,
        "money": _AMOUNT if _shares(values, others, _NUMBERS) else 0.0,
    }
    weighed |= {_reason(name): _of_text(values, others, name) for name in _TEXTS}
    speaking = sorted(
        (name for name, points in weighed.items() if points >= 1), key=lambda name: -weighed[name]
    )
    return Kinship(sum(weighed.values()), tuple(speaking))


def likely(points: float) -> float:
    """Give points as a number from 0 to 1."""
    return round(1 / (1 + 2 ** ((12 - points) / 3)), 2)


def _of_titles(one: Title, other: Title, in_common: float) -> float:
    """Give points for titles: a long word in both tells more than its share of two long titles."""
    long_words = {word for word in one.stems if len(word) >= _LONG_WORD}
    points = _TITLE * in_common + (_TELLING_WORD if long_words & set(other.stems) else 0.0)
    return points - (_MARKS if differ_in_marks(one, other) else 0.0)


def _reason(field: str) -> str:
    return field if field in ("target_group", "focus_area") else "texts"


def _of_places(values: Values, others: Values) -> float:
    first, second = _codes(values), _codes(others)
    points = 0.0
    if first and second:
        points += _PLACES * len(first & second) / len(first | second) if first & second else -_OTHER_PLACES
    one, other = values.get("cluster"), others.get("cluster")
    if one is not None and other is not None and one.organisation and other.organisation:
        is_same = gives_way(load_reference(), one.organisation, other.organisation)
        points += _CLUSTER if is_same else -_OTHER_CLUSTER if not first & second else 0.0
    return points


def _codes(values: Values) -> set[str]:
    cell = values.get("municipalities")
    return set(cell.value) if cell is not None and isinstance(cell.value, tuple) else set()


def _of_dates(values: Values, others: Values) -> float:
    points = 0.0
    for name in ("start", "end"):
        one, other = _date(values, name), _date(others, name)
        if one is not None and other is not None:
            points += _of_days(one, other)
    return points


def _date(values: Values, name: str) -> FuzzyDate | None:
    cell = values.get(name)
    return cell.value if cell is not None and isinstance(cell.value, FuzzyDate) else None


def _of_days(one: FuzzyDate, other: FuzzyDate) -> float:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0.0
    gap = max((other.first - one.last).days, (one.first - other.last).days)
    return _DATES if gap <= 0 else -_OTHER_DATES if gap > _FAR_APART_DAYS else 0.0


def _shares(values: Values, others: Values, names: tuple[str, ...]) -> bool:
    return bool(_keys(values, names) & _keys(others, names))


def _keys(values: Values, names: tuple[str, ...]) -> set[object]:
    cells = (values[name] for name in names if name in values)
    return {value_key(cell.value) for cell in cells if cell.value is not None}


def _of_text(values: Values, others: Values, name: str) -> float:
    """Give points for words in common; two lists that word a thing in their own ways say nothing."""
    one, other = values.get(name), others.get(name)
    if one is None or other is None or one.value is None or other.value is None:
        return 0.0
    first, second = (set(title_of(str(cell.value)).stems) for cell in (one, other))
    return _WORDS * len(first & second) / max(1, min(len(first), len(second)))
