"""Rounds of comments as known at an instant."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.process.round_deeds import round_of
from portfolio.process.rounds import Happening, Round
from portfolio.queries.papers import papers_of
from portfolio.queries.told import Homes, rows_said, stood
from portfolio.tables import Consultation, ConsultationEvent, ConsultationParty, PaperFile


@dataclass(frozen=True, slots=True)
class RoundBook:
    """All rounds.

    Attributes:
        rounds: each by its number.
        of: an initiative's rounds, the first sent first; those of what was merged into it too.
    """

    rounds: Mapping[int, Round]
    of: Mapping[int, tuple[Round, ...]]


def read_rounds(session: Session, as_of: dt.datetime, homes: Homes) -> RoundBook:
    """Read all rounds that stood at an instant, with what was known of their answers."""
    parties: dict[int, list[str]] = defaultdict(list)
    named = select(ConsultationParty.consultation_id, ConsultationParty.party)
    of_parties = named.where(stood(ConsultationParty, as_of)).order_by(ConsultationParty.id)
    for round_id, party in session.execute(of_parties):
        parties[round_id].append(party)
    happened = _happened(session, as_of)
    files = papers_of(session, PaperFile.consultation_id, as_of)
    found: dict[int, Round] = {}
    of: dict[int, list[Round]] = defaultdict(list)
    for row in rows_said(session, Consultation, as_of):
        home = homes.home(row.initiative_id)
        one = round_of(row, parties[row.id], happened[row.id])
        found[row.id] = replace(one, initiative_id=home, files=files.get(row.id, ()))
        of[home].append(found[row.id])
    return RoundBook(found, {id_: tuple(_by_sent(rounds)) for id_, rounds in of.items()})


def _happened(session: Session, as_of: dt.datetime) -> dict[int, list[Happening]]:
    """Give what happened in each round; as rows, since there may be many."""
    query = select(
        ConsultationEvent.consultation_id,
        ConsultationEvent.id,
        ConsultationEvent.kind,
        ConsultationEvent.day,
        ConsultationEvent.party,
        ConsultationEvent.answer,
        ConsultationEvent.text,
        ConsultationEvent.made_by,
    ).where(stood(ConsultationEvent, as_of))
    found: dict[int, list[Happening]] = defaultdict(list)
    for round_id, id_, kind, day, party, answer, text, by in session.execute(
        query.order_by(ConsultationEvent.id)
    ):
        found[round_id].append(Happening(id_, kind, day, party, answer, text, by))
    return found


def _by_sent(rounds: list[Round]) -> list[Round]:
    return sorted(rounds, key=lambda it: (it.sent_on, it.id))
