"""How far receivers have taken initiatives into use, as people and lists had told at an instant."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of
from portfolio.process.adoption import AdoptionClaim, Receiver, receiver_of
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
from portfolio.rules.likeness import fold
from portfolio.tables import Adoption, ListRecord, Version
from portfolio.vocabulary import TableKind, Uptake, code_or_none

_Claims = dict[int, dict[str, list[AdoptionClaim]]]


@dataclass(frozen=True, slots=True)
class ListedAdoption:
    """What lists say of receivers.

    Attributes:
        claims: initiative -> receiver -> what lists say of it.
        loose: titles in lists' tables that are those of no one initiative, with how many rows each.
    """

    claims: Mapping[int, Mapping[str, Sequence[AdoptionClaim]]]
    loose: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AdoptionBook:
    """Who has taken what into use.

    Attributes:
        receivers: initiative -> its receivers, by organisation's id or name.
        loose: titles in lists' tables that are those of no one initiative, with how many rows each.
    """

    receivers: Mapping[int, tuple[Receiver, ...]]
    loose: Mapping[str, int]


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
    initiative with that very title.
    """
    uploads = speaking(session, as_of, [TableKind.ADOPTION])
    if not uploads:
        return ListedAdoption({}, {})
    of_report = initiatives_of(session, as_of, uploads)
    first = first_said(session, as_of, uploads, TableKind.ADOPTION)
    query = select(ListRecord).where(ListRecord.upload_id.in_(uploads), ListRecord.kind == TableKind.ADOPTION)
    claims: _Claims = defaultdict(lambda: defaultdict(list))
    loose: dict[str, int] = defaultdict(int)
    by_title: Mapping[str, int] | None = None
    for record in session.scalars(query.order_by(ListRecord.upload_id, ListRecord.number)):
        id_ = of_report.get((record.upload_id, record.report_number or 0))
        if id_ is None:
            by_title = _by_title(session, as_of) if by_title is None else by_title
            id_ = by_title.get(fold(record.title))
        if id_ is None or not record.part:
            loose[record.title] += 1
        else:
            claims[id_][record.part].append(_claim(record, uploads[record.upload_id], first))
    return ListedAdoption(claims, dict(loose))


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


def _by_title(session: Session, as_of: dt.datetime) -> dict[str, int]:
    """Give the one initiative of each title that only one has."""
    query = select(Version.initiative_id, Version.title).where(
        Version.known_from <= as_of, Version.known_to > as_of
    )
    return _alone((fold(title), id_) for id_, title in session.execute(query))


def _alone(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, set[int]] = defaultdict(set)
    for title, id_ in pairs:
        found[title].add(id_)
    return {title: next(iter(ids)) for title, ids in found.items() if len(ids) == 1}
