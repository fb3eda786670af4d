"""Where initiatives belong when areas give way to others, as people have decided."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_STANDING = sa.text("undone_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "home_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=True),
        sa.Column("stated_json", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_home_decision_initiative_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_home_decision_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["identity_change.id"], name=op.f("fk_home_decision_change_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_decision")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_home_decision_standing",
        "home_decision",
        ["initiative_id", "organisation_id"],
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    )


def downgrade() -> None:
    op.drop_index("uq_home_decision_standing", "home_decision")
    op.drop_table("home_decision")
