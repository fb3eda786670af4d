"""Load lists into a migrated database, as a program of its own: its address, then files, each a source."""

import datetime as dt
import sys
from pathlib import Path

from etl.load import load_file
from portfolio.database import make_engine

MONTH = dt.date(2026, 10, 1)
NOW = dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)

if __name__ == "__main__":
    url, *paths = sys.argv[1:]
    engine = make_engine(url)
    for path in map(Path, paths):
        load_file(engine, path, name=path.name, source=path.stem, month=MONTH, now=NOW, by="måling")
    engine.dispose()
