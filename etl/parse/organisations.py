"""Clusters, planning areas, health councils, hospitals and regions by name, in cells and in titles."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache

from etl.parse.normal import fold, is_lone_sign, tidy
from etl.parse.parsed import Parsed, Remark
from etl.parse.place_book import GROUPINGS, base_of, place_book
from etl.schema.words import words
from portfolio.reference import Organisation, by_reference, load_reference
from portfolio.vocabulary import OrganisationKind, Severity

_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")
_NOISE = re.compile(r"\b(?:somatik|somatisk|psykiatri|region|regionen|ahh)\b|[.,]")


def recognise_organisation(text: str, on: dt.date | None, region: str | None) -> Parsed[str]:
    """Recognise a cluster, planning area or health council by the name in a cell.

    Args:
        text: the cell's text, such as "Randersklyngen", "Klynge Syd" or "Syd".
        on: the list's day; decides between organisations of one name that followed one another.
        region: id of the region the list is about, where it is known; decides between regions.
    """
    if not text.strip() or is_lone_sign(text):
        return Parsed(None, is_placeholder=bool(text.strip()))
    found = _candidates(text)
    chosen = _choose(found, on, region)
    if chosen is not None:
        return Parsed(_on_day(chosen, on).id)
    message = "place.organisation_ambiguous" if found else "place.organisation_not_known"
    return Parsed(
        None, (Remark(message, Severity.WARNING if found else Severity.INFO, {"text": tidy(text)}),)
    )


def _candidates(text: str) -> list[Organisation]:
    folded = fold(text)
    kind, base = _kind_of(folded), base_of(text)
    exact = [one for one in _groupings() if kind is not None and fold(one.name) == folded]
    if exact and not folded.startswith("klynge "):
        return exact
    spelt = [one for one in exact if one.id in _in_capitals(tidy(text))]
    if spelt:
        return spelt
    book = place_book()
    plain = tidy(_NOISE.sub(" ", base))
    found = [book.organisations[one] for one in book.bases.get(base) or book.bases.get(plain, ())]
    return [one for one in found if kind is None or one.kind == kind] or exact


@by_reference
def _groupings() -> tuple[Organisation, ...]:
    return tuple(one for one in load_reference().organisations if one.kind in GROUPINGS)


def _in_capitals(text: str) -> set[str]:
    """Give the groupings whose official name, with its word in capitals ("Klynge NORD"), stands in a text.

    Written otherwise, such a name may be that of another region's cluster.
    """
    return {one.id for one in _groupings() if one.name.split()[-1].isupper() and one.name in text}


@cache
def _kinds() -> tuple[tuple[str, OrganisationKind], ...]:
    found = [
        (fold(word), OrganisationKind(kind))
        for kind, all_of in words("organisation_kinds").items()
        for word in all_of
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _kind_of(folded: str) -> OrganisationKind | None:
    """Give the kind that a name states ("Planområde Syd", "Randersklyngen")."""
    for word, kind in _kinds():
        if folded.startswith(f"{word} "):
            return kind
    return OrganisationKind.CLUSTER if folded.endswith(("klyngen", "klynge")) else None


def _choose(found: list[Organisation], on: dt.date | None, region: str | None) -> Organisation | None:
    """Choose among organisations of one name by region and day; of one region the usual kind, the newest."""
    regions = _with_successors(region)
    found = [one for one in found if one.region in regions] or ([] if region else found)
    found = [one for one in found if on is not None and one.exists_on(on)] or found
    if len({_apart(one) for one in found}) != 1:
        return None
    return min(found, key=lambda one: (GROUPINGS.index(one.kind), -_ends(one)))


def _on_day(one: Organisation, on: dt.date | None) -> Organisation:
    """Follow an organisation that has ended to the one that took over from it, as far as the day asks."""
    while on is not None and one.last_date is not None and one.last_date < on and one.id in _successors():
        one = place_book().organisations[_successors()[one.id]]
    return one


def ended_name(text: str, organisation: str, on: dt.date) -> Organisation | None:
    """Give the area that a text names, where it has ended by a day and was read as what it has become.

    Args:
        text: a cell's text, or a title in which the name stands.
        organisation: the id of what the text was read as: the area itself, or the one that took over.
        on: the list's day.
    """
    named = [one for name in (text, *_names_in(text)) for one in _candidates(name)]
    if any(one.id == organisation and one.exists_on(on) for one in named):
        return None
    ended = (one for one in named if one.last_date is not None and one.last_date < on)
    return next((one for one in ended if organisation in (one.id, _on_day(one, on).id)), None)


def _names_in(text: str) -> Iterable[str]:
    """Give the areas' names that stand in a longer text."""
    matches = _grouping_pattern().finditer(f" {_spaced(tidy(text))} ")
    return (re.sub(r" (?:for|i) ", " ", match["named"]) for match in matches)


