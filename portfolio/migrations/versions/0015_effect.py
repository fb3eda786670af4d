"""How indicators are to be read, and measurements that people type."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


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
        "indicator_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("dimension", sa.String(length=32), nullable=True),
        sa.Column("direction", sa.String(length=32), nullable=True),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("phases", sa.String(length=32), nullable=False),
        sa.Column("trial_date", sa.Date(), nullable=True),
        sa.Column("after_date", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_indicator_setting_initiative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_setting")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_indicator_setting_initiative_id"), "indicator_setting", ["initiative_id"], unique=False
    )
    op.create_table(
        "measurement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        sa.Column("number", sa.Double(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_measurement_initiative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_measurement_initiative_id"), "measurement", ["initiative_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_measurement_initiative_id"), table_name="measurement")
    op.drop_table("measurement")
    op.drop_index(op.f("ix_indicator_setting_initiative_id"), table_name="indicator_setting")
    op.drop_table("indicator_setting")
