"""How likely it is that two lists tell of the same initiative, each in its own words.

Two lists seldom share a value to the letter, so that what counts is whether titles have telling words in
common, and whether place, time and theme fit together.
"""

from dataclasses import dataclass

from portfolio.records import FuzzyDate
from portfolio.rules.evidence import Values
from portfolio.rules.likeness import Title, differ_in_marks, title_of
from portfolio.rules.sameness import value_key

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

WEIGHED = frozenset({"municipalities", "cluster", "start", "end", *_PEOPLE, *_NUMBERS, *_TEXTS})
"""The fields that are weighed, beside the title."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """How much speaks for two rows of different lists being about the same, in points, and what does."""

    points: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a row is weighed against other lists' rows, taken apart once for many weighings.

    Attributes:
        title: its title.
        codes: its municipalities.
        cluster: the organisation that its cluster was recognised as.
        start: when it begins.
        end: when it ends.
        people: who is named for it, as compared.
        numbers: its budget and how many citizens it is for.
        texts: for each text of ``_TEXTS`` its stems; none where it states none.
    """

    title: Title
    codes: frozenset[str]
    cluster: str | None
    start: FuzzyDate | None
    end: FuzzyDate | None
    people: frozenset[object]
    numbers: frozenset[object]
    texts: tuple[frozenset[str], ...]


def traits(title: str, values: Values) -> Traits:
    """Take a row apart."""
    cluster = values.get("cluster")
    return Traits(
        title=title_of(title),
        codes=_codes(values),
        cluster=None if cluster is None else cluster.organisation,
        start=_date(values, "start"),
        end=_date(values, "end"),
        people=_keys(values, _PEOPLE),
        numbers=_keys(values, _NUMBERS),
        texts=tuple(_stems(values, name) for name in _TEXTS),
    )


def kinship(one: Traits, other: Traits, in_common: float) -> Kinship:
    """Weigh two rows of different lists against each other.

    Args:
        one: the one row.
        other: the other row.
        in_common: how much the titles have in common, from 0 to 1, rare words counting most.
    """
    weighed = dict(zip(_SAYING, _weighed(one, other, in_common), strict=True))
    speaking = sorted((name for name, points in weighed.items() if points >= 1), key=lambda it: -weighed[it])
    reasons = dict.fromkeys(_REASONS.get(name, name) for name in speaking)
    return Kinship(sum(weighed.values()), tuple(reasons))


def kinship_points(one: Traits, other: Traits, in_common: float) -> float:
    """Give the points alone, where many pairs are weighed and few are told of."""
    return sum(_weighed(one, other, in_common))


_SAYING = ("title", "parties", "dates", "lead", "money", *_TEXTS)
_REASONS = {"goal": "texts", "aim": "texts", "description": "texts"}


def _weighed(one: Traits, other: Traits, in_common: float) -> tuple[float, ...]:
    return (
        _of_titles(one.title, other.title, in_common),
        _of_places(one, other),
        _of_dates(one.start, other.start) + _of_dates(one.end, other.end),
        _PERSON if one.people & other.people else 0.0,
        _AMOUNT if one.numbers & other.numbers else 0.0,
        *map(_of_text, one.texts, other.texts),
    )


def likely(points: float) -> float:
    """Give points as a number from 0 to 1."""
    return round(1 / (1 + 2 ** ((12 - points) / 3)), 2)


def _of_titles(one: Title, other: Title, in_common: float) -> float:
    """Give points for titles: a long word in both tells more than its share of two long titles."""
    long_words = {word for word in one.stems if len(word) >= _LONG_WORD}
    points = _TITLE * in_common + (_TELLING_WORD if long_words & set(other.stems) else 0.0)
    return points - (_MARKS if differ_in_marks(one, other) else 0.0)


def _of_places(one: Traits, other: Traits) -> float:
    first, second = one.codes, other.codes
    points = 0.0
    if first and second:
        points += _PLACES * len(first & second) / len(first | second) if first & second else -_OTHER_PLACES
    if one.cluster and other.cluster:
        is_same = one.cluster == other.cluster
        points += _CLUSTER if is_same else -_OTHER_CLUSTER if not first & second else 0.0
    return points


def _codes(values: Values) -> frozenset[str]:
    cell = values.get("municipalities")
    return frozenset(cell.value) if cell is not None and isinstance(cell.value, tuple) else frozenset()


def _date(values: Values, name: str) -> FuzzyDate | None:
    cell = values.get(name)
    return cell.value if cell is not None and isinstance(cell.value, FuzzyDate) else None


def _of_dates(one: FuzzyDate | None, other: FuzzyDate | None) -> float:
    if one is None or other is None:
        return 0.0
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0.0
    gap = max((other.first - one.last).days, (one.first - other.last).days)
    return _DATES if gap <= 0 else -_OTHER_DATES if gap > _FAR_APART_DAYS else 0.0


def _keys(values: Values, names: tuple[str, ...]) -> frozenset[object]:
    cells = (values[name] for name in names if name in values)
    return frozenset(value_key(cell.value) for cell in cells if cell.value is not None)


def _stems(values: Values, name: str) -> frozenset[str]:
    cell = values.get(name)
    return frozenset() if cell is None or cell.value is None else frozenset(title_of(str(cell.value)).stems)


def _of_text(one: frozenset[str], other: frozenset[str]) -> float:
    """Give points for words in common; two lists that word a thing in their own ways say nothing."""
    if not one or not other:
        return 0.0
    return _WORDS * len(one & other) / min(len(one), len(other))
