"""Trials: PDSA cycles of initiatives, and each text that was written of one."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_TEXTS = ("aim", "question", "prediction", "who", "place", "happened", "data", "learning", "next_step")


def _made() -> list[sa.Column[object]]:
    """Give the columns of what a person said and when."""
    return [
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
    ]


def upgrade() -> None:
    op.create_table(
        "trial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("listed", sa.Text(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f("fk_trial_initiative_id")),
        sa.ForeignKeyConstraint(["after"], ["trial.id"], name=op.f("fk_trial_after")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_trial_initiative_id"), "trial", ["initiative_id"], unique=False)
    op.create_table(
        "trial_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in _TEXTS),
        sa.Column("scale", sa.String(length=32), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(["trial_id"], ["trial.id"], name=op.f("fk_trial_version_trial_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_version")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_trial_version_trial_id"), "trial_version", ["trial_id"], unique=False)


def downgrade() -> None:
    op.drop_table("trial_version")
    op.drop_table("trial")
