"""What storing a file would change, without a draft and without writing anything: for the command line."""

import datetime as dt
from pathlib import Path

from sqlalchemy import Engine

from etl.load import profile_of_source
from etl.run import read_file
from portfolio.comparison import ListComparison, compare_list
from portfolio.database import reading, reference_in_force
from portfolio.rules.months import danish_day, month_of
from portfolio.store import reports_of, source_named


def compare_file(
    engine: Engine, path: Path, *, name: str, source: str, month: dt.date | None, now: dt.datetime
) -> ListComparison:
    """Read a file by its source's profile, and hold it against what is known.

    Args:
        engine: the database.
        path: where the file lies.
        name: what its sender calls it.
        source: the list's name; it may be one that is not there yet.
        month: the reporting month; None is the one the file itself speaks of, else that of ``now``.
        now: the instant, aware.

    Raises:
        TvaerblikError: the file is refused, or the database does not answer.
    """
    with reference_in_force(engine):
        read = read_file(path, name, month, profile_of_source(engine, source))
        with reading(engine) as session:
            known = source_named(session, source)
            when = month or read.month or month_of(danish_day(now))
            return compare_list(session, None if known is None else known.id, when, reports_of(read))
