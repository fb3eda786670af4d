"""Migrations on both databases: one head, up, down and up again, and the tables as the code declares them."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from portfolio.database import DatabaseNewerError, migrations, reading, upgrade, writing
from portfolio.tables import Base
from tests.builders.uploads import load


def migrate(engine: Engine, revision: str) -> None:
    with writing(engine) as session:
        config = migrations()
        config.attributes["connection"] = session.connection()
        (command.downgrade if revision == "base" else command.upgrade)(config, revision)


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_there_is_one_newest_revision():
    assert len(ScriptDirectory.from_config(migrations()).get_heads()) == 1


def test_the_migrated_tables_are_those_the_code_declares(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []


def test_down_and_up_again(engine):
    load(engine, {"title": "A", "municipalities": ("0167",)})

    migrate(engine, "base")
    assert tables(engine) == set()
    migrate(engine, "head")
    assert tables(engine) == set(Base.metadata.tables)


def test_upgrading_again_changes_nothing(engine, database_url):
    load(engine, {"title": "A"})

    upgrade(database_url)

    with reading(engine) as session:
        assert session.scalar(text("SELECT count(*) FROM version")) == 1


def test_a_database_of_a_newer_program_is_left_alone(engine, database_url):
    with writing(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseNewerError, match="nyere udgave"):
        upgrade(database_url)

    with reading(engine) as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
