"""The order of the list: by any of its columns, with what is not stated last either way round."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.components.list_rows import CODES, DATES, NUMBERS
from dashboard.filters import COLUMNS, Asked
from dashboard.format import danish_key
from dashboard.labels import organisation_label
from dashboard.theme import LIGHT_ORDER

Names = Mapping[int, tuple[str, ...]]
"""An initiative -> the names of the municipalities that take part, in Danish order."""

_SORT_COLUMNS = {"slut": "end_last", "start": "start_first", "maaned": "last_month"}


def sorted_list(
    asked: Asked, chosen: pd.DataFrame, participation: pd.DataFrame
) -> tuple[pd.DataFrame, Names]:
    """Give the list in its order, and the names of those taking part where a column needs them."""
    needs_names = "kommuner" in (*asked.columns, asked.sort.removeprefix("-"))
    names = municipality_names(participation) if needs_names else {}
    return sort_rows(chosen, asked.sort, names), names


def sort_rows(frame: pd.DataFrame, sort: str, municipalities: Names) -> pd.DataFrame:
    """Sort initiatives by a column of the list; where it is missing they stand last, either way round."""
    column, is_backwards = sort.removeprefix("-"), sort.startswith("-")
    keys = _sort_keys(frame, column, municipalities)
    by_title = frame.assign(_key=keys, _title=frame["title"].map(danish_key)).sort_values(
        "_title", kind="stable"
    )
    ordered = by_title.sort_values("_key", ascending=not is_backwards, kind="stable", na_position="last")
    return ordered.drop(columns=["_key", "_title"])


def _sort_keys(frame: pd.DataFrame, column: str, municipalities: Names) -> "pd.Series[Any]":
    if column == "kommuner":
        joined = {initiative_id: ", ".join(names) for initiative_id, names in municipalities.items()}
        return frame["id"].map(joined).map(danish_key, na_action="ignore")
    values = frame[_SORT_COLUMNS.get(column, COLUMNS[column])]
    if column == "lys":
        return values.map({str(light): place for place, light in enumerate(filter(None, LIGHT_ORDER))})
    if column in CODES:
        return values.map({str(code): place for place, code in enumerate(CODES[column])})
    is_text = column not in NUMBERS | DATES
    return values.map(danish_key, na_action="ignore") if is_text else values


def municipality_names(participation: pd.DataFrame) -> Names:
    """Give each initiative's municipalities by name, in Danish order."""
    names: dict[int, list[str]] = {}
    for initiative_id, code in zip(
        participation["initiative_id"], participation["municipality"], strict=True
    ):
        names.setdefault(int(initiative_id), []).append(organisation_label(str(code)))
    return {initiative_id: tuple(sorted(found, key=danish_key)) for initiative_id, found in names.items()}