def _ends(one: Organisation) -> int:
    return (one.last_date or dt.date.max).toordinal()


@by_reference
def _successors() -> dict[str, str]:
    return {one.organisation: one.successor for one in load_reference().successions}


def _with_successors(region: str | None) -> set[str]:
    return {region, _successors().get(region, region)} if region else set()


def _apart(one: Organisation) -> str:
    """Give what tells regions apart; an organisation without region stands for itself."""
    return one.region or one.id


# Titles and file names


def organisation_in(text: str, on: dt.date | None = None) -> Parsed[str]:
    """Find whose list it is in a title, sheet or file name; None where nobody, or more than one, is named.

    Groupings count before municipalities, those before hospitals, regions last. Without ``on``, a year in the
    text decides between organisations that followed one another.
    """
    folded = re.sub(r"\.(?:xlsx?|ods|csv)$", "", tidy(text), flags=re.IGNORECASE)
    day = on or _day_in(folded)
    spelt = _in_capitals(re.sub(r"[\s_]+", " ", folded))
    if len(spelt) == 1:
        return Parsed(spelt.pop())
    plain = f" {_spaced(folded)} "
    for finder in (_groupings_in, _municipalities_in, _hospitals_in, _regions_in):
        found = set(finder(plain, day))
        if found:
            return Parsed(found.pop()) if len(found) == 1 else Parsed(None)
    return Parsed(None)


def _spaced(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", fold(text)).split())


def _day_in(text: str) -> dt.date | None:
    years = {int(year) for year in _YEAR.findall(text)}
    return dt.date(years.pop(), 7, 1) if len(years) == 1 else None


@by_reference
def _grouping_pattern() -> re.Pattern[str]:
    bases = "|".join(sorted((_spaced(base) for base in place_book().bases), key=len, reverse=True))
    kinds = "|".join(word for word, _ in _kinds())
    return re.compile(rf" (?P<named>(?:{kinds})(?: (?:for|i))? (?:{bases})|(?:{bases})s? ?klyngens?)(?= )")


def _groupings_in(plain: str, on: dt.date | None) -> Iterable[str]:
    for match in _grouping_pattern().finditer(plain):
        named = re.sub(r"klyngens$", "klyngen", match["named"])
        found = recognise_organisation(re.sub(r" (?:for|i) ", " ", named), on, _region_in(plain)).value
        if found is not None:
            yield found


@by_reference
def _municipality_pattern() -> re.Pattern[str]:
    names = sorted((name for name in place_book().municipality_codes if len(name) > 2), key=len, reverse=True)
    return re.compile(rf" (?P<named>{'|'.join(map(re.escape, names))})s? kommunes?(?= )")


def _municipalities_in(plain: str, on: dt.date | None) -> Iterable[str]:  # noqa: ARG001 - finders are called alike
    for match in _municipality_pattern().finditer(plain):
        code = place_book().municipality(match["named"])
        if code is not None:
            yield code


def _hospitals_in(plain: str, on: dt.date | None) -> Iterable[str]:  # noqa: ARG001 - finders are called alike
    for name, hospital in place_book().hospital_ids.items():
        if f" {_spaced(name)} " in plain:
            yield hospital


@by_reference
def _regions() -> tuple[tuple[str, str], ...]:
    regions = [one for one in load_reference().organisations if one.kind == OrganisationKind.REGION]
    return tuple((fold(one.name), one.id) for one in regions)


def _regions_in(plain: str, on: dt.date | None = None) -> Iterable[str]:  # noqa: ARG001 - finders are called alike
    return (region for name, region in _regions() if f" {name} " in plain)


def _region_in(plain: str) -> str | None:
    return next(iter(_regions_in(plain)), None)
