"""Rounds of comments as known at an instant."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from portfolio.process.round_deeds import round_of
from portfolio.process.rounds import Round
from portfolio.queries.told import Homes, rows_said
from portfolio.tables import Consultation, ConsultationEvent, ConsultationParty


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
    for party in rows_said(session, ConsultationParty, as_of):
        parties[party.consultation_id].append(party.party)
    events: dict[int, list[ConsultationEvent]] = defaultdict(list)
    for event in rows_said(session, ConsultationEvent, as_of):
        events[event.consultation_id].append(event)
    found: dict[int, Round] = {}
    of: dict[int, list[Round]] = defaultdict(list)
    for row in rows_said(session, Consultation, as_of):
        home = homes.home(row.initiative_id)
        found[row.id] = replace(round_of(row, parties[row.id], events[row.id]), initiative_id=home)
        of[home].append(found[row.id])
    return RoundBook(found, {id_: tuple(_by_sent(rounds)) for id_, rounds in of.items()})


def _by_sent(rounds: list[Round]) -> list[Round]:
    return sorted(rounds, key=lambda it: (it.sent_on, it.id))
