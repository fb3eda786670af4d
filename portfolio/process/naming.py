"""Which organisation somebody means by what is typed: an id, or a name that several have had over time."""

import datetime as dt
from collections.abc import Callable

from portfolio.reference import Organisation, load_reference
from portfolio.rules.likeness import fold


def namer(today: dt.date) -> Callable[[str], str]:
    """Give what makes an organisation's id of a name; a name that is none's stays as it is.

    Randersklyngen was one cluster until 2022 and is another since: the one that is there on the day is meant,
    else the newest.
    """
    known = load_reference().organisations
    ids = {it.id for it in known}
    by_name = {fold(it.name): it.id for it in sorted(known, key=lambda it: _order(it, today))}
    return lambda text: text if text in ids else by_name.get(fold(text), text)


def _order(it: Organisation, today: dt.date) -> tuple[bool, dt.date]:
    return (it.exists_on(today), it.first_date or dt.date.min)
