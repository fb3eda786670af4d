"""Files that people put with a step, a round of comments or an evaluation."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base
from portfolio.tables.process import Made


class PaperFile(Made, Base):
    """A paper as a file: it stands with one deed on a step, one round or one evaluation.

    The file itself is among the kept files, under its hash (:func:`portfolio.kept.kept_path`).
    """

    __tablename__ = "paper_file"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN deed_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN consultation_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN evaluation_id IS NULL THEN 0 ELSE 1 END = 1",
            name="stands_with_one",
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    deed_id: Mapped[int | None] = mapped_column(ForeignKey("process_deed.id"))
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"))
    evaluation_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation.id"))
    name: Mapped[str] = mapped_column(Text)
    format: Mapped[str] = mapped_column(String(16))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
