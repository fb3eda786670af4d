"""The demo: a made-up secretariat's round of lists, loaded by the real import into a database of its own."""

import datetime as dt
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portfolio import __version__
from portfolio.resources import resource

DEMO_DAY = dt.date(2026, 11, 23)
"""The day that the demo's pages look at: its newest lists came in just before."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file of the round, as it came in: whose list, for which month, and when."""

    path: Path
    source: str
    sender: str
    organisation: str | None
    month: dt.date
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """Where the demo lies: its workbooks, its database and the mark that says it is whole."""

    folder: Path

    @property
    def workbooks(self) -> Path:
        """The folder of the round's files."""
        return self.folder / "workbooks"

    @property
    def database(self) -> Path:
        """The demo's SQLite file."""
        return self.folder / "tvaerblik.sqlite"

    @property
    def database_url(self) -> str:
        """The database as SQLAlchemy names it."""
        return f"sqlite:///{self.database}"

    @property
    def kept(self) -> Path:
        """The folder of the files as they were loaded."""
        return self.folder / "kept"

    @property
    def mark(self) -> Path:
        """The file written last; it holds the fingerprint of what the demo was made from."""
        return self.folder / "made_from.txt"

    def is_whole(self) -> bool:
        """Tell whether the demo stands complete and was made by this very program."""
        return self.database.is_file() and self.mark.is_file() and self.mark.read_text() == _fingerprint()

    def empty(self) -> None:
        """Take away what an earlier, perhaps broken-off, making left."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.mark.unlink(missing_ok=True)
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.database}{suffix}").unlink(missing_ok=True)

    def finish(self) -> None:
        """Write the mark that the demo is whole."""
        self.mark.write_text(_fingerprint())


def _fingerprint() -> str:
    """Say what the demo is made from: the version, its scripts and the model's migrations."""
    digest = hashlib.sha256(__version__.encode())
    migrations = Path(__file__).parent.parent / "portfolio" / "migrations" / "versions"
    for folder in (resource("data", "demo"), resource("data", "reference"), migrations):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".csv", ".toml")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def write_workbooks(folder: Path) -> None:
    """Write the round's workbooks; the script is on its own, as any sender's Excel is."""
    folder.mkdir(parents=True, exist_ok=True)
    script = resource("data", "demo", "build_demo.py")
    subprocess.run([sys.executable, str(script), str(folder)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own script and folder


def deliveries(folder: Path) -> Iterator[Delivery]:
    """Give the round's files in the order they came in."""
    listed = json.loads((folder / "round.json").read_text(encoding="utf-8"))
    for entry in sorted(listed, key=lambda entry: (entry["received_at"], entry["file"])):
        yield Delivery(
            path=folder / entry["file"],
            source=entry["source"],
            sender=entry["sender"],
            organisation=entry["organisation"],
            month=dt.date.fromisoformat(f"{entry['month']}-01"),
            received_at=dt.datetime.fromisoformat(entry["received_at"]),
        )
