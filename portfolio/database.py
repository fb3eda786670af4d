"""The database: engines for SQLite and PostgreSQL, transactions for readers and writers, and upgrades."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from portfolio.errors import TvaerblikError
from portfolio.process.store import store_shipped_templates
from portfolio.reference_store import store_reference

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"

_PRAGMAS = (
    "page_size=16384",
    "busy_timeout=30000",
    "journal_mode=WAL",
    "foreign_keys=ON",
    "synchronous=FULL",
)
"""The usual pages of 4,096 bytes hold one report each. Databases that are there keep their page size."""

_UPGRADE_LOCK = 7_406_241_105
"""One number for all, so that two servers that start at once upgrade one after the other."""


class DatabaseUnreachableError(TvaerblikError):
    """The database does not answer at its address."""

    message_id = "database.unreachable"

    def __init__(self, place: str) -> None:
        super().__init__(place=place)


class DatabaseNewerError(TvaerblikError):
    """The database's revision is one this program does not know."""

    message_id = "database.newer"

    def __init__(self, revision: str) -> None:
        super().__init__(revision=revision)


class DatabaseFailedError(TvaerblikError):
    """The database broke off while reading or writing; the transaction was rolled back."""

    message_id = "database.failed"


class DatabaseAddressError(TvaerblikError):
    """The address is for neither SQLite nor PostgreSQL."""

    message_id = "database.unknown_kind"

    def __init__(self, address: str) -> None:
        super().__init__(address=address)


def make_engine(url: str) -> Engine:
    """Make an engine for a ``sqlite:///`` or ``postgresql://`` address.

    Raises:
        DatabaseAddressError: the address is for another database, or none.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite_engine(address)
    options = {"options": "-c timezone=UTC -c statement_timeout=60000", "connect_timeout": 10}
    return create_engine(address, hide_parameters=True, pool_pre_ping=True, connect_args=options)


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session that sees one state of the database and writes nothing.

    Raises:
        DatabaseFailedError: the database broke off.
    """
    with _failing_plainly(), Session(_reader(engine)) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Open a session whose work is committed at the end, all of it or, after any error, nothing.

    Raises:
        DatabaseFailedError: the database broke off; nothing was saved.
    """
    with _failing_plainly(), Session(engine.execution_options(is_writing=True)) as session, session.begin():
        session.connection()  # takes SQLite's lock before anything is read
        yield session


def upgrade(url: str) -> None:
    """Bring the database to the newest revision and load the reference data, in one transaction.

    Raises:
        DatabaseAddressError: the address is for another database, or none.
        DatabaseUnreachableError: the database does not answer.
        DatabaseNewerError: a newer program has been there.
    """
    address = _address(url)
    _make_folder(address)
    engine = make_engine(url)
    try:
        _check_reachable(engine, address)
        with writing(engine) as session:
            _upgrade(session)
    finally:
        engine.dispose()


def migrations() -> "Config":
    """Give Alembic's configuration, for this package wherever it is installed."""
    from alembic.config import Config  # only an upgrade needs it

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        kind = address.get_backend_name()
    except ArgumentError as error:
        raise DatabaseAddressError(url) from error
    if kind == "sqlite":
        return address
    if kind == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    raise DatabaseAddressError(address.render_as_string(hide_password=True))


def _sqlite_engine(address: URL) -> Engine:
    engine = create_engine(address, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Take transactions in our own hands: Python's driver would begin them late, and never as a writer."""
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Begin; a writer takes the lock at once: one that waits until its first write is refused, not queued."""
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _reader(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


@contextmanager
def _failing_plainly() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        if isinstance(error, (IntegrityError, ProgrammingError)):  # ours to answer, not the database's
            raise
        raise DatabaseFailedError from error


def _make_folder(address: URL) -> None:
    if address.get_backend_name() != "sqlite" or not address.database:
        return
    try:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise DatabaseUnreachableError(address.render_as_string()) from error


def _check_reachable(engine: Engine, address: URL) -> None:
    try:
        engine.connect().close()
    except DatabaseError as error:
        place = address.render_as_string(hide_password=True)
        raise DatabaseUnreachableError(place) from error


def _upgrade(session: Session) -> None:
    from alembic import command

    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
    config = migrations()
    _refuse_newer(connection, config)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    store_reference(session)
    store_shipped_templates(session)


def _refuse_newer(connection: Connection, config: "Config") -> None:
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise DatabaseNewerError(current)
