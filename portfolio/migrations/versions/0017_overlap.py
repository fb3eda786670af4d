"""What people decide of ideas and initiatives that are like others."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_NOT_UNDONE = sa.text("undone_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "overlap_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("idea_key", sa.String(length=64), nullable=True),
        sa.Column("idea_json", sa.Text(), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(other_id IS NULL) <> (idea_key IS NULL)", name=op.f("ck_overlap_decision_against_one")
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_overlap_decision_initiative_id")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["initiative.id"], name=op.f("fk_overlap_decision_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overlap_decision")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_overlap_decision_initiative_id"), "overlap_decision", ["initiative_id"])
    op.create_index(op.f("ix_overlap_decision_other_id"), "overlap_decision", ["other_id"])
    op.create_index(
        "uq_overlap_decision_idea",
        "overlap_decision",
        ["initiative_id", "idea_key"],
        unique=True,
        sqlite_where=_NOT_UNDONE,
        postgresql_where=_NOT_UNDONE,
    )


def downgrade() -> None:
    op.drop_table("overlap_decision")
