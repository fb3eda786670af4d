"""A job may be about no draft: it makes a pack, as its order says."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("job") as job:
        job.alter_column("draft_id", existing_type=sa.Integer(), nullable=True)
        job.add_column(sa.Column("order_json", sa.Text(), nullable=True))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM job WHERE draft_id IS NULL"))
    with op.batch_alter_table("job") as job:
        job.drop_column("order_json")
        job.alter_column("draft_id", existing_type=sa.Integer(), nullable=False)
