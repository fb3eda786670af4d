"""Who has taken an initiative into use, as lists write it: "Randers (maj 2026), på vej i Skive".

Lists tell of spread in one cell a row. It is taken apart at its commas, stops and "og"; each part is a state
(words before a name hold for the names that follow), a day, and a name. What is no name of ours is kept as
it was written, so that people can see what was not understood.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from etl.parse.dates import DateContext, parse_date
from etl.parse.normal import fold, is_lone_sign, tidy
from etl.parse.organisations import recognise_organisation
from etl.parse.place_book import place_book
from etl.parse.places import parse_municipalities
from etl.schema.words import words
from portfolio.records import FuzzyDate
from portfolio.reference import Organisation, by_reference, load_reference
from portfolio.vocabulary import OrganisationKind, Severity, Uptake

_LONGEST = 4000
_CLAUSES = re.compile(r"[;\n\r•|]+|(?<=[a-zæøå)])\.\s+(?=[A-ZÆØÅ])|(?<=[a-zæøå0-9)])\.\s*$")
_PARTS = re.compile(
    r",\s*(?![^(]*\))|\s+(?:og|samt|and|plus)\s+(?![^(]*\))|\s*[/&+]\s*(?=[^\W\d])(?![^(]*\))"
)
_LEAD = re.compile(r"^\s*(?P<lead>[^:(]{2,40}):\s*")
_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_MONTHS = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec"
_SINCE = (
    r"(?:(?:siden|fra|pr\.?|per|i|d\.|den|primo|medio|ultimo|start|slut|efter|inden"
    r"|med virkning fra|fra og med)\s+)"
)
_DAY = re.compile(
    rf"(?:\s+[-–]\s*)?\b{_SINCE}{{0,3}}(?:"
    rf"\d{{1,2}}\.?\s*(?:{_MONTHS})[a-z]*\.?\s*(?:20\d\d)?"
    rf"|(?:{_MONTHS})[a-z]*\.?[-\s]*(?:20)?\d\d(?!\d)"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./\s-]+(?:20)?\d\d(?!\d)|20\d\d-\d\d-\d\d"
    rf"|(?:uge|u)\s?\d{{1,2}}(?:,?\s*20\d\d)?|(?:[1-4]\.\s*(?:kvartal|kvt\.?)|[QK][1-4])\s*20\d\d"
    rf"|(?:[12]\.\s*halvår|forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?)\s*20\d\d"
    rf"|(?:{_MONTHS})[a-z]*(?![a-zæøå])|20\d\d)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"^(?:\s*[-–]\s*)?{_SINCE}{{0,3}}(?=\d|uge|u\d|[QK]\d|forår|sommer|efterår|vinter|{_MONTHS})",
    re.IGNORECASE,
)
_BUT_FOR = re.compile(r"\b(?:undtagen|undtaget|bortset fra|på nær|pånær|ekskl)\b", re.IGNORECASE)
_BUT = re.compile(r"\s*men\b", re.IGNORECASE)
_EDGES = " .,:;-–?!'\""
_OF_SHARE = re.compile(r"\b(?:\d{1,2}|alle)?\s*(?:ud af|af)\s*(?:de\s+)?\d{1,2}\s*(?:kommuner|klynger)?\b")
_COUNTED = re.compile(
    r"\bkommuner(?:ne)?\b|\bbegge\b|\bhele (?:klyngen|planomraadet|regionen|sundhedsraadet)\b"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A receiver that a text names: its id, how far it is, and since when."""

    organisation: str
    uptake: Uptake
    day: FuzzyDate | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says: the receivers, each once, and what of it was not understood, as written."""

    receivers: tuple[Taken, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose row it is: what "alle" means, and which region's areas are meant.

    Attributes:
        scope: id of the cluster or other organisation whose list or row it is.
        region: id of its region.
        month: the list's month.
    """

    scope: str | None
    region: str | None
    month: dt.date | None


@dataclass(frozen=True, slots=True)
class _Said:
    uptake: Uptake
    day: FuzzyDate | None = None


