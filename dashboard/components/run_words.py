"""How long something has been so, in words: "Gul siden august (4 måneder)"."""

import datetime as dt
from collections.abc import Sequence

from dashboard.format import month, month_name, number
from dashboard.labels import code_label
from dashboard.texts import t
from portfolio.rules.runs import Run
from portfolio.vocabulary import TrafficLight

_MONTHS_OF_A_YEAR = 12


def light_words(run: Run[str]) -> str:
    """Say since when a light has been so, and how many months told it: "Gul siden august (4 måneder)"."""
    since = month_seen_from(run.since, run.last)
    light = code_label(TrafficLight, run.told)
    return t("run.light", light=light, since=since, count=run.count, number=number(run.count))


def same_words(run: Run[str], text_id: str) -> str:
    """Say since when words have been so: "Uændret siden september (3 måneder)"."""
    since = month_seen_from(run.since, run.last)
    return t(text_id, since=since, count=run.count, number=number(run.count))


def gap_words(run: Run[str], newest: dt.date | None = None) -> str:
    """Say which months within a run, and since it, told nothing; "" where all did.

    Args:
        run: the run.
        newest: the newest month of any list; None: what comes after the run is not told.
    """
    parts = []
    if run.unreported:
        parts.append(t("run.unreported", months=months_named(run.unreported, run.last)))
    if run.unstated:
        parts.append(t("run.unstated", months=months_named(run.unstated, run.last)))
    if newest is not None and run.last < newest:
        parts.append(t("run.last", month=month_seen_from(run.last, newest)))
    return ", ".join(parts)


def run_words(run: Run[str] | None, newest: dt.date | None = None) -> str:
    """Say all of it: "Gul siden juni (5 måneder), ikke indmeldt i juli"; without a light there is nothing."""
    if run is None:
        return t("run.none")
    gaps = gap_words(run, newest)
    return f"{light_words(run)}, {gaps}" if gaps else light_words(run)


def months_named(months: Sequence[dt.date], seen_from: dt.date) -> str:
    """Name months in a row of words: "juli og oktober"."""
    names = [month_seen_from(it, seen_from) for it in months]
    if len(names) == 1:
        return names[0]
    return t("run.and", first=", ".join(names[:-1]), last=names[-1])


def month_seen_from(at: dt.date, last: dt.date) -> str:
    """Name a month, with its year where it is as much as a year back: then the name alone is two months."""
    back = (last.year - at.year) * _MONTHS_OF_A_YEAR + last.month - at.month
    return month(at) if back >= _MONTHS_OF_A_YEAR or back < 0 else month_name(at.month)
