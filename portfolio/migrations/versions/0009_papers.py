"""Papers as files; versions of a process taken back and brought back; which initiative a title is of."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NOT_UNDONE = sa.text("undone_at IS NULL")
_OWNERS = ("deed_id", "consultation_id", "evaluation_id")
_ONE = " + ".join(f"CASE WHEN {it} IS NULL THEN 0 ELSE 1 END" for it in _OWNERS) + " = 1"


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
        "paper_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=True),
        sa.Column("consultation_id", sa.Integer(), nullable=True),
        sa.Column("evaluation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("format", sa.String(length=16), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        *_made(),
        sa.CheckConstraint(_ONE, name=op.f("ck_paper_file_stands_with_one")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_paper_file_initiative_id")
        ),
        sa.ForeignKeyConstraint(["deed_id"], ["process_deed.id"], name=op.f("fk_paper_file_deed_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_paper_file_consultation_id")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_paper_file_evaluation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_file")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_paper_file_initiative_id"), "paper_file", ["initiative_id"], unique=False)
    op.create_table(
        "template_withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_made(),
        sa.ForeignKeyConstraint(
            ["template_id", "version"],
            ["process_template.template_id", "process_template.version"],
            name=op.f("fk_template_withdrawal_template_id_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_withdrawal")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_template_withdrawal_in_force",
        "template_withdrawal",
        ["template_id", "version"],
        unique=True,
        sqlite_where=_NOT_UNDONE,
        postgresql_where=_NOT_UNDONE,
    )
    op.create_table(
        "title_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        *_made(),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_title_decision_source_id")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_title_decision_initiative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_decision")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_title_decision_in_force",
        "title_decision",
        ["source_id", "title_key"],
        unique=True,
        sqlite_where=_NOT_UNDONE,
        postgresql_where=_NOT_UNDONE,
    )
    op.execute(
        "INSERT INTO template_withdrawal (template_id, version, made_at, made_by)"
        " SELECT template_id, version, withdrawn_at, coalesce(withdrawn_by, '') FROM process_template"
        " WHERE withdrawn_at IS NOT NULL"
    )
    op.drop_column("process_template", "withdrawn_by")
    op.drop_column("process_template", "withdrawn_at")


def downgrade() -> None:
    op.add_column("process_template", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("process_template", sa.Column("withdrawn_by", sa.Text(), nullable=True))
    for column, known in (("withdrawn_at", "made_at"), ("withdrawn_by", "made_by")):
        op.execute(
            f"UPDATE process_template SET {column} = (SELECT it.{known} FROM template_withdrawal it"  # noqa: S608 -- our own names
            " WHERE it.template_id = process_template.template_id AND it.version = process_template.version"
            " AND it.undone_at IS NULL)"
        )
    op.drop_index(
        "uq_title_decision_in_force",
        table_name="title_decision",
        sqlite_where=_NOT_UNDONE,
        postgresql_where=_NOT_UNDONE,
    )
    op.drop_table("title_decision")
    op.drop_index(
        "uq_template_withdrawal_in_force",
        table_name="template_withdrawal",
        sqlite_where=_NOT_UNDONE,
        postgresql_where=_NOT_UNDONE,
    )
    op.drop_table("template_withdrawal")
    op.drop_index(op.f("ix_paper_file_initiative_id"), table_name="paper_file")
    op.drop_table("paper_file")
