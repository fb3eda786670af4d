"""Rows that go by what an initiative of the source has gone by: key, title, place, sheet, former title."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from portfolio.ledger.matches import Match
from portfolio.ledger.naming import KnownNaming, Signature
from portfolio.ledger.pairing import Pairing
from portfolio.rules.likeness import (
    KEY_TITLE_LIKENESS,
    are_swapped,
    differ_in_marks,
    evenly,
    likeness,
    title_of,
)
from portfolio.vocabulary import MatchMethod

Item = TypeVar("Item")

_MOST_PAIRED = 40
"""Of more namesakes than that, values are not weighed: they keep their order."""

_BATCH = 1000


def pair_namesakes(
    pairing: Pairing,
    method: MatchMethod,
    signature: Signature,
    *,
    is_unique_only: bool = False,
    is_weighed: bool = False,
) -> None:
    """Pair rows and initiatives with the same signature; of several, those whose values are most alike.

    Where values are weighed, rows that are about another place are left in doubt.
    """
    if len(pairing.found) == len(pairing.rows):
        return
    initiatives = pairing.free_initiatives(signature)
    pairs = []
    for shared, numbers in pairing.free_rows(signature).items():
        candidates = initiatives.get(shared, {})
        if is_unique_only and (len(numbers) > 1 or len(candidates) > 1):
            continue
        pairs += [(number, candidates[id_]) for number, id_ in _assigned(pairing, numbers, candidates)]
    for part in _parts(pairs):
        if is_weighed:
            pairing.weighing.fetch(item.initiative_id for _, item in part)
        for number, item in part:
            id_ = item.initiative_id
            is_doubtful = is_weighed and _is_elsewhere(pairing, number, id_, method)
            if is_doubtful or pairing.is_on_anothers_sheet(number, item):
                pairing.doubt(number, pairing.suspect(number, id_, 1.0, method.value))
            else:
                pairing.take(number, Match(id_, method, 1.0, item.report))


def _assigned(
    pairing: Pairing, numbers: Sequence[int], candidates: Mapping[int, object]
) -> list[tuple[int, int]]:
    """Pair namesakes: those whose values are most alike first, else in order."""
    ids = list(candidates)
    in_order = list(zip(numbers, ids, strict=False))
    is_plain = len(numbers) == len(ids) == 1 or len(numbers) > _MOST_PAIRED or len(ids) > _MOST_PAIRED
    if is_plain or not in_order:
        return in_order
    pairing.weighing.fetch(ids)
    weighed = [
        (-pairing.weighing.of(number, id_).bits, abs(place - other), number, id_)
        for place, number in enumerate(numbers)
        for other, id_ in enumerate(ids)
    ]
    found: dict[int, int] = {}
    for *_, number, id_ in sorted(weighed):
        if number not in found and id_ not in found.values():
            found[number] = id_
    return sorted(found.items())


def _is_elsewhere(pairing: Pairing, number: int, initiative_id: int, method: MatchMethod) -> bool:
    """Tell whether a row is about another place; one with its number may have come to another cluster."""
    found = pairing.weighing.of(number, initiative_id)
    return found.has_other_municipalities if method is MatchMethod.KEY else found.is_elsewhere


def pair_former(pairing: Pairing) -> None:
    """Pair rows that name their former title with the one initiative that went by it."""
    former_titles = {row.former for row in pairing.rows} - {None}
    initiatives = pairing.free_initiatives(lambda row: row.title) if former_titles else {}
    for former, numbers in pairing.free_rows(lambda row: row.former).items():
        if len(numbers) == len(initiatives.get(former, ())) == 1:
            ((id_, item),) = initiatives[former].items()
            pairing.take(numbers[0], Match(id_, MatchMethod.TITLE, 1.0, item.report))


def pair_same_key(pairing: Pairing) -> None:
    """Pair rows and initiatives with the same key whose titles are alike, the most alike first."""
    pairs = sorted(_same_keys(pairing), key=lambda pair: (-pair[0], pair[1], pair[2].initiative_id))
    pairing.weighing.fetch(item.initiative_id for *_, item in pairs)
    for alike, number, item in pairs:
        found = pairing.weighing.of(number, item.initiative_id)
        titles = title_of(pairing.rows[number].text), title_of(item.naming.text)
        are_others = differ_in_marks(*titles) or are_swapped(*titles, evenly)
        if found.is_elsewhere or found.bits < 0 or are_others or pairing.is_on_anothers_sheet(number, item):
            pairing.doubt(number, pairing.suspect(number, item.initiative_id, alike, "key"))
        elif number not in pairing.found:
            pairing.take(number, Match(item.initiative_id, MatchMethod.KEY, round(alike, 3), item.report))


def doubt_keys(pairing: Pairing) -> None:
    """Ask about rows that have no more than the key of an initiative, where rows keep their keys."""
    if len(pairing.found) == len(pairing.rows) or not pairing.has_stable_keys:
        return
    by_key = pairing.free_rows(lambda row: row.key)
    left = [item for item in pairing.known if item.is_current and item.initiative_id not in pairing.taken]
    pairs = [(number, item) for item in left for number in by_key.get(item.naming.key, ())[:1]]
    pairing.weighing.fetch(item.initiative_id for _, item in pairs)
    for number, item in pairs:
        pairing.doubt(number, pairing.suspect(number, item.initiative_id, 0.0, "key"))


def _same_keys(pairing: Pairing) -> list[tuple[float, int, KnownNaming]]:
    by_key = pairing.free_rows(lambda row: row.key)
    pairs = [
        (likeness(item.naming.title, pairing.rows[number].title), number, item)
        for item in pairing.known
        if item.initiative_id not in pairing.taken and item.naming.key
        for number in by_key.get(item.naming.key, ())[:_MOST_PAIRED]
    ]
    return [pair for pair in pairs if pair[0] >= KEY_TITLE_LIKENESS]


def _parts(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    return (items[at : at + _BATCH] for at in range(0, len(items), _BATCH))
