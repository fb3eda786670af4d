"""Sources and their uploads: which lists there are, and which files came."""

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Instant, Word
from portfolio.vocabulary import Severity, TableKind, UploadState

_IN_FORCE = text("state = 'active'")


class Source(Base):
    """One list that somebody keeps; ``name_key`` is its folded name, so that case makes no second source."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text, unique=True)
    sender: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    profile_json: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    created_by: Mapped[str] = mapped_column(Text)


class Upload(Base):
    """One file of one source for one reporting month, kept as it came; never deleted.

    ``organisation_id`` is the source's at that time, so that what follows from an upload never changes later.
    ``profile_json`` is what the source's profile became by it, and ``profile_before_json`` what it was (""
    where nothing was known), so that what a withdrawn upload taught can be forgotten again.
    """

    __tablename__ = "upload"
    __table_args__ = (
        Index(
            "uq_upload_in_force",
            "source_id",
            "month",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
        Index("ix_upload_source_id_sha256", "source_id", "sha256"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_when"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    month: Mapped[dt.date]
    file_name: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    format: Mapped[str] = mapped_column(String(16))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    kept_path: Mapped[str | None] = mapped_column(Text)
    uploaded_at: Mapped[dt.datetime] = mapped_column(Instant)
    uploaded_by: Mapped[str] = mapped_column(Text)
    state: Mapped[UploadState] = mapped_column(Word(UploadState))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    withdrawn_by: Mapped[str | None] = mapped_column(Text)
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)
    profile_json: Mapped[str | None] = mapped_column(Text)
    profile_before_json: Mapped[str | None] = mapped_column(Text)


class UploadTable(Base):
    """One table of an upload as it was understood, with the account of its rows."""

    __tablename__ = "upload_table"
    __table_args__ = (
        UniqueConstraint("upload_id", "number"),
        CheckConstraint(
            "rows_read = rows_accepted + rows_merged + rows_skipped + rows_rejected", name="rows_add_up"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"))
    number: Mapped[int]
    sheet: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[TableKind] = mapped_column(Word(TableKind))
    orientation: Mapped[str | None] = mapped_column(String(32))
    header_rows_json: Mapped[str | None] = mapped_column(Text)
    first_row: Mapped[int]
    last_row: Mapped[int]
    rows_read: Mapped[int]
    rows_accepted: Mapped[int]
    rows_merged: Mapped[int]
    rows_skipped: Mapped[int]
    rows_rejected: Mapped[int]
    columns_json: Mapped[str] = mapped_column(Text)
    skipped_json: Mapped[str] = mapped_column(Text)
    outside_json: Mapped[str] = mapped_column(Text)


class UploadFinding(Base):
    """Something that a reading had to say about an upload."""

    __tablename__ = "upload_finding"
    __table_args__ = (UniqueConstraint("upload_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"))
    number: Mapped[int]
    message_id: Mapped[str] = mapped_column(String(64))
    severity: Mapped[Severity] = mapped_column(Word(Severity))
    sheet: Mapped[str | None] = mapped_column(Text)
    cell: Mapped[str | None] = mapped_column(String(32))
    facts_json: Mapped[str] = mapped_column(Text)


class SourceChange(Base):
    """What a person changed of a source; undone, never deleted.

    ``settings_json`` says of each setting what it was and what it became
    (:func:`portfolio.source_settings.settings_json`).
    """

    __tablename__ = "source_change"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    settings_json: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[dt.datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    undone_by: Mapped[str | None] = mapped_column(Text)
