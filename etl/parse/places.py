"""Municipalities as lists name them: "Brøndby, Hvidovre og Tårnby", "alle undtagen Dragør"."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from rapidfuzz import fuzz, process

from etl.parse.normal import fold, is_lone_sign
from etl.parse.organisations import organisation_in, recognise_organisation
from etl.parse.parsed import Parsed, Remark
from etl.parse.place_book import PlaceBook, place_book
from etl.parse.texts import shown
from etl.read.grid import Raw
from etl.schema.words import words
from portfolio.reference import by_reference, by_reference_at_most, hospital_names
from portfolio.vocabulary import OrganisationKind, Severity

__all__ = ["PlaceBook", "organisation_in", "parse_municipalities", "place_book", "recognise_organisation"]

_SEPARATORS = re.compile(r"[;,/&+\n\r•|]|\s+[-–—]\s+|\b(?:og|samt|and|plus)\b", re.IGNORECASE)
_LIST_IDS = re.compile(r";#(?:\d+(?:;#|$))?")
"""What SharePoint puts between the choices of a list, with or without each one's number."""

_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_IS_PARTY = re.compile(
    r"hospital|sygehus|klinik|afdeling|afsnit|universitet|praksis|psykiatri|region|plo\b|ambulatori"
)
_BRACKET = re.compile(r"[()\[\]#]")
_BOTH = "begge"
_MOST_OF_ALL = {"alle", "samtlige", "resten", "oevrige"}
"""Words that, beside a name, say something of all but not clearly what."""

