"""Alembic's folder: the database's shape, revision by revision."""
