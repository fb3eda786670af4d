"""How much two rows' values speak for or against their being about the same initiative.

In bits: that two rows share a value tells more, the fewer rows have it. A start that one row in 32 has is
worth five; a cluster that all rows have is worth nothing. Values that should stay and do not count against.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import log2

from portfolio.fields import FIELDS, ValueKind
from portfolio.records import CellValue, FuzzyDate
from portfolio.reference import load_reference
from portfolio.rules.likeness import differ_in_marks, title_of
from portfolio.rules.sameness import value_key
from portfolio.rules.succession import gives_way

_MOST_BITS = 5.0
_MOST_BITS_OF_A_CODE = 1.5

AGAINST: Mapping[str, float] = {
    "municipalities": 1.0,
    "start": 3.0,
    "budget_dkk": 2.0,
    "focus_area": 3.0,
    "goal": 2.0,
    "target_group": 3.0,
    "description": 2.0,
    "aim": 2.0,
    "background": 2.0,
    "hospitals": 2.0,
    "owner": 2.0,
    "lead": 2.0,
    "contact": 1.0,
    "end": 1.0,
    "citizen_count": 1.0,
    "funding": 1.0,
    "indicator": 1.0,
}
"""What it counts against two rows that they differ in a field; other fields change from month to month."""

_NOT_ASKED = frozenset({"title", "key", "updated", "period", "documents"})

_REASONS: Mapping[str, str] = {
    "municipalities": "parties",
    "hospitals": "parties",
    "other_parties": "parties",
    "cluster": "parties",
    "lead": "lead",
    "owner": "lead",
    "contact": "lead",
    "focus_area": "focus_area",
    "goal": "focus_area",
    "target_group": "target_group",
    "start": "dates",
    "end": "dates",
    "evaluation_date": "dates",
    "budget_dkk": "money",
    "spend_dkk": "money",
    "citizen_count": "numbers",
    "completion_share": "numbers",
}

Values = Mapping[str, CellValue]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against two rows being about the same.

    Attributes:
        bits: how much, all in all.
        reasons: what speaks for it, as codes, the strongest first.
        has_other_municipalities: both name municipalities, and none in common.
        is_elsewhere: they are about different places: other municipalities, or another cluster.
    """

    bits: float
    reasons: tuple[str, ...]
    has_other_municipalities: bool
    is_elsewhere: bool


NOTHING_KNOWN = Evidence(0.0, (), has_other_municipalities=False, is_elsewhere=False)


class Commonness:
    """How many of some rows have a value, asked field by field."""

    def __init__(self, rows: Iterable[Values]) -> None:
        self._counts: dict[str, Counter[Hashable]] = {}
        self._total = 0
        for values in rows:
            self._total += 1
            for name, cell in values.items():
                if cell.value is not None and name in FIELDS and name not in _NOT_ASKED:
                    self._counts.setdefault(name, Counter())[value_key(cell.value)] += 1

    def bits(self, name: str, key: Hashable) -> float:
        """Tell how much it tells that two rows share a value."""
        most = _MOST_BITS_OF_A_CODE if FIELDS[name].kind is ValueKind.CODE else _MOST_BITS
        if not self._total:
            return 0.0
        count = max(1, self._counts.get(name, Counter())[key])
        return min(most, log2(self._total / count))

    def is_rare(self, name: str, key: Hashable, most: int) -> bool:
        """Tell whether no more than so many rows have a value."""
        return self._counts.get(name, Counter())[key] <= most


def evidence(one: Values, other: Values, common: Commonness) -> Evidence:
    """Weigh what two rows say."""
    found: dict[str, float] = {}
    for name in one.keys() & other.keys():
        if name in FIELDS and name not in _NOT_ASKED:
            found[name] = _weight(name, one[name], other[name], common)
    speaking = sorted((name for name, bits in found.items() if bits >= 1), key=lambda name: -found[name])
    reasons = dict.fromkeys(_REASONS.get(name, "texts") for name in speaking)
    is_other = _has_other_municipalities(one, other)
    is_elsewhere = is_other or _has_another_cluster(one, other)
    return Evidence(sum(found.values()), tuple(reasons), is_other, is_elsewhere)


def _has_other_municipalities(one: Values, other: Values) -> bool:
    first, second = _codes(one), _codes(other)
    return bool(first and second) and not first & second


def _codes(values: Values) -> set[str]:
    cell = values.get("municipalities")
    return set(cell.value) if cell is not None and isinstance(cell.value, tuple) else set()


def _has_another_cluster(one: Values, other: Values) -> bool:
    """Tell whether two rows name different clusters: those not recognised differ in a telling word.

    A cluster that has given way to another, whole or in part, is no other one: on 1 January 2027 all do.
    """
    first, second = one.get("cluster"), other.get("cluster")
    if first is None or second is None:
        return False
    if first.organisation is not None and second.organisation is not None:
        return not gives_way(load_reference(), first.organisation, second.organisation)
    names = [title_of(str(cell.value or cell.text)) for cell in (first, second)]
    return differ_in_marks(*names)


def identifying(values: Values) -> Iterable[tuple[str, Hashable]]:
    """Give the values by which a row may be found again: those that are not codes."""
    for name, cell in values.items():
        is_asked = name in FIELDS and name not in _NOT_ASKED and FIELDS[name].kind is not ValueKind.CODE
        if is_asked and cell.value is not None:
            yield name, value_key(cell.value)


def _weight(name: str, one: CellValue, other: CellValue, common: Commonness) -> float:
    if one.value is None or other.value is None:
        return 0.0
    key = value_key(one.value)
    if key == value_key(other.value):
        return common.bits(name, key)
    if one.organisation is not None and one.organisation == other.organisation:
        return 0.0
    return -AGAINST.get(name, 0.25) * _share_against(name, one, other)


def _share_against(name: str, one: CellValue, other: CellValue) -> float:
    """Give how far two values that differ count against: dates that may mean the same day hardly do."""
    if isinstance(one.value, FuzzyDate) and isinstance(other.value, FuzzyDate):
        return 0.1 if _overlap(one.value, other.value) else 1.0
    if name == "municipalities" and isinstance(one.value, tuple) and isinstance(other.value, tuple):
        first, second = set(one.value), set(other.value)
        return 6.0 if not first & second else 0.5
    return 1.0


def _overlap(one: FuzzyDate, other: FuzzyDate) -> bool:
    begins = one.first is None or other.last is None or one.first <= other.last
    return begins and (other.first is None or one.last is None or other.first <= one.last)