def parse_receivers(text: str, whose: Whose) -> Told:
    """Read who a text says has taken something into use; without a word for how far, they have."""
    text = tidy(text.replace("\n", ";"))[:_LONGEST]
    if not text or is_lone_sign(text):
        return Told()
    found: dict[str, Taken] = {}
    unread: list[str] = []
    for clause in _CLAUSES.split(text):
        if clause.strip(_EDGES):
            told = _of_clause(clause, whose)
            found |= {it.organisation: it for it in told.receivers}
            unread += told.unread
    return Told(tuple(found.values()), tuple(dict.fromkeys(unread)))


def _of_clause(clause: str, whose: Whose) -> Told:
    """Read a clause; a state that stands before a name holds for those after it, until another does."""
    lead = _LEAD.match(clause)
    state = None if lead is None else _state_in(lead["lead"])
    if lead is not None and state is not None:
        clause = clause[lead.end() :]
    if _BUT_FOR.search(clause):  # "alle undtagen X og Y" is one thing
        whole = _everyone(clause, whose, _Said(state or Uptake.YES))
        return Told(unread=(tidy(clause).strip(" ,;"),)) if whole is None else whole
    current, receivers, unread = state or Uptake.YES, list[Taken](), list[str]()
    for part in _parts(clause):
        current, told = _of_part(part, whose, current)
        receivers += told.receivers
        unread += told.unread
    return Told(tuple(receivers), tuple(unread))


def _parts(clause: str) -> list[str]:
    """Split a clause at its commas and "og"; names that hold such a word are left whole."""
    kept = _joined_names()
    masked = kept.sub(lambda match: re.sub(r"\s+og\s+", "\0", match[0], flags=re.IGNORECASE), clause)
    return [part.replace("\0", " og ") for part in _PARTS.split(masked) if part.strip(_EDGES)]


@by_reference
def _joined_names() -> re.Pattern[str]:
    names = [it.name for it in load_reference().organisations if " og " in it.name]
    return re.compile(
        "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)", re.IGNORECASE
    )


def _of_part(part: str, whose: Whose, current: Uptake) -> tuple[Uptake, Told]:
    """Read a part; give the state that holds for the parts after it, too."""
    asides = " ".join(filter(None, (one for pair in _ASIDE.findall(part) for one in pair)))
    bare = _ASIDE.sub(" ", part)
    aside = _said_in(asides, whose) if asides else None
    rest, day = _without_day(bare, whose)
    before, name, after = _without_state(rest)
    current = before or (Uptake.YES if _BUT.match(bare) else current)
    own = (aside.uptake if aside is not None and _state_in(asides) else None) or after or current
    said = _Said(own, day or (aside.day if aside else None))
    everyone = _everyone(name, whose, said)
    if everyone is not None:
        return current, everyone
    ids = _named(name, whose)
    if ids:
        return current, Told(_taken(ids, said, whose))
    is_said = not name.strip(_EDGES) and (before or after)
    return current, Told(unread=() if is_said and whose.scope is None else (tidy(part).strip(" ,;"),))


def _taken(ids: Iterable[str], said: _Said, whose: Whose) -> tuple[Taken, ...]:
    """Give receivers; what is said to be so from a day to come is planned."""
    first = None if said.day is None else said.day.first
    is_to_come = first is not None and whose.month is not None and first > _month_end(whose.month)
    uptake = Uptake.PLANNED if is_to_come and said.uptake is Uptake.YES else said.uptake
    return tuple(Taken(it, uptake, said.day) for it in ids)


