"""Meetings: series, meetings with their agendas, notes, actions; decisions know their meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KEY = 200


def _made() -> list[sa.Column[object]]:
    """Give the columns of what a person said and when."""
    return [
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
    ]


def _table(name: str, *columns: sa.Column[object], **references: str) -> None:
    """Make a table of what people said, with an index on each column that points elsewhere."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *columns,
        *_made(),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}"))
            for column, table in references.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=True,
    )
    for column in references:
        if column != "after":
            op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)


def upgrade() -> None:
    _table(
        "meeting_series",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.String(length=64), nullable=True),
        sa.Column("holder", sa.String(length=32), nullable=True),
        sa.Column("rhythm", sa.String(length=32), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("week_of_month", sa.Integer(), nullable=True),
        sa.Column("begins_at", sa.String(length=5), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("is_directors", sa.Boolean(), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
    )
    _table(
        "series_event",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("data_json", sa.Text(), nullable=False),
        series_id="meeting_series",
    )
    _table(
        "meeting",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins_at", sa.String(length=5), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        series_id="meeting_series",
    )
    _table(
        "meeting_deed",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("point_key", sa.String(length=_KEY), nullable=True),
        sa.Column("data_json", sa.Text(), nullable=False),
        meeting_id="meeting",
    )
    _table(
        "meeting_note",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("point_key", sa.String(length=_KEY), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=True),
        meeting_id="meeting",
        after="meeting_note",
    )
    _table(
        "action",
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("point_key", sa.String(length=_KEY), nullable=True),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        meeting_id="meeting",
        initiative_id="initiative",
    )
    _table(
        "action_event",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("data_json", sa.Text(), nullable=False),
        action_id="action",
    )
    op.execute(  # SQLite takes a reference with its column, not after it
        "ALTER TABLE decision ADD COLUMN meeting_id INTEGER "
        "CONSTRAINT fk_decision_meeting_id REFERENCES meeting (id)"
    )
    op.add_column("decision", sa.Column("point_key", sa.String(length=_KEY), nullable=True))
    op.create_index(op.f("ix_decision_meeting_id"), "decision", ["meeting_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_decision_meeting_id"), "decision")
    with op.batch_alter_table("decision") as decisions:
        decisions.drop_column("point_key")
        decisions.drop_column("meeting_id")
    for name in (
        "action_event",
        "action",
        "meeting_note",
        "meeting_deed",
        "meeting",
        "series_event",
        "meeting_series",
    ):
        op.drop_table(name)
