"""Rows whose initiative somebody has named: a person's answer, our own number, a decision of before."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from portfolio.ledger.matches import Match, Suspect
from portfolio.ledger.naming import KnownNaming, newness
from portfolio.ledger.pairing import POINTS_OF_A_TITLE, Pairing
from portfolio.rules.likeness import (
    KEY_TITLE_LIKENESS,
    differ_in_marks,
    evenly,
    in_common,
    likeness,
    title_of,
)
from portfolio.vocabulary import MatchMethod

_LEAST_OUR_ID = 0.35
"""How alike titles must be for our own number to be believed: cells slip a row when they are copied."""


def take_answers(pairing: Pairing) -> None:
    """Take what people have said; they may say of several rows that they are about one initiative."""
    for number, answer in pairing.answers.items():
        if answer.same_as is not None:
            pairing.found[number] = Match(answer.same_as, MatchMethod.PERSON)
            pairing.taken.add(answer.same_as)
        elif answer.is_new:
            pairing.found[number] = Match(None, MatchMethod.NEW)


def pair_our_ids(pairing: Pairing, titles: Mapping[int, Sequence[str]]) -> None:
    """Pair rows that name our number, unless their title is plainly another; of several the likeliest."""
    numbers = [number for number, row in enumerate(pairing.rows) if row.our_id is not None]
    if not numbers:
        return
    own: dict[int, list[KnownNaming]] = defaultdict(list)
    for item in pairing.known:
        own[item.initiative_id].append(item)
    for number in numbers:
        _doubt_our_id(pairing, number, own, titles)
    named = [(doubt, number) for number in numbers for doubt in pairing.doubts.get(number, {}).values()]
    for doubt, number in sorted(named, key=lambda pair: (-pair[0].points, pair[1])):
        id_, alike = doubt.initiative_id, doubt.points / POINTS_OF_A_TITLE
        if alike >= (_LEAST_OUR_ID if id_ in own else KEY_TITLE_LIKENESS):
            report = max(own[id_], key=newness).report if id_ in own else None
            pairing.take(number, Match(id_, MatchMethod.OUR_ID, round(alike, 3), report))


def _doubt_our_id(
    pairing: Pairing,
    number: int,
    own: Mapping[int, Sequence[KnownNaming]],
    titles: Mapping[int, Sequence[str]],
) -> None:
    our_id = pairing.rows[number].our_id
    if our_id is None:
        return
    texts = [item.naming.text for item in own.get(our_id, ())] or titles.get(our_id, ())
    alike = [_closeness(text, pairing.rows[number].text) for text in texts]
    if alike:
        pairing.doubt(number, Suspect(our_id, max(alike) * POINTS_OF_A_TITLE, ("our_id",)))


def _closeness(one: str, other: str) -> float:
    """Tell how alike two titles are, from 0 to 1; those that differ as namesakes do hardly are."""
    titles = title_of(one), title_of(other)
    alike = max(in_common(*titles, evenly), likeness(titles[0].folded, titles[1].folded))
    return 0.2 if differ_in_marks(*titles) else alike


def pair_decided(pairing: Pairing) -> None:
    """Pair rows that go by a name that a person decided about, also as an initiative's second row."""
    decided: dict[Hashable, dict[int, KnownNaming]] = defaultdict(dict)
    for item in pairing.known:
        if item.is_decided:
            decided[item.naming.title, item.naming.place][item.initiative_id] = item
            decided[item.naming.title][item.initiative_id] = item
    rows = pairing.free_rows(lambda row: (row.title, row.place)) if decided else {}
    for signature, numbers in rows.items():
        title = pairing.rows[numbers[0]].title
        found = decided.get(signature) or decided.get(title, {})
        if len(found) != 1 or len(numbers) != 1:
            continue
        ((id_, item),) = found.items()
        if not _has_taken(pairing, id_, title):
            pairing.found[numbers[0]] = Match(id_, MatchMethod.TITLE, 1.0, item.report)


def _has_taken(pairing: Pairing, initiative_id: int, title: str) -> bool:
    """Tell whether a row with this title is held to be about an initiative already."""
    return initiative_id in pairing.taken and any(
        match.initiative_id == initiative_id and pairing.rows[number].title == title
        for number, match in pairing.found.items()
    )
