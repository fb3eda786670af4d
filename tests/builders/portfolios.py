"""Whole portfolios of any size, written straight into the model's tables as the import would have left them.

An import of 36 lists with 10,000 initiatives takes many minutes; this takes less than one and gives the same
rows: a test derives all of them again, and nothing changes. A size always gives the same portfolio.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from sqlalchemy import Engine, Table, text
from sqlalchemy.orm import Session

from portfolio import tables
from portfolio.database import make_engine, upgrade, writing
from portfolio.records import Value
from portfolio.versions.rows import LISTINGS, MONTHS, VERSIONS
from tests.builders import portfolio_rows as made
from tests.builders.portfolio_rows import ClusterList, Planned, Row

SEED = 7
_BATCH = 5_000
_ROOT = Path(__file__).parents[2]
_DEPENDED_ON = ("tables", "migrations", "versions")


@dataclass(frozen=True)
class Size:
    """How large a portfolio is: initiatives, reporting months, and the lists that they stand in.

    Without reports there is only what follows from them: enough for pages that count, and half as large.
    """

    initiatives: int
    months: int
    sources: int = 22
    has_reports: bool = True

    @property
    def name(self) -> str:
        """Give a name for its file."""
        bare = "" if self.has_reports else "-bare"
        return f"{self.initiatives}x{self.months}x{self.sources}{bare}"


def filled(folder: Path, size: Size) -> Path:
    """Give an SQLite database of the caller's own with a portfolio of a size.

    It is built once on a machine, for every version of this code, and copied from then on.
    """
    copy = folder / "tvaerblik.sqlite"
    shutil.copy(built(size), copy)
    return copy


def built(size: Size) -> Path:
    """Give the SQLite file that copies are made of, for reading alone; two runs at once build it once."""
    folder = Path(tempfile.gettempdir()) / f"tvaerblik-portfolios-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{size.name}-{_recipe()}.sqlite"
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _build(path, size)
    return path


def fill(engine: Engine, size: Size) -> None:
    """Write a portfolio of a size into a migrated database without initiatives, of either kind."""
    lists = made.cluster_lists(size.sources, size.months)
    plan = [made.planned(number, lists, SEED) for number in range(1, size.initiatives + 1)]
    with writing(engine) as session:
        _fill_what_came(session, lists, plan, has_reports=size.has_reports)
        _fill_what_follows(session, plan)


def _recipe() -> str:
    """Give what a built file depends on: these builders, the tables, and the rules of derived rows."""
    own = sorted(Path(__file__).parent.glob("portfolio*.py"))
    model = [path for part in _DEPENDED_ON for path in sorted((_ROOT / "portfolio" / part).rglob("*.py"))]
    digest = hashlib.sha256()
    for path in (*own, *model, *sorted((_ROOT / "data" / "reference").glob("*.csv"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _build(path: Path, size: Size) -> None:
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    upgrade(f"sqlite:///{draft}")
    engine = make_engine(f"sqlite:///{draft}")
    fill(engine, size)
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    draft.rename(path)


def _fill_what_came(
    session: Session, lists: Iterable[ClusterList], plan: Iterable[Planned], *, has_reports: bool
) -> None:
    """Write the lists, their uploads and reports, and which initiative each report is about."""
    by_source: dict[int, list[Planned]] = defaultdict(list)
    for initiative in plan:
        by_source[initiative.source.id].append(initiative)
    lists = list(lists)
    _write(session, tables.Source, map(made.source_row, lists))
    _write(session, tables.Upload, (row for one in lists for row in made.upload_rows(one)))
    _write(session, tables.UploadTable, (row for one in lists for row in _table_rows(one, by_source[one.id])))
    _write(session, tables.Initiative, _initiative_rows(plan))
    if not has_reports:
        return
    told = [item for one in lists for item in _told(one, by_source[one.id])]
    _write(session, tables.Report, (made.report_row(*item) for item in told))
    numbered = zip(count(1), told)
    _write(session, tables.MatchDecision, (made.decision_row(id_, *item) for id_, item in numbered))


def _fill_what_follows(session: Session, plan: Iterable[Planned]) -> None:
    """Write versions, listings and months."""
    known = [(initiative.id, made.derived_of(initiative)) for initiative in plan]
    for kept, table in (
        (VERSIONS, tables.Version),
        (LISTINGS, tables.InitiativeListing),
        (MONTHS, tables.InitiativeMonth),
    ):
        _write(session, table, (row for item in known for row in kept.rows(*item)))
    spans = ((id_, span) for id_, derived in known for span in derived.versions)
    codes = ((id_, span.known_from, span.known.values.get("municipalities")) for id_, span in spans)
    _write(
        session,
        tables.VersionMunicipality,
        (row for id_, at, found in codes for row in _parts(id_, at, found)),
    )


def _parts(id_: int, known_from: object, municipalities: Value | None) -> Iterator[Row]:
    if isinstance(municipalities, tuple):
        yield from ((id_, known_from, code) for code in municipalities)


def _told(source: ClusterList, own: Iterable[Planned]) -> Iterator[tuple[Planned, int, int]]:
    """Give each report about a list's initiatives: which, in which month, as which row of the list."""
    own = list(own)
    for place in range(len(source.uploads)):
        standing = (initiative for initiative in own if initiative.stands_in(place))
        for number, initiative in enumerate(standing, 1):
            yield initiative, place, number


def _table_rows(source: ClusterList, own: Iterable[Planned]) -> Iterator[Row]:
    own = list(own)
    for place, upload in enumerate(source.uploads):
        yield made.upload_table_row(upload, sum(one.stands_in(place) for one in own))


def _initiative_rows(plan: Iterable[Planned]) -> Iterator[Row]:
    return ((one.id, one.source.uploads[one.first].at) for one in plan)


def _write(session: Session, model: type[tables.Base], rows: Iterable[Row]) -> None:
    """Insert rows of all the table's columns, in their order, straight through the driver."""
    table = model.__table__
    assert isinstance(table, Table)
    dialect = session.get_bind().dialect
    mark = "?" if dialect.name == "sqlite" else "%s"
    names = ", ".join(f'"{name}"' for name in table.columns.keys())  # noqa: SIM118 -- keys of columns
    statement = f"INSERT INTO {table.name} ({names}) VALUES ({', '.join([mark] * len(table.columns))})"
    makers = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns]
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        ready = [
            tuple(
                value if make is None or value is None else make(value)
                for make, value in zip(makers, row, strict=True)
            )
            for row in batch
        ]
        session.connection().exec_driver_sql(statement, ready)
    if dialect.name == "postgresql" and list(table.primary_key.columns.keys()) == ["id"]:
        _move_counter(session, table.name)


def _move_counter(session: Session, table: str) -> None:
    """Let the database's own counter go on after the ids that were given."""
    counter = f"pg_get_serial_sequence('{table}', 'id')"
    session.execute(text(f"SELECT setval({counter}, coalesce((SELECT max(id) FROM {table}), 1))"))
