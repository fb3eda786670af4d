"""Load lists into a migrated database, as a program of its own: its address, then files, each a source.

``--next`` before the files says that they are for the month after.
"""

import datetime as dt
import sys
from pathlib import Path

from etl.load import load_file
from portfolio.database import make_engine

FIRST = dt.date(2026, 10, 1), dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)
NEXT = dt.date(2026, 11, 1), dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)

if __name__ == "__main__":
    url, *paths = sys.argv[1:]
    is_next = paths[0] == "--next"
    month, now = NEXT if is_next else FIRST
    engine = make_engine(url)
    for path in map(Path, paths[is_next:]):
        load_file(engine, path, name=path.name, source=path.stem, month=month, now=now, by="måling")
    engine.dispose()
