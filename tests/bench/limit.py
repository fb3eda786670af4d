"""The least that any import costs: calamine's rows streamed straight into SQLite, nothing looked at."""

import sqlite3
import sys
import tempfile
from pathlib import Path

from python_calamine import CalamineWorkbook


def stream(paths: list[str]) -> None:
    """Insert every row of the first sheets."""
    with tempfile.TemporaryDirectory() as folder:
        for n, path in enumerate(paths):
            sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
            rows = sheet.iter_rows()
            width = len(next(rows))
            database = sqlite3.connect(Path(folder) / f"{n}.db")
            database.execute("PRAGMA journal_mode=WAL")
            database.execute(f"CREATE TABLE list ({', '.join(f'c{k}' for k in range(width))})")
            with database:
                marks = ", ".join("?" * width)
                values = ([raw if raw.__class__ in PLAIN else str(raw) for raw in row] for row in rows)
                database.executemany(f"INSERT INTO list VALUES ({marks})", values)
            database.close()


PLAIN = {str, float, int}

if __name__ == "__main__":
    stream(sys.argv[1:])