def _month_end(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _said_in(text: str, whose: Whose) -> _Said:
    return _Said(_state_in(text) or Uptake.YES, _without_day(text, whose)[1])


def _without_day(text: str, whose: Whose) -> tuple[str, FuzzyDate | None]:
    """Take the first day out of a text that can be read as one."""
    for match in _DAY.finditer(text):
        day = parse_date(_WHEN.sub("", match[0]).strip(_EDGES), DateContext(month=whose.month)).value
        if day is not None and (day.first or day.last):
            return f"{text[: match.start()]} {text[match.end() :]}", day
    return text, None


@cache
def _states() -> tuple[re.Pattern[str], dict[str, Uptake]]:
    found = {fold(word): Uptake(code) for code, all_of in words("uptake").items() for word in all_of}
    found |= {fold(word): Uptake(code) for code, all_of in words("uptake_told").items() for word in all_of}
    known = sorted((word for word in found if len(word) > 1), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)"), found


def _state_in(text: str) -> Uptake | None:
    pattern, known = _states()
    match = pattern.search(fold(text))
    return None if match is None else known[match[0]]


def _without_state(text: str) -> tuple[Uptake | None, str, Uptake | None]:
    """Give the state that stands before a name, the name, and the state that stands after it."""
    pattern, known = _states()
    folded = _OF_SHARE.sub(" ", fold(text))
    match = pattern.search(folded)
    if match is None:
        return None, _bare(folded), None
    ahead, behind = _bare(folded[: match.start()]), _bare(folded[match.end() :])
    behind = _bare(pattern.sub(" ", behind))
    if behind:
        return known[match[0]], f"{ahead} {behind}".strip(), None
    return (None, ahead, known[match[0]]) if ahead else (known[match[0]], "", None)


@cache
def _fillers() -> re.Pattern[str]:
    fillers = sorted(map(fold, words("receivers")["lead"]), key=len, reverse=True)
    return re.compile(rf"^(?:(?:{'|'.join(map(re.escape, fillers))})(?:\s+|$))+")


def _bare(folded: str) -> str:
    """Take off the words around a name that are none of it."""
    return _fillers().sub("", folded.strip(_EDGES)).strip(_EDGES)


# Names


def _named(name: str, whose: Whose) -> tuple[str, ...]:
    """Give the ids of who a text names; none where it is no name of ours, or of several."""
    text = name.strip(_EDGES)
    if not text:
        return ()
    book = place_book()
    hospital = book.hospital_ids.get(text)
    if hospital is not None:
        return (hospital,)
    town = book.municipality(text)
    if town is not None:
        return (town,)
    area = recognise_organisation(text, whose.month, whose.region).value
    if area is None and text.endswith("klyngerne"):
        area = recognise_organisation(text.removesuffix("rne"), whose.month, whose.region).value
    return () if area is None else (area,)


def _everyone(text: str, whose: Whose, said: _Said) -> Told | None:
    """Read "alle klynger", "de øvrige klynger", "alle kommuner i klyngen"; None: it says something else."""
    bare = _ASIDE.sub(" ", text)
    rest, day = _without_day(bare, whose)
    before, name, after = _without_state(rest)
    said = _Said(before or after or said.uptake, day or said.day)
    clusters = _all_clusters(name, whose)
    if clusters:
        return Told(_taken(clusters, said, whose))
    if not _COUNTED.search(name) or not re.match(r"(?:alle|samtlige|hele|begge|de \w+)\b", name):
        return None
    scope = whose.region if re.search(r"\bregion(?:en|ens)?\b", name) else whose.scope
    name = "alle" if name == "hele regionen" else name
    name = re.sub(r"\s*\bi (?:hele )?(?:regionen|klyngen|planomraadet)\b|\bregionens\b", "", name).strip()
    read = parse_municipalities(name or "alle", scope, whose.month)
    is_sure = not any(it.severity is not Severity.INFO for it in read.remarks)
    if read.value is None or not is_sure:
        return Told(unread=(tidy(text).strip(" ,;"),))
    return Told(_taken(read.value, said, whose))


_EVERY_CLUSTER = re.compile(
    r"(?P<which>alle|samtlige|de oevrige|oevrige|de andre|alle andre|resten af)(?: (?:regionens|de|\d+))?"
    r" klynge(?:r|rne)(?: i (?:hele )?regionen)?"
)


def _all_clusters(name: str, whose: Whose) -> tuple[str, ...]:
    match = _EVERY_CLUSTER.fullmatch(name)
    if match is None or whose.region is None:
        return ()
    found = [it.id for it in load_reference().organisations if _is_cluster(it, whose)]
    is_of_others = match["which"] not in ("alle", "samtlige")
    return tuple(it for it in found if not (is_of_others and it == whose.scope))


def _is_cluster(it: Organisation, whose: Whose) -> bool:
    is_there = whose.month is None or it.exists_on(whose.month)
    return it.kind is OrganisationKind.CLUSTER and it.region == whose.region and is_there
