"""Two instants compared: versions by when they began, and decisions by when they were undone."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_UNDONE = sa.text("undone_at IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_version_known_from", "version", ["known_from", "known_to"], unique=False)
    op.create_index(
        "ix_match_decision_undone_at",
        "match_decision",
        ["undone_at"],
        unique=False,
        sqlite_where=_UNDONE,
        postgresql_where=_UNDONE,
    )


def downgrade() -> None:
    op.drop_index("ix_match_decision_undone_at", table_name="match_decision")
    op.drop_index("ix_version_known_from", table_name="version")
