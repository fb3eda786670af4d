"""What people change of the reference data, kept as versions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reference_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("row_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("before_json", sa.Text(), nullable=True),
        sa.Column("after_json", sa.Text(), nullable=True),
        sa.Column("shipped_json", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["deed_id"], ["reference_edit.id"], name=op.f("fk_reference_edit_deed_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_edit")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reference_edit_deed_id", "reference_edit", ["deed_id"])
    op.create_index("ix_reference_edit_subject_row_id", "reference_edit", ["subject", "row_id"])


def downgrade() -> None:
    op.drop_table("reference_edit")
