"""Migrations on both databases: one head, up, down and up again, and the tables as the code declares them."""

import json

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
        command.upgrade(config, revision)


def migrate_down(engine: Engine, revision: str) -> None:
    with writing(engine) as session:
        config = migrations()
        config.attributes["connection"] = session.connection()
        command.downgrade(config, revision)


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

    migrate_down(engine, "base")
    assert tables(engine) == set()
    migrate(engine, "head")
    assert tables(engine) == set(Base.metadata.tables)


def test_upgrading_again_changes_nothing(engine, database_url):
    load(engine, {"title": "A"})

    upgrade(database_url)

    with reading(engine) as session:
        assert session.scalar(text("SELECT count(*) FROM version")) == 1


def test_where_values_are_from_is_said_once_and_by_field_again(engine):
    load(engine, {"title": "A", "owner": "B"})
    compact = ScriptDirectory.from_config(migrations()).get_revision("0012")

    def stored():
        with reading(engine) as session:
            return session.execute(text("SELECT * FROM version")).all()

    before = stored()
    migrate_down(engine, compact.down_revision)
    (by_field,) = (json.loads(row.origins_json) for row in stored())
    assert by_field == {"owner": ["source", 1], "title": ["source", 1]}
    migrate(engine, "head")

    assert stored() == before


def test_a_database_of_a_newer_program_is_left_alone(engine, database_url):
    with writing(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseNewerError, match="nyere udgave"):
        upgrade(database_url)

    with reading(engine) as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
