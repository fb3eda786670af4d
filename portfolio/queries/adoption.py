"""How far receivers have taken initiatives into use, as people and lists had told at an instant."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of
from portfolio.process.adoption import AdoptionClaim, Receiver, receiver_of
from portfolio.process.course import ToldIn
from portfolio.queries.titles import LooseTitle, TitleHomes
from portfolio.queries.told import (
    Homes,
    Saying,
    UploadNote,
    first_said,
    initiatives_of,
    place_of,
    speaking_of_adoption,
    stood,
)
from portfolio.rules.months import danish_day
from portfolio.tables import Adoption, ListRecord, UploadTable
from portfolio.vocabulary import TableKind, Uptake, code_or_none

_Claims = dict[int, dict[str, list[AdoptionClaim]]]


@dataclass(frozen=True, slots=True)
class ListedAdoption:
    """What lists say of receivers.

    Attributes:
        claims: initiative -> receiver -> what lists say of it.
        loose: titles in lists' tables that are those of no one initiative.
        unread: initiative -> parts of its "spredt til" texts that were not understood, with their cells.
    """

    claims: Mapping[int, Mapping[str, Sequence[AdoptionClaim]]]
    loose: tuple[LooseTitle, ...]
    unread: Mapping[int, tuple[ToldIn, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AdoptionBook:
    """Who has taken what into use.

    Attributes:
        receivers: initiative -> its receivers, by organisation's id or name.
        loose: titles in lists' tables that are those of no one initiative.
        unread: initiative -> parts of its "spredt til" texts that were not understood, with their cells.
    """

    receivers: Mapping[int, tuple[Receiver, ...]]
    loose: tuple[LooseTitle, ...]
    unread: Mapping[int, tuple[ToldIn, ...]] = field(default_factory=dict)


def read_adoption(session: Session, as_of: dt.datetime, listed: ListedAdoption) -> AdoptionBook:
    """Read how far every receiver of every initiative was, as known at an instant."""
    homes = Homes(session, as_of)
    claims: _Claims = defaultdict(lambda: defaultdict(list))
    for id_, by_name in listed.claims.items():
        for name, said in by_name.items():
            claims[id_][name] += said
    for (id_, name), claim in _people(session, as_of, homes).items():
        claims[id_][name].append(claim)
    receivers = {
        id_: tuple(receiver_of(name, said) for name, said in sorted(by_name.items()))
        for id_, by_name in claims.items()
    }
    return AdoptionBook(receivers, listed.loose, listed.unread)


def _people(session: Session, as_of: dt.datetime, homes: Homes) -> dict[tuple[int, str], AdoptionClaim]:
    """Give the newest that people say of each receiver; as rows, since there may be many."""
    query = select(
        Adoption.initiative_id,
        Adoption.organisation,
        Adoption.uptake,
        Adoption.day,
        Adoption.made_at,
        Adoption.evidence,
        Adoption.text,
        Adoption.id,
        Adoption.made_by,
    ).where(stood(Adoption, as_of))
    return {
        (homes.home(initiative_id), organisation): AdoptionClaim(uptake, day, at, evidence, text, id_, by)
        for initiative_id, organisation, uptake, day, at, evidence, text, id_, by in session.execute(
            query.order_by(Adoption.id)
        )
    }


def read_listed_adoption(session: Session, as_of: dt.datetime) -> ListedAdoption:
    """Read what lists say of receivers, as known at an instant: in tables, and in texts of their own rows.

    A table of adoption tells of the initiative whose row stands in the same file; where none does, of the one
    that its title leads to. A source's newest table speaks, and beside it its newest list with such texts.
    """
    tables, texts = (speaking_of_adoption(session, as_of, in_lists=it) for it in (False, True))
    uploads = {**tables, **texts}
    if not uploads:
        return ListedAdoption({}, ())
    of_report = initiatives_of(session, as_of, uploads)
    first = first_said(session, as_of, uploads, TableKind.ADOPTION)
    claims: _Claims = defaultdict(lambda: defaultdict(list))
    unread: dict[int, list[ToldIn]] = defaultdict(list)
    titles = TitleHomes(session, as_of)
    for record, is_text in _records(session, uploads):
        if record.upload_id not in (texts if is_text else tables):
            continue
        upload = uploads[record.upload_id]
        id_ = titles.home(record, upload, of_report.get((record.upload_id, record.report_number or 0)))
        if id_ is not None and record.part:
            claims[id_][record.part].append(_claim(record, upload, first))
        elif id_ is not None and is_text:
            unread[id_].append(_unread(record, upload))
    return ListedAdoption(claims, titles.loose, {id_: tuple(them) for id_, them in unread.items()})


def _records(session: Session, uploads: Iterable[int]) -> Iterator[tuple[ListRecord, bool]]:
    """Give the records of some uploads, and whether each is from a text in a list of initiatives."""
    its_table = and_(
        UploadTable.upload_id == ListRecord.upload_id, UploadTable.number == ListRecord.table_number
    )
    query = (
        select(ListRecord, UploadTable.kind)
        .outerjoin(UploadTable, its_table)
        .where(ListRecord.upload_id.in_(list(uploads)), ListRecord.kind == TableKind.ADOPTION)
        .order_by(ListRecord.upload_id, ListRecord.number)
    )
    for record, kind in session.execute(query):
        yield record, kind is TableKind.INITIATIVES


def _unread(record: ListRecord, upload: UploadNote) -> ToldIn:
    cell = cells_of(record.values_json)["spread_status"]
    return place_of(record, upload, cell.cell, str(cell.value))


def _claim(record: ListRecord, upload: UploadNote, first: Mapping[Saying, dt.datetime]) -> AdoptionClaim:
    cells = cells_of(record.values_json)
    cell = cells.get("uptake") or cells.get("date")
    text = cell.text if cell is not None else ""
    key = (upload.source_id, record.title, record.part, record.state)
    uptake, known_at = code_or_none(Uptake, record.state), first.get(key, upload.at)
    return AdoptionClaim(
        uptake=uptake,
        day=_day(record, uptake, known_at),
        known_at=known_at,
        text=None,
        told_in=place_of(record, upload, None if cell is None else cell.cell, text or ""),
    )


def _day(record: ListRecord, uptake: Uptake | None, known_at: dt.datetime) -> dt.date | None:
    """Give the last day that a list's date can mean; what has happened did so before it was told."""
    day, told = record.last_date, danish_day(known_at)
    if day is None or day <= told or uptake not in _HAPPENED:
        return day
    return told if record.first_date is None or record.first_date <= told else day


_HAPPENED = (Uptake.YES, Uptake.PARTLY)
