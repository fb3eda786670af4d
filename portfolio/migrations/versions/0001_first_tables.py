"""The first tables: reference data, sources and uploads, reports and the ledger, versions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_known_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region_id", sa.String(length=64), nullable=True),
        sa.Column("first_date", sa.Date(), nullable=True),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.Column("certainty", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["organisation.id"], name=op.f("fk_organisation_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region_id", sa.String(length=64), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.Column("certainty", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["organisation.id"], name=op.f("fk_agreement_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("value_json", sa.Text(), nullable=False),
        sa.Column("reported_json", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrected_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_correction_initiative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_correction_initiative_id"), "correction", ["initiative_id"], unique=False)
    op.create_table(
        "initiative_listing",
        sa.Column("initiative_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.Column("previous_traffic_light", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_initiative_listing_initiative_id")
        ),
        sa.PrimaryKeyConstraint("initiative_id", "known_from", name=op.f("pk_initiative_listing")),
    )
    op.create_index(
        "ix_initiative_listing_known_to", "initiative_listing", ["known_to", "known_from"], unique=False
    )
    op.create_table(
        "initiative_month",
        sa.Column("initiative_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("traffic_light", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=True),
        sa.Column("status_text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_initiative_month_initiative_id")
        ),
        sa.PrimaryKeyConstraint("initiative_id", "month", "known_from", name=op.f("pk_initiative_month")),
    )
    op.create_index(
        "ix_initiative_month_known_to", "initiative_month", ["known_to", "known_from"], unique=False
    )
    op.create_table(
        "organisation_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=True),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.Column("certainty", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["organisation.id"], name=op.f("fk_organisation_member_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_member_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_member")),
    )
    op.create_index(
        op.f("ix_organisation_member_member_id"), "organisation_member", ["member_id"], unique=False
    )
    op.create_index(
        op.f("ix_organisation_member_organisation_id"),
        "organisation_member",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "organisation_successor",
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("successor_id", sa.String(length=64), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("certainty", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_successor_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["organisation.id"], name=op.f("fk_organisation_successor_successor_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "successor_id", name=op.f("pk_organisation_successor")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=True),
        sa.Column("profile_json", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_source_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name_key", name=op.f("uq_source_name_key")),
    )
    op.create_table(
        "focus_area",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("agreement_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_focus_area_agreement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus_area")),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("format", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=True),
        sa.Column("kept_path", sa.Text(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_upload_withdrawn_when")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_upload_organisation_id")
        ),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["upload.id"], name=op.f("fk_upload_replaced_by_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_upload_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_upload_source_id_sha256", "upload", ["source_id", "sha256"], unique=False)
    op.create_index(
        "uq_upload_in_force",
        "upload",
        ["source_id", "month"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("focus_area_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["focus_area_id"], ["focus_area.id"], name=op.f("fk_goal_focus_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_table(
        "report",
        sa.Column("upload_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.String(length=8), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=True),
        sa.Column("phase", sa.String(length=32), nullable=True),
        sa.Column("traffic_light", sa.String(length=32), nullable=True),
        sa.Column("status_text", sa.Text(), nullable=True),
        sa.Column("values_json", sa.Text(), nullable=False),
        sa.Column("extra_json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_report_upload_id")),
        sa.PrimaryKeyConstraint("upload_id", "number", name=op.f("pk_report")),
    )
    op.create_table(
        "upload_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("cell", sa.String(length=32), nullable=True),
        sa.Column("facts_json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_upload_finding_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_finding")),
        sa.UniqueConstraint("upload_id", "number", name=op.f("uq_upload_finding_upload_id_number")),
    )
    op.create_table(
        "upload_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("orientation", sa.String(length=32), nullable=True),
        sa.Column("header_rows_json", sa.Text(), nullable=True),
        sa.Column("first_row", sa.Integer(), nullable=False),
        sa.Column("last_row", sa.Integer(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_accepted", sa.Integer(), nullable=False),
        sa.Column("rows_merged", sa.Integer(), nullable=False),
        sa.Column("rows_skipped", sa.Integer(), nullable=False),
        sa.Column("rows_rejected", sa.Integer(), nullable=False),
        sa.Column("columns_json", sa.Text(), nullable=False),
        sa.Column("skipped_json", sa.Text(), nullable=False),
        sa.Column("outside_json", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "rows_read = rows_accepted + rows_merged + rows_skipped + rows_rejected",
            name=op.f("ck_upload_table_rows_add_up"),
        ),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_upload_table_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_table")),
        sa.UniqueConstraint("upload_id", "number", name=op.f("uq_upload_table_upload_id_number")),
    )
    op.create_table(
        "version",
        sa.Column("initiative_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("focus_area_id", sa.String(length=64), nullable=True),
        sa.Column("focus_area", sa.Text(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.String(length=64), nullable=True),
        sa.Column("cluster", sa.Text(), nullable=True),
        sa.Column("task_type", sa.String(length=32), nullable=True),
        sa.Column("process_type", sa.String(length=32), nullable=True),
        sa.Column("target_group", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("hospitals", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=True),
        sa.Column("phase", sa.String(length=32), nullable=True),
        sa.Column("traffic_light", sa.String(length=32), nullable=True),
        sa.Column("spread_potential", sa.String(length=32), nullable=True),
        sa.Column("priority", sa.String(length=32), nullable=True),
        sa.Column("completion_share", sa.Double(), nullable=True),
        sa.Column("start_first", sa.Date(), nullable=True),
        sa.Column("start_last", sa.Date(), nullable=True),
        sa.Column("start_precision", sa.String(length=32), nullable=True),
        sa.Column("end_first", sa.Date(), nullable=True),
        sa.Column("end_last", sa.Date(), nullable=True),
        sa.Column("end_precision", sa.String(length=32), nullable=True),
        sa.Column("evaluation_last", sa.Date(), nullable=True),
        sa.Column("budget_dkk", sa.BigInteger(), nullable=True),
        sa.Column("citizen_count", sa.BigInteger(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("source_count", sa.Integer(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("has_conflict", sa.Boolean(), nullable=False),
        sa.Column("values_json", sa.Text(), nullable=False),
        sa.Column("origins_json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["focus_area_id"], ["focus_area.id"], name=op.f("fk_version_focus_area_id")),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f("fk_version_initiative_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_version_organisation_id")
        ),
        sa.PrimaryKeyConstraint("initiative_id", "known_from", name=op.f("pk_version")),
    )
    op.create_index("ix_version_known_to", "version", ["known_to", "known_from"], unique=False)
    op.create_table(
        "match_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("report_number", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("likeness", sa.Double(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_match_decision_initiative_id")
        ),
        sa.ForeignKeyConstraint(
            ["upload_id", "report_number"],
            ["report.upload_id", "report.number"],
            name=op.f("fk_match_decision_upload_id_report_number"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_decision")),
    )
    op.create_index(
        op.f("ix_match_decision_initiative_id"), "match_decision", ["initiative_id"], unique=False
    )
    op.create_index(
        "uq_match_decision_in_force",
        "match_decision",
        ["upload_id", "report_number"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "version_municipality",
        sa.Column("initiative_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id", "known_from"],
            ["version.initiative_id", "version.known_from"],
            name=op.f("fk_version_municipality_initiative_id_known_from"),
        ),
        sa.PrimaryKeyConstraint(
            "initiative_id", "known_from", "municipality", name=op.f("pk_version_municipality")
        ),
    )


def downgrade() -> None:
    op.drop_table("version_municipality")
    op.drop_table("match_decision")
    op.drop_table("version")
    op.drop_table("upload_table")
    op.drop_table("upload_finding")
    op.drop_table("report")
    op.drop_table("goal")
    op.drop_table("upload")
    op.drop_table("focus_area")
    op.drop_table("source")
    op.drop_table("organisation_successor")
    op.drop_table("organisation_member")
    op.drop_table("initiative_month")
    op.drop_table("initiative_listing")
    op.drop_table("correction")
    op.drop_table("agreement")
    op.drop_table("organisation")
    op.drop_table("initiative")
