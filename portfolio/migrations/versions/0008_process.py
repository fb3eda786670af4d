"""Processes: templates, steps, decisions, offers, rounds of comments, adoption, evaluations."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0005"
branch_labels = None
depends_on = None

_NOT_UNDONE = sa.text("undone_at IS NULL")


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
        "mark",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mark")),
    )
    op.create_table(
        "process_template",
        sa.Column("template_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("content_json", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("template_id", "version", name=op.f("pk_process_template")),
    )
    op.create_table(
        "adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("uptake", sa.String(length=32), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f("fk_adoption_initiative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoption")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_adoption_in_force",
        "adoption",
        ["initiative_id", "organisation"],
        unique=True,
        sqlite_where=_NOT_UNDONE,
        postgresql_where=_NOT_UNDONE,
    )
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("meeting_body", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_consultation_initiative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_consultation_initiative_id"), "consultation", ["initiative_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f("fk_decision_initiative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decision_initiative_id"), "decision", ["initiative_id"], unique=False)
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_evaluation_initiative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evaluation_initiative_id"), "evaluation", ["initiative_id"], unique=False)
    op.create_table(
        "evaluation_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("interval_months", sa.Integer(), nullable=True),
        sa.Column("anchor_date", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_evaluation_plan_initiative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_plan")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_evaluation_plan_in_force",
        "evaluation_plan",
        ["initiative_id"],
        unique=True,
        sqlite_where=_NOT_UNDONE,
        postgresql_where=_NOT_UNDONE,
    )
    op.create_table(
        "initiative_process",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entrance", sa.String(length=8), nullable=False),
        sa.Column("process_type", sa.String(length=32), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_initiative_process_initiative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_process")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_initiative_process_initiative_id"), "initiative_process", ["initiative_id"], unique=False
    )
    op.create_index(
        "uq_initiative_process_in_force",
        "initiative_process",
        ["initiative_id"],
        unique=True,
        sqlite_where=_NOT_UNDONE,
        postgresql_where=_NOT_UNDONE,
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("chosen_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f("fk_offer_initiative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_offer_initiative_id"), "offer", ["initiative_id"], unique=False)
    op.create_table(
        "process_deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("paper", sa.String(length=64), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_process_deed_initiative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_deed")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_process_deed_initiative_id"), "process_deed", ["initiative_id"], unique=False)
    op.create_table(
        "consultation_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("comments", sa.Text(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_consultation_party_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_party")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_consultation_party_in_force",
        "consultation_party",
        ["consultation_id", "party"],
        unique=True,
        sqlite_where=_NOT_UNDONE,
        postgresql_where=_NOT_UNDONE,
    )
    op.create_table(
        "list_record",
        sa.Column("upload_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.String(length=8), nullable=True),
        sa.Column("report_number", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=True),
        sa.Column("first_date", sa.Date(), nullable=True),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.Column("values_json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id", "report_number"],
            ["report.upload_id", "report.number"],
            name=op.f("fk_list_record_upload_id_report_number"),
        ),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_list_record_upload_id")),
        sa.PrimaryKeyConstraint("upload_id", "number", name=op.f("pk_list_record")),
    )
    op.create_index("ix_list_record_kind", "list_record", ["kind", "upload_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_list_record_kind", table_name="list_record")
    op.drop_table("list_record")
    op.drop_index(
        "uq_consultation_party_in_force",
        table_name="consultation_party",
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.drop_table("consultation_party")
    op.drop_index(op.f("ix_process_deed_initiative_id"), table_name="process_deed")
    op.drop_table("process_deed")
    op.drop_index(op.f("ix_offer_initiative_id"), table_name="offer")
    op.drop_table("offer")
    op.drop_index(
        "uq_initiative_process_in_force",
        table_name="initiative_process",
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.drop_index(op.f("ix_initiative_process_initiative_id"), table_name="initiative_process")
    op.drop_table("initiative_process")
    op.drop_index(
        "uq_evaluation_plan_in_force",
        table_name="evaluation_plan",
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.drop_table("evaluation_plan")
    op.drop_index(op.f("ix_evaluation_initiative_id"), table_name="evaluation")
    op.drop_table("evaluation")
    op.drop_index(op.f("ix_decision_initiative_id"), table_name="decision")
    op.drop_table("decision")
    op.drop_index(op.f("ix_consultation_initiative_id"), table_name="consultation")
    op.drop_table("consultation")
    op.drop_index(
        "uq_adoption_in_force",
        table_name="adoption",
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.drop_table("adoption")
    op.drop_table("process_template")
    op.drop_table("mark")
