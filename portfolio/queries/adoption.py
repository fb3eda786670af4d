"""How far receivers have taken initiatives into use, as people and lists had told at an instant."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of
from portfolio.process.adoption import AdoptionClaim, Receiver, receiver_of
from portfolio.queries.titles import LooseTitle, TitleHomes
from portfolio.queries.told import (
    Homes,
    Saying,
    UploadNote,
    first_said,
    initiatives_of,
    place_of,
    speaking,
    stood,
)
from portfolio.tables import Adoption, ListRecord
from portfolio.vocabulary import TableKind, Uptake, code_or_none

_Claims = dict[int, dict[str, list[AdoptionClaim]]]


@dataclass(frozen=True, slots=True)
class ListedAdoption:
    """What lists say of receivers.

    Attributes:
        claims: initiative -> receiver -> what lists say of it.
        loose: titles in lists' tables that are those of no one initiative.
    """

    claims: Mapping[int, Mapping[str, Sequence[AdoptionClaim]]]
    loose: tuple[LooseTitle, ...]


@dataclass(frozen=True, slots=True)
class AdoptionBook:
    """Who has taken what into use.

    Attributes:
        receivers: initiative -> its receivers, by organisation's id or name.
        loose: titles in lists' tables that are those of no one initiative.
    """

    receivers: Mapping[int, tuple[Receiver, ...]]
    loose: tuple[LooseTitle, ...]


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
    return AdoptionBook(receivers, listed.loose)


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
    """Read what lists' tables say of receivers, as known at an instant.

    A table of adoption tells of the initiative whose row stands in the same file; where none does, of the one
    that its title leads to.
    """
    uploads = speaking(session, as_of, [TableKind.ADOPTION])
    if not uploads:
        return ListedAdoption({}, ())
    of_report = initiatives_of(session, as_of, uploads)
    first = first_said(session, as_of, uploads, TableKind.ADOPTION)
    query = select(ListRecord).where(ListRecord.upload_id.in_(uploads), ListRecord.kind == TableKind.ADOPTION)
    claims: _Claims = defaultdict(lambda: defaultdict(list))
    titles = TitleHomes(session, as_of)
    for record in session.scalars(query.order_by(ListRecord.upload_id, ListRecord.number)):
        upload = uploads[record.upload_id]
        id_ = titles.home(record, upload, of_report.get((record.upload_id, record.report_number or 0)))
        if id_ is not None and record.part:
            claims[id_][record.part].append(_claim(record, upload, first))
    return ListedAdoption(claims, titles.loose)


def _claim(record: ListRecord, upload: UploadNote, first: Mapping[Saying, dt.datetime]) -> AdoptionClaim:
    cells = cells_of(record.values_json)
    cell = cells.get("uptake") or cells.get("date")
    text = cell.text if cell is not None else ""
    key = (upload.source_id, record.title, record.part, record.state)
    return AdoptionClaim(
        uptake=code_or_none(Uptake, record.state),
        day=record.last_date,
        known_at=first.get(key, upload.at),
        text=None,
        told_in=place_of(record, upload, None if cell is None else cell.cell, text or ""),
    )