_CUT_SHORT = re.compile(r"\s*(\w{2,})\s*-\s*")
_LONGEST_NAME = 4
_NEAR = 85
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class _Found:
    """What part of a text names: codes of municipalities, and of those that do not take part, and remarks."""

    codes: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()
    left_out: frozenset[str] = frozenset()

    def __or__(self, other: "_Found") -> "_Found":
        news = tuple(remark for remark in other.remarks if remark not in self.remarks)
        return _Found(self.codes | other.codes, self.remarks + news, self.left_out | other.left_out)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whose list it is, on which day: what "alle" means."""

    organisation: str | None
    on: dt.date | None


def parse_municipalities(raw: Raw, scope: str | None, on: dt.date | None = None) -> Parsed[tuple[str, ...]]:
    """Read which municipalities a text names, as ascending four-digit codes.

    Args:
        raw: the cell.
        scope: id of the organisation whose list (or row) it is; "alle" means its members. A municipality's or
            hospital's own list means the cluster it is in.
        on: the list's day, which decides between clusters that followed one another.
    """
    text = shown(raw)
    if not text:
        return Parsed(None)
    if is_lone_sign(text):
        return Parsed(None, is_placeholder=True)
    number = re.fullmatch(r"0?(\d{3})(?:[.,]0+)?", text)
    if number:
        code = _by_code(f"0{number[1]}")
        return Parsed((code,)) if code else Parsed(None, (_warning("place.unknown_municipality", text),))
    plain = _plain_names(raw if isinstance(raw, str) else text)
    if plain is not None:
        return Parsed(plain)
    source = _LIST_IDS.sub(";", raw) if isinstance(raw, str) else text
    found = _of_text(source[:_LONGEST], _Scope(scope, on))
    return Parsed(tuple(sorted(found.codes)) or None, found.remarks)


def _plain_names(text: str) -> tuple[str, ...] | None:
    """Read a text that is nothing but names with separators, as most are; None where it is more than that."""
    if len(text) > _LONGEST or _BRACKET.search(text):
        return None
    codes = [_name(piece) for piece in _SEPARATORS.split(text) if piece and not piece.isspace()]
    found = {code for code in codes if code is not None}
    return tuple(sorted(found)) if codes and None not in codes else None


@by_reference_at_most(2_000)
def _name(piece: str) -> str | None:
    return place_book().municipality(piece)


def _by_code(code: str) -> str | None:
    known = place_book().organisations.get(code)
    return code if known is not None and known.kind == OrganisationKind.MUNICIPALITY else None


def _warning(message_id: str, text: str, **facts: str | int) -> Remark:
    return Remark(message_id, Severity.WARNING, {"text": text, **facts})


def _of_text(text: str, scope: _Scope) -> _Found:
    bare = _ASIDE.sub(" ", text)
    everyone = _everyone(_ASIDE.sub(r" \1 ", text), scope)
    if everyone is not None:
        return everyone
    found = _everyone(bare, scope) or _everyone_with_more(bare, scope) or _of_pieces(bare, scope)
    for aside in _ASIDE.findall(text):
        found |= _of_aside(aside, found)
    found = replace(found, codes=found.codes - found.left_out)
    return found if found.codes or _says_something(found, text) else _Found(remarks=(_not_said(text),))


_MORE = re.compile(
    r"(.*?\S)\s+((?:fra|pr\.?|per|senest|inden|primo|medio|ultimo|i\s+(?:fase|løbet)|v/)(?!\w).*)",
    re.IGNORECASE | re.DOTALL,
)


def _everyone_with_more(text: str, scope: _Scope) -> _Found | None:
    """Read "Alle fra 2027" and "Pilot: alle": what else is said of everyone is mentioned."""
    led = _lead().sub("", fold(text))
    everyone = _everyone(led, scope) if led != fold(text) else None
    match = _MORE.fullmatch(text) if everyone is None else None
    found = _everyone(match[1], scope) if match else None
    if match is None or found is None or not found.codes:
        return everyone
    return found | _Found(remarks=(_warning("place.said_beside", match[2].strip()),))


def _of_pieces(text: str, scope: _Scope) -> _Found:
    found = _hospitals_named(text)
    for piece in _pieces(text):
        found |= _of_piece(piece, scope)
    return found


def _says_something(found: _Found, text: str) -> bool:
    """Tell whether the remarks say more than that a whole sentence is no municipality."""
    is_unknown = all(remark.id == "place.unknown_municipality" for remark in found.remarks)
    return bool(found.remarks) and not (is_unknown and len(text.split()) > 2)


def _not_said(text: str) -> Remark:
    return _warning("place.not_said", shown(text))


def _pieces(text: str) -> list[str]:
    """Split a text into names; hospitals are left out, since their names hold "og" and municipalities."""
    joined = _double_names().sub(lambda match: f"{match[1]} {match[2]}", _hospitals().sub(";", text))
    pieces = [piece for piece in _SEPARATORS.split(joined) if piece.strip(" .:")]
    return [_completed(piece, after) for piece, after in zip_longest(pieces, pieces[1:], fillvalue="")]


@by_reference
def _double_names() -> re.Pattern[str]:
    """Match the names of municipalities that are two, with any sign between ("Ringkøbing/Skjern")."""
    organisations = place_book().organisations.values()
    doubles = [one.name.split("-") for one in organisations if one.kind == OrganisationKind.MUNICIPALITY]
    ends = [f"{re.escape(name[0])}|{re.escape(name[1])}" for name in doubles if len(name) == 2]
    pairs = (end.split("|") for end in ends)
    each = "|".join(rf"{first}(?=\s*[/&+-]\s*{second}\b)" for first, second in pairs)
    seconds = "|".join(end.split("|")[1] for end in ends)
    return re.compile(rf"\b({each})\s*[/&+-]\s*({seconds})\b", re.IGNORECASE)


def _completed(piece: str, after: str) -> str:
    """Complete "Syd-" before "Norddjurs"."""
    match = _CUT_SHORT.fullmatch(piece)
    if match is None or place_book().municipality(piece) is not None:
        return piece
    ending = fold(after)
    names = (match[1] + ending[place:] for place in range(1, max(1, len(ending) - 2)))
    return next((name for name in names if place_book().municipality(name)), piece)


def _hospitals_named(text: str) -> _Found:
    return _Found(remarks=tuple(_party(name) for name in _hospitals().findall(text)))


def _party(text: str) -> Remark:
    return Remark("place.not_a_municipality", Severity.INFO, {"text": text.strip()})


@by_reference
def _hospitals() -> re.Pattern[str]:
    names = [one.name for one in place_book().organisations.values() if one.kind == OrganisationKind.HOSPITAL]
    names += [name for name, _ in hospital_names()]
    longest = sorted(names, key=len, reverse=True)
    any_of = "|".join(map(re.escape, longest))
    return re.compile(rf"(?<!\w)(?:\w+\s?-\s?)?(?:{any_of})(?!\w)", re.IGNORECASE)


def _of_aside(aside: str, found: _Found) -> _Found:
    """Read names in brackets ("Vestegnen (Brøndby, Ishøj)"); all else there is a part of a municipality.

    What brackets say of a municipality, such as from when it takes part, is mentioned.
    """
    pieces = _pieces(aside)
    codes = [place_book().municipality(piece) for piece in pieces]
    if codes and all(codes):
        return _Found(frozenset(code for code in codes if code))
    said = _Found()
    for piece in pieces:
        named = _first_named(piece)
        if named in found.codes and _is_not(fold(piece)):
            said |= _Found(left_out=frozenset((named,)))
        elif named in found.codes:
            said |= _Found(remarks=(_warning("place.said_beside", piece),))
    return said


def _first_named(piece: str) -> str:
    tokens = fold(piece).split()
    codes = (_first_name(tokens[place:])[0] for place in range(len(tokens)))
    return next((code for code in codes if code), "")


@cache
def _not_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(words('municipality_not')['not'])})\b")


def _is_not(folded: str) -> bool:
    """Tell whether a piece says that who it names does not take part."""
    return bool(_not_words().search(folded))


# Everyone


@dataclass(frozen=True, slots=True)
class _Everyone:
    """A text that means all members: how many it says they are, where, and without whom.

    ``must_fit`` is set where only the number says that all are meant ("de fire kommuner").
    """

    count: int | None
    must_fit: bool
    where: str | None
    rest: str


@cache
def _numbers() -> dict[str, int]:
    return {fold(word): int(number) for number, all_of in words("number_words").items() for word in all_of}


def _any(spellings: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(map(fold, spellings), key=len, reverse=True)))


@cache
def _all_pattern() -> re.Pattern[str]:
    section = words("municipality_all")
    every, of, whole, but = (_any(section[name]) for name in ("all", "of", "whole", "but"))
    count = rf"(?P<count>\d{{1,2}}|{_any(_numbers())})"
    return re.compile(
        rf"(?:(?P<whole>{whole})|(?P<every>{every})?\s*(?P<those>de\s+)?(?:{count}\b)?\s*(?P<of>{of})?)"
        rf"(?:\s+i\s+(?P<where>.+?))?(?:,?\s*\b(?:{but})\.?:?\s+(?P<rest>.+))?"
    )


def _means_all(match: re.Match[str]) -> bool:
    """Tell whether a match says all, the whole, or a number of municipalities."""
    counted = match["count"] and (match["of"] or match["those"] or match["count"].startswith(_BOTH))
    return bool(match["every"] or match["whole"] or counted)


def _everyone_in(text: str) -> _Everyone | None:
    """Read "alle", "alle fire kommuner", "hele klyngen undtagen X", "de 10 kommuner"."""
    match = _all_pattern().fullmatch(fold(text))
    if match is None or not _means_all(match):
        return None
    count = _numbers().get(match["count"]) or int(match["count"]) if match["count"] else None
    must_fit = not (match["every"] or match["whole"])
    return _Everyone(count, must_fit, match["where"], match["rest"] or "")


def _everyone(text: str, scope: _Scope) -> _Found | None:
    """Read a text that means all members of the scope; None where it says something else."""
    meant = _everyone_in(text)
    if meant is None:
        return None
    if meant.where is not None:
        named = recognise_organisation(meant.where, scope.on, None).value
        named = named or organisation_in(meant.where, scope.on).value
        if named is None:
            return None
        scope = _Scope(named, scope.on)
    return _members(shown(text), meant, scope)


def _members(text: str, meant: _Everyone, scope: _Scope) -> _Found:
    organisation = _grouping(scope)
    codes = place_book().municipalities_of(organisation) if organisation else ()
    if not codes:
        return _Found(remarks=(_warning("place.scope_unknown", text),))
    fits = meant.count is None or meant.count == len(codes)
    if meant.must_fit and not fits:
        return _Found(remarks=(_warning("place.unclear_group", text),))
    left_out = _Found()
    for piece in _pieces(meant.rest):
        left_out |= _of_piece(piece, scope)
    if (
        meant.rest
        and not left_out.codes
        and any(remark.severity is Severity.WARNING for remark in left_out.remarks)
    ):
        return _Found(remarks=(_warning("place.unclear_group", text),))
    differs = () if fits else (_warning("place.count_differs", text, count=len(codes)),)
    return _Found(frozenset(codes) - left_out.codes - left_out.left_out, left_out.remarks + differs)


def _grouping(scope: _Scope) -> str | None:
    """Give the grouping or region that "alle" speaks of; None where there is none, or more than one."""
    organisation = place_book().organisations.get(scope.organisation or "")
    if organisation is None:
        return None
    if organisation.kind not in (OrganisationKind.MUNICIPALITY, OrganisationKind.HOSPITAL):
        return organisation.id
    around = place_book().groupings_of(organisation.id, scope.on) or place_book().groupings_of(
        organisation.id
    )
    return around[0] if len(around) == 1 else None


# Names


def _without_doubt(piece: str) -> str:
    """Take the question marks off the end of a name, and any kind of space between them."""
    while piece.rstrip().endswith("?"):
        piece = piece.rstrip().rstrip("?")
    return piece


def _of_piece(piece: str, scope: _Scope) -> _Found:
    """Read one piece between separators: names one after another, then what is left over."""
    sure = _without_doubt(piece)
    if sure != piece:
        return _of_piece(sure, scope) | _Found(remarks=(_warning("place.doubtful", piece.strip()),))
    code = place_book().municipality(piece) or _code_typed(piece)
    if code is not None:
        return _Found(frozenset((code,)))
    district = _districts().get(fold(piece))
    if district is not None:
        return _Found(
            frozenset((district,)), (Remark("place.district", Severity.INFO, {"text": piece.strip()}),)
        )
    everyone = _everyone(piece, scope) if fold(piece) not in _groups() else None
    if everyone is not None:
        return everyone
    folded = fold(piece)
    if _IS_PARTY.search(folded) or folded in _parties():
        return _Found(remarks=(_party(piece),))
    found = _of_words(piece.strip(), folded.split())
    if not _is_not(folded):
        return found
    return _Found(left_out=found.codes, remarks=() if found.codes else found.remarks)


_CODE = re.compile(r"0?([1-8]\d\d)")


def _code_typed(piece: str) -> str | None:
    """Give the code that a piece is, with or without its first 0."""
    match = _CODE.fullmatch(piece.strip())
    return _by_code(f"0{match[1]}") if match else None


@cache
def _districts() -> dict[str, str]:
    return {fold(word): code for code, all_of in words("districts").items() for word in all_of}


def _of_words(piece: str, tokens: list[str]) -> _Found:
    codes: set[str] = set()
    rest: list[str] = []
    while tokens:
        code, used = _first_name(tokens)
        if code is None:
            rest.append(tokens[0])
        else:
            codes.add(code)
        tokens = tokens[used:]
    if codes and _MOST_OF_ALL & set(rest):
        return _Found(remarks=(_warning("place.unclear_group", piece),))
    return _Found(frozenset(codes), _remarks_about(" ".join(rest), piece))


def _first_name(tokens: list[str]) -> tuple[str | None, int]:
    """Give the municipality that the words begin with and how many words it takes."""
    for count in range(min(_LONGEST_NAME, len(tokens)), 0, -1):
        code = place_book().municipality(" ".join(tokens[:count]))
        if code is not None:
            return code, count
    return (_code_typed(tokens[0]) if tokens[0].startswith("0") else None), 1


@cache
def _lead() -> re.Pattern[str]:
    leads = sorted(map(fold, words("municipality_lead")["lead"]), key=len, reverse=True)
    return re.compile(r"^(?:(?:" + "|".join(map(re.escape, leads)) + r")(?:[:.\s]+|$))+")


@cache
def _groups() -> frozenset[str]:
    return frozenset(map(fold, words("municipality_groups")["group"]))


@cache
def _parties() -> frozenset[str]:
    return frozenset(map(fold, words("other_parties")["party"]))


@cache
def _others() -> re.Pattern[str]:
    others = sorted(map(fold, words("municipality_others")["others"]), key=len, reverse=True)
    return re.compile(r"(?:^|\s)(?:" + "|".join(map(re.escape, others)) + r")\.?(?=\s|$)")


def _remarks_about(rest: str, piece: str) -> tuple[Remark, ...]:
    """Say what the words that are no municipality mean for the reader."""
    if rest in _groups():
        return (_warning("place.unclear_group", piece),)
    remarks: tuple[Remark, ...] = ()
    if _others().search(rest):
        remarks = (_warning("place.and_others", piece),)
        rest = _others().sub("", rest).strip()
    rest = _lead().sub("", rest).strip(" .:")
    return remarks + (_remark_about_unknown(rest, piece) if rest else ())


def _remark_about_unknown(rest: str, piece: str) -> tuple[Remark, ...]:
    if rest in _groups() or rest.endswith(("kommuner", "kommunerne")):
        return (_warning("place.unclear_group", piece),)
    near = process.extractOne(
        rest, place_book().municipality_codes.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR
    )
    if near and len(rest) > 3:
        name = place_book().organisations[place_book().municipality_codes[near[0]]].name
        return (_warning("place.perhaps_municipality", piece, suggestion=name),)
    return (_warning("place.unknown_municipality", piece),)
