"""The base of all tables: names of constraints, and column types that both databases keep alike."""

import datetime as dt
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import DateTime, Dialect, MetaData, String, Table, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

FOREVER = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
"""Stands in ``known_to`` for "still", so that one plain comparison finds what was known at an instant."""

Member = TypeVar("Member", bound=StrEnum)


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def table_of(model: type[Base]) -> Table:
    """Give the table behind a class."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 -- tells the type checker what a declared class always has
    return table


class Instant(TypeDecorator[dt.datetime]):
    """An aware UTC instant; SQLite, which has no time zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Give the database UTC.

        Raises:
            ValueError: the instant has no time zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs its time zone: {value}")
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Give Python aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Word(TypeDecorator[Member], Generic[Member]):
    """A code of a closed word list, kept as its text; a text that is no code of the list is refused."""

    impl = String(32)
    cache_ok = True

    def __init__(self, codes: type[Member]) -> None:
        self.codes = codes
        self._by_text = {code.value: code for code in codes}
        super().__init__()

    def process_bind_param(self, value: Member | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Give the database the code's text.

        Raises:
            ValueError: no such code in the list.
        """
        return None if value is None else self.codes(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Member | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Give Python the code."""
        return None if value is None else self._by_text[value]
