"""What many would write instead: pandas reads the list with openpyxl and writes it into SQLite."""

import sqlite3
import sys
import tempfile
from pathlib import Path

import pandas

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "list.db")
        pandas.read_excel(sys.argv[1], engine="openpyxl").to_sql("list", database, index=False)
        database.close()
