"""The environment, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from portfolio.resources import is_clone, resource

DATABASE_URL = "TVAERBLIK_DATABASE_URL"
DATA_DIR = "TVAERBLIK_DATA_DIR"
WAS_URL = "TVAERBLIK_WAS_URL"
_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the program keeps what it knows.

    Attributes:
        database_url: as SQLAlchemy writes it; SQLite in the data folder unless something else is said.
        data_dir: the folder of the database, kept workbooks and backups.
        was_url: the organisation's own accessibility statement; "" shows what Tværblik says of itself.
    """

    database_url: str
    data_dir: Path
    was_url: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the settings; what is not set gets its default."""
        folder = Path(environment.get(DATA_DIR) or _default_folder())
        url = environment.get(DATABASE_URL) or f"sqlite:///{folder / 'tvaerblik.sqlite'}"
        was_url = environment.get(WAS_URL, "").strip()
        return cls(url, folder, was_url if was_url.startswith(_WEB) else "")


def _default_folder() -> Path:
    """Give ``data/var`` in a clone, else the user's own data folder."""
    return resource("data", "var") if is_clone() else user_data_path("tvaerblik", appauthor=False)
