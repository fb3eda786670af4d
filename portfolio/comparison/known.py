"""What a list is compared with: the rows before, what its source knows, what other lists say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portfolio.comparison.parts import parts
from portfolio.encoding import cells_of, columns_of
from portfolio.ledger import Match
from portfolio.tables import FOREVER, MatchDecision, Source, Upload, UploadTable
from portfolio.tables import Report as StoredReport
from portfolio.versions.facts import DECIDED
from portfolio.versions.lists import Lists, UploadFacts
from portfolio.versions.states import Claim


@dataclass(frozen=True, slots=True)
class Earlier:
    """A row of the list before: its number, its place, and the title it had."""

    upload_id: int
    number: int
    sheet: str | None
    title: str


Before = Mapping[int, Sequence[Earlier]]
"""The rows of the list before by the initiative they are about, in the list's order."""

Others = Mapping[int, Sequence[tuple[str, Claim]]]
"""What other sources' newest lists say of initiatives: the source's name and its claim, the newest first."""


def rows_before(session: Session, base: UploadFacts | None) -> Before:
    """Read the rows of the list that one is compared with; none where there is no such list."""
    if base is None:
        return {}
    columns = (StoredReport.upload_id, StoredReport.number, StoredReport.sheet, StoredReport.title)
    query = (
        select(MatchDecision.initiative_id, *columns)
        .join(StoredReport, DECIDED)
        .where(StoredReport.upload_id == base.id, MatchDecision.undone_at.is_(None))
        .order_by(StoredReport.number)
    )
    found: dict[int, list[Earlier]] = defaultdict(list)
    for id_, upload_id, number, sheet, title in session.execute(query):
        found[id_].append(Earlier(upload_id, number, sheet, title))
    return found


def known_ids_of(session: Session, source_id: int | None) -> set[int]:
    """Give the initiatives that a source has ever told of."""
    query = (
        select(MatchDecision.initiative_id)
        .join(Upload, Upload.id == MatchDecision.upload_id)
        .where(Upload.source_id == source_id, MatchDecision.undone_at.is_(None))
    )
    return set() if source_id is None else set(session.scalars(query.distinct()))


def columns_had(session: Session, upload_id: int | None) -> set[str]:
    """Give the fields that an upload had columns for; none where there is no upload."""
    query = select(UploadTable.columns_json).where(UploadTable.upload_id == upload_id)
    columns = (column for text in session.scalars(query) for column in columns_of(text))
    return {column.field for column in columns if column.field is not None}


def told_by_others(session: Session, lists: Lists, source_id: int | None, matches: Iterable[Match]) -> Others:
    """Read what other sources' newest lists say of the initiatives that a list is about."""
    newest = {lists.newest(source, FOREVER) for source in _sources(lists) if source != source_id} - {None}
    ids = sorted({match.initiative_id for match in matches if match.initiative_id is not None})
    found: dict[int, list[tuple[UploadFacts, str, Claim]]] = defaultdict(list)
    for part in parts(ids) if newest else ():
        for id_, upload_id, source, text in session.execute(_told_by(newest, part)):
            upload = lists.uploads[upload_id]
            claim = Claim(upload.source_id, upload.organisation_id, cells_of(text))
            found[id_].append((upload, source, claim))
    return {
        id_: [(source, claim) for _, source, claim in sorted(told, key=lambda it: it[0].age, reverse=True)]
        for id_, told in found.items()
    }


def _sources(lists: Lists) -> set[int]:
    return {upload.source_id for upload in lists.uploads.values()}


def _told_by(
    upload_ids: Collection[int | None], initiative_ids: Collection[int]
) -> Select[int, int, str, str]:
    return (
        select(MatchDecision.initiative_id, StoredReport.upload_id, Source.name, StoredReport.values_json)
        .join(StoredReport, DECIDED)
        .join(Upload, Upload.id == StoredReport.upload_id)
        .join(Source, Source.id == Upload.source_id)
        .where(MatchDecision.undone_at.is_(None), MatchDecision.upload_id.in_(upload_ids))
        .where(MatchDecision.initiative_id.in_(initiative_ids))
    )
