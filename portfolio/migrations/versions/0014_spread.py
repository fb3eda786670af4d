"""Spread: assessments, recommendations, cores, and which of their parts receivers took."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _table(name: str, *columns: sa.Column[object]) -> None:
    """Make a table of what people say of an initiative."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        *columns,
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f(f"fk_{name}_initiative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f(f"ix_{name}_initiative_id"), name, ["initiative_id"], unique=False)


def upgrade() -> None:
    _table(
        "spread_assessment",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("assessor", sa.Text(), nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("answers_json", sa.Text(), nullable=False),
        sa.Column("checks_json", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
    )
    _table(
        "spread_advice",
        sa.Column("recommendation", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("advisor", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
    )
    _table("core_version", sa.Column("content_json", sa.Text(), nullable=False))
    _table(
        "core_tick",
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("use", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
    )


def downgrade() -> None:
    for name in ("core_tick", "core_version", "spread_advice", "spread_assessment"):
        op.drop_table(name)
