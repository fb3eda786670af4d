"""Who does something: an organisation or a role, never a person's name; suggested, and read again."""

import datetime as dt
from collections.abc import Iterable

from dashboard.format import danish_key
from dashboard.labels import organisations
from dashboard.texts import t
from portfolio.reference import load_reference

Who = tuple[str, str | None]
"""A role, and the id of the organisation that it is in."""


def seat_words(who: str, organisation: str | None) -> str:
    """Say who does something; a role that names its organisation says it once."""
    known = organisations().get(organisation or "")
    name = organisation or "" if known is None else known.name
    if not who or not name:
        return who or name
    return who if name.casefold() in who.casefold() else t("room.who", who=who, organisation=name)


def read_who(text: str) -> Who:
    """Read who was chosen or typed: a role with its organisation, an organisation, or words of one's own."""
    said = " ".join(text.split())
    for seat in load_reference().seats:
        if seat_words(seat.role, seat.member).casefold() == said.casefold():
            return seat.role, seat.member
    named = [it.id for it in organisations().values() if it.name.casefold() == said.casefold()]
    return ("", named[-1]) if named else (said, None)


def suggested_who(body: str | None, named: Iterable[str], today: dt.date) -> list[str]:
    """Suggest who can do something.

    Args:
        body: the forum, whose members come first.
        named: organisations that the matter is about.
        today: those of that day.
    """
    seats = [it for it in load_reference().seats if it.organisation == body]
    members = [seat_words(it.role, it.member) for it in seats]
    about = [seat_words("", it) for it in named]
    known = [it.name for it in organisations().values() if it.exists_on(today)]
    return list(dict.fromkeys([*members, *about, *sorted(known, key=danish_key)]))
