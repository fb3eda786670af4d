"""The identity ledger: merges, splits, what is not the same, and what each decision rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NOT_UNDONE = sa.text("undone_at IS NULL")
_REFERENCES = (
    ("match_decision", "change_id", "identity_change"),
    ("match_decision", "replaces_id", "match_decision"),
    ("correction", "change_id", "identity_change"),
)


def upgrade() -> None:
    op.create_table(
        "identity_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["kept_id"], ["initiative.id"], name=op.f("fk_identity_change_kept_id")),
        sa.ForeignKeyConstraint(["other_id"], ["initiative.id"], name=op.f("fk_identity_change_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_change")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_identity_change_kept_id", "identity_change", ["kept_id"])
    op.create_index("ix_identity_change_other_id", "identity_change", ["other_id"])
    op.create_table(
        "apart_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_apart_decision_in_order")),
        sa.ForeignKeyConstraint(["one_id"], ["initiative.id"], name=op.f("fk_apart_decision_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["initiative.id"], name=op.f("fk_apart_decision_other_id")),
        sa.ForeignKeyConstraint(
            ["change_id"], ["identity_change.id"], name=op.f("fk_apart_decision_change_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apart_decision")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_apart_decision_other_id", "apart_decision", ["other_id"])
    op.create_index(
        "uq_apart_decision_in_force",
        "apart_decision",
        ["one_id", "other_id"],
        unique=True,
        sqlite_where=_NOT_UNDONE,
        postgresql_where=_NOT_UNDONE,
    )
    op.add_column("match_decision", sa.Column("rests_on_upload_id", sa.Integer(), nullable=True))
    op.add_column("match_decision", sa.Column("rests_on_number", sa.Integer(), nullable=True))
    for table, column, other in _REFERENCES:  # SQLite takes a reference with its column, not after it
        name = f"fk_{table}_{column}"
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES {other} (id)"
        )
    op.create_index("ix_match_decision_change_id", "match_decision", ["change_id"])


def downgrade() -> None:
    op.drop_index("ix_match_decision_change_id", "match_decision")
    with op.batch_alter_table("correction") as correction:
        correction.drop_column("change_id")
    with op.batch_alter_table("match_decision") as decisions:
        for column in ("change_id", "replaces_id"):
            decisions.drop_column(column)
        decisions.drop_column("rests_on_upload_id")
        decisions.drop_column("rests_on_number")
    op.drop_table("apart_decision")
    op.drop_table("identity_change")
