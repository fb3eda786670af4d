"""Which initiative a list's row is about: the order in which it is decided, the surest first."""

from collections.abc import Mapping, Sequence

from portfolio.ledger.alike import pair_alike
from portfolio.ledger.matches import NO_ANSWERS, Match, RowAnswer
from portfolio.ledger.names import doubt_keys, pair_former, pair_namesakes, pair_same_key
from portfolio.ledger.naming import KnownNaming, Naming
from portfolio.ledger.pairing import Pairing
from portfolio.ledger.said import pair_decided, pair_our_ids, take_answers
from portfolio.ledger.weighing import Looks
from portfolio.vocabulary import MatchMethod


def match_rows(
    known: Sequence[KnownNaming],
    rows: Sequence[Naming],
    answers: Mapping[int, RowAnswer] = NO_ANSWERS,
    looks: Looks | None = None,
    titles: Mapping[int, Sequence[str]] | None = None,
) -> list[Match]:
    """Decide for each row of an upload which initiative of its source it is about, the surest first.

    What people have said of a row, by its number from 1, comes before all. Then our own number, unless the
    title is plainly another; then same key and title, same title in the same place, same title; a title that
    it had before ("tidl. ..."); the same key with titles alike (a running number may have been given anew); a
    title that a person decided about; at last titles and values that together leave no doubt. A row whose
    title is found elsewhere (no municipality in common, another cluster) is asked about, as are titles that
    differ in what tells namesakes apart. Else it is new. No initiative gets two rows, unless a person says
    so.

    Args:
        known: what the source's initiatives have gone by.
        rows: what the list's rows go by.
        answers: what people have said, by the row's number from 1.
        looks: the values; None: nothing but names is weighed.
        titles: titles of initiatives that only other sources know, for rows that name our number.
    """
    pairing = Pairing(known, rows, looks, answers)
    take_answers(pairing)
    if not known and not titles:
        return pairing.matches()
    pair_our_ids(pairing, titles or {})
    _pair_names(pairing)
    pair_decided(pairing)
    pair_alike(pairing)
    doubt_keys(pairing)
    return pairing.matches()


def _pair_names(pairing: Pairing) -> None:
    """Pair rows and initiatives by what they go by, the surest first."""
    key, title = MatchMethod.KEY, MatchMethod.TITLE
    pair_namesakes(pairing, key, lambda row: (row.key, row.title, row.place, row.sheet) if row.key else None)
    pair_namesakes(pairing, key, lambda row: (row.key, row.title, row.place) if row.key else None)
    pair_namesakes(pairing, key, lambda row: (row.key, row.title) if row.key else None, is_weighed=True)
    pair_namesakes(pairing, title, lambda row: (row.title, row.place, row.sheet))
    pair_namesakes(pairing, title, lambda row: (row.title, row.place))
    pair_namesakes(pairing, title, lambda row: row.title, is_unique_only=True, is_weighed=True)
    pair_former(pairing)
    pair_same_key(pairing)
    pair_namesakes(pairing, title, lambda row: row.title, is_weighed=True)


def new_rows(count: int, answers: Mapping[int, RowAnswer]) -> list[Match]:
    """Decide for the rows of a source's first list: they are new, but for what people have said of them."""
    matches = [_NEW] * count
    for number, answer in answers.items():
        if answer.same_as is not None and number <= count:
            matches[number - 1] = Match(answer.same_as, MatchMethod.PERSON)
    return matches


_NEW = Match(None, MatchMethod.NEW)
