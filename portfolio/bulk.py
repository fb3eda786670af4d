"""Many rows into a table: tuples straight to the driver, by executemany or, on PostgreSQL, by COPY."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Column, Connection, Dialect, Table, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Item = TypeVar("Item")

Row: TypeAlias = tuple[Any, ...]
"""A row in the order of the columns written; the columns hold values of different types."""

Columns: TypeAlias = Mapping[str, Sequence[Any]]
"""Rows as columns by name, all as long."""

BATCH = 1000
"""So many rows are on their way at a time: what is written is never held as a whole."""


_MOST_BOUND = 20_000


class _Bound(dict[Any, Any]):
    """What the driver is given for a column's values: instants, days and words stand in many rows."""

    def __init__(self, bind: Callable[[Any], Any]) -> None:
        super().__init__()
        self._bind = bind

    def __missing__(self, value: Any) -> Any:  # noqa: ANN401 -- whatever the column holds
        if len(self) > _MOST_BOUND:
            self.clear()
        bound = self[value] = self._bind(value)
        return bound


def write(session: Session, table: Table, rows: Iterable[Row], columns: Sequence[str] | None = None) -> None:
    """Insert rows, in the order given.

    Args:
        session: a writer's session.
        table: the table.
        rows: what to insert; may be made while it is written.
        columns: the columns that the rows hold; None: all of the table's.
    """
    names = table.columns.keys() if columns is None else tuple(columns)
    _write(session, table, names, (list(zip(*batch, strict=True)) for batch in batches_of(rows)))


def write_columns(session: Session, table: Table, columns: Columns) -> None:
    """Insert some rows that are given as columns."""
    if any(columns.values()):
        _write(session, table, tuple(columns), [list(columns.values())])


def _write(
    session: Session, table: Table, names: Sequence[str], batches: Iterable[Sequence[Iterable[Any]]]
) -> None:
    session.flush()
    connection = session.connection()
    bound = _bound([table.columns[name] for name in names], batches, connection.dialect)
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, bound)
    else:
        _insert(connection, table, names, bound)


def batches_of(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Give items some at a time."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def free_ids(session: Session, table: Table, count: int) -> Sequence[int]:
    """Give ids that no row of a table has or had, ascending, for a writer who has the table to himself."""
    if not count:
        return ()
    if session.get_bind().dialect.name == "postgresql":
        taken = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        return sorted(session.scalars(taken, {"name": table.name, "count": count}))
    newest = session.scalar(select(func.max(table.c.id))) or 0
    ever = (
        session.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}) or 0
    )
    first = max(newest, ever) + 1
    return range(first, first + count)


def _bound(
    columns: Sequence[Column[Any]], batches: Iterable[Sequence[Iterable[Any]]], dialect: Dialect
) -> Iterator[list[Row]]:
    """Give rows as the driver takes them, of batches of columns."""
    bound = _binders(tuple(columns), dialect)
    for batch in batches:
        parts = list(batch)
        for place, known in bound:
            parts[place] = map(known.__getitem__, parts[place])
        yield list(zip(*parts, strict=True))


@lru_cache(maxsize=64)
def _binders(columns: Sequence[Column[Any]], dialect: Dialect) -> list[tuple[int, _Bound]]:
    """Give what binds the values of those columns that need it, by place; it remembers what it has bound."""
    processors = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    return [(place, _Bound(bind)) for place, bind in enumerate(processors) if bind is not None]


def _insert(connection: Connection, table: Table, names: Iterable[str], batches: Iterable[list[Row]]) -> None:
    columns = [_quoted(connection, name) for name in names]
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {_quoted(connection, table.name)} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 -- names of our own tables
    for batch in batches:
        connection.exec_driver_sql(statement, batch)


def _copy(connection: Connection, table: Table, names: Iterable[str], batches: Iterable[list[Row]]) -> None:
    columns = ", ".join(_quoted(connection, name) for name in names)
    statement = f"COPY {_quoted(connection, table.name)} ({columns}) FROM STDIN"
    failures: type[Exception] = connection.dialect.loaded_dbapi.Error
    try:
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]  # psycopg's own
            for batch in batches:
                for row in batch:
                    copy.write_row(row)
    except failures as error:
        raise _without_values(error, statement, connection, failures) from None


def _without_values(
    error: Exception, statement: str, connection: Connection, failures: type[Exception]
) -> DBAPIError:
    """Give a driver's error as all others come, without the row that COPY would show in it."""
    told = getattr(getattr(error, "diag", None), "message_primary", None)
    plain = error if told is None else type(error)(told)
    found = DBAPIError.instance(
        statement, None, plain, failures, hide_parameters=True, dialect=connection.dialect
    )
    assert isinstance(found, DBAPIError)  # noqa: S101 -- what instance() gives for an error of the driver's
    return found


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)
