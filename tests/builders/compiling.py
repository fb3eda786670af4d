"""Statements that are compiled once in a process, not once for each of its databases."""

from sqlalchemy import Connection, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect, Engine

_kept: dict[object, object] = {}


def compile_once() -> None:
    """Let all engines of a kind share what is compiled, from now on.

    Each test has a database, and so an engine, of its own, and SQLAlchemy compiles for each engine anew: that
    was a third of what tests with a database took. It is as on a server, which has one engine for as long as
    it runs: what was compiled for one request serves the next.
    """
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        kind.__eq__ = _is_same_kind  # type: ignore[method-assign]
        kind.__hash__ = _of_kind  # type: ignore[method-assign]
    event.listen(Engine, "engine_connect", _share)


def _is_same_kind(one: Dialect, other: object) -> bool:
    """Let dialects be equal that write the same: the keys under which statements are kept hold them."""
    return type(one) is type(other)


def _of_kind(one: Dialect) -> int:
    return hash(type(one))


def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_kept)
