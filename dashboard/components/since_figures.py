"""Figures of a selection beside what they were at the moment that is compared with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard import data
from dashboard.components.cards import KeyFigure, key_figures
from dashboard.components.changes_asked import SINCE_PAGE
from dashboard.components.markup import Node
from dashboard.data import Chosen
from dashboard.filters import Asked, address
from dashboard.format import moment_short, number
from dashboard.texts import t
from portfolio.moments import Moment
from portfolio.stand_ins import COMMON_CODE, OPEN_CODE, OTHER_CODE

Count = Callable[[Chosen], int]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is counted: the text id of its name, and how."""

    text_id: str
    count: Count


def since_figures(asked: Asked, measures: Sequence[Measure]) -> list[Node]:
    """Show what is counted now and how it has moved; nothing where the reader asks for no moment."""
    since = asked.criteria.since
    if since is None:
        return []
    now = data.portfolio().chosen(asked.criteria)
    then = data.portfolio_at(since).chosen(asked.criteria)
    changes = address(SINCE_PAGE, asked.criteria)
    figures = [
        KeyFigure(
            number(it.count(now)),
            t(it.text_id),
            moved(it.count(now), it.count(then), since),
            changes,
        )
        for it in measures
    ]
    return [key_figures(figures)]


def moved(now: int, then: int, since: Moment) -> str:
    """Say how a count has moved: "+3 siden 31.10.2026"."""
    date = moment_short(since)
    if now == then:
        return t("moment.same", date=date)
    sign = "+" if now > then else "−"
    return t("moment.moved", change=f"{sign}{number(abs(now - then))}", date=date)


_UNNAMED = (None, COMMON_CODE, OPEN_CODE, OTHER_CODE)


def named_codes(column: str) -> Count:
    """Give what counts the codes of a column that any of some initiatives have."""

    def count(chosen: Chosen) -> int:
        codes, at = chosen.known.codes[column].codes, chosen.codes(column)
        return sum(codes[place] not in _UNNAMED for place in np.unique(at).tolist())

    return count


def having(column: str, *codes: str | None) -> Count:
    """Give what counts initiatives that have one of some codes."""
    return lambda chosen: int(chosen.has(column, *codes).sum())


def participating(chosen: Chosen) -> int:
    """Count the municipalities that take part in any of some initiatives."""
    pairs = chosen.known.municipalities
    return len(np.unique(pairs.name[np.isin(pairs.initiative, chosen.places)]))
