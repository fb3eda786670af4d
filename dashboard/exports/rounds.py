"""Rounds of comments as tables of a workbook: a row a round, and a row a party with its comments."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from dashboard.components.round_words import meeting_words, names_of, standing_words
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.labels import party_name
from dashboard.texts import language, t
from portfolio.process.rounds import Party, Round
from portfolio.vocabulary import label

_ROUND_HEADS = (
    ("initiative", Kind.TEXT),
    ("step", Kind.TEXT),
    ("sent", Kind.DAY),
    ("due", Kind.DAY),
    ("standing", Kind.TEXT),
    ("asked", Kind.WHOLE),
    ("answered", Kind.WHOLE),
    ("silent", Kind.TEXT),
    ("meeting_on", Kind.DAY),
    ("meeting_body", Kind.TEXT),
    ("meeting", Kind.TEXT),
    ("closed", Kind.DAY),
    ("text", Kind.TEXT),
    ("link", Kind.TEXT),
    ("address", Kind.TEXT),
)
_PARTY_HEADS = (
    ("initiative", Kind.TEXT),
    ("sent", Kind.DAY),
    ("due", Kind.DAY),
    ("party", Kind.TEXT),
    ("answer", Kind.TEXT),
    ("answered_on", Kind.DAY),
    ("comments", Kind.TEXT),
    ("reminders", Kind.WHOLE),
    ("reminded", Kind.DAY),
)


def round_sheets(
    rounds: Iterable[Round], titles: Mapping[int, str], today: dt.date, address: Callable[[int], str]
) -> tuple[SheetTable, SheetTable]:
    """Give the rounds, and all comments by party.

    Args:
        rounds: in order.
        titles: the initiatives' titles.
        today: the day that they are seen from.
        address: gives an initiative's address.
    """
    known = list(rounds)
    return (
        SheetTable(
            t("round.sheet"),
            _heads(_ROUND_HEADS),
            [_round(it, titles[it.initiative_id], today, address) for it in known],
        ),
        SheetTable(
            t("round.sheet_comments"),
            _heads(_PARTY_HEADS),
            [_party(it, one, titles[it.initiative_id]) for it in known for one in it.parties],
        ),
    )


def _heads(named: Iterable[tuple[str, Kind]]) -> list[SheetColumn]:
    return [SheetColumn(t(f"round.file_{name}"), kind) for name, kind in named]


def _round(it: Round, title: str, today: dt.date, address: Callable[[int], str]) -> list[Value]:
    return [
        title,
        it.step,
        it.sent_on,
        it.due_on,
        standing_words(it, today),
        len(it.parties),
        len(it.answered),
        names_of(it.silent),
        it.meeting_on,
        it.meeting_body,
        meeting_words(it),
        it.closed_on,
        it.text,
        "; ".join(filter(None, [it.link, *(file.name for file in it.files)])) or None,
        address(it.initiative_id),
    ]


def _party(it: Round, one: Party, title: str) -> list[Value]:
    silent = t("round.was_silent") if it.closed_on is not None else t("round.no_answer")
    answer = silent if one.answer is None else label(one.answer, language())
    return [
        title,
        it.sent_on,
        it.due_on,
        party_name(one.party),
        answer,
        one.answered_on,
        one.comments,
        one.reminders,
        one.reminded_on,
    ]
