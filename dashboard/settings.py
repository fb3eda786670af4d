"""The environment, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from portfolio.resources import is_clone, resource

DATABASE_URL = "TVAERBLIK_DATABASE_URL"
DATA_DIR = "TVAERBLIK_DATA_DIR"
WAS_URL = "TVAERBLIK_WAS_URL"
REDIS_URL = "TVAERBLIK_REDIS_URL"
_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the program keeps what it knows.

    Attributes:
        database_url: as SQLAlchemy writes it; SQLite in the data folder unless something else is said.
        data_dir: the folder of the database, kept workbooks and backups.
        was_url: the organisation's own accessibility statement; "" shows what Tværblik says of itself.
        redis_url: where Redis carries jobs between servers; "" leaves it to a file in the data folder.
    """

    database_url: str
    data_dir: Path
    was_url: str = ""
    redis_url: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the settings; what is not set gets its default."""
        folder = Path(environment.get(DATA_DIR) or _default_folder())
        url = environment.get(DATABASE_URL) or f"sqlite:///{folder / 'tvaerblik.sqlite'}"
        was_url = environment.get(WAS_URL, "").strip()
        redis_url = environment.get(REDIS_URL, "").strip()
        return cls(url, folder, was_url if was_url.startswith(_WEB) else "", redis_url)

    def as_environment(self) -> dict[str, str]:
        """Give the settings as the environment says them, for a process that is to have the same."""
        return {DATABASE_URL: self.database_url, DATA_DIR: str(self.data_dir), REDIS_URL: self.redis_url}

    @property
    def kept(self) -> Path:
        """The folder where loaded files are kept as they came."""
        return self.data_dir / "kept"

    @property
    def packs(self) -> Path:
        """The folder of long packs that were made and wait to be fetched."""
        return self.data_dir / "packs"

    @property
    def drafts(self) -> Path:
        """The folder of files that have come in and are not confirmed yet."""
        return self.data_dir / "drafts"


def _default_folder() -> Path:
    """Give ``data/var`` in a clone, else the user's own data folder."""
    return resource("data", "var") if is_clone() else user_data_path("tvaerblik", appauthor=False)
