"""The rounds of comments about the initiatives that meet the filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import data
from dashboard.components.followed import followed
from dashboard.components.round_card import awaits_round
from dashboard.filters import Asked
from portfolio.process.rounds import Round, in_order
from portfolio.snapshot import Item

ROUNDS_FILE = "/hent/kommentering.xlsx"


@dataclass(frozen=True, slots=True, eq=False)
class Rounds:
    """The rounds about the initiatives that meet the filters.

    Attributes:
        rounds: in the order in which they need doing.
        items: the initiatives, by id.
        without: those in a step of comments without a round, with the step's name.
        chosen_count: how many initiatives meet the filters.
    """

    rounds: Sequence[Round]
    items: Mapping[int, Item]
    without: Sequence[tuple[Item, str]]
    chosen_count: int


def rounds_of(asked: Asked) -> Rounds:
    """Give the rounds that an address asks for."""
    items = {it.id: it for it in followed(asked.criteria)}
    book, courses = data.rounds(), data.processes().courses
    found = [it for it in book.rounds.values() if it.initiative_id in items]
    without = [
        (items[id_], name)
        for id_, one in courses.items()
        if id_ in items and (name := awaits_round(one.course, book.of.get(id_, ())))
    ]
    return Rounds(in_order(found, data.portfolio().today), items, without, len(items))
