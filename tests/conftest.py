"""Databases for tests: SQLite and PostgreSQL, migrated once a run and copied for each test."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, text

from portfolio.database import make_engine, upgrade
from tests.builders.compiling import compile_once

_START_SECONDS = 60
_CHOOSES_STRATEGY = 15_00_00
"""PostgreSQL 15: before it, each copy was one of files."""

# The same examples in every run, so that a failing test is the change's own; `make explore` draws new ones.
# None of them fails because the machine is busy.
for _profile, _is_same in (("same", True), ("explore", False)):
    settings.register_profile(
        _profile, derandomize=_is_same, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile("same")

compile_once()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    upgrade(f"sqlite:///{path}")
    engine = make_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    engine.dispose()
    return path


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A PostgreSQL server of our own; ``template`` is a migrated database to copy.

    ``break_down`` ends it as a power cut does, and ``start`` starts it again.
    """

    port: int
    start: Callable[[], None]
    break_down: Callable[[], None]
    template: str = "template_tvaerblik"

    def url(self, database: str) -> str:
        """Give the address of one of its databases."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str) -> None:
        """Run a statement that stands outside transactions."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def copy(self, name: str) -> None:
        """Make a database like the template, file by file: half the work of writing it all to the log."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            strategy = "STRATEGY FILE_COPY" if connection.info.server_version >= _CHOOSES_STRATEGY else ""
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {self.template} {strategy}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Start PostgreSQL on a free port with a folder of its own, and stop it whatever happens.

    Each worker of pytest-xdist starts its own: nothing is shared that could be left behind.
    """
    folder = Path(tempfile.mkdtemp(prefix="tvaerblik-pg-"))
    try:
        with _running(folder) as server:
            server.run(f"CREATE DATABASE {server.template}")
            upgrade(server.url(server.template))
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def frail_server() -> Iterator[PostgresServer]:
    """Start a PostgreSQL of the test's own, which it may break down."""
    folder = Path(tempfile.mkdtemp(prefix="tvaerblik-pg-"))
    try:
        with _running(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_numbers = count(1)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give the address of a migrated SQLite database of the test's own."""
    path = tmp_path / "tvaerblik.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Give the address of a migrated PostgreSQL database of the test's own."""
    name = f"test_{next(_numbers)}"
    postgres_server.copy(name)
    yield postgres_server.url(name)
    postgres_server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the address of a migrated database of the test's own, on each kind of database in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Give the engine of a migrated database of the test's own, on each kind of database in turn."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    """Give the engine of a migrated SQLite database, for tests that are not about the database."""
    engine = make_engine(sqlite_url)
    yield engine
    engine.dispose()


@contextmanager
def _running(folder: Path) -> Iterator[PostgresServer]:
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
    _run(
        user,
        _program("initdb"),
        "-D",
        folder / "data",
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    )
    port = _free_port()
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "fsync": "off",
        "full_page_writes": "off",
        "autovacuum": "off",  # a database lives for a second
        "max_connections": 60,
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [str(_program("postgres")), "-D", str(folder / "data"), *options]
    processes: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        with (folder / "log").open("ab") as log:
            processes.append(subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log))
        _wait(processes[-1], port, folder / "log")

    def break_down() -> None:
        processes[-1].send_signal(signal.SIGQUIT)  # an immediate stop: nobody is told, nothing is tidied up
        processes[-1].wait(timeout=30)

    try:
        start()
        yield PostgresServer(port, start, break_down)
    finally:
        processes[-1].terminate() if processes[-1].poll() is None else None
        processes[-1].wait(timeout=30)


def _program(name: str) -> Path:
    """Find one of PostgreSQL's programs: in the path, else where Debian puts them, the newest first."""
    found = shutil.which(name)
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    if found is None and not debian:
        pytest.fail(
            f"The tests need PostgreSQL's program {name}. On Debian: apt-get install postgresql",
            pytrace=False,
        )
    return Path(found) if found else debian[-1]


def _user() -> str | None:
    """Give a user to run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(user: str | None, program: Path, *arguments: object) -> None:
    command = [str(part) for part in (program, *arguments)]
    done = subprocess.run(command, user=user, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"{program.name} failed: {done.stderr}", pytrace=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"PostgreSQL did not start: {log.read_text(errors='replace')}", pytrace=False)
