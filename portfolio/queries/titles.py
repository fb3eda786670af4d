"""Which initiative a title in a list's other tables is of, as known at an instant.

A title that stands in a list of the same file is that list's initiative. Else a person's word counts, then
the one initiative of that very title, then the one whose title has the same words in any order and form, or
the same letters: what the ledger holds to be sure. The rest is asked about; nothing that only looks alike is
attached.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.candidates import matches_of_titles
from portfolio.ledger import Candidate
from portfolio.queries.told import Homes, UploadNote, stood
from portfolio.rules.likeness import Title, fold, title_of
from portfolio.tables import ListRecord, Source, TitleDecision, Version
from portfolio.vocabulary import TableKind


@dataclass(frozen=True, slots=True)
class LooseTitle:
    """A title in a source's tables that is that of no one initiative.

    Attributes:
        source_id: the source, and ``source`` its name.
        upload_id: its list that has it.
        kind: of which kind the table is.
        title: as it stands there.
        rows: how many rows have it.
    """

    source_id: int
    source: str
    upload_id: int
    kind: TableKind
    title: str
    rows: int


@dataclass(frozen=True, slots=True)
class TitleNote:
    """What a person has said of a title; ``initiative_id`` None: it is of none."""

    id: int
    source_id: int
    source: str
    title: str
    initiative_id: int | None
    made_at: dt.datetime
    made_by: str


class TitleHomes:
    """Finds the initiative of a title; what is loose is remembered."""

    def __init__(self, session: Session, as_of: dt.datetime) -> None:
        self._session, self._as_of = session, as_of
        self._loose: dict[tuple[int, TableKind, str], LooseTitle] = {}

    def home(self, record: ListRecord, upload: UploadNote, reported: int | None) -> int | None:
        """Give the initiative that a record tells of.

        Args:
            record: the record.
            upload: the list that it stands in.
            reported: the initiative whose row, in the same file, has its title.
        """
        if reported is not None:
            return reported
        said = (upload.source_id, fold(record.title))
        if said in self._said:
            return self._said[said]
        title = title_of(record.title)
        ways = (
            (self._by_title, said[1]),
            (self._by_words, _words(title)),
            (self._by_letters, _letters(title)),
        )
        found = next((known[key] for known, key in ways if key in known), None)
        if found is None:
            self._leave(record, upload)
        return found

    def _leave(self, record: ListRecord, upload: UploadNote) -> None:
        key = (upload.source_id, record.kind, record.title)
        rows = self._loose[key].rows if key in self._loose else 0
        self._loose[key] = LooseTitle(
            upload.source_id, upload.source, upload.id, record.kind, record.title, rows + 1
        )

    @property
    def loose(self) -> tuple[LooseTitle, ...]:
        """What is attached to nothing."""
        return tuple(self._loose.values())

    @cached_property
    def _said(self) -> dict[tuple[int, str], int | None]:
        homes = Homes(self._session, self._as_of)
        query = select(TitleDecision.source_id, TitleDecision.title_key, TitleDecision.initiative_id)
        return {
            (source_id, key): None if id_ is None else homes.home(id_)
            for source_id, key, id_ in self._session.execute(query.where(stood(TitleDecision, self._as_of)))
        }

    @cached_property
    def _titles(self) -> list[tuple[int, Title]]:
        query = select(Version.initiative_id, Version.title).where(
            Version.known_from <= self._as_of, Version.known_to > self._as_of
        )
        return [(id_, title_of(title)) for id_, title in self._session.execute(query)]

    @cached_property
    def _by_title(self) -> Mapping[str, int]:
        return _alone((title.folded, id_) for id_, title in self._titles)

    @cached_property
    def _by_words(self) -> Mapping[str, int]:
        return _alone((_words(title), id_) for id_, title in self._titles)

    @cached_property
    def _by_letters(self) -> Mapping[str, int]:
        return _alone((_letters(title), id_) for id_, title in self._titles)


def _words(title: Title) -> str:
    """Give a title's words in one order and form."""
    return " ".join(title.wording) or title.folded


def _letters(title: Title) -> str:
    return title.folded.replace(" ", "")


def _alone(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, set[int]] = defaultdict(set)
    for title, id_ in pairs:
        found[title].add(id_)
    return {title: next(iter(ids)) for title, ids in found.items() if len(ids) == 1}


def title_candidates(session: Session, titles: Iterable[str]) -> dict[str, tuple[Candidate, ...]]:
    """Give the initiatives that each title may be of, the likeliest first."""
    asked = list(dict.fromkeys(titles))
    return dict(zip(asked, matches_of_titles(session, asked), strict=True))


def title_notes(session: Session) -> tuple[TitleNote, ...]:
    """Give what people have said of titles and not taken back, the newest first."""
    query = (
        select(TitleDecision, Source.name)
        .join(Source, Source.id == TitleDecision.source_id)
        .where(TitleDecision.undone_at.is_(None))
        .order_by(TitleDecision.id.desc())
    )
    return tuple(
        TitleNote(it.id, it.source_id, name, it.title, it.initiative_id, it.made_at, it.made_by)
        for it, name in session.execute(query)
    )
