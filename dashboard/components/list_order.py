"""The order of the list: by any of its columns, with what is not stated last either way round."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from dashboard.components.list_rows import CODES, DATES, NUMBERS, municipality_names
from dashboard.data import Chosen
from dashboard.filters import COLUMNS
from dashboard.format import danish_key
from dashboard.measures import light_since_keys
from dashboard.theme import LIGHT_ORDER
from portfolio.snapshot import LAST, Snapshot

Keys = Callable[[Snapshot], Sequence[Any]]
"""Gives a key an initiative, None where nothing is stated."""

_SORT_COLUMNS = {"slut": "end_last", "start": "start_first", "maaned": "last_month"}


def sort_rows(chosen: Chosen, sort: str) -> Chosen:
    """Sort initiatives by a column of the list; where it is missing they stand last, either way round."""
    column, is_backwards = sort.removeprefix("-"), sort.startswith("-")
    rank, by_title = chosen.known.rank(column, _KEYS[column]), chosen.known.rank("titel", _KEYS["titel"])
    return chosen.sorted_by(np.where(rank == LAST, rank, -rank) if is_backwards else rank, by_title)


def _keys_of(column: str) -> Keys:
    name = COLUMNS[column]
    if column in _PLACES:
        return lambda known: _by_place(known, name, _PLACES[column])
    if column in DATES:
        days = _SORT_COLUMNS[column]
        return lambda known: known.days[days].tolist()
    if column in NUMBERS:
        return lambda known: known.numbers[name].tolist()
    return lambda known: [None if text is None else danish_key(text) for text in known.texts[name]]


def _by_place(known: Snapshot, name: str, codes: Sequence[str]) -> list[int | None]:
    column = known.codes[name]
    place_of = {code: place for place, code in enumerate(codes)}
    places = [None if code is None else place_of[code] for code in column.codes]
    return [places[at] for at in column.at.tolist()]


def _municipality_keys(known: Snapshot) -> list[str | None]:
    items = (known.item(place) for place in range(len(known)))
    return [danish_key(", ".join(municipality_names(it))) or None for it in items]


_PLACES: Mapping[str, Sequence[str]] = {
    **{column: [str(code) for code in codes] for column, codes in CODES.items()},
    "lys": [str(light) for light in LIGHT_ORDER if light is not None],
}
_KEYS: Mapping[str, Keys] = {column: _keys_of(column) for column in COLUMNS} | {
    "kommuner": _municipality_keys,
    "lyssiden": light_since_keys,
}
