"""Where initiatives belong in the structure of a day, in words: how found, why not, and for what reasons."""

from collections.abc import Sequence

from dashboard.data import HomeEntry
from dashboard.format import danish_key, instant, number
from dashboard.labels import organisation_label
from dashboard.texts import language, t
from portfolio.rules.succession import Doubt, DoubtKind, Home, How, Reason, Speaks, Why
from portfolio.vocabulary import Certainty, label

_NAMED = 4
_SHORT = ("Sundhedsråd ",)


def listed(names: Sequence[str], most: int = _NAMED) -> str:
    """Give names as they are read: "Dragør, Hvidovre og Tårnby"; of many the first and how many more."""
    ordered = sorted(names, key=danish_key)
    if len(ordered) > most + 1:
        rest = len(ordered) - most
        return t("home.more", names=", ".join(ordered[:most]), count=rest, number=number(rest))
    return in_a_row(ordered)


def in_a_row(names: Sequence[str]) -> str:
    """Give names in their order as they are read: "Dragør, Hvidovre og Tårnby"."""
    if len(names) < 2:
        return "".join(names)
    return t("home.and", names=", ".join(names[:-1]), last=names[-1])


def places_listed(ids: Sequence[str], most: int = _NAMED) -> str:
    """Give municipalities, hospitals or areas by their names."""
    return listed([organisation_label(it) for it in ids], most)


def short_name(area: str | None) -> str:
    """Give an area's name without the word that all around it begin with."""
    name = organisation_label(area)
    return next((name.removeprefix(word) for word in _SHORT if name.startswith(word)), name)


def how_words(home: Home, entry: HomeEntry | None = None) -> str:
    """Say how a home was found."""
    if home.how is How.DECIDED and entry is not None:
        facts = {"by": entry.decided_by, "at": instant(entry.decided_at), "reason": entry.reason}
        return t("home.how_decided_by", **facts)
    if home.how is How.SUCCESSION:
        return t("home.how_succession", path=" → ".join(map(organisation_label, home.path)))
    return t(f"home.how_{home.how}")


def how_label(how: How) -> str:
    """Give the short name of a way in which homes are found."""
    return t(f"home.label_{how}")


def why_words(why: Why | None) -> str:
    """Say why there is no clear home."""
    return "" if why is None else t(f"home.why_{why}")


def reason_words(reason: Reason) -> str:
    """Say what speaks for a choice."""
    names = places_listed(reason.names)
    if reason.kind is Speaks.MEMBERS:
        facts = {"number": number(len(reason.names)), "total": number(reason.total), "names": names}
        return t("home.reason_members", count=len(reason.names), **facts)
    return t(f"home.reason_{reason.kind}", count=len(reason.names), names=names)


def doubt_words(doubt: Doubt) -> str:
    """Say what nobody has confirmed, and how sure it is."""
    facts = {"area": organisation_label(doubt.organisation), "certainty": certainty_words(doubt.certainty)}
    if doubt.kind is DoubtKind.SUCCESSION:
        return t("home.doubt_succession", other=organisation_label(doubt.other), **facts)
    return t("home.doubt_area" if doubt.kind is DoubtKind.AREA else "home.doubt_members", **facts)


def doubts_words(doubts: Sequence[Doubt]) -> str:
    """Say all that nobody has confirmed of one area: itself and its members together, where it is both."""
    kinds = {doubt.kind for doubt in doubts}
    if not kinds >= {DoubtKind.AREA, DoubtKind.MEMBERS}:
        return " ".join(map(doubt_words, doubts))
    certainty = certainty_words(doubts[0].certainty)
    both = t("home.doubt_both", area=organisation_label(doubts[0].organisation), certainty=certainty)
    return " ".join([both, *(doubt_words(it) for it in doubts if it.kind is DoubtKind.SUCCESSION)])


def certainty_words(certainty: Certainty) -> str:
    """Say how sure a fact is."""
    return label(certainty, language())
